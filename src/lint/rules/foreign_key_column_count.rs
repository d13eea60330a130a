use super::*;

rule! {
    /// A foreign key has another number of columns than the key it refers to.
    ///
    /// ## Why
    /// The columns are paired one by one; the statement fails.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE a (x int, y int, PRIMARY KEY (x, y)); CREATE TABLE b (x int REFERENCES a);
    /// ```
    ///
    /// ## Fix
    /// None: the missing column has to be named.
    ///
    /// ## When not to follow it
    /// Never.
    "foreign-key-column-count", ForeignKeys, Error
}

fn check(context: &Context) -> Vec<Finding> {
    let finding = |(view, key): (&TableView, &ForeignKey)| {
        context.table(&key.references.table)?;
        let referred = context.referenced_columns(key).len();
        let own = key.columns.len();
        let message = format!("{} refers with {own} columns to {referred} of {}.", view.name(), key.references.table);
        (referred > 0 && own != referred).then(|| Finding::new(key.id, message))
    };
    context.foreign_keys().filter_map(finding).collect()
}
