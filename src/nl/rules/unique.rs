//! `the code is unique`, `no two rooms share a number`, `one review per user and product`.

use super::finding::Finding;
use super::sentence::Sentence;
use super::vocabulary::Mention;
use crate::schema::{Id, Table};

pub fn read(sentence: &Sentence<'_>) -> Vec<Finding> {
    if sentence.is_conditional() {
        return Vec::new();
    }
    no_two(sentence)
        .or_else(|| one_per(sentence))
        .or_else(|| once(sentence))
        .or_else(|| unique(sentence))
        .into_iter()
        .collect()
}

/// `no two employees may have the same badge number`.
fn no_two(sentence: &Sentence<'_>) -> Option<Finding> {
    let (_, end) = sentence.find(&["no two", "two different", "not two"])?;
    if sentence.says(end.saturating_sub(2), "two different").is_some() && !sentence.has_word(&["not", "never"]) {
        return None;
    }
    let (thing, table) = sentence.table_mentions().find(|(m, _)| m.start >= end)?;
    let shares = ["the same", "same", "share a", "share an", "share the", "share their", "share"];
    let (_, same) = sentence.find(&shares)?;
    let columns = columns_from(sentence, table, same)?;
    // `rooms of a hotel`, `share a number within a hotel`: only there they differ.
    let of = |at: usize| sentence.says_any(at, &["of", "in", "at", "within", "on", "from"]);
    let within = |at: usize| sentence.says_any(at, &["within", "in the same", "of the same", "at the same"]);
    let after = (same..sentence.words.len()).find_map(within);
    let scope = of(thing.end).filter(|at| *at < same).or(after).and_then(|at| columns_from(sentence, table, at));
    let scope = scope.unwrap_or_default().into_iter().filter(|column| !columns.contains(column));
    let columns = scope.chain(columns.iter().cloned()).collect();
    Some(Finding::Unique(table, columns))
}

/// `only one invoice per customer and month`.
fn one_per(sentence: &Sentence<'_>) -> Option<Finding> {
    let (start, _) = sentence.find(&["per", "for each", "for every", "for a", "for any", "for the same", "of each"])?;
    let (one_start, one) =
        sentence.find(&["only one", "at most one", "no more than one", "exactly one", "a single", "one"])?;
    // `exactly one price per room` says what a room has; a rule speaks of rows.
    let (mention, table) = sentence.table_mentions().find(|(m, _)| m.start >= one && m.start <= one + 2)?;
    if one_start > start || mention.end > start || start - mention.end > 6 {
        return None;
    }
    let said_alone = sentence.says_any(one_start, &["only one", "at most one", "no more than one"]).is_some();
    let limited = said_alone || sentence.has_word(&["only", "maximum"]) || one_start == 0;
    let (_, end) = sentence.find(&["per", "for each", "for every", "for a", "for any", "for the same", "of each"])?;
    let columns = columns_from(sentence, table, end)?;
    limited.then_some(Finding::Unique(table, columns))
}

/// `a user can review a product only once`: the table that joins the two.
fn once(sentence: &Sentence<'_>) -> Option<Finding> {
    let (at, end) = sentence.find(&[
        "only once",
        "at most once",
        "no more than once",
        "not more than once",
        "more than once",
        "twice",
    ])?;
    let denied = sentence.has_word(&["not", "never", "no"]);
    let repeated = sentence.says_any(at, &["more than once", "twice"]).is_some();
    let per = sentence.words.get(end).is_some_and(|w| w.is_any(&["per", "a", "in", "every"]));
    if repeated && !denied || per {
        return None;
    }
    let mut things: Vec<Id> = sentence.table_mentions().map(|(_, id)| id).collect();
    things.dedup();
    let joins = |table: &&Table, a: Id, b: Id| {
        let refers = |id: Id| {
            let parent = sentence.schema.table_by_id(id);
            parent.is_some_and(|p| table.foreign_keys.iter().filter(|k| k.references.table == p.name).count() == 1)
        };
        table.id != a && table.id != b && refers(a) && refers(b)
    };
    let spoken = |table: &&Table| things.contains(&table.id);
    let pairs = things.iter().enumerate().flat_map(|(i, a)| things[i + 1..].iter().map(move |b| (*a, *b)));
    for (a, b) in pairs {
        let between: Vec<&Table> = sentence.schema.tables.iter().filter(|t| joins(t, a, b)).collect();
        let table = between.iter().find(|t| spoken(t)).copied().or(if let [one] = between.as_slice() {
            Some(*one)
        } else {
            None
        });
        if let Some(table) = table {
            let parents = [a, b].map(|id| sentence.schema.table_by_id(id).map(|p| p.name.clone()));
            let columns = table
                .foreign_keys
                .iter()
                .filter(|key| parents.contains(&Some(key.references.table.clone())))
                .flat_map(|key| key.columns.clone())
                .collect();
            return Some(Finding::Unique(table.id, columns));
        }
    }
    None
}

/// `the code must be unique within a branch`.
fn unique(sentence: &Sentence<'_>) -> Option<Finding> {
    let at = sentence.words.iter().position(|w| w.is_any(&["unique", "uniquely", "distinct"]))?;
    let denied = sentence.words[at.saturating_sub(3)..at].iter().any(|w| w.is_any(&["not", "need"]));
    if denied || sentence.has_word(&["identifier", "visitors"]) && sentence.words[at].is("distinct") {
        return None;
    }
    let place = if sentence.words[at].is("uniquely") {
        let (_, by) = sentence.find(&["by"])?;
        sentence.column_at(by)?.0
    } else {
        match sentence.column_at(at + 1) {
            Some((place, _)) => place,
            None => {
                let before = sentence.words[..at].last()?;
                if !before.is_any(&[
                    "be", "is", "are", "always", "globally", "a", "an", "and", ",", "(", ":", "-", "–", "stay",
                ]) {
                    return None;
                }
                sentence.column_before(at)?
            }
        }
    };
    let table = sentence.schema.table_by_id(place.table)?;
    if place.reference {
        return None;
    }
    let mut columns = vec![place.column.clone()];
    if let Some((_, end)) = sentence
        .find(&[
            "unique within",
            "unique per",
            "unique for",
            "unique in",
            "unique inside",
            "unique among",
            "unique across",
            "unique at",
            "within",
            "per",
        ])
        .filter(|(start, _)| *start >= at)
    {
        let scope = columns_from(sentence, place.table, end);
        let whole = sentence.mention_at(end).is_none_or(|m| m.table() == Some(table.id));
        match scope {
            Some(mut scope) => {
                scope.retain(|column| *column != place.column);
                scope.append(&mut columns);
                columns = scope;
            }
            // `unique across all customers` of customers is plainly unique; unique within what is not a column is not.
            None if whole => {}
            None => return None,
        }
    }
    Some(Finding::Unique(place.table, columns))
}

/// The columns of `table` that the words from `at` on list: `user and product`, `room, date and slot`.
fn columns_from(sentence: &Sentence<'_>, table: Id, at: usize) -> Option<Vec<String>> {
    let mut columns = Vec::new();
    let mut at = at;
    loop {
        let mention = sentence.mention_at(at).or_else(|| {
            let skip =
                sentence.words.get(at).is_some_and(|w| w.is_any(&["same", "given", "single", "one", "any", "all"]));
            if skip { sentence.mention_at(at + 1) } else { None }
        })?;
        columns.push(column_in(mention, table)?);
        at = mention.end;
        let next = sentence.words.get(at);
        let comma = next.is_some_and(|w| w.is(","));
        let and = |at: usize| sentence.words.get(at).is_some_and(|w| w.is_any(&["and", "+", "&"]));
        match (comma, and(at), and(at + 1)) {
            (true, _, true) => at += 2,
            (true, ..) | (_, true, _) => at += 1,
            _ => break,
        }
        let per = sentence.words.get(at).is_some_and(|w| w.is_any(&["per"]));
        at += usize::from(per);
        // What goes on is another clause, not another column.
        if sentence.mention_at(at).and_then(|m| column_in(m, table)).is_none() {
            if comma {
                break;
            }
            return None;
        }
    }
    columns.dedup();
    Some(columns)
}

fn column_in(mention: &Mention, table: Id) -> Option<String> {
    let mut own: Vec<_> = mention.columns().filter(|(place, _)| place.table == table).collect();
    own.sort_by(|a, b| b.1.total_cmp(&a.1));
    match own.as_slice() {
        [] => None,
        [(_, best), (_, next), ..] if best - next < 0.05 => None,
        [(place, _), ..] => Some(place.column.clone()),
    }
}
