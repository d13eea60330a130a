use super::*;

rule! {
    /// JSON is kept as a text.
    ///
    /// ## Why
    /// Nothing keeps broken documents out, and every query that looks inside has to parse them.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE events (id int PRIMARY KEY, payload_json text);
    /// ```
    ///
    /// ## Fix
    /// Proposes the database's JSON type. Broken documents have to be mended first.
    ///
    /// ## When not to follow it
    /// Where the text must be given back letter by letter.
    "json-as-text", Types, Info
}

fn check(context: &Context) -> Vec<Finding> {
    let has_type =
        matches!(context.dialect, Dialect::PostgreSql | Dialect::HeliosDb | Dialect::MySql | Dialect::MariaDb);
    if !has_type {
        return Vec::new();
    }
    let texts =
        context.columns().filter(|(_, column)| column.column.data_type.is_text() && column.ends_in(&["json", "jsonb"]));
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let message = format!("{}.{} keeps JSON as {}.", view.name(), column.name(), column.column.data_type);
        let change = modified(column.column, |column| column.data_type = ColumnType::Json { binary: true });
        let plain = column.column.default.is_none();
        Finding::new(column.column.id, message).propose("Make it JSON", if plain { vec![change] } else { Vec::new() })
    };
    texts.map(finding).collect()
}
