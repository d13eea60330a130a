//! `the phone is optional`, `a reason must be given`: whether a column may be empty.

use super::finding::Finding;
use super::sentence::Sentence;
use super::vocabulary::Place;

const REQUIRED: &[&str] = &[
    "is required",
    "are required",
    "is mandatory",
    "are mandatory",
    "must be given",
    "must be provided",
    "must be present",
    "must be filled in",
    "must be specified",
    "must be entered",
    "must be recorded",
    "must be set",
    "can not be empty",
    "must not be empty",
    "may not be empty",
    "never empty",
    "is never empty",
    "can not be null",
    "must not be null",
    "can not be blank",
    "must not be blank",
    "is obligatory",
    "is compulsory",
    "can not be missing",
    "must not be missing",
    "can not be left empty",
    "can not be left blank",
    "must exist",
    "( required )",
    "( mandatory )",
    "required",
    "mandatory",
];
const OPTIONAL: &[&str] = &[
    "is optional",
    "are optional",
    "may be empty",
    "can be empty",
    "may be missing",
    "can be missing",
    "may be blank",
    "can be blank",
    "may be null",
    "can be null",
    "can be left empty",
    "can be left blank",
    "may be left empty",
    "may be left blank",
    "is not required",
    "are not required",
    "is not mandatory",
    "are not mandatory",
    "not required",
    "not mandatory",
    "may be unknown",
    "can be unknown",
    "may be omitted",
    "can be omitted",
    "( optional )",
];

pub fn read(sentence: &Sentence<'_>) -> Vec<Finding> {
    if sentence.is_conditional() {
        return Vec::new();
    }
    for at in 0..sentence.words.len() {
        for (phrases, nullable) in [(OPTIONAL, true), (REQUIRED, false)] {
            let Some(end) = sentence.says_any(at, phrases) else { continue };
            // `required skills`, `mandatory training`: an adjective, not a statement.
            let bare = end == at + 1;
            let closes =
                sentence.words.get(end).is_none_or(|w| w.is_mark || w.is_any(&["and", "but", "for", "on", "while"]));
            let stated = !bare
                || closes
                    && at > 0
                    && sentence.words[at - 1].is_any(&["(", "-", "–", "—", ":", "always", "both", "all"]);
            if !stated || !closes {
                continue;
            }
            return columns_before(sentence, at).into_iter().map(|place| Finding::Nullable(place, nullable)).collect();
        }
    }
    Vec::new()
}

/// The columns that a list before `at` names: `name, phone and email are required`.
fn columns_before(sentence: &Sentence<'_>, at: usize) -> Vec<Place> {
    let mut places = Vec::new();
    let mut end = at;
    loop {
        while end > 0
            && sentence.words[end - 1].is_any(&["both", "all", "always", ",", "and", "the", "a", "an", "its", "their"])
        {
            end -= 1;
        }
        let Some(mention) = sentence.mentions.iter().find(|m| m.end == end) else { break };
        // `the phone of a customer`: the customer stands between.
        let outright = mention.columns().any(|(place, _)| !place.reference);
        let of_before = |at: usize| {
            sentence.words[..at]
                .iter()
                .rev()
                .find(|w| !w.is_any(&["a", "an", "the", "each"]))
                .is_some_and(|w| w.is("of"))
        };
        if !outright && of_before(mention.start) {
            end = mention.start;
            while end > 0 && sentence.words[end - 1].is_any(&["a", "an", "the", "each", "of"]) {
                end -= 1;
            }
            continue;
        }
        let Some(place) = sentence.column(mention) else { break };
        places.push(place);
        end = mention.start;
    }
    places.reverse();
    places
}
