use super::*;

rule! {
    /// A default is none of the values that the column may have.
    ///
    /// ## Why
    /// The statement fails, or the first insert without the column does.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TYPE state AS ENUM ('open', 'closed'); CREATE TABLE t (id int PRIMARY KEY, s state DEFAULT 'new');
    /// ```
    ///
    /// ## Fix
    /// None: somebody has to choose the value.
    ///
    /// ## When not to follow it
    /// Never.
    "default-outside-enum", Constraints, Error
}

fn check(context: &Context) -> Vec<Finding> {
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let values = context.enum_values(&column.column.data_type)?;
        let default = column.column.default.as_ref()?;
        let tokens = default.tokens();
        let [Token::Text(quoted), ..] = tokens.as_slice() else { return None };
        let text = quoted.trim_matches('\'').replace("''", "'");
        let folds = matches!(context.dialect, Dialect::MySql | Dialect::MariaDb);
        let known = values.iter().any(|value| *value == text || folds && value.eq_ignore_ascii_case(&text));
        let message = format!("The default {quoted} of {}.{} is none of its values.", view.name(), column.name());
        (!known)
            .then(|| Finding::new(column.column.id, message).because(format!("the values are {}", values.join(", "))))
    };
    context.columns().filter_map(finding).collect()
}
