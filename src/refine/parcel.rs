//! One value that becomes several, and several that become one: a value for each of another thing, columns merged,
//! columns in a table of their own.

use super::draft::Draft;
use super::forms::parts;
use super::items::{items, noun};
use super::place::{self, Place};
use super::word::{Word, phrase};
use super::{relations, tables};
use crate::schema::*;

/// `{value} per {thing}`: the inventory of a product in each warehouse.
pub fn per(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [value, thing] = parts(captured)?;
    let place = place::column(&draft.schema, value)?;
    let (owner, column) = draft.column(place.column)?;
    let (owner, column) = (owner.clone(), column.clone());
    if owner.in_primary_key(&column.name) || owner.in_foreign_key(&column.name) {
        return Err(format!("{}.{} is a key and belongs to its row.", owner.name, column.name));
    }
    let other = match place::table_called(&draft.schema, &phrase(noun(thing))) {
        Some(found) if found.id == owner.id => {
            return Err(format!("{} has one {} each already.", owner.name, column.name));
        }
        Some(found) => found.id,
        None if phrase(noun(thing)).split(' ').count() > 2 => {
            return Err(place::table(&draft.schema, thing).err().unwrap_or_default());
        }
        None => tables::add_named(draft, &phrase(noun(thing)), &[])?,
    };
    let other_name = draft.table(other)?.name.clone();
    draft.label(format!("Keep {}.{} per {}", owner.name, column.name, singular(&other_name.name)));
    let before: Vec<Id> = draft.schema.tables.iter().map(|table| table.id).collect();
    relations::pair(draft, owner.id, other)?;
    let added = draft.schema.tables.iter().find(|table| !before.contains(&table.id)).map(|table| table.id);
    let pairs = |table: &&Table| {
        [&owner.name, &other_name]
            .iter()
            .all(|name| table.foreign_keys.iter().any(|key| key.references.table == **name))
    };
    let pairing = added.or_else(|| draft.schema.tables.iter().find(pairs).map(|table| table.id));
    let pairing = pairing.ok_or("The two could not be paired.")?;
    let checks = checks_of(&owner, &column.name);
    let copy = Column { id: draft.schema.fresh_id(), ..column.clone() };
    let id = copy.id;
    draft.add(pairing, Object::Column(copy))?;
    draft.explain(id, Topic::Attribute, format!("{} is kept for each pair", column.name), "");
    draft.drop_all(column.id)?;
    for expression in checks {
        super::limits::check(draft, pairing, expression)?;
    }
    draft.assume(format!(
        "The {} that a row of {} has now becomes that of one first row of {other_name}.",
        column.name, owner.name
    ));
    Ok(())
}

/// The checks that begin with a column, as those of its range and of its values do.
pub fn checks_of(table: &Table, column: &str) -> Vec<Expression> {
    let begins = format!("{} ", Expression::identifier(column));
    let others = table.columns.iter().filter(|other| other.name != column);
    let names: Vec<String> = others.map(|other| Expression::identifier(&other.name).0).collect();
    let alone = |text: &str| !words(text).iter().any(|word| names.contains(word));
    let expressions = table.checks.iter().map(|check| &check.expression);
    expressions.filter(|e| e.as_str().starts_with(&begins) && alone(e.as_str())).cloned().collect()
}

/// `merge {column} and {column} into {name}`.
pub fn merge_into(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [first, second, name] = parts(captured)?;
    let name = draft.naming.spell(&phrase(noun(name)));
    merged(draft, first, second, Some(name))
}

/// `merge {column} and {column}`: the name is what their names share.
pub fn merge(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [first, second] = parts(captured)?;
    merged(draft, first, second, None)
}

fn merged(draft: &mut Draft, first: &[Word], second: &[Word], name: Option<String>) -> Result<(), String> {
    if let (Ok(one), Ok(other)) = (place::table(&draft.schema, first), place::table(&draft.schema, second)) {
        return Err(format!(
            "{} and {} are tables with rows and references of their own, which no single change merges. Add the columns \
             of {1} to {0}, link what refers to it, then drop {1}.",
            one.name, other.name
        ));
    }
    let (a, b) = two_columns(draft, first, second)?;
    let (table, one) = draft.column(a.column)?;
    let (owner, one) = (table.clone(), one.clone());
    let other = draft.column(b.column)?.1.clone();
    for column in [&one, &other] {
        if owner.in_primary_key(&column.name) || owner.in_foreign_key(&column.name) {
            return Err(format!("{}.{} is a key and cannot be merged.", owner.name, column.name));
        }
    }
    let shared = |a: &[String], b: &[String]| -> String {
        let common = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
        if common == 0 { [a, b].concat().join(" ") } else { a[a.len() - common..].join(" ") }
    };
    let name = name.unwrap_or_else(|| draft.naming.spell(&shared(&words(&one.name), &words(&other.name))));
    if owner.column(&name).is_some_and(|found| found.id != one.id && found.id != other.id) {
        return Err(format!("{} has a column {name} already. Say another name: \"merge ... into ...\".", owner.name));
    }
    draft.label(format!("Merge {} and {} of {} into {name}", one.name, other.name, owner.name));
    let length = |column: &Column| match column.data_type {
        ColumnType::Varchar { length: Some(length), .. } => Some(length),
        _ => None,
    };
    let data_type = match (one.data_type.is_text() && other.data_type.is_text(), length(&one), length(&other)) {
        (true, Some(a), Some(b)) => ColumnType::varchar(a.saturating_add(b).saturating_add(1)),
        (true, ..) => ColumnType::Text,
        (false, ..) if one.data_type == other.data_type => one.data_type.clone(),
        (false, ..) => ColumnType::Text,
    };
    let whole = Column {
        id: draft.schema.fresh_id(),
        name: name.clone(),
        data_type,
        nullable: true,
        default: None,
        generated: None,
        comment: None,
        ..one.clone()
    };
    let id = whole.id;
    if owner.column(&name).is_none() {
        draft.add(owner.id, Object::Column(whole))?;
    }
    draft.explain(id, Topic::Attribute, format!("{name} is {} and {}", one.name, other.name), "");
    for column in [&one, &other].into_iter().filter(|column| column.name != name) {
        draft.drop_all(column.id)?;
    }
    draft.assume(format!("A migration fills {name} from {} and {} before they go.", one.name, other.name));
    Ok(())
}

/// Two columns of one table; the second may say the table of both.
fn two_columns(draft: &Draft, first: &[Word], second: &[Word]) -> Result<(Place, Place), String> {
    let schema = &draft.schema;
    let within = |known: Place, words: &[Word]| {
        let table = schema.table_by_id(known.table).ok_or("The table is no longer there.")?;
        place::column_of(table, &phrase(noun(words)))
    };
    match (place::column(schema, first), place::column(schema, second)) {
        (Ok(a), Ok(b)) if a.table == b.table => Ok((a, b)),
        (_, Ok(b)) => Ok((within(b, first)?, b)),
        (Ok(a), Err(_)) => Ok((a, within(a, second)?)),
        (Err(why), Err(_)) => {
            let holds =
                |table: &&Table| [first, second].iter().all(|words| place::find(table, &phrase(noun(words))).is_some());
            let mut holders = schema.tables.iter().filter(holds);
            let table = holders.next().filter(|_| holders.next().is_none()).ok_or(why)?;
            let column = |words: &[Word]| place::column_of(table, &phrase(noun(words)));
            Ok((column(first)?, column(second)?))
        }
    }
}

/// `move {columns} to a table of their own`.
pub fn apart(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [list] = parts(captured)?;
    let first = items(list).first().map(|item| item.name.clone()).unwrap_or_default();
    let owner = match place::column(&draft.schema, list) {
        Ok(place) => place.table,
        Err(why) => {
            let holds = |table: &&Table| place::find(table, &first).is_some();
            let mut holders = draft.schema.tables.iter().filter(holds);
            holders.next().filter(|_| holders.next().is_none()).ok_or(why)?.id
        }
    };
    let moved = match place::column(&draft.schema, list) {
        Ok(place) => vec![draft.column(place.column)?.1.name.clone()],
        Err(_) => super::columns::named_columns(draft, draft.table(owner)?, list)?,
    };
    let thing = singular(&words(&draft.table(owner)?.name.name).join(" "));
    let name = moved.first().map(|name| format!("{thing} {}", words(name).join(" "))).unwrap_or_default();
    tables::moved(draft, owner, &moved, &name)
}

/// Columns of one table that another one holds from then on.
pub fn across(draft: &mut Draft, from: Id, names: &[String], to: Id) -> Result<(), String> {
    let (owner, other) = (draft.table(from)?.clone(), draft.table(to)?.clone());
    draft.label(format!("Move {} of {} to {}", names.join(", "), owner.name, other.name));
    for name in names {
        let Some(column) = owner.column(name) else { continue };
        if owner.in_primary_key(name) {
            return Err(format!("{}.{name} is part of the primary key and stays.", owner.name));
        }
        if other.column(name).is_some() {
            return Err(format!(
                "{} has a column {name} already. Say \"remove {name} from {}\" if it is enough.",
                other.name, owner.name
            ));
        }
        let copy = Column { id: draft.schema.fresh_id(), nullable: true, ..column.clone() };
        let id = copy.id;
        draft.add(to, Object::Column(copy))?;
        draft.explain(
            id,
            Topic::Attribute,
            format!("{name} is kept in {} rather than in {}", other.name, owner.name),
            "",
        );
        draft.drop_all(column.id)?;
        for expression in checks_of(&owner, name) {
            super::limits::check(draft, to, expression)?;
        }
    }
    let refers = |a: &Table, b: &Table| a.foreign_keys.iter().any(|key| key.references.table == b.name);
    draft.assume(match (refers(&other, &owner), refers(&owner, &other)) {
        (true, _) => {
            format!("Each row of {} takes the values of the row of {} that it refers to.", other.name, owner.name)
        }
        (_, true) => {
            format!("Each row of {} takes the values of one of the {} that refer to it.", other.name, owner.name)
        }
        _ => format!(
            "{} and {} are not related: a migration has to be told which value goes to which row.",
            owner.name, other.name
        ),
    });
    Ok(())
}
