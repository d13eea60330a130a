use super::*;

rule! {
    /// A point in time is kept as a number.
    ///
    /// ## Why
    /// Nobody can read 1,700,000,000, nobody knows whether it counts seconds or milliseconds, and 32 bits of
    /// seconds end in 2038.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE events (id int PRIMARY KEY, created_at integer);
    /// ```
    ///
    /// ## Fix
    /// None: the values have to be converted.
    ///
    /// ## When not to follow it
    /// Where a system outside defines the number, or the database has no better type.
    "date-as-number", Types, Info
}

fn check(context: &Context) -> Vec<Finding> {
    if context.dialect == Dialect::Sqlite {
        return Vec::new();
    }
    let timed = |column: &ColumnView| {
        column.ends_in(&["timestamp", "datetime", "date"])
            || column.words.len() > 1 && column.ends_in(&["at"]) && column.words[column.words.len() - 2].ends_with("ed")
    };
    let numbers = context
        .columns()
        .filter(|(_, column)| column.column.data_type.is_integer() && timed(column) && !column.is_key());
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let short = !matches!(column.column.data_type, ColumnType::BigInt | ColumnType::Unsigned(_));
        let message = format!("{}.{} keeps a point in time as a number.", view.name(), column.name());
        let evidence = if short { "as seconds it ends in January 2038" } else { "its type is an integer" };
        Finding::new(column.column.id, message).because(evidence)
    };
    numbers.map(finding).collect()
}
