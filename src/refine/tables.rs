//! Adding, naming and splitting tables.

use super::columns::{self, named_columns};
use super::draft::Draft;
use super::forms::{first, parts};
use super::items::{Item, items, noun};
use super::place;
use super::relations::{pair, refer, with_columns};
use super::word::{Word, phrase};
use crate::nl::knowledge::{self, Archetype};
use crate::nl::typing;
use crate::project::edit;
use crate::schema::*;

/// `add a table {name} with {columns}`; where the table exists, the columns go to it.
pub fn add_with(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [name, list] = parts(captured)?;
    let name = phrase(noun(name));
    if let Some(table) =
        place::table_called(&draft.schema, &name).filter(|table| place::base(&table.name.name) == place::base(&name))
    {
        let table = table.id;
        return with_columns(draft, table, list);
    }
    add_named(draft, &name, &items(list)).map(|_| ())
}

/// `add {tables}`, with the columns that such tables usually have.
pub fn add(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    for item in items(first(captured)) {
        // "users.nickname" says its table.
        if let Some((owner, name)) = item.name.rsplit_once('.')
            && let Some(owner) = place::table_called(&draft.schema, owner).map(|table| table.id)
        {
            columns::column(draft, owner, &Item { name: name.to_owned(), ..item.clone() })?;
            continue;
        }
        if let Some(table) = place::table_called(&draft.schema, &item.name) {
            draft.assume(format!("{} is there already.", table.name));
            continue;
        }
        let known = knowledge::archetype(&item.name);
        if item.name.split(' ').count() > 4 || item.name.split(' ').any(is_preposition) {
            return Err(format!("\"{}\" is no name for a table.", item.name));
        }
        if known.is_none() && !columns::is_plural(&item.name) && !names_table(first(captured)) {
            return Err(format!(
                "Say where \"{0}\" belongs, as in \"add {0} to orders\", or \"add a table {0}\" to make it a table.",
                item.name
            ));
        }
        add_named(draft, &item.name, &[])?;
    }
    Ok(())
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "to" | "for" | "of" | "in" | "on" | "with" | "from" | "at" | "when" | "who" | "that" | "which" | "by"
    )
}

fn names_table(words: &[Word]) -> bool {
    words.iter().any(|word| matches!(word.lower.as_str(), "table" | "tables" | "entity"))
}

/// A new table with a key and the columns given; with those of the knowledge base where none are given.
pub fn add_named(draft: &mut Draft, name: &str, items: &[Item]) -> Result<Id, String> {
    let spelled = table_name(draft, name);
    if draft.schema.table_named(&spelled).is_some() {
        return Err(format!("There is a table {spelled} already."));
    }
    let id = add_empty(draft, &spelled)?;
    draft.explain(id, Topic::Entity, format!("{spelled} is a table of its own"), "");
    for item in items {
        columns::column(draft, id, item)?;
    }
    let known = knowledge::archetype(name).filter(|_| items.is_empty());
    if let Some(known) = known {
        suggested(draft, id, known)?;
    } else if items.is_empty() {
        columns::column(draft, id, &Item { name: "name".to_owned(), optional: Some(false), ..Item::default() })?;
    }
    created_at(draft, id)?;
    Ok(id)
}

/// A new table of this very name with nothing but its key; what it is for is the caller's to explain.
pub fn add_empty(draft: &mut Draft, name: &str) -> Result<Id, String> {
    let edit = edit::add_table(&draft.schema, name);
    let Some(Change::Add { object: Object::Table(table), .. }) = edit.changes.first() else {
        return Err(format!("A table \"{name}\" cannot be added."));
    };
    let id = table.id;
    draft.label(edit.label.clone());
    draft.take(edit)?;
    Ok(id)
}

/// Columns that such a table usually has, and references to its usual parents among the tables that exist.
fn suggested(draft: &mut Draft, table: Id, known: &Archetype) -> Result<(), String> {
    for attribute in &known.attributes {
        let item = Item {
            name: attribute.name.clone(),
            optional: attribute.nullable,
            values: attribute.values.clone(),
            default: attribute.default.clone(),
            ..Item::default()
        };
        let owner = draft.table(table)?;
        let typed = typing::infer(&attribute.name, &singular(&owner.name.name), attribute.hint);
        if owner.column(&draft.naming.spell(&typed.name)).is_none() {
            let id =
                columns::column(draft, table, &Item { optional: attribute.nullable.or(Some(typed.nullable)), ..item })?;
            let why = if attribute.why.is_empty() {
                "Such tables usually have it; it is a suggestion."
            } else {
                &attribute.why
            };
            draft.explain(id, Topic::Attribute, format!("{} is suggested", attribute.name), why);
        }
    }
    for parent in known.parents.iter().filter(|parent| parent.role.is_none()) {
        let found = place::table_called(&draft.schema, &parent.entity).map(|found| found.id);
        if let Some(found) = found.filter(|found| *found != table) {
            refer(draft, table, found, Some(parent.optional))?;
        }
    }
    Ok(())
}

/// Things of which a row has many: `add reviews to products`, `add tags to posts`.
///
/// Rows that belong to one owner refer to it; things that stand for themselves (tags, categories) are shared by many.
pub fn add_beside(draft: &mut Draft, owner: Id, item: &Item, known: &Archetype) -> Result<(), String> {
    let table = add_named(draft, &item.name, &[])?;
    let name = draft.table(owner)?.name.name.clone();
    if is_shared(known) {
        return pair(draft, owner, table);
    }
    let is_there = draft.table(table)?.foreign_keys.iter().any(|key| key.references.table.name == name);
    if is_there { Ok(()) } else { refer(draft, table, owner, Some(false)) }
}

/// Whether things of a kind stand for themselves, so that many can have the same one.
pub fn is_shared(known: &Archetype) -> bool {
    // A picture shows the one thing that it was taken of.
    let shown = matches!(
        known.name.rsplit(' ').next(),
        Some("image" | "photo" | "picture" | "video" | "file" | "attachment" | "document" | "media")
    );
    if shown {
        return false;
    }
    known.parents.iter().all(|parent| parent.optional || parent.entity == known.name) && !typing::is_event(&known.name)
}

/// Several values of a thing that is no table: `customers can have multiple phone numbers`.
pub fn add_values(draft: &mut Draft, owner: Id, item: &Item) -> Result<(), String> {
    let name = draft.table(owner)?.name.name.clone();
    let value = Item { name: singular(&item.name), optional: Some(false), ..item.clone() };
    let table = add_named(draft, &format!("{} {}", singular(&words(&name).join(" ")), value.name), &[value])?;
    refer(draft, table, owner, Some(false))
}

/// A time of creation, where the other tables have one.
pub fn created_at(draft: &mut Draft, table: Id) -> Result<(), String> {
    let name = draft.naming.spell("created at");
    let others = draft.schema.tables.iter().filter(|other| other.id != table);
    let model = others.clone().find_map(|other| other.column(&name)).cloned();
    let usual = others.clone().filter(|other| other.column(&name).is_some()).count() * 2 > others.count();
    match model.filter(|_| usual && draft.table(table).is_ok_and(|table| table.column(&name).is_none())) {
        Some(model) => {
            let id = draft.schema.fresh_id();
            draft.add(table, Object::Column(Column { id, comment: None, ..model }))?;
            draft.explain(
                id,
                Topic::Convention,
                format!("{name} tells when a row was created"),
                "The other tables have it too.",
            );
            Ok(())
        }
        None => Ok(()),
    }
}

/// The name of a new table in the manner of the others: plural unless most are singular.
pub fn table_name(draft: &Draft, name: &str) -> String {
    let mut words = words(name);
    let in_plural = |table: &&Table| columns::is_plural(&crate::schema::words(&table.name.name).join(" "));
    let plurals = draft.schema.tables.iter().filter(in_plural).count();
    let is_plural = draft.schema.tables.is_empty() || plurals * 2 >= draft.schema.tables.len();
    if let Some(last) = words.last_mut() {
        *last = if is_plural { plural(&singular(last)) } else { singular(last) };
    }
    draft.naming.spell(&words.join(" "))
}

/// A name as it is to be written: what is in quotes or already an identifier is taken as it is.
fn new_name(draft: &Draft, words: &[Word]) -> Result<String, String> {
    let wanted = match noun(words) {
        [word] if word.lower.is_empty() || word.text.contains('_') => word.text.clone(),
        words => draft.naming.spell(&phrase(words)),
    };
    if wanted.is_empty() { Err("Say the new name.".to_owned()) } else { Ok(wanted) }
}

/// `rename {table or column} to {name}`.
pub fn rename(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [old, new] = parts(captured)?;
    let wanted = new_name(draft, new)?;
    let exact = |table: &&Table| place::base(&table.name.name) == place::base(&phrase(noun(old)));
    let id = match draft.schema.tables.iter().find(exact).map(|table| table.id) {
        Some(table) => table,
        None => match place::column(&draft.schema, old) {
            Ok(place) => place.column,
            Err(why) => place::table(&draft.schema, old).map(|table| table.id).map_err(|_| why)?,
        },
    };
    let Some(edit) = edit::rename(&draft.schema, id, &wanted) else { return Ok(()) };
    draft.label(edit.label.clone());
    draft.take(edit)
}

/// `in {table}, rename {column} to {name}`.
pub fn rename_in(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [table, old, new] = parts(captured)?;
    let table = place::table(&draft.schema, table)?;
    let place = place::column_of(table, &phrase(noun(old)))?;
    let wanted = new_name(draft, new)?;
    let Some(edit) = edit::rename(&draft.schema, place.column, &wanted) else { return Ok(()) };
    draft.label(edit.label.clone());
    draft.take(edit)
}

/// `rename {a} to {b} and {c} to {d}`; the second may be a column of the table that the first names.
pub fn rename_two(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [first, one, second, other] = parts(captured)?;
    let table = place::table(&draft.schema, first).map(|table| table.id);
    rename(draft, &[first, one])?;
    if let Ok(table) = table
        && let Ok(place) = place::column_of(draft.table(table)?, &phrase(noun(second)))
        && place::table(&draft.schema, second).is_err()
    {
        let wanted = new_name(draft, other)?;
        let Some(edit) = edit::rename(&draft.schema, place.column, &wanted) else { return Ok(()) };
        return draft.take(edit);
    }
    rename(draft, &[second, other])
}

/// `rename {column} everywhere to {name}`: in each table that has it.
pub fn rename_everywhere(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [old, new] = parts(captured)?;
    let wanted = new_name(draft, new)?;
    let name = place::base(&phrase(noun(old)));
    let columns = draft.schema.tables.iter().flat_map(|table| &table.columns);
    let found: Vec<Id> = columns.filter(|column| place::base(&column.name) == name).map(|column| column.id).collect();
    if found.is_empty() {
        return Err(format!("No table has a column \"{}\".", phrase(noun(old))));
    }
    draft.label(format!("Rename {} everywhere to {wanted}", phrase(noun(old))));
    for id in found {
        if let Some(edit) = edit::rename(&draft.schema, id, &wanted) {
            draft.take(edit)?;
        }
    }
    Ok(())
}

/// `call {posts} {articles}`.
pub fn rename_table(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [old, _] = parts(captured)?;
    place::table(&draft.schema, old)?;
    rename(draft, captured)
}

/// `split {column} into {columns}`, or a table into others.
pub fn split(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [old, new] = parts(captured)?;
    let place = match place::column(&draft.schema, old) {
        Ok(place) => place,
        Err(_) if place::table(&draft.schema, old).is_ok() => return split_table(draft, captured),
        // "split name into first and last name" speaks of people, whatever else has a name.
        Err(why) => names_of_people(draft, old, new).ok_or(why)?,
    };
    let (table, column) = draft.column(place.column)?;
    if table.in_primary_key(&column.name) {
        return Err(format!("{}.{} is part of the primary key and cannot be split.", table.name, column.name));
    }
    let (owner, old) = (table.name.to_string(), column.clone());
    let names: Vec<String> = items(new).iter().map(|item| draft.naming.spell(&item.name)).collect();
    if names.len() < 2 {
        return Err(format!(
            "Say the two or more columns that {owner}.{} becomes, as in \"first name and last name\".",
            old.name
        ));
    }
    draft.label(format!("Split {owner}.{} into {}", old.name, names.join(", ")));
    for name in &names {
        let id = draft.schema.fresh_id();
        // Rows that exist are filled by a migration, so the parts can be as required as the whole only after it.
        let part = Column {
            id,
            name: name.clone(),
            nullable: true,
            default: None,
            generated: None,
            comment: None,
            ..old.clone()
        };
        draft.add(place.table, Object::Column(part))?;
        draft.explain(id, Topic::Attribute, format!("{name} is a part of {}", old.name), "");
    }
    draft.assume(format!(
        "The values of {owner}.{} are divided among {} before it goes.",
        old.name,
        names.join(" and ")
    ));
    draft.drop_all(place.column)
}

fn names_of_people(draft: &Draft, old: &[Word], new: &[Word]) -> Option<place::Place> {
    let parts = items(new);
    if !parts.iter().any(|item| matches!(item.name.as_str(), "first name" | "last name" | "surname" | "family name")) {
        return None;
    }
    let (people, ..) = super::practices::people(draft)?;
    let table = draft.schema.tables.iter().find(|table| table.name == people)?;
    let column = place::find(table, &phrase(noun(old)))?;
    Some(place::Place { table: table.id, column: column.id })
}

/// `orders can be split into shipments`: the parts, and which lines of the whole go into which part.
pub fn split_table(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [whole, list] = parts(captured)?;
    let whole = place::table(&draft.schema, whole)?.id;
    for item in items(list) {
        let part = match place::table_called(&draft.schema, &item.name) {
            Some(table) => table.id,
            None => add_named(draft, &item.name, &[])?,
        };
        if part == whole {
            let name = &draft.table(whole)?.name;
            return Err(format!("\"{}\" means {name} itself. Say what a part of one of {name} is called.", item.name));
        }
        refer(draft, part, whole, Some(false))?;
        if let Some(line) = lines_of(&draft.schema, whole) {
            divide(draft, part, line)?;
        }
    }
    let name = draft.table(whole)?.name.to_string();
    draft.label(format!("Split {name}"));
    Ok(())
}

/// The table whose rows are the lines of another: it refers to it and says how many.
fn lines_of(schema: &Schema, whole: Id) -> Option<Id> {
    let name = &schema.table_by_id(whole)?.name;
    let is_line = |table: &&Table| {
        table.foreign_keys.len() >= 2
            && table.foreign_keys.iter().any(|key| key.references.table == *name)
            && place::find(table, "quantity").is_some()
    };
    schema.tables.iter().find(is_line).map(|table| table.id)
}

/// Pairs parts with lines and says how many of a line's pieces go with the part.
fn divide(draft: &mut Draft, part: Id, line: Id) -> Result<(), String> {
    let before = draft.schema.tables.len();
    pair(draft, part, line)?;
    let Some(junction) = draft.schema.tables.get(before).map(|table| table.id) else { return Ok(()) };
    let quantity = Item { name: "quantity".to_owned(), optional: Some(false), ..Item::default() };
    columns::column(draft, junction, &quantity).map(|_| ())
}

/// `move {columns} of {table} into a table {name}`: rows of their own that refer to the row they came from.
pub fn move_columns_to(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [list, table, name] = parts(captured)?;
    let owner = place::table(&draft.schema, table)?;
    let owner_id = owner.id;
    let names = named_columns(draft, owner, list)?;
    let other = place::table_called(&draft.schema, &phrase(noun(name))).map(|table| table.id);
    if let Some(other) = other.filter(|other| *other != owner_id) {
        return super::parcel::across(draft, owner_id, &names, other);
    }
    let name = match phrase(noun(name)) {
        name if matches!(name.as_str(), "separate" | "own" | "new" | "table" | "separate table" | "own table") => {
            names.first().cloned().unwrap_or_default()
        }
        name => name,
    };
    moved(draft, owner_id, &names, &name)
}

/// Columns of a table in one of their own, each row of which refers to the row that it came from.
pub fn moved(draft: &mut Draft, owner_id: Id, moved: &[String], name: &str) -> Result<(), String> {
    let owner = draft.table(owner_id)?;
    let owner_name = owner.name.to_string();
    if let Some(key) = moved.iter().find(|name| owner.in_primary_key(name)) {
        return Err(format!("{owner_name}.{key} is part of the primary key and stays."));
    }
    let columns: Vec<Column> = moved.iter().filter_map(|name| owner.column(name)).cloned().collect();
    draft.label(format!("Move {} of {owner_name} to a table of their own", moved.join(", ")));
    let spelled = table_name(draft, name);
    let id = add_empty(draft, &spelled)?;
    draft.explain(id, Topic::Entity, format!("{spelled} holds what was kept in {owner_name}"), "");
    refer(draft, id, owner_id, Some(false))?;
    for column in columns {
        let checks = super::parcel::checks_of(draft.table(owner_id)?, &column.name);
        let copy = Column { id: draft.schema.fresh_id(), ..column.clone() };
        draft.add(id, Object::Column(copy))?;
        draft.drop_all(column.id)?;
        checks.into_iter().try_for_each(|expression| super::limits::check(draft, id, expression))?;
    }
    draft.assume(format!("Each row of {owner_name} gives one row of {spelled}, to which its values move."));
    Ok(())
}
