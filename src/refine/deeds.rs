//! What people do with things and with each other: each time is a row of its own.
//!
//! `customers can return items` gives returns, `users can follow each other` gives follows. The noun of a verb is the
//! one that such tables are called by.

use super::draft::Draft;
use super::forms::parts;
use super::items::{Item, noun};
use super::word::{Word, phrase};
use super::{columns, limits, place, practices, relations, tables};
use crate::nl::knowledge;
use crate::schema::*;

/// Verbs with the noun for one time of it.
const DEEDS: [(&str, &str); 41] = [
    ("return", "return"),
    ("rent", "rental"),
    ("borrow", "loan"),
    ("reserve", "reservation"),
    ("book", "booking"),
    ("rate", "rating"),
    ("review", "review"),
    ("subscribe", "subscription"),
    ("report", "report"),
    ("share", "share"),
    ("vote", "vote"),
    ("attend", "attendance"),
    ("enroll", "enrollment"),
    ("register", "registration"),
    ("join", "membership"),
    ("apply", "application"),
    ("order", "order"),
    ("buy", "purchase"),
    ("purchase", "purchase"),
    ("request", "request"),
    ("cancel", "cancellation"),
    ("donate", "donation"),
    ("bid", "bid"),
    ("comment", "comment"),
    ("download", "download"),
    ("complete", "completion"),
    ("invite", "invitation"),
    ("refer", "referral"),
    ("recommend", "recommendation"),
    ("exchange", "exchange"),
    ("inspect", "inspection"),
    ("visit", "visit"),
    ("like", "like"),
    ("follow", "follow"),
    ("favorite", "favorite"),
    ("favourite", "favourite"),
    ("bookmark", "bookmark"),
    ("block", "block"),
    ("message", "message"),
    ("pay", "payment"),
    ("transfer", "transfer"),
];

/// Deeds that are done once or not at all: the two who meet are the key.
const ONCE: [&str; 6] = ["like", "follow", "favorite", "favourite", "bookmark", "block"];

fn noun_of(verb: &str) -> Option<&'static str> {
    let verb = verb.split(' ').next().unwrap_or_default();
    let base = verb.strip_suffix("s").unwrap_or(verb);
    DEEDS.iter().find(|(known, _)| *known == verb || *known == base).map(|(_, noun)| *noun)
}

/// Why a verb gives no rows; nothing where it is no verb at all, and another form is meant.
fn unknown(verb: &str) -> String {
    match verb.split(' ').next().unwrap_or_default() {
        "be" | "not" | "have" | "also" | "only" | "no" => String::new(),
        _ => format!("\"{verb}\" is not known as something that gives rows."),
    }
}

/// `{people} can {verb} {things}`.
pub fn deed(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [who, verb, what] = parts(captured)?;
    let verb = phrase(verb);
    let noun = noun_of(&verb).ok_or_else(|| unknown(&verb))?;
    let (who, what) = (place::table(&draft.schema, who)?.id, place::table(&draft.schema, what)?.id);
    if who == what {
        return among(draft, who, noun, &verb);
    }
    if ONCE.contains(&noun) {
        return once(draft, who, what, noun, &verb);
    }
    let table = match place::table_called(&draft.schema, noun) {
        Some(table) => table.id,
        None => rows_of(draft, noun)?,
    };
    relations::refer(draft, table, who, Some(false))?;
    // What is returned is the line of an order, and that says which product.
    let thing = draft.table(what)?.name.clone();
    let parents: Vec<QualifiedName> =
        draft.table(table)?.foreign_keys.iter().map(|key| key.references.table.clone()).collect();
    let says = |parent: &&Table| {
        parents.contains(&parent.name) && parent.foreign_keys.iter().any(|key| key.references.table == thing)
    };
    if draft.schema.tables.iter().any(|parent| says(&parent)) {
        return Ok(());
    }
    relations::refer(draft, table, what, Some(false))
}

/// What people do with each other: once for a pair, or as often as they like.
fn among(draft: &mut Draft, who: Id, noun: &str, verb: &str) -> Result<(), String> {
    if ONCE.contains(&noun) || noun == "friendship" {
        return once(draft, who, who, noun, verb);
    }
    let table = rows_of(draft, noun)?;
    let person = singular(&words(&draft.table(who)?.name.name).join(" "));
    let roles = match noun {
        "message" => ["sender".to_owned(), "recipient".to_owned()],
        "payment" | "transfer" => ["payer".to_owned(), "payee".to_owned()],
        _ => [agent(verb), format!("{} {person}", past(verb))],
    };
    let parent = draft.table(who)?.name.clone();
    // What such rows usually refer to is one of the two.
    let usual = draft.table(table)?.foreign_keys.iter().filter(|key| key.references.table == parent).map(|key| key.id);
    for key in usual.collect::<Vec<_>>() {
        super::remove::reference(draft, key)?;
    }
    for role in roles {
        refers_as(draft, table, who, &role)?;
    }
    Ok(())
}

/// A required reference under the name of a role.
fn refers_as(draft: &mut Draft, table: Id, parent: Id, role: &str) -> Result<(), String> {
    let parent = draft.table(parent)?;
    let [key] = parent.key_columns() else {
        return Err(format!("{} has no key of one column to refer to.", parent.name));
    };
    let theirs = parent.column(key).ok_or("The parent's key is incomplete.")?;
    let (parent, key, data_type) = (parent.name.clone(), theirs.name.clone(), theirs.data_type.clone());
    let name = draft.naming.spell(&format!("{role} {key}"));
    let column = Column::new(draft.schema.fresh_id(), name.as_str(), data_type);
    draft.add(table, Object::Column(column))?;
    let key = ForeignKey {
        on_delete: Action::Restrict,
        ..ForeignKey::on(draft.schema.fresh_id(), vec![name.clone()], Reference { table: parent, columns: vec![key] })
    };
    let id = key.id;
    draft.add(table, Object::ForeignKey(key))?;
    draft.explain(id, Topic::Relationship, format!("{name} says who is the {role}"), "");
    columns::index_on(draft, table, &[name])
}

/// `{people} can {verb} other {people}`.
pub fn deed_to_others(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [who, verb, others] = parts(captured)?;
    if place::table(&draft.schema, who)?.id != place::table(&draft.schema, others)?.id {
        return deed(draft, captured);
    }
    each_other(draft, &[who, verb])
}

/// `{people} can {verb} each other`.
pub fn each_other(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [who, verb] = parts(captured)?;
    let verb = phrase(verb);
    let noun = match verb.as_str() {
        "befriend" | "be friends with" | "become friends with" | "add" => "friendship",
        verb => noun_of(verb).ok_or_else(|| unknown(verb))?,
    };
    let who = place::table(&draft.schema, who)?.id;
    among(draft, who, noun, &verb)
}

/// `{people} can {verb} without {something}`: the reference may be empty.
pub fn without(draft: &mut Draft, captured: &[&[Word]]) -> Result<(), String> {
    let [_, verb, missing] = parts(captured)?;
    let (verb, missing) = (phrase(verb), phrase(noun(missing)));
    let deed = place::table_called(&draft.schema, &verb)
        .or_else(|| place::table_called(&draft.schema, noun_of(&verb)?))
        .ok_or_else(|| {
            format!("No table holds what is done by \"{verb}\". Say \"make user_id of orders optional\".")
        })?;
    let account = matches!(missing.as_str(), "account" | "login" | "registration" | "user account" | "registering");
    let parent = match place::table_called(&draft.schema, &missing) {
        Some(parent) => Some(parent.name.clone()),
        None if account => practices::people(draft).map(|(name, ..)| name),
        None => None,
    };
    let key = deed.foreign_keys.iter().find(|key| Some(&key.references.table) == parent.as_ref());
    let key = key.ok_or_else(|| format!("{} refers to no \"{missing}\".", deed.name))?;
    let (name, columns) = (deed.name.clone(), key.columns.clone());
    draft.label(format!("Allow {name} without {missing}"));
    for column in columns {
        let table = draft.schema.table_named(&name.to_string()).ok_or("The table is no longer there.")?;
        let Some(column) = table.column(&column).filter(|column| !column.nullable) else { continue };
        let changed = Column { nullable: true, ..column.clone() };
        let id = changed.id;
        draft.make(Change::Modify { object: Object::Column(changed) })?;
        draft.explain(id, Topic::Rule, format!("{name} may be nobody's"), "");
    }
    draft.assume(format!("What is known of somebody without {missing} has to be kept in {name} itself."));
    Ok(())
}

/// A table whose rows are the times of a deed, with what such rows usually have.
fn rows_of(draft: &mut Draft, noun: &str) -> Result<Id, String> {
    if knowledge::archetype(noun).is_some() {
        return tables::add_named(draft, noun, &[]);
    }
    let name = tables::table_name(draft, noun);
    let id = tables::add_empty(draft, &name)?;
    draft.explain(id, Topic::Entity, format!("{name} is a table of its own"), "");
    if matches!(noun, "return" | "cancellation" | "exchange" | "report" | "request" | "application") {
        columns::column(draft, id, &Item { name: "reason".to_owned(), optional: Some(true), ..Item::default() })?;
    }
    if noun == "rating" {
        columns::column(draft, id, &Item { name: "rating".to_owned(), optional: Some(false), ..Item::default() })?;
    }
    tables::created_at(draft, id)?;
    Ok(id)
}

/// A table whose key is who did it and to what; nobody does it to themselves.
fn once(draft: &mut Draft, who: Id, what: Id, noun: &str, verb: &str) -> Result<(), String> {
    let (doer, thing) = (draft.table(who)?.clone(), draft.table(what)?.clone());
    let single = |table: &Table| singular(&words(&table.name.name).join(" "));
    let name = tables::table_name(draft, &format!("{} {noun}", single(&thing)));
    if draft.schema.table_named(&name).is_some() {
        draft.assume(format!("{name} is there already."));
        return Ok(());
    }
    let verb = verb.split(' ').next().unwrap_or_default();
    let roles = match who == what {
        true if noun == "friendship" => [single(&doer), format!("friend {}", single(&thing))],
        true => [agent(verb), format!("{} {}", past(verb), single(&thing))],
        false => [single(&doer), single(&thing)],
    };
    let mut table = Table::new(draft.schema.fresh_id(), name.as_str());
    for (role, parent) in roles.iter().zip([&doer, &thing]) {
        let [key] = parent.key_columns() else {
            return Err(format!("{} has no key of one column to refer to.", parent.name));
        };
        let theirs = parent.column(key).ok_or("The parent's key is incomplete.")?;
        let column = draft.naming.spell(&format!("{role} id"));
        table.columns.push(Column::new(draft.schema.fresh_id(), column.as_str(), theirs.data_type.clone()));
        table.foreign_keys.push(ForeignKey {
            on_delete: Action::Cascade,
            ..ForeignKey::on(
                draft.schema.fresh_id(),
                vec![column],
                Reference { table: parent.name.clone(), columns: vec![theirs.name.clone()] },
            )
        });
    }
    let columns: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    let key = PrimaryKey::on(draft.schema.fresh_id(), columns.clone());
    table.primary_key = Some(key);
    let id = table.id;
    draft.make(Change::Add { parent: None, object: Object::Table(table), at: None })?;
    draft.label(format!("Add table {name}"));
    draft.explain(
        id,
        Topic::Entity,
        format!("{name} holds who does it to whom"),
        "Once for each pair, so the pair is the key.",
    );
    if who == what {
        let [a, b] = [&columns[0], &columns[1]].map(|name| Expression::identifier(name));
        limits::check(draft, id, Expression::new(format!("{a} <> {b}")))?;
    }
    columns::index_on(draft, id, &columns[1..])?;
    tables::created_at(draft, id)
}

/// Who does it: a `follower`, an `inviter`.
fn agent(verb: &str) -> String {
    match verb.strip_suffix('e') {
        Some(stem) => format!("{stem}er"),
        None if verb == "refer" => "referrer".to_owned(),
        None => format!("{verb}er"),
    }
}

/// To whom it is done: `followed`, `invited`.
fn past(verb: &str) -> String {
    match verb {
        "bid" => "bid".to_owned(),
        "refer" => "referred".to_owned(),
        _ if verb.ends_with('e') => format!("{verb}d"),
        _ => format!("{verb}ed"),
    }
}
