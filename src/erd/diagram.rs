//! What layout and routing need to know of a schema: boxes and the links between them, by index.

use super::{Cardinality, Multiplicity, Size, row_y, table_box};
use crate::schema::{ForeignKey, Id, QualifiedName, Schema, Table};
use std::collections::HashMap;

/// The tables and foreign keys of a schema as a graph with sizes.
#[derive(Debug, Clone, Default)]
pub(super) struct Diagram {
    pub tables: Vec<Node>,
    pub links: Vec<Link>,
}

#[derive(Debug, Clone)]
pub(super) struct Node {
    pub id: Id,
    pub size: Size,
}

/// A foreign key between two tables of the schema.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub id: Id,
    /// Index of the table that holds the key.
    pub child: usize,
    /// Index of the table that the key refers to.
    pub parent: usize,
    /// Middles of the key's rows below the child's upper edge; never empty.
    pub child_rows: Vec<f64>,
    pub parent_rows: Vec<f64>,
    pub child_end: Cardinality,
    pub parent_end: Cardinality,
}

impl Diagram {
    /// Foreign keys that refer to no table of the schema are left out.
    pub fn of(schema: &Schema) -> Self {
        let places: HashMap<&QualifiedName, usize> =
            schema.tables.iter().enumerate().map(|(at, table)| (&table.name, at)).collect();
        let tables = schema.tables.iter().map(|t| Node { id: t.id, size: table_box(t).size }).collect();
        let mut links = Vec::new();
        for (child, table) in schema.tables.iter().enumerate() {
            for key in &table.foreign_keys {
                let Some(&parent) = places.get(&key.references.table) else { continue };
                links.push(link(key, (child, table), (parent, &schema.tables[parent])));
            }
        }
        Self { tables, links }
    }
}

fn link(key: &ForeignKey, (child, table): (usize, &Table), (parent, target): (usize, &Table)) -> Link {
    let columns = if key.references.columns.is_empty() { target.key_columns() } else { &key.references.columns };
    let (child_end, parent_end) = ends(table, key);
    Link {
        id: key.id,
        child,
        parent,
        child_rows: rows_of(table, &key.columns),
        parent_rows: rows_of(target, columns),
        child_end,
        parent_end,
    }
}

/// Cardinalities at the child's and at the parent's end.
pub(super) fn ends(table: &Table, key: &ForeignKey) -> (Cardinality, Cardinality) {
    // A key that contains a unique one is unique, too.
    let unique =
        table.is_unique(&key.columns) || key.columns.iter().any(|column| table.is_unique(std::slice::from_ref(column)));
    let most = if unique { Multiplicity::One } else { Multiplicity::Many };
    let optional = key.columns.iter().any(|name| table.column(name).is_some_and(|column| column.nullable));
    (Cardinality { optional: true, most }, Cardinality { optional, most: Multiplicity::One })
}

/// Where the rows of these columns are; the header's middle where the table has none of them.
fn rows_of(table: &Table, columns: &[String]) -> Vec<f64> {
    let place = |name: &String| table.columns.iter().position(|column| column.name == *name);
    let rows: Vec<f64> = columns.iter().filter_map(place).map(row_y).collect();
    if rows.is_empty() { vec![super::HEADER_HEIGHT / 2.0] } else { rows }
}
