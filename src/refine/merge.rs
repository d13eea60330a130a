//! A sentence that describes rather than asks ("a supplier delivers many products") is designed by itself, and what is
//! new in it is added to the schema.

use super::columns::column;
use super::draft::Draft;
use super::items::Item;
use super::place;
use super::relations::{pair, refer};
use super::tables::add_named;
use crate::nl::{self, Options};
use crate::schema::*;
use std::collections::HashMap;

/// Adds what a description names and the schema lacks. False where it names nothing that fits the schema.
pub fn described(draft: &mut Draft, text: &str) -> bool {
    let options = Options { naming: draft.naming, ..Options::default() };
    let design = nl::design(text, &options);
    let known = |table: &Table| place::table_called(&draft.schema, &table.name.name).is_some();
    // A sentence about none of the tables is no request about this schema.
    if !draft.schema.tables.is_empty() && !design.schema.tables.iter().any(known) {
        return false;
    }
    !design.schema.tables.is_empty() && merged(draft, &design).is_ok() && !draft.is_untouched()
}

fn merged(draft: &mut Draft, design: &nl::Design) -> Result<(), String> {
    let is_junction = |table: &Table| {
        table.foreign_keys.len() == 2 && table.key_columns().iter().all(|column| table.in_foreign_key(column))
    };
    let mut places: HashMap<&QualifiedName, Id> = HashMap::new();
    let is_said = |id: Id| design.decisions.iter().any(|d| d.subject == id && d.source == Source::Text);
    for table in design.schema.tables.iter().filter(|table| !is_junction(table) && is_said(table.id)) {
        let said = items_said(design, table);
        let id = match place::table_called(&draft.schema, &table.name.name).map(|found| found.id) {
            Some(found) => {
                for item in &said {
                    if place::find(draft.table(found)?, &item.name).is_none() {
                        column(draft, found, item)?;
                    }
                }
                found
            }
            None => add_named(draft, &words(&table.name.name).join(" "), &said)?,
        };
        places.insert(&table.name, id);
    }
    for table in &design.schema.tables {
        let parent = |key: &ForeignKey| places.get(&key.references.table).copied();
        match (places.get(&table.name), &table.foreign_keys[..]) {
            (Some(child), keys) => {
                for key in keys.iter().filter(|key| is_said(key.id)) {
                    if let Some(parent) = parent(key).filter(|parent| parent != child) {
                        refer(draft, *child, parent, Some(!table.requires(&key.columns)))?;
                    }
                }
            }
            (None, [a, b]) => {
                if let (Some(a), Some(b)) = (parent(a), parent(b)) {
                    pair(draft, a, b)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The attributes of a table that the text itself names.
fn items_said(design: &nl::Design, table: &Table) -> Vec<Item> {
    let is_said = |column: &&Column| {
        !table.in_foreign_key(&column.name)
            && design
                .decisions
                .iter()
                .any(|d| d.subject == column.id && d.source == Source::Text && d.topic == Topic::Attribute)
    };
    let item = |column: &Column| Item { name: words(&column.name).join(" "), ..Item::default() };
    table.columns.iter().filter(is_said).map(item).collect()
}
