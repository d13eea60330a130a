//! The change that takes a change back.

use super::*;

impl Schema {
    /// The change that undoes `change`, which must fit this schema (the one before it).
    pub fn inverse(&self, change: &Change) -> Result<Change, ApplyError> {
        let known = |id: Id| self.object(id).ok_or(ApplyError::NoSuchElement(id));
        Ok(match change {
            Change::Add { object, .. } => Change::Drop { id: object.id() },
            Change::Drop { id } => {
                let object = known(*id)?;
                let parent = self.table_of(*id).map(|table| table.id).filter(|table| table != id);
                Change::Add { parent, object, at: self.place(*id) }
            }
            Change::Modify { object } => Change::Modify { object: known(object.id())? },
            Change::Rename { id, .. } => match self.name(*id) {
                Some(name) => Change::Rename { id: *id, name },
                // A constraint that had no name gets its old self back.
                None => Change::Modify { object: known(*id)? },
            },
            Change::Move { id, .. } => {
                Change::Move { id: *id, at: self.place(*id).ok_or(ApplyError::NoSuchElement(*id))? }
            }
        })
    }

    /// An element's own name, where it has one.
    pub fn name(&self, id: Id) -> Option<QualifiedName> {
        let plain = |name: Option<String>| name.map(QualifiedName::new);
        match self.object(id)? {
            Object::Namespace(o) => plain(Some(o.name)),
            Object::Enum(o) => Some(o.name),
            Object::Domain(o) => Some(o.name),
            Object::Sequence(o) => Some(o.name),
            Object::Table(o) => Some(o.name),
            Object::View(o) => Some(o.name),
            Object::Opaque(o) => o.name,
            Object::Column(o) => plain(Some(o.name)),
            Object::PrimaryKey(o) => plain(o.name),
            Object::Unique(o) => plain(o.name),
            Object::ForeignKey(o) => plain(o.name),
            Object::Check(o) => plain(o.name),
            Object::Exclusion(o) => plain(o.name),
            Object::Index(o) => plain(o.name),
        }
    }

    /// Place of an element among its like, from 0.
    pub fn place(&self, id: Id) -> Option<usize> {
        let in_table = |table: &Table| {
            (table.columns.iter().position(|o| o.id == id))
                .or_else(|| table.primary_key.iter().position(|o| o.id == id))
                .or_else(|| table.uniques.iter().position(|o| o.id == id))
                .or_else(|| table.foreign_keys.iter().position(|o| o.id == id))
                .or_else(|| table.checks.iter().position(|o| o.id == id))
                .or_else(|| table.exclusions.iter().position(|o| o.id == id))
                .or_else(|| table.indexes.iter().position(|o| o.id == id))
        };
        (self.tables.iter().position(|o| o.id == id))
            .or_else(|| self.tables.iter().find_map(in_table))
            .or_else(|| self.namespaces.iter().position(|o| o.id == id))
            .or_else(|| self.enums.iter().position(|o| o.id == id))
            .or_else(|| self.domains.iter().position(|o| o.id == id))
            .or_else(|| self.sequences.iter().position(|o| o.id == id))
            .or_else(|| self.views.iter().position(|o| o.id == id))
            .or_else(|| self.opaque.iter().position(|o| o.id == id))
    }
}
