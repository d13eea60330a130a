//! The schema between the old and the new one: the old one under the new names.

use crate::schema::{Change, Id, Object, QualifiedName, Schema};
use std::collections::{HashMap, HashSet};

/// One renaming, in the words of the moment at which it happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Renaming {
    pub id: Id,
    pub kind: Renamed,
    /// The table that a column belongs to, under its name at that moment.
    pub table: Option<QualifiedName>,
    pub from: QualifiedName,
    pub to: QualifiedName,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Renamed {
    Table,
    Column,
    Type,
    Domain,
    Sequence,
    Namespace,
}

/// `from` with the names that its elements have in `to`, and the renamings that lead there. What goes away steps aside
/// where its name is needed; names that change places do so by way of a third one.
pub(super) fn renamed(from: &Schema, to: &Schema) -> (Schema, Vec<Renaming>) {
    let mut state = from.clone();
    let mut renamings = Vec::new();
    for pass in [aside, temporary, wanted] {
        for (id, name) in pass(&state, to) {
            apply(&mut state, id, name, &mut renamings);
        }
    }
    (state, renamings)
}

fn apply(state: &mut Schema, id: Id, to: QualifiedName, renamings: &mut Vec<Renaming>) {
    let (Some(from), Some(kind)) = (state.name(id), kind(state, id)) else { return };
    let table = state.table_of(id).filter(|table| table.id != id).map(|table| table.name.clone());
    if from != to && state.apply(&Change::Rename { id, name: to.clone() }).is_ok() {
        if kind == Renamed::Sequence {
            follow(state, &from, &to);
        }
        renamings.push(Renaming { id, kind, table, from, to });
    }
}

/// Defaults name their sequence within a text, and follow it.
fn follow(state: &mut Schema, from: &QualifiedName, to: &QualifiedName) {
    let (old, new) = (format!("'{from}'"), format!("'{to}'"));
    for default in
        state.tables.iter_mut().flat_map(|table| &mut table.columns).filter_map(|column| column.default.as_mut())
    {
        if default.0.contains(&old) {
            default.0 = default.0.replace(&old, &new);
        }
    }
}

fn kind(schema: &Schema, id: Id) -> Option<Renamed> {
    Some(match schema.object(id)? {
        Object::Table(_) => Renamed::Table,
        Object::Column(_) => Renamed::Column,
        Object::Enum(_) => Renamed::Type,
        Object::Domain(_) => Renamed::Domain,
        Object::Sequence(_) => Renamed::Sequence,
        Object::Namespace(_) => Renamed::Namespace,
        _ => return None,
    })
}

/// Ids and names of what can be renamed, each with the space of names that it lives in.
fn elements(schema: &Schema) -> Vec<(Id, (u32, QualifiedName))> {
    let mut elements: Vec<(Id, (u32, QualifiedName))> = Vec::new();
    elements.extend(schema.namespaces.iter().map(|o| (o.id, (0, QualifiedName::new(o.name.as_str())))));
    elements.extend(schema.enums.iter().map(|o| (o.id, (1, o.name.clone()))));
    elements.extend(schema.domains.iter().map(|o| (o.id, (1, o.name.clone()))));
    elements.extend(schema.sequences.iter().map(|o| (o.id, (2, o.name.clone()))));
    for table in &schema.tables {
        elements.push((table.id, (2, table.name.clone())));
        // Columns live in their table, whose id is larger than the spaces of the schema.
        elements.extend(table.columns.iter().map(|o| (o.id, (table.id.0 + 16, QualifiedName::new(o.name.as_str())))));
    }
    elements
}

/// What the new schema lacks, but whose name it needs for something else.
fn aside(state: &Schema, to: &Schema) -> Vec<(Id, QualifiedName)> {
    let wanted = elements(to);
    let kept: HashSet<Id> = wanted.iter().map(|(id, _)| *id).collect();
    let views = to.views.iter().map(|view| (2, view.name.clone()));
    let names: HashSet<(u32, QualifiedName)> = wanted.into_iter().map(|(_, name)| name).chain(views).collect();
    let doomed = elements(state).into_iter().filter(|(id, name)| !kept.contains(id) && names.contains(name));
    doomed.map(|(id, (_, name))| (id, beside(&name, "old"))).collect()
}

/// What has to give its name to something that has not got it yet.
fn temporary(state: &Schema, to: &Schema) -> Vec<(Id, QualifiedName)> {
    let now = elements(state);
    let taken: HashSet<&(u32, QualifiedName)> = now.iter().map(|(_, name)| name).collect();
    let moving = moving(&now, to);
    let movers: HashSet<Id> = moving.iter().map(|(id, _)| *id).collect();
    let blocked: HashSet<(u32, QualifiedName)> =
        moving.into_iter().map(|(_, name)| name).filter(|name| taken.contains(name)).collect();
    let givers = now.iter().filter(|(id, name)| movers.contains(id) && blocked.contains(name));
    givers.map(|(id, (_, name))| (*id, beside(name, "swap"))).collect()
}

fn wanted(state: &Schema, to: &Schema) -> Vec<(Id, QualifiedName)> {
    moving(&elements(state), to).into_iter().map(|(id, (_, name))| (id, name)).collect()
}

/// What has another name in the new schema, with that name.
fn moving(now: &[(Id, (u32, QualifiedName))], to: &Schema) -> Vec<(Id, (u32, QualifiedName))> {
    let names: HashMap<Id, &(u32, QualifiedName)> = now.iter().map(|(id, name)| (*id, name)).collect();
    elements(to).into_iter().filter(|(id, name)| names.get(id).is_some_and(|old| *old != name)).collect()
}

fn beside(name: &QualifiedName, suffix: &str) -> QualifiedName {
    QualifiedName { namespace: name.namespace.clone(), name: format!("{}_{suffix}", name.name) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Column, ColumnType, Table};

    fn schema(columns: &[(u32, &str)]) -> Schema {
        let mut schema = Schema::new();
        let mut table = Table::new(Id(1), "t");
        table.columns = columns.iter().map(|(id, name)| Column::new(Id(*id), *name, ColumnType::Integer)).collect();
        schema.tables.push(table);
        schema
    }

    fn check(from: &[(u32, &str)], to: &[(u32, &str)], expected: &[&str]) {
        let (_, renamings) = renamed(&schema(from), &schema(to));
        let lines: Vec<String> = renamings.iter().map(|r| format!("{} to {}", r.from, r.to)).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn names_change_hands() {
        check(&[(2, "a")], &[(2, "b")], &["a to b"]);
        check(&[(2, "a"), (3, "b")], &[(2, "b")], &["b to b_old", "a to b"]);
        check(
            &[(2, "a"), (3, "b")],
            &[(2, "b"), (3, "a")],
            &["a to a_swap", "b to b_swap", "a_swap to b", "b_swap to a"],
        );
        check(&[(2, "a")], &[(9, "a")], &["a to a_old"]);
        check(&[(2, "a")], &[(2, "a")], &[]);
    }
}
