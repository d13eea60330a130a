//! How the page says things of the model.

use crate::schema::{Id, Object, Schema, Source, Topic};

/// Where a decision comes from, to stand after its confidence.
pub fn source(source: Source) -> &'static str {
    match source {
        Source::Text => "from the text",
        Source::Knowledge => "from knowledge of such systems",
        Source::Practice => "good practice",
        Source::Normalization => "from normalization",
        Source::Model => "from the language model",
        Source::User => "decided by you",
        Source::Import => "from the imported schema",
    }
}

pub fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::Entity => "Table",
        Topic::Attribute => "Column",
        Topic::Type => "Type",
        Topic::Key => "Key",
        Topic::Relationship => "Relationship",
        Topic::Rule => "Rule",
        Topic::Index => "Index",
        Topic::Normalization => "Normalization",
        Topic::Denormalization => "Denormalization",
        Topic::Security => "Security",
        Topic::Convention => "Convention",
    }
}

/// An element by kind and name (`column orders.status`).
pub fn element(schema: &Schema, id: Id) -> Option<String> {
    let object = schema.object(id)?;
    let place = match schema.table_of(id) {
        Some(table) if table.id != id => format!("{}.", table.name),
        _ => String::new(),
    };
    Some(match &object {
        Object::ForeignKey(key) => format!("relationship {place}{} → {}", key.columns.join(", "), key.references.table),
        Object::Column(_) => format!("{} {place}{}", object.kind(), object.label()),
        _ if place.is_empty() => format!("{} {}", object.kind(), object.label()),
        _ => format!("{} {} of {}", object.kind(), object.label(), place.trim_end_matches('.')),
    })
}

/// The first letter as a capital.
pub fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
