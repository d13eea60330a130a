//! Words that the statements of a move share.

use crate::dialect::Dialect;
use crate::migrate::work::Work;
use crate::schema::{ColumnType, Table};

/// Under this name the old table is read.
pub(super) const OLD: &str = "s";
/// Under this name the new table is read.
pub(super) const NEW: &str = "n";

/// A column under the alias of its table.
pub(super) fn at(work: &Work, alias: &str, column: &str) -> String {
    format!("{alias}.{}", work.ident(column))
}

/// Equal, where NULL equals NULL.
pub(super) fn same(dialect: Dialect, a: &str, b: &str) -> String {
    match dialect {
        Dialect::MySql | Dialect::MariaDb => format!("{a} <=> {b}"),
        Dialect::Sqlite => format!("{a} IS {b}"),
        Dialect::SqlServer | Dialect::Oracle => format!("({a} = {b} OR {a} IS NULL AND {b} IS NULL)"),
        Dialect::PostgreSql | Dialect::HeliosDb => format!("{a} IS NOT DISTINCT FROM {b}"),
    }
}

/// The value as something that can be compared: some types of PostgreSQL know no equality.
pub(super) fn comparable(work: &Work, table: &Table, column: &str, text: String) -> String {
    let without = |data_type: &ColumnType| {
        matches!(data_type, ColumnType::Json { binary: false } | ColumnType::Xml | ColumnType::Other(_))
    };
    let postgres = matches!(work.dialect, Dialect::PostgreSql | Dialect::HeliosDb);
    match table.column(column).filter(|column| postgres && without(&column.data_type)) {
        Some(_) => format!("CAST({text} AS text)"),
        None => text,
    }
}

/// The first value that a query finds, as an expression.
pub(super) fn first(work: &Work, value: &str, rest: &str) -> String {
    match work.dialect {
        Dialect::SqlServer => format!("(SELECT TOP (1) {value} FROM {rest})"),
        Dialect::Oracle => format!("(SELECT {value} FROM {rest} FETCH FIRST 1 ROWS ONLY)"),
        _ => format!("(SELECT {value} FROM {rest} LIMIT 1)"),
    }
}

/// A table under an alias, in a FROM.
pub(super) fn named(work: &Work, table: &Table, alias: &str) -> String {
    format!("{} {alias}", work.quote(&table.name))
}

/// The columns under an alias that are all set, or of which one is.
pub(super) fn set<'a>(work: &Work, alias: &str, columns: impl Iterator<Item = &'a String>, word: &str) -> String {
    columns.map(|name| format!("{} IS NOT NULL", at(work, alias, name))).collect::<Vec<_>>().join(word)
}
