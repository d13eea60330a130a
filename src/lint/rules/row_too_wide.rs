use super::*;

rule! {
    /// The columns of a row are longer than the database takes.
    ///
    /// ## Why
    /// MySQL and MariaDB allow 65,535 bytes for all columns of a row that are no texts or blobs without a limit;
    /// the statement fails.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE pages (a varchar(9000), b varchar(9000)); -- 72,000 bytes in utf8mb4
    /// ```
    ///
    /// ## Fix
    /// None: shorter limits, or `text`, for some of the columns.
    ///
    /// ## When not to follow it
    /// With a character set of fewer bytes.
    "row-too-wide", Portability, Error
}

const MOST: u64 = 65_535;

fn check(context: &Context) -> Vec<Finding> {
    if !matches!(context.dialect, Dialect::MySql | Dialect::MariaDb) {
        return Vec::new();
    }
    let finding = |view: &TableView| {
        let narrow = view.table.options.iter().any(|(key, value)| {
            key.ends_with("CHARSET") && ["latin1", "ascii"].contains(&value.to_lowercase().as_str())
        });
        let three = view.table.options.iter().any(|(key, value)| {
            key.ends_with("CHARSET") && ["utf8", "utf8mb3"].contains(&value.to_lowercase().as_str())
        });
        let bytes = if narrow {
            1
        } else if three {
            3
        } else {
            4
        };
        let width = |column: &Column| match &column.data_type {
            ColumnType::Varchar { length: Some(length) } if *length <= 16_383 => u64::from(*length) * bytes + 2,
            ColumnType::Char { length } => u64::from(*length) * bytes,
            ColumnType::Varbinary { length: Some(length) } | ColumnType::Binary { length } if *length <= 65_000 => {
                u64::from(*length) + 2
            }
            ColumnType::Text | ColumnType::Blob | ColumnType::Json { .. } => 12,
            _ => 8,
        };
        let sum: u64 = view.table.columns.iter().map(width).sum();
        let message = format!("A row of {} is longer than {} takes.", view.name(), context.dialect);
        (sum > MOST)
            .then(|| Finding::new(view.table.id, message).because(format!("up to {sum} bytes, of which {MOST} fit")))
    };
    context.tables.iter().filter_map(finding).collect()
}
