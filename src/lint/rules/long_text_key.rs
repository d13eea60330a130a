use super::*;

rule! {
    /// Other tables refer to a key of long text.
    ///
    /// ## Why
    /// Each referring row and each index over it repeats the text, and comparing texts follows the rules of a
    /// language.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE devices (path varchar(400) PRIMARY KEY);
    /// ```
    ///
    /// ## Fix
    /// None: a short key of its own changes every referring table.
    ///
    /// ## When not to follow it
    /// Where the text is short in practice; then a limit that says so ends the finding.
    "long-text-key", Keys, Info
}

/// Longer texts than this are no codes.
const LONG: u32 = 64;

fn check(context: &Context) -> Vec<Finding> {
    let finding = |view: &TableView| {
        let name = view.table.key_columns().iter().find(|name| {
            view.table.column(name).is_some_and(|column| match context.base_type(&column.data_type) {
                ColumnType::Varchar { length: Some(length) } | ColumnType::Char { length } => *length > LONG,
                ColumnType::Text | ColumnType::Varchar { length: None } => context.dialect != Dialect::Sqlite,
                _ => false,
            })
        })?;
        let column = view.table.column(name)?;
        if view.referenced_by.is_empty() {
            return None;
        }
        let message =
            format!("{} foreign keys refer to the long text {}.{name}.", view.referenced_by.len(), view.name());
        Some(Finding::new(column.id, message).because(format!("its type is {}", column.data_type)))
    };
    context.tables.iter().filter_map(finding).collect()
}
