//! The values that a column takes: one more, one fewer, another name for one, a table of them.

use super::draft::Draft;
use super::forms::parts;
use super::items::{Item, noun, spelled};
use super::place::{self, Place};
use super::word::{Word, phrase};
use super::{limits, relations, tables};
use crate::schema::*;

/// `add {value} to the {status values}`, `allow {value} as {status}`.
pub fn one_more(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [value, column] = parts(captured)?;
    let (place, values) = listed(draft, column)?;
    add_values(draft, place, values, value)
}

fn add_values(draft: &mut Draft, place: Place, mut values: Vec<String>, more: &[Word]) -> Result<(), String> {
    for value in split(more) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    limits::only_values(draft, place, &values)
}

/// `{status} can also be {value}`.
pub fn also(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [column, value] = parts(captured)?;
    one_more(draft, &[value, column])
}

/// `{orders} can be {refunded}`: a state of the rows that have states, the moment of it for others.
pub fn state(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [table, value] = parts(captured)?;
    is_value(value)?;
    let table = place::table(&draft.schema, table)?;
    let state = table.columns.iter().find(|column| limits::allowed(table, &column.name).is_some() && is_state(column));
    let Some(place) = state.map(|column| Place { table: table.id, column: column.id }) else {
        let is_done = |word: &&Word| word.lower.ends_with("ed") || word.lower.ends_with("en");
        let done = value.last().filter(is_done).ok_or(String::new())?;
        let name = format!("{} at", done.lower);
        let id = table.id;
        return super::columns::column(draft, id, &Item { name, optional: Some(true), ..Item::default() }).map(|_| ());
    };
    let (_, values) = allowed_at(draft, place)?;
    add_values(draft, place, values, value)
}

/// As [`one_more`], where the phrase may mean something else: what is no column with a list gives no reason.
pub fn status_more(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    one_more(draft, captured).map_err(|_| String::new())
}

/// As [`one_fewer`], where the phrase may mean something else.
pub fn status_fewer(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    one_fewer(draft, captured).map_err(|_| String::new())
}

/// `allow the status {refunded} for {orders}`.
pub fn more_in(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [value, table] = parts(captured)?;
    state(draft, &[table, value])
}

/// `allow status {refunded}`, where one table has states.
pub fn more_anywhere(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [value] = parts(captured)?;
    is_value(value)?;
    one_more(draft, &[value, &super::word::words("status")])
}

/// `remove {value} from {status}`.
pub fn one_fewer(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [value, column] = parts(captured)?;
    let (place, values) = listed(draft, column)?;
    let gone = split(value);
    let (table, found) = draft.column(place.column)?;
    if let Some(missing) = gone.iter().find(|value| !values.contains(value)) {
        return Err(format!("{}.{} does not take {missing}. It takes {}.", table.name, found.name, values.join(", ")));
    }
    let left: Vec<String> = values.into_iter().filter(|value| !gone.contains(value)).collect();
    if left.is_empty() {
        return Err(format!("{}.{} would take no value at all.", table.name, found.name));
    }
    let used =
        format!("Rows of {} whose {} is {} get another value before.", table.name, found.name, gone.join(" or "));
    draft.assume(used);
    limits::only_values(draft, place, &left)
}

/// `rename the {status} {paid} to {settled}`.
pub fn renamed(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [both, new] = parts(captured)?;
    let at = (1..both.len()).rev().find(|at| listed(draft, &both[..*at]).is_ok()).ok_or(String::new())?;
    let (place, mut values) = listed(draft, &both[..at])?;
    let (old, new) = (spelled(&both[at..]), spelled(new));
    let found = values.iter_mut().find(|value| **value == old).ok_or(String::new())?;
    new.clone_into(found);
    let (table, column) = draft.column(place.column)?;
    let moved = format!("Rows of {} whose {} is {old} become {new}.", table.name, column.name);
    draft.assume(moved);
    limits::only_values(draft, place, &values)
}

/// `make {column} an enum`: only where its values are known already.
pub fn enumerated(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [column] = parts(captured)?;
    let place = place::column(&draft.schema, column)?;
    let (table, found) = draft.column(place.column)?;
    let said = match allowed_at(draft, place) {
        Ok((_, values)) => format!("{}.{} takes only {} already.", table.name, found.name, values.join(", ")),
        Err(_) => {
            return Err(format!(
                "Say its values, as in \"{} of {} is one of small, medium, large\".",
                found.name, table.name
            ));
        }
    };
    draft.assume(said);
    Ok(())
}

/// `turn {specialty} into a lookup table`: each value is a row, to which the owner refers.
pub fn lookup(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [column] = parts(captured)?;
    let place = place::column(&draft.schema, column)?;
    let (owner, old) = draft.column(place.column)?;
    if owner.in_primary_key(&old.name) || owner.in_foreign_key(&old.name) {
        return Err(format!("{}.{} is a key already.", owner.name, old.name));
    }
    let (owner_name, owner, old) = (owner.name.to_string(), owner.id, old.clone());
    let name = tables::table_name(draft, &words(&old.name).join(" "));
    if draft.schema.table_named(&name).is_some() {
        return Err(format!("There is a table {name} already. Say \"link {owner_name} to {name}\"."));
    }
    draft.label(format!("Make {owner_name}.{} a table of its own", old.name));
    let id = tables::add_empty(draft, &name)?;
    draft.explain(
        id,
        Topic::Entity,
        format!("{name} holds each {} once", old.name),
        "A value is written once and can be described.",
    );
    let spelling = draft.naming.spell("name");
    let value = Column {
        id: draft.schema.fresh_id(),
        name: spelling.clone(),
        nullable: false,
        default: None,
        comment: None,
        ..old.clone()
    };
    draft.add(id, Object::Column(value))?;
    limits::unique_key(draft, id, vec![spelling])?;
    draft.drop_all(old.id)?;
    relations::refer(draft, owner, id, Some(true))?;
    draft.assume(format!(
        "A migration fills {name} from the different values of {owner_name}.{} before it goes.",
        old.name
    ));
    Ok(())
}

/// A value is a word or two: a longer phrase, or one that says where, is about something else.
fn is_value(words: &[Word]) -> Result<(), String> {
    let leads =
        |word: &Word| matches!(word.lower.as_str(), "to" | "for" | "in" | "on" | "of" | "with" | "from" | "by" | "at");
    match words.len() > 2 || words.iter().any(leads) {
        true => Err(String::new()),
        false => Ok(()),
    }
}

/// A column that tells in which state a row is.
fn is_state(column: &Column) -> bool {
    words(&column.name).iter().any(|word| matches!(word.as_str(), "status" | "state" | "stage" | "phase"))
}

/// The column that a phrase such as "order statuses" or "status of orders" means, with its values.
fn listed(draft: &Draft, words: &[Word]) -> Result<(Place, Vec<String>), String> {
    let plain: Vec<Word> = noun(words).iter().filter(|word| !KINDS.contains(&word.lower.as_str())).cloned().collect();
    let place = place::column(&draft.schema, &plain).or_else(|why| {
        // "status" alone is the one that has a list.
        let name = phrase(noun(&plain));
        let mut lists = draft.schema.tables.iter().filter_map(|table| {
            let column = place::find(table, &name)?;
            limits::allowed(table, &column.name).map(|_| Place { table: table.id, column: column.id })
        });
        lists.next().filter(|_| lists.next().is_none()).ok_or(why)
    })?;
    allowed_at(draft, place)
}

/// Words around a column's name that say that its values are meant.
const KINDS: [&str; 6] = ["value", "values", "option", "options", "allowed", "possible"];

fn allowed_at(draft: &Draft, place: Place) -> Result<(Place, Vec<String>), String> {
    let (table, column) = draft.column(place.column)?;
    let unlisted = || {
        format!(
            "{}.{} has no list of values. Say \"{} of {} is one of a, b, c\".",
            table.name, column.name, column.name, table.name
        )
    };
    Ok((place, limits::allowed(table, &column.name).ok_or_else(unlisted)?))
}

fn split(words: &[Word]) -> Vec<String> {
    let is_mark = |word: &Word| matches!(word.lower.as_str(), "," | "and" | "or");
    words.split(is_mark).filter(|part| !part.is_empty()).map(|part| spelled(noun(part))).collect()
}
