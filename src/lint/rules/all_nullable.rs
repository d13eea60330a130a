use super::*;

rule! {
    /// Every column of a table but its key may be NULL.
    ///
    /// ## Why
    /// A row that says nothing gets in, and each query has to be ready for NULL everywhere.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int PRIMARY KEY, name text, email text, city text, joined date);
    /// ```
    ///
    /// ## Fix
    /// None: somebody has to know what is required.
    ///
    /// ## When not to follow it
    /// For tables that take whatever another system sends.
    "all-nullable", Constraints, Info
}

fn check(context: &Context) -> Vec<Finding> {
    let finding = |view: &TableView| {
        let free: Vec<&ColumnView> =
            view.columns.iter().filter(|column| !column.in_primary_key && column.column.generated.is_none()).collect();
        let open = free.len() >= 4 && free.iter().all(|column| column.column.nullable);
        let message = format!("Every column of {} but its key may be NULL.", view.name());
        open.then(|| Finding::new(view.table.id, message).because(format!("{} columns, none required", free.len())))
    };
    context.tables.iter().filter_map(finding).collect()
}
