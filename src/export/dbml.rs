//! DBML, the language of dbdiagram and dbdocs.

use super::Content;
use crate::schema::*;
use std::fmt::Write;

/// The schema as DBML: enums, tables with keys, checks, indexes and notes, and references.
pub fn dbml<'a>(content: impl Into<Content<'a>>) -> String {
    let content = content.into();
    let schema = content.schema;
    let mut parts = Vec::new();
    if !content.title.is_empty() {
        parts.push(format!("Project {} {{\n  Note: {}\n}}\n", name(content.title), text(content.description)));
    }
    parts.extend(schema.enums.iter().map(enumeration));
    parts.extend(schema.tables.iter().map(table));
    let references: String = schema
        .tables
        .iter()
        .flat_map(|child| child.foreign_keys.iter().map(|key| reference(schema, child, key)))
        .collect();
    if !references.is_empty() {
        parts.push(references);
    }
    parts.join("\n")
}

fn enumeration(object: &EnumType) -> String {
    let values: String = object.values.iter().map(|value| format!("  {}\n", quoted(value))).collect();
    format!("Enum {} {{\n{values}}}\n", qualified(&object.name))
}

fn table(table: &Table) -> String {
    let mut out = format!("Table {} {{\n", qualified(&table.name));
    for column in &table.columns {
        let _ = writeln!(out, "  {}", column_line(table, column));
    }
    block(&mut out, "checks", table.checks.iter().map(check).collect());
    block(&mut out, "indexes", indexes(table));
    if let Some(comment) = &table.comment {
        let _ = writeln!(out, "\n  Note: {}", text(comment));
    }
    out.push_str("}\n");
    out
}

fn block(out: &mut String, title: &str, lines: Vec<String>) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n  {title} {{");
    for line in lines {
        let _ = writeln!(out, "    {line}");
    }
    out.push_str("  }\n");
}

fn column_line(table: &Table, column: &Column) -> String {
    let alone = std::slice::from_ref(&column.name);
    let mut settings = Vec::new();
    if table.key_columns() == alone {
        settings.push("pk".to_owned());
    }
    if column.identity.is_some() {
        settings.push("increment".to_owned());
    }
    if !column.nullable {
        settings.push("not null".to_owned());
    }
    if table.uniques.iter().any(|key| key.columns == alone) {
        settings.push("unique".to_owned());
    }
    settings.extend(column.default.as_ref().map(|default| format!("default: {}", value(default))));
    settings.extend(column.comment.as_ref().map(|comment| format!("note: {}", text(comment))));
    let settings = bracketed(&settings);
    format!("{} {}{settings}", name(&column.name), type_name(&column.data_type))
}

fn check(check: &Check) -> String {
    let named: Vec<String> = check.name.iter().map(|name| format!("name: {}", text(name))).collect();
    format!("{}{}", expression(check.expression.as_str()), bracketed(&named))
}

/// Keys over several columns and indexes; DBML writes them in one block.
fn indexes(table: &Table) -> Vec<String> {
    let mut lines = Vec::new();
    if table.key_columns().len() > 1 {
        lines.push(format!("{} [pk]", columns(table.key_columns())));
    }
    for key in table.uniques.iter().filter(|key| key.columns.len() > 1) {
        let mut settings = vec!["unique".to_owned()];
        settings.extend(key.name.iter().map(|name| format!("name: {}", text(name))));
        lines.push(columns(&key.columns) + &bracketed(&settings));
    }
    for index in &table.indexes {
        let part = |key: &IndexKey| match &key.part {
            IndexPart::Column(column) => name(column),
            IndexPart::Expression(text) => expression(text.as_str()),
        };
        let parts: Vec<String> = index.keys.iter().map(part).collect();
        let mut settings = Vec::new();
        if index.unique {
            settings.push("unique".to_owned());
        }
        settings.extend(index.name.iter().map(|name| format!("name: {}", text(name))));
        let known = index.method.iter().filter(|method| matches!(method.as_str(), "btree" | "hash"));
        settings.extend(known.map(|method| format!("type: {method}")));
        settings.extend(index.predicate.iter().map(|p| format!("note: {}", text(&format!("where {p}")))));
        lines.push(format!("({}){}", parts.join(", "), bracketed(&settings)));
    }
    lines
}

fn reference(schema: &Schema, child: &Table, key: &ForeignKey) -> String {
    let label = key.name.as_ref().map_or_else(String::new, |label| format!(" {}", name(label)));
    let sign = if child.is_unique(&key.columns) { '-' } else { '>' };
    let parent = &key.references.table;
    let actions = [("delete", key.on_delete), ("update", key.on_update)];
    let settings: Vec<String> = actions
        .into_iter()
        .filter(|(_, action)| *action != Action::NoAction)
        .map(|(event, action)| format!("{event}: {}", action.sql().to_lowercase()))
        .collect();
    format!(
        "Ref{label}: {}.{} {sign} {}.{}{}\n",
        qualified(&child.name),
        columns(&key.columns),
        qualified(parent),
        columns(&schema.referenced_columns(key)),
        bracketed(&settings)
    )
}

fn columns(names: &[String]) -> String {
    format!("({})", names.iter().map(|column| name(column)).collect::<Vec<_>>().join(", "))
}

fn bracketed(settings: &[String]) -> String {
    if settings.is_empty() { String::new() } else { format!(" [{}]", settings.join(", ")) }
}

fn qualified(of: &QualifiedName) -> String {
    match &of.namespace {
        Some(namespace) => format!("{}.{}", name(namespace), name(&of.name)),
        None => name(&of.name),
    }
}

fn name(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if starts && text.chars().all(plain) { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", one_line(text).replace('\\', "\\\\").replace('"', "\\\""))
}

fn text(text: &str) -> String {
    let inside = text.replace('\\', "\\\\").replace('\'', "\\'");
    if inside.contains('\n') { format!("'''{inside}'''") } else { format!("'{inside}'") }
}

/// DBML has no escape for a backtick in an expression.
fn expression(text: &str) -> String {
    format!("`{}`", one_line(text).replace('`', "'"))
}

/// A literal where the default is one, else an expression.
fn value(default: &Expression) -> String {
    let written = default.as_str();
    if let [Token::Text(literal)] = default.tokens()[..] {
        return text(&literal[1..literal.len() - 1].replace("''", "'"));
    }
    let is_number = written.parse::<f64>().is_ok_and(f64::is_finite);
    let lower = written.to_lowercase();
    if is_number || matches!(lower.as_str(), "true" | "false" | "null") { lower } else { expression(written) }
}

fn type_name(data_type: &ColumnType) -> String {
    match data_type {
        ColumnType::Named(of) => qualified(of),
        other => {
            let written = other.to_string();
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '(' | ')' | ',' | '[' | ']');
            if written.chars().all(plain) { written } else { quoted(&written) }
        }
    }
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;
    use expect_test::expect;

    #[test]
    fn a_schema_becomes_dbml() {
        expect![[r#"
            Enum order_status {
              "open"
              "paid"
            }

            Table users {
              id bigint [pk, increment, not null]
              email varchar(254) [not null, unique, note: 'Where the receipts go.']

              Note: 'People who can sign in.'
            }

            Table orders {
              id bigint [pk, not null]
              user_id bigint
              status order_status [not null, default: 'open']

              indexes {
                (user_id) [note: 'where status = \'open\'']
              }
            }

            Table order_items {
              order_id bigint [not null]
              line integer [not null]
              price decimal(10,2) [not null]

              checks {
                `price >= 0` [name: 'price_range']
              }

              indexes {
                (order_id, line) [pk]
              }
            }

            Ref: orders.(user_id) > users.(id) [delete: set null]
            Ref: order_items.(order_id) > orders.(id) [delete: cascade]
        "#]]
        .assert_eq(&dbml(&sample::shop()));
    }

    #[test]
    fn hostile_names_stay_in_their_quotes() {
        expect![[r#"
            Table "a|b` \"c\" </script>" {
              "[x](y) # h" "odd \"type'" [not null, default: `'it''s' || 'x'`]

              Note: '<img src=x onerror=alert(1)> *not* \'em\' \\ `code`'
            }
        "#]]
        .assert_eq(&dbml(&sample::hostile()));
    }
}
