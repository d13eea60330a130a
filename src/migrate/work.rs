//! What the strategies read: three schemas, their texts, the names in the database, and what has to step aside.

use super::affected::{Affected, affected};
use super::carry::{self, Carry};
use super::names::{Names, names};
use super::options::Options;
use super::renames::Renaming;
use crate::dialect::Dialect;
use crate::schema::{Column, Id, Object, QualifiedName, Schema, Table};
use crate::sql::Pieces;

pub(super) struct Work<'a> {
    pub dialect: Dialect,
    pub options: &'a Options,
    /// The old schema.
    pub old: Pieces<'a>,
    /// The old schema under the new names; see [`renames`](super::renames).
    pub mid: Pieces<'a>,
    /// The new schema; what stays has the ids of the old one.
    pub new: Pieces<'a>,
    pub renamings: &'a [Renaming],
    /// Unchanged parts that have to go and come back, because something under them changes.
    pub affected: Affected,
    /// Values that move from one table to another.
    pub carries: Vec<Carry>,
    old_names: Names,
    new_names: Names,
}

impl<'a> Work<'a> {
    pub fn new(
        [old, mid, new]: [&'a Schema; 3],
        renamings: &'a [Renaming],
        dialect: Dialect,
        options: &'a Options,
    ) -> Self {
        Self {
            dialect,
            options,
            old: Pieces::of(old, dialect),
            mid: Pieces::of(mid, dialect),
            new: Pieces::of(new, dialect),
            renamings,
            affected: affected([old, mid, new], dialect, options.offline),
            carries: if options.leave { Vec::new() } else { carry::found(mid, new, dialect) },
            old_names: names(old, dialect),
            new_names: names(new, dialect),
        }
    }

    pub fn quote(&self, name: &QualifiedName) -> String {
        self.dialect.quote_qualified(name)
    }

    pub fn ident(&self, name: &str) -> String {
        self.dialect.quote_identifier(name)
    }

    pub fn idents(&self, names: &[String]) -> String {
        names.iter().map(|name| self.ident(name)).collect::<Vec<_>>().join(", ")
    }

    /// Tables of both schemas, under the new names: as they were and as they will be.
    pub fn kept_tables(&self) -> impl Iterator<Item = (&'a Table, &'a Table)> {
        self.mid.schema().tables.iter().filter_map(|mid| Some((mid, self.new_table(mid.id)?)))
    }

    pub fn new_tables(&self) -> impl Iterator<Item = &'a Table> {
        self.new.schema().tables.iter().filter(|table| !self.is_old_table(table.id))
    }

    pub fn doomed_tables(&self) -> impl Iterator<Item = &'a Table> {
        self.mid.schema().tables.iter().filter(|table| self.new_table(table.id).is_none())
    }

    fn new_table(&self, id: Id) -> Option<&'a Table> {
        self.new.table_of(id).filter(|table| table.id == id)
    }

    fn is_old_table(&self, id: Id) -> bool {
        self.mid.table_of(id).is_some_and(|table| table.id == id)
    }

    /// Keys, checks, exclusions and indexes of a table that go away, for good or to come back changed.
    pub fn outgoing(&self, mid: &Table, new: Option<&Table>) -> Vec<Object> {
        let stays = |part: &Object| {
            new.and_then(|new| part_of(new, part.id())).is_some_and(|new| same_but_name(part, &new))
                && !self.affected.parts.contains(&part.id())
        };
        parts(mid).into_iter().filter(|part| !stays(part)).collect()
    }

    /// Keys, checks, exclusions and indexes of a table that are new, changed or come back.
    pub fn incoming(&self, mid: &Table, new: &Table) -> Vec<Object> {
        let was = |part: &Object| {
            part_of(mid, part.id()).is_some_and(|old| same_but_name(&old, part))
                && !self.affected.parts.contains(&part.id())
        };
        parts(new).into_iter().filter(|part| !was(part)).collect()
    }

    /// Constraints and indexes that only get another name: the part, its old name and its new one.
    pub fn renamed_parts(&self, mid: &Table, new: &Table) -> Vec<(Object, String, String)> {
        let mut renamed = Vec::new();
        for part in parts(new) {
            let Some(old) = part_of(mid, part.id()) else { continue };
            let (Some(from), Some(to)) = (self.old_name(part.id()), given_name(&part)) else { continue };
            if same_but_name(&old, &part)
                && !self.affected.parts.contains(&part.id())
                && from != to
                && given_name(&old) != Some(to.clone())
            {
                renamed.push((part, from.to_owned(), to));
            }
        }
        renamed
    }

    /// The name of an old constraint or index in the database; `None` where only the database knows it.
    pub fn old_name(&self, id: Id) -> Option<&str> {
        self.old_names.get(&id).map(String::as_str)
    }

    /// The name that a new or changed constraint or index gets.
    pub fn new_name(&self, id: Id) -> Option<String> {
        self.new.name(id).or_else(|| self.new_names.get(&id).cloned())
    }

    /// Columns of both tables: as they were and as they will be.
    pub fn kept_columns<'t>(&self, mid: &'t Table, new: &'t Table) -> Vec<(&'t Column, &'t Column)> {
        let pair = |old: &'t Column| Some((old, new.columns.iter().find(|column| column.id == old.id)?));
        mid.columns.iter().filter_map(pair).filter(|(old, _)| !self.affected.columns.contains(&old.id)).collect()
    }

    pub fn new_columns<'t>(&self, mid: &Table, new: &'t Table) -> Vec<&'t Column> {
        let is_old = |id: Id| mid.columns.iter().any(|column| column.id == id);
        new.columns.iter().filter(|column| !is_old(column.id) || self.affected.columns.contains(&column.id)).collect()
    }

    pub fn doomed_columns<'t>(&self, mid: &'t Table, new: &Table) -> Vec<&'t Column> {
        let stays = |id: Id| new.columns.iter().any(|column| column.id == id);
        mid.columns.iter().filter(|column| !stays(column.id) || self.affected.columns.contains(&column.id)).collect()
    }
}

/// Keys, checks, exclusions and indexes.
pub(super) fn parts(table: &Table) -> Vec<Object> {
    let mut parts: Vec<Object> = table.primary_key.iter().cloned().map(Object::PrimaryKey).collect();
    parts.extend(table.uniques.iter().cloned().map(Object::Unique));
    parts.extend(table.checks.iter().cloned().map(Object::Check));
    parts.extend(table.exclusions.iter().cloned().map(Object::Exclusion));
    parts.extend(table.indexes.iter().cloned().map(Object::Index));
    parts.extend(table.foreign_keys.iter().cloned().map(Object::ForeignKey));
    parts
}

fn part_of(table: &Table, id: Id) -> Option<Object> {
    parts(table).into_iter().find(|part| part.id() == id)
}

pub(super) fn given_name(part: &Object) -> Option<String> {
    match part {
        Object::PrimaryKey(o) => o.name.clone(),
        Object::Unique(o) => o.name.clone(),
        Object::ForeignKey(o) => o.name.clone(),
        Object::Check(o) => o.name.clone(),
        Object::Exclusion(o) => o.name.clone(),
        Object::Index(o) => o.name.clone(),
        _ => None,
    }
}

fn same_but_name(a: &Object, b: &Object) -> bool {
    a == b || a.clone().without_name() == b.clone().without_name()
}
