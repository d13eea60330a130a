use super::*;

rule! {
    /// Constraints without a name get a random one from the database.
    ///
    /// ## Why
    /// Oracle and SQL Server make names such as `SYS_C0011735` that differ between databases, so that no script can
    /// drop or change the constraint everywhere.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE orders (id int PRIMARY KEY, quantity int CHECK (quantity > 0));
    /// ```
    ///
    /// ## Fix
    /// None needed in the schema: the statements that this program writes name every constraint.
    ///
    /// ## When not to follow it
    /// In scripts that run once, on one database.
    "unnamed-constraint", Naming, Info
}

fn check(context: &Context) -> Vec<Finding> {
    if !matches!(context.dialect, Dialect::Oracle | Dialect::SqlServer) {
        return Vec::new();
    }
    let finding = |view: &TableView| {
        let table = view.table;
        let unnamed: Vec<Id> = (table.foreign_keys.iter().filter(|o| o.name.is_none()).map(|o| o.id))
            .chain(table.uniques.iter().filter(|o| o.name.is_none()).map(|o| o.id))
            .chain(table.checks.iter().filter(|o| o.name.is_none()).map(|o| o.id))
            .collect();
        let first = *unnamed.first()?;
        let message =
            format!("Constraints of {} have no name, so {} makes a random one.", view.name(), context.dialect);
        Some(Finding::new(first, message).because(format!("{} without a name", unnamed.len())))
    };
    context.tables.iter().filter_map(finding).collect()
}
