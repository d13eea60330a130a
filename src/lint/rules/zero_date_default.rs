use super::*;

rule! {
    /// A date has a default that is no date.
    ///
    /// ## Why
    /// '0000-00-00' is refused in MySQL's strict mode, which is the default since 5.7, and by every other database.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int PRIMARY KEY, seen datetime DEFAULT '0000-00-00 00:00:00');
    /// ```
    ///
    /// ## Fix
    /// Proposes NULL instead.
    ///
    /// ## When not to follow it
    /// Never; NULL says that there is no date.
    "zero-date-default", Portability, Error
}

fn check(context: &Context) -> Vec<Finding> {
    let zero = context.columns().filter(|(_, column)| {
        column.column.data_type.is_temporal()
            && column.column.default.as_ref().is_some_and(|default| default.as_str().starts_with("'0000-00-00"))
    });
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let message = format!("The default of {}.{} is no date.", view.name(), column.name());
        let change = modified(column.column, |column| {
            column.default = None;
            column.nullable = true;
        });
        Finding::new(column.column.id, message)
            .propose("Let it be NULL", if column.in_primary_key { Vec::new() } else { vec![change] })
    };
    zero.map(finding).collect()
}
