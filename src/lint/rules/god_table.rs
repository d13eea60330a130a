use super::*;

rule! {
    /// A table has very many columns.
    ///
    /// ## Why
    /// It holds several things at once: most columns are empty in most rows, every change locks all of it, and
    /// nobody knows all of it any more.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE customers (id int, ... 80 more columns ...);
    /// ```
    ///
    /// ## Fix
    /// None: the things in it have to be found; `normalize` helps.
    ///
    /// ## When not to follow it
    /// For tables of measurements or of a wide file that is loaded as it is.
    "god-table", Structure, Warning
}

const MANY: usize = 50;

fn check(context: &Context) -> Vec<Finding> {
    let large = context.tables.iter().filter(|view| view.columns.len() > MANY);
    let finding = |view: &TableView| {
        let nullable = view.table.columns.iter().filter(|column| column.nullable).count();
        let message = format!("{} has {} columns, which are hardly one thing.", view.name(), view.columns.len());
        Finding::new(view.table.id, message).because(format!("{nullable} of them may be NULL"))
    };
    large.map(finding).collect()
}
