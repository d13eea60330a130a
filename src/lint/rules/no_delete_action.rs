use super::*;

rule! {
    /// Foreign keys do not say what happens when the parent's row goes.
    ///
    /// ## Why
    /// Without a word the delete is refused. That is often right, but then nobody can tell a decision from an
    /// oversight.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users);
    /// ```
    ///
    /// ## Fix
    /// None: only someone who knows the data can choose between RESTRICT, CASCADE and SET NULL.
    ///
    /// ## When not to follow it
    /// Where deletes are rare and refusing them is the rule of the house.
    "no-delete-action", ForeignKeys, Info
}

fn check(context: &Context) -> Vec<Finding> {
    let finding = |view: &TableView| {
        let silent: Vec<&ForeignKey> =
            view.table.foreign_keys.iter().filter(|key| key.on_delete == Action::NoAction).collect();
        let first = silent.first()?;
        let parents: Vec<&str> = silent.iter().map(|key| key.references.table.name.as_str()).collect();
        let message = format!(
            "{} does not say what happens to its rows when a row of {} is deleted.",
            view.name(),
            listed(&parents)
        );
        Some(Finding::new(first.id, message).because(format!(
            "{} of {} foreign keys have no ON DELETE",
            silent.len(),
            view.table.foreign_keys.len()
        )))
    };
    context.tables.iter().filter_map(finding).collect()
}
