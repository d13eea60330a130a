use super::*;

rule! {
    /// A counting key has room for a few thousand rows only.
    ///
    /// ## Why
    /// At 32,767 rows (127 for a tinyint) the next insert fails, and widening a key of a table in use rewrites it
    /// together with all that refer to it.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE orders (id smallserial PRIMARY KEY);
    /// ```
    ///
    /// ## Fix
    /// Makes the key and all columns that refer to it `integer`.
    ///
    /// ## When not to follow it
    /// For lists that are made once and never grow.
    "small-key", Keys, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let finding = |view: &TableView| {
        let [name] = view.table.key_columns() else { return None };
        let column = view.table.column(name)?;
        let most = match &column.data_type {
            ColumnType::TinyInt => "127",
            ColumnType::Unsigned(inner) if **inner == ColumnType::TinyInt => "255",
            ColumnType::SmallInt => "32,767",
            ColumnType::Unsigned(inner) if **inner == ColumnType::SmallInt => "65,535",
            _ => return None,
        };
        column.identity.as_ref()?;
        let to = match &column.data_type {
            ColumnType::Unsigned(_) => ColumnType::Unsigned(Box::new(ColumnType::Integer)),
            _ => ColumnType::Integer,
        };
        let message = format!("The key {}.{name} ends at {most}.", view.name());
        let finding = Finding::new(column.id, message).because(format!("it counts up in a {}", column.data_type));
        Some(finding.fix(format!("Make it {to}, with all columns that refer to it"), widened(context, view, name, &to)))
    };
    context.tables.iter().filter_map(finding).collect()
}
