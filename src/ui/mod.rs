//! The workbench in the page (Leptos).

mod answer;
mod app;
mod autosave;
mod canvas;
mod clipboard;
mod commands;
mod evolve;
mod keyboard;
mod last_change;
mod messages;
mod model;
mod open;
mod page;
mod panels;
mod problems;
mod prove;
mod share;
mod shelf;
mod state;
mod tour;
mod trust;
mod widgets;

pub use app::App;
pub use messages::load as load_messages;
