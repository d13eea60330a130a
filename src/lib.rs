//! AI Schema Architect: from a plain-language description to a production-ready database schema.
//!
//! The modules below stand in reading order. Each imports only modules above it; `tests/architecture.rs` holds the
//! allowed edges. `web` and `ui` are the browser's edge: they alone know the DOM, and native builds leave them out.

pub mod base;

pub mod schema;

pub mod dialect;

pub mod sql;

pub mod normalize;

pub mod nl;

pub mod lint;

pub mod classify;

pub mod advise;

pub mod diff;

pub mod migrate;

pub mod erd;

pub mod export;

pub mod import;

pub mod trust;

pub mod project;

pub mod refine;

pub mod llm;

pub mod prove;

pub mod architect;

pub mod api;

#[cfg(not(target_arch = "wasm32"))]
pub mod lsp;

#[cfg(target_arch = "wasm32")]
pub mod web;

#[cfg(target_arch = "wasm32")]
pub mod ui;
