use super::*;

rule! {
    /// The table's character set cannot hold every character.
    ///
    /// ## Why
    /// MySQL's `utf8` has three bytes a character: emoji and rare Chinese signs are refused or cut off; `latin1`
    /// holds western Europe only.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE notes (id int PRIMARY KEY, body text) DEFAULT CHARSET=utf8;
    /// ```
    ///
    /// ## Fix
    /// Proposes utf8mb4. Indexes of long texts may become too long.
    ///
    /// ## When not to follow it
    /// For codes in ASCII.
    "three-byte-charset", Portability, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    if !matches!(context.dialect, Dialect::MySql | Dialect::MariaDb) {
        return Vec::new();
    }
    let tables: Vec<&TableView> = context.tables.iter().filter(|view| is_narrow(view)).collect();
    // Usually all tables have it, or none: one finding for all.
    let Some(first) = tables.first() else { return Vec::new() };
    let names: Vec<&str> = tables.iter().map(|view| view.name().name.as_str()).collect();
    let changes = tables.iter().map(|view| Change::Modify { object: Object::Table(widened(view.table)) }).collect();
    let message = match tables.len() {
        1 => format!("{} keeps its texts in a character set that does not have every character.", first.name()),
        count => format!("{count} tables keep their texts in a character set that does not have every character."),
    };
    let finding = Finding::new(first.table.id, message).because(listed(&names));
    vec![finding.propose("Use utf8mb4", changes)]
}

fn is_narrow(view: &TableView) -> bool {
    let set = view.table.options.iter().find(|(key, _)| is_set(key)).map(|(_, value)| value.to_lowercase());
    let narrow = set.is_some_and(|set| ["utf8", "utf8mb3", "latin1", "ascii"].contains(&set.as_str()));
    narrow && view.table.columns.iter().any(|column| column.data_type.is_text())
}

fn is_set(key: &str) -> bool {
    key.ends_with("CHARSET") || key.ends_with("CHARACTER SET")
}

fn widened(table: &Table) -> Table {
    let mut table = table.clone();
    // A collation of the old character set would not fit the new one.
    table.options.retain(|(key, _)| !key.ends_with("COLLATE"));
    table.options.iter_mut().filter(|(key, _)| is_set(key)).for_each(|(_, value)| *value = "utf8mb4".to_owned());
    table
}
