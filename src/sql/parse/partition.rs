//! PostgreSQL's partitions: a line in the parent's list where they are nothing but a bound, else tables.

use super::cursor::{Cursor, written};
use super::read::{Reader, Unread};
use crate::schema::*;
use std::collections::{HashMap, HashSet};

/// The table option that makes a table a partition: the parent's name and the bound.
pub const PARTITION_OF: &str = "PARTITION OF";

impl Reader {
    /// Behind `CREATE TABLE name PARTITION OF`.
    pub fn partition_of(&mut self, cursor: &mut Cursor, name: QualifiedName) -> Result<(), Unread> {
        let parent = self.known_name(cursor)?;
        let own = cursor.group();
        let bound = bound(cursor).ok_or_else(|| Unread::Because("its bound cannot be read".to_owned()))?;
        let place = self.table_place(&parent)?;
        let table = &mut self.schema.tables[place];
        let Some(partitioning) = &mut table.partitioning else {
            return Err(Unread::Because(format!("{parent} is not partitioned")));
        };
        let parent = table.name.clone();
        if own.is_none() && cursor.is_done() && name.namespace == parent.namespace {
            partitioning.partitions.push(Partition { name: name.name.clone(), bound });
            self.partitions.insert(name, parent);
            return Ok(());
        }
        let mut partition = partition_table(&self.schema.tables[place], name, bound);
        if let Some(inside) = own {
            let keep = std::mem::take(&mut partition.columns);
            self.elements(inside, &mut partition)?;
            partition.columns = keep;
        }
        self.table_options(cursor, &mut partition);
        self.leftover(cursor);
        self.add_table(partition);
        Ok(())
    }

    /// Behind `ALTER TABLE parent ATTACH PARTITION`.
    pub fn attach_partition(&mut self, parent: usize, cursor: &mut Cursor) -> Result<(), Unread> {
        let name = self.known_name(cursor)?;
        let bound = bound(cursor).ok_or_else(|| Unread::Because("its bound cannot be read".to_owned()))?;
        let parent = self.schema.tables.get(parent).map(|table| table.name.clone()).unwrap_or_default();
        let place = self.table_place(&name)?;
        self.schema.tables[place].options.push((PARTITION_OF.to_owned(), option_value(&parent, &bound)));
        Ok(())
    }

    /// Makes a partition a table of its own, because it gets parts of its own. Its place.
    pub fn promote(&mut self, name: &QualifiedName) -> Option<usize> {
        let parent = self.partitions.remove(name)?;
        let place = self.place_of(&parent)?;
        let partitioning = self.schema.tables.get_mut(place)?.partitioning.as_mut()?;
        let at = partitioning.partitions.iter().position(|partition| partition.name == name.name)?;
        let bound = partitioning.partitions.remove(at).bound;
        let table = partition_table(&self.schema.tables[place], name.clone(), bound);
        Some(self.add_table(table))
    }

    /// Tables that are partitions and have nothing that their parents have not become lines of the parents' lists.
    pub fn fold_partitions(&mut self) {
        let mut folded = HashSet::new();
        let names = self.schema.tables.iter().enumerate().map(|(place, table)| (quoted(&table.name), place));
        let places: HashMap<String, usize> = names.collect();
        for at in 0..self.schema.tables.len() {
            let Some((parent, bound)) = partition_option(&self.schema.tables[at]) else { continue };
            let Some(&place) = places.get(&parent) else { continue };
            if place == at || !is_plain(&self.schema.tables[at], &self.schema.tables[place]) {
                continue;
            }
            let name = self.schema.tables[at].name.name.clone();
            if let Some(partitioning) = &mut self.schema.tables[place].partitioning {
                partitioning.partitions.push(Partition { name, bound });
                folded.insert(self.schema.tables[at].id);
            }
        }
        self.schema.tables.retain(|table| !folded.contains(&table.id));
        self.replace_places();
    }
}

fn quoted(name: &QualifiedName) -> String {
    let part = |name: &str| Expression::identifier(name).0;
    match &name.namespace {
        Some(namespace) => format!("{}.{}", part(namespace), part(&name.name)),
        None => part(&name.name),
    }
}

fn option_value(parent: &QualifiedName, bound: &str) -> String {
    format!("{} {bound}", quoted(parent))
}

/// The parent's name in the neutral spelling, and the bound.
fn partition_option(table: &Table) -> Option<(String, String)> {
    let (_, value) = table.options.iter().find(|(name, _)| name == PARTITION_OF)?;
    let at = value.find(" FOR VALUES").or_else(|| value.find(" DEFAULT"))?;
    Some((value[..at].to_owned(), value[at + 1..].to_owned()))
}

fn partition_table(parent: &Table, name: QualifiedName, bound: String) -> Table {
    let column = |column: &Column| Column { id: Id(0), identity: None, comment: None, ..column.clone() };
    let mut table = Table::new(Id(0), name);
    table.columns = parent.columns.iter().map(column).collect();
    table.checks = parent.checks.iter().map(|check| Check { id: Id(0), ..check.clone() }).collect();
    table.options.push((PARTITION_OF.to_owned(), option_value(&parent.name, &bound)));
    table
}

/// `FOR VALUES ...` or `DEFAULT`
fn bound(cursor: &mut Cursor) -> Option<String> {
    if cursor.eat("default") {
        return Some("DEFAULT".to_owned());
    }
    let start = cursor.at;
    if !cursor.eat("for values") {
        return None;
    }
    while cursor.is("in") || cursor.is("from") || cursor.is("to") || cursor.is("with") || cursor.is_symbol("(") {
        if cursor.is("with") && !cursor.tokens[cursor.at - 1].is("values") {
            break;
        }
        cursor.take_whole();
    }
    let mut tokens = cursor.tokens[start..cursor.at].to_vec();
    // One spelling, whoever wrote the script.
    tokens.iter_mut().for_each(|token| token.spaced |= token.is_symbol("("));
    let text = written(&tokens);
    Some(text.replacen("for values", "FOR VALUES", 1))
}

/// Whether a partition has nothing of its own.
fn is_plain(child: &Table, parent: &Table) -> bool {
    let bare = |column: &Column| {
        let spelled = None;
        Column { id: Id(0), identity: None, comment: None, default: None, spelled, ..column.clone() }
    };
    let same_columns = child.columns.len() == parent.columns.len()
        && child.columns.iter().all(|own| {
            parent.column(&own.name).is_some_and(|other| {
                bare(own) == bare(other)
                    && own.comment.is_none()
                    && (own.default == other.default || own.default.is_none() && other.identity.is_some())
            })
        });
    let plain_options = child.options.iter().all(|(name, _)| name == PARTITION_OF);
    let key = |table: &Table| table.primary_key.as_ref().map(|key| key.columns.clone());
    let unique = |key: &Unique| Unique { id: Id(0), name: None, ..key.clone() };
    let index = |index: &Index| {
        let options = index.options.iter().filter(|(name, _)| name != "ONLY").cloned().collect();
        Index { id: Id(0), name: None, options, ..index.clone() }
    };
    let foreign = |key: &ForeignKey| ForeignKey { id: Id(0), name: None, ..key.clone() };
    let check = |check: &Check| check.expression.clone();
    same_columns
        && plain_options
        && child.name.namespace == parent.name.namespace
        && child.partitioning.is_none()
        && child.comment.is_none()
        && child.exclusions.is_empty()
        && (child.primary_key.is_none() || key(child) == key(parent))
        && child.uniques.iter().all(|own| parent.uniques.iter().any(|other| unique(own) == unique(other)))
        && child.indexes.iter().all(|own| parent.indexes.iter().any(|other| index(own) == index(other)))
        && child.foreign_keys.iter().all(|own| parent.foreign_keys.iter().any(|other| foreign(own) == foreign(other)))
        && child.checks.iter().all(|own| parent.checks.iter().any(|other| check(own) == check(other)))
}
