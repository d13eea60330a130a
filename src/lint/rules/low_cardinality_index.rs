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

fn is_mysql(context: &Context) -> bool {
    matches!(context.dialect, Dialect::MySql | Dialect::MariaDb)
}

/// By its default, or by a name such as `is_hidden` and `active`.
fn says_yes_or_no(column: &Column) -> bool {
    let words = words(&column.name);
    let first = words.first().is_some_and(|word| ["is", "has", "can", "allow", "show", "use"].contains(&word.as_str()));
    let last = ["active", "enabled", "disabled", "deleted", "hidden", "visible", "published", "locked", "verified"];
    let default = column.default.as_ref().map(ToString::to_string).unwrap_or_default();
    first
        || words.iter().any(|word| word == "is" || last.contains(&word.as_str()))
        || matches!(default.to_lowercase().as_str(), "true" | "false")
}

fn finding(context: &Context, view: &TableView, index: &Index) -> Option<Finding> {
    let [name] = index.columns()[..] else { return None };
    let ordinary = index.keys.len() == 1 && !index.unique && index.predicate.is_none() && index.method.is_none();
    let column = view.table.column(name)?;
    let values = match context.base_type(&column.data_type) {
        // MySQL's tinyint(1) is as often a small number.
        ColumnType::Boolean if is_mysql(context) && !says_yes_or_no(column) => return None,
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
