use super::*;

rule! {
    /// The values of an enum look like numbers.
    ///
    /// ## Why
    /// MySQL takes a bare number as the place in the list and a quoted one as the value: `SET level = 2` and `SET
    /// level = '2'` store different things.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE tickets (id int PRIMARY KEY, level enum('3','2','1'));
    /// ```
    ///
    /// ## Fix
    /// None: a small integer with a check, or values that are words, need the programs to follow.
    ///
    /// ## When not to follow it
    /// Outside MySQL and MariaDB it is a matter of taste.
    "enum-of-numbers", Types, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    if !matches!(context.dialect, Dialect::MySql | Dialect::MariaDb) {
        return Vec::new();
    }
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let values = context.enum_values(&column.column.data_type)?;
        let numbers = values.len() > 1 && values.iter().all(|value| value.parse::<i64>().is_ok());
        let message =
            format!("{}.{} lists numbers, which MySQL takes for places in the list.", view.name(), column.name());
        numbers.then(|| Finding::new(column.column.id, message).because(values.join(", ")))
    };
    context.columns().filter_map(finding).collect()
}
