//! Whose a list is: the phrase before it, the subject of its verb, or what the text speaks of.

use super::Owner;
use crate::nl::lexicon;
use crate::nl::spoken::noun::{Noun, Number, noun_at, nouns};
use crate::nl::spoken::words::{Kind, Word, is_filler, is_function, is_manner, is_speaker};

/// `on the patient`, `for each one`, `against it`: whose, before the list. Gives the owner and where the list begins.
pub(super) fn whose(words: &[Word], at: usize) -> Option<(Owner, usize)> {
    let first = words.get(at)?;
    if !first.is_any(&["on", "for", "against", "about", "of", "per", "with", "under", "from", "to", "in"]) {
        return None;
    }
    let next = words.get(at + 1)?;
    if next.is_any(&["them", "it", "those", "these", "him", "her", "each", "any", "every"])
        && words.get(at + 2).is_none_or(|w| !w.is("of") && is_function(&w.text) || w.kind != Kind::Word)
    {
        let end = at + 2 + usize::from(words.get(at + 2).is_some_and(|w| w.is("one")));
        return Some((Owner::Topic, end));
    }
    // `for each of them`, `on all of these`
    if words.get(at + 2).is_some_and(|w| w.is("of"))
        && words.get(at + 3).is_some_and(|w| w.is_any(&["them", "these", "those"]))
    {
        return Some((Owner::Topic, at + 4));
    }
    if next.is_any(&["each", "every"]) && words.get(at + 2).is_some_and(|w| w.is("one")) {
        let of = words.get(at + 3).is_some_and(|w| w.is("of"));
        return Some((Owner::Topic, at + 3 + if of { 2 } else { 0 }));
    }
    let noun = noun_at(words, at + 1)?;
    let mut end = noun.range.end;
    while words.get(end).is_some_and(|w| w.is_any(&["itself", "themselves", "himself", "though", "too", "side"])) {
        end += 1;
    }
    Some((Owner::Noun(noun), end))
}

/// `On the merchants`, `For each one`, `Per placement`, `Every time one of our members buys something`.
pub(in crate::nl::spoken) fn fronted(words: &[Word]) -> Option<(Owner, usize)> {
    let mut at = 0;
    while words.get(at).is_some_and(|w| {
        is_filler(&w.text) && !w.is_any(&["per", "once"]) && !lexicon::is_preposition(&w.text)
            || w.is_any(&["and", "but"])
    }) {
        at += 1;
    }
    let first = words.get(at)?;
    if first.is_any(&[
        "for",
        "on",
        "against",
        "per",
        "with",
        "about",
        "of",
        "under",
        "alongside",
        "behind",
        "inside",
        "beneath",
        "below",
    ]) {
        return whose(words, at);
    }
    if first.is("as") && words.get(at + 1).is_some_and(|w| w.is("for")) {
        return whose(words, at + 1);
    }
    None
}

/// `..., and on the patient we hold`: the phrase right before who keeps.
pub(super) fn before_speaker(words: &[Word], at: usize) -> Option<Owner> {
    let speaker = (0..at).rev().take(5).find(|&j| is_speaker(&words[j].text))?;
    (speaker.saturating_sub(7)..speaker)
        .find_map(|j| {
            whose(words, j).filter(|(_, end)| *end == speaker || *end + 1 == speaker && words[*end].kind == Kind::Comma)
        })
        .map(|(owner, _)| owner)
}

/// Things that are only announced: `three things`, `the usual`, `a few details`.
pub(in crate::nl::spoken) fn is_vague(noun: &Noun) -> bool {
    matches!(
        noun.head(),
        "thing"
            | "usual"
            | "detail"
            | "information"
            | "basic"
            | "following"
            | "bit"
            | "few"
            | "field"
            | "item"
            | "fact"
            | "stuff"
            | "data"
            | "list"
            | "row"
            | "table"
            | "record"
    )
}

pub(super) fn front_or_topic(words: &[Word], before: usize) -> Owner {
    match fronted(words) {
        Some((owner, end)) if end <= before => owner,
        _ => Owner::Topic,
    }
}

/// `... for each guest`, `... of every order`
pub(super) fn tail_owner(words: &[Word], start: usize, end: usize) -> Option<Owner> {
    let mut i = end.min(words.len());
    while i > start + 1 {
        i -= 1;
        if words[i].is_any(&["for", "of", "on", "against"])
            && words.get(i + 1).is_some_and(|w| w.is_any(&["each", "every"]))
        {
            return whose(words, i).map(|(owner, _)| owner);
        }
    }
    None
}

/// The subject of the verb at `i`; nothing if it is the speaker.
pub(super) fn subject(words: &[Word], i: usize, plural: Option<bool>) -> Option<Owner> {
    let mut left = i;
    while left > 0 {
        let before = &words[left - 1];
        let skips = before.kind == Kind::Word
            && (is_filler(&before.text) && !before.is_any(&["there", "one"])
                || lexicon::is_modal(&before.text)
                || is_manner(&before.text)
                || before.is_any(&["itself", "themselves", "can", "all", "both", "is", "are", "be"]));
        if !skips {
            break;
        }
        left -= 1;
    }
    let Some(before) = left.checked_sub(1).map(|at| &words[at]) else { return Some(Owner::Topic) };
    if before.is_any(&[
        "i",
        "we",
        "you",
        "us",
        "there",
        "to",
        "not",
        "nobody",
        "people",
        "who",
        "everybody",
        "everyone",
        "someone",
        "anyone",
        "somebody",
    ]) && !before.is_any(&["who"])
    {
        return None;
    }
    if before.is("each")
        && let Some(each) = nouns(&words[..left - 1]).into_iter().rfind(|n| n.plural)
    {
        return Some(Owner::Each(each));
    }
    if before.is_any(&["it", "they", "each", "one", "he", "she", "this", "these", "those", "them", "every", "that"])
        && !(before.is("that") && left >= 2 && words[left - 2].kind == Kind::Word)
    {
        // `each of them has`, `every one has`
        return Some(Owner::Topic);
    }
    let mut limit = left;
    // `a fleet of lorries, which have`, `the code carries`
    if before.is_any(&["which", "that", "who"]) {
        limit = left - 1;
        while limit > 0 && words[limit - 1].kind == Kind::Comma {
            limit -= 1;
        }
    }
    let all = nouns(&words[..limit]);
    let agrees = |noun: &&Noun| {
        plural.is_none_or(|p| p == (noun.plural && noun.number != Number::Each && !is_one_of(words, noun)))
    };
    let last = all.last()?;
    let direct = last.range.end == limit;
    // `a claim references the policy, and holds the date`: the subject that the sentence began with.
    if matches!(before.kind, Kind::Comma | Kind::Dash) || before.is("and") {
        let start = words[..limit]
            .iter()
            .rposition(|w| w.kind == Kind::Semicolon || w.kind == Kind::Colon)
            .map_or(0, |at| at + 1);
        let first = all.iter().filter(|n| n.range.start >= start && !after_preposition(words, n)).find(agrees);
        if let Some(first) = first {
            return Some(if is_vague(first) { Owner::Topic } else { Owner::Noun(first.clone()) });
        }
    }
    let found = match direct {
        true if agrees(&last) && !after_preposition(words, last) => last,
        _ => {
            // The subject of the sentence, over what hangs on it.
            let free = all.iter().rfind(|n| !after_preposition(words, n) && agrees(n));
            free.or_else(|| all.iter().rev().find(agrees)).unwrap_or(last)
        }
    };
    Some(if is_vague(found) { Owner::Topic } else { Owner::Noun(found.clone()) })
}

pub(super) fn is_one_of(words: &[Word], noun: &Noun) -> bool {
    words[noun.range.clone()].iter().any(|w| w.is("of"))
        && words.get(noun.range.start).is_some_and(|w| w.is_any(&["one", "each", "every", "any"]))
}

pub(super) fn after_preposition(words: &[Word], noun: &Noun) -> bool {
    noun.range
        .start
        .checked_sub(1)
        .is_some_and(|at| lexicon::is_preposition(&words[at].text) && words[at].kind == Kind::Word)
}
