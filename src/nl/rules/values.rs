//! `the status is either open, paid or closed`: the words that a column can hold.

use super::finding::{Finding, Value};
use super::sentence::Sentence;

pub fn read(sentence: &Sentence<'_>) -> Vec<Finding> {
    if sentence.is_conditional() {
        return Vec::new();
    }
    let mut found = listed(sentence).unwrap_or_default();
    found.extend(default(sentence));
    found
}

fn listed(sentence: &Sentence<'_>) -> Option<Vec<Finding>> {
    const OPENING: &[&str] = &[
        "must be one of",
        "is one of",
        "can be one of",
        "should be one of",
        "one of",
        "must be either",
        "is either",
        "can be either",
        "either",
        "can only be",
        "can be",
        "may be",
        "must be",
        "is always",
        "is",
        ":",
        "( either",
        "(",
        "are",
        "has the values",
        "takes the values",
        "takes one of the values",
        "has values",
        "possible values are",
        "allowed values are",
        "valid values are",
        "with values",
        "with the values",
    ];
    for at in 1..sentence.words.len() {
        let Some(end) = sentence.says_any(at, OPENING) else { continue };
        if !sentence.mentions.iter().any(|m| m.end == at) {
            continue;
        }
        let Some(place) = sentence.column_before(at) else { continue };
        let is_text = |place: &super::vocabulary::Place| {
            let table = sentence.schema.table_by_id(place.table);
            table.and_then(|t| t.column(&place.column)).is_some_and(|c| c.data_type.is_text())
        };
        if !is_text(&place) {
            continue;
        }
        let end = (end..end + 3)
            .find(|at| {
                !sentence.words.get(*at).is_some_and(|w| w.is_any(&[":", "the", "following", "of", "these", "values"]))
            })
            .unwrap_or(end);
        let sure = sentence.says_any(at, &["must be one of", "is one of", "can be one of", "one of"]).is_some()
            || sentence.words[at..end].iter().any(|w| w.is_any(&["either", "values"]));
        let bracket = sentence.words[at].is("(");
        if let Some(values) = items(sentence, end, sure || bracket || sentence.words[at].is(":")) {
            return Some(vec![Finding::Values(place, values)]);
        }
    }
    None
}

/// The values from `at` to the end of the clause. A list without `or` counts only where an opening word announces it.
fn items(sentence: &Sentence<'_>, at: usize, announced: bool) -> Option<Vec<String>> {
    const LONGEST: usize = 3;
    const MOST: usize = 15;
    let mut values: Vec<String> = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    let mut joined = false;
    let close = |words: &mut Vec<&str>, values: &mut Vec<String>| {
        let value = words.join(" ");
        words.clear();
        let sound = !value.is_empty() && value.len() <= 40;
        if sound && !values.contains(&value) {
            values.push(value);
        }
        sound
    };
    for word in sentence.words.get(at..)? {
        match word.lower.as_str() {
            "," | "/" | "|" => {
                if !words.is_empty() {
                    close(&mut words, &mut values);
                }
            }
            "or" | "and" => {
                joined |= word.is("or") || announced;
                if !words.is_empty() {
                    close(&mut words, &mut values);
                }
            }
            ")" | ";" | "." | "(" | "-" | "–" | "—" | ":" => break,
            "a" | "an" | "the" | "either" if words.is_empty() => {}
            _ if word.is_mark || word.number.is_some() => return None,
            other => words.push(other),
        }
        if words.len() > LONGEST || values.len() > MOST {
            return None;
        }
    }
    close(&mut words, &mut values);
    // A clause about something else is no list of values.
    let clause = values.iter().any(|value| {
        value.split(' ').any(|w| {
            matches!(
                w,
                "is" | "are"
                    | "must"
                    | "can"
                    | "be"
                    | "has"
                    | "have"
                    | "not"
                    | "unique"
                    | "required"
                    | "optional"
                    | "mandatory"
                    | "empty"
                    | "null"
                    | "which"
                    | "that"
                    | "it"
                    | "by"
                    | "than"
                    | "positive"
                    | "negative"
                    | "for"
                    | "before"
                    | "after"
                    | "null."
            )
        })
    });
    (values.len() >= 2 && !clause && (joined || announced)).then_some(values)
}

/// `the quantity defaults to 1`, `new orders start as pending`.
fn default(sentence: &Sentence<'_>) -> Option<Finding> {
    let value_at = |at: usize| {
        let skip = sentence
            .words
            .iter()
            .skip(at)
            .take_while(|w| w.is_any(&["to", "the", "a", "as", "is", "be", ":", "value"]))
            .count();
        let word = sentence.words.get(at + skip)?;
        match &word.number {
            Some(number) => Some(Value::Number(number.clone())),
            None if word.is_mark => None,
            None => {
                let rest = sentence
                    .words
                    .get(at + skip..)?
                    .iter()
                    .take_while(|w| !w.is_mark && !w.is_any(&["and", "or", "but", "by"]));
                let words: Vec<&str> = rest.take(3).map(|w| w.lower.as_str()).collect();
                (!words.is_empty()).then(|| Value::Word(words.join(" ")))
            }
        }
    };
    if let Some((at, end)) = sentence.find(&[
        "defaults to",
        "default to",
        "default is",
        "is initially",
        "starts as",
        "starts at",
        "start at",
    ]) {
        return Some(Finding::Default(sentence.column_before(at)?, value_at(end)?));
    }
    if let Some((at, _)) = sentence.find(&["by default"]) {
        let place = sentence.mentions.iter().rev().filter(|m| m.end <= at).find_map(|m| sentence.column(m))?;
        let mention = sentence.mentions.iter().rev().find(|m| m.end <= at && m.columns().any(|(p, _)| *p == place))?;
        let value = sentence.words.get(mention.end..at)?;
        let value: Vec<&super::word::Word> = value
            .iter()
            .skip_while(|w| w.is_any(&["is", "are", "be", "should", "must", "set", "to", "the", "a"]))
            .collect();
        return match value.as_slice() {
            [one] => Some(Finding::Default(
                place,
                match &one.number {
                    Some(number) => Value::Number(number.clone()),
                    None => Value::Word(one.lower.clone()),
                },
            )),
            [..] if value.len() <= 3 && !value.is_empty() => {
                let words: Vec<&str> = value.iter().map(|w| w.lower.as_str()).collect();
                Some(Finding::Default(place, Value::Word(words.join(" "))))
            }
            _ => None,
        };
    }
    let (_, end) = sentence.find(&["default"])?;
    let (place, behind) = sentence.column_at(end)?;
    sentence.words.get(behind).filter(|w| w.is_any(&["is", "of", ":", "should", "must"]))?;
    Some(Finding::Default(place, value_at(behind + 1)?))
}
