//! The names of tables and columns.

use crate::nl::foreign;
use crate::nl::inflection;
use crate::nl::model::{Attribute, Entity, Model};
use crate::schema::NamingStyle;
use std::collections::HashSet;

/// Unique plural table names.
pub(super) fn table_names(model: &Model, style: NamingStyle) -> Vec<String> {
    let mut taken = HashSet::new();
    let name = |entity: &Entity| {
        let mut parts: Vec<String> = crate::schema::words(&entity.name);
        if let Some(last) = parts.last_mut() {
            // A word of another language has no English plural.
            if foreign::english(last).is_none() {
                *last = inflection::plural(last);
            }
        }
        let joined = parts.join(" ");
        match style.spell(&joined) {
            name if name.is_empty() => "items".to_owned(),
            name => name,
        }
    };
    model
        .entities
        .iter()
        .map(|entity| {
            let wanted = name(entity);
            let free = (1..).map(|n| if n == 1 { wanted.clone() } else { style.spell(&format!("{wanted} {n}")) });
            let name = free.into_iter().find(|name| !taken.contains(name)).unwrap_or(wanted);
            taken.insert(name.clone());
            name
        })
        .collect()
}

/// `number` of a room is `room number` as a column.
pub(super) fn full_name(entity: &Entity, attribute: &Attribute) -> String {
    let alone = attribute.identifier
        && !attribute.name.contains(' ')
        && matches!(attribute.name.as_str(), "number" | "code" | "no" | "num" | "identifier" | "key");
    if alone { format!("{} {}", entity.name, attribute.name) } else { attribute.name.clone() }
}
