//! Changes that several rules propose.

use super::{Context, TableView};
use crate::schema::{Change, Column, ColumnType, Id, Object};
use std::collections::HashSet;

/// A column with something about it changed.
pub fn modified(column: &Column, edit: impl FnOnce(&mut Column)) -> Change {
    let mut column = column.clone();
    edit(&mut column);
    Change::Modify { object: Object::Column(column) }
}

/// A column of a key in another type, together with all columns that refer to it, directly or over others.
pub fn widened(context: &Context, view: &TableView, column: &str, to: &ColumnType) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut seen: HashSet<Id> = HashSet::new();
    let mut open: Vec<(Id, String)> = vec![(view.table.id, column.to_owned())];
    while let Some((table, name)) = open.pop() {
        let Some(view) = context.table_of(table) else { continue };
        let Some(column) = view.table.column(&name) else { continue };
        if !seen.insert(column.id) {
            continue;
        }
        changes.push(modified(column, |column| column.data_type = to.clone()));
        for (child, key) in &view.referenced_by {
            let referred = context.referenced_columns(key);
            let pairs = referred.iter().zip(&key.columns).filter(|(parent, _)| **parent == name);
            open.extend(pairs.map(|(_, own)| (context.tables[*child].table.id, own.clone())));
        }
    }
    changes
}
