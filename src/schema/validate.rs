//! Whether a schema that was read from outside fits together.

use super::*;
use std::collections::HashSet;

/// Ids beyond this are refused, so that there are always fresh ones left.
const LAST_ID: u32 = u32::MAX / 2;

impl Schema {
    /// Checks what [`Schema::apply`] relies on: every id occurs once, names are there and not taken twice, keys and
    /// indexes name columns that exist. Elements without an id get one, and [`Schema::fresh_id`] becomes safe.
    pub fn validate(&mut self) -> Result<(), ApplyError> {
        self.next_id = Some(self.next_id).filter(|next| *next <= LAST_ID).unwrap_or(0);
        let ids: Vec<Id> = change::ids_mut(self).into_iter().map(|id| *id).collect();
        let mut seen = HashSet::new();
        if let Some(id) = ids.iter().find(|id| id.0 > LAST_ID || id.0 != 0 && !seen.insert(**id)) {
            return Err(ApplyError::IdTaken(*id));
        }
        self.number();
        self.validate_names()?;
        self.tables.iter().try_for_each(validate_table)
    }

    /// Makes sure that no fresh id is one of this object or its parts.
    pub fn reserve(&mut self, object: &Object) {
        let mut ids = vec![object.id()];
        if let Object::Table(table) = object {
            ids.extend(change::ids_within(table));
        }
        ids.into_iter().filter(|id| id.0 <= LAST_ID).for_each(|id| self.reserve_id(id));
    }

    fn validate_names(&self) -> Result<(), ApplyError> {
        let types = self.enums.iter().map(|o| &o.name).chain(self.domains.iter().map(|o| &o.name));
        distinct(types.map(|name| (name, name.name.as_str())))?;
        let relations = (self.tables.iter().map(|o| &o.name))
            .chain(self.views.iter().map(|o| &o.name))
            .chain(self.sequences.iter().map(|o| &o.name));
        distinct(relations.map(|name| (name, name.name.as_str())))?;
        distinct(self.namespaces.iter().map(|o| (&o.name, o.name.as_str())))
    }
}

fn validate_table(table: &Table) -> Result<(), ApplyError> {
    distinct(table.columns.iter().map(|column| (&column.name, column.name.as_str())))?;
    let parts = (table.primary_key.iter().cloned().map(Object::PrimaryKey))
        .chain(table.uniques.iter().cloned().map(Object::Unique))
        .chain(table.foreign_keys.iter().cloned().map(Object::ForeignKey))
        .chain(table.indexes.iter().cloned().map(Object::Index));
    parts.into_iter().try_for_each(|part| apply::has_columns(table, &part))
}

fn distinct<'a, T: std::hash::Hash + Eq + 'a>(names: impl Iterator<Item = (&'a T, &'a str)>) -> Result<(), ApplyError> {
    let mut seen = HashSet::new();
    for (name, text) in names {
        apply::free_name(!seen.insert(name), text)?;
    }
    Ok(())
}
