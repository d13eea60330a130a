use super::*;

rule! {
    /// An index covers one column with two or three values.
    ///
    /// ## Why
    /// Each value stands for a large part of the rows, so that reading the table is faster than the index; it is
    /// written on every change and never used.
    ///
    /// ## Example
    /// ```sql
    /// CREATE INDEX ON users (is_active);
    /// ```
    ///
    /// ## Fix
    /// Proposes to drop it. An index for the rare value only (WHERE NOT is_active), or behind another column, may
    /// help instead.
    ///
    /// ## When not to follow it
    /// Where one value is rare and the rare rows are what is looked for; a partial index says so.
    "low-cardinality-index", Indexes, Info
}

fn check(context: &Context) -> Vec<Finding> {
    context
        .tables
        .iter()
        .flat_map(|view| view.table.indexes.iter().filter_map(|index| finding(context, view, index)))
        .collect()
}

fn finding(context: &Context, view: &TableView, index: &Index) -> Option<Finding> {
    let [name] = index.columns()[..] else { return None };
    let ordinary = index.keys.len() == 1 && !index.unique && index.predicate.is_none() && index.method.is_none();
    let column = view.table.column(name)?;
    let values = match context.base_type(&column.data_type) {
        ColumnType::Boolean => 2,
        other => context.enum_values(other)?.len(),
    };
    if !ordinary || values > 3 || view.table.in_foreign_key(name) {
        return None;
    }
    let message = format!("The index on {}.{name} has {values} values to choose from.", view.name());
    Some(
        Finding::new(index.id, message)
            .because(format!("the type is {}", column.data_type))
            .propose("Drop it", vec![Change::Drop { id: index.id }]),
    )
}
