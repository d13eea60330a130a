use super::*;

rule! {
    /// A primary key is something that people change.
    ///
    /// ## Why
    /// A new address or name means a new key: every referring row has to follow, and everything outside that kept
    /// the old key points at nothing.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (email text PRIMARY KEY, name text);
    /// ```
    ///
    /// ## Fix
    /// None: a key of its own with a unique key on the column changes every referring table.
    ///
    /// ## When not to follow it
    /// For lists whose values never change, such as codes of a standard.
    "mutable-primary-key", Keys, Warning
}

const CHANGING: &[&str] = &["email", "mail", "phone", "telephone", "mobile", "username", "login", "nickname", "url"];
const NAMES: &[&str] = &["name", "title", "label", "slug"];

fn check(context: &Context) -> Vec<Finding> {
    let finding = |view: &TableView| {
        let [name] = view.table.key_columns() else { return None };
        let column = view.column(name)?;
        let changing = column.ends_in(CHANGING) || column.ends_in(NAMES) && !view.referenced_by.is_empty();
        if !changing || column.in_foreign_key || !context.base_type(&column.column.data_type).is_text() {
            return None;
        }
        let message = format!("The primary key of {} is {name}, which people change.", view.name());
        let evidence = match view.referenced_by.len() {
            0 => String::new(),
            count => format!("{count} foreign keys would have to follow"),
        };
        Some(Finding::new(column.column.id, message).because(evidence))
    };
    context.tables.iter().filter_map(finding).collect()
}
