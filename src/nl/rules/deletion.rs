//! `a customer with orders cannot be deleted`, `deleting a project deletes its tasks`.

use super::finding::Finding;
use super::sentence::Sentence;
use crate::schema::{Action, Id};

pub fn read(sentence: &Sentence<'_>) -> Vec<Finding> {
    let Some(at) = sentence.words.iter().position(|w| {
        w.is_any(&["deleted", "removed", "deleting", "removing", "delete", "deletes", "remove", "deletion"])
    }) else {
        return Vec::new();
    };
    let tables: Vec<(usize, Id)> = sentence.table_mentions().map(|(m, id)| (m.start, id)).collect();
    let Some((_, gone)) = tables.first().copied() else { return Vec::new() };
    let denied = sentence.words[..at].iter().rev().take(4).any(|w| w.is_any(&["not", "never", "no"]));
    let others = tables.iter().map(|(_, id)| *id).filter(|id| *id != gone);
    let again = ["deletes", "removes", "deleted", "removed", "delete", "remove", "disappear", "gone", "go"];
    let twice =
        sentence.words[at + 1..].iter().any(|w| w.is_any(&again)) || sentence.has_word(&["too", "also", "cascade"]);
    let action = match (denied, twice) {
        (true, _) => Action::Restrict,
        (false, true) => Action::Cascade,
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    for child in others {
        found.extend(keys_between(sentence, child, gone).into_iter().map(|key| Finding::Delete(key, action)));
    }
    found
}

/// The foreign keys by which a child refers to a parent.
fn keys_between(sentence: &Sentence<'_>, child: Id, parent: Id) -> Vec<Id> {
    let (Some(child), Some(parent)) = (sentence.schema.table_by_id(child), sentence.schema.table_by_id(parent)) else {
        return Vec::new();
    };
    child.foreign_keys.iter().filter(|key| key.references.table == parent.name).map(|key| key.id).collect()
}
