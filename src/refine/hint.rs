//! What could be said instead of a request that was not understood, in the words of the schema at hand.

use super::items::noun;
use super::place;
use super::word::{Word, phrase};
use crate::schema::{Schema, Table};

/// Verbs that order a change: such a clause is no description of the world.
const ORDERS: [&str; 24] = [
    "rename",
    "remove",
    "drop",
    "delete",
    "merge",
    "combine",
    "swap",
    "copy",
    "move",
    "split",
    "replace",
    "link",
    "connect",
    "unlink",
    "index",
    "change",
    "convert",
    "turn",
    "call",
    "set",
    "partition",
    "encrypt",
    "undo",
    "hide",
];

/// Whether a clause orders a change rather than describes what is.
pub fn is_order(clause: &[Word]) -> bool {
    clause.first().is_some_and(|first| ORDERS.contains(&first.lower.as_str()))
}

/// The "it" that a change is about though nothing says what it is; the one of "make it multi-tenant" is the schema.
pub fn unnamed(clause: &[Word]) -> Option<&Word> {
    let is_it = |word: &&Word| matches!(word.lower.as_str(), "it" | "them");
    let of_all = |word: &Word| word.lower.starts_with("multi") || word.lower.starts_with("soft");
    let place = clause.get(1).filter(is_it).or(clause.last().filter(is_it));
    place.filter(|_| !clause.iter().any(of_all))
}

/// A sentence with examples about what the clause speaks of, or about the first table.
pub fn instead(schema: &Schema, clause: &[Word], said: &str) -> String {
    let named = |table: &&Table| {
        (0..clause.len()).any(|at| {
            let own = |words: &[Word]| place::base(&phrase(noun(words))) == place::base(&table.name.name);
            own(&clause[at..at + 1]) || clause.get(at..at + 2).is_some_and(own)
        })
    };
    let Some(table) = schema.tables.iter().find(named).or(schema.tables.first()) else {
        return format!(
            "\"{said}\" was not understood. The schema is empty: say for example \"add a table customers with name and email\"."
        );
    };
    let plain = |name: &str| !table.in_primary_key(name) && !table.in_foreign_key(name);
    let column = table.columns.iter().find(|column| plain(&column.name)).or(table.columns.first());
    let name = table.name.name.as_str();
    let of_column = match column {
        Some(column) if column.nullable => format!("\"make {} of {name} required\", ", column.name),
        Some(column) => format!("\"make {} of {name} optional\", ", column.name),
        None => String::new(),
    };
    format!(
        "\"{said}\" was not understood. Say it as one change, for example \"add a note to {name}\", {of_column}\
         \"keep the history of {name}\" or \"{name} can have several tags\"."
    )
}
