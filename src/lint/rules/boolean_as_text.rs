use super::*;

rule! {
    /// Yes or no is kept as a text.
    ///
    /// ## Why
    /// 'Y', 'y', 'yes' and '' all get in, and each program decides for itself which of them is true.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int PRIMARY KEY, is_admin char(1) DEFAULT 'N');
    /// ```
    ///
    /// ## Fix
    /// None: programs compare with the letters. Without a boolean type (Oracle, SQL Server) a number or bit with a
    /// check serves.
    ///
    /// ## When not to follow it
    /// Where a check allows two values only; the rule does not speak then.
    "boolean-as-text", Types, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    context.columns().filter_map(|(view, column)| finding(context, view, column)).collect()
}

fn finding(context: &Context, view: &TableView, column: &ColumnView) -> Option<Finding> {
    let short = match context.base_type(&column.column.data_type) {
        ColumnType::Char { length } | ColumnType::Varchar { length: Some(length) } => *length <= 5,
        ColumnType::Text | ColumnType::Varchar { length: None } => true,
        _ => return None,
    };
    let single = matches!(column.column.data_type, ColumnType::Char { length: 1 });
    let default = column.column.default.as_ref().map(|default| default.as_str().to_lowercase());
    let letter =
        default.as_deref().is_some_and(|text| ["'y'", "'n'", "'yes'", "'no'", "'true'", "'false'"].contains(&text));
    let named =
        column.starts_with(&["is", "has", "can", "allow"]) || single && column.ends_in(&["flag", "enabled", "active"]);
    let checked = view.table.checks.iter().any(|check| check.expression.mentions(column.name()));
    if !short || checked || !(named || letter) || column.is_key() {
        return None;
    }
    let message = format!("{}.{} keeps yes or no as {}.", view.name(), column.name(), column.column.data_type);
    let evidence = match default.filter(|_| letter) {
        Some(default) => format!("its default is {default}"),
        None => "its name is a statement that is true or false".to_owned(),
    };
    Some(Finding::new(column.column.id, message).because(evidence))
}
