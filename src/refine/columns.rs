//! Adding columns, indexes on them, and other types for them.

use super::draft::Draft;
use super::forms::parts;
use super::items::{Item, is_type, items, noun};
use super::word::{Word, phrase};
use super::{limits, place, practices, relations, tables};
use crate::dialect::read_type;
use crate::nl::knowledge;
use crate::nl::typing::{self, Kind};
use crate::schema::*;

/// `add {things} to {table}`.
pub fn add_to(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [things, table] = parts(captured)?;
    let one = place::table(&draft.schema, table).map(|table| table.id);
    match one {
        Ok(table) => add(draft, table, things),
        Err(why) => {
            let tables = place::tables(&draft.schema, table).map_err(|_| why)?;
            add_to_each(draft, things, tables)
        }
    }
}

/// `add {things} everywhere`.
pub fn add_everywhere(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [things] = parts(captured)?;
    let tables = place::all(&draft.schema);
    add_to_each(draft, things, tables)
}

/// The same columns for several tables; one that has a column of the name keeps it.
fn add_to_each(draft: &mut Draft, things: &[Word], tables: Vec<Id>) -> Result<(), String> {
    let list = items(things);
    for (table, item) in tables.iter().flat_map(|table| list.iter().map(move |item| (*table, item))) {
        let owner = draft.table(table)?;
        if owner.column(&draft.naming.spell(&item.name)).is_some() {
            continue;
        }
        match item.name.replace('_', " ").as_str() {
            by @ ("created by" | "updated by" | "changed by" | "deleted by") => practices::by_whom(draft, table, by)?,
            _ if place::table_called(&draft.schema, &item.name).is_some_and(|other| other.id == table) => {}
            _ if place::table_called(&draft.schema, &item.name).is_some() => add_item(draft, table, item)?,
            _ => {
                column(draft, table, &Item { name: singular(&item.name), ..item.clone() })?;
            }
        }
    }
    Ok(())
}

/// `{table} must have {things}` that it does not have yet: no row is without.
pub fn add_required(draft: &mut Draft, table: &[Word], things: &[Word]) -> Result<(), String> {
    let table = place::table(&draft.schema, table)?.id;
    for item in items(things) {
        add_item(draft, table, &Item { optional: item.optional.or(Some(false)), ..item })?;
    }
    Ok(())
}

/// `add {a rating} from {1} to {5} to {comments}`.
pub fn add_between(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [thing, low, high, table] = parts(captured)?;
    let (low, high) = (limits::number(low)?, limits::number(high)?);
    let table = place::table(&draft.schema, table)?.id;
    let [item] = &items(thing)[..] else { return Err("Say one column before its range.".to_owned()) };
    let whole = low.parse::<i64>().is_ok() && high.parse::<i64>().is_ok();
    let written = item.written_type.clone().or(Some(if whole { "integer" } else { "decimal" }.to_owned()));
    let id = column(draft, table, &Item { written_type: written, ..item.clone() })?;
    let name = Expression::identifier(&draft.column(id)?.1.name);
    limits::check(draft, table, Expression::new(format!("{name} BETWEEN {low} AND {high}")))
}

/// `add {a flag} to {users} with default {true}`.
pub fn add_with_default(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [thing, table, value] = parts(captured)?;
    let table = place::table(&draft.schema, table)?.id;
    let [item] = &items(thing)[..] else { return Err("Say one column before its default.".to_owned()) };
    let default = value.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    add_item(draft, table, &Item { default: Some(default), ..item.clone() })
}

/// `add {exams} to {courses} with {a date and a maximum score}`: rows of their own, with these columns.
pub fn add_to_with(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [thing, table, list] = parts(captured)?;
    let table = place::table(&draft.schema, table)?.id;
    let [item] = &items(thing)[..] else { return Err(String::new()) };
    if !is_plural(&item.name) || place::table_called(&draft.schema, &item.name).is_some() {
        return Err(String::new());
    }
    let new = tables::add_named(draft, &item.name, &items(list))?;
    relations::refer(draft, new, table, Some(false))
}

/// `{title} can be at most {100} characters long`.
pub fn longest(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [column, length] = parts(captured)?;
    let place = place::column(&draft.schema, column)?;
    let length: u32 =
        limits::number(length)?.parse().map_err(|_| "Say how many characters, as in \"100 characters\".")?;
    let (table, column) = draft.column(place.column)?;
    if !column.data_type.is_text() {
        return Err(format!("{}.{} is {} and has no length.", table.name, column.name, column.data_type));
    }
    let data_type = ColumnType::varchar(length.max(1));
    if column.data_type == data_type {
        return Ok(());
    }
    let label = format!("Make {}.{} at most {length} characters long", table.name, column.name);
    let longer = format!("Values of {}.{} that are longer have to be mended before.", table.name, column.name);
    let changed = Column { data_type, ..column.clone() };
    draft.make(Change::Modify { object: Object::Column(changed) })?;
    draft.label(label.clone());
    draft.explain(place.column, Topic::Type, label, "");
    draft.assume(longer);
    Ok(())
}

/// `change {column} from {type} to {type}`.
pub fn retype_from(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [column, _, wanted] = parts(captured)?;
    retype(draft, &[column, wanted])
}

/// `add {a status} to {reviews}: {pending, approved, rejected}`.
pub fn add_with_values(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [things, table, values] = parts(captured)?;
    let table = place::table(&draft.schema, table)?.id;
    let values = super::items::values(values);
    // "add the following fields to users: birthday, gender".
    let is_kind = |word: &Word| {
        matches!(word.lower.as_str(), "following" | "these" | "columns" | "fields" | "attributes" | "the")
    };
    let [item] = &items(things)[..] else {
        return Err("Say one column before its values.".to_owned());
    };
    if things.iter().all(is_kind) {
        let text = captured.get(2).copied().unwrap_or_default();
        return add(draft, table, text);
    }
    add_item(draft, table, &Item { values, ..item.clone() })
}

/// `add {a status} with values {open, closed} to {orders}`.
pub fn add_values_first(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [things, values, table] = parts(captured)?;
    add_with_values(draft, &[things, table, values])
}

/// `give {column} {4} decimals`.
pub fn decimals(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [column, digits] = parts(captured)?;
    let place = place::column(&draft.schema, column)?;
    let scale: u32 = limits::number(digits)?.parse().map_err(|_| "Say how many decimals, as in \"4 decimals\".")?;
    let (table, column) = draft.column(place.column)?;
    let whole = match column.data_type {
        ColumnType::Decimal { precision: Some(precision), scale } => {
            precision.saturating_sub(u32::try_from(scale.unwrap_or(0)).unwrap_or(0))
        }
        _ if column.data_type.is_numeric() => 10,
        _ => return Err(format!("{}.{} is {} and has no decimals.", table.name, column.name, column.data_type)),
    };
    let label = format!("Give {}.{} {scale} decimals", table.name, column.name);
    let data_type = ColumnType::decimal((whole + scale.min(30)).min(38), i32::try_from(scale.min(30)).unwrap_or(4));
    if column.data_type == data_type {
        return Ok(());
    }
    let changed = Column { data_type, ..column.clone() };
    draft.make(Change::Modify { object: Object::Column(changed) })?;
    draft.label(label.clone());
    draft.explain(place.column, Topic::Type, label, "");
    Ok(())
}

/// `give {table} {things}`, `{table} should have {things}`.
pub fn add_to_first(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [table, things] = parts(captured)?;
    add_to(draft, &[things, table])
}

/// `add {a} to {b} and {c} to {d}`.
pub fn add_to_two(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [first, one, second, other] = parts(captured)?;
    add_to(draft, &[first, one])?;
    add_to(draft, &[second, other])
}

fn add(draft: &mut Draft, table: Id, things: &[Word]) -> Result<(), String> {
    for item in items(things) {
        add_item(draft, table, &item)?;
    }
    Ok(())
}

/// A thing of a table: a reference to a table that exists, a table of its own where rows have many of it, or a column.
fn add_item(draft: &mut Draft, table: Id, item: &Item) -> Result<(), String> {
    let other = place::table_called(&draft.schema, &item.name).map(|other| other.id);
    if let Some(other) = other.filter(|other| *other != table) {
        return related(draft, table, other, item);
    }
    if let Some(known) = knowledge::archetype(&item.name).filter(|_| is_plural(&item.name) && item.values.is_empty()) {
        return tables::add_beside(draft, table, item, known);
    }
    column(draft, table, item).map(|_| ())
}

/// "a category" of a product is a reference; "categories" are shared by many; "reviews" are each about one.
fn related(draft: &mut Draft, table: Id, other: Id, item: &Item) -> Result<(), String> {
    if !is_plural(&item.name) {
        return relations::refer(draft, table, other, item.optional);
    }
    match knowledge::archetype(&item.name).is_some_and(|known| !tables::is_shared(known)) {
        true => relations::refer(draft, other, table, item.optional),
        false => relations::pair(draft, table, other),
    }
}

/// Whether a name's last word is in the plural.
pub fn is_plural(name: &str) -> bool {
    name.rsplit(' ').next().is_some_and(|last| singular(last) != last && plural(&singular(last)) == last)
}

/// Adds the column for an item and gives its id.
pub fn column(draft: &mut Draft, table: Id, item: &Item) -> Result<Id, String> {
    let owner = draft.table(table)?.name.to_string();
    let hint = (item.values.len() >= 2).then_some(Kind::Category);
    let typed = typing::infer(&item.name, &singular(&owner), hint);
    let name = draft.naming.spell(&typed.name);
    if draft.table(table)?.column(&name).is_some() {
        return Err(format!("{owner} has a column {name} already."));
    }
    let mut column = Column::new(draft.schema.fresh_id(), name.clone(), typed.data_type.clone());
    column.default = typed.default.clone();
    if let Some(longest) = item.values.iter().map(|value| value.chars().count()).max() {
        column.data_type = ColumnType::varchar(u32::try_from(longest).unwrap_or(255).max(20));
        column.default = None;
    }
    if let Some(written) = &item.written_type {
        column.data_type = written_type(draft, written).ok_or_else(|| unknown_type(written))?;
        column.default = None;
    }
    if let Some(default) = &item.default {
        column.default = Some(limits::literal(default, &column.data_type));
    } else if column.default.is_none() && counts(&typed.name) && column.data_type.is_numeric() {
        column.default = Some("0".into());
    }
    // Rows that are there already have no value, so only a default lets the column demand one.
    column.nullable = item.optional.unwrap_or(typed.nullable || column.default.is_none());
    if item.optional == Some(false) && column.default.is_none() {
        draft.assume_of_rows(
            table,
            format!("Rows of {owner} that exist need a value for {name} before it can be required."),
        );
    }
    let (id, check) = (column.id, typed.check.filter(|_| item.written_type.is_none() && item.values.is_empty()));
    let what = format!("{name} is kept of each {}", singular(&owner));
    let data_type = column.data_type.to_string();
    draft.add(table, Object::Column(column))?;
    draft.label(format!("Add {name} to {owner}"));
    draft.explain(id, Topic::Attribute, what, "");
    draft.explain(id, Topic::Type, format!("{name} is {data_type}"), &typed.why);
    if typed.confidence < 0.5 && item.written_type.is_none() && item.values.is_empty() {
        draft.assume(format!("{name} is taken for {data_type}; nothing says what its values are."));
    }
    if !item.values.is_empty() {
        limits::only_values(draft, place::Place { table, column: id }, &item.values)?;
    } else if let Some(check) = check {
        limits::check(draft, table, check.renamed(&typed.name, &name))?;
    }
    if item.unique || typed.unique && draft.is_new(table) {
        limits::unique_key(draft, table, vec![name])?;
    } else if typed.unique {
        draft.assume(format!("Two {owner} may share a {name}; say \"make {name} of {owner} unique\" if not."));
    }
    Ok(id)
}

/// Numbers that begin at nothing: points, counts, balances.
fn counts(name: &str) -> bool {
    let words = words(name);
    let last = words.last().map(|word| singular(word)).unwrap_or_default();
    matches!(
        last.as_str(),
        "point" | "count" | "quantity" | "balance" | "credit" | "stock" | "view" | "like" | "attempt" | "score"
    )
}

/// `change the type of {column} to {type}`.
pub fn retype(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [column, wanted] = parts(captured)?;
    let wanted = phrase_of_type(wanted);
    let data_type = written_type(draft, &wanted).ok_or_else(|| unknown_type(&wanted))?;
    let place = place::column(&draft.schema, column)?;
    let (table, column) = draft.column(place.column)?;
    let label = format!("Make {}.{} {data_type}", table.name, column.name);
    let what = format!("{} is {data_type}", column.name);
    if column.data_type == data_type {
        return Ok(());
    }
    let lost = format!("Values of {}.{} that are no {data_type} have to be mended before.", table.name, column.name);
    let wider = matches!((&column.data_type, &data_type), (_, ColumnType::Text));
    let changed = Column { data_type, ..column.clone() };
    draft.make(Change::Modify { object: Object::Column(changed) })?;
    draft.label(label);
    draft.explain(place.column, Topic::Type, what, "");
    if !wider {
        draft.assume(lost);
    }
    Ok(())
}

/// As [`retype`], where the pattern cannot tell the column from the type: the type is the shortest ending that is one.
pub fn retype_to_last(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [column, wanted] = parts(captured)?;
    let both = [*column, *wanted].concat();
    let is_start = |at: &usize| is_type(&both[*at].lower);
    let article = wanted.iter().rposition(|word| matches!(word.lower.as_str(), "a" | "an")).map_or(0, |at| at + 1);
    let refusal = || unknown_type(&phrase(&wanted[article..]));
    let at = (1..both.len()).rev().find(is_start).ok_or_else(refusal)?;
    let end = if matches!(both[at - 1].lower.as_str(), "a" | "an") && at > 1 { at - 1 } else { at };
    retype(draft, &[&both[..end], &both[at..]])
}

fn phrase_of_type(words: &[Word]) -> String {
    let words = noun(words);
    words
        .iter()
        .map(|word| word.lower.as_str())
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" ( ", "(")
        .replace(" , ", ",")
        .replace(" )", ")")
}

/// A type in plain words (`number`, `text`) or in the dialect's.
fn written_type(draft: &Draft, text: &str) -> Option<ColumnType> {
    let head = text.split(['(', ' ']).next().unwrap_or_default();
    Some(match text {
        "text" | "string" | "long text" => ColumnType::Text,
        "number" | "whole number" => ColumnType::Integer,
        "decimal" | "numeric" => ColumnType::decimal(12, 4),
        "money" => ColumnType::decimal(10, 2),
        "percentage" => ColumnType::decimal(5, 2),
        "boolean" | "bool" | "flag" | "yes no" => ColumnType::Boolean,
        "timestamp" | "datetime" | "date and time" => ColumnType::timestamptz(),
        "year" => ColumnType::SmallInt,
        "float" => ColumnType::Double,
        "json" => ColumnType::Json { binary: true },
        "double precision" | "timestamp with time zone" | "timestamp without time zone" => {
            read_type(text, draft.dialect)
        }
        _ if is_type(head) && is_sized(&text[head.len()..]) => read_type(text, draft.dialect),
        _ => return None,
    })
}

/// Nothing, or sizes in brackets.
fn is_sized(rest: &str) -> bool {
    let sizes = rest.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    rest.trim().is_empty()
        || sizes.is_some_and(|sizes| sizes.chars().all(|c| c.is_ascii_alphanumeric() || c == ',' || c == ' '))
}

fn unknown_type(text: &str) -> String {
    format!(
        "\"{text}\" is no type. Say text, number, decimal(10,2), date, timestamp, boolean, uuid, json or a type of the dialect."
    )
}

/// `add an index on {column}`.
pub fn index(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [column] = parts(captured)?;
    let place = place::column(&draft.schema, column)?;
    let name = draft.column(place.column)?.1.name.clone();
    index_on(draft, place.table, &[name])
}

/// `index {table} by {columns}`.
pub fn index_by(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [table, columns] = parts(captured)?;
    let table = place::table(&draft.schema, table)?;
    let names = named_columns(draft, table, columns)?;
    index_on(draft, table.id, &names)
}

/// `add an index on {columns} of {table}`.
pub fn index_of(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [columns, table] = parts(captured)?;
    index_by(draft, &[table, columns])
}

/// The names of a table's columns that a list names.
pub fn named_columns(draft: &Draft, table: &Table, list: &[Word]) -> Result<Vec<String>, String> {
    let name = |item: Item| {
        let place = place::column_of(table, &item.name)?;
        draft.column(place.column).map(|(_, column)| column.name.clone())
    };
    items(list).into_iter().map(name).collect()
}

/// An index, unless one serves already.
pub fn index_on(draft: &mut Draft, table: Id, names: &[String]) -> Result<(), String> {
    let owner = draft.table(table)?;
    if owner.has_index_on(names) {
        return Ok(());
    }
    let what = format!("Index on {}({})", owner.name, names.join(", "));
    let columns: Vec<&str> = names.iter().map(String::as_str).collect();
    let index = Index::on(draft.schema.fresh_id(), &columns);
    let id = index.id;
    draft.add(table, Object::Index(index))?;
    draft.label(what.clone());
    draft.explain(id, Topic::Index, what, "Rows are looked up by it.");
    Ok(())
}
