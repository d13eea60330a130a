use super::*;

rule! {
    /// A time that lies in the future is kept in a type that ends in 2038.
    ///
    /// ## Why
    /// MySQL's and MariaDB's TIMESTAMP counts seconds in 32 bits; after 19 January 2038 the value is refused or
    /// becomes zero.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE contracts (id int PRIMARY KEY, valid_until timestamp);
    /// ```
    ///
    /// ## Fix
    /// Proposes DATETIME. It keeps no zone, so it should be UTC.
    ///
    /// ## When not to follow it
    /// Where the future is a few days, such as the end of a session.
    "timestamp-ends-2038", Types, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    if !matches!(context.dialect, Dialect::MySql | Dialect::MariaDb) {
        return Vec::new();
    }
    let future = [
        "expires",
        "expiry",
        "expire",
        "expiration",
        "until",
        "due",
        "end",
        "ends",
        "maturity",
        "renewal",
        "deadline",
        "retention",
    ];
    let ending = context.columns().filter(|(_, column)| {
        matches!(column.column.data_type, ColumnType::Timestamp { zone: true, .. }) && column.has(&future)
    });
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let message = format!("{}.{} may lie beyond January 2038, where TIMESTAMP ends.", view.name(), column.name());
        let change = modified(column.column, |column| {
            if let ColumnType::Timestamp { zone, .. } = &mut column.data_type {
                *zone = false;
            }
        });
        Finding::new(column.column.id, message).propose("Make it DATETIME", vec![change])
    };
    ending.map(finding).collect()
}
