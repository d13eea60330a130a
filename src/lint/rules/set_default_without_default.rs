use super::*;

rule! {
    /// A foreign key sets a column to its default, and it has none.
    ///
    /// ## Why
    /// The column becomes NULL instead, or the delete fails where it must not be NULL.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users ON DELETE SET DEFAULT);
    /// ```
    ///
    /// ## Fix
    /// None: the default has to be a row that exists.
    ///
    /// ## When not to follow it
    /// Where NULL is what is meant; then SET NULL says so.
    "set-default-without-default", ForeignKeys, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let finding = |(view, key): (&TableView, &ForeignKey)| {
        let sets = key.on_delete == Action::SetDefault || key.on_update == Action::SetDefault;
        let bare =
            key.columns.iter().filter_map(|name| view.table.column(name)).find(|column| column.default.is_none())?;
        let message =
            format!("{}.{} is set to its default when its parent goes, but has none.", view.name(), bare.name);
        sets.then(|| Finding::new(key.id, message))
    };
    context.foreign_keys().filter_map(finding).collect()
}
