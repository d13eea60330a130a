//! Applying changes.

use super::*;
use std::fmt;

/// Why a change does not fit a schema. The schema is left as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApplyError {
    /// No element has this id.
    NoSuchElement(Id),
    /// Another element already has this id.
    IdTaken(Id),
    /// Another object of the same kind already has this name.
    NameTaken(String),
    /// The object does not belong where the change puts it.
    WrongPlace(&'static str),
    /// A key, check or index names a column that the table does not have.
    NoSuchColumn { table: String, column: String },
    /// The table already has a primary key.
    SecondPrimaryKey(String),
    /// Other elements need the one that is to be dropped.
    StillUsed { what: String, by: Vec<String> },
    /// Names must not be empty.
    EmptyName,
    /// Objects of this kind have no name to change.
    Nameless(Id),
}

impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchElement(id) => write!(f, "there is no element {id} any more"),
            Self::IdTaken(id) => write!(f, "the id {id} is already in use"),
            Self::NameTaken(name) => write!(f, "the name {name} is already taken; choose another"),
            Self::WrongPlace(kind) => write!(f, "a {kind} cannot stand there"),
            Self::NoSuchColumn { table, column } => write!(f, "{table} has no column {column}"),
            Self::SecondPrimaryKey(table) => write!(f, "{table} already has a primary key; change or drop that one"),
            Self::StillUsed { what, by } => write!(f, "{what} is still used by {}", by.join(", ")),
            Self::EmptyName => f.write_str("a name must not be empty"),
            Self::Nameless(id) => write!(f, "element {id} has no name that could be changed"),
        }
    }
}

impl std::error::Error for ApplyError {}

impl Schema {
    /// The schema with all changes applied in order, or the first error and nothing applied.
    pub fn applied(&self, changes: &[Change]) -> Result<Self, ApplyError> {
        let mut schema = self.clone();
        for change in changes {
            schema.apply(change)?;
        }
        Ok(schema)
    }

    /// Applies one change. On an error the schema is as it was.
    pub fn apply(&mut self, change: &Change) -> Result<(), ApplyError> {
        match change {
            Change::Add { parent, object, at } => self.add(*parent, object, *at),
            Change::Drop { id } => self.remove(*id),
            Change::Modify { object } => self.modify(object),
            Change::Rename { id, name } => self.rename(*id, name),
            Change::Move { id, at } => self.shift(*id, *at),
        }
    }

    fn add(&mut self, parent: Option<Id>, object: &Object, at: Option<usize>) -> Result<(), ApplyError> {
        if self.object(object.id()).is_some() {
            return Err(ApplyError::IdTaken(object.id()));
        }
        match parent {
            Some(table) => self.add_part(table, object, at)?,
            None => self.add_object(object, at)?,
        }
        self.reserve(object);
        Ok(())
    }

    fn add_object(&mut self, object: &Object, at: Option<usize>) -> Result<(), ApplyError> {
        match object {
            Object::Namespace(o) => {
                free_name(self.namespaces.iter().any(|n| n.name == o.name), &o.name)?;
                insert(&mut self.namespaces, o.clone(), at);
            }
            Object::Enum(o) => {
                free_name(self.has_type(&o.name), &o.name.name)?;
                insert(&mut self.enums, o.clone(), at);
            }
            Object::Domain(o) => {
                free_name(self.has_type(&o.name), &o.name.name)?;
                insert(&mut self.domains, o.clone(), at);
            }
            Object::Sequence(o) => {
                free_name(self.has_relation(&o.name), &o.name.name)?;
                insert(&mut self.sequences, o.clone(), at);
            }
            Object::View(o) => {
                free_name(self.has_relation(&o.name), &o.name.name)?;
                insert(&mut self.views, o.clone(), at);
            }
            Object::Opaque(o) => insert(&mut self.opaque, o.clone(), at),
            Object::Table(o) => {
                free_name(self.has_relation(&o.name), &o.name.name)?;
                if let Some(id) = change::ids_within(o).find(|id| self.object(*id).is_some()) {
                    return Err(ApplyError::IdTaken(id));
                }
                insert(&mut self.tables, o.clone(), at);
            }
            _ => return Err(ApplyError::WrongPlace("part of a table")),
        }
        Ok(())
    }

    fn add_part(&mut self, table: Id, object: &Object, at: Option<usize>) -> Result<(), ApplyError> {
        let table = self.table_by_id_mut(table).ok_or(ApplyError::NoSuchElement(table))?;
        has_columns(table, object)?;
        match object {
            Object::Column(o) => {
                free_name(table.column(&o.name).is_some(), &o.name)?;
                insert(&mut table.columns, o.clone(), at);
            }
            Object::PrimaryKey(o) => {
                if table.primary_key.is_some() {
                    return Err(ApplyError::SecondPrimaryKey(table.name.to_string()));
                }
                table.primary_key = Some(o.clone());
            }
            Object::Unique(o) => insert(&mut table.uniques, o.clone(), at),
            Object::ForeignKey(o) => insert(&mut table.foreign_keys, o.clone(), at),
            Object::Check(o) => insert(&mut table.checks, o.clone(), at),
            Object::Exclusion(o) => insert(&mut table.exclusions, o.clone(), at),
            Object::Index(o) => insert(&mut table.indexes, o.clone(), at),
            _ => return Err(ApplyError::WrongPlace("object of the schema")),
        }
        Ok(())
    }

    fn remove(&mut self, id: Id) -> Result<(), ApplyError> {
        let object = self.object(id).ok_or(ApplyError::NoSuchElement(id))?;
        let users = self.dependents(id);
        if !users.is_empty() {
            let name = |user: &Id| self.object(*user).map(|o| format!("{} {}", o.kind(), o.label()));
            let by = users.iter().filter_map(name).collect();
            return Err(ApplyError::StillUsed { what: format!("{} {}", object.kind(), object.label()), by });
        }
        self.namespaces.retain(|o| o.id != id);
        self.enums.retain(|o| o.id != id);
        self.domains.retain(|o| o.id != id);
        self.sequences.retain(|o| o.id != id);
        self.views.retain(|o| o.id != id);
        self.opaque.retain(|o| o.id != id);
        self.tables.retain(|o| o.id != id);
        for table in &mut self.tables {
            table.columns.retain(|o| o.id != id);
            table.primary_key = table.primary_key.take().filter(|o| o.id != id);
            table.uniques.retain(|o| o.id != id);
            table.foreign_keys.retain(|o| o.id != id);
            table.checks.retain(|o| o.id != id);
            table.exclusions.retain(|o| o.id != id);
            table.indexes.retain(|o| o.id != id);
        }
        Ok(())
    }

    fn modify(&mut self, object: &Object) -> Result<(), ApplyError> {
        let id = object.id();
        let before = self.object(id).ok_or(ApplyError::NoSuchElement(id))?;
        if let Object::Table(to) = object {
            let table = self.table_by_id_mut(id).ok_or(ApplyError::WrongPlace("table"))?;
            table.comment.clone_from(&to.comment);
            table.options.clone_from(&to.options);
            table.partitioning.clone_from(&to.partitioning);
            return Ok(());
        }
        if std::mem::discriminant(&before) != std::mem::discriminant(object) {
            return Err(ApplyError::WrongPlace("object of another kind"));
        }
        let table = self.tables.iter_mut().find(|table| change::ids_within(table).any(|inner| inner == id));
        if let Some(table) = table {
            has_columns(table, object)?;
            match object {
                Object::Column(to) => replace(
                    &mut table.columns,
                    |o| o.id == id,
                    |o| {
                        // A new name needs Rename, which also mends the references to it.
                        *o = Column { name: std::mem::take(&mut o.name), ..to.clone() };
                    },
                ),
                Object::PrimaryKey(to) => table.primary_key = Some(to.clone()),
                Object::Unique(to) => replace(&mut table.uniques, |o| o.id == id, |o| *o = to.clone()),
                Object::ForeignKey(to) => replace(&mut table.foreign_keys, |o| o.id == id, |o| *o = to.clone()),
                Object::Check(to) => replace(&mut table.checks, |o| o.id == id, |o| *o = to.clone()),
                Object::Exclusion(to) => replace(&mut table.exclusions, |o| o.id == id, |o| *o = to.clone()),
                Object::Index(to) => replace(&mut table.indexes, |o| o.id == id, |o| *o = to.clone()),
                _ => return Err(ApplyError::WrongPlace("object of the schema")),
            }
            return Ok(());
        }
        match object {
            Object::Namespace(to) => {
                replace(&mut self.namespaces, |o| o.id == id, |o| o.comment.clone_from(&to.comment))
            }
            Object::Enum(to) => replace(
                &mut self.enums,
                |o| o.id == id,
                |o| {
                    *o = EnumType { name: std::mem::take(&mut o.name), ..to.clone() };
                },
            ),
            Object::Domain(to) => replace(
                &mut self.domains,
                |o| o.id == id,
                |o| {
                    *o = Domain { name: std::mem::take(&mut o.name), ..to.clone() };
                },
            ),
            Object::Sequence(to) => replace(
                &mut self.sequences,
                |o| o.id == id,
                |o| {
                    *o = Sequence { name: std::mem::take(&mut o.name), ..to.clone() };
                },
            ),
            Object::View(to) => replace(
                &mut self.views,
                |o| o.id == id,
                |o| {
                    *o = View { name: std::mem::take(&mut o.name), ..to.clone() };
                },
            ),
            Object::Opaque(to) => replace(&mut self.opaque, |o| o.id == id, |o| *o = to.clone()),
            _ => return Err(ApplyError::WrongPlace("part of a table")),
        }
        Ok(())
    }

    fn shift(&mut self, id: Id, at: usize) -> Result<(), ApplyError> {
        let mut moved = shift_in(&mut self.tables, |o| o.id == id, at)
            || shift_in(&mut self.namespaces, |o| o.id == id, at)
            || shift_in(&mut self.enums, |o| o.id == id, at)
            || shift_in(&mut self.domains, |o| o.id == id, at)
            || shift_in(&mut self.sequences, |o| o.id == id, at)
            || shift_in(&mut self.views, |o| o.id == id, at)
            || shift_in(&mut self.opaque, |o| o.id == id, at);
        for table in &mut self.tables {
            moved = moved
                || shift_in(&mut table.columns, |o| o.id == id, at)
                || shift_in(&mut table.uniques, |o| o.id == id, at)
                || shift_in(&mut table.foreign_keys, |o| o.id == id, at)
                || shift_in(&mut table.checks, |o| o.id == id, at)
                || shift_in(&mut table.exclusions, |o| o.id == id, at)
                || shift_in(&mut table.indexes, |o| o.id == id, at);
        }
        if moved { Ok(()) } else { Err(ApplyError::NoSuchElement(id)) }
    }

    pub(super) fn has_type(&self, name: &QualifiedName) -> bool {
        self.enums.iter().any(|o| o.name == *name) || self.domains.iter().any(|o| o.name == *name)
    }

    /// Tables, views and sequences share one space of names.
    pub(super) fn has_relation(&self, name: &QualifiedName) -> bool {
        self.table(name).is_some()
            || self.views.iter().any(|o| o.name == *name)
            || self.sequences.iter().any(|o| o.name == *name)
    }
}

pub(super) fn free_name(taken: bool, name: &str) -> Result<(), ApplyError> {
    match (taken, name.trim().is_empty()) {
        (_, true) => Err(ApplyError::EmptyName),
        (true, _) => Err(ApplyError::NameTaken(name.to_owned())),
        _ => Ok(()),
    }
}

/// Whether the columns that a key or index names are there.
pub(super) fn has_columns(table: &Table, object: &Object) -> Result<(), ApplyError> {
    let columns: Vec<&str> = match object {
        Object::PrimaryKey(o) => o.columns.iter().map(String::as_str).collect(),
        Object::Unique(o) => o.columns.iter().map(String::as_str).collect(),
        Object::ForeignKey(o) => o.columns.iter().map(String::as_str).collect(),
        Object::Index(o) => {
            o.keys.iter().filter_map(IndexKey::as_column).chain(o.include.iter().map(String::as_str)).collect()
        }
        _ => Vec::new(),
    };
    match columns.into_iter().find(|name| table.column(name).is_none()) {
        Some(column) => Err(ApplyError::NoSuchColumn { table: table.name.to_string(), column: column.to_owned() }),
        None => Ok(()),
    }
}

fn insert<T>(list: &mut Vec<T>, object: T, at: Option<usize>) {
    list.insert(at.unwrap_or(list.len()).min(list.len()), object);
}

fn replace<T>(list: &mut [T], find: impl Fn(&T) -> bool, with: impl FnOnce(&mut T)) {
    if let Some(object) = list.iter_mut().find(|object| find(object)) {
        with(object);
    }
}

fn shift_in<T>(list: &mut Vec<T>, find: impl Fn(&T) -> bool, at: usize) -> bool {
    let Some(from) = list.iter().position(find) else { return false };
    let object = list.remove(from);
    insert(list, object, Some(at));
    true
}
