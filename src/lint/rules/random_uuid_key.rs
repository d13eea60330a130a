use super::*;

rule! {
    /// New rows get random UUIDs as their primary key.
    ///
    /// ## Why
    /// Where rows lie in the order of the key (MySQL, MariaDB, SQL Server) each insert goes to a random page: pages
    /// split, the cache does not help, and every other index repeats the 16 or 36 bytes. Elsewhere only the key's
    /// index suffers.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE events (id char(36) PRIMARY KEY DEFAULT (UUID()));
    /// ```
    ///
    /// ## Fix
    /// None: UUIDs in the order of time (version 7, UUID_TO_BIN(uuid, 1), NEWSEQUENTIALID()) come from the program
    /// or another default.
    ///
    /// ## When not to follow it
    /// For small tables, and where keys must not tell when a row was made.
    "random-uuid-key", Keys, Info
}

fn check(context: &Context) -> Vec<Finding> {
    let clustered = matches!(context.dialect, Dialect::MySql | Dialect::MariaDb | Dialect::SqlServer);
    let finding = |view: &TableView| {
        let [name] = view.table.key_columns() else { return None };
        let column = view.table.column(name)?;
        let random = column.default.as_ref().is_some_and(|default| default.mentions("gen_random_uuid"));
        if !random {
            return None;
        }
        let message =
            format!("The primary key {}.{name} is a random UUID, so new rows go to random places.", view.name());
        let (severity, evidence) = match clustered {
            true => {
                (Severity::Warning, format!("{} keeps the rows of a table in the order of its key", context.dialect))
            }
            false => (Severity::Info, format!("{} keeps only the key's index in its order", context.dialect)),
        };
        Some(Finding::new(column.id, message).because(evidence).severity(severity))
    };
    context.tables.iter().filter_map(finding).collect()
}
