use super::*;

rule! {
    /// A number is kept as a text.
    ///
    /// ## Why
    /// '10' sorts before '9', sums need a conversion that fails at the first 'n/a', and nothing keeps letters out.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE items (id int PRIMARY KEY, quantity varchar(10));
    /// ```
    ///
    /// ## Fix
    /// None: the values have to be read first.
    ///
    /// ## When not to follow it
    /// Where the text is a label with a unit ('2 cups') or comes from people as it is.
    "number-as-text", Types, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let counted = column.ends_in(&[
            "quantity",
            "qty",
            "count",
            "amount",
            "price",
            "age",
            "latitude",
            "longitude",
            "lat",
            "lng",
            "lon",
            "total",
            "percentage",
            "balance",
            "salary",
        ]);
        let text = context.base_type(&column.column.data_type).is_text();
        let message = format!("{}.{} keeps a number as {}.", view.name(), column.name(), column.column.data_type);
        (text && counted && !column.is_key()).then(|| Finding::new(column.column.id, message))
    };
    context.columns().filter_map(finding).collect()
}
