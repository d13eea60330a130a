use super::*;

rule! {
    /// A default is no value of the column's type.
    ///
    /// ## Why
    /// The statement fails, or the first insert without the column does.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int PRIMARY KEY, age int DEFAULT 'unknown');
    /// ```
    ///
    /// ## Fix
    /// None: the right value is not known. NULL or no default is often what was meant.
    ///
    /// ## When not to follow it
    /// Never.
    "default-type-mismatch", Constraints, Error
}

fn check(context: &Context) -> Vec<Finding> {
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let default = column.column.default.as_ref()?;
        let tokens = default.tokens();
        let [Token::Text(quoted)] = tokens.as_slice() else { return None };
        let text = quoted.trim_matches('\'').trim();
        let data_type = context.base_type(&column.column.data_type);
        let fits = match data_type {
            // MySQL's mode says whether an empty text is zero; its own tools write numbers in quotes.
            data_type if data_type.is_numeric() => text.parse::<f64>().is_ok(),
            ColumnType::Boolean => {
                ["t", "f", "true", "false", "yes", "no", "y", "n", "on", "off", "0", "1", "b0", "b1"]
                    .contains(&text.to_lowercase().as_str())
            }
            ColumnType::Uuid => text.chars().filter(char::is_ascii_hexdigit).count() == 32,
            ColumnType::Date => {
                text.chars().any(|c| c.is_ascii_digit())
                    || ["now", "today", "tomorrow", "yesterday", "infinity", "-infinity", "epoch"]
                        .contains(&text.to_lowercase().as_str())
            }
            _ => true,
        };
        let message = format!("The default {quoted} of {}.{} is no {data_type}.", view.name(), column.name());
        (!fits && context.dialect != Dialect::Sqlite).then(|| Finding::new(column.column.id, message))
    };
    context.columns().filter_map(finding).collect()
}
