//! What speaks for a table having been renamed.

use super::Evidence;
use super::similarity::{contains, letters, shared_words};
use crate::schema::{QualifiedName, Schema, Table, singular, words};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The tables that only one of two schemas has.
pub(super) struct Tables<'a> {
    pub gone: Vec<&'a Table>,
    pub new: Vec<&'a Table>,
    /// Foreign keys that point to each table, before and after.
    children: (Children<'a>, Children<'a>),
}

/// By parent, the child tables with the columns that refer to it.
type Children<'a> = HashMap<&'a QualifiedName, BTreeSet<(&'a QualifiedName, &'a [String])>>;

/// Up to this many pairs are all weighed; beyond it only those that share something.
const FEW: usize = 2_500;
/// How many successors of one table are weighed where there are many.
const NEAREST: usize = 12;

impl<'a> Tables<'a> {
    pub(super) fn of(from: &'a Schema, to: &'a Schema) -> Self {
        let names = |schema: &'a Schema| -> HashSet<&'a QualifiedName> {
            schema.tables.iter().map(|table| &table.name).collect()
        };
        let (old, new) = (names(from), names(to));
        Self {
            gone: from.tables.iter().filter(|table| !new.contains(&table.name)).collect(),
            new: to.tables.iter().filter(|table| !old.contains(&table.name)).collect(),
            children: (children(from), children(to)),
        }
    }

    /// The pairs that are worth weighing.
    pub(super) fn candidates(&self) -> Vec<(&'a Table, &'a Table)> {
        if self.gone.len() * self.new.len() <= FEW {
            return self.gone.iter().flat_map(|old| self.new.iter().map(|new| (*old, *new))).collect();
        }
        let mut by_trait: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, table) in self.new.iter().enumerate() {
            traits(table).into_iter().for_each(|word| by_trait.entry(word).or_default().push(at));
        }
        let mut pairs = Vec::new();
        for old in &self.gone {
            let mut score: HashMap<usize, f64> = HashMap::new();
            for places in traits(old).iter().filter_map(|word| by_trait.get(word)) {
                // What many tables have tells little.
                let worth = 1.0 / places.len() as f64;
                places.iter().take(200).for_each(|at| *score.entry(*at).or_default() += worth);
            }
            let mut nearest: Vec<(usize, f64)> = score.into_iter().collect();
            nearest.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            pairs.extend(nearest.iter().take(NEAREST).map(|(at, _)| (*old, self.new[*at])));
        }
        pairs
    }

    /// Evidence for `old` having become `new`, each piece from 0 to 1.
    pub(super) fn evidence(&self, old: &'a Table, new: &'a Table) -> Vec<Evidence> {
        let shared: Vec<_> =
            old.columns.iter().filter_map(|column| Some((column, new.column(&column.name)?))).collect();
        let count = shared.len() as f64;
        let all = (old.columns.len() + new.columns.len()) as f64 - count;
        let smaller = old.columns.len().min(new.columns.len()) as f64;
        let same_types = shared.iter().filter(|(a, b)| a.data_type == b.data_type).count() as f64;
        let telling = shared.iter().filter(|(column, _)| !is_usual(&column.name)).count() as f64;
        let none = BTreeSet::new();
        let children_before = self.children.0.get(&old.name).unwrap_or(&none);
        let children_after = self.children.1.get(&new.name).unwrap_or(&none);
        let (gone, added) = (self.gone.len() as f64, self.new.len() as f64);
        let piece = |name, value| Evidence { name, value };
        vec![
            piece("name_letters", letters(&old.name.name, &new.name.name)),
            piece("name_words", shared_words(&old.name.name, &new.name.name, &[])),
            piece("name_contained", f64::from(contains(&old.name.name, &new.name.name))),
            piece("same_last_name", f64::from(old.name.name == new.name.name)),
            piece("columns_shared", count / all.max(1.0)),
            piece("columns_contained", count / smaller.max(1.0)),
            piece("telling_columns", telling.min(6.0) / 6.0),
            piece("same_types", same_types / count.max(1.0)),
            piece("nothing_shared", f64::from(telling == 0.0)),
            piece("same_key", f64::from(!old.key_columns().is_empty() && old.key_columns() == new.key_columns())),
            piece("same_targets", overlap(&targets(old), &targets(new))),
            piece("same_children", overlap(children_before, children_after)),
            piece("same_comment", f64::from(old.comment.is_some() && old.comment == new.comment)),
            piece("alone", 1.0 / gone.max(added).max(1.0)),
        ]
    }
}

fn children(schema: &Schema) -> Children<'_> {
    let mut children = Children::new();
    for table in &schema.tables {
        for key in &table.foreign_keys {
            children.entry(&key.references.table).or_default().insert((&table.name, key.columns.as_slice()));
        }
    }
    children
}

fn targets(table: &Table) -> BTreeSet<&QualifiedName> {
    table.foreign_keys.iter().map(|key| &key.references.table).filter(|target| **target != table.name).collect()
}

fn overlap<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    a.intersection(b).count() as f64 / a.union(b).count().max(1) as f64
}

/// Columns that tables of any kind have.
pub(super) fn is_usual(column: &str) -> bool {
    const USUAL: [&str; 14] = [
        "id",
        "uuid",
        "name",
        "title",
        "description",
        "type",
        "status",
        "created",
        "updated",
        "created_at",
        "updated_at",
        "deleted_at",
        "user_id",
        "active",
    ];
    USUAL.contains(&words(column).join("_").as_str())
}

/// What a table can be found by: its telling columns and the words of its name.
fn traits(table: &Table) -> Vec<String> {
    let columns = table.columns.iter().filter(|column| !is_usual(&column.name));
    let columns = columns.map(|column| column.name.to_lowercase());
    columns.chain(words(&table.name.name).iter().map(|word| format!(" {}", singular(word)))).collect()
}
