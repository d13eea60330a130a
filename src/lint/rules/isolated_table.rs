use super::*;

rule! {
    /// A table refers to no other table, and none refers to it.
    ///
    /// ## Why
    /// In a schema whose tables belong together it is often forgotten, or its references were never declared.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE old_import (id int PRIMARY KEY, line text); -- beside twenty tables that belong together
    /// ```
    ///
    /// ## Fix
    /// None: whether it is in use only its users know.
    ///
    /// ## When not to follow it
    /// For settings, logs, queues and the tables of tools; the rule knows their usual names.
    "isolated-table", Structure, Info
}

const ALONE: &[&str] = &[
    "setting",
    "config",
    "configuration",
    "log",
    "migration",
    "version",
    "session",
    "cache",
    "job",
    "queue",
    "lock",
    "audit",
    "event",
    "schema",
    "parameter",
    "option",
    "token",
    "sequence",
    "history",
    "stat",
    "statistic",
    "metadata",
    "meta",
    "changelog",
    "task",
    "import",
    "export",
    "staging",
    "tmp",
    "temp",
    "test",
    "translation",
    "i18n",
];

fn check(context: &Context) -> Vec<Finding> {
    let alone = |view: &&TableView| view.table.foreign_keys.is_empty() && view.referenced_by.is_empty();
    let count = context.tables.iter().filter(alone).count();
    let total = context.tables.len();
    // Where many tables stand alone, references are not declared at all.
    if total < 5 || count * 4 > total {
        return Vec::new();
    }
    let finding = |view: &TableView| {
        let message = format!("{} refers to no table, and none refers to it.", view.name());
        Finding::new(view.table.id, message).because(format!("{} of {total} tables are connected", total - count))
    };
    context.tables.iter().filter(alone).filter(|view| !view.is_about(ALONE)).map(finding).collect()
}
