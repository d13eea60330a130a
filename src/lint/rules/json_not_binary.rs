use super::*;

rule! {
    /// JSON is kept as text rather than in the parsed form.
    ///
    /// ## Why
    /// `json` is parsed anew by every access and cannot be indexed or compared; `jsonb` can, and only forgets the
    /// order and doubled keys.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE events (id int PRIMARY KEY, payload json);
    /// ```
    ///
    /// ## Fix
    /// Proposes jsonb.
    ///
    /// ## When not to follow it
    /// Where the very text has to be given back, with its order and blanks.
    "json-not-binary", Types, Info
}

fn check(context: &Context) -> Vec<Finding> {
    if !matches!(context.dialect, Dialect::PostgreSql | Dialect::HeliosDb) {
        return Vec::new();
    }
    let text = context.columns().filter(|(_, column)| column.column.data_type == ColumnType::Json { binary: false });
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let message = format!("{}.{} is json, which is parsed anew by every access.", view.name(), column.name());
        let change = modified(column.column, |column| column.data_type = ColumnType::Json { binary: true });
        Finding::new(column.column.id, message).propose("Make it jsonb", vec![change])
    };
    text.map(finding).collect()
}
