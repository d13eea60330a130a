//! `the end date must be after the start date`: two columns of one table compared with each other.

use super::finding::Finding;
use super::sentence::Sentence;
use super::vocabulary::{Mention, Place};

const BEFORE: &[&str] =
    &["before", "earlier than", "prior to", "less than", "lower than", "smaller than", "below", "precede", "precedes"];
const AFTER: &[&str] = &[
    "after",
    "later than",
    "greater than",
    "higher than",
    "larger than",
    "more than",
    "above",
    "exceed",
    "exceeds",
    "follow",
];

pub fn read(sentence: &Sentence<'_>) -> Vec<Finding> {
    if sentence.is_conditional() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for at in 0..sentence.words.len() {
        let (end, after) = match (sentence.says_any(at, BEFORE), sentence.says_any(at, AFTER)) {
            (Some(end), _) => (end, false),
            (_, Some(end)) => (end, true),
            _ => continue,
        };
        let denied = sentence.words[at.saturating_sub(4)..at]
            .iter()
            .rev()
            .take_while(|w| w.is_any(&["not", "never", "no", "be", "end", "start", "come", "lie", "is", "fall", "go"]))
            .any(|w| w.is_any(&["not", "never", "no"]));
        let equal = sentence.says_any(at.saturating_sub(2), &["on or", "same or"]).is_some()
            || sentence.says_any(end, &["or equal to", "or on", "or the same as"]).is_some();
        let operator = match (after, denied, equal) {
            (true, false, false) => ">",
            (true, false, true) => ">=",
            (true, true, _) => "<=",
            (false, false, false) => "<",
            (false, false, true) => "<=",
            (false, true, _) => ">=",
        };
        found.extend(compared(sentence, at, end, operator));
    }
    found
}

/// The nearest pair of columns of one table on both sides that can be compared.
fn compared(sentence: &Sentence<'_>, at: usize, end: usize, operator: &'static str) -> Option<Finding> {
    const NEAR: usize = 7;
    let before: Vec<&Mention> = sentence.mentions.iter().rev().filter(|m| m.end <= at && at - m.end <= NEAR).collect();
    let behind: Vec<&Mention> = sentence.mentions.iter().filter(|m| m.start >= end && m.start - end <= 3).collect();
    for right in &behind {
        for left in &before {
            let pairs = left.columns().flat_map(|(l, ls)| right.columns().map(move |(r, rs)| (l, r, ls + rs)));
            let mut pairs: Vec<(&Place, &Place, f32)> =
                pairs.filter(|(l, r, _)| l.table == r.table && l.column != r.column && alike(sentence, l, r)).collect();
            pairs.sort_by(|a, b| b.2.total_cmp(&a.2));
            let about = |table| sentence.subject() == Some(table) || sentence.topic == Some(table);
            let spoken = pairs.iter().find(|(l, ..)| about(l.table));
            let tied = pairs.len() > 1 && pairs[1].2 >= pairs[0].2 - 0.05;
            let chosen = spoken.or_else(|| if tied { None } else { pairs.first() });
            if let Some((l, r, _)) = chosen {
                return Some(Finding::Order(l.table, l.column.clone(), operator, r.column.clone()));
            }
        }
    }
    None
}

fn alike(sentence: &Sentence<'_>, left: &Place, right: &Place) -> bool {
    let Some(table) = sentence.schema.table_by_id(left.table) else { return false };
    let (Some(l), Some(r)) = (table.column(&left.column), table.column(&right.column)) else { return false };
    l.data_type.is_numeric() && r.data_type.is_numeric() && !left.reference && !right.reference
        || l.data_type.is_temporal() && std::mem::discriminant(&l.data_type) == std::mem::discriminant(&r.data_type)
}
