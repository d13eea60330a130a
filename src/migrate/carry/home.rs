//! The way home: values that changed at the new place since they moved.

use super::sql::{NEW, at, comparable, first, same};
use super::transfer::place;
use super::{Carry, Link, Values, places};
use crate::dialect::Dialect;
use crate::migrate::archive;
use crate::migrate::work::Work;
use crate::schema::{Column, Id, Table};
use std::collections::HashSet;

/// Statements for columns that are back with their archived values and have a newer one at the new place, where
/// `kept` is the archive. Rows that came since get their values the same way.
pub(in crate::migrate) fn brought_home(work: &Work, table: &Table, columns: &[&Column], kept: &str) -> Vec<String> {
    let changing: HashSet<Id> = columns.iter().map(|column| column.id).collect();
    let Some(key) = archive::key(table, &changing) else { return Vec::new() };
    let own = work.quote(&table.name);
    let join = key.iter().map(|name| format!("kept.{0} = {own}.{0}", work.ident(name))).collect::<Vec<_>>();
    let fresh = format!("NOT EXISTS (SELECT 1 FROM {kept} kept WHERE {})", join.join(" AND "));
    let mut statements = Vec::new();
    for carry in work.carries.iter().filter(|carry| carry.from == table.id && work.dialect != Dialect::Sqlite) {
        let Some((from, to)) = places(work, carry) else { continue };
        for (old, new) in carry.pairs() {
            if columns.iter().any(|column| column.name == old) {
                statements.extend(home(work, carry, (from, &old), (to, &new), Some(&fresh)));
            }
        }
    }
    statements
}

/// The statement for one column. A value that is NULL was NULL before the move, unless the row is a fresh one.
pub(super) fn home(
    work: &Work,
    carry: &Carry,
    (from, old): (&Table, &str),
    (to, new): (&Table, &str),
    fresh: Option<&str>,
) -> Option<String> {
    let mut there = place(work, carry, (from, to))?;
    match &carry.values {
        Values::Columns(_) => {}
        Values::Numbers { position: Some(position), rows } => {
            let number = rows.iter().position(|row| row.iter().any(|(name, _)| name == old))? + 1;
            there = format!("{there} AND {} = {number}", at(work, NEW, position));
        }
        Values::Numbers { .. } | Values::List { .. } => return None,
    }
    let own = work.quote(&from.name);
    let name = work.ident(old);
    let value = at(work, NEW, new);
    let here = comparable(work, from, old, format!("{own}.{name}"));
    let differs = format!("NOT {}", same(work.dialect, &here, &comparable(work, to, new, value.clone())));
    let mixed = matches!(carry.link, Link::FromParent(_) | Link::ToParent(_));
    let steady = match fresh {
        _ if !mixed => String::new(),
        Some(fresh) => format!(" AND ({name} IS NOT NULL OR {fresh})"),
        None => format!(" AND {name} IS NOT NULL"),
    };
    Some(format!(
        "UPDATE {own} SET {name} = {} WHERE EXISTS (SELECT 1 FROM {there} AND {differs}){steady}",
        first(work, &value, &there)
    ))
}
