use super::*;

rule! {
    /// A name carries the kind or type of the thing.
    ///
    /// ## Why
    /// Where `tblUsers` is used it can only be a table, and `str_name` lies as soon as the type changes.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE tblUsers (intAge int, strName text);
    /// ```
    ///
    /// ## Fix
    /// None offered: renaming takes every query along.
    ///
    /// ## When not to follow it
    /// In a database whose names all have such prefixes.
    "type-prefix", Naming, Info
}

const TABLE: &[&str] = &["tbl", "tab", "tb", "table"];
const COLUMN: &[&str] = &["str", "int", "bln", "dtm", "vch", "lng", "flt", "dbl"];

fn check(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    for view in &context.tables {
        if view.words.len() > 1 && TABLE.contains(&view.words[0].as_str()) {
            let message = format!("The table name {} says that it is a table.", view.name());
            findings.push(Finding::new(view.table.id, message).because(format!("prefix {}", view.words[0])));
        }
        let prefixed: Vec<&ColumnView> = view.columns.iter().filter(|column| column.starts_with(COLUMN)).collect();
        // One such name can be a word of the trade; several are a habit.
        if let [first, _, ..] = prefixed.as_slice() {
            let names: Vec<&str> = prefixed.iter().take(3).map(|column| column.name()).collect();
            let message = format!("{} columns of {} carry their type in their names.", prefixed.len(), view.name());
            findings.push(Finding::new(first.column.id, message).because(listed(&names)));
        }
    }
    findings
}
