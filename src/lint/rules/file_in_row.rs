use super::*;

rule! {
    /// Files are kept in the rows of a table.
    ///
    /// ## Why
    /// Backups and replication carry every byte, the cache fills with pictures, and a query that asks for all
    /// columns loads them. A store for objects with the name in the table is made for it.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int PRIMARY KEY, photo bytea);
    /// ```
    ///
    /// ## Fix
    /// None: files move to another place.
    ///
    /// ## When not to follow it
    /// For small files that must change together with the row.
    "file-in-row", Types, Info
}

fn check(context: &Context) -> Vec<Finding> {
    let files = [
        "image",
        "photo",
        "picture",
        "avatar",
        "file",
        "document",
        "attachment",
        "video",
        "audio",
        "pdf",
        "scan",
        "thumbnail",
        "logo",
        "content",
    ];
    let held = context.columns().filter(|(view, column)| {
        let large = matches!(column.column.data_type, ColumnType::Blob | ColumnType::Varbinary { length: None });
        large && (column.has(&files) || column.has(&["data", "bytes", "body", "blob"]) && view.is_about(&files))
    });
    let finding = |(view, column): (&TableView, &ColumnView)| {
        Finding::new(column.column.id, format!("{}.{} keeps files in the rows.", view.name(), column.name()))
    };
    held.map(finding).collect()
}
