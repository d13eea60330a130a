//! What is lit up: the selection, what is under the pointer, and what these are connected with.

use crate::schema::{ForeignKey, Id, Schema, Table};
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
        // What a single selection is connected with stays lit; of many it would be everything.
        let shown: HashSet<Id> =
            hovered.into_iter().chain(selection.iter().copied().filter(|_| selection.len() == 1)).collect();
        let owners: Vec<&Table> = shown.iter().filter_map(|id| schema.table_of(*id)).collect();
        lit.entered.extend(selection.iter().filter_map(|id| schema.table_of(*id)).map(|table| table.id));
        lit.near.extend(hovered);
        lit.near.extend(hovered.and_then(|id| schema.table_of(id)).map(|table| table.id));
        if owners.is_empty() {
            return lit;
        }
        for table in &schema.tables {
            for key in &table.foreign_keys {
                if touches(schema, table, key, &shown, &owners) {
                    let parent = schema.table(&key.references.table);
                    lit.near.extend([Some(table.id), Some(key.id), parent.map(|p| p.id)].into_iter().flatten());
                    lit.near.extend(columns(table, &key.columns));
                    let named = schema.referenced_columns(key);
                    lit.near.extend(parent.into_iter().flat_map(|parent| columns(parent, &named)));
                }
            }
        }
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

/// Whether a key, one of its columns, or a table at one of its ends is among `shown`, whose tables are `owners`.
fn touches(schema: &Schema, table: &Table, key: &ForeignKey, shown: &HashSet<Id>, owners: &[&Table]) -> bool {
    let at_child = || columns(table, &key.columns).any(|id| shown.contains(&id));
    let at_parent = |parent: &Table| {
        let named = schema.referenced_columns(key);
        shown.contains(&parent.id) || columns(parent, &named).any(|id| shown.contains(&id))
    };
    shown.contains(&table.id)
        || shown.contains(&key.id)
        || at_child()
        || owners.iter().filter(|owner| owner.name == key.references.table).any(|owner| at_parent(owner))
}

/// The ids of the columns with these names.
fn columns(table: &Table, names: &[String]) -> impl Iterator<Item = Id> {
    table.columns.iter().filter(|column| names.contains(&column.name)).map(|column| column.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::erd::sample;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_relationship_lights_up_with_both_its_ends() {
        let schema = sample::shop();
        let table = |name: &str| schema.table_named(name).expect(name);
        let column = |name: &str, column: &str| table(name).column(column).expect(column).id;
        let key = table("orders").foreign_keys[0].id;
        let lit = Lit::of(&schema, &[], Some(key));
        assert_eq!([lit.edge(key), lit.table(table("orders").id), lit.table(table("users").id)], [" near"; 3]);
        assert_eq!([lit.column(column("orders", "user_id")), lit.column(column("users", "id"))], [" near"; 2]);
        assert_eq!([lit.table(table("reviews").id), lit.column(column("orders", "id"))], [""; 2]);
    }

    #[wasm_bindgen_test]
    fn a_selected_column_marks_its_table() {
        let schema = sample::shop();
        let orders = schema.table_named("orders").expect("orders");
        let lit = Lit::of(&schema, &[orders.columns[0].id], None);
        assert_eq!((lit.column(orders.columns[0].id), lit.table(orders.id)), (" selected", " entered"));
    }
}
