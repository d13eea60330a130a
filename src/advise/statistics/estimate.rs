//! Sizes that nobody gave: the same for all tables, more for those that others are the parents of.

use super::{ColumnStatistics, TextOrder};
use crate::schema::{Column, ColumnType, QualifiedName, Schema, Table, words};

/// Rows of a table without statistics that refers to no other.
const ROWS: f64 = 100_000.0;

/// Rows of every table: those given, and for the others multiples of their parents' (ten children for a parent).
pub(super) fn rows(schema: &Schema, given: &dyn Fn(&QualifiedName) -> Option<f64>) -> Vec<f64> {
    let mut rows: Vec<Option<f64>> = schema.tables.iter().map(|table| given(&table.name)).collect();
    for _ in 0..4 {
        for (at, table) in schema.tables.iter().enumerate() {
            let parent = |name: &QualifiedName| schema.tables.iter().position(|other| other.name == *name);
            let parents = table.foreign_keys.iter().filter_map(|key| parent(&key.references.table));
            let largest = parents.filter(|parent| *parent != at).filter_map(|parent| rows[parent]).fold(0.0, f64::max);
            if rows[at].is_none() && largest > 0.0 {
                rows[at] = Some(largest * 10.0);
            }
        }
        // Tables that refer to nothing known start the chain.
        if rows.iter().all(Option::is_some) {
            break;
        }
        for (at, table) in schema.tables.iter().enumerate() {
            if rows[at].is_none() && table.foreign_keys.is_empty() {
                rows[at] = Some(ROWS);
            }
        }
    }
    rows.into_iter().map(|rows| rows.unwrap_or(ROWS).min(1e9)).collect()
}

/// What a column without statistics is taken to hold, by its keys, type and name.
pub(super) fn column(schema: &Schema, table: &Table, column: &Column, rows: f64) -> ColumnStatistics {
    let only = [column.name.clone()];
    let distinct = if table.is_unique(&only) {
        rows
    } else if table.in_foreign_key(&column.name) {
        rows / 10.0
    } else {
        by_type(schema, column, rows)
    };
    ColumnStatistics {
        distinct: distinct.clamp(1.0, rows),
        null_fraction: if column.nullable { 0.05 } else { 0.0 },
        width: width(&column.data_type),
        correlation: if table.key_columns() == only { 1.0 } else { 0.1 },
        most_common: Vec::new(),
        histogram: Vec::new(),
        like: TextOrder::default(),
    }
}

fn by_type(schema: &Schema, column: &Column, rows: f64) -> f64 {
    let words = words(&column.name);
    let says = |list: &[&str]| words.last().is_some_and(|word| list.contains(&word.as_str()));
    match &column.data_type {
        ColumnType::Boolean => 2.0,
        ColumnType::Named(name) => schema.enum_named(name).map_or(200.0, |kind| kind.values.len() as f64),
        _ if says(&[
            "status", "state", "type", "kind", "category", "level", "priority", "role", "gender", "currency",
        ]) =>
        {
            8.0
        }
        _ if says(&["country", "language", "locale", "region"]) => 100.0,
        ColumnType::Date => 2_000.0,
        ColumnType::Timestamp { .. } | ColumnType::Uuid => rows,
        ColumnType::Char { length } if *length <= 3 => 30.0,
        data_type if data_type.is_text() => rows / 2.0,
        _ => (rows / 10.0).max(100.0),
    }
}

/// Average bytes of a type's values.
fn width(data_type: &ColumnType) -> f64 {
    match data_type {
        ColumnType::Boolean | ColumnType::TinyInt => 1.0,
        ColumnType::SmallInt => 2.0,
        ColumnType::Integer | ColumnType::Real | ColumnType::Date | ColumnType::Named(_) => 4.0,
        ColumnType::BigInt | ColumnType::Double | ColumnType::Timestamp { .. } | ColumnType::Time { .. } => 8.0,
        ColumnType::Unsigned(inner) => width(inner),
        ColumnType::Decimal { .. } => 7.0,
        ColumnType::Uuid | ColumnType::Interval => 16.0,
        ColumnType::Char { length } => f64::from((*length).min(1000)) + 1.0,
        ColumnType::Varchar { length: Some(length) } => (f64::from(*length) / 2.5).clamp(4.0, 60.0),
        ColumnType::Varchar { .. } => 30.0,
        ColumnType::Text | ColumnType::Xml => 120.0,
        ColumnType::Json { .. } | ColumnType::Array(_) => 200.0,
        ColumnType::Binary { length } => f64::from((*length).min(1000)),
        ColumnType::Varbinary { .. } | ColumnType::Blob => 200.0,
        ColumnType::Other(_) => 32.0,
    }
}
