//! A diff for readers: entries that say what was added, removed, changed or renamed, with the details.

mod facts;
mod json;
mod text;

pub use json::json;
pub use text::text;

use super::Diff;
use super::object::{Kind, name};
use crate::dialect::Dialect;
use crate::dialect::facts::Enums;
use crate::schema::{Change, ColumnType, Id, Object, QualifiedName, Schema};
use serde::Serialize;
use std::collections::HashMap;

/// What became of one element.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    pub status: Status,
    /// `table`, `column`, `foreign key`, `trigger`, ...
    pub object: String,
    /// The table that it is part of, by its new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Its new name, or what a person would call it; the old one of what was removed.
    pub name: String,
    /// Its old name, where it was renamed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// What changed, or what an added or removed element is like.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
    /// Its place in the old schema and in the new one.
    #[serde(skip)]
    pub id: Id,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Added,
    Removed,
    Changed,
    /// Its name changed, perhaps among other things.
    Renamed,
    /// Nothing changed but its place among its like.
    Moved,
    /// It is the same, but has to be dropped and made again for what stands under it to change.
    Recreated,
}

/// A property of an element before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Detail {
    pub what: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// An element before its first and after its last change.
struct Trace {
    parent: Option<Id>,
    before: Option<Object>,
    /// The same as it is told.
    shown: Option<Object>,
    after: Option<Object>,
    moved: bool,
    dropped: bool,
}

/// The entries of a diff: tables with their parts in the order of the new schema, then what was removed, the rest by
/// kind. Types are spelled as the dialect does.
pub fn entries(from: &Schema, diff: &Diff, dialect: Dialect) -> Vec<Entry> {
    let mut state = from.clone();
    let mut traces: HashMap<Id, Trace> = HashMap::new();
    for change in &diff.changes {
        let id = subject(change);
        let before = state.object(id);
        let parent = match change {
            Change::Add { parent, .. } => *parent,
            _ => state.table_of(id).map(|table| table.id).filter(|table| *table != id),
        };
        let first = before.as_ref().filter(|_| !traces.contains_key(&id));
        let shown = first.map(|object| with_values(object, &state, from, dialect));
        if state.apply(change).is_err() {
            continue;
        }
        let trace =
            traces.entry(id).or_insert(Trace { parent, before, shown, after: None, moved: false, dropped: false });
        trace.after = state.object(id);
        trace.moved |= matches!(change, Change::Move { .. });
        trace.dropped |= matches!(change, Change::Drop { .. });
    }
    let mut entries: Vec<(Sorting, Entry)> = traces
        .into_iter()
        .filter_map(|(id, trace)| Some((sorting(from, &state, id, &trace), entry(from, &state, id, trace, dialect)?)))
        .collect();
    if dialect.facts().enums == Enums::Inline {
        // The columns tell of their values.
        entries.retain(|(_, entry)| entry.object != "enum");
    }
    entries.sort_by_key(|(sorting, _)| *sorting);
    entries.into_iter().map(|(_, entry)| entry).collect()
}

fn subject(change: &Change) -> Id {
    match change {
        Change::Add { object, .. } | Change::Modify { object } => object.id(),
        Change::Drop { id } | Change::Rename { id, .. } | Change::Move { id, .. } => *id,
    }
}

/// Kinds beside tables first, then tables in order, each before its parts, then views and the rest.
type Sorting = (Kind, bool, usize, Kind, bool, usize);

fn sorting(from: &Schema, to: &Schema, id: Id, trace: &Trace) -> Sorting {
    let kind = trace.after.as_ref().or(trace.before.as_ref()).map_or(Kind::Opaque, Kind::of);
    let place = |id: Id| match to.place(id) {
        Some(place) => (false, place),
        None => (true, from.place(id).unwrap_or(usize::MAX)),
    };
    let own = place(id);
    match trace.parent {
        Some(table) => {
            let (gone, at) = place(table);
            (Kind::Table, gone, at, kind, own.0, own.1)
        }
        None => (kind, own.0, own.1, Kind::Namespace, false, 0),
    }
}

fn entry(from: &Schema, to: &Schema, id: Id, trace: Trace, dialect: Dialect) -> Option<Entry> {
    let Trace { parent, before, shown, after, moved, dropped } = trace;
    let told = |object: &Object| facts::facts(object, dialect);
    let old_facts = shown.as_ref().map(told).unwrap_or_default();
    let new_shown = after.as_ref().map(|object| with_values(object, to, to, dialect));
    let new_facts = new_shown.as_ref().map(told).unwrap_or_default();
    let object = after.as_ref().or(before.as_ref())?;
    let names = (before.as_ref().and_then(own_name), after.as_ref().and_then(own_name));
    let was = match &names {
        (Some(old), Some(new)) if old != new => Some(old.to_string()),
        _ => None,
    };
    let mut details = details(&old_facts, &new_facts);
    if before.is_some() && after.is_some() && matches!(object, Object::Table(_)) {
        // Columns have entries of their own.
        details.retain(|detail| detail.what != "columns");
    }
    if let (true, Some(old), Some(new)) = (details.is_empty() && was.is_none(), &before, &after) {
        details = fields(old, new);
    }
    let status = match (&before, &after) {
        (None, None) => return None,
        (None, _) => Status::Added,
        (_, None) => Status::Removed,
        _ if was.is_some() => Status::Renamed,
        _ if !details.is_empty() => Status::Changed,
        _ if moved => Status::Moved,
        _ if dropped => Status::Recreated,
        _ => Status::Changed,
    };
    let table = parent.and_then(|id| to.table_by_id(id).or_else(|| from.table_by_id(id)));
    let kind = match object {
        Object::View(view) if view.materialized => "materialized view",
        _ => object.kind(),
    };
    Some(Entry {
        status,
        object: kind.to_owned(),
        table: table.map(|table| table.name.to_string()),
        name: object.label(),
        was,
        details,
        id,
    })
}

/// The fields of the model that differ, for what has no words of its own.
fn fields(old: &Object, new: &Object) -> Vec<Detail> {
    let values = |object: &Object| -> Vec<(String, String)> {
        let Ok(serde_json::Value::Object(kinds)) = serde_json::to_value(object) else { return Vec::new() };
        let fields = kinds.into_iter().filter_map(|(_, value)| value.as_object().cloned()).flatten();
        fields
            .filter(|(name, _)| !LISTS.contains(&name.as_str()))
            .map(|(name, value)| (name, value.to_string()))
            .collect()
    };
    details(&values(old), &values(new))
}

/// Fields of a table whose members have entries of their own.
const LISTS: [&str; 7] = ["columns", "primary_key", "uniques", "foreign_keys", "checks", "exclusions", "indexes"];

/// The object with an enum's values in place of its name, where the dialect writes them so: the enum is found by its
/// name in one schema, and its values are those that it has in another.
fn with_values(object: &Object, names: &Schema, values: &Schema, dialect: Dialect) -> Object {
    let mut object = object.clone();
    let columns = match &mut object {
        _ if dialect.facts().enums != Enums::Inline => return object,
        Object::Table(table) => table.columns.as_mut_slice(),
        Object::Column(column) => std::slice::from_mut(column),
        _ => &mut [],
    };
    for column in columns {
        if let ColumnType::Named(name) = &column.data_type
            && let Some(id) = names.enum_named(name).map(|object| object.id)
            && let Some(found) = values.enums.iter().find(|object| object.id == id)
        {
            let values: Vec<String> = found.values.iter().map(|value| dialect.quote_text(value)).collect();
            column.data_type = ColumnType::Other(format!("enum({})", values.join(",")));
        }
    }
    object
}

fn own_name(object: &Object) -> Option<QualifiedName> {
    name(object)
}

fn details(old: &[(String, String)], new: &[(String, String)]) -> Vec<Detail> {
    let value = |facts: &[(String, String)], what: &str| {
        facts.iter().find(|(name, _)| name == what).map(|(_, value)| value.clone())
    };
    let mut details: Vec<Detail> = Vec::new();
    for (what, _) in old.iter().chain(new) {
        let (from, to) = (value(old, what), value(new, what));
        if from != to && !details.iter().any(|detail| detail.what == *what) {
            details.push(Detail { what: what.clone(), from, to });
        }
    }
    details
}
