use super::*;

rule! {
    /// An amount of money is kept in a floating-point type.
    ///
    /// ## Why
    /// Binary fractions cannot hold 0.10. Sums drift by cents, and two amounts that print alike are not equal.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE orders (id int PRIMARY KEY, total_price double precision);
    /// ```
    ///
    /// ## Fix
    /// Proposes decimal(12,2). Values that are there are rounded to it; another currency may need other digits.
    ///
    /// ## When not to follow it
    /// For estimates and models, where the amount is a measurement and not a sum that has to be right.
    "money-as-float", Types, Error
}

fn check(context: &Context) -> Vec<Finding> {
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let data_type = context.base_type(&column.column.data_type);
        if !matches!(data_type, ColumnType::Real | ColumnType::Double) || !(is_money(column) || is_sum(view, column)) {
            return None;
        }
        let message =
            format!("{}.{} keeps money as {data_type}, which cannot hold cents exactly.", view.name(), column.name());
        let finding = Finding::new(column.column.id, message)
            .because(format!("the name speaks of money, the type is {data_type}"));
        let change = modified(column.column, |column| column.data_type = ColumnType::decimal(12, 2));
        Some(finding.propose("Make it decimal(12,2)", vec![change]))
    };
    context.columns().filter_map(finding).collect()
}

/// A total is money where the table is about trade.
fn is_sum(view: &TableView, column: &ColumnView) -> bool {
    column.phrase() == "total"
        && (view.is_about(RECORDS) || view.is_about(&["cart", "sale", "bill", "quote", "purchase"]))
}
