//! SQL Server's rule that a row may be reached by one path of cascading actions only (error 1785).

use super::notes::Notes;
use super::order::positions;
use crate::dialect::Dialect;
use crate::schema::{Action, ForeignKey, Schema};
use std::collections::{HashSet, VecDeque};

/// Foreign keys, as table and position, whose actions the database would refuse.
pub(super) type Cascades = HashSet<(usize, usize)>;

/// Takes actions in the schema's order, deletions that cascade first, and refuses every one that would open a second
/// path or a circle.
pub(super) fn cascades(schema: &Schema, dialect: Dialect, notes: &mut Notes) -> Cascades {
    let mut refused = Cascades::new();
    if dialect != Dialect::SqlServer {
        return refused;
    }
    let positions = positions(schema);
    let mut keys: Vec<(usize, usize, usize)> = Vec::new();
    for (child, table) in schema.tables.iter().enumerate() {
        for (at, key) in table.foreign_keys.iter().enumerate().filter(|(_, key)| acts(key)) {
            if let Some(&parent) = positions.get(&key.references.table) {
                keys.push((parent, child, at));
            }
        }
    }
    keys.sort_by_key(|&(_, child, at)| schema.tables[child].foreign_keys[at].on_delete != Action::Cascade);
    let mut down = vec![Vec::new(); schema.tables.len()];
    let mut up = vec![Vec::new(); schema.tables.len()];
    for (parent, child, at) in keys {
        let below = reachable(&down, child);
        let second_path = reachable(&up, parent).into_iter().find(|&ancestor| {
            let reached = reachable(&down, ancestor);
            below.iter().any(|table| reached.contains(table))
        });
        let circle = parent == child || below.contains(&parent);
        if !circle && second_path.is_none() {
            down[parent].push(child);
            up[child].push(parent);
            continue;
        }
        refused.insert((child, at));
        let table = &schema.tables[child];
        let name = |at: usize| schema.tables[at].name.to_string();
        let reason = match second_path.filter(|_| !circle) {
            Some(ancestor) => {
                format!("a second cascading path from {} would be refused; it is NO ACTION", name(ancestor))
            }
            None => "a cascading circle would be refused; it is NO ACTION".to_owned(),
        };
        let place = format!("{} -> {}", table.name, name(parent));
        notes.lost("action-lost", table.foreign_keys[at].id, place, reason);
    }
    refused
}

fn acts(key: &ForeignKey) -> bool {
    let acts = |action| !matches!(action, Action::NoAction | Action::Restrict);
    acts(key.on_delete) || acts(key.on_update)
}

/// The table itself and all that are reached from it.
fn reachable(edges: &[Vec<usize>], from: usize) -> HashSet<usize> {
    let mut seen = HashSet::from([from]);
    let mut queue = VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        queue.extend(edges[at].iter().copied().filter(|&next| seen.insert(next)));
    }
    seen
}
