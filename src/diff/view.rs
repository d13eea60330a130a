//! What a diff viewer shows: the objects of both schemas as a tree with what became of them, and the SQL of both sides
//! line by line. Data only; how it looks is the page's business.

use super::Diff;
use super::lines::{Row, rows};
use super::object::{BESIDE_TABLES, Kind, PARTS, objects, parts};
use super::report::{Detail, Entry, Status, entries};
use crate::dialect::Dialect;
use crate::schema::{Id, Object, Schema, Table};
use crate::sql::{Statement, render};
use serde::Serialize;
use std::collections::HashMap;

/// One element of the old or the new schema; tables hold their parts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Node {
    /// The same in both schemas, and in the diagram.
    pub id: Id,
    pub object: String,
    pub name: String,
    /// `None` where nothing happened to it; a table may still hold parts to which something did.
    pub status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Node>,
    /// How many of its children something happened to.
    pub changed_children: usize,
}

/// The SQL of one object with its parts, comments and indexes, in both schemas.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    pub id: Id,
    pub title: String,
    pub rows: Vec<Row>,
}

/// The tree: what stands beside tables by kind, tables with their parts, in the order of the new schema; what is gone
/// follows its like.
pub fn tree(from: &Schema, diff: &Diff, dialect: Dialect) -> Vec<Node> {
    let to = after(from, diff);
    let found: HashMap<Id, Entry> = entries(from, diff, dialect).into_iter().map(|entry| (entry.id, entry)).collect();
    let mut tree = Vec::new();
    let (before_tables, after_tables) = BESIDE_TABLES.split_at(4);
    let beside = |kind: &Kind| nodes(&objects(&to, *kind), &objects(from, *kind), &found);
    tree.extend(before_tables.iter().flat_map(beside));
    let old: HashMap<Id, &Table> = from.tables.iter().map(|table| (table.id, table)).collect();
    let new: HashMap<Id, &Table> = to.tables.iter().map(|table| (table.id, table)).collect();
    let gone = from.tables.iter().filter(|table| !new.contains_key(&table.id));
    for table in to.tables.iter().chain(gone) {
        let mut node = node(&Object::Table(table.clone()), &found);
        for kind in PARTS {
            let side =
                |side: &HashMap<Id, &Table>| side.get(&table.id).map_or_else(Vec::new, |table| parts(table, kind));
            node.children.extend(nodes(&side(&new), &side(&old), &found));
        }
        node.changed_children = node.children.iter().filter(|child| child.status.is_some()).count();
        tree.push(node);
    }
    tree.extend(after_tables.iter().flat_map(beside));
    tree
}

fn nodes(new: &[Object], old: &[Object], found: &HashMap<Id, Entry>) -> Vec<Node> {
    let gone = old.iter().filter(|object| new.iter().all(|other| other.id() != object.id()));
    new.iter().chain(gone).map(|object| node(object, found)).collect()
}

fn node(object: &Object, found: &HashMap<Id, Entry>) -> Node {
    let entry = found.get(&object.id());
    Node {
        id: object.id(),
        object: object.kind().to_owned(),
        name: object.label(),
        status: entry.map(|entry| entry.status),
        was: entry.and_then(|entry| entry.was.clone()),
        details: entry.map(|entry| entry.details.clone()).unwrap_or_default(),
        children: Vec::new(),
        changed_children: 0,
    }
}

/// The SQL of both sides by object, in the order of the new schema's script; what is gone comes last. With `all` also
/// the objects whose SQL is the same.
pub fn sections(from: &Schema, diff: &Diff, dialect: Dialect, all: bool) -> Vec<Section> {
    let to = after(from, diff);
    let (old, new) = (by_object(from, dialect), by_object(&to, dialect));
    let texts: HashMap<Id, &String> = old.iter().map(|(id, text)| (*id, text)).collect();
    let gone =
        old.iter().filter(|(id, _)| new.iter().all(|(other, _)| other != id)).map(|(id, _)| (*id, String::new()));
    let mut sections = Vec::new();
    for (id, text) in new.iter().cloned().chain(gone) {
        let before = texts.get(&id).map_or("", |text| text.as_str());
        if before == text && !all {
            continue;
        }
        let title = to
            .object(id)
            .or_else(|| from.object(id))
            .map_or_else(String::new, |o| format!("{} {}", o.kind(), o.label()));
        sections.push(Section { id, title, rows: rows(before, &text) });
    }
    sections
}

/// The statements of a schema, those of a table's parts with the table.
fn by_object(schema: &Schema, dialect: Dialect) -> Vec<(Id, String)> {
    let mut owners: HashMap<Id, Id> = HashMap::new();
    for table in &schema.tables {
        owners.extend(table.part_ids().into_iter().map(|part| (part, table.id)));
    }
    let mut texts: Vec<(Id, String)> = Vec::new();
    let mut places: HashMap<Id, usize> = HashMap::new();
    for Statement { sql, subject } in render(schema, dialect).statements {
        let Some(id) = subject.map(|id| owners.get(&id).copied().unwrap_or(id)) else { continue };
        let place = *places.entry(id).or_insert(texts.len());
        match texts.get_mut(place) {
            Some((_, text)) => *text += &format!("\n{sql};"),
            None => texts.push((id, format!("{sql};"))),
        }
    }
    texts
}

fn after(from: &Schema, diff: &Diff) -> Schema {
    from.applied(&diff.changes).unwrap_or_else(|_| from.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{Options, diff};
    use crate::sql;

    fn sides() -> (Schema, Diff) {
        let read = |script: &str| sql::parse(script, Dialect::PostgreSql).schema;
        let from = read("CREATE TABLE a (id int, b text); CREATE TABLE c (id int); CREATE TABLE same (id int);");
        let to =
            read("CREATE TABLE a (id bigint, b text, d int); CREATE TABLE same (id int); CREATE VIEW v AS SELECT 1;");
        let found = diff(&from, &to, &Options::of(Dialect::PostgreSql));
        (from, found)
    }

    #[test]
    fn the_tree_holds_both_schemas() {
        let (from, found) = sides();
        let mut lines = Vec::new();
        for node in tree(&from, &found, Dialect::PostgreSql) {
            lines.push(format!("{:?} {} {} ({})", node.status, node.object, node.name, node.changed_children));
            lines.extend(node.children.iter().map(|child| format!("  {:?} {}", child.status, child.name)));
        }
        let expected = [
            "None table a (2)",
            "  Some(Changed) id",
            "  None b",
            "  Some(Added) d",
            "None table same (0)",
            "  None id",
            "Some(Removed) table c (0)",
            "  None id",
            "Some(Added) view v (0)",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn sections_show_what_differs() {
        let (from, found) = sides();
        let titles = |all: bool| -> Vec<String> {
            sections(&from, &found, Dialect::PostgreSql, all).into_iter().map(|section| section.title).collect()
        };
        assert_eq!(titles(false), ["table a", "view v", "table c"]);
        assert_eq!(titles(true), ["table a", "table same", "view v", "table c"]);
    }
}
