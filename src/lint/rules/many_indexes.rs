use super::*;

rule! {
    /// A table has many indexes.
    ///
    /// ## Why
    /// Every insert writes all of them, and most updates too; of more than ten, several are seldom used.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (...); -- with twelve indexes
    /// ```
    ///
    /// ## Fix
    /// None: the statistics of the database tell which are used.
    ///
    /// ## When not to follow it
    /// For tables that are read all the time and hardly ever written.
    "many-indexes", Indexes, Info
}

const MANY: usize = 10;

fn check(context: &Context) -> Vec<Finding> {
    let many = context.tables.iter().filter(|view| view.table.indexes.len() > MANY);
    let finding = |view: &TableView| {
        let count = view.table.indexes.len();
        Finding::new(
            view.table.id,
            format!("{} has {count} indexes beside its keys, which every write keeps up.", view.name()),
        )
    };
    many.map(finding).collect()
}
