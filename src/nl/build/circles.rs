//! Tables that require each other in a circle cannot get their first row: one of the references has to wait.

use super::Built;
use crate::schema::{Action, Decision, Id, Schema, Source, Topic, singular, words};
use petgraph::graphmap::DiGraphMap;
use std::collections::HashMap;

/// A foreign key that no row can do without: its table and its place there, and the table that it refers to.
#[derive(Clone, Copy)]
struct Required {
    table: usize,
    key: usize,
    parent: usize,
}

/// Lets one reference of each circle be empty until the other row is there.
pub fn open_circles(built: &mut Built) {
    // Each round opens at least one reference, so there are no more rounds than references.
    while let Some(required) = in_circle(&built.schema) {
        open(built, required);
    }
}

/// The reference of a circle that can best wait.
fn in_circle(schema: &Schema) -> Option<Required> {
    let place: HashMap<_, usize> = schema.tables.iter().enumerate().map(|(at, table)| (&table.name, at)).collect();
    let mut required = Vec::new();
    for (at, table) in schema.tables.iter().enumerate() {
        for (key, foreign) in table.foreign_keys.iter().enumerate() {
            let needed = table.requires(&foreign.columns);
            let parent = place.get(&foreign.references.table).copied().filter(|parent| *parent != at && needed);
            required.extend(parent.map(|parent| Required { table: at, key, parent }));
        }
    }
    let graph: DiGraphMap<usize, ()> = required.iter().map(|one| (one.table, one.parent)).collect();
    let circle = petgraph::algo::kosaraju_scc(&graph).into_iter().find(|circle| circle.len() > 1)?;
    let inside = required.into_iter().filter(|one| circle.contains(&one.table) && circle.contains(&one.parent));
    // A part of the primary key cannot wait.
    let can_wait = inside.filter(|one| {
        let table = &schema.tables[one.table];
        table.foreign_keys[one.key].columns.iter().all(|name| !table.in_primary_key(name))
    });
    can_wait.max_by_key(|one| is_role(schema, one))
}

/// Whether the reference is called by a role (`head_id`) and not by what it refers to: the row exists before somebody has
/// that role in it.
fn is_role(schema: &Schema, required: &Required) -> bool {
    let table = &schema.tables[required.table];
    let parent = words(&schema.tables[required.parent].name.name);
    let last = parent.last().map(|word| singular(word)).unwrap_or_default();
    let columns = &table.foreign_keys[required.key].columns;
    !columns.iter().any(|name| words(name).contains(&last))
}

fn open(built: &mut Built, required: Required) {
    let parent = built.schema.tables[required.parent].name.clone();
    let table = &mut built.schema.tables[required.table];
    let key = &mut table.foreign_keys[required.key];
    key.on_delete = Action::SetNull;
    let (id, columns) = (key.id, key.columns.clone());
    for name in &columns {
        if let Some(column) = table.column_mut(name) {
            column.nullable = true;
        }
    }
    let why = format!(
        "{} and {parent} refer to each other; the first row of one of them has to be there before the other's.",
        table.name
    );
    let what = format!("{} of {} may be empty", columns.join(", "), table.name);
    built.decisions.push(decision(id, what, why));
}

fn decision(subject: Id, what: String, why: String) -> Decision {
    Decision {
        subject,
        topic: Topic::Relationship,
        what,
        why,
        spans: Vec::new(),
        confidence: 0.8,
        alternative: Some("Both required and checked at commit (DEFERRABLE), which few databases can.".to_owned()),
        source: Source::Practice,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Dialect;
    use crate::sql;

    /// The columns that may be empty afterwards.
    fn check(script: &str, expected: &[&str]) {
        let mut built = Built { schema: sql::parse(script, Dialect::PostgreSql).schema, ..Built::default() };
        open_circles(&mut built);
        let nullable = |table: &crate::schema::Table| {
            let open = table.columns.iter().filter(|column| column.nullable);
            open.map(|column| format!("{}.{}", table.name, column.name)).collect::<Vec<_>>()
        };
        assert_eq!(built.schema.tables.iter().flat_map(nullable).collect::<Vec<_>>(), expected, "{script}");
    }

    #[test]
    fn the_reference_by_a_role_waits() {
        check(
            "CREATE TABLE employees (id int PRIMARY KEY, department_id int NOT NULL);\n\
             CREATE TABLE departments (id int PRIMARY KEY, head_id int NOT NULL REFERENCES employees);\n\
             ALTER TABLE employees ADD FOREIGN KEY (department_id) REFERENCES departments;",
            &["departments.head_id"],
        );
    }

    #[test]
    fn a_part_of_a_primary_key_cannot_wait() {
        check(
            "CREATE TABLE a (id int PRIMARY KEY, b_id int NOT NULL);\n\
             CREATE TABLE b (a_id int NOT NULL REFERENCES a, no int NOT NULL, PRIMARY KEY (a_id, no), UNIQUE (no));\n\
             ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b (no);",
            &["a.b_id"],
        );
    }

    #[test]
    fn what_is_no_circle_stays() {
        check(
            "CREATE TABLE a (id int PRIMARY KEY, boss_id int NOT NULL REFERENCES a);\n\
             CREATE TABLE b (id int PRIMARY KEY, a_id int NOT NULL REFERENCES a);",
            &[],
        );
    }
}
