//! Documents from a schema and the reasons behind it, one file a format.

mod content;
mod dbml;
mod document;
mod json;
mod lookup;
mod markdown;
mod mermaid;
#[cfg(test)]
mod sample;

pub use content::Content;
pub use dbml::dbml;
pub use document::{Block, Inline, document};
pub use json::json;
pub use markdown::markdown;
pub use mermaid::mermaid;
