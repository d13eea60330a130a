//! `the price depends only on the type of visit`: functional dependencies in words.

use super::sentence::Sentence;
use super::vocabulary::Mention;
use crate::normalize::FunctionalDependency;
use crate::schema::{Id, Table};

/// Phrases before which the dependent stands and after which the determinant.
const DEPENDS: &[&str] = &[
    "depends only on",
    "depend only on",
    "depends solely on",
    "depend solely on",
    "depends on",
    "depend on",
    "is determined by",
    "are determined by",
    "is fixed by",
    "are fixed by",
    "is given by",
    "are given by",
    "follows from",
    "follow from",
    "follows",
    "is set by",
    "are set by",
    "is implied by",
    "is defined by",
    "is decided by",
    "is the same for every",
    "is the same for each",
    "is the same for all",
    "are the same for all",
];
/// Phrases the other way round.
const DETERMINES: &[&str] =
    &["determines", "determine", "fixes", "decides", "implies", "uniquely determines", "identifies", "defines"];
/// `each postcode is in one town`.
const SITS: &[&str] = &[
    "is in one",
    "is in exactly one",
    "sits in one",
    "sits in exactly one",
    "lies in one",
    "lies in exactly one",
    "belongs to one",
    "belongs to exactly one",
    "belongs to only one",
    "has one",
    "has exactly one",
    "has only one",
    "has its own",
    "has a fixed",
    "is located in one",
    "always has the same",
];

/// The dependencies that a sentence states between columns of one table.
pub fn read(sentence: &Sentence<'_>) -> Vec<FunctionalDependency> {
    if sentence.is_conditional() || sentence.is_context() {
        return Vec::new();
    }
    for at in 0..sentence.words.len() {
        let denied = sentence.words[at.saturating_sub(2)..at].iter().any(|w| w.is_any(&["not", "never"]));
        let parts = if let Some(end) = sentence.says_any(at, DEPENDS) {
            Some((behind(sentence, end), before(sentence, at)))
        } else if let Some(end) = sentence.says_any(at, DETERMINES) {
            // `records the score and determines the result`: somebody else determines.
            if at > 0 && sentence.words[at - 1].is_any(&["and", "then", ","]) {
                continue;
            }
            Some((before(sentence, at), behind(sentence, end)))
        } else {
            let each = sentence.has_word(&["each", "every", "a", "any"]);
            let sits = sentence.says_any(at, SITS).filter(|_| each);
            sits.map(|end| (before(sentence, at), behind(sentence, end)))
        };
        if let Some((determinant, dependent)) = parts.filter(|_| !denied) {
            return between(sentence, &determinant, &dependent).into_iter().collect();
        }
    }
    Vec::new()
}

/// The mentions of a list that ends before `at`: `the fee and the duration`.
fn before<'a>(sentence: &'a Sentence<'_>, at: usize) -> Vec<&'a Mention> {
    let mut found = Vec::new();
    let mut end = at;
    loop {
        while end > 0 && is_between(sentence, end - 1) {
            end -= 1;
        }
        let Some(mention) = sentence.mentions.iter().find(|m| m.end == end) else { break };
        found.push(mention);
        end = mention.start;
    }
    found.reverse();
    found
}

fn behind<'a>(sentence: &'a Sentence<'_>, at: usize) -> Vec<&'a Mention> {
    let mut found = Vec::new();
    let mut at = at;
    loop {
        while at < sentence.words.len() && is_between(sentence, at) {
            at += 1;
        }
        let Some(mention) = sentence.mentions.iter().find(|m| m.start == at) else { break };
        found.push(mention);
        at = mention.end;
    }
    found
}

fn is_between(sentence: &Sentence<'_>, at: usize) -> bool {
    const WORDS: [&str; 16] = [
        "and", ",", "the", "a", "an", "its", "their", "each", "every", "both", "of", "always", "only", "'s", "given",
        "same",
    ];
    sentence.words.get(at).is_some_and(|w| w.is_any(&WORDS))
}

/// The dependency in the one table that has all the columns.
fn between(sentence: &Sentence<'_>, determinant: &[&Mention], dependent: &[&Mention]) -> Option<FunctionalDependency> {
    if determinant.is_empty() || dependent.is_empty() {
        return None;
    }
    let schema = sentence.schema;
    let mut found: Vec<(Id, FunctionalDependency)> = Vec::new();
    for table in &schema.tables {
        let (Some(left), Some(right)) = (columns(table, determinant, true), columns(table, dependent, false)) else {
            continue;
        };
        let right: Vec<String> = right.into_iter().filter(|column| !left.contains(column)).collect();
        let key = left.iter().all(|column| table.in_primary_key(column)) && table.key_columns().len() == left.len();
        if !left.is_empty() && !right.is_empty() && !key && !table.is_unique(&left) {
            found.push((
                table.id,
                FunctionalDependency { table: table.name.clone(), determinant: left, dependent: right },
            ));
        }
    }
    let spoken = |id: Id| sentence.table_mentions().any(|(_, table)| table == id) || sentence.topic == Some(id);
    match found.as_slice() {
        [] => None,
        [(_, one)] => Some(one.clone()),
        many => {
            let mut spoken = many.iter().filter(|(id, _)| spoken(*id));
            match (spoken.next(), spoken.next()) {
                (Some((_, one)), None) => Some(one.clone()),
                _ => None,
            }
        }
    }
}

/// The columns of a table that these mentions name. A mention of the table itself (`the type of the visit`) names
/// none; one of something else means that the table is not the one.
fn columns(table: &Table, mentions: &[&Mention], references: bool) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for mention in mentions {
        let mut own: Vec<_> = mention
            .columns()
            .filter(|(place, _)| place.table == table.id && (references || !place.reference))
            .collect();
        own.sort_by(|a, b| b.1.total_cmp(&a.1));
        match own.first() {
            Some((place, _)) => names.push(place.column.clone()),
            None if mention.table() == Some(table.id) => {}
            None => return None,
        }
    }
    names.dedup();
    (!names.is_empty()).then_some(names)
}
