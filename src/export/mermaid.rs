//! Mermaid's entity-relationship diagrams (`erDiagram`).

use super::Content;
use crate::schema::*;
use std::fmt::Write;

/// The schema as a Mermaid `erDiagram`. Mermaid's names are narrow: what does not fit becomes a label or, for a
/// column, is spelled with underscores and kept in the comment.
pub fn mermaid<'a>(content: impl Into<Content<'a>>) -> String {
    let schema = content.into().schema;
    let mut out = "erDiagram\n".to_owned();
    for table in &schema.tables {
        entity(&mut out, table);
    }
    for child in &schema.tables {
        for key in &child.foreign_keys {
            relationship(&mut out, schema, child, key);
        }
    }
    out
}

fn entity(out: &mut String, table: &Table) {
    let name = entity_name(table);
    let label =
        if name == table.name.to_string() { String::new() } else { format!("[{}]", quoted(&table.name.to_string())) };
    if table.columns.is_empty() {
        let _ = writeln!(out, "    {name}{label}");
        return;
    }
    let _ = writeln!(out, "    {name}{label} {{");
    for column in &table.columns {
        let mut keys = Vec::new();
        if table.in_primary_key(&column.name) {
            keys.push("PK");
        }
        if table.in_foreign_key(&column.name) {
            keys.push("FK");
        }
        if table.is_unique(std::slice::from_ref(&column.name)) && keys.first() != Some(&"PK") {
            keys.push("UK");
        }
        let mut line = format!("{} {}", word(&column.data_type.to_string()), word(&column.name));
        if !keys.is_empty() {
            let _ = write!(line, " {}", keys.join(", "));
        }
        let told = if word(&column.name) == column.name { None } else { Some(column.name.clone()) };
        let notes: Vec<String> = told.into_iter().chain(column.comment.clone()).collect();
        if !notes.is_empty() {
            let _ = write!(line, " {}", quoted(&notes.join(": ")));
        }
        let _ = writeln!(out, "        {line}");
    }
    out.push_str("    }\n");
}

/// Parent first: `users ||--o{ orders : user_id`. The line is solid where the child's key contains the parent's.
fn relationship(out: &mut String, schema: &Schema, child: &Table, key: &ForeignKey) {
    let Some(parent) = schema.table(&key.references.table) else { return };
    let optional = key.columns.iter().any(|name| child.column(name).is_some_and(|column| column.nullable));
    let identifying = key.columns.iter().all(|name| child.in_primary_key(name));
    let _ = writeln!(
        out,
        "    {} {}{}{} {} : {}",
        entity_name(parent),
        if optional { "|o" } else { "||" },
        if identifying { "--" } else { ".." },
        if child.is_unique(&key.columns) { "o|" } else { "o{" },
        entity_name(child),
        quoted(&key.columns.join(", ")),
    );
}

/// The table's name where Mermaid can take it, else one made from its id, to stand before a label.
fn entity_name(table: &Table) -> String {
    let name = table.name.to_string();
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if plain && word(&name) == name { name } else { format!("table_{}", table.id.0) }
}

/// A type or name with everything that Mermaid's grammar does not allow replaced by underscores.
fn word(text: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '(' | ')' | '[' | ']');
    let word: String = text.chars().map(|c| if allowed(c) { c } else { '_' }).collect();
    if word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') { word } else { format!("_{word}") }
}

/// Mermaid has no escapes inside quotes.
fn quoted(text: &str) -> String {
    let plain = |c: char| match c {
        '"' => '\'',
        '<' | '>' | '\\' | '%' | '`' => '_',
        c if c.is_control() => ' ',
        c => c,
    };
    format!("\"{}\"", text.chars().map(plain).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;
    use expect_test::expect;

    #[test]
    fn tables_and_relationships_become_a_diagram() {
        expect![[r#"
            erDiagram
                users {
                    bigint id PK
                    varchar(254) email UK "Where the receipts go."
                }
                orders {
                    bigint id PK
                    bigint user_id FK
                    order_status status
                }
                order_items {
                    bigint order_id PK, FK
                    integer line PK
                    decimal(10_2) price
                }
                users |o..o{ orders : "user_id"
                orders ||--o{ order_items : "order_id"
        "#]]
        .assert_eq(&mermaid(&sample::shop()));
    }

    #[test]
    fn hostile_names_stay_labels() {
        expect![[r#"
            erDiagram
                table_1["a|b_ 'c' _/script_"] {
                    odd__type_ _[x](y)___h "[x](y) # h"
                }
        "#]]
        .assert_eq(&mermaid(&sample::hostile()));
    }
}
