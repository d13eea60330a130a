//! What a column may hold: optional, required, unique, defaults, values and ranges.

use super::columns::named_columns;
use super::draft::Draft;
use super::forms::{first, parts};
use super::items::{items, spelled};
use super::place::{self, Place};
use super::word::{Word, phrase};
use crate::schema::*;

pub fn optional(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    set_nullable(draft, captured, true)
}

pub fn required(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    set_nullable(draft, captured, false)
}

/// `{phone} is optional for {patients}`.
pub fn optional_in(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [columns, table] = parts(captured)?;
    set_in(draft, columns, table, true)
}

/// `{patients} don't need {an email}`.
pub fn optional_of(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [table, columns] = parts(captured)?;
    set_in(draft, columns, table, true)
}

/// `{phone} is required for {patients}`.
pub fn required_in(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [columns, table] = parts(captured)?;
    set_in(draft, columns, table, false)
}

/// `{patients} must have {a phone}`: what is there is required, what is not is added so.
pub fn must_have(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [table, columns] = parts(captured)?;
    let found = place::table(&draft.schema, table)?;
    let known = items(columns).iter().all(|item| place::find(found, &item.name).is_some());
    match known {
        true => set_in(draft, columns, table, false),
        false => super::columns::add_required(draft, table, columns),
    }
}

fn set_in(draft: &mut Draft, columns: &[Word], table: &[Word], nullable: bool) -> Result<(), String> {
    let table = place::table(&draft.schema, table)?;
    let found: Result<Vec<Place>, String> =
        items(columns).iter().map(|item| place::column_of(table, &item.name)).collect();
    found?.into_iter().try_for_each(|place| set_one(draft, place, nullable))
}

fn set_nullable(draft: &mut Draft, captured: &[&[Word]], nullable: bool) -> Result<(), String> {
    places(draft, first(captured))?.into_iter().try_for_each(|place| set_one(draft, place, nullable))
}

fn set_one(draft: &mut Draft, place: Place, nullable: bool) -> Result<(), String> {
    let (table, column) = draft.column(place.column)?;
    if column.nullable == nullable {
        return Ok(());
    }
    if nullable && table.in_primary_key(&column.name) {
        return Err(format!("{}.{} is part of the primary key, which always has a value.", table.name, column.name));
    }
    let word = if nullable { "optional" } else { "required" };
    let label = format!("Make {}.{} {word}", table.name, column.name);
    let what = format!("{} is {word}", column.name);
    let needs = format!("Rows of {} without {} need a value before.", table.name, column.name);
    let changed = Column { nullable, ..column.clone() };
    draft.make(Change::Modify { object: Object::Column(changed) })?;
    draft.label(label);
    draft.explain(place.column, Topic::Rule, what, "");
    if !nullable {
        draft.assume_of_rows(place.table, needs);
    }
    Ok(())
}

/// The columns that a phrase or a list of phrases names. "name and email of customers" names two columns of one table.
fn places(draft: &Draft, words: &[Word]) -> Result<Vec<Place>, String> {
    if let Ok(place) = place::column(&draft.schema, words) {
        return Ok(vec![place]);
    }
    let preposition = words.iter().rposition(|word| matches!(word.lower.as_str(), "of" | "in" | "on" | "for"));
    if let Some(at) = preposition.filter(|at| *at > 0)
        && let Ok(table) = place::table(&draft.schema, &words[at + 1..])
    {
        return items(&words[..at]).iter().map(|item| place::column_of(table, &item.name)).collect();
    }
    let parts: Vec<&[Word]> =
        words.split(|word| matches!(word.lower.as_str(), "," | "and")).filter(|p| !p.is_empty()).collect();
    parts.into_iter().map(|part| place::column(&draft.schema, part)).collect()
}

pub fn unique(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    for place in places(draft, first(captured))? {
        let name = draft.column(place.column)?.1.name.clone();
        unique_key(draft, place.table, vec![name])?;
    }
    Ok(())
}

/// `{column} is unique per {parents}`.
pub fn unique_within(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [column, within] = parts(captured)?;
    let place = place::column(&draft.schema, column)?;
    let name = draft.column(place.column)?.1.name.clone();
    let mut columns = scope(draft, place.table, within)?;
    columns.push(name);
    unique_key(draft, place.table, columns)
}

/// `no two {table} share {columns}`.
pub fn no_two(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [table, columns] = parts(captured)?;
    let table = place::table(&draft.schema, table)?;
    let names = named_columns(draft, table, columns)?;
    unique_key(draft, table.id, names)
}

/// `one {table} per {parents}`.
pub fn one_per(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [table, per] = parts(captured)?;
    let table = place::table(&draft.schema, table)?.id;
    let columns = scope(draft, table, per)?;
    unique_key(draft, table, columns)
}

/// `{a student} can {enroll} in {a course} only once`: the table between them has each pair once.
pub fn once(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [a, _, b] = parts(captured)?;
    // "twice in the same course" speaks of the course.
    let plain: Vec<Word> = b.iter().filter(|word| word.lower != "same").cloned().collect();
    let (a, b) = (place::table(&draft.schema, a)?, place::table(&draft.schema, &plain)?);
    let columns_to = |table: &Table, to: &Table| {
        table.foreign_keys.iter().find(|key| key.references.table == to.name).map(|key| key.columns.clone())
    };
    let mut between = draft
        .schema
        .tables
        .iter()
        .filter_map(|table| Some((table.id, [columns_to(table, a)?, columns_to(table, b)?].concat())));
    let found = between.next().filter(|_| between.next().is_none());
    let none = || {
        format!(
            "No single table lies between {} and {}. Say \"one enrollment per student and course\".",
            a.name, b.name
        )
    };
    let (table, columns) = found.ok_or_else(none)?;
    unique_key(draft, table, columns)
}

/// `{a doctor} cannot have two {appointments} at the same time`.
pub fn one_at_a_time(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [owner, rows] = parts(captured)?;
    let (owner, table) = (place::table(&draft.schema, owner)?, place::table(&draft.schema, rows)?);
    let key = table.foreign_keys.iter().find(|key| key.references.table == owner.name);
    let key = key.ok_or_else(|| format!("{} does not refer to {}.", table.name, owner.name))?;
    let is_time = |column: &&Column| {
        matches!(column.data_type, ColumnType::Timestamp { .. } | ColumnType::Date)
            && !words(&column.name).iter().any(|word| matches!(word.as_str(), "created" | "updated" | "deleted"))
    };
    let when = table.columns.iter().find(is_time).ok_or_else(|| format!("{} has no column of time.", table.name))?;
    let (id, columns) = (table.id, [key.columns.as_slice(), std::slice::from_ref(&when.name)].concat());
    draft.assume(format!(
        "Two {} that overlap without beginning together are not excluded; PostgreSQL can with an exclusion constraint.",
        table.name
    ));
    unique_key(draft, id, columns)
}

/// The columns of a table that stand for parents or are named themselves.
fn scope(draft: &Draft, table: Id, words: &[Word]) -> Result<Vec<String>, String> {
    let table = draft.table(table)?;
    let mut columns = Vec::new();
    for item in items(words) {
        let parent = place::table_called(&draft.schema, &item.name).map(|parent| &parent.name);
        let key = table.foreign_keys.iter().find(|key| Some(&key.references.table) == parent);
        match key {
            Some(key) => columns.extend(key.columns.iter().cloned()),
            None => {
                let place = place::column_of(table, &item.name)?;
                columns.push(draft.column(place.column)?.1.name.clone());
            }
        }
    }
    Ok(columns)
}

/// A unique key, unless one holds already.
pub fn unique_key(draft: &mut Draft, table: Id, columns: Vec<String>) -> Result<(), String> {
    let owner = draft.table(table)?;
    if owner.is_unique(&columns) {
        return Ok(());
    }
    let what = format!("No two {} share {}", owner.name, columns.join(" and "));
    let label = format!("Make {}({}) unique", owner.name, columns.join(", "));
    let rows = format!("{} holds no two rows with the same {} now.", owner.name, columns.join(" and "));
    let key = Unique::on(draft.schema.fresh_id(), columns);
    let id = key.id;
    draft.add(table, Object::Unique(key))?;
    draft.label(label);
    draft.explain(id, Topic::Key, what, "");
    draft.assume_of_rows(table, rows);
    Ok(())
}

/// `default {column} to {value}`.
pub fn default(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [column, value] = parts(captured)?;
    // "appointments are booked by default" speaks of their status.
    let state = place::table(&draft.schema, column).ok().and_then(|table| {
        let takes = |column: &&Column| allowed(table, &column.name).is_some_and(|list| list.contains(&spelled(value)));
        table.columns.iter().find(takes).map(|column| Place { table: table.id, column: column.id })
    });
    let place = state.map_or_else(|| place::column(&draft.schema, column), Ok)?;
    let (table, column) = draft.column(place.column)?;
    let listed = allowed(table, &column.name);
    let is_listed = |text: &String| listed.as_ref().is_some_and(|list| list.contains(text));
    // Of a list that has in_transit, "in transit" is that value.
    let said = value.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    let known = [said.clone(), spelled(value)].into_iter().find(is_listed);
    let text = known.clone().unwrap_or(said);
    let mut default = literal(&text, &column.data_type);
    let is_value = listed.is_some() && (known.is_some() || default.as_str() != "NULL");
    if is_value {
        default = listed_value(&text, &column.data_type);
    }
    let label = format!("Default {}.{} to {text}", table.name, column.name);
    let what = format!("{} begins as {text}", column.name);
    let changed = Column { default: Some(default), ..column.clone() };
    if changed == *column {
        return Ok(());
    }
    draft.make(Change::Modify { object: Object::Column(changed) })?;
    draft.label(label);
    draft.explain(place.column, Topic::Rule, what, "");
    // A default that the check refuses would let no row in.
    if let Some(list) = listed.filter(|_| is_value && known.is_none()) {
        only_values(draft, place, &[list, vec![text.clone()]].concat())?;
        draft.assume(format!("{text} was none of the allowed values and is one now."));
    }
    Ok(())
}

/// The values that a check of a column allows, where they are texts.
pub fn allowed(table: &Table, column: &str) -> Option<Vec<String>> {
    let begins = format!("{} IN (", Expression::identifier(column));
    table.checks.iter().find_map(|check| {
        let mut rest = check.expression.as_str().strip_prefix(&begins)?.strip_suffix(')')?.trim();
        let mut values = Vec::new();
        // Quoted texts with commas between them, and nothing else.
        while let Some(inside) = rest.strip_prefix('\'') {
            let mut end = inside.find('\'')?;
            while inside[end + 1..].starts_with('\'') {
                end += 2 + inside[end + 2..].find('\'')?;
            }
            values.push(inside[..end].replace("''", "'"));
            rest = inside[end + 1..].trim_start();
            rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
        }
        (rest.is_empty() && !values.is_empty()).then_some(values)
    })
}

/// A value in words as an expression of the type.
pub fn literal(text: &str, data_type: &ColumnType) -> Expression {
    let lower = text.to_lowercase();
    match lower.as_str() {
        "null" | "nothing" | "empty" => return "NULL".into(),
        "now" | "the current time" | "current time" | "the current date" | "today" | "current date" | "now()" => {
            return if *data_type == ColumnType::Date { "CURRENT_DATE".into() } else { "CURRENT_TIMESTAMP".into() };
        }
        "true" | "yes" | "on" if *data_type == ColumnType::Boolean => return "true".into(),
        "false" | "no" | "off" if *data_type == ColumnType::Boolean => return "false".into(),
        "zero" if data_type.is_numeric() => return "0".into(),
        "one" if data_type.is_numeric() => return "1".into(),
        _ => {}
    }
    if data_type.is_numeric() && text.parse::<f64>().is_ok_and(f64::is_finite) {
        Expression::new(text)
    } else {
        Expression::text(text)
    }
}

/// A value of a list, where a text stands for itself: a glass may be `empty`.
fn listed_value(text: &str, data_type: &ColumnType) -> Expression {
    if data_type.is_text() { Expression::text(text) } else { literal(text, data_type) }
}

/// `{column} is one of {values}`.
pub fn values(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [column, list] = parts(captured)?;
    let place = place::column(&draft.schema, column)?;
    only_values(draft, place, &super::items::values(list))
}

/// `{column} must be {open, paid or cancelled}`: a list, or nothing that is meant here.
pub fn values_listed(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [_, list] = parts(captured)?;
    let is_list = list.iter().any(|word| matches!(word.lower.as_str(), "or" | ","));
    let are_words = items(list).iter().all(|item| item.name.split(' ').count() <= 2 && item.written_type.is_none());
    if !is_list || !are_words {
        return Err(String::new());
    }
    values(draft, captured)
}

/// `allow only {values} for {column}`.
pub fn values_for(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [list, column] = parts(captured)?;
    values(draft, &[column, list])
}

/// A check of the allowed values, in place of one that there is.
pub fn only_values(draft: &mut Draft, place: Place, values: &[String]) -> Result<(), String> {
    let (table, column) = draft.column(place.column)?;
    let quoted = Expression::identifier(&column.name);
    let list: Vec<String> = values.iter().map(|value| listed_value(value, &column.data_type).0).collect();
    let begins = format!("{quoted} IN (");
    let earlier: Vec<Id> = table
        .checks
        .iter()
        .filter(|check| check.expression.as_str().starts_with(&begins))
        .map(|check| check.id)
        .collect();
    let label = format!("Allow only {} for {}.{}", values.join(", "), table.name, column.name);
    let id = place.table;
    earlier.into_iter().try_for_each(|check| draft.make(Change::Drop { id: check }))?;
    draft.label(label);
    check(draft, id, Expression::new(format!("{begins}{})", list.join(", "))))
}

pub fn between(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [column, low, high] = parts(captured)?;
    let (low, high) = (number(low)?, number(high)?);
    compare(draft, column, &format!("BETWEEN {low} AND {high}"))
}

pub fn at_least(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    with_number(draft, captured, ">=")
}

pub fn at_most(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    with_number(draft, captured, "<=")
}

pub fn greater(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    with_number(draft, captured, ">")
}

pub fn less(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    with_number(draft, captured, "<")
}

pub fn not_negative(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    compare(draft, first(captured), ">= 0")
}

pub fn positive(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    compare(draft, first(captured), "> 0")
}

pub fn before(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    with_column(draft, captured, "<")
}

pub fn after(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    with_column(draft, captured, ">")
}

pub fn not_before(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    with_column(draft, captured, ">=")
}

pub fn not_after(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    with_column(draft, captured, "<=")
}

fn with_number(draft: &mut Draft, captured: &[&[Word]], operator: &str) -> Result<(), String> {
    let [column, value] = parts(captured)?;
    match number(value) {
        Ok(value) => compare(draft, column, &format!("{operator} {value}")),
        Err(_) => with_column(draft, captured, operator),
    }
}

/// `{column} must start with {text}`.
pub fn begins(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    alike(draft, captured, |text| format!("{text}%"))
}

/// `{column} must end with {text}`.
pub fn ends(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    alike(draft, captured, |text| format!("%{text}"))
}

fn alike(draft: &mut Draft, captured: &[&[Word]], pattern: fn(&str) -> String) -> Result<(), String> {
    let [column, text] = parts(captured)?;
    let place = place::column(&draft.schema, column)?;
    let (table, column) = draft.column(place.column)?;
    if !column.data_type.is_text() {
        return Err(format!("{}.{} is {} and no text.", table.name, column.name, column.data_type));
    }
    let text: String = text.iter().map(|word| word.text.as_str()).collect();
    if text.contains(['%', '_', '\\']) {
        return Err("Letters, digits and hyphens only: %, _ and \\ mean something else in a pattern.".to_owned());
    }
    let expression = format!("{} LIKE {}", Expression::identifier(&column.name), Expression::text(&pattern(&text)));
    check(draft, place.table, Expression::new(expression))
}

/// Two columns of one table.
fn with_column(draft: &mut Draft, captured: &[&[Word]], operator: &str) -> Result<(), String> {
    let [column, other] = parts(captured)?;
    let place = match place::column(&draft.schema, column) {
        Ok(place) => place,
        // "start date must be before the end date of the project": the second name tells the table of the first.
        Err(why) => {
            let table = place::column(&draft.schema, other).map_err(|_| why)?.table;
            place::column_of(draft.table(table)?, &phrase(super::items::noun(column)))?
        }
    };
    let table = draft.table(place.table)?;
    let name = phrase(super::items::noun(other));
    let second = place::column_of(table, &name).or_else(|why| {
        place::column(&draft.schema, other).ok().filter(|second| second.table == place.table).ok_or(why)
    })?;
    let second = Expression::identifier(&draft.column(second.column)?.1.name);
    let first = Expression::identifier(&draft.column(place.column)?.1.name);
    check(draft, place.table, Expression::new(format!("{first} {operator} {second}")))
}

/// A check of a number, in place of what an earlier check of the same column says of the same side.
pub fn compare(draft: &mut Draft, column: &[Word], condition: &str) -> Result<(), String> {
    let place = place::column(&draft.schema, column)?;
    let (table, column) = draft.column(place.column)?;
    if !column.data_type.is_numeric() {
        return Err(format!("{}.{} is {} and holds no number to compare.", table.name, column.name, column.data_type));
    }
    let name = Expression::identifier(&column.name);
    let wanted = format!("{name} {condition}");
    let new = Range::read(&name, &wanted);
    let known = |check: &Check| Range::read(&name, check.expression.as_str()).map(|range| (check.id, range));
    let earlier: Vec<(Id, Range)> = table.checks.iter().filter_map(known).collect();
    let Some(new) = new else { return check(draft, place.table, Expression::new(wanted)) };
    let mut range = new.clone();
    for (id, old) in earlier {
        let replaced = old.low.is_some() && new.low.is_some() || old.high.is_some() && new.high.is_some();
        if !replaced || old == new {
            continue;
        }
        range = Range { low: range.low.or(old.low), high: range.high.or(old.high) };
        draft.make(Change::Drop { id })?;
    }
    check(draft, place.table, Expression::new(range.written(&name)))
}

/// The least and the greatest value of a check that only says these, each with its operator.
#[derive(Debug, Clone, PartialEq, Default)]
struct Range {
    low: Option<(&'static str, String)>,
    high: Option<(&'static str, String)>,
}

impl Range {
    fn read(name: &Expression, text: &str) -> Option<Self> {
        let rest = text.strip_prefix(name.as_str())?.trim_start();
        let number = |text: &str| text.trim().parse::<f64>().is_ok().then(|| text.trim().to_owned());
        if let Some((low, high)) = rest.strip_prefix("BETWEEN ").and_then(|rest| rest.split_once(" AND ")) {
            return Some(Self { low: Some((">=", number(low)?)), high: Some(("<=", number(high)?)) });
        }
        let operator = ["<=", ">=", "<", ">"].into_iter().find(|operator| rest.starts_with(operator))?;
        let bound = Some((operator, number(&rest[operator.len()..])?));
        Some(match operator.starts_with('>') {
            true => Self { low: bound, high: None },
            false => Self { low: None, high: bound },
        })
    }

    fn written(&self, name: &Expression) -> String {
        match (&self.low, &self.high) {
            (Some((">=", low)), Some(("<=", high))) => format!("{name} BETWEEN {low} AND {high}"),
            (low, high) => {
                let sides = [low, high].into_iter().flatten();
                sides.map(|(operator, bound)| format!("{name} {operator} {bound}")).collect::<Vec<_>>().join(" AND ")
            }
        }
    }
}

pub fn number(words: &[Word]) -> Result<String, String> {
    let text: String = words.iter().map(|word| word.lower.trim_end_matches('%')).collect();
    let digits = text.replace(',', "");
    let value = match digits.as_str() {
        "zero" => "0",
        "one" => "1",
        digits => digits,
    };
    match value.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(value.to_owned()),
        _ => Err(format!("\"{}\" is no number.", phrase(words))),
    }
}

/// A check, unless the table has the same one.
pub fn check(draft: &mut Draft, table: Id, expression: Expression) -> Result<(), String> {
    let owner = draft.table(table)?;
    if owner.checks.iter().any(|check| check.expression == expression) {
        return Ok(());
    }
    let (label, what) = (format!("Check {expression} on {}", owner.name), format!("{} has {expression}", owner.name));
    let check = Check::new(draft.schema.fresh_id(), expression);
    let id = check.id;
    draft.add(table, Object::Check(check))?;
    draft.label(label);
    draft.explain(id, Topic::Rule, what, "");
    Ok(())
}
