//! Lists after a verb of keeping: `we hold the name and the town`.

use super::owner::{before_speaker, front_or_topic, is_vague, tail_owner, whose};
use super::{Frame, Owner, Trigger};
use crate::nl::lexicon::{self, List};
use crate::nl::spoken::item;
use crate::nl::spoken::noun::noun_at;
use crate::nl::spoken::words::{Kind, Word, is_filler, is_manner, is_speaker};

pub(super) static KEEP: List = List::of(
    "hold keep need want record store log capture note write take track know stamp register collect see require \
    mark put like snapshot get ask enter save remember jot list tell hang give recording keeping noting tag cut \
    publish show print book file",
);

/// Where the list of a verb of keeping begins, if one stands at `i` with somebody who keeps before it.
pub(super) fn keep_at(words: &[Word], i: usize) -> Option<usize> {
    let text = words[i].text.as_str();
    if !KEEP.contains(text) {
        return None;
    }
    let mut left = i;
    let mut to = false;
    while left > 0 {
        let before = &words[left - 1];
        let skips = before.kind == Kind::Word
            && (is_filler(&before.text)
                || lexicon::is_modal(&before.text)
                || is_manner(&before.text)
                || before.is_any(&["to", "do", "got", "have"]));
        if !skips {
            break;
        }
        to |= before.is("to");
        left -= 1;
    }
    let by_speaker = left.checked_sub(1).is_some_and(|at| is_speaker(&words[at].text));
    // `I need to record`, `you would want to hold`
    let chained = to && left.checked_sub(1).is_some_and(|at| KEEP.contains(&words[at].text));
    let imperative =
        left == 0 && matches!(text, "record" | "keep" | "store" | "log" | "note" | "track" | "hold" | "need");
    if !(by_speaker || chained || imperative) {
        return None;
    }
    let mut at = i + 1;
    // `need to know`, `write down`, `want recorded`
    loop {
        let word = words.get(at)?;
        let goes_on = match word.text.as_str() {
            "to" => words.get(at + 1).is_some_and(|w| KEEP.contains(&w.text) || w.is_any(&["be", "have", "say"])),
            "down" | "recorded" | "written" | "kept" | "stored" | "have" | "against" if word.is("against") => false,
            "down" | "recorded" | "written" | "kept" | "stored" | "know" | "record" | "store" | "hold" | "keep"
            | "track" | "note" | "log" | "capture" | "write" | "see" | "have" | "of" | "able" | "be" | "say"
            | "for" => !matches!(word.text.as_str(), "of" | "for") || at > i + 1 && words[at - 1].is("track"),
            text => is_filler(text) && !lexicon::is_preposition(text) && text != "not",
        };
        if !goes_on {
            return Some(at);
        }
        at += 1;
    }
}

pub(super) fn kept(words: &[Word], at: usize, start: usize) -> Option<(Frame, usize)> {
    let mut start = start;
    let mut owner = before_speaker(words, at);
    if let Some((found, end)) = whose(words, start) {
        owner = Some(found);
        start = end;
        // `we hold the usual on them: name, date of birth`
        if words.get(start).is_some_and(|w| w.kind == Kind::Colon) {
            start += 1;
        }
    }
    // `we hold the usual on them: ...`, `I need three things about each pupil: ...`
    if let Some(colon) =
        (start..words.len().min(start + 14)).find(|&j| matches!(words[j].kind, Kind::Colon | Kind::Dash))
    {
        let plain = !words[start..colon].iter().any(|w| w.kind == Kind::Comma);
        let (after, end) = item::list(words, colon + 1);
        if plain && after.len() >= 2 {
            let inside = (start..colon).find_map(|j| whose(words, j));
            // What stands before the colon is kept and described: `we keep measurements: ...`
            let object = noun_at(words, start).filter(|n| n.range.end <= colon);
            let owner = match (owner, inside, object) {
                (Some(owner), _, _) => owner,
                (None, _, Some(object)) if !is_vague(&object) => Owner::Noun(object),
                (None, Some((found, _)), _) => found,
                _ => front_or_topic(words, at),
            };
            return Some((Frame { trigger: Trigger::Keep, owner, others: Vec::new(), items: after, at }, end));
        }
    }
    let (items, end) = item::list(words, start);
    if items.is_empty() {
        return None;
    }
    // `a name and a phone number for each guest`
    let tail = owner.is_none().then(|| tail_owner(words, start, end)).flatten();
    let owner = owner.or(tail).unwrap_or_else(|| front_or_topic(words, at));
    Some((Frame { trigger: Trigger::Keep, owner, others: Vec::new(), items, at }, end))
}
