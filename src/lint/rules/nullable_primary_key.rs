use super::*;

rule! {
    /// A column of a primary key may be NULL.
    ///
    /// ## Why
    /// A key that is not there identifies nothing. Most databases refuse it; SQLite takes any number of rows
    /// without a key.
    ///
    /// ## Example
    /// ```sql
    /// ALTER TABLE users ALTER COLUMN id DROP NOT NULL;
    /// ```
    ///
    /// ## Fix
    /// Makes the column required. Rows without a key have to be mended first.
    ///
    /// ## When not to follow it
    /// Never.
    "nullable-primary-key", Keys, Error
}

fn check(context: &Context) -> Vec<Finding> {
    let nullable = context.columns().filter(|(_, column)| column.in_primary_key && column.column.nullable);
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let message = format!("{}.{} belongs to the primary key and may be NULL.", view.name(), column.name());
        Finding::new(column.column.id, message)
            .propose("Make it NOT NULL", vec![modified(column.column, |c| c.nullable = false)])
    };
    nullable.map(finding).collect()
}
