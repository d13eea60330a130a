//! Mermaid's entity-relationship diagrams (mermaid.js.org/syntax/entityRelationshipDiagram.html).
//!
//! A relationship names no columns. It becomes a reference if the side with many has a column marked `FK` that the
//! label or the parent's name tells, or one in which only the parent's key can stand; else a column is added.

use super::Imported;
use super::draft::{Draft, Link};
use crate::dialect::Dialect;
use crate::schema::*;
use std::collections::BTreeSet;

pub(super) fn read(text: &str) -> Imported {
    let mut reader = Reader::default();
    for (number, line) in text.lines().enumerate() {
        let line = line.split("%%").next().unwrap_or_default().trim();
        reader.line(line, Position { line: number + 1, column: 1 });
    }
    for relationship in std::mem::take(&mut reader.relationships) {
        reader.relate(&relationship);
    }
    reader.draft.finish()
}

#[derive(Default)]
struct Reader {
    draft: Draft,
    started: bool,
    open: Option<usize>,
    /// Columns marked as foreign keys that no relationship has taken yet, by table and name.
    foreign: BTreeSet<(String, String)>,
    relationships: Vec<Relationship>,
}

struct Relationship {
    left: String,
    right: String,
    left_end: End,
    right_end: End,
    label: String,
    at: Position,
}

/// How many of a side there can be for one of the other.
#[derive(Clone, Copy, PartialEq, Eq)]
struct End {
    many: bool,
    optional: bool,
}

impl Reader {
    fn line(&mut self, line: &str, at: Position) {
        if line == "erDiagram" {
            self.started = true;
            return;
        }
        if !self.started || line.is_empty() || line.starts_with("direction ") {
            return;
        }
        if line == "}" {
            self.open = None;
        } else if let Some(table) = self.open {
            self.attribute(table, line, at);
        } else if let Some(relationship) = relationship(line, at) {
            self.table(&relationship.left);
            self.table(&relationship.right);
            self.relationships.push(relationship);
        } else if let Some(name) = line.strip_suffix('{') {
            self.open = Some(self.table(&entity(name)));
        } else if let Some(name) = line.strip_suffix('}').and_then(|line| line.trim_end().strip_suffix('{')) {
            self.table(&entity(name));
        } else if line.split_whitespace().count() == 1 {
            self.table(&entity(line));
        } else if !["accTitle", "accDescr", "title", "classDef", "class ", "style "].iter().any(|s| line.starts_with(s))
        {
            self.draft.warn("not-understood", at, format!("\"{line}\" is no entity or relationship; it was left out."));
        }
    }

    /// The place of a table, which is made if it is new.
    fn table(&mut self, name: &str) -> usize {
        if let Some(at) = self.draft.schema().tables.iter().position(|table| table.name.name == name) {
            return at;
        }
        let table = Table::new(self.draft.id(), name);
        self.draft.schema().tables.push(table);
        self.draft.schema().tables.len() - 1
    }

    /// `type name PK, FK "comment"`.
    fn attribute(&mut self, table: usize, line: &str, at: Position) {
        let (line, comment) = match line.split_once('"') {
            Some((before, after)) => (before, Some(after.trim_end_matches('"').to_owned())),
            None => (line, None),
        };
        let mut words = line.split([' ', '\t', ',']).filter(|word| !word.is_empty());
        let (Some(data_type), Some(name)) = (words.next(), words.next()) else {
            return self.draft.warn("not-understood", at, format!("\"{line}\" is no attribute; it was left out."));
        };
        let marks: Vec<String> = words.map(str::to_uppercase).collect();
        let marked = |mark: &str| marks.iter().any(|m| m == mark);
        // A comma inside a type cannot be written: `decimal(12_2)` and `decimal(12-2)` stand for it.
        let spelled = data_type.replace(['_', '-'], ",");
        let written = if data_type.contains('(') { &spelled } else { data_type };
        let data_type = self.draft.type_of(written, Dialect::default());
        let mut column = self.draft.column(name.trim_start_matches('*'), data_type);
        column.nullable = !marked("PK") && !name.starts_with('*');
        column.comment = comment;
        let owner = self.draft.schema().tables[table].name.name.clone();
        if marked("FK") {
            self.foreign.insert((owner, column.name.clone()));
        }
        let key = column.name.clone();
        let unique = marked("UK").then(|| self.draft.unique(None, vec![key.clone()]));
        let mut columns = self.draft.schema().tables[table].key_columns().to_vec();
        if marked("PK") {
            columns.push(key);
            let made = self.draft.primary_key(columns);
            self.draft.schema().tables[table].primary_key = Some(made);
        }
        let table = &mut self.draft.schema().tables[table];
        table.uniques.extend(unique);
        if table.column(&column.name).is_none() {
            table.columns.push(column);
        }
    }

    fn relate(&mut self, said: &Relationship) {
        let (child, parent, one_to_one, optional) = match (said.left_end.many, said.right_end.many) {
            (true, true) => {
                let message =
                    format!("{} and {} are many-to-many; a table between them was added.", said.left, said.right);
                self.draft
                    .imported
                    .diagnostics
                    .push(Diagnostic::new(Severity::Info, "many-to-many", message).at(said.at));
                return self.pair(said);
            }
            (true, false) => (&said.left, &said.right, false, said.right_end.optional),
            (false, true) => (&said.right, &said.left, false, said.left_end.optional),
            (false, false) => (&said.right, &said.left, true, said.left_end.optional),
        };
        self.refer(child, parent, &said.label, one_to_one, optional, said.at);
    }

    fn refer(&mut self, child: &str, parent: &str, label: &str, one_to_one: bool, optional: bool, at: Position) {
        let Some(target) = self.draft.schema().table_named(parent).cloned() else { return };
        let key = target.key_columns().to_vec();
        if key.is_empty() {
            let message = format!("{parent} has no primary key, so {child} cannot refer to it.");
            return self.draft.warn("no-key", at, message);
        }
        let labelled: Vec<String> = label.split(',').map(|name| name.trim().to_owned()).collect();
        let columns = match self.columns_for(child, &target, &labelled) {
            Some(columns) => columns,
            None => self.added(child, &target, optional),
        };
        for column in &columns {
            self.foreign.remove(&(child.to_owned(), column.clone()));
        }
        let Some(table) = self.draft.schema().tables.iter_mut().find(|table| table.name.name == child) else { return };
        for column in table.columns.iter_mut().filter(|column| columns.contains(&column.name)) {
            column.nullable = optional && !table.primary_key.as_ref().is_some_and(|k| k.columns.contains(&column.name));
        }
        self.draft.link(Link {
            child: QualifiedName::new(child),
            columns,
            parent: target.name.clone(),
            parent_columns: key,
            one_to_one,
            at,
            ..Link::default()
        });
    }

    /// The columns of the child that hold the parent's key, if the diagram shows them.
    fn columns_for(&mut self, child: &str, parent: &Table, labelled: &[String]) -> Option<Vec<String>> {
        let table = self.draft.schema().table_named(child)?.clone();
        let key = parent.key_columns();
        if labelled.len() == key.len() && labelled.iter().all(|name| table.column(name).is_some()) {
            return Some(labelled.to_vec());
        }
        let [key] = key else { return None };
        let names = [
            format!("{}_{key}", singular(&parent.name.name.to_lowercase())),
            format!("{}_{key}", parent.name.name.to_lowercase()),
            format!("{}{}", singular(&parent.name.name.to_lowercase()), key.to_lowercase()),
            key.to_lowercase(),
        ];
        let free: Vec<&str> =
            self.foreign.iter().filter(|(owner, _)| owner == child).map(|(_, column)| column.as_str()).collect();
        let named = free.iter().find(|column| names.contains(&column.to_lowercase()));
        let only = if free.len() == 1 { free.first() } else { None };
        named.or(only).map(|column| vec![(*column).to_owned()])
    }

    /// Columns for the parent's key, which the diagram does not show.
    fn added(&mut self, child: &str, parent: &Table, optional: bool) -> Vec<String> {
        let mut names = Vec::new();
        for key in parent.key_columns() {
            let own = singular(&parent.name.name.to_lowercase().replace('-', "_"));
            let name = if key.starts_with(&own) { key.clone() } else { format!("{own}_{key}") };
            let data_type = parent.column(key).map_or(ColumnType::BigInt, |column| column.data_type.clone());
            let mut column = self.draft.column(name.as_str(), data_type);
            column.nullable = optional;
            let table = self.draft.schema().tables.iter_mut().find(|table| table.name.name == child);
            if let Some(table) = table.filter(|table| table.column(&name).is_none()) {
                table.columns.push(column);
            }
            names.push(name);
        }
        names
    }

    fn pair(&mut self, said: &Relationship) {
        let name = format!("{}_{}", singular(&said.left.to_lowercase()), said.right.to_lowercase());
        let at = self.table(&name);
        self.refer(&name, &said.left, "", false, false, said.at);
        self.refer(&name, &said.right, "", false, false, said.at);
        let columns = self.draft.schema().tables[at].columns.iter().map(|column| column.name.clone()).collect();
        let key = self.draft.primary_key(columns);
        self.draft.schema().tables[at].primary_key = Some(key);
    }
}

/// `"Order Line"[alias]` or `ORDER-LINE`.
fn entity(text: &str) -> String {
    let text = text.trim().split('[').next().unwrap_or_default().trim();
    text.trim_matches('"').to_owned()
}

/// `CUSTOMER ||--o{ ORDER : places`; nothing if the line is none.
fn relationship(line: &str, at: Position) -> Option<Relationship> {
    let (said, label) = line.split_once(" : ").or_else(|| line.split_once(':')).unwrap_or((line, ""));
    let middle = ["--", "..", ".-", "-."].into_iter().find_map(|sign| said.find(sign))?;
    let (before, after) = (said.get(..middle)?.trim_end(), said.get(middle + 2..)?.trim_start());
    let left_sign = before.get(before.len().checked_sub(2)?..)?;
    let right_sign = after.get(..2)?;
    let left_end = end(left_sign)?;
    let right_end = end(right_sign)?;
    let left = entity(&before[..before.len() - 2]);
    let right = entity(&after[2..]);
    let label = label.trim().trim_matches('"').to_owned();
    (!left.is_empty() && !right.is_empty()).then_some(Relationship { left, right, left_end, right_end, label, at })
}

fn end(sign: &str) -> Option<End> {
    match sign {
        "||" => Some(End { many: false, optional: false }),
        "|o" | "o|" => Some(End { many: false, optional: true }),
        "}|" | "|{" => Some(End { many: true, optional: false }),
        "}o" | "o{" => Some(End { many: true, optional: true }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let imported = read(text);
        let mut lines: Vec<String> = Vec::new();
        for table in &imported.schema.tables {
            let null = |column: &Column| if column.nullable { "?" } else { "" };
            let columns: Vec<String> =
                table.columns.iter().map(|c| format!("{} {}{}", c.name, c.data_type, null(c))).collect();
            lines.push(format!("{} ({}): {}", table.name, table.key_columns().join(" "), columns.join(", ")));
            lines.extend(table.foreign_keys.iter().map(|key| {
                format!("  {} -> {} {}", key.columns.join(" "), key.references.table, key.references.columns.join(" "))
            }));
        }
        lines.extend(imported.diagnostics.iter().map(|d| format!("! {}", d.code)));
        assert_eq!(lines, expected, "{text}");
    }

    #[test]
    fn diagrams_become_tables() {
        check(
            "erDiagram\n  users {\n    bigint id PK\n    varchar(320) email UK \"the login\"\n    decimal(12_2) balance\n  }\n  orders {\n    uuid id PK\n    bigint user_id FK\n  }\n  users ||--o{ orders : \"user_id\"",
            &[
                "users (id): id bigint, email varchar(320)?, balance decimal(12,2)?",
                "orders (id): id uuid, user_id bigint",
                "  user_id -> users id",
            ],
        );
        check(
            "erDiagram\n CUSTOMER {\n int id PK\n }\n ORDER {\n int id PK\n }\n CUSTOMER |o--o{ ORDER : places",
            &[
                "CUSTOMER (id): id integer",
                "ORDER (id): id integer, customer_id integer?",
                "  customer_id -> CUSTOMER id",
            ],
        );
        check(
            "erDiagram\n A {\n int id PK\n }\n B {\n int id PK\n }\n A }o--o{ B : has",
            &[
                "A (id): id integer",
                "B (id): id integer",
                "a_b (a_id b_id): a_id integer, b_id integer",
                "  a_id -> A id",
                "  b_id -> B id",
                "! many-to-many",
            ],
        );
        check("erDiagram\n A ||--o{ B : x", &["A (): ", "B (): ", "! no-key"]);
        check("erDiagram\n what is this", &["! not-understood"]);
        check("nothing", &[]);
    }
}
