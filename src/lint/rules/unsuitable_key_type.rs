use super::*;

rule! {
    /// A key is kept in a type that is not made for comparing.
    ///
    /// ## Why
    /// Rounded numbers that look equal are not, two rows can be made at one instant, a boolean identifies two rows
    /// at most, and documents and bytes cannot be compared in most databases.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE readings (value double precision PRIMARY KEY);
    /// ```
    ///
    /// ## Fix
    /// None: which type the key should have depends on what it means.
    ///
    /// ## When not to follow it
    /// A time can be part of a key of several columns; alone it should not be one.
    "unsuitable-key-type", Keys, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    for view in &context.tables {
        for (id, columns) in view.keys() {
            let whole = columns.len() == 1;
            for column in columns.iter().filter_map(|name| view.table.column(name)) {
                let data_type = context.base_type(&column.data_type);
                let (why, severity) = match data_type {
                    ColumnType::Real | ColumnType::Double => ("numbers of this type are rounded", Severity::Warning),
                    ColumnType::Json { .. } | ColumnType::Blob | ColumnType::Xml => {
                        ("such values are not compared as wholes", Severity::Error)
                    }
                    ColumnType::Boolean if whole => ("it has two values", Severity::Warning),
                    ColumnType::Timestamp { .. } if whole => ("two rows can have the same instant", Severity::Warning),
                    _ => continue,
                };
                let message =
                    format!("The key on {} of {} is a {data_type}, which is no good key.", column.name, view.name());
                findings.push(Finding::new(id, message).because(why).severity(severity));
            }
        }
    }
    findings
}
