//! What short lines say beside a column's name: its choices (`status: new, paid`) and its rules (`price, must be positive`).
//!
//! Neither names a column. The readers of things and columns get the text without them, every other word at its place;
//! the rules read the whole text.

use super::lexicon::is_attribute_head;
use super::text::{Kind, Unit};
use std::borrow::Cow;
use std::ops::Range;

/// Columns whose values people list after a colon.
const CHOICES: [&str; 24] = [
    "status",
    "state",
    "category",
    "type",
    "kind",
    "role",
    "level",
    "priority",
    "size",
    "color",
    "colour",
    "gender",
    "condition",
    "stage",
    "tier",
    "severity",
    "method",
    "mode",
    "frequency",
    "unit",
    "currency",
    "plan",
    "visibility",
    "outcome",
];

/// Words with which a rule begins, and what may follow them; any word where nothing stands.
const RULES: [(&str, &[&str]); 14] = [
    ("must", &[]),
    ("should", &[]),
    ("cannot", &[]),
    ("never", &[]),
    ("always", &[]),
    ("may", &["be", "not"]),
    ("can", &["be", "not"]),
    ("at", &["least", "most"]),
    ("greater", &["than"]),
    ("less", &["than"]),
    ("defaults", &["to"]),
    ("default", &[]),
    ("not", &["null", "empty", "negative", "nullable"]),
    ("between", &[]),
];

/// Words that are a rule on their own.
const WHOLE: [&str; 7] = ["required", "optional", "unique", "mandatory", "nullable", "positive", "auto-generated"];

/// The text without what its bullets say of the values of their columns.
pub fn plain<'a>(source: &'a str, units: &[Unit]) -> Cow<'a, str> {
    let bullets = units.iter().filter(|unit| unit.kind == Kind::Item && unit.parent.is_some());
    let said: Vec<Range<usize>> = bullets.filter_map(|unit| aside(source, unit.span.start..unit.span.end)).collect();
    if said.is_empty() {
        return Cow::Borrowed(source);
    }
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    for range in said {
        text.push_str(&source[at..range.start]);
        text.extend(std::iter::repeat_n(' ', range.len()));
        at = range.end;
    }
    text.push_str(&source[at..]);
    Cow::Owned(text)
}

/// Where a bullet begins to speak of values.
fn aside(source: &str, bullet: Range<usize>) -> Option<Range<usize>> {
    let line = source.get(bullet.clone())?;
    let rest = |at: usize| bullet.start + at..bullet.end;
    if let Some((label, values)) = line.split_once(':') {
        return (is_choice(label) && are_values(values)).then(|| rest(label.len()));
    }
    let (name, rule) = line.split_once(',')?;
    (name.split_whitespace().count() <= 4 && is_rule(rule)).then(|| rest(name.len()))
}

fn is_choice(label: &str) -> bool {
    let last = label.split_whitespace().last().unwrap_or_default().to_lowercase();
    label.split_whitespace().count() <= 3 && CHOICES.contains(&last.as_str())
}

/// Two words or more between commas, of which none is what a column is called: `type: name, description` is a table.
fn are_values(list: &str) -> bool {
    let list = list.split('(').next().unwrap_or_default();
    let parts: Vec<&str> = list.split([',', '/', '|']).flat_map(|part| part.split(" or ")).map(str::trim).collect();
    let short = |part: &&str| {
        let last = part.split_whitespace().last().unwrap_or_default().to_lowercase();
        (1..=3).contains(&part.split_whitespace().count()) && !is_attribute_head(&last)
    };
    parts.len() >= 2 && parts.iter().filter(|part| !part.is_empty()).all(short)
}

fn is_rule(text: &str) -> bool {
    let mut words = text.split_whitespace().map(|w| w.trim_end_matches(['.', ';']).to_lowercase());
    let Some(first) = words.next() else { return false };
    let second = words.next();
    let follows = |allowed: &[&str]| allowed.is_empty() || second.as_deref().is_some_and(|w| allowed.contains(&w));
    match RULES.iter().find(|(word, _)| *word == first) {
        Some((_, allowed)) => second.is_some() && follows(allowed),
        None => second.is_none() && WHOLE.contains(&first.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nl::text::units;

    fn check(text: &str, expected: &str) {
        let found = plain(text, &units(text));
        assert_eq!(found.len(), text.len(), "every word keeps its place");
        let lines: Vec<&str> = found.lines().map(str::trim_end).collect();
        assert_eq!(lines.join("\n"), expected, "{text}");
    }

    #[test]
    fn choices_and_rules_are_no_columns() {
        check("## Kites\n- name\n- size: small, large", "## Kites\n- name\n- size");
        check("## Kites\n- length, must be positive\n- owner", "## Kites\n- length\n- owner");
        check("## Kites\n- tag, unique\n- maker, unique name", "## Kites\n- tag\n- maker, unique name");
        check("## Setup\n- kite type: name, weight\n- owner", "## Setup\n- kite type: name, weight\n- owner");
        check("Kite status: new, torn", "Kite status: new, torn");
    }
}
