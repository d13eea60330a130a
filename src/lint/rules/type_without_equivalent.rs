use super::*;

rule! {
    /// The database has no such type.
    ///
    /// ## Why
    /// The nearest one comes instead, and does not say everything that the schema says.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE shifts (id number(10) PRIMARY KEY, starts time); -- on Oracle
    /// ```
    ///
    /// ## Fix
    /// None: the message says what gets lost.
    ///
    /// ## When not to follow it
    /// Where the nearest type is enough.
    "type-without-equivalent", Portability, Info
}

fn check(context: &Context) -> Vec<Finding> {
    // SQLite's types are those of its values; the loss is its way.
    if context.dialect == Dialect::Sqlite {
        return Vec::new();
    }
    // Every TIMESTAMP of MySQL ends in 2038, which has a rule of its own; a vendor's type is kept as it is written.
    let own = |data_type: &ColumnType| {
        matches!(data_type, ColumnType::Timestamp { .. } | ColumnType::Decimal { .. } | ColumnType::Other(_))
    };
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let data_type = context.base_type(&column.column.data_type);
        let loss = context.dialect.spell_type(data_type).loss.filter(|_| !own(data_type))?;
        let message = format!("{} has no {data_type} for {}.{}.", context.dialect, view.name(), column.name());
        Some(Finding::new(column.column.id, message).because(loss))
    };
    context.columns().filter_map(finding).collect()
}
