use super::*;

rule! {
    /// Values of an enum differ only in case or blanks, or are empty.
    ///
    /// ## Why
    /// People and programs take them for one, so that each count by value is wrong.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TYPE state AS ENUM ('open', 'Open', '');
    /// ```
    ///
    /// ## Fix
    /// None: rows with one value have to get the other first.
    ///
    /// ## When not to follow it
    /// Never on purpose.
    "enum-values-alike", Types, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    context.schema.enums.iter().filter_map(|object| finding(context, object)).collect()
}

fn finding(context: &Context, object: &EnumType) -> Option<Finding> {
    let plain = |value: &str| value.trim().to_lowercase();
    let twice = (object.values.iter().enumerate())
        .find(|(at, value)| object.values[..*at].iter().any(|other| plain(other) == plain(value)));
    let empty = object.values.iter().any(|value| value.trim().is_empty());
    let evidence = match twice {
        Some((_, value)) => format!("'{value}' is there in two spellings"),
        None if empty => "one value is empty".to_owned(),
        None => return None,
    };
    let user = context.columns().find(|(_, column)| column.column.data_type == ColumnType::Named(object.name.clone()));
    let id = user.map_or(object.id, |(_, column)| column.column.id);
    Some(Finding::new(id, format!("Values of the enum {} are taken for each other.", object.name)).because(evidence))
}
