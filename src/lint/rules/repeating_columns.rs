use super::*;
use std::collections::BTreeMap;

rule! {
    /// Numbered columns hold several values of one thing.
    ///
    /// ## Why
    /// The fourth telephone number does not fit, finding a number searches every column, and nobody knows whether
    /// the second may be set without the first.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int PRIMARY KEY, phone1 text, phone2 text, phone3 text);
    /// ```
    ///
    /// ## Fix
    /// None here; `normalize --to 1nf` makes a table of it.
    ///
    /// ## When not to follow it
    /// For a fixed number of different things, such as the lines of an address.
    "repeating-columns", Structure, Warning
}

/// Numbers behind these words tell parts or versions apart, not values.
const PARTS: &[&str] = &[
    "line", "address", "addr", "street", "adr", "md", "sha", "ipv", "utf", "base", "h", "level", "x", "y", "q",
    "quarter", "p", "week", "month", "version", "v", "iso", "isbn", "pm", "factor", "score", "s",
];

fn check(context: &Context) -> Vec<Finding> {
    context.tables.iter().flat_map(within).collect()
}

fn within(view: &TableView) -> Vec<Finding> {
    let mut families: BTreeMap<(String, String), Vec<&ColumnView>> = BTreeMap::new();
    for column in view.columns.iter().filter(|column| !column.in_primary_key) {
        let phrase = column.phrase();
        let stem = phrase.trim_end_matches(|c: char| c.is_ascii_digit());
        let single = stem.trim_end_matches('_');
        let last = single.rsplit('_').next().unwrap_or_default();
        if stem.len() < phrase.len() && single.len() > 1 && !PARTS.contains(&last) {
            families.entry((single.to_owned(), column.column.data_type.to_string())).or_default().push(column);
        }
    }
    let finding = |(stem, columns): (String, Vec<&ColumnView>)| {
        let first = columns.first()?;
        let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
        let message = format!("{} of {} hold several values of {stem}.", listed(&names), view.name());
        Some(Finding::new(first.column.id, message).because(format!("{} columns of one type", columns.len())))
    };
    let several = |columns: &Vec<&ColumnView>| {
        columns.len() >= 3
            || columns.len() == 2
                && view.columns.iter().any(|column| {
                    columns[0].phrase().starts_with(&column.phrase())
                        && column.name() != columns[0].name()
                        && !column.is_key()
                })
    };
    let repeated = families.into_iter().filter(|(_, columns)| several(columns));
    repeated.filter_map(|((stem, _), columns)| finding((stem, columns))).collect()
}
