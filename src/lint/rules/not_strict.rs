use super::*;

rule! {
    /// Tables of the schema take values of any type.
    ///
    /// ## Why
    /// SQLite keeps 'abc' in an integer column unless the table is STRICT; the mistake shows up when the data moves
    /// to another database.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id integer PRIMARY KEY, age integer);
    /// ```
    ///
    /// ## Fix
    /// None: STRICT knows six types only (SQLite 3.37), and the rows have to fit.
    ///
    /// ## When not to follow it
    /// For databases of older programs.
    "not-strict", Portability, Info
}

fn check(context: &Context) -> Vec<Finding> {
    let strict = |view: &&TableView| view.table.options.iter().any(|(key, _)| key == "STRICT");
    let loose: Vec<&TableView> = context.tables.iter().filter(|view| !strict(view)).collect();
    let Some(first) = loose.first().filter(|_| context.dialect == Dialect::Sqlite) else { return Vec::new() };
    // A schema that knows the word, or one for all.
    let message = format!("{} of {} tables take values of any type in any column.", loose.len(), context.tables.len());
    vec![Finding::new(first.table.id, message).because("the first of them is not STRICT")]
}
