use super::*;

rule! {
    /// A text without a limit has a literal default.
    ///
    /// ## Why
    /// MySQL refuses it (error 1101) unless the default is an expression in parentheses.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE notes (id int PRIMARY KEY, body text DEFAULT 'none');
    /// ```
    ///
    /// ## Fix
    /// None needed in what this program writes: it puts such defaults in parentheses.
    ///
    /// ## When not to follow it
    /// For MariaDB, and MySQL with the default in parentheses; the model does not tell the two forms apart.
    "default-on-text", Portability, Error
}

fn check(context: &Context) -> Vec<Finding> {
    if context.dialect != Dialect::MySql {
        return Vec::new();
    }
    let long = context.columns().filter(|(_, column)| {
        let unlimited =
            matches!(column.column.data_type, ColumnType::Text | ColumnType::Blob | ColumnType::Json { .. });
        unlimited
            && column
                .column
                .default
                .as_ref()
                .is_some_and(|default| matches!(default.tokens().as_slice(), [Token::Text(_)]))
    });
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let message = format!("MySQL takes no literal default for {}.{}.", view.name(), column.name());
        Finding::new(column.column.id, message)
            .because(format!("the type is {}", column.column.data_type))
            .severity(Severity::Warning)
    };
    long.map(finding).collect()
}
