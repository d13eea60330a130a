use super::*;

rule! {
    /// A secret of a program is kept as it is.
    ///
    /// ## Why
    /// Keys and tokens open other systems; whoever reads a backup can use them. What is only compared can be
    /// hashed, what is sent can be encrypted.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE integrations (id int PRIMARY KEY, api_key text, client_secret text);
    /// ```
    ///
    /// ## Fix
    /// None: the program has to hash or encrypt; then a name such as api_key_hash says so.
    ///
    /// ## When not to follow it
    /// Where the value is public (publishable keys) or encrypted by the database's storage and that is enough.
    "plain-text-secret", Security, Warning
}

const SECRETS: &[&str] = &[
    "api_key",
    "apikey",
    "api_secret",
    "client_secret",
    "secret_key",
    "private_key",
    "access_token",
    "refresh_token",
    "auth_token",
    "secret",
    "app_secret",
    "consumer_secret",
    "encryption_key",
    "bearer_token",
    "oauth_token",
    "oauth_token_secret",
    "webhook_secret",
    "shared_secret",
    "totp_secret",
    "otp_secret",
    "access_key_secret",
    "session_token",
    "reset_token",
    "reset_password_token",
    "password_reset_token",
    "authentication_token",
    "remember_token",
    "api_token",
    "secret_token",
];

fn check(context: &Context) -> Vec<Finding> {
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let phrase = column.phrase();
        let named = SECRETS
            .iter()
            .any(|secret| phrase == *secret || phrase.strip_suffix(secret).is_some_and(|before| before.ends_with('_')));
        let text = context.base_type(&column.column.data_type).is_text();
        if !named || !text || is_hashed(column) || column.in_foreign_key {
            return None;
        }
        Some(Finding::new(
            column.column.id,
            format!("{}.{} keeps a secret that opens another system.", view.name(), column.name()),
        ))
    };
    context.columns().filter_map(finding).collect()
}
