//! How a database keeps the rows of a table, where that differs from PostgreSQL's heap.
//!
//! Sources: MySQL manual, "Clustered and Secondary Indexes"; SQL Server documentation, "Clustered and nonclustered indexes";
//! SQLite documentation, "Rowid Tables"; PostgreSQL manual, "B-Tree Indexes: Deduplication".

use super::Statistics;
use crate::dialect::Dialect;
use crate::schema::{ColumnType, Schema, Table};

impl Statistics {
    /// The same in the storage of a dialect.
    pub(in crate::advise) fn stored_by(&self, schema: &Schema, dialect: Dialect) -> Self {
        let mut stored = self.clone();
        for (table, own) in schema.tables.iter().zip(&mut stored.tables) {
            own.deduplicates = matches!(dialect, Dialect::PostgreSql | Dialect::HeliosDb);
            let key = if is_clustered(table, dialect) { table.key_columns() } else { &[] };
            let place = |name: &String| table.columns.iter().position(|column| column.name == *name);
            own.row_key = key.iter().filter_map(place).collect();
        }
        stored
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
