use super::*;

rule! {
    /// A password is kept as it was typed.
    ///
    /// ## Why
    /// Whoever reads one row of the table, a backup or a log can sign in as that person, there and wherever else
    /// they use the password.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int PRIMARY KEY, password varchar(30));
    /// ```
    ///
    /// ## Fix
    /// None: the program has to hash (argon2id, scrypt, bcrypt); then a name such as password_hash says so.
    ///
    /// ## When not to follow it
    /// Where the column holds a hash under the old name.
    "plain-text-password", Security, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let data_type = context.base_type(&column.column.data_type);
        let length = match data_type {
            ColumnType::Varchar { length: Some(length) } | ColumnType::Char { length } => Some(*length),
            _ if data_type.is_text() => None,
            _ => return None,
        };
        if !is_password(column) || is_hashed(column) || [Some(32), Some(40)].contains(&length) {
            return None;
        }
        let message = format!("{}.{} may keep passwords as they were typed.", view.name(), column.name());
        // The shortest form of a bcrypt hash has 60 characters, one of unix crypt 13, and MySQL's own 41.
        let short = length.is_some_and(|length| length < 60 && ![13, 41, 34].contains(&length));
        let (severity, evidence) = match length {
            Some(length) if short => (Severity::Error, format!("{length} characters are too few for a safe hash")),
            // What a hash fits into often holds one under the old name.
            Some(length) => {
                (Severity::Info, format!("{length} characters may be a hash, but the name does not say so"))
            }
            None => (Severity::Warning, "the name does not say that it is a hash".to_owned()),
        };
        Some(Finding::new(column.column.id, message).because(evidence).severity(severity))
    };
    context.columns().filter_map(finding).collect()
}
