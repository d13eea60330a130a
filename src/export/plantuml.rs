//! PlantUML's entity-relationship diagrams (information engineering notation).

use super::Content;
use crate::schema::*;
use std::fmt::Write;

/// The schema as a PlantUML document.
pub fn plantuml<'a>(content: impl Into<Content<'a>>) -> String {
    let schema = content.into().schema;
    let mut out = "@startuml\nhide circle\nskinparam linetype ortho\n".to_owned();
    for table in &schema.tables {
        entity(&mut out, table);
    }
    out.push('\n');
    for child in &schema.tables {
        for key in &child.foreign_keys {
            relationship(&mut out, schema, child, key);
        }
    }
    out.push_str("@enduml\n");
    out
}

fn entity(out: &mut String, table: &Table) {
    let _ = writeln!(out, "\nentity {} as {} {{", quoted(&table.name.to_string()), alias(table));
    let is_key = |column: &&Column| table.in_primary_key(&column.name);
    for column in table.columns.iter().filter(is_key) {
        let _ = writeln!(out, "  {}", line(table, column));
    }
    out.push_str("  --\n");
    for column in table.columns.iter().filter(|column| !is_key(column)) {
        let _ = writeln!(out, "  {}", line(table, column));
    }
    out.push_str("}\n");
}

/// A star marks what must have a value.
fn line(table: &Table, column: &Column) -> String {
    let star = if column.nullable { "" } else { "* " };
    let mut marks = String::new();
    if table.in_primary_key(&column.name) {
        marks.push_str(" <<PK>>");
    }
    if table.in_foreign_key(&column.name) {
        marks.push_str(" <<FK>>");
    }
    if table.uniques.iter().any(|key| key.columns == [column.name.clone()]) {
        marks.push_str(" <<UK>>");
    }
    format!("{star}{} : {}{marks}", plain(&column.name), plain(&column.data_type.to_string()))
}

fn relationship(out: &mut String, schema: &Schema, child: &Table, key: &ForeignKey) {
    let Some(parent) = schema.table(&key.references.table) else { return };
    let optional = key.columns.iter().any(|name| child.column(name).is_some_and(|column| column.nullable));
    let _ = writeln!(
        out,
        "{} {}--{} {} : {}",
        alias(parent),
        if optional { "|o" } else { "||" },
        if child.is_unique(&key.columns) { "o|" } else { "o{" },
        alias(child),
        quoted(&key.columns.join(", "))
    );
}

/// A name that needs no quotes.
fn alias(table: &Table) -> String {
    format!("t{}", table.id.0)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", plain(text))
}

/// PlantUML has no escapes: what its grammar, its markup (Creole) and its preprocessor give a meaning goes.
fn plain(text: &str) -> String {
    let plain = |c: char| match c {
        '"' => '\'',
        '<' | '>' | '{' | '}' | '|' | '\\' | '~' | '!' | '%' | '`' | '@' => '_',
        c if c.is_control() => ' ',
        c => c,
    };
    text.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;
    use expect_test::expect;

    #[test]
    fn a_schema_becomes_a_diagram() {
        expect![[r#"
            @startuml
            hide circle
            skinparam linetype ortho

            entity "users" as t2 {
              * id : bigint <<PK>>
              --
              * email : varchar(254) <<UK>>
            }

            entity "orders" as t7 {
              * id : bigint <<PK>>
              --
              user_id : bigint <<FK>>
              * status : order_status
            }

            entity "order_items" as t14 {
              * order_id : bigint <<PK>> <<FK>>
              * line : integer <<PK>>
              --
              * price : decimal(10,2)
            }

            t2 |o--o{ t7 : "user_id"
            t7 ||--o{ t14 : "order_id"
            @enduml
        "#]]
        .assert_eq(&plantuml(&sample::shop()));
    }

    #[test]
    fn hostile_names_become_plain() {
        expect![[r#"
            @startuml
            hide circle
            skinparam linetype ortho

            entity "a_b_ 'c' _/script_" as t1 {
              --
              * [x](y) # h : odd 'type'
            }

            @enduml
        "#]]
        .assert_eq(&plantuml(&sample::hostile()));
    }
}
