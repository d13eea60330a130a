use super::*;

rule! {
    /// Other tables refer to a primary key of many columns.
    ///
    /// ## Why
    /// Every referring table repeats all of them, every join compares all of them, and in MySQL and SQL Server
    /// every other index carries them too.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE stays (hotel int, room int, guest int, day date, PRIMARY KEY (hotel, room, guest, day));
    /// ```
    ///
    /// ## Fix
    /// None: a short key of its own with a unique key over the columns changes every referring table.
    ///
    /// ## When not to follow it
    /// Where the referring tables need these columns anyway, for their own keys or for partitioning.
    "wide-primary-key", Keys, Warning
}

/// From this many columns on, a key of its own is shorter.
const MANY: usize = 4;

fn check(context: &Context) -> Vec<Finding> {
    let wide = |view: &&TableView| view.table.key_columns().len() >= MANY && !view.referenced_by.is_empty();
    let finding = |view: &TableView| {
        let columns = view.table.key_columns().len();
        let id = view.table.primary_key.as_ref().map_or(view.table.id, |key| key.id);
        let message = format!("The primary key of {} has {columns} columns, which other tables repeat.", view.name());
        Finding::new(id, message).because(format!("{} foreign keys refer to it", view.referenced_by.len()))
    };
    context.tables.iter().filter(wide).map(finding).collect()
}
