//! Lists after a verb of having, after `with`, and definitions: `a deal has ...`, `X is a, b and c`.

use super::owner::{after_preposition, subject};
use super::{Frame, Owner, Trigger};
use crate::nl::inflection::Form;
use crate::nl::lexicon::{self, List};
use crate::nl::spoken::item;
use crate::nl::spoken::noun::{Noun, Number, is_irregular_past, nouns};
use crate::nl::spoken::words::{Kind, Word, is_filler, is_function, verb_form};

pub(in crate::nl::spoken) static HAVE: List = List::of(
    "has have having carries carry contains contain includes include including holds comprises stores shows records \
    gets covers gives give takes bears wants logs notes states lists says captures needs carrying holding naming giving \
    recording showing stating names",
);

/// Whether a word that could be a verb of having is a noun here: `the names`, `a recording`.
pub(super) fn is_no_verb(words: &[Word], i: usize) -> bool {
    let ambiguous = matches!(
        words[i].text.as_str(),
        "names" | "naming" | "recording" | "holding" | "giving" | "showing" | "stating" | "carrying"
    );
    ambiguous
        && !(i > 0
            && words[i - 1].kind == Kind::Word
            && !is_function(&words[i - 1].text)
            && words
                .get(i + 1)
                .is_some_and(|w| w.is_any(&["a", "an", "the", "its", "their", "which", "who", "when", "how", "both"])))
}

/// Whether `has` at `i` helps another verb: `has to be`, `have agreed`.
pub(super) fn is_helping(words: &[Word], i: usize) -> bool {
    if !matches!(words[i].text.as_str(), "has" | "have" | "having" | "gets" | "needs" | "wants") {
        return false;
    }
    let mut at = i + 1;
    while words.get(at).is_some_and(|w| {
        w.kind == Kind::Word && (is_filler(&w.text) && !lexicon::is_preposition(&w.text) || w.is("not"))
    }) {
        at += 1;
    }
    let Some(next) = words.get(at) else { return true };
    if next.is("got") {
        return words.get(at + 1).is_some_and(|w| w.is("to"));
    }
    next.is_any(&["to", "been", "had", "gone", "come"])
        || matches!(verb_form(&next.text), Some((_, Form::Past)))
            && words.get(at + 1).is_none_or(|w| w.kind != Kind::Word || is_function(&w.text))
        || is_irregular_past(&next.text)
}

pub(super) fn had(words: &[Word], i: usize) -> Option<(Frame, usize)> {
    let text = words[i].text.as_str();
    let plural = match text {
        "has" => Some(false),
        "have" => Some(true),
        _ if text.ends_with('s') => Some(false),
        "carry" | "contain" | "include" | "give" => Some(true),
        _ => None,
    };
    let owner = subject(words, i, plural)?;
    let mut start = i + 1;
    while words.get(start).is_some_and(|w| w.is("got")) {
        start += 1;
    }
    let (items, end) = item::list(words, start);
    if items.is_empty() {
        return None;
    }
    Some((Frame { trigger: Trigger::Have, owner, others: Vec::new(), items, at: i }, end))
}

pub(super) fn with(words: &[Word], i: usize) -> Option<(Frame, usize)> {
    let (items, end) = item::list(words, i + 1);
    if items.is_empty() {
        return None;
    }
    let mut left = i;
    while left > 0
        && (words[left - 1].is_any(&["each", "all", "every", "one", "which", "comes", "come", "along", "itself"])
            || words[left - 1].kind == Kind::Comma)
    {
        left -= 1;
    }
    let each = words[left..i].iter().any(|w| w.is_any(&["each", "all", "every"]));
    let comma = left < i && words[left].kind == Kind::Comma;
    let determined = words.get(i + 1).is_some_and(|w| w.is_any(&["a", "an", "its", "their", "the", "his", "her"]));
    if !(each || items.len() >= 2 || determined) {
        return None;
    }
    let all = nouns(&words[..left]);
    let direct = all.last().filter(|n| n.range.end == left);
    // `an order is placed on an account, with a side`: the subject has what follows.
    let over = |noun: &Noun| {
        let at = noun.range.start.checked_sub(1).map(|at| &words[at]);
        !each
            && items.len() >= 2
            && at.is_some_and(|w| {
                comma && lexicon::is_preposition(&w.text) || w.is_any(&["against", "on", "under", "by"])
            })
    };
    let owner = match direct {
        Some(noun) if !over(noun) => Owner::Noun(noun.clone()),
        _ => {
            if items.len() < 2 && direct.is_none() {
                return None;
            }
            let somebody =
                words[..left].iter().any(|w| w.is_any(&["somebody", "someone", "people", "everyone", "they", "it"]));
            match all.iter().find(|n| !after_preposition(words, n)) {
                Some(subject) if !somebody => Owner::Noun(subject.clone()),
                _ => Owner::Topic,
            }
        }
    };
    Some((Frame { trigger: Trigger::Have, owner, others: Vec::new(), items, at: i }, end))
}

/// `X is a, b and c`: at least three, so that it is no mere statement.
pub(super) fn defined(words: &[Word], i: usize) -> Option<(Frame, usize)> {
    let (items, end) = item::list(words, i + 1);
    if items.len() < 3 || end < words.len().saturating_sub(1) && items.len() < 4 {
        return None;
    }
    let all = nouns(&words[..i]);
    let last = all.last().filter(|n| n.range.end == i)?;
    let owner = if lexicon::is_attribute_head(last.head()) && last.number != Number::Each {
        return None;
    } else {
        Owner::Noun(last.clone())
    };
    Some((Frame { trigger: Trigger::Is, owner, others: Vec::new(), items, at: i }, end))
}
