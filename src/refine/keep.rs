//! Keeping what was: the history of a column's values or of a table's rows.

use super::draft::Draft;
use super::forms::{first, parts};
use super::items::Item;
use super::place::{self, Place};
use super::tables::{add_empty, table_name};
use super::word::{Word, phrase};
use super::{columns, limits, practices, relations};
use crate::schema::*;

/// `keep the history of {column or table}`.
pub fn history(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let words = first(captured);
    let exact = place::table(&draft.schema, words).map(|table| table.id);
    match (place::column(&draft.schema, words), exact) {
        (_, Ok(table)) => of_table(draft, table),
        (Ok(place), Err(_)) => of_column(draft, place),
        (Err(why), Err(_)) => Err(why),
    }
}

/// `track the {price} history of {products}`.
pub fn history_in(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [column, table] = parts(captured)?;
    let table = place::table(&draft.schema, table)?;
    let place = place::column_of(table, &phrase(super::items::noun(column)))?;
    of_column(draft, place)
}

/// Each value with the time from which to which it held.
fn of_column(draft: &mut Draft, place: Place) -> Result<(), String> {
    let (table, column) = draft.column(place.column)?;
    let (owner, column) = (table.name.to_string(), column.clone());
    let thing = singular(&words(&owner).join(" "));
    draft.label(format!("Keep the history of {owner}.{}", column.name));
    let history = start(draft, place.table, draft.naming.spell(&format!("{thing} {} history", column.name)))?;
    let value =
        Column { id: draft.schema.fresh_id(), default: None, generated: None, identity: None, ..column.clone() };
    draft.add(history, Object::Column(value))?;
    period(draft, history, place.table)?;
    draft.assume(format!(
        "{owner}.{} keeps the value of now; a trigger or the application adds a row whenever it changes.",
        column.name
    ));
    Ok(())
}

/// Each row as it was, with the time from which to which it stood so.
fn of_table(draft: &mut Draft, table: Id) -> Result<(), String> {
    let owner = draft.table(table)?.clone();
    let thing = singular(&words(&owner.name.name).join(" "));
    draft.label(format!("Keep the history of {}", owner.name));
    let history = start(draft, table, table_name(draft, &format!("{thing} version")))?;
    for column in owner.columns.iter().filter(|column| !owner.in_primary_key(&column.name)) {
        if draft.table(history)?.column(&column.name).is_none() {
            let copy = Column {
                id: draft.schema.fresh_id(),
                default: None,
                generated: None,
                identity: None,
                ..column.clone()
            };
            draft.add(history, Object::Column(copy))?;
        }
    }
    period(draft, history, table)?;
    draft.assume(format!(
        "{} keeps the rows of now; a trigger or the application copies a row before it changes.",
        owner.name
    ));
    Ok(())
}

/// The table of what was, with its reference to what is.
fn start(draft: &mut Draft, owner: Id, name: String) -> Result<Id, String> {
    if draft.schema.table_named(&name).is_some() {
        return Err(format!("There is a table {name} already."));
    }
    let id = add_empty(draft, &name)?;
    let why = "What was true at a time stays known after it changes.";
    draft.explain(id, Topic::Entity, format!("{name} is a table of its own"), why);
    relations::refer(draft, id, owner, Some(false))?;
    Ok(id)
}

/// From when to when, and at most one beginning at a time.
fn period(draft: &mut Draft, history: Id, owner: Id) -> Result<(), String> {
    let (from, to) = (draft.naming.spell("valid from"), draft.naming.spell("valid to"));
    let begin = Column {
        default: Some("CURRENT_TIMESTAMP".into()),
        ..Column::new(draft.schema.fresh_id(), from.as_str(), ColumnType::timestamptz())
    };
    draft.add(history, Object::Column(begin))?;
    let end = Column { nullable: true, ..Column::new(draft.schema.fresh_id(), to.as_str(), ColumnType::timestamptz()) };
    draft.add(history, Object::Column(end))?;
    let (quoted_from, quoted_to) = (Expression::identifier(&from), Expression::identifier(&to));
    limits::check(draft, history, Expression::new(format!("{quoted_to} > {quoted_from}")))?;
    let parent = draft.table(owner)?.name.clone();
    let key = draft.table(history)?.foreign_keys.iter().find(|key| key.references.table == parent);
    let mut columns = key.map(|key| key.columns.clone()).unwrap_or_default();
    columns.push(from);
    limits::unique_key(draft, history, columns)
}

/// `store when {rows} were {shipped}`: the moment, empty until then.
pub fn when(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [table, verb] = parts(captured)?;
    let table = place::table(&draft.schema, table)?.id;
    let name = format!("{} at", phrase(verb));
    columns::column(draft, table, &Item { name, optional: Some(true), ..Item::default() }).map(|_| ())
}

/// `track who {approved} {rows}`: a reference to the people of the schema, or their name where there is no such table.
pub fn who(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [verb, table] = parts(captured)?;
    let table = place::table(&draft.schema, table)?.id;
    draft.label(format!("Keep who {} {}", phrase(verb), draft.table(table)?.name));
    practices::by_whom(draft, table, &format!("{} by", phrase(verb)))
}

/// `know who created {rows}`: only that, not who changed them later.
pub fn who_created(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let table = place::table(&draft.schema, first(captured))?.id;
    draft.label(format!("Keep who created {}", draft.table(table)?.name));
    practices::by_whom(draft, table, "created by")
}
