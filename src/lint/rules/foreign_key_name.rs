use super::*;

rule! {
    /// A foreign key's column is named like a value.
    ///
    /// ## Why
    /// `owner` may hold a name or the key of a person; `owner_id` says which, so that nobody compares it with a
    /// name.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE boats (id int, owner int REFERENCES users);
    /// ```
    ///
    /// ## Fix
    /// Proposes to append the name of the referenced column. Programs that use the name have to change too.
    ///
    /// ## When not to follow it
    /// Where natural keys are used throughout, so that the value is the key (`currency`).
    "foreign-key-name", Naming, Info
}

const KEY_WORDS: &[&str] = &[
    "id", "ids", "key", "uuid", "guid", "code", "no", "number", "nr", "num", "by", "fk", "ref", "pk", "oid", "sku",
    "isbn", "email", "iso", "rid", "seq", "sn", "sid", "uid", "pid",
];

fn check(context: &Context) -> Vec<Finding> {
    let keys = context.tables.iter().flat_map(|view| view.table.foreign_keys.iter().map(move |key| (view, key)));
    keys.filter_map(|(view, key)| finding(context, view, key)).collect()
}

fn finding(context: &Context, view: &TableView, key: &ForeignKey) -> Option<Finding> {
    let referred = context.referenced_columns(key);
    let ([own], [referred]) = (key.columns.as_slice(), referred.as_slice()) else { return None };
    let column = view.column(own)?;
    let glued = ["id", "no", "key", "code"].iter().any(|end| own.to_lowercase().ends_with(end));
    // A natural key is its own value.
    let natural =
        !context.base_type(&column.column.data_type).is_integer() && column.column.data_type != ColumnType::Uuid;
    if column.ends_in(KEY_WORDS)
        || glued
        || column.starts_with(&["id"])
        || own == referred
        || natural
        || column.in_primary_key
    {
        return None;
    }
    let snake = own.chars().all(|c| !c.is_uppercase());
    let wanted = if snake { format!("{own}_id") } else { format!("{own}Id") };
    let message = format!("{}.{own} holds keys of {} but is named like a value.", view.name(), key.references.table);
    Some(
        Finding::new(column.column.id, message)
            .propose(format!("Rename it to {wanted}"), renamed(view, column.column, &wanted)),
    )
}
