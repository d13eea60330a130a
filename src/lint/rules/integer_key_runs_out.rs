use super::*;

rule! {
    /// A table that grows fast counts its rows with 32 bits.
    ///
    /// ## Why
    /// After 2,147,483,647 rows (also those that were rolled back or deleted) the next insert fails. Tables of
    /// events reach that, and then it is too late for a quiet change.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE page_views (id serial PRIMARY KEY, at timestamptz);
    /// ```
    ///
    /// ## Fix
    /// Makes the key and all columns that refer to it `bigint`.
    ///
    /// ## When not to follow it
    /// Where old rows are removed and the counter is restarted, or a count shows that it takes decades.
    "integer-key-runs-out", Keys, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let finding = |view: &TableView| {
        let [name] = view.table.key_columns() else { return None };
        let column = view.table.column(name)?;
        let is_plain = column.data_type == ColumnType::Integer;
        let grows = view.words.last().is_some_and(|word| FAST_GROWING.contains(&singular(word).as_str()));
        // SQLite's row numbers have 64 bits, whatever the type says.
        let is_rowid = column.identity.as_ref().is_some_and(|identity| identity.numbering == Numbering::Rowid);
        if !is_plain || column.identity.is_none() || is_rowid || !grows {
            return None;
        }
        let message =
            format!("The key {}.{name} ends at 2,147,483,647, and the table grows with every event.", view.name());
        let finding = Finding::new(column.id, message).because(format!("{} is a table of what happens", view.name()));
        let changes = widened(context, view, name, &ColumnType::BigInt);
        Some(finding.fix("Make it bigint, with all columns that refer to it", changes))
    };
    context.tables.iter().filter_map(finding).collect()
}
