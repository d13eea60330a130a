use super::*;

rule! {
    /// A password is hashed in a way that is broken by trying.
    ///
    /// ## Why
    /// MD5 and SHA-1 were made to be fast: a graphics card tries billions a second, so that common passwords fall
    /// in minutes.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int PRIMARY KEY, password char(32));
    /// ```
    ///
    /// ## Fix
    /// None: the program has to hash anew (argon2id, scrypt, bcrypt) at the next sign-in.
    ///
    /// ## When not to follow it
    /// Never for passwords of people.
    "weak-password-hash", Security, Error
}

fn check(context: &Context) -> Vec<Finding> {
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let length = match context.base_type(&column.column.data_type) {
            ColumnType::Varchar { length: Some(length) } | ColumnType::Char { length } => *length,
            _ => 0,
        };
        let named = column.words.iter().find(|word| ["md5", "sha1", "md4", "crc32"].contains(&word.as_str()));
        let evidence = match (named, length) {
            _ if !is_password(column) => return None,
            (Some(name), _) => format!("the name says {name}"),
            (None, 32) => "32 characters are an MD5 in hexadecimal digits".to_owned(),
            (None, 40) => "40 characters are a SHA-1 in hexadecimal digits".to_owned(),
            _ => return None,
        };
        let message = format!("{}.{} seems to keep a hash that is too fast for passwords.", view.name(), column.name());
        let severity = if named.is_some() { Severity::Error } else { Severity::Warning };
        Some(Finding::new(column.column.id, message).because(evidence).severity(severity))
    };
    context.columns().filter_map(finding).collect()
}
