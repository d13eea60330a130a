//! Business rules that the text states, read over the built schema.
//!
//! A sentence is read with the names of the schema marked in it ([`vocabulary`]); each form of rule has a reader that
//! gives findings, and [`enforce`] puts them into the schema. Where the words leave a doubt about the column, or no
//! constraint can hold the rule, it is kept in words with a suggestion: a missing constraint can be added, a wrong one
//! refuses good data.

mod bounds;
mod deletion;
mod dependency;
mod enforce;
mod finding;
mod held;
mod order;
mod presence;
mod sentence;
mod unique;
mod values;
mod vocabulary;
mod word;

#[cfg(test)]
mod tests;

use super::design::BusinessRule;
use super::normal::Stated;
use super::text::Unit;
use crate::schema::{Decision, Id, Schema, Span};
use finding::Finding;
use sentence::Sentence;
use vocabulary::Vocabulary;

/// More rules than this nobody reads.
const MOST_RULES: usize = 1000;

/// Reads the rules of a text, changes the schema so that it holds them, and says why.
/// Gives the rules, and the functional dependencies that the text states, which normalization takes up.
pub fn apply(
    text: &str,
    units: &[Unit],
    schema: &mut Schema,
    decisions: &mut Vec<Decision>,
) -> (Vec<BusinessRule>, Vec<Stated>) {
    let (read, dependencies) = findings(text, units, schema);
    let mut enforcer = enforce::Enforcer::new(schema, decisions);
    let mut rules: Vec<BusinessRule> = Vec::new();
    for (finding, span) in read {
        let words: Vec<&str> = text.get(span.start..span.end).unwrap_or_default().split_whitespace().collect();
        let sentence: String = words.join(" ").chars().take(400).collect();
        if let Some(rule) = enforcer.enforce(finding, &sentence, span)
            && !rules.contains(&rule)
        {
            rules.push(rule);
        }
    }
    (rules, dependencies)
}

/// What the sentences of a text state, each with its place.
fn findings(text: &str, units: &[Unit], schema: &Schema) -> (Vec<(Finding, Span)>, Vec<Stated>) {
    let vocabulary = Vocabulary::of(schema);
    let mut found: Vec<(Finding, Span)> = Vec::new();
    let mut dependencies: Vec<Stated> = Vec::new();
    // The table that each unit is about, for the units that stand under or behind it.
    let mut about: Vec<Option<Id>> = Vec::with_capacity(units.len());
    let mut last: Option<Id> = None;
    for (index, unit) in units.iter().enumerate() {
        let mut own = None;
        for span in clauses(text, unit.span) {
            let mut sentence = Sentence::read(text, span, schema, &vocabulary);
            sentence.topic = own.or_else(|| unit.parent.and_then(|parent| about.get(parent).copied().flatten()));
            if unit.continues {
                sentence.topic = sentence.topic.or(index.checked_sub(1).and_then(|i| about[i]));
            }
            sentence.previous = last;
            let subject = sentence.subject();
            own = own.or(subject).or(sentence.topic);
            last = subject.or(last);
            let stated_here = dependency::read(&sentence);
            if !stated_here.is_empty() {
                dependencies.extend(stated_here.into_iter().map(|dependency| Stated { dependency, span }));
            } else if found.len() < MOST_RULES {
                found.extend(stated(&sentence).into_iter().map(|finding| (finding, span)));
            }
        }
        about.push(own);
    }
    dependencies.truncate(MOST_RULES);
    (found, dependencies)
}

/// All that one sentence states. The order of the readers is that of their certainty.
fn stated(sentence: &Sentence<'_>) -> Vec<Finding> {
    if sentence.is_context() {
        return Vec::new();
    }
    let mut found = deletion::read(sentence);
    found.extend(unique::read(sentence));
    found.extend(order::read(sentence));
    found.extend(bounds::read(sentence));
    found.extend(values::read(sentence));
    found.extend(presence::read(sentence));
    if found.is_empty() {
        found.extend(held::read(sentence));
    }
    found
}

/// The parts of a unit that are statements of their own.
fn clauses(text: &str, span: Span) -> Vec<Span> {
    let Some(part) = text.get(span.start..span.end) else { return Vec::new() };
    let mut clauses = Vec::new();
    let mut start = 0;
    for (at, _) in part.match_indices(';').chain([(part.len(), "")]) {
        if at > start {
            let piece = &part[start..at];
            let begin = start + piece.len() - piece.trim_start().len();
            let end = start + piece.trim_end().len();
            if begin < end {
                clauses.push(Span { start: span.start + begin, end: span.start + end });
            }
        }
        start = at + 1;
    }
    clauses
}
