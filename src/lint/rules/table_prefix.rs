use super::*;

rule! {
    /// The columns of a table repeat its name.
    ///
    /// ## Why
    /// `users.user_name` says user twice in every query, and columns of the same meaning are called differently in
    /// each table.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (user_id int, user_name text, user_mail text, user_city text);
    /// ```
    ///
    /// ## Fix
    /// Proposes names without the prefix. Programs that use the names have to change too.
    ///
    /// ## When not to follow it
    /// Where the style of the house wants names that are unique in the whole database.
    "table-prefix", Naming, Info
}

fn check(context: &Context) -> Vec<Finding> {
    context.tables.iter().filter_map(finding).collect()
}

fn finding(view: &TableView) -> Option<Finding> {
    let own = thing(&view.words);
    let free: Vec<&ColumnView> = view.columns.iter().filter(|column| !column.is_key()).collect();
    let prefixed: Vec<&&ColumnView> = free
        .iter()
        .filter(|column| column.words.len() > 1 && column.phrase().starts_with(&format!("{own}_")))
        .collect();
    if own.len() < 3 || prefixed.len() < 3 || prefixed.len() * 10 < free.len() * 6 {
        return None;
    }
    let names: Vec<&str> = prefixed.iter().take(3).map(|column| column.name()).collect();
    let message = format!("{} columns of {} repeat the table's name.", prefixed.len(), view.name());
    Some(Finding::new(view.table.id, message).because(format!("such as {}", listed(&names))))
}
