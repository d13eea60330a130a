use super::*;
use std::collections::HashMap;

rule! {
    /// Two names differ only in case, underscores or number.
    ///
    /// ## Why
    /// `userid` and `user_id` in one table, or the tables `user` and `users`, are taken for each other, and one of
    /// the two is usually a leftover.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE orders (id int, user_id int, userid int);
    /// ```
    ///
    /// ## Fix
    /// None: somebody has to know which of the two is in use.
    ///
    /// ## When not to follow it
    /// Where both are really needed; then a name that tells the difference is better.
    "names-alike", Naming, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut tables: HashMap<(Option<&str>, String), &TableView> = HashMap::new();
    for view in &context.tables {
        let key = (view.name().namespace.as_deref(), thing(&view.words).replace('_', ""));
        if let Some(other) = tables.insert(key, view) {
            let message = format!("The tables {} and {} have nearly the same name.", other.name(), view.name());
            findings.push(Finding::new(view.table.id, message));
        }
    }
    for view in &context.tables {
        let mut columns: HashMap<String, &ColumnView> = HashMap::new();
        for column in &view.columns {
            if let Some(other) = columns.insert(column.words.concat(), column) {
                let message = format!(
                    "The columns {} and {} of {} have nearly the same name.",
                    other.name(),
                    column.name(),
                    view.name()
                );
                findings.push(Finding::new(column.column.id, message));
            }
        }
    }
    findings
}
