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
    let finding = |view: &TableView| {
        let (key, value) =
            view.table.options.iter().find(|(key, _)| key.ends_with("CHARSET") || key.ends_with("CHARACTER SET"))?;
        let narrow = ["utf8", "utf8mb3", "latin1", "ascii"].contains(&value.to_lowercase().as_str());
        let text = view.table.columns.iter().any(|column| column.data_type.is_text());
        let mut table = view.table.clone();
        // A collation of the old character set would not fit the new one.
        table.options.retain(|(other, _)| !other.ends_with("COLLATE"));
        table.options.iter_mut().filter(|(other, _)| other == key).for_each(|(_, value)| *value = "utf8mb4".to_owned());
        let message = format!("{} keeps its texts in {value}, which does not have every character.", view.name());
        let change = Change::Modify { object: Object::Table(table) };
        (narrow && text).then(|| Finding::new(view.table.id, message).propose("Use utf8mb4", vec![change]))
    };
    context.tables.iter().filter_map(finding).collect()
}
