//! The panels around the diagram: bar, description, inspector and dock.

mod confirm;
mod ddl;
mod decisions;
mod describe;
mod description;
mod dock;
mod documentation;
mod download_menu;
mod generate;
mod highlight;
mod history;
mod inspector;
mod marks;
mod palette;
mod problems;
mod questions;
mod request;
mod shortcuts;
mod start;
mod top_bar;
mod words;

pub use confirm::ConfirmDrop;
pub use describe::Describe;
pub use dock::Dock;
pub use download_menu::project_file;
pub use generate::generate;
pub use inspector::{Inspector, edits};
pub use palette::Palette;
pub use shortcuts::Shortcuts;
pub use start::Start;
pub use top_bar::top_bar;
