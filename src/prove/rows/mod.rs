//! Rows that fit a schema: typed, plausible, and the same for the same seed.
//!
//! Tables are filled parents first. A row is drawn column by column and drawn again when a check or a unique key refuses
//! it; where no draw helps, the table gets fewer rows and a note says so.

mod insert;
mod names;
mod plausible;
mod random;
mod table;
mod value;

pub use insert::{statements, tidy};
pub use random::Random;
pub use value::Value;

use crate::dialect::Dialect;
use crate::schema::{QualifiedName, Schema};
use crate::sql;
use std::collections::HashMap;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    pub seed: u64,
    /// Rows of each table, as far as its keys allow.
    pub rows: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { seed: 1, rows: 20 }
    }
}

/// Rows of all tables, parents first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rows {
    pub tables: Vec<TableRows>,
    /// Sentences about what could not be followed.
    pub notes: Vec<String>,
}

/// Rows of one table. Columns that the database computes are not among them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TableRows {
    pub table: QualifiedName,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Value>>,
}

impl TableRows {
    /// The values of some columns in every row; nothing where a column is not among them.
    fn project(&self, columns: &[String]) -> Option<Vec<Vec<Value>>> {
        let places: Option<Vec<usize>> =
            columns.iter().map(|name| self.columns.iter().position(|own| own == name)).collect();
        let places = places?;
        let pick = |row: &Vec<Value>| places.iter().filter_map(|at| row.get(*at).cloned()).collect();
        Some(self.rows.iter().map(pick).collect())
    }
}

/// Rows for every table of the schema as its DDL for the dialect makes it.
pub fn rows(schema: &Schema, dialect: Dialect, options: Options) -> Rows {
    let schema = sql::prepared(schema, dialect);
    let mut filled: HashMap<QualifiedName, TableRows> = HashMap::new();
    let mut rows = Rows::default();
    for at in parents_first(&schema) {
        let Some(table) = schema.tables.get(at) else { continue };
        let made = table::fill(&schema, table, &filled, options, &mut rows.notes);
        filled.insert(table.name.clone(), made.clone());
        rows.tables.push(made);
    }
    rows
}

/// The places of the tables, each after those that it must refer to, as far as there is no circle.
fn parents_first(schema: &Schema) -> Vec<usize> {
    let place: HashMap<&QualifiedName, usize> =
        schema.tables.iter().enumerate().map(|(at, table)| (&table.name, at)).collect();
    let parents = |at: usize, required: bool| -> Vec<usize> {
        let Some(table) = schema.tables.get(at) else { return Vec::new() };
        let keys = table.foreign_keys.iter().filter(|key| !required || table.requires(&key.columns));
        keys.filter_map(|key| place.get(&key.references.table).copied()).filter(|parent| *parent != at).collect()
    };
    let mut order: Vec<usize> = Vec::with_capacity(schema.tables.len());
    let mut waiting: Vec<usize> = (0..schema.tables.len()).collect();
    while !waiting.is_empty() {
        let ready = |order: &[usize], at: usize, required: bool| {
            parents(at, required).iter().all(|parent| order.contains(parent))
        };
        // All parents first; in a circle those that may not be NULL; in a circle of these whoever stands first.
        let next = waiting
            .iter()
            .position(|at| ready(&order, *at, false))
            .or_else(|| waiting.iter().position(|at| ready(&order, *at, true)))
            .unwrap_or(0);
        order.push(waiting.remove(next));
    }
    order
}

#[cfg(test)]
mod tests;
