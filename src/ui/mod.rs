//! The workbench in the page (Leptos).

mod app;
mod canvas;
mod page;
mod panels;
mod state;
mod widgets;

pub use app::App;
