//! Queries that show what can be asked of a schema: each relationship followed once, as SQL.

use crate::dialect::Dialect;
use crate::schema::{Schema, Table};

/// A query with what it answers.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Example {
    pub what: String,
    pub sql: String,
}

/// One query for each table with a parent: its rows with what the parent is called; then counts by parent.
pub fn examples(schema: &Schema, dialect: Dialect) -> Vec<Example> {
    let name = |name: &str| dialect.quote_identifier(name);
    let mut examples = Vec::new();
    for child in &schema.tables {
        let mut parents = child.foreign_keys.iter().filter_map(|key| Some((key, schema.table(&key.references.table)?)));
        let Some((key, parent)) = parents.find(|(_, parent)| parent.id != child.id) else { continue };
        let wanted = schema.referenced_columns(key);
        let pairs = key.columns.iter().zip(&wanted);
        let joined: Vec<String> = pairs.map(|(own, other)| format!("c.{} = p.{}", name(own), name(other))).collect();
        if joined.is_empty() {
            continue;
        }
        let (own, other) = (dialect.quote_qualified(&child.name), dialect.quote_qualified(&parent.name));
        let on = joined.join(" AND ");
        let title = name(title_of(parent));
        examples.push(Example {
            what: format!("{} with their {}", child.name, parent.name),
            sql: format!("SELECT p.{title}, c.*\nFROM {own} c\nJOIN {other} p ON {on}\nORDER BY p.{title}"),
        });
        let first = key.columns.first().map(|column| name(column)).unwrap_or_default();
        examples.push(Example {
            what: format!("How many {} each of {} has", child.name, parent.name),
            sql: format!(
                "SELECT p.{title}, count(c.{first}) AS number\nFROM {other} p\nLEFT JOIN {own} c ON {on}\nGROUP BY p.{title}\nORDER BY number DESC"
            ),
        });
    }
    examples
}

/// The column that tells a reader which row it is: a name or title, else the key.
fn title_of(table: &Table) -> &str {
    let words = ["name", "title", "email", "label", "code", "number"];
    let named =
        words.iter().find_map(|word| table.columns.iter().find(|column| column.name.to_lowercase().contains(word)));
    let key = table.key_columns().first().and_then(|key| table.column(key));
    named.or(key).or(table.columns.first()).map_or("*", |column| &column.name)
}
