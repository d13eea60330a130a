//! What is lit up: the selection, what is under the pointer, and what these are connected with.

use crate::schema::{Id, Schema};
use std::collections::HashSet;

/// Elements to draw in a state of their own.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lit {
    selected: HashSet<Id>,
    /// Tables of which a part is selected.
    entered: HashSet<Id>,
    /// The hovered element, the edges at it, their tables and columns.
    near: HashSet<Id>,
}

impl Lit {
    pub fn of(schema: &Schema, selection: &[Id], hovered: Option<Id>) -> Self {
        let selected: HashSet<Id> = selection.iter().copied().collect();
        let mut lit = Self { selected, ..Self::default() };
        let shown = hovered.into_iter().chain(selection.iter().copied().filter(|_| selection.len() == 1));
        let shown: HashSet<Id> = shown.collect();
        if shown.is_empty() && lit.selected.is_empty() {
            return lit;
        }
        for table in &schema.tables {
            let part =
                |id: Id| table.columns.iter().any(|c| c.id == id) || table.foreign_keys.iter().any(|k| k.id == id);
            if lit.selected.iter().any(|id| *id != table.id && table.columns.iter().any(|c| c.id == *id)) {
                lit.entered.insert(table.id);
            }
            if hovered.is_some_and(|id| id == table.id || part(id)) {
                lit.near.insert(table.id);
            }
            for key in &table.foreign_keys {
                let parent = schema.table(&key.references.table);
                let own = table.columns.iter().filter(|column| key.columns.contains(&column.name));
                let named = schema.referenced_columns(key);
                let theirs = parent.into_iter().flat_map(|p| &p.columns).filter(|c| named.contains(&c.name));
                let columns: Vec<Id> = own.chain(theirs).map(|column| column.id).collect();
                let by_table = shown.contains(&table.id) || parent.is_some_and(|parent| shown.contains(&parent.id));
                if by_table || shown.contains(&key.id) || columns.iter().any(|id| shown.contains(id)) {
                    lit.near.extend([Some(table.id), Some(key.id), parent.map(|p| p.id)].into_iter().flatten());
                    lit.near.extend(columns);
                }
            }
        }
        lit.near.extend(hovered);
        lit
    }

    /// Class names of a table, each with a space in front.
    pub fn table(&self, id: Id) -> &'static str {
        match (self.selected.contains(&id), self.entered.contains(&id), self.near.contains(&id)) {
            (true, ..) => " selected",
            (_, true, _) => " entered",
            (.., true) => " near",
            _ => "",
        }
    }

    pub fn column(&self, id: Id) -> &'static str {
        match (self.selected.contains(&id), self.near.contains(&id)) {
            (true, _) => " selected",
            (_, true) => " near",
            _ => "",
        }
    }

    pub fn edge(&self, id: Id) -> &'static str {
        self.column(id)
    }
}
