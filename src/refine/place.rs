//! Which table or column of the schema a phrase means.

use super::items::{Item, items, noun};
use super::word::{Word, phrase};
use crate::nl::knowledge::{self, Domain};
use crate::schema::{Column, Id, Schema, Table, singular, words};

/// A column and its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub table: Id,
    pub column: Id,
}

/// The table that a phrase names, in singular or plural.
///
/// # Errors
/// A sentence that says what was looked for and what there is.
pub fn table<'s>(schema: &'s Schema, words: &[Word]) -> Result<&'s Table, String> {
    let name = phrase(noun(words));
    table_called(schema, &name).ok_or_else(|| no_table(schema, &name))
}

pub fn table_called<'s>(schema: &'s Schema, name: &str) -> Option<&'s Table> {
    let wanted = base(name);
    if wanted.is_empty() {
        return None;
    }
    let named = |table: &&Table| base(&table.name.name) == wanted;
    if let Some(table) = schema.tables.iter().find(named) {
        return Some(table);
    }
    // "items" for order_items, "wishlist" for wishlist_items and "clients" for customers, where only one can be meant.
    let holds_lines = |table: &&Table| {
        let name = base(&table.name.name);
        name.strip_prefix(wanted.as_slice())
            .is_some_and(|rest| matches!(rest, [line] if LINES.contains(&line.as_str())))
    };
    only(schema.tables.iter().filter(|table| base(&table.name.name).ends_with(&wanted)))
        .or_else(|| only(schema.tables.iter().filter(holds_lines)))
        .or_else(|| only(schema.tables.iter().filter(|table| is_other_name(schema, &wanted, &base(&table.name.name)))))
}

/// What tables call the rows of a whole.
const LINES: [&str; 5] = ["item", "entry", "line", "detail", "row"];

/// Whether the schema's own domain has both names for one kind of thing, as a shop's users are its customers.
fn is_other_name(schema: &Schema, a: &[String], b: &[String]) -> bool {
    let (a, b) = (a.join(" "), b.join(" "));
    let known = domain(schema).and_then(|domain| domain.archetype(&b)).or_else(|| knowledge::archetype(&b));
    known.is_some_and(|known| known.is_called(&a) && known.is_called(&b))
}

/// The domain that knows most of the schema's tables.
fn domain(schema: &Schema) -> Option<&'static Domain> {
    let knows = |domain: &&Domain| {
        let is_known = |table: &&Table| domain.archetype(&base(&table.name.name).join(" ")).is_some();
        schema.tables.iter().filter(is_known).count()
    };
    knowledge::domains().iter().rev().max_by_key(knows).filter(|domain| knows(domain) > 0)
}

/// The tables that a list names; all that hold things for "all tables" and "everything".
///
/// # Errors
/// A sentence that names the table that is not there.
pub fn tables(schema: &Schema, words: &[Word]) -> Result<Vec<Id>, String> {
    const EVERYTHING: [&str; 7] = ["tables", "everything", "all", "entities", "everywhere", "rows", "them"];
    let list = items(words);
    let each = words.iter().any(|word| matches!(word.lower.as_str(), "each" | "every" | "all"));
    if each && matches!(phrase(noun(words)).as_str(), "table" | "entity") {
        return Ok(all(schema));
    }
    if list.is_empty() || list.iter().any(|item| EVERYTHING.contains(&item.name.as_str())) {
        return Ok(all(schema));
    }
    let id = |item: &Item| {
        table_called(schema, &item.name).map(|table| table.id).ok_or_else(|| no_table(schema, &item.name))
    };
    list.iter().map(id).collect()
}

/// All tables that hold things; rows of the others only pair them.
pub fn all(schema: &Schema) -> Vec<Id> {
    let pairs = |table: &Table| {
        !table.key_columns().is_empty() && table.key_columns().iter().all(|column| table.in_foreign_key(column))
    };
    schema.tables.iter().filter(|table| !pairs(table)).map(|table| table.id).collect()
}

/// The column that a phrase names: `orders.total`, `total of orders`, `the order's total`, `order total`, or `total`
/// where only one table has it.
///
/// # Errors
/// A sentence that says what was looked for and what there is.
pub fn column(schema: &Schema, words: &[Word]) -> Result<Place, String> {
    let words = noun(words);
    if let Some((table, column)) = qualified(schema, words) {
        return column_of(table, &column);
    }
    let name = phrase(words);
    let holders: Vec<Place> = schema
        .tables
        .iter()
        .filter_map(|table| find(table, &name).map(|column| Place { table: table.id, column: column.id }))
        .collect();
    // "price" is products.price rather than order_items.price_at_purchase.
    let exactly = |table: &Table| table.columns.iter().find(|column| base(&column.name) == base(&name)).map(|c| c.id);
    let exact =
        only(schema.tables.iter().filter_map(|table| exactly(table).map(|column| Place { table: table.id, column })));
    if let Some(exact) = exact {
        return Ok(exact);
    }
    match holders[..] {
        [place] => Ok(place),
        [] => Err(match table_called(schema, &name) {
            Some(table) => format!("{} is a table. Say which of its columns is meant: {}.", table.name, columns(table)),
            None => format!("No table has a column \"{name}\". Say its table too, as in \"phone of customers\"."),
        }),
        _ => {
            let tables = schema.tables.iter().filter(|table| holders.iter().any(|place| place.table == table.id));
            let tables: Vec<String> = tables.map(|table| format!("\"{name} of {}\"", table.name)).collect();
            Err(format!("Several tables have a column \"{name}\". Say {}.", tables.join(" or ")))
        }
    }
}

/// The column of a table that a phrase names.
///
/// # Errors
/// A sentence that lists the table's columns.
pub fn column_of(table: &Table, name: &str) -> Result<Place, String> {
    match find(table, name) {
        Some(column) => Ok(Place { table: table.id, column: column.id }),
        None => Err(format!("{} has no column \"{name}\". It has {}.", table.name, columns(table))),
    }
}

/// A column by its words, with or without the table's own name in front.
pub fn find<'t>(table: &'t Table, name: &str) -> Option<&'t Column> {
    let wanted = base(name);
    let own = base(&table.name.name);
    let is_wanted = |column: &&Column| {
        let found = base(&column.name);
        found == wanted
            || found.strip_prefix(own.as_slice()).is_some_and(|rest| rest == wanted)
            || wanted.strip_prefix(own.as_slice()).is_some_and(|rest| rest == found)
    };
    let columns = || table.columns.iter();
    columns()
        .find(|column| base(&column.name) == wanted)
        .or_else(|| columns().find(is_wanted))
        // "phone number" for phone, "start time" for starts_at.
        .or_else(|| {
            let (last, rest) = wanted.split_last().filter(|(_, rest)| !rest.is_empty())?;
            let is_kind = matches!(last.as_str(), "number" | "address" | "date" | "time" | "name" | "field");
            let timed = matches!(last.as_str(), "date" | "time");
            let is_same = |column: &&Column| {
                let found = base(&column.name);
                let short = found.split_last().filter(|(last, _)| timed && matches!(last.as_str(), "at" | "on"));
                found == rest || short.is_some_and(|(_, short)| short == rest)
            };
            columns().filter(|_| is_kind).find(is_same)
        })
        // "password" for password_hash, "price" for unit_price.
        .or_else(|| only(columns().filter(|column| base(&column.name).starts_with(&wanted))))
        .or_else(|| only(columns().filter(|column| base(&column.name).ends_with(&wanted))))
}

/// Table and column where the phrase names both.
fn qualified<'s>(schema: &'s Schema, words: &[Word]) -> Option<(&'s Table, String)> {
    let before_after = |at: usize| (&words[..at], &words[at + 1..]);
    if let [word] = words
        && let Some((table, column)) = word.text.rsplit_once('.')
    {
        return table_called(schema, table).map(|table| (table, column.to_owned()));
    }
    let preposition = |word: &Word| matches!(word.lower.as_str(), "of" | "in" | "on" | "from" | "for");
    for at in (1..words.len().saturating_sub(1)).rev().filter(|at| preposition(&words[*at])) {
        let (column, table) = before_after(at);
        if let Some(table) = table_called(schema, &phrase(noun(table))) {
            return Some((table, phrase(noun(column))));
        }
    }
    // The longest table name that leads the phrase: "order item price" is the price of order items.
    (1..words.len()).rev().find_map(|at| {
        let mut owner = phrase(&words[..at]);
        for ending in ["'s", "’s", "'", "’"] {
            owner = owner.strip_suffix(ending).unwrap_or(&owner).to_owned();
        }
        let table = table_called(schema, &owner)?;
        let column = phrase(noun(&words[at..]));
        find(table, &column).map(|_| (table, column))
    })
}

/// The words of a name, each in the singular.
pub fn base(name: &str) -> Vec<String> {
    words(name).iter().map(|word| singular(word)).collect()
}

fn only<T>(mut candidates: impl Iterator<Item = T>) -> Option<T> {
    let first = candidates.next()?;
    candidates.next().is_none().then_some(first)
}

fn no_table(schema: &Schema, name: &str) -> String {
    if schema.tables.is_empty() {
        return format!("There is no table \"{name}\": the schema is empty. Add a table first.");
    }
    let names: Vec<String> = schema.tables.iter().take(8).map(|table| table.name.to_string()).collect();
    let more = if schema.tables.len() > names.len() { ", ..." } else { "" };
    format!("There is no table \"{name}\". There are {}{more}.", names.join(", "))
}

fn columns(table: &Table) -> String {
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    if names.is_empty() { "no columns".to_owned() } else { names.join(", ") }
}
