//! A table with its columns, keys, checks and indexes.

use super::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub id: Id,
    pub name: QualifiedName,
    pub columns: Vec<Column>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub primary_key: Option<PrimaryKey>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uniques: Vec<Unique>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub foreign_keys: Vec<ForeignKey>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Check>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<Exclusion>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indexes: Vec<Index>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partitioning: Option<Partitioning>,
    /// Vendor's table options as written (`ENGINE` = `InnoDB`, `STRICT` = ``), in the order of the statement.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Table {
    pub fn new(id: Id, name: impl Into<QualifiedName>) -> Self {
        Self { id, name: name.into(), ..Self::default() }
    }

    /// Ids of its columns, keys, checks and indexes.
    pub fn part_ids(&self) -> Vec<Id> {
        super::change::ids_within(self).collect()
    }

    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    pub fn column_mut(&mut self, name: &str) -> Option<&mut Column> {
        self.columns.iter_mut().find(|column| column.name == name)
    }

    /// Names of the primary key's columns, in key order; empty without a key.
    pub fn key_columns(&self) -> &[String] {
        self.primary_key.as_ref().map_or(&[], |key| &key.columns)
    }

    pub fn in_primary_key(&self, column: &str) -> bool {
        self.key_columns().iter().any(|name| name == column)
    }

    pub fn in_foreign_key(&self, column: &str) -> bool {
        self.foreign_keys.iter().any(|key| key.columns.iter().any(|name| name == column))
    }

    /// Whether every one of these columns must have a value.
    pub fn requires(&self, columns: &[String]) -> bool {
        columns.iter().all(|name| self.column(name).is_some_and(|column| !column.nullable))
    }

    /// The keys, checks, exclusions and indexes that have names.
    pub fn named_parts(&self) -> impl Iterator<Item = (Id, &str)> {
        (self.primary_key.iter().map(|o| (o.id, &o.name)))
            .chain(self.uniques.iter().map(|o| (o.id, &o.name)))
            .chain(self.foreign_keys.iter().map(|o| (o.id, &o.name)))
            .chain(self.checks.iter().map(|o| (o.id, &o.name)))
            .chain(self.exclusions.iter().map(|o| (o.id, &o.name)))
            .chain(self.indexes.iter().map(|o| (o.id, &o.name)))
            .filter_map(|(id, name)| Some((id, name.as_deref()?)))
    }

    /// Whether exactly these columns, in any order, are known to be unique (by primary key, unique key or a full
    /// unique index).
    pub fn is_unique(&self, columns: &[String]) -> bool {
        let same = |key: &[String]| key.len() == columns.len() && key.iter().all(|name| columns.contains(name));
        let index_is_key = |index: &Index| {
            index.unique
                && index.predicate.is_none()
                && index.columns().len() == index.keys.len()
                && same(&index.columns().into_iter().map(str::to_owned).collect::<Vec<_>>())
        };
        same(self.key_columns())
            || self.uniques.iter().any(|unique| same(&unique.columns))
            || self.indexes.iter().any(index_is_key)
    }

    /// Whether a key or index starts with these columns, so that looking them up needs no scan.
    pub fn has_index_on(&self, columns: &[String]) -> bool {
        let leads = |key: &[String]| {
            key.len() >= columns.len() && key[..columns.len()].iter().all(|name| columns.contains(name))
        };
        leads(self.key_columns())
            || self.uniques.iter().any(|unique| leads(&unique.columns))
            || self.indexes.iter().any(|index| {
                index.predicate.is_none() && leads(&index.columns().into_iter().map(str::to_owned).collect::<Vec<_>>())
            })
    }
}
