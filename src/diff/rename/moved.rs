//! Columns that went to another table, alone or with others: data to be carried over rather than dropped.

use super::table::is_usual;
use crate::schema::{Column, Diagnostic, QualifiedName, Schema, Severity, Table};
use std::collections::HashMap;

/// A column that is gone from one table and new in another under the same name and type.
struct Moved<'a> {
    from: &'a Table,
    to: &'a Table,
    column: &'a Column,
}

/// Findings about columns that moved, tables that were split and tables that were merged. Names of tables in both
/// schemas agree already.
pub(super) fn findings(from: &Schema, to: &Schema) -> Vec<Diagnostic> {
    let (before, after) = (by_name(from), by_name(to));
    let moved = moved(from, to, &before, &after);
    let mut groups: Vec<(&Table, &Table, Vec<&str>)> = Vec::new();
    for Moved { from, to, column } in moved {
        match groups.iter_mut().find(|(old, new, _)| old.name == from.name && new.name == to.name) {
            Some((_, _, columns)) => columns.push(&column.name),
            None => groups.push((from, to, vec![&column.name])),
        }
    }
    groups.into_iter().filter_map(|(old, new, columns)| finding(old, new, &columns, &before, &after)).collect()
}

type ByName<'a> = HashMap<&'a QualifiedName, &'a Table>;

fn by_name(schema: &Schema) -> ByName<'_> {
    schema.tables.iter().map(|table| (&table.name, table)).collect()
}

fn moved<'a>(from: &'a Schema, to: &'a Schema, before: &ByName<'a>, after: &ByName<'a>) -> Vec<Moved<'a>> {
    let mut arrived: HashMap<&str, Vec<(&Table, &Column)>> = HashMap::new();
    for table in &to.tables {
        let old = before.get(&table.name);
        let new = table.columns.iter().filter(|column| old.is_none_or(|old| old.column(&column.name).is_none()));
        new.for_each(|column| arrived.entry(&column.name).or_default().push((table, column)));
    }
    let mut moved = Vec::new();
    for table in &from.tables {
        let kept = after.get(&table.name);
        for column in table.columns.iter().filter(|c| !is_usual(&c.name) && !table.in_foreign_key(&c.name)) {
            if kept.is_some_and(|kept| kept.column(&column.name).is_some()) {
                continue;
            }
            let places = arrived.get(column.name.as_str()).map_or(&[][..], Vec::as_slice);
            let fits = |(to, new): &&(&Table, &Column)| to.name != table.name && new.data_type == column.data_type;
            // One place is a move; several are a coincidence.
            if let [place] = places.iter().filter(fits).collect::<Vec<_>>().as_slice() {
                moved.push(Moved { from: table, to: place.0, column });
            }
        }
    }
    moved
}

fn finding(old: &Table, new: &Table, columns: &[&str], before: &ByName, after: &ByName) -> Option<Diagnostic> {
    let (stays, was_there) = (after.contains_key(&old.name), before.contains_key(&new.name));
    let related = refer(old, new) || refer(new, old) || after.get(&old.name).is_some_and(|kept| refer(kept, new));
    let list = columns.join(", ");
    let (code, message) = match (stays, was_there) {
        (true, true) if related || columns.len() > 1 => (
            "column-moved",
            format!("{list} moved from {} to {}; a migration moves the values, too", old.name, new.name),
        ),
        (true, false) if related || columns.len() > 1 => (
            "table-split",
            format!(
                "{} was split: {list} went to the new table {}; a migration moves the values, too",
                old.name, new.name
            ),
        ),
        (false, true) if related || columns.len() > 1 => (
            "tables-merged",
            format!("{} was merged into {}: {list} went there; a migration moves the values, too", old.name, new.name),
        ),
        (false, false) if columns.len() > 1 => (
            "table-split",
            format!("{} of {} went to the new table {}; copy them before dropping the table", list, old.name, new.name),
        ),
        _ => return None,
    };
    Some(Diagnostic::new(Severity::Info, code, message).about(old.id))
}

fn refer(child: &Table, parent: &Table) -> bool {
    child.foreign_keys.iter().any(|key| key.references.table == parent.name)
}
