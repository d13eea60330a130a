use super::*;

rule! {
    /// Every row of a table requires another row of the same table.
    ///
    /// ## Why
    /// A first row can only refer to itself, so a tree has no proper root.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE parts (id int PRIMARY KEY, parent_id int NOT NULL REFERENCES parts);
    /// ```
    ///
    /// ## Fix
    /// Proposes to make the reference optional; a row without it is a root.
    ///
    /// ## When not to follow it
    /// Where the root really refers to itself and every query knows that.
    "mandatory-self-reference", ForeignKeys, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let finding = |(view, key): (&TableView, &ForeignKey)| {
        let columns: Vec<&Column> = key.columns.iter().filter_map(|name| view.table.column(name)).collect();
        let required = columns.iter().all(|column| !column.nullable && column.default.is_none());
        if key.references.table != view.table.name
            || !required
            || columns.iter().any(|column| view.table.in_primary_key(&column.name))
        {
            return None;
        }
        let message =
            format!("Every row of {} requires another one through ({}).", view.name(), key.columns.join(", "));
        let changes = columns.iter().map(|column| modified(column, |column| column.nullable = true)).collect();
        Some(
            Finding::new(key.id, message)
                .because("the column is NOT NULL")
                .propose("Make the reference optional", changes),
        )
    };
    context.foreign_keys().filter_map(finding).collect()
}
