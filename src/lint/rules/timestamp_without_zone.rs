use super::*;

rule! {
    /// Points in time are kept without a time zone.
    ///
    /// ## Why
    /// The value is what a clock showed, but not where. Servers and clients in other zones, and the hour that comes
    /// twice in autumn, turn it into another moment.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE events (id int PRIMARY KEY, created_at timestamp);
    /// ```
    ///
    /// ## Fix
    /// Proposes the type with a zone. The database reads the old values in the zone of the session that changes the
    /// type.
    ///
    /// ## When not to follow it
    /// For times on a wall that mean the same in every zone, such as opening hours, and where everything is UTC by
    /// rule.
    "timestamp-without-zone", Types, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let zoned = matches!(context.dialect, Dialect::PostgreSql | Dialect::HeliosDb | Dialect::Oracle);
    if !zoned {
        return Vec::new();
    }
    context.tables.iter().filter_map(finding).collect()
}

/// One finding a table: its times are usually of one type.
fn finding(view: &TableView) -> Option<Finding> {
    let local = |column: &&ColumnView| matches!(column.column.data_type, ColumnType::Timestamp { zone: false, .. });
    let columns: Vec<&ColumnView> =
        view.columns.iter().filter(local).filter(|column| !column.has(&["local", "wall"])).collect();
    let first = columns.first()?;
    let names: Vec<&str> = columns.iter().take(4).map(|column| column.name()).collect();
    let message = match columns.len() {
        1 => format!("{}.{} keeps a time without its zone.", view.name(), first.name()),
        count => format!("{count} columns of {} keep times without their zone.", view.name()),
    };
    let zoned = |column: &&ColumnView| {
        modified(column.column, |column| {
            if let ColumnType::Timestamp { zone, .. } = &mut column.data_type {
                *zone = true;
            }
        })
    };
    let changes = columns.iter().map(zoned).collect();
    Some(Finding::new(first.column.id, message).because(listed(&names)).propose("Keep them with a time zone", changes))
}
