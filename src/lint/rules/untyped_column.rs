use super::*;

rule! {
    /// A column has no type.
    ///
    /// ## Why
    /// SQLite takes anything then, and compares numbers and texts by rules that surprise: '10' and 10 are
    /// different.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE notes (id integer PRIMARY KEY, body);
    /// ```
    ///
    /// ## Fix
    /// None: the type has to be known.
    ///
    /// ## When not to follow it
    /// For columns that hold values of any kind on purpose; ANY in a STRICT table says so.
    "untyped-column", Types, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let untyped = context
        .columns()
        .filter(|(_, column)| matches!(&column.column.data_type, ColumnType::Other(text) if text.trim().is_empty()));
    untyped
        .map(|(view, column)| Finding::new(column.column.id, format!("{}.{} has no type.", view.name(), column.name())))
        .collect()
}
