use super::*;

rule! {
    /// A state is a text that takes anything.
    ///
    /// ## Why
    /// 'shipped', 'Shipped' and 'shiped' become three states, and nobody can read from the schema which there are.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE orders (id int PRIMARY KEY, status varchar(20));
    /// ```
    ///
    /// ## Fix
    /// None: the values have to be known; an enum, a check or a table of states would name them.
    ///
    /// ## When not to follow it
    /// Where the values are another system's and may change.
    "status-without-values", Constraints, Info
}

fn check(context: &Context) -> Vec<Finding> {
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let named = ["status", "state"].contains(&column.words.last()?.as_str());
        let address = column.phrase() == "state"
            && ["city", "country", "zip", "street", "postal_code", "zip_code"].iter().any(|other| {
                view.columns
                    .iter()
                    .any(|column| column.words.last().is_some_and(|word| word == other) || column.phrase() == *other)
            });
        let checked = view.table.checks.iter().any(|check| check.expression.mentions(column.name()));
        if !named || address || checked || column.is_key() || !column.column.data_type.is_text() {
            return None;
        }
        Some(Finding::new(column.column.id, format!("{}.{} takes any text as a state.", view.name(), column.name())))
    };
    context.columns().filter_map(finding).collect()
}
