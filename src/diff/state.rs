//! The old schema on its way to the new one, with the changes so far.

use super::object::{Kind, name, objects};
use crate::schema::{Change, Id, Object, QualifiedName, Schema};
use std::collections::HashMap;

#[derive(Debug, Default)]
pub(super) struct State {
    pub schema: Schema,
    pub changes: Vec<Change>,
}

impl State {
    pub(super) fn new(schema: &Schema) -> Self {
        Self { schema: schema.clone(), changes: Vec::new() }
    }

    /// Applies a change and keeps it; one that does not fit is left out.
    pub(super) fn push(&mut self, change: Change) -> bool {
        let fits = self.schema.apply(&change).is_ok();
        if fits {
            self.changes.push(change);
        }
        fits
    }

    /// Renames elements, each to a name that may still be another's: chains go from their free end, a circle is
    /// opened with a name for the time being, and what has to go makes way.
    pub(super) fn rename(&mut self, renames: Vec<(Id, QualifiedName)>) {
        let mut waiting = renames;
        while !waiting.is_empty() {
            let before = waiting.len();
            waiting.retain(|(id, name)| !self.push(Change::Rename { id: *id, name: name.clone() }));
            if waiting.len() < before {
                continue;
            }
            let Some((id, name)) = waiting.first().cloned() else { return };
            let Some(holder) = self.holder(id, &name) else {
                waiting.remove(0);
                continue;
            };
            let free = self.free_name(holder, &name);
            if !self.push(Change::Rename { id: holder, name: free }) {
                waiting.remove(0);
            }
        }
    }

    /// What holds the name that an element wants.
    fn holder(&self, id: Id, name: &QualifiedName) -> Option<Id> {
        let table = self.schema.table_of(id)?;
        if table.id != id {
            return table.column(&name.name).map(|column| column.id);
        }
        let tables = self.schema.tables.iter().find(|table| table.name == *name).map(|table| table.id);
        let views = self.schema.views.iter().find(|view| view.name == *name).map(|view| view.id);
        tables.or(views)
    }

    /// A name like `name` that nothing beside the element has.
    pub(super) fn free_name(&self, id: Id, name: &QualifiedName) -> QualifiedName {
        let column_of = self.schema.table_of(id).filter(|table| table.id != id);
        let mut number = 1;
        loop {
            let free = QualifiedName { name: format!("{}_old{number}", name.name), ..name.clone() };
            let taken = match column_of {
                Some(table) => table.column(&free.name).is_some(),
                None => [Kind::Table, Kind::View, Kind::Sequence, Kind::Enum, Kind::Domain]
                    .into_iter()
                    .any(|kind| objects(&self.schema, kind).iter().any(|object| name_is(object, &free))),
            };
            if !taken {
                return free;
            }
            number += 1;
        }
    }

    /// Renames what holds a name that an object of another kind needs before its holder can go.
    pub(super) fn clear_names(&mut self, to: &Schema) {
        let rivals = [
            (Kind::Sequence, Kind::Table),
            (Kind::Table, Kind::Sequence),
            (Kind::Enum, Kind::Domain),
            (Kind::Domain, Kind::Enum),
        ];
        for (holder, rival) in rivals {
            let wanted: HashMap<QualifiedName, Kind> = [rival, holder]
                .into_iter()
                .flat_map(|kind| objects(to, kind).into_iter().filter_map(move |o| Some((name(&o)?, kind))))
                .collect();
            for object in objects(&self.schema, holder) {
                let Some(name) = name(&object).filter(|name| wanted.get(name) == Some(&rival)) else { continue };
                let free = self.free_name(object.id(), &name);
                self.push(Change::Rename { id: object.id(), name: free });
            }
        }
    }
}

fn name_is(object: &Object, wanted: &QualifiedName) -> bool {
    name(object).is_some_and(|name| name == *wanted)
}
