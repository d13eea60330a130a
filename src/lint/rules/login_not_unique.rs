use super::*;

rule! {
    /// Two people can have the same login.
    ///
    /// ## Why
    /// Where a table keeps passwords, somebody signs in with a name or an address; if it is there twice, the wrong
    /// person gets in.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int PRIMARY KEY, email text, password_hash text);
    /// ```
    ///
    /// ## Fix
    /// Proposes a unique key. Values that are there twice have to go first.
    ///
    /// ## When not to follow it
    /// Where the login is unique within something else only; a key over both says so.
    "login-not-unique", Constraints, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    context.tables.iter().filter_map(|view| finding(context, view)).collect()
}

fn finding(context: &Context, view: &TableView) -> Option<Finding> {
    view.columns.iter().find(|column| is_password(column))?;
    let logins: Vec<&ColumnView> = view.columns.iter().filter(|column| is_login(column)).collect();
    let first = logins.first()?;
    let unique = |column: &&ColumnView| {
        view.keys().iter().any(|(_, key)| key.iter().any(|name| name == column.name()))
            || view.table.indexes.iter().any(|index| {
                index.unique
                    && index.keys.iter().any(|key| {
                        key.part.as_str() == column.name() || Expression::new(key.part.as_str()).mentions(column.name())
                    })
            })
    };
    if logins.iter().any(unique) {
        return None;
    }
    let add = unique_added(context, view.table, vec![first.name().to_owned()]);
    let message = format!("{} keeps passwords, but two rows can have the same {}.", view.name(), first.name());
    Some(Finding::new(first.column.id, message).propose(format!("Make {} unique", first.name()), vec![add]))
}

fn is_login(column: &ColumnView) -> bool {
    let names = ["email", "username", "login", "user_name", "email_address", "e_mail", "login_name"];
    names.contains(&column.phrase().as_str())
        || column.words.len() == 2 && column.phrase().ends_with("_email") && column.has(&["user", "login"])
}
