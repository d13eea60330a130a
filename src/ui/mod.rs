//! The workbench in the page (Leptos).

mod answer;
mod app;
mod autosave;
mod canvas;
mod clipboard;
mod commands;
mod evolve;
mod keyboard;
mod model;
mod open;
mod page;
mod panels;
mod problems;
mod prove;
mod state;
mod trust;
mod widgets;

pub use app::App;
