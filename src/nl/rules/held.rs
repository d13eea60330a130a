//! Rules that no constraint can hold: they are kept in words, with who should hold them.

use super::finding::Finding;
use super::sentence::Sentence;
use crate::schema::{Id, Schema};

const MODAL: &[&str] = &[
    "must",
    "can only",
    "may only",
    "may not",
    "can not",
    "must not",
    "never",
    "is only",
    "are only",
    "only be",
    "only if",
    "only when",
    "unless",
    "not allowed",
    "is forbidden",
    "at most",
    "at least",
    "no more than",
    "not exceed",
    "up to",
    "is limited to",
    "are limited to",
    "has to",
    "have to",
    "is prohibited",
    "not permitted",
    "shall not",
    "no two",
];

/// The rule of a sentence from which no constraint followed.
pub fn read(sentence: &Sentence<'_>) -> Option<Finding> {
    sentence.find(MODAL)?;
    let about_software =
        ["system", "application", "app", "software", "platform", "database", "schema", "solution", "tool", "website"];
    let able =
        sentence.find(&["be able to", "must support", "must allow", "should allow", "should support", "must provide"]);
    if able.is_some() || sentence.subject().is_none() && sentence.has_word(&about_software) {
        return None;
    }
    let mut subjects: Vec<Id> = Vec::new();
    for mention in &sentence.mentions {
        let column = sentence.column(mention).filter(|place| !place.reference);
        let id = match column {
            Some(place) => sentence.schema.table_by_id(place.table).and_then(|t| t.column(&place.column)).map(|c| c.id),
            // The column is in doubt: the likeliest stands for it.
            None => mention.table().or_else(|| sentence.likeliest(mention)),
        };
        subjects.extend(id.filter(|id| !subjects.contains(id)));
    }
    if subjects.is_empty() {
        return None;
    }
    let suggestion = suggestion(sentence, &subjects);
    Some(Finding::Held(subjects, suggestion))
}

fn suggestion(sentence: &Sentence<'_>, subjects: &[Id]) -> String {
    let schema = sentence.schema;
    let mut tables: Vec<Id> = Vec::new();
    for id in subjects.iter().filter_map(|id| schema.table_of(*id)).map(|t| t.id) {
        if !tables.contains(&id) {
            tables.push(id);
        }
    }
    if let Some((child, columns, parent)) = joined(schema, &tables) {
        if let Some(limit) = counted(sentence) {
            return format!(
                "A trigger before INSERT on {child} counts its rows with the same {columns} and refuses the row beyond {limit}; it locks the row of {parent} first, so that two writers cannot pass at once."
            );
        }
        if sentence.has_word(&["exceed", "exceeds", "capacity", "stock", "limit", "balance", "available"]) {
            let columns_named: Vec<String> = subjects
                .iter()
                .filter_map(|id| schema.table_of(*id)?.columns.iter().find(|c| c.id == *id))
                .map(|c| c.name.clone())
                .collect();
            let against = if columns_named.is_empty() { parent.clone() } else { columns_named.join(", ") };
            return format!(
                "A trigger before INSERT or UPDATE on {child} adds up its rows with the same {columns} and compares them with {against}; it locks the row of {parent} first."
            );
        }
        return format!(
            "A trigger before INSERT or UPDATE on {child} reads the row of {parent} by {columns} and refuses what breaks the rule; the application checks it first, for a clear message."
        );
    }
    let names: Vec<String> =
        tables.iter().filter_map(|id| schema.table_by_id(*id)).map(|t| t.name.to_string()).collect();
    if sentence.has_word(&["deleted", "removed"]) {
        return format!(
            "Revoke DELETE on {} from the application's role, or refuse it in a trigger before DELETE.",
            names.join(", ")
        );
    }
    if sentence.has_word(&["today", "past", "future", "now", "current"]) {
        return format!(
            "A trigger before INSERT or UPDATE on {} compares with the current time: a check constraint may not, because its result would change by itself.",
            names.join(", ")
        );
    }
    match names.as_slice() {
        [one] => format!(
            "The application checks it before it saves a row of {one}; a trigger before INSERT or UPDATE holds it for every other writer."
        ),
        many => format!(
            "A trigger before INSERT or UPDATE on {} looks the other tables up and refuses what breaks the rule.",
            many.join(", ")
        ),
    }
}

/// Two of the tables where one refers to the other: child, its columns, parent. A table that joins two of them counts.
fn joined(schema: &Schema, tables: &[Id]) -> Option<(String, String, String)> {
    let named = |id: &Id| schema.table_by_id(*id);
    let direct = tables.iter().filter_map(named).find_map(|child| {
        let parents: Vec<_> = tables.iter().filter_map(named).collect();
        let key = child
            .foreign_keys
            .iter()
            .find(|k| parents.iter().any(|p| p.id != child.id && p.name == k.references.table))?;
        Some((child.name.to_string(), key.columns.join(", "), key.references.table.to_string()))
    });
    direct.or_else(|| {
        let [first, second, ..] = tables else { return None };
        let (first, second) = (named(first)?, named(second)?);
        let between = schema
            .tables
            .iter()
            .find(|t| [first, second].iter().all(|p| t.foreign_keys.iter().any(|k| k.references.table == p.name)))?;
        let key = between.foreign_keys.iter().find(|k| k.references.table == first.name)?;
        Some((between.name.to_string(), key.columns.join(", "), first.name.to_string()))
    })
}

/// `at most three`: the number of rows.
fn counted(sentence: &Sentence<'_>) -> Option<String> {
    let (_, end) =
        sentence.find(&["at most", "no more than", "more than", "up to", "maximum of", "not exceed", "limited to"])?;
    sentence.words.get(end)?.number.as_ref().map(|n| n.text.clone())
}
