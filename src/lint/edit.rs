//! Changes that several rules propose.

use super::{Context, TableView};
use crate::schema::*;
use std::collections::HashSet;

/// A column with something about it changed.
pub fn modified(column: &Column, edit: impl FnOnce(&mut Column)) -> Change {
    let mut column = column.clone();
    edit(&mut column);
    Change::Modify { object: Object::Column(column) }
}

/// A new unique key of a table.
pub fn unique_added(context: &Context, table: &Table, columns: Vec<String>) -> Change {
    let key = Unique::on(context.fresh_id(), columns);
    Change::Add { parent: Some(table.id), object: Object::Unique(key), at: None }
}

/// A new check of a table.
pub fn check_added(context: &Context, table: &Table, expression: String) -> Change {
    let expression = Expression::new(expression);
    let check = Check::new(context.fresh_id(), expression);
    Change::Add { parent: Some(table.id), object: Object::Check(check), at: None }
}

/// A column under another name; nothing where the table has that name already.
pub fn renamed(view: &TableView, column: &Column, name: &str) -> Vec<Change> {
    let taken = view.columns.iter().any(|other| other.name().eq_ignore_ascii_case(name));
    let change = Change::Rename { id: column.id, name: QualifiedName::new(name) };
    if taken || name.is_empty() { Vec::new() } else { vec![change] }
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
