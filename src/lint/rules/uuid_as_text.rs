use super::*;

rule! {
    /// A UUID is kept as a text.
    ///
    /// ## Why
    /// 36 characters and more where 16 bytes would do, in every index and every reference; and upper and lower case
    /// are different keys.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id varchar(36) PRIMARY KEY, external_uuid varchar(36));
    /// ```
    ///
    /// ## Fix
    /// None for keys that others refer to; proposes `uuid` for other columns.
    ///
    /// ## When not to follow it
    /// Where other forms than UUIDs get in as well.
    "uuid-as-text", Types, Info
}

fn check(context: &Context) -> Vec<Finding> {
    if !matches!(context.dialect, Dialect::PostgreSql | Dialect::HeliosDb | Dialect::SqlServer) {
        return Vec::new();
    }
    let texts = context.columns().filter(|(_, column)| {
        let length = matches!(
            column.column.data_type,
            ColumnType::Char { length: 36 } | ColumnType::Varchar { length: Some(36) }
        );
        length && (column.has(&["uuid", "guid", "id"]))
            || column.column.data_type.is_text() && column.ends_in(&["uuid", "guid"])
    });
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let message = format!("{}.{} keeps a UUID as {}.", view.name(), column.name(), column.column.data_type);
        let change = modified(column.column, |column| column.data_type = ColumnType::Uuid);
        let free = !column.is_key() && column.column.default.is_none();
        Finding::new(column.column.id, message).propose("Make it uuid", if free { vec![change] } else { Vec::new() })
    };
    texts.map(finding).collect()
}
