use super::*;

rule! {
    /// A numeric key has no rule that gives new rows a number.
    ///
    /// ## Why
    /// Each program that inserts has to find a free number; two that do so at once take the same one.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE orders (id integer PRIMARY KEY, note text);
    /// ```
    ///
    /// ## Fix
    /// Proposes an identity. A program that gives numbers itself can go on.
    ///
    /// ## When not to follow it
    /// Where the number comes from elsewhere, such as another system's key.
    "key-without-generation", Keys, Info
}

fn check(context: &Context) -> Vec<Finding> {
    // SQLite counts by itself; Oracle's older schemas do it with sequences and triggers.
    if matches!(context.dialect, Dialect::Sqlite | Dialect::Oracle) || !context.schema.sequences.is_empty() {
        return Vec::new();
    }
    let finding = |view: &TableView| {
        let [name] = view.table.key_columns() else { return None };
        let column = view.column(name)?;
        let given = column.column.identity.is_some() || column.column.default.is_some() || column.in_foreign_key;
        let surrogate = column.phrase() == "id" || column.phrase() == format!("{}_id", thing(&view.words));
        if given || !surrogate || !column.column.data_type.is_integer() {
            return None;
        }
        let identity = Identity::default();
        let change = modified(column.column, |column| column.identity = Some(identity));
        let message = format!("Nothing gives new rows of {} a number for {name}.", view.name());
        Some(Finding::new(column.column.id, message).propose("Let the database count", vec![change]))
    };
    context.tables.iter().filter_map(finding).collect()
}
