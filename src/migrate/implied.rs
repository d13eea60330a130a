//! MySQL's own indexes: a foreign key whose columns lead no key gets one, and keeps it when the foreign key goes.

use super::names::names;
use crate::dialect::Dialect;
use crate::schema::{ForeignKey, Id, Index, Schema, Table};
use std::collections::HashMap;

/// Ids of implied indexes are those of their foreign keys, raised by this.
const RAISED: u32 = 1 << 30;

/// Both schemas with the indexes written down that MySQL makes by itself; what stays has the same name in both.
pub(super) fn with_implied_indexes(old: &mut Schema, new: &mut Schema, dialect: Dialect) {
    let mut known: HashMap<Id, String> = HashMap::new();
    for schema in [old, new] {
        let names = names(schema, dialect);
        for table in &mut schema.tables {
            for key in table.foreign_keys.clone() {
                if is_covered(table, &key) {
                    continue;
                }
                let id = Id(RAISED + key.id.0);
                let first = key.columns.first().cloned().unwrap_or_default();
                let own = key.name.clone().unwrap_or(first);
                let taken = |name: &str| {
                    table.indexes.iter().any(|index| {
                        index.name.as_deref() == Some(name) || names.get(&index.id).map(String::as_str) == Some(name)
                    })
                };
                let mut name = known.get(&id).cloned().unwrap_or_else(|| own.clone());
                let mut number = 2;
                while taken(&name) {
                    name = format!("{own}_{number}");
                    number += 1;
                }
                known.insert(id, name.clone());
                let columns: Vec<&str> = key.columns.iter().map(String::as_str).collect();
                table.indexes.push(Index { name: Some(name), ..Index::on(id, &columns) });
            }
        }
    }
}

fn is_covered(table: &Table, key: &ForeignKey) -> bool {
    leading_keys(table).into_iter().any(|(_, columns)| covers(&columns, &key.columns))
}

/// Whether a key or index can serve lookups by these columns, in this order.
pub(super) fn covers(key: &[String], columns: &[String]) -> bool {
    key.len() >= columns.len() && key.iter().zip(columns).all(|(a, b)| a == b)
}

/// Keys and indexes with their columns.
pub(super) fn leading_keys(table: &Table) -> Vec<(Id, Vec<String>)> {
    let mut keys: Vec<(Id, Vec<String>)> = table.primary_key.iter().map(|o| (o.id, o.columns.clone())).collect();
    keys.extend(table.uniques.iter().map(|o| (o.id, o.columns.clone())));
    let plain = table
        .indexes
        .iter()
        .filter(|index| index.method.is_none() && index.keys.iter().all(|key| key.prefix.is_none()));
    keys.extend(plain.map(|o| (o.id, o.columns().into_iter().map(str::to_owned).collect())));
    keys
}
