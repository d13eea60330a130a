use super::*;

rule! {
    /// A foreign key refers to columns that are no key.
    ///
    /// ## Why
    /// A reference has to name one row. Databases refuse it, except for MySQL with an index, where it is then
    /// unclear which row is meant.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int PRIMARY KEY, name text); CREATE TABLE orders (user_name text REFERENCES users (name));
    /// ```
    ///
    /// ## Fix
    /// Proposes a unique key over the columns. Values that are there twice have to go first.
    ///
    /// ## When not to follow it
    /// Never.
    "foreign-key-to-non-key", ForeignKeys, Error
}

fn check(context: &Context) -> Vec<Finding> {
    context.foreign_keys().filter_map(|(view, key)| finding(context, view, key)).collect()
}

fn finding(context: &Context, view: &TableView, key: &ForeignKey) -> Option<Finding> {
    let parent = context.table(&key.references.table)?;
    let referred = context.referenced_columns(key);
    let missing: Vec<&str> =
        referred.iter().filter(|name| parent.table.column(name).is_none()).map(String::as_str).collect();
    if !missing.is_empty() {
        let message = format!("{} refers to {}, which has no column {}.", view.name(), parent.name(), listed(&missing));
        return Some(Finding::new(key.id, message));
    }
    if referred.is_empty() {
        let message = format!("{} refers to {}, which has no primary key.", view.name(), parent.name());
        return Some(Finding::new(key.id, message));
    }
    if parent.table.is_unique(&referred) {
        return None;
    }
    let indexed = matches!(context.dialect, Dialect::MySql | Dialect::MariaDb) && parent.table.has_index_on(&referred);
    let severity = if indexed { Severity::Warning } else { Severity::Error };
    let message = format!("{} refers to ({}) of {}, which is no key.", view.name(), referred.join(", "), parent.name());
    let add = unique_added(context, parent.table, referred.clone());
    Some(
        Finding::new(key.id, message)
            .severity(severity)
            .propose(format!("Make ({}) unique", referred.join(", ")), vec![add]),
    )
}
