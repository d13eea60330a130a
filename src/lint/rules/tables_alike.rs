use super::*;
use std::collections::BTreeMap;

rule! {
    /// Tables have the same columns and differ in a year, region or number only.
    ///
    /// ## Why
    /// The difference is data that hides in a name: each new year is a change of the schema, and a query over all
    /// of them is a UNION of all.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE sales_2023 (id int, amount int, at date); CREATE TABLE sales_2024 (id int, amount int, at date);
    /// ```
    ///
    /// ## Fix
    /// None: one table with a column for the difference, partitioned where it is large, moves data.
    ///
    /// ## When not to follow it
    /// For partitions that the database itself keeps as tables, and for archives.
    "tables-alike", Structure, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let mut families: BTreeMap<(String, Vec<&str>), Vec<&TableView>> = BTreeMap::new();
    for view in context.tables.iter().filter(|view| view.columns.len() >= 3) {
        let name = &view.name().name;
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
        if stem.len() < name.len() && !stem.is_empty() {
            let columns = view.table.columns.iter().map(|column| column.name.as_str()).collect();
            families.entry((stem.to_owned(), columns)).or_default().push(view);
        }
    }
    let finding = |views: Vec<&TableView>| {
        let [first, _, ..] = views.as_slice() else { return None };
        let names: Vec<&str> = views.iter().map(|view| view.name().name.as_str()).collect();
        let message = format!("{} have the same columns; what tells them apart belongs into a column.", listed(&names));
        Some(Finding::new(first.table.id, message).because(format!("{} columns each", first.columns.len())))
    };
    families.into_values().filter_map(finding).collect()
}
