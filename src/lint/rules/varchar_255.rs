use super::*;

rule! {
    /// Nearly every text of the schema is a varchar(255).
    ///
    /// ## Why
    /// 255 is the limit of an old storage format and says nothing about the data. A limit that fits keeps out
    /// mistakes; where there is none, `text` says so.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (name varchar(255), zip varchar(255), country varchar(255));
    /// ```
    ///
    /// ## Fix
    /// None: the limits have to be known.
    ///
    /// ## When not to follow it
    /// Where a framework sets the length and checks the values itself.
    "varchar-255", Types, Info
}

/// Fewer such columns are no habit.
const ENOUGH: usize = 5;

fn check(context: &Context) -> Vec<Finding> {
    let length = |column: &ColumnView| match column.column.data_type {
        ColumnType::Varchar { length } => length,
        _ => None,
    };
    let limited: Vec<(&TableView, &ColumnView)> =
        context.columns().filter(|(_, column)| length(column).is_some()).collect();
    let usual: Vec<&(&TableView, &ColumnView)> =
        limited.iter().filter(|(_, column)| length(column) == Some(255)).collect();
    let Some((_, first)) = usual.first().filter(|_| usual.len() >= ENOUGH && usual.len() * 10 >= limited.len() * 6)
    else {
        return Vec::new();
    };
    let message = format!("{} of {} limited texts are varchar(255), which limits nothing.", usual.len(), limited.len());
    vec![Finding::new(first.column.id, message).because("the first of them")]
}
