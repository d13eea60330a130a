//! How a database keeps the rows of a table, where that differs from PostgreSQL's heap.
//!
//! Sources: MySQL manual, "Clustered and Secondary Indexes"; SQL Server documentation, "Clustered and nonclustered indexes";
//! SQLite documentation, "Rowid Tables", "The LIKE Optimization"; PostgreSQL manual, "B-Tree Indexes: Deduplication",
//! "Operator Classes and Operator Families".

use super::Statistics;
use crate::dialect::Dialect;
use crate::schema::{Column, ColumnType, Schema, Table};

/// How an index compares texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum TextOrder {
    /// By the column's collation.
    #[default]
    Collation,
    /// By their bytes: `text_pattern_ops`.
    Bytes,
    /// Without regard to case: `COLLATE NOCASE`.
    AnyCase,
}

impl Statistics {
    /// The same in the storage of a dialect.
    pub(in crate::advise) fn stored_by(&self, schema: &Schema, dialect: Dialect) -> Self {
        let mut stored = self.clone();
        for (table, own) in schema.tables.iter().zip(&mut stored.tables) {
            own.deduplicates = matches!(dialect, Dialect::PostgreSql | Dialect::HeliosDb);
            let key = if is_clustered(table, dialect) { table.key_columns() } else { &[] };
            let place = |name: &String| table.columns.iter().position(|column| column.name == *name);
            own.row_key = key.iter().filter_map(place).collect();
            for (column, statistics) in table.columns.iter().zip(&mut own.columns) {
                statistics.like = order_for_like(column, dialect);
            }
        }
        stored
    }
}

/// The order of texts in which LIKE with a text in front is a range.
fn order_for_like(column: &Column, dialect: Dialect) -> TextOrder {
    let is_collated = |names: &[&str]| {
        column
            .collation
            .as_deref()
            .is_some_and(|own| names.iter().any(|name| own.trim_matches('"').eq_ignore_ascii_case(name)))
    };
    match dialect {
        _ if !column.data_type.is_text() => TextOrder::Collation,
        Dialect::PostgreSql if !is_collated(&["C", "POSIX", "ucs_basic"]) => TextOrder::Bytes,
        Dialect::Sqlite if !is_collated(&["NOCASE"]) => TextOrder::AnyCase,
        _ => TextOrder::Collation,
    }
}

/// Whether the rows lie in the leaves of the primary key.
fn is_clustered(table: &Table, dialect: Dialect) -> bool {
    match dialect {
        // InnoDB always does, SQL Server unless it is told otherwise.
        Dialect::MySql | Dialect::MariaDb | Dialect::SqlServer => true,
        // An INTEGER PRIMARY KEY is the row's own number.
        Dialect::Sqlite => match table.key_columns() {
            [only] => table.column(only).is_some_and(|column| {
                matches!(column.data_type, ColumnType::Integer | ColumnType::BigInt | ColumnType::SmallInt)
            }),
            _ => false,
        },
        Dialect::PostgreSql | Dialect::HeliosDb | Dialect::Oracle => false,
    }
}
