//! Removing tables and columns, with what could not stand without them.

use super::draft::Draft;
use super::forms::{first, parts};
use super::items::items;
use super::place;
use super::word::Word;
use crate::schema::*;

/// `remove {columns} from {table}`.
pub fn from_table(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [list, table] = parts(captured)?;
    let tables = place::tables(&draft.schema, table)?;
    for (table, item) in tables.iter().flat_map(|table| items(list).into_iter().map(move |item| (*table, item))) {
        let owner = draft.table(table)?;
        match place::column_of(owner, &item.name) {
            Ok(place) => column(draft, place.column)?,
            Err(_) if tables.len() > 1 => {}
            // "remove tags from posts" ends the relation, not the tags.
            Err(why) => {
                let other = place::table_called(&draft.schema, &item.name).map(|other| other.id).ok_or(why)?;
                relation(draft, table, other)?;
            }
        }
    }
    Ok(())
}

/// `in {table}, remove {columns}`.
pub fn from_table_first(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [table, list] = parts(captured)?;
    from_table(draft, &[list, table])
}

/// `remove {a} from {b} and {c} from {d}`.
pub fn from_two(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [first, one, second, other] = parts(captured)?;
    from_table(draft, &[first, one])?;
    from_table(draft, &[second, other])
}

/// `remove {tables or columns}`.
pub fn remove(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let words = first(captured);
    // "the weight of products" is one column, "wishlists and reviews" are two tables.
    if let Ok(place) = place::column(&draft.schema, words) {
        let is_table = place::table(&draft.schema, words).is_ok();
        if !is_table {
            return column(draft, place.column);
        }
    }
    let parts = words.split(|word| matches!(word.lower.as_str(), "," | "and" | "or")).filter(|part| !part.is_empty());
    for part in parts {
        match place::table(&draft.schema, part) {
            Ok(found) => {
                let id = found.id;
                table(draft, id)?;
            }
            Err(no_table) => {
                let place =
                    place::column(&draft.schema, part).map_err(|why| if part.len() > 2 { why } else { no_table })?;
                column(draft, place.column)?;
            }
        }
    }
    Ok(())
}

/// Drops a table: references to it go with their columns, and tables that only paired it with another go whole.
pub fn table(draft: &mut Draft, id: Id) -> Result<(), String> {
    let name = draft.table(id)?.name.clone();
    draft.label(format!("Drop {name}"));
    draft.assume(format!("The rows of {name} are no longer wanted; a migration archives them before they go."));
    loop {
        let user = draft.schema.tables.iter().filter(|other| other.id != id).find_map(|other| {
            other.foreign_keys.iter().find(|key| key.references.table == name).map(|key| (other.id, key.id))
        });
        let Some((user, key)) = user else { break };
        let other = draft.table(user)?;
        let in_key = other
            .foreign_keys
            .iter()
            .any(|k| k.id == key && k.columns.iter().any(|column| other.in_primary_key(column)));
        if in_key {
            draft.assume(format!("{} goes too: its rows are about {name}.", other.name));
            draft.drop_all(user)?;
        } else {
            reference(draft, key)?;
        }
    }
    draft.drop_all(id)
}

/// Drops a column that is no key of the table.
pub fn column(draft: &mut Draft, id: Id) -> Result<(), String> {
    let (table, column) = draft.column(id)?;
    if table.in_primary_key(&column.name) {
        return Err(format!(
            "{0}.{1} is the primary key of {0}. Choose another key first, or drop the table.",
            table.name, column.name
        ));
    }
    let label = format!("Drop {}.{}", table.name, column.name);
    draft.label(label);
    draft.drop_all(id)
}

/// Drops a foreign key with its columns, where nothing else uses them as a key.
pub fn reference(draft: &mut Draft, key: Id) -> Result<(), String> {
    let Some(table) = draft.schema.table_of(key) else { return Ok(()) };
    let Some(found) = table.foreign_keys.iter().find(|other| other.id == key) else { return Ok(()) };
    let others = table.foreign_keys.iter().filter(|other| other.id != key);
    let shared: Vec<&String> = others.flat_map(|other| &other.columns).collect();
    let free = |name: &&String| !shared.contains(name) && !table.in_primary_key(name);
    let columns: Vec<Id> =
        found.columns.iter().filter(free).filter_map(|name| table.column(name)).map(|c| c.id).collect();
    draft.make(Change::Drop { id: key })?;
    columns.into_iter().try_for_each(|column| draft.drop_all(column))
}

/// Ends the relation between two tables, either way or through a table that pairs them.
pub fn relation(draft: &mut Draft, a: Id, b: Id) -> Result<(), String> {
    let (first, second) = (draft.table(a)?, draft.table(b)?);
    let (first_name, second_name) = (first.name.clone(), second.name.clone());
    if a == b {
        return Err(format!("Both mean {first_name}. Say two tables."));
    }
    let refers = |table: &Table, name: &QualifiedName| {
        table.foreign_keys.iter().find(|key| key.references.table == *name).map(|key| key.id)
    };
    let direct = refers(first, &second_name).or_else(|| refers(second, &first_name));
    let pairs = |table: &&Table| {
        // Only a table that is nothing but the relation goes with it.
        let is_all =
            !table.key_columns().is_empty() && table.key_columns().iter().all(|name| table.in_foreign_key(name));
        is_all && refers(table, &first_name).is_some() && refers(table, &second_name).is_some()
    };
    let pairing = draft.schema.tables.iter().find(pairs).map(|table| table.id);
    match (direct, pairing) {
        (Some(key), _) => reference(draft, key)?,
        (None, Some(pairing)) => table(draft, pairing)?,
        (None, None) => return Err(format!("{first_name} and {second_name} are not related.")),
    }
    draft.label(format!("Unlink {first_name} and {second_name}"));
    Ok(())
}
