use super::*;

rule! {
    /// A date or time is kept as a text.
    ///
    /// ## Why
    /// '01/02/03' is three different days. Texts sort by letters, cannot be subtracted, and take '31 February'.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int PRIMARY KEY, birth_date varchar(20));
    /// ```
    ///
    /// ## Fix
    /// None: the values have to be read in the format that they have.
    ///
    /// ## When not to follow it
    /// Where parts of a date are unknown (year only) and the text keeps them as they were given.
    "date-as-text", Types, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    if context.dialect == Dialect::Sqlite {
        // SQLite has no type for it; ISO texts are its way.
        return Vec::new();
    }
    let dated = |column: &ColumnView| {
        column.ends_in(&["date", "birthday", "datetime", "timestamp", "dob"])
            || column.starts_with(&["date"]) && column.words[1] == "of"
            || column.words.len() > 1 && column.ends_in(&["at"]) && column.words[column.words.len() - 2].ends_with("ed")
    };
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let text = context.base_type(&column.column.data_type).is_text();
        let about = column.has(&["format", "label", "title", "text", "pattern"]);
        let message = format!("{}.{} keeps a date as {}.", view.name(), column.name(), column.column.data_type);
        (text && dated(column) && !about).then(|| Finding::new(column.column.id, message))
    };
    context.columns().filter_map(finding).collect()
}
