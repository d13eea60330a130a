//! Stated renames, found in the two schemas.

use super::hint::{Hint, Source, means};
use crate::diff::object::{BESIDE_TABLES, Kind, PARTS, name, objects, parts};
use crate::schema::{Id, Object, QualifiedName, Schema, Table};
use std::collections::HashMap;

/// Hints, and which of them have found what they speak about.
pub(super) struct Stated<'a> {
    hints: &'a [Hint],
    used: Vec<bool>,
    /// The new names of renamed tables by their old ones: a hint may call a column's table either way.
    renamed: HashMap<QualifiedName, QualifiedName>,
}

impl<'a> Stated<'a> {
    pub(super) fn new(hints: &'a [Hint]) -> Self {
        Self { hints, used: vec![false; hints.len()], renamed: HashMap::new() }
    }

    /// Renames of tables and of what stands beside them.
    pub(super) fn objects(&mut self, from: &Schema, to: &Schema) -> Vec<(Id, QualifiedName, Source)> {
        let mut found: Vec<(Id, QualifiedName, Source)> = Vec::new();
        for kind in BESIDE_TABLES.into_iter().chain([Kind::Table]) {
            if kind == Kind::Opaque || self.hints.is_empty() {
                continue;
            }
            let names = |schema: &Schema| -> Vec<(Id, QualifiedName)> {
                objects(schema, kind).iter().filter_map(|object| Some((object.id(), name(object)?))).collect()
            };
            let (old, new) = (names(from), names(to));
            for (at, hint) in self.hints.iter().enumerate() {
                let Some(new_path) = &hint.to else { continue };
                let Some((id, old_name)) = old.iter().find(|(_, name)| is_path(&hint.from, name)) else { continue };
                let beside = |name: &QualifiedName| {
                    is_path(new_path, name) || *name == QualifiedName { name: last(new_path), ..old_name.clone() }
                };
                let Some((_, new_name)) = new.iter().find(|(_, name)| beside(name)) else { continue };
                self.used[at] = true;
                let done = hint.source == Source::Comment
                    && (new.iter().any(|(_, name)| name == old_name) || old.iter().any(|(_, name)| name == new_name));
                let taken = found.iter().any(|(other, name, _)| other == id || name == new_name);
                if old_name != new_name && !done && !taken {
                    found.push((*id, new_name.clone(), hint.source));
                    self.renamed.insert(old_name.clone(), new_name.clone());
                }
            }
        }
        found
    }

    /// Renames of a table's columns, constraints and indexes.
    pub(super) fn parts(&mut self, old: &Table, new: &Table) -> Vec<(Id, String, Source)> {
        let mut found: Vec<(Id, String, Source)> = Vec::new();
        if self.hints.is_empty() {
            return found;
        }
        let former = self.renamed.iter().find(|(_, name)| **name == new.name).map(|(name, _)| name.clone());
        let names = [Some(&new.name), former.as_ref()];
        let is_table = |path: &[String]| names.iter().flatten().any(|name| is_path(path, name));
        let (old_parts, new_parts) = (part_names(old), part_names(new));
        for (at, hint) in self.hints.iter().enumerate() {
            let Some(new_path) = &hint.to else { continue };
            let Some((old_name, old_table)) = hint.from.split_last() else { continue };
            let Some((new_name, new_table)) = new_path.split_last() else { continue };
            // An index is named without its table.
            let in_table = is_table(old_table) && (new_table.is_empty() || is_table(new_table));
            let index = old_table.is_empty() && new_table.is_empty();
            let find = |parts: &[(Kind, Id, String)], kind: Option<Kind>, written: &str| {
                let fits = |part: &&(Kind, Id, String)| {
                    kind.is_none_or(|kind| kind == part.0)
                        && means(written, &part.2)
                        && (in_table || part.0 == Kind::Index)
                };
                parts.iter().find(|part| part.2 == written && fits(part)).or_else(|| parts.iter().find(fits)).cloned()
            };
            if !in_table && !index {
                continue;
            }
            let Some((kind, id, old_name)) = find(&old_parts, None, old_name) else { continue };
            let Some((_, _, new_name)) = find(&new_parts, Some(kind), new_name) else { continue };
            self.used[at] = true;
            let has = |parts: &[(Kind, Id, String)], name: &str| parts.iter().any(|(k, _, n)| *k == kind && n == name);
            let done = hint.source == Source::Comment && (has(&new_parts, &old_name) || has(&old_parts, &new_name));
            let taken = found.iter().any(|(other, name, _)| *other == id || *name == new_name);
            if old_name != new_name && !done && !taken {
                found.push((id, new_name, hint.source));
            }
        }
        found
    }

    /// Whether the user said that an element, by its path without a namespace, was not renamed.
    pub(super) fn has_no_successor(&self, path: &[&str], table: &QualifiedName) -> bool {
        self.hints.iter().filter(|hint| hint.to.is_none()).any(|hint| {
            let plain =
                path.len() == hint.from.len() && path.iter().zip(&hint.from).all(|(name, part)| means(part, name));
            let former = self.renamed.iter().find(|(_, name)| *name == table).map(|(name, _)| name);
            let qualified = [Some(table), former].into_iter().flatten().any(|table| {
                let full: Vec<&str> = table
                    .namespace
                    .iter()
                    .map(String::as_str)
                    .chain([table.name.as_str()])
                    .chain(path.iter().skip(1).copied())
                    .collect();
                full.len() == hint.from.len() && full.iter().zip(&hint.from).all(|(name, part)| means(part, name))
            });
            plain || qualified
        })
    }

    /// What the user stated about elements that are not there.
    pub(super) fn refused(&self) -> Vec<String> {
        let unused = self.hints.iter().zip(&self.used).filter(|(hint, used)| !**used && hint.source == Source::User);
        unused
            .filter(|(hint, _)| hint.to.is_some())
            .map(|(hint, _)| {
                format!("rename {hint}: the old schema has no {}, or the new one no {}", hint.from.join("."), {
                    hint.to.as_deref().unwrap_or_default().join(".")
                })
            })
            .collect()
    }
}

/// Whether a written path names an object; the namespace may be left out.
fn is_path(path: &[String], name: &QualifiedName) -> bool {
    match path {
        [last] => means(last, &name.name),
        [namespace, last] => {
            means(last, &name.name) && name.namespace.as_deref().map_or("public", |n| n).eq_ignore_ascii_case(namespace)
        }
        _ => false,
    }
}

fn last(path: &[String]) -> String {
    path.last().cloned().unwrap_or_default()
}

fn part_names(table: &Table) -> Vec<(Kind, Id, String)> {
    PARTS
        .into_iter()
        .flat_map(|kind| parts(table, kind))
        .filter_map(|object: Object| Some((Kind::of(&object), object.id(), name(&object)?.name)))
        .collect()
}
