use super::*;

rule! {
    /// A foreign key sets a column to NULL that must not be NULL.
    ///
    /// ## Why
    /// The delete of a parent's row always fails, with an error that names another table.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users ON DELETE SET NULL);
    /// ```
    ///
    /// ## Fix
    /// Proposes to make the column optional, as the key says. CASCADE or RESTRICT would be the other way out.
    ///
    /// ## When not to follow it
    /// Never.
    "set-null-on-required", ForeignKeys, Error
}

fn check(context: &Context) -> Vec<Finding> {
    let finding = |(view, key): (&TableView, &ForeignKey)| {
        if key.on_delete != Action::SetNull && key.on_update != Action::SetNull {
            return None;
        }
        let columns = key.columns.iter().filter_map(|name| view.table.column(name));
        let required: Vec<&Column> = columns.filter(|column| !column.nullable).collect();
        let first = required.first()?;
        let message =
            format!("{}.{} is set to NULL when its parent goes, but it must not be NULL.", view.name(), first.name);
        let free = required.iter().all(|column| !view.table.in_primary_key(&column.name));
        let changes = required.iter().map(|column| modified(column, |column| column.nullable = true)).collect();
        let finding = Finding::new(key.id, message).because("SET NULL on a NOT NULL column");
        Some(finding.propose("Make it optional", if free { changes } else { Vec::new() }))
    };
    context.foreign_keys().filter_map(finding).collect()
}
