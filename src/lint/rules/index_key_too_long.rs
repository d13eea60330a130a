use super::*;

rule! {
    /// The columns of an index are longer than the database takes.
    ///
    /// ## Why
    /// InnoDB indexes 3,072 bytes and SQL Server 1,700; the statement fails, or the first insert of a long value
    /// does.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE pages (id int PRIMARY KEY, url varchar(2000), KEY (url));
    /// ```
    ///
    /// ## Fix
    /// None: a prefix, a shorter column or the index of a hash are the ways out.
    ///
    /// ## When not to follow it
    /// Where the values are short in practice, SQL Server only warns; a limit would say so.
    "index-key-too-long", Indexes, Error
}

fn check(context: &Context) -> Vec<Finding> {
    let (most, bytes) = match context.dialect {
        Dialect::MySql | Dialect::MariaDb => (3072, 4),
        Dialect::SqlServer => (1700, 1),
        _ => return Vec::new(),
    };
    let length = |view: &TableView, index: &Index| -> u64 {
        let key =
            |key: &IndexKey| match (key.prefix, view.table.column(key.part.as_str()).map(|column| &column.data_type)) {
                (Some(prefix), _) => u64::from(prefix) * bytes,
                (None, Some(ColumnType::Varchar { length: Some(length) } | ColumnType::Char { length })) => {
                    u64::from(*length) * bytes
                }
                _ => 8,
            };
        index.keys.iter().map(key).sum()
    };
    let mut findings = Vec::new();
    for view in &context.tables {
        for index in view.table.indexes.iter().filter(|index| index.method.is_none()) {
            let own = length(view, index);
            if own > most {
                let message = format!("An index of {} is longer than {} takes.", view.name(), context.dialect);
                findings
                    .push(Finding::new(index.id, message).because(format!("up to {own} bytes, of which {most} fit")));
            }
        }
    }
    findings
}
