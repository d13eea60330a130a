use super::*;

rule! {
    /// A time of day is kept with a time zone.
    ///
    /// ## Why
    /// Without a date nobody knows whether summer time holds, so the offset means nothing; PostgreSQL's manual
    /// itself advises against the type.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE shifts (id int PRIMARY KEY, starts timetz);
    /// ```
    ///
    /// ## Fix
    /// Proposes `time`.
    ///
    /// ## When not to follow it
    /// Where an interface hands over such values and they are only kept for it.
    "time-with-zone", Types, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let zoned =
        context.columns().filter(|(_, column)| matches!(column.column.data_type, ColumnType::Time { zone: true, .. }));
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let message = format!(
            "{}.{} keeps a time of day with a zone, which needs a date to mean anything.",
            view.name(),
            column.name()
        );
        let change = modified(column.column, |column| {
            if let ColumnType::Time { zone, .. } = &mut column.data_type {
                *zone = false;
            }
        });
        Finding::new(column.column.id, message).propose("Keep the time without a zone", vec![change])
    };
    zoned.map(finding).collect()
}
