//! A decomposition as changes: columns move to tables of their own, and everything that rests on them follows.

use super::draft::{Draft, is_plural, plural, singular};
use super::uses::{columns_used, outside_use, parts_on_columns};
use super::{Attributes, Dependency, FunctionalDependency, Relation, closure, minimized, projected};
use crate::schema::{
    ApplyError, Change, Column, ForeignKey, Id, Index, Object, PrimaryKey, QualifiedName, Reference, Table, words,
};

/// A split that was carried out on a draft.
#[derive(Debug, Default)]
pub(super) struct Split {
    /// The parts beside the table itself, with the columns that identify their rows.
    pub parts: Vec<Part>,
    /// Constraints that no single table can hold any more, in words.
    pub lost: Vec<String>,
    /// Columns that were copies of columns of the tables referred to, in words.
    pub copies: Vec<String>,
}

/// A part of the table that was split.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub table: Id,
    pub name: QualifiedName,
    /// The columns by which the other parts refer to its rows.
    pub key: Vec<String>,
    /// All its columns; of an existing table, those that it gains.
    pub columns: Vec<String>,
    /// The table was there before: a foreign key led to it by these columns.
    pub existing: bool,
}

/// Splits a table into the given parts. One of them stays under the table's name: the one with its primary key, or
/// else with a candidate key. An error says what stands in the way.
pub(super) fn split(
    draft: &mut Draft,
    table: &Table,
    relation: &Relation,
    parts: &[Attributes],
    dependencies: &[Dependency],
) -> Result<Split, String> {
    let base = base_of(table, relation, parts, dependencies);
    let stays = relation.names(&parts[base]);
    let others: Vec<&Attributes> = parts.iter().enumerate().filter(|(i, _)| *i != base).map(|(_, part)| part).collect();
    let going: Vec<String> = relation.columns.iter().filter(|name| !stays.contains(name)).cloned().collect();
    if let Some(user) = outside_use(&draft.schema, table, &going) {
        return Err(format!("{user} rests on columns that would move"));
    }
    if table.partitioning.as_ref().is_some_and(|p| p.keys.iter().any(|key| going.iter().any(|c| key.mentions(c)))) {
        return Err("the table is partitioned by a column that would move".to_owned());
    }
    let mut done = Split::default();
    for attributes in others {
        let key = key_of(attributes, parts, dependencies);
        place(draft, table, (&relation.names(&key), &relation.names(attributes)), &mut done);
    }
    let base_key = relation.names(&minimized(&parts[base], &parts[base], dependencies));
    carry_out(draft, table, (&stays, &base_key), &going, &mut done).map_err(|error| error.to_string())?;
    Ok(done)
}

/// The part that stays: with the primary key, or else with a candidate key; the largest of them. Where independent lists
/// of values were split, no part has a key, and the first one stays.
fn base_of(table: &Table, relation: &Relation, parts: &[Attributes], dependencies: &[Dependency]) -> usize {
    let primary = relation.places(table.key_columns()).unwrap_or_default();
    let all = relation.all();
    let holds_key = |part: &Attributes| all.is_subset(&closure(part, dependencies));
    let keyed = parts.iter().enumerate().filter(|(_, part)| holds_key(part));
    keyed.max_by_key(|(_, part)| (primary.is_subset(part), part.len())).map_or(0, |(at, _)| at)
}

/// The columns that identify a part's rows, if possible those by which another part refers to it.
fn key_of(part: &Attributes, parts: &[Attributes], dependencies: &[Dependency]) -> Attributes {
    let is_key = |set: &Attributes| set.is_subset(part) && part.is_subset(&closure(set, dependencies));
    let given = dependencies.iter().map(|d| &d.determinant).filter(|set| is_key(set));
    let keys = given.chain([part]).map(|superkey| minimized(superkey, part, dependencies));
    let referred = |key: &Attributes| parts.iter().any(|other| other != part && key.is_subset(other));
    keys.min_by_key(|key| (!referred(key), key.len())).unwrap_or_else(|| part.clone())
}

/// Finds the table that a part becomes: the one that a foreign key by its key leads to, or a new one.
fn place(draft: &mut Draft, table: &Table, (key, columns): (&[String], &[String]), done: &mut Split) {
    let leads = |foreign: &&ForeignKey| {
        foreign.columns.len() == key.len() && foreign.columns.iter().all(|name| key.contains(name))
    };
    let dependents: Vec<String> = columns.iter().filter(|name| !key.contains(name)).cloned().collect();
    let parent =
        table.foreign_keys.iter().find(leads).and_then(|foreign| draft.schema.table(&foreign.references.table));
    if let Some(parent) = parent.filter(|parent| parent.id != table.id) {
        let (copies, gained): (Vec<String>, Vec<String>) =
            dependents.into_iter().partition(|name| original_in(parent, name).is_some());
        let original = |name: &String| original_in(parent, name).map(|original| format!("{} of {original}", name));
        done.copies.extend(copies.iter().filter_map(original).map(|copy| format!("{copy} in {}", parent.name)));
        let (id, name) = (parent.id, parent.name.clone());
        done.parts.push(Part { table: id, name, key: key.to_vec(), columns: gained, existing: true });
        return;
    }
    let promised: Vec<&QualifiedName> = done.parts.iter().map(|part| &part.name).collect();
    let name = draft.free_table_name(&table.name, &part_name(table, key, &dependents), &promised);
    let id = draft.schema.fresh_id();
    done.parts.push(Part { table: id, name, key: key.to_vec(), columns: columns.to_vec(), existing: false });
}

/// The column of a parent that a child's column repeats: of the same name, or without the parent's name
/// (`product_name` repeats `name` of `products`).
fn original_in<'a>(parent: &'a Table, name: &str) -> Option<&'a str> {
    let owner = words(&singular(&parent.name.name));
    let bare = words(name).strip_prefix(owner.as_slice()).map(|rest| rest.to_vec());
    let same = |column: &&Column| column.name == name || bare.as_ref().is_some_and(|bare| words(&column.name) == *bare);
    parent.columns.iter().find(same).map(|column| column.name.as_str())
}

/// `zip_code -> city` becomes `zip_codes`, `customer_id -> customer_name` becomes `customers`.
fn part_name(table: &Table, key: &[String], dependents: &[String]) -> String {
    let stem = |column: &String| {
        let mut words = words(column);
        let shared = |stem: &[String]| dependents.iter().any(|name| self::words(name).starts_with(stem));
        if words.len() > 1 {
            let generic = matches!(words[words.len() - 1].as_str(), "id" | "no" | "number" | "key");
            let last = words.len() - 1;
            if generic || words[last] == "code" && shared(&words[..last]) {
                words.pop();
            }
        }
        words.join("_")
    };
    let stems: Vec<String> = key.iter().map(stem).collect();
    let name = match stems.as_slice() {
        [] => format!("{}_part", table.name.name),
        [only] if only == "id" => format!("{}_part", table.name.name),
        stems => stems.join("_"),
    };
    if is_plural(&table.name.name) { plural(&name) } else { name }
}

fn carry_out(
    draft: &mut Draft,
    table: &Table,
    (stays, base_key): (&[String], &[String]),
    going: &[String],
    done: &mut Split,
) -> Result<(), ApplyError> {
    let moving = drop_what_cannot_stay(draft, table, base_key, going, done)?;
    for name in going {
        if let Some(column) = table.column(name) {
            draft.drop(column.id)?;
        }
    }
    for (at, part) in done.parts.iter().enumerate() {
        let moves_to = |name: &String| going.contains(name) && home(&done.parts, name) == Some(at);
        if part.existing {
            let gained = part.columns.iter().filter(|name| moves_to(name)).filter_map(|name| table.column(name));
            for column in gained {
                draft.add(Some(part.table), Object::Column(column.clone()))?;
            }
        } else {
            create(draft, table, part, moves_to)?;
        }
    }
    for (object, at) in moving {
        let part = &done.parts[at];
        let there = draft.schema.table_by_id(part.table).cloned().unwrap_or_default();
        match &object {
            Object::Unique(unique) if there.is_unique(&unique.columns) => {}
            _ => draft.add(Some(part.table), object)?,
        }
    }
    refer(draft, table, stays, done)
}

/// Drops what rests on columns that go. What fits into one part comes back with the part's place, the rest is lost
/// and said so.
fn drop_what_cannot_stay(
    draft: &mut Draft,
    table: &Table,
    base_key: &[String],
    going: &[String],
    done: &mut Split,
) -> Result<Vec<(Object, usize)>, ApplyError> {
    let mut moving = Vec::new();
    for object in parts_on_columns(table) {
        let mut used = columns_used(table, &object);
        let own = if let Object::Column(column) = &object { Some(column.name.clone()) } else { None };
        used.retain(|name| Some(name) != own.as_ref());
        if !used.iter().any(|name| going.contains(name)) {
            continue;
        }
        draft.drop(object.id())?;
        let fitting = done.parts.iter().position(|part| used.iter().all(|name| part.columns.contains(name)));
        match fitting {
            Some(at) => moving.push((object, at)),
            None => done.lost.push(format!("the {} {}", object.kind(), object.label())),
        }
    }
    if let Some(key) = table.primary_key.as_ref().filter(|key| key.columns.iter().any(|name| going.contains(name))) {
        draft.drop(key.id)?;
        // A key of all columns says no more than that rows are not repeated, which the keys of the parts say, too.
        if table.columns.iter().any(|column| !key.columns.contains(&column.name)) {
            done.lost.push(format!("the primary key ({})", key.columns.join(", ")));
        }
        let columns = base_key.to_vec();
        let id = draft.schema.fresh_id();
        draft.add(Some(table.id), Object::PrimaryKey(PrimaryKey::on(id, columns)))?;
    }
    Ok(moving)
}

/// The part that a column moves to: the first that has it outside its key, or else the first that has it.
fn home(parts: &[Part], name: &String) -> Option<usize> {
    let outside_key = |part: &Part| part.columns.contains(name) && !part.key.contains(name);
    parts.iter().position(outside_key).or_else(|| parts.iter().position(|part| part.columns.contains(name)))
}

/// Adds the table of a part. Columns that move keep their ids, the others are copies.
fn create(draft: &mut Draft, table: &Table, part: &Part, moves: impl Fn(&String) -> bool) -> Result<(), ApplyError> {
    let mut created = Table::new(part.table, part.name.clone());
    for name in &part.columns {
        let Some(column) = table.column(name) else { continue };
        let id = if moves(name) { column.id } else { draft.schema.fresh_id() };
        let kept = Column { id, ..column.clone() };
        created.columns.push(match part.key.contains(name) {
            true => Column { nullable: false, default: None, identity: None, ..kept },
            false => kept,
        });
    }
    created.columns.sort_by_key(|column| !part.key.contains(&column.name));
    let id = draft.schema.fresh_id();
    created.primary_key = Some(PrimaryKey::on(id, part.key.clone()));
    draft.add(None, Object::Table(created))
}

/// Foreign keys from the table and its parts to the parts whose keys they hold.
fn refer(draft: &mut Draft, table: &Table, stays: &[String], done: &Split) -> Result<(), ApplyError> {
    for part in done.parts.iter().filter(|part| !part.existing) {
        let base = (table.id, stays);
        let others = done.parts.iter().filter(|other| other.table != part.table && !other.existing);
        let places = others.map(|other| (other.table, other.columns.as_slice()));
        for (from, columns) in std::iter::once(base).chain(places) {
            let same_key = done.parts.iter().any(|other| other.table == from && other.key == part.key);
            if same_key || !part.key.iter().all(|name| columns.contains(name)) {
                continue;
            }
            let id = draft.schema.fresh_id();
            let references = Reference { table: part.name.clone(), columns: part.key.clone() };
            draft.add(Some(from), Object::ForeignKey(ForeignKey::on(id, part.key.clone(), references)))?;
            let indexed = draft.schema.table_by_id(from).is_some_and(|table| table.has_index_on(&part.key));
            if !indexed {
                let id = draft.schema.fresh_id();
                let columns: Vec<&str> = part.key.iter().map(String::as_str).collect();
                draft.apply(Change::Add {
                    parent: Some(from),
                    object: Object::Index(Index::on(id, &columns)),
                    at: None,
                })?;
            }
        }
    }
    Ok(())
}

/// The dependencies as they hold in the table and its new parts.
pub(super) fn restated(
    left: &Table,
    relation: &Relation,
    done: &Split,
    dependencies: &[Dependency],
) -> Vec<FunctionalDependency> {
    let stays: Vec<String> = left.columns.iter().map(|column| column.name.clone()).collect();
    let base = std::iter::once((&left.name, stays.as_slice()));
    let parts = done.parts.iter().filter(|part| !part.existing).map(|part| (&part.name, part.columns.as_slice()));
    let mut restated = Vec::new();
    for (name, columns) in base.chain(parts) {
        let places = |(at, column): (usize, &String)| columns.contains(column).then_some(at);
        let part: Attributes = relation.columns.iter().enumerate().filter_map(places).collect();
        restated.extend(projected(&part, dependencies).iter().map(|d| relation.named(name, d)));
    }
    restated
}
