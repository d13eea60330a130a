//! Documents from a schema and the reasons behind it, one file a format.

mod code;
mod content;
mod csv;
mod dbml;
mod document;
mod graphviz;
mod html;
mod json;
mod json_schema;
mod lookup;
mod markdown;
mod mermaid;
mod plantuml;
#[cfg(test)]
mod sample;
mod zip;

pub use code::{django, drizzle, prisma, rails, sqlalchemy, typeorm};
pub use content::Content;
pub use csv::csv;
pub use dbml::dbml;
pub use document::{Block, Inline, document};
pub use graphviz::graphviz;
pub use html::{html, html_of};
pub use json::json;
pub use json_schema::json_schema;
pub use markdown::{markdown, markdown_of};
pub use mermaid::mermaid;
pub use plantuml::plantuml;
pub use zip::zip;
