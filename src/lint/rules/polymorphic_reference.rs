use super::*;

rule! {
    /// A column refers to different tables, depending on another column.
    ///
    /// ## Why
    /// No foreign key can check it: rows that go leave references behind, and each query has to know the names of
    /// the tables.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE comments (id int PRIMARY KEY, commentable_type text, commentable_id int);
    /// ```
    ///
    /// ## Fix
    /// None: one optional reference a table with a check that one is set, or a common parent table, move data.
    ///
    /// ## When not to follow it
    /// Where the number of tables is open and the rows may be lost (logs, notifications).
    "polymorphic-reference", Structure, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    context.columns().filter_map(|(view, column)| finding(view, column)).collect()
}

fn finding(view: &TableView, column: &ColumnView) -> Option<Finding> {
    let (last, stem) = column.words.split_last()?;
    // The id of the row's own thing refers to nothing: `media_id` of `remote_media`, which has a `media_type`.
    let is_own = stem.iter().all(|word| view.words.iter().any(|own| singular(own) == singular(word)))
        || view.keys().iter().any(|(_, key)| key.iter().any(|name| name == column.name()));
    if last != "id" || stem.is_empty() || column.is_key() || is_own {
        return None;
    }
    let kind = view.columns.iter().find(|other| {
        let Some((last, before)) = other.words.split_last() else { return false };
        ["type", "class", "table", "kind"].contains(&last.as_str())
            && before == stem
            && !other.in_foreign_key
            && (other.column.data_type.is_text() || matches!(other.column.data_type, ColumnType::Named(_)))
    })?;
    let checked = view.table.checks.iter().any(|check| check.expression.mentions(column.name()));
    let message = format!(
        "{}.{} refers to whatever {} says, which no foreign key can check.",
        view.name(),
        column.name(),
        kind.name()
    );
    (!checked).then(|| Finding::new(column.column.id, message))
}
