use super::*;

rule! {
    /// The default of a secret is written into the schema.
    ///
    /// ## Why
    /// Every row without a value of its own gets the same secret, and it stands in every script, dump and
    /// repository.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int PRIMARY KEY, password text DEFAULT 'admin123');
    /// ```
    ///
    /// ## Fix
    /// Proposes to drop the default.
    ///
    /// ## When not to follow it
    /// For an empty default, which the rule does not mean; NULL says better that there is none.
    "secret-in-default", Security, Error
}

fn check(context: &Context) -> Vec<Finding> {
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let secret = is_password(column)
            || column.has(&["secret"])
            || ["api_key", "access_token", "private_key", "token"].contains(&column.phrase().as_str());
        let tokens = column.column.default.as_ref()?.tokens();
        let [Token::Text(text)] = tokens.as_slice() else { return None };
        if !secret || text.trim_matches('\'').trim().len() < 3 {
            return None;
        }
        let message = format!("{}.{} gets the same secret in every row.", view.name(), column.name());
        let change = modified(column.column, |column| column.default = None);
        Some(
            Finding::new(column.column.id, message)
                .because("a literal stands in the schema")
                .propose("Drop the default", vec![change]),
        )
    };
    context.columns().filter_map(finding).collect()
}
