use super::*;

rule! {
    /// A table has nothing but its key, and nothing refers to it.
    ///
    /// ## Why
    /// It says that something exists and nothing else; usually columns were forgotten.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE things (id serial PRIMARY KEY);
    /// ```
    ///
    /// ## Fix
    /// None.
    ///
    /// ## When not to follow it
    /// While a design is under way.
    "table-without-data", Structure, Info
}

fn check(context: &Context) -> Vec<Finding> {
    let empty = context.tables.iter().filter(|view| {
        view.columns.iter().all(|column| column.in_primary_key && !column.in_foreign_key)
            && view.columns.len() < 2
            && view.referenced_by.is_empty()
            && view.table.key_columns().iter().all(|name| {
                view.table
                    .column(name)
                    .is_some_and(|column| column.identity.is_some() || column.data_type == ColumnType::Uuid)
            })
    });
    empty.map(|view| Finding::new(view.table.id, format!("{} has no columns beside its key.", view.name()))).collect()
}
