//! `between 1 and 5`, `at least 10`, `never negative`, `greater than zero`.

use super::finding::{Bounds, Finding};
use super::sentence::Sentence;
use super::vocabulary::Place;
use super::word::Number;
use crate::nl::typing;

/// Bounds that were read, from where they begin to where they end.
struct Stated {
    start: usize,
    end: usize,
    bounds: Bounds,
}

pub fn read(sentence: &Sentence<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < sentence.words.len() {
        match stated(sentence, at) {
            Some(stated) => {
                found.extend(about(sentence, &stated));
                at = stated.end.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

fn about(sentence: &Sentence<'_>, stated: &Stated) -> Option<Finding> {
    if sentence.is_conditional() {
        return None;
    }
    let (unit_end, unit) = unit(sentence, stated.end);
    // `at most three loans`, `at most 5 per customer`: rows are counted, not a value measured.
    let counted = sentence.mention_at(unit_end).filter(|m| m.columns().all(|(p, _)| p.reference));
    if counted.is_some_and(|m| m.table().is_some()) || sentence.words.get(unit_end).is_some_and(|w| w.is("per")) {
        return None;
    }
    let behind = sentence.column_at(unit_end).map(|(place, _)| place).filter(|place| !place.reference);
    let place = behind.or_else(|| sentence.column_before(stated.start))?;
    if !stated.bounds.is_sound() {
        return None;
    }
    if unit == Some("character") {
        return Some(Finding::Length(place, stated.bounds.clone()));
    }
    let factor = unit.map_or(Some(1.0), |unit| in_units_of(sentence, &place, unit))?;
    let scaled = |side: &Option<(Number, bool)>| {
        side.as_ref().map(|(n, inclusive)| (if factor == 1.0 { n.clone() } else { n.times(factor) }, *inclusive))
    };
    Some(Finding::Bounds(place, Bounds { low: scaled(&stated.bounds.low), high: scaled(&stated.bounds.high) }))
}

/// How many of the column's units one of the stated units is; nothing where they do not fit each other.
fn in_units_of(sentence: &Sentence<'_>, place: &Place, unit: &str) -> Option<f64> {
    let seconds = |unit: &str| match unit {
        "second" | "seconds" => Some(1.0),
        "minute" | "minutes" => Some(60.0),
        "hour" | "hours" => Some(3600.0),
        "day" | "days" => Some(86_400.0),
        "week" | "weeks" => Some(604_800.0),
        _ => None,
    };
    let Some(stated) = seconds(unit) else { return Some(1.0) };
    let table = sentence.schema.table_by_id(place.table)?;
    let named = crate::schema::words(&place.column);
    let kept = named.iter().rev().find_map(|word| seconds(word)).or_else(|| {
        let typed = typing::infer(&named.join(" "), &table.name.name, None);
        typed.unit.and_then(seconds)
    });
    let factor = stated / kept?;
    (factor >= 1.0).then_some(factor)
}

/// A unit or currency behind a number, and where the words go on.
fn unit<'a>(sentence: &'a Sentence<'_>, at: usize) -> (usize, Option<&'a str>) {
    const UNITS: &str = "percent percentage euro dollar pound usd eur gbp chf cent star point year month week day hour minute second kg \
        gram g kilogram km meter metre cm mm mile liter litre degree character letter celsius ton tonne night unit";
    let Some(word) = sentence.words.get(at) else { return (at, None) };
    if word.is_any(&["$", "€", "£"]) {
        return (at + 1, None);
    }
    let is_column = sentence.mentions.iter().any(|m| m.start == at);
    let is_unit = UNITS.split_whitespace().any(|unit| unit == word.base);
    match is_unit && !is_column {
        true => (at + 1, Some(if word.base == "letter" { "character" } else { word.base.as_str() })),
        false => (at, None),
    }
}

fn number(sentence: &Sentence<'_>, at: usize) -> Option<(Number, usize)> {
    let skip = usize::from(sentence.words.get(at)?.is_any(&["$", "€", "£", "eur", "usd", "of", ":"]));
    let word = sentence.words.get(at + skip)?;
    Some((word.number.clone()?, at + skip + 1))
}

fn stated(sentence: &Sentence<'_>, at: usize) -> Option<Stated> {
    let made = |end: usize, bounds: Bounds| Some(Stated { start: at, end, bounds });
    if let Some((low, high, end)) = range(sentence, at) {
        return made(end, Bounds::between(low, high));
    }
    if sentence.says_any(at, &["not be zero or negative", "never zero or negative"]).is_some() {
        return made(at + 4, Bounds::low(Number::whole(0), false));
    }
    if let Some(end) = sentence.says_any(
        at,
        &[
            "never negative",
            "never be negative",
            "not be negative",
            "not negative",
            "never become negative",
            "not become negative",
            "never go negative",
            "not go negative",
            "no negative",
            "never less than zero",
        ],
    ) {
        return made(end, Bounds::low(Number::whole(0), true));
    }
    if sentence.words[at].is("positive") && sentence.says(at + 1, "or zero").is_none() {
        let said = at.checked_sub(1).and_then(|i| sentence.words.get(i));
        let end = at + 1;
        let noun = sentence.words.get(end).is_some_and(|w| w.is_any(&["number", "integer", "value", "amount"]));
        if said.is_some_and(|w| w.is_any(&["be", "is", "are", "always", "strictly"])) || noun {
            return made(end + usize::from(noun), Bounds::low(Number::whole(0), false));
        }
    }
    let denied = is_denied(sentence, at);
    const LOW: &[&str] = &[
        "at least",
        "no less than",
        "not less than",
        "no fewer than",
        "not fewer than",
        "minimum of",
        "a minimum of",
        "minimum is",
        "minimum",
        "greater than or equal to",
        "equal to or greater than",
        "> =",
        "≥",
    ];
    const HIGH: &[&str] = &[
        "at most",
        "no more than",
        "not more than",
        "maximum of",
        "a maximum of",
        "maximum is",
        "maximum",
        "up to",
        "less than or equal to",
        "equal to or less than",
        "< =",
        "≤",
        "no greater than",
        "no higher than",
        "no longer than",
    ];
    const ABOVE: &[&str] = &[
        "more than",
        "greater than",
        "larger than",
        "higher than",
        "bigger than",
        "longer than",
        "above",
        "over",
        "exceed",
        "exceeds",
        "older than",
        ">",
    ];
    const BELOW: &[&str] =
        &["less than", "lower than", "smaller than", "fewer than", "below", "under", "shorter than", "<"];
    for (phrases, is_low, inclusive) in
        [(LOW, true, true), (HIGH, false, true), (ABOVE, true, false), (BELOW, false, false)]
    {
        let Some(end) = sentence.says_any(at, phrases) else { continue };
        let Some((value, end)) = number(sentence, end) else { continue };
        // `not more than 5` is at most 5; `not at least 5` is nobody's rule.
        let (is_low, inclusive) = match (denied, inclusive) {
            (true, false) => (!is_low, true),
            (true, true) => return None,
            (false, inclusive) => (is_low, inclusive),
        };
        let start = if denied { at.saturating_sub(1) } else { at };
        let bounds = if is_low { Bounds::low(value, inclusive) } else { Bounds::high(value, inclusive) };
        return Some(Stated { start, end, bounds });
    }
    let (value, end) = number(sentence, at)?;
    if let Some(end) =
        sentence.says_any(end, &["or more", "or greater", "or higher", "or above", "and above", "or over"])
    {
        return made(end, Bounds::low(value, true));
    }
    let end = sentence.says_any(end, &["or less", "or fewer", "or lower", "or below"])?;
    made(end, Bounds::high(value, true))
}

/// `between 1 and 5`, `from 1 to 5`, `1-5`, `0..100`.
fn range(sentence: &Sentence<'_>, at: usize) -> Option<(Number, Number, usize)> {
    let opened = sentence.says_any(at, &["between", "from", "within", "ranging from", "in the range", "range of"]);
    let (low, mut next) = number(sentence, opened.unwrap_or(at))?;
    let (after_unit, _) = unit(sentence, next);
    let joined = |at: usize| {
        let end = sentence.says_any(at, &["and", "to", "up to", "through", "-", "–", "—", ". .", "…"])?;
        number(sentence, end)
    };
    let same_unit = after_unit == next;
    if !same_unit {
        // `between 30 and 40 minutes` has one unit; with two the numbers cannot be compared as they stand.
        let (high, end) = joined(after_unit)?;
        let (_, second) = unit(sentence, end);
        let first = sentence.words.get(next).map(|w| w.base.as_str());
        let said_alike = first == second || second.is_none() && sentence.words[after_unit - 1].is_mark;
        return said_alike.then_some((low, high, end)).filter(|_| opened.is_some());
    }
    let (high, end) = joined(next)?;
    let word = &sentence.words[next];
    next = end;
    let plain = opened.is_none();
    // Without an opening word only `1 to 5` and `1-5` are ranges, not `1 and 5`.
    let wrong = plain && word.is("and") || opened.is_some() && sentence.words[at].is("from") && word.is("and");
    (!wrong && low.value < high.value).then_some((low, high, next))
}

/// `not be more than`, `never exceed`.
fn is_denied(sentence: &Sentence<'_>, at: usize) -> bool {
    const BETWEEN: [&str; 16] = [
        "be", "go", "fall", "drop", "rise", "cost", "last", "weigh", "have", "contain", "hold", "take", "is", "are",
        "to", "set",
    ];
    sentence.words[..at.min(sentence.words.len())]
        .iter()
        .rev()
        .take(3)
        .take_while(|w| w.is_any(&BETWEEN) || w.is_any(&["not", "never"]))
        .any(|w| w.is_any(&["not", "never"]))
}
