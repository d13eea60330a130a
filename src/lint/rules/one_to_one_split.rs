use super::*;

rule! {
    /// A table holds a few columns that belong to every row of another one.
    ///
    /// ## Why
    /// Each query needs a join to get the whole thing, and nothing keeps both rows in step.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE user_names (user_id int PRIMARY KEY REFERENCES users, name text);
    /// ```
    ///
    /// ## Fix
    /// None: moving columns moves data.
    ///
    /// ## When not to follow it
    /// For rare, large or secret parts, for subtypes, and where the other table belongs to somebody else.
    "one-to-one-split", Structure, Info
}

fn check(context: &Context) -> Vec<Finding> {
    context.tables.iter().filter_map(|view| finding(context, view)).collect()
}

fn finding(context: &Context, view: &TableView) -> Option<Finding> {
    let key = view
        .table
        .foreign_keys
        .iter()
        .find(|key| !key.columns.is_empty() && key.columns == view.table.key_columns())?;
    let parent = context.table(&key.references.table).filter(|parent| parent.table.id != view.table.id)?;
    let whole = context.referenced_columns(key) == parent.table.key_columns();
    let own: Vec<&ColumnView> = view.columns.iter().filter(|column| !column.in_primary_key).collect();
    let extends = |(child, other): &(usize, &ForeignKey)| context.tables[*child].table.key_columns() == other.columns;
    let siblings = parent.referenced_by.iter().filter(|reference| extends(reference)).count();
    let required = own.iter().all(|column| !column.column.nullable);
    let large = own.iter().any(|column| {
        matches!(column.column.data_type, ColumnType::Blob | ColumnType::Text | ColumnType::Json { .. })
            || is_password(column)
    });
    if !whole
        || siblings != 1
        || own.is_empty()
        || own.len() > 3
        || !required
        || large
        || !view.referenced_by.is_empty()
    {
        return None;
    }
    let names: Vec<&str> = own.iter().map(|column| column.name()).collect();
    let message = format!("{} holds {} of each row of {}.", view.name(), listed(&names), parent.name());
    Some(
        Finding::new(view.table.id, message)
            .because("its primary key is a reference to the other table, and it is the only such table"),
    )
}
