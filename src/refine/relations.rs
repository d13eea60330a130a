//! Relations between tables that exist.

use super::draft::Draft;
use super::forms::parts;
use super::items::items;
use super::place;
use super::word::{Word, phrase};
use super::{columns, remove, tables};
use crate::nl::knowledge;
use crate::project::relate;
use crate::schema::*;

/// `link {children} to {parents}`.
pub fn link(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [child, parents] = parts(captured)?;
    refer_to_each(draft, child, parents, None)
}

/// `each {child} belongs to {parent}`.
pub fn belongs_always(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [child, parents] = parts(captured)?;
    refer_to_each(draft, child, parents, Some(false))
}

fn refer_to_each(draft: &mut Draft, child: &[Word], parents: &[Word], optional: Option<bool>) -> Result<(), String> {
    let child = place::table(&draft.schema, child)?.id;
    for item in items(parents) {
        let parent = match place::table_called(&draft.schema, &item.name) {
            Some(parent) => parent.id,
            None => tables::add_named(draft, &item.name, &[])?,
        };
        refer(draft, child, parent, optional.or(item.optional))?;
    }
    Ok(())
}

/// A foreign key on a new column of the child, unless there is one. It may be empty unless the text says that there is
/// always a parent, since rows that exist have none yet.
pub fn refer(draft: &mut Draft, child: Id, parent: Id, optional: Option<bool>) -> Result<(), String> {
    let (from, to) = (draft.table(child)?, draft.table(parent)?);
    if child != parent && from.foreign_keys.iter().any(|key| key.references.table == to.name) {
        return Ok(());
    }
    let required = optional == Some(false) && child != parent;
    let mut edit = relate::refer(&draft.schema, from, to, draft.naming)?;
    let label = edit.label.clone();
    for change in &mut edit.changes {
        match change {
            Change::Add { object: Object::Column(column), .. } => column.nullable = !required,
            Change::Add { object: Object::ForeignKey(key), .. } => {
                key.on_delete = if required { Action::Restrict } else { Action::SetNull };
            }
            _ => {}
        }
    }
    if required {
        let needs =
            format!("Rows of {} that exist need one of {} before the reference can be required.", from.name, to.name);
        draft.assume_of_rows(child, needs);
    }
    draft.take(edit)?;
    draft.label(label);
    Ok(())
}

/// `products are stored in warehouses`, about two tables that are there.
pub fn stated(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [child, verb, parent] = parts(captured)?;
    if verb.len() > 2 {
        return Err(format!("\"{}\" is no relation.", phrase(verb)));
    }
    let (child, parent) = (place::table(&draft.schema, child)?.id, place::table(&draft.schema, parent)?.id);
    refer(draft, child, parent, None)
}

/// `make {a} and {b} many-to-many`.
pub fn many_to_many(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [a, b] = parts(captured)?;
    let (a, b) = (place::table(&draft.schema, a)?.id, place::table(&draft.schema, b)?.id);
    pair(draft, a, b)
}

/// `a {a} can have several {b}`: many-to-many where each {b} is not already one {a}'s own.
pub fn several(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [a, list] = parts(captured)?;
    let a = place::table(&draft.schema, a)?.id;
    for item in items(without_than_one(list)) {
        let Some(b) = place::table_called(&draft.schema, &item.name).map(|table| table.id) else {
            match knowledge::archetype(&item.name) {
                Some(known) => tables::add_beside(draft, a, &item, known)?,
                None if SHARED.contains(&singular(&item.name).as_str()) => {
                    let shared = tables::add_named(draft, &item.name, &[])?;
                    pair(draft, a, shared)?;
                }
                None => tables::add_values(draft, a, &item)?,
            }
            continue;
        };
        let (one, many) = (draft.table(a)?, draft.table(b)?);
        let has_many = many.foreign_keys.iter().any(|key| key.references.table == one.name);
        let is_own = knowledge::archetype(&item.name).is_some_and(|known| !tables::is_shared(known));
        match has_many {
            true => {
                draft.assume(format!("Each of {} refers to one of {} already, so one has many.", many.name, one.name))
            }
            false if is_own => refer(draft, b, a, None)?,
            false => pair(draft, a, b)?,
        }
    }
    Ok(())
}

/// `users have roles`: several, if all of what they have is named in the plural.
pub fn several_plural(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [_, list] = parts(captured)?;
    if !items(list)
        .iter()
        .all(|item| columns::is_plural(&item.name) && item.values.is_empty() && !item.name.contains(' '))
    {
        return Err("One of these is named in the singular.".to_owned());
    }
    several(draft, captured)
}

/// `customers can have up to three phone numbers`.
pub fn several_at_most(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [who, most, list] = parts(captured)?;
    several(draft, &[who, list])?;
    draft.assume(format!(
        "No constraint counts rows: that there are at most {} is for the application or a trigger to hold.",
        phrase(most)
    ));
    Ok(())
}

/// `orders may use a coupon`: a reference that can be empty; the table is added if it is not there.
pub fn may_use(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [child, parent] = parts(captured)?;
    let child = place::table(&draft.schema, child)?.id;
    let name = phrase(super::items::noun(parent));
    let found = place::table_called(&draft.schema, &name).map(|table| table.id);
    let parent = match found {
        Some(found) => found,
        None if knowledge::archetype(&name).is_some() => tables::add_named(draft, &name, &[])?,
        None => return Err(format!("There is no table \"{name}\". Say \"add {name}\" with what is kept of it first.")),
    };
    refer(draft, child, parent, Some(true))
}

/// Things that stand for themselves and are shared by many, though no list of usual tables has them.
const SHARED: [&str; 14] = [
    "role",
    "permission",
    "skill",
    "language",
    "interest",
    "hobby",
    "badge",
    "certificate",
    "genre",
    "allergy",
    "amenity",
    "label",
    "specialty",
    "ingredient",
];

/// `{posts} can be {written} by several {authors}`.
pub fn several_by(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [a, verb, b] = parts(captured)?;
    if verb.len() > 2 {
        return Err(String::new());
    }
    let known = place::table_called(&draft.schema, &phrase(super::items::noun(without_than_one(b)))).is_some();
    if !known && !columns::is_plural(&phrase(super::items::noun(b))) {
        return Err(String::new());
    }
    several(draft, &[a, b])
}

/// `{categories} can be nested`: a row may belong to another one of its kind.
pub fn nested(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [table] = parts(captured)?;
    let table = place::table(&draft.schema, table)?;
    if table.foreign_keys.iter().any(|key| key.references.table == table.name) {
        return Ok(());
    }
    let id = table.id;
    refer(draft, id, id, Some(true))
}

/// "more than one category" speaks of categories.
fn without_than_one(words: &[Word]) -> &[Word] {
    match words {
        [than, one, rest @ ..] if than.lower == "than" && one.lower == "one" && !rest.is_empty() => rest,
        words => words,
    }
}

/// A table whose rows pair the two, in place of a reference from one to the other.
pub fn pair(draft: &mut Draft, a: Id, b: Id) -> Result<(), String> {
    let (first, second) = (draft.table(a)?, draft.table(b)?);
    let pairs = |table: &&Table| {
        let refers = |name: &QualifiedName| table.foreign_keys.iter().any(|key| key.references.table == *name);
        let is_key = table.foreign_keys.iter().all(|key| key.columns.iter().all(|column| table.in_primary_key(column)));
        refers(&first.name) && refers(&second.name) && (is_key || table.columns.len() <= 5)
    };
    if let Some(table) = draft.schema.tables.iter().filter(|table| table.id != a && table.id != b).find(pairs) {
        draft.assume(format!("{} pairs {} and {} already.", table.name, first.name, second.name));
        return Ok(());
    }
    let keys = |from: &Table, to: &Table| -> Vec<Id> {
        from.foreign_keys.iter().filter(|key| key.references.table == to.name).map(|key| key.id).collect()
    };
    let replaced = [(first, keys(first, second)), (second, keys(second, first))];
    let replaced: Vec<(String, Id)> = replaced
        .into_iter()
        .flat_map(|(table, keys)| keys.into_iter().map(|key| (table.name.to_string(), key)).collect::<Vec<_>>())
        .collect();
    let edit = relate::junction(&draft.schema, first, second, draft.naming)?;
    let label = format!("Make {} and {} many-to-many", first.name, second.name);
    draft.take(edit)?;
    for (table, key) in replaced {
        draft.assume(format!(
            "Each {} keeps the one that it has now as the first of several: its row moves to the new table.",
            singular(&table)
        ));
        remove::reference(draft, key)?;
    }
    draft.label(label);
    Ok(())
}

/// Adds the columns of a list to a table.
pub fn with_columns(draft: &mut Draft, table: Id, list: &[Word]) -> Result<(), String> {
    items(list).iter().try_for_each(|item| columns::column(draft, table, item).map(|_| ()))
}
