//! Documents from a schema and the reasons behind it, one file a format.

mod content;
mod dbml;
mod document;
mod json;
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

use crate::schema::{Id, Schema};

/// An element by name: `orders` for a table, `orders.status` for a part of one; empty for what is gone.
fn element(schema: &Schema, id: Id) -> String {
    match (schema.object(id), schema.table_of(id)) {
        (Some(object), Some(table)) if table.id != id => format!("{}.{}", table.name, object.label()),
        (Some(object), _) => object.label(),
        (None, _) => String::new(),
    }
}
