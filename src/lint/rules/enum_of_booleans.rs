use super::*;

rule! {
    /// A list of values says yes and no.
    ///
    /// ## Why
    /// A boolean says the same, works in conditions without a comparison, and is understood by every driver.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int PRIMARY KEY, locked enum('Y','N'));
    /// ```
    ///
    /// ## Fix
    /// None: programs compare with the values.
    ///
    /// ## When not to follow it
    /// Where a third value is expected.
    "enum-of-booleans", Types, Info
}

fn check(context: &Context) -> Vec<Finding> {
    let boolean = |values: &[String]| {
        let values: Vec<String> = values.iter().map(|value| value.to_lowercase()).collect();
        let is = |pair: [&str; 2]| values.len() == 2 && pair.iter().all(|one| values.iter().any(|value| value == one));
        [["y", "n"], ["yes", "no"], ["true", "false"], ["t", "f"], ["0", "1"], ["on", "off"]].into_iter().any(is)
    };
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let values = context.enum_values(&column.column.data_type).filter(|values| boolean(values))?;
        let message = format!("{}.{} lists two values that mean true and false.", view.name(), column.name());
        Some(Finding::new(column.column.id, message).because(values.join(", ")))
    };
    context.columns().filter_map(finding).collect()
}
