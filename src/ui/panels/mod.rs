//! The panels around the diagram: bar, description, inspector and dock.

mod ddl;
mod describe;
mod description;
mod dock;
mod generate;
mod highlight;
mod top_bar;

pub use describe::Describe;
pub use dock::Dock;
pub use top_bar::TopBar;
