//! What a sentence is about: what it introduces, what it begins with, or what the sentences before it spoke of.

use super::evidence::Evidence;
use super::frame::{self, Owner};
use super::naming::{NEVER, canonical, hardly, never};
use super::noun::Noun;
use super::words::{self, Kind, Word};
use super::{Sentence, Spoken};
use crate::nl::complete::is_known;
use crate::nl::lexicon;
use std::collections::BTreeMap;

/// What each sentence is about, before the entities are known.
pub(super) fn first_topics(spoken: &Spoken) -> Vec<Option<String>> {
    let mut topics = Vec::with_capacity(spoken.sentences.len());
    let mut topic: Option<String> = None;
    for sentence in &spoken.sentences {
        let fits = |n: &&Noun| may_be_topic(n, &spoken.evidence);
        let leading =
            introduced(sentence).filter(fits).or_else(|| leading(sentence).filter(fits)).map(canonical).or_else(|| {
                deed(sentence, |name| {
                    spoken.evidence.get(name).is_some_and(|e| {
                        e.is_countable()
                            || e.plural + e.single + e.each
                                >= if name.ends_with("ing") || name.ends_with("ion") || name.ends_with("ment") {
                                    1
                                } else {
                                    2
                                }
                    })
                })
            });
        if sentence.opens || leading.is_some() {
            topic = leading.or(topic.filter(|_| !sentence.opens));
        }
        if topic.is_none() {
            let first = sentence.nouns.iter().find(|n| may_be_topic(n, &spoken.evidence));
            topic = first.map(canonical);
        }
        topics.push(topic.clone());
        if let Some(Owner::Noun(owner)) = sentence.frames.last().map(|f| &f.owner)
            && may_be_topic(owner, &spoken.evidence)
        {
            topic = Some(canonical(owner));
        }
    }
    topics
}

/// The noun that a sentence begins with: its subject or what it announces.
pub(super) fn leading(sentence: &Sentence) -> Option<&Noun> {
    if let Some((Owner::Noun(noun), _)) = frame::fronted(&sentence.words) {
        return sentence.nouns.iter().find(|n| n.range.start == noun.range.start || n.range.end == noun.range.end);
    }
    // `Every time a member buys something`: the member is not what it is about.
    if is_occasion(&sentence.words)
        || sentence.words.iter().find(|w| !w.is_any(&["and", "then", "but", "so"])).is_some_and(|w| w.is("there"))
    {
        return None;
    }
    let skips = |w: &Word| {
        words::is_filler(&w.text)
            || matches!(
                w.text.as_str(),
                "and" | "but" | "so" | "as" | "for" | "then" | "oh" | "right" | "ok" | "that" | "is"
            )
            || w.breaks()
    };
    let start = sentence.words.iter().take_while(|w| skips(w)).count();
    sentence.nouns.iter().find(|n| n.range.start <= start && n.range.end > start)
}

/// Whether a noun could be what the text speaks of for a while.
pub(super) fn may_be_topic(noun: &Noun, evidence: &BTreeMap<String, Evidence>) -> bool {
    let name = canonical(noun);
    if never(&name, noun.head()) || noun.words.len() > 3 {
        return false;
    }
    let Some(e) = evidence.get(&name) else { return false };
    if hardly(&name, noun.head()) && !(e.owned >= 3 && e.is_countable()) {
        return false;
    }
    let known = e.owned >= 3 || is_known(&name) || e.declared > 0;
    if lexicon::is_attribute_head(noun.head()) && !(e.owned >= 3 || e.declared > 0) {
        return false;
    }
    known || e.is_countable() || e.mentions >= 3 || e.introduced > 0 && e.plural > 0
}

/// Whether a sentence only announces what comes: `Then the appointments.`
pub(super) fn announces(sentence: &Sentence) -> bool {
    let words = &sentence.words;
    words.iter().filter(|w| w.kind == Kind::Word).count() <= 8
        && !words
            .iter()
            .any(|w| lexicon::is_auxiliary(&w.text) || lexicon::is_modal(&w.text) || w.is_any(&["have", "has"]))
}

/// `Every time ...`, `When ...`: the sentence begins with an occasion.
pub(super) fn is_occasion(words: &[words::Word]) -> bool {
    let start =
        words.iter().take_while(|w| words::is_filler(&w.text) && !w.is("once") || w.is_any(&["and", "but"])).count();
    let is = |k: usize, list: &[&str]| words.get(start + k).is_some_and(|w| w.is_any(list));
    is(0, &["when", "whenever", "if", "once", "as", "where", "whoever", "whatever", "because", "since", "although"])
        && !(is(0, &["as"]) && is(1, &["for"]))
        || is(0, &["every", "each", "any"]) && is(1, &["time", "day", "week", "month", "year", "night", "morning"])
}

/// What a sentence introduces: `the bit I care about is the visits`, `we have three shops`, `that is a departure`.
pub(super) fn introduced(sentence: &Sentence) -> Option<&Noun> {
    let words = &sentence.words;
    let at = |i: usize| sentence.nouns.iter().find(|n| n.range.start == i);
    let is = |i: usize, list: &[&str]| words.get(i).is_some_and(|w| w.is_any(list));
    if announces(sentence) {
        return sentence.nouns.iter().find(|n| !NEVER.contains(n.head()));
    }
    for i in 0..words.len().min(24) {
        let vague = words[..i].iter().any(|w| {
            w.is_any(&[
                "bit", "thing", "part", "centre", "center", "heart", "core", "piece", "side", "one", "point", "last",
                "first", "other", "main",
            ])
        });
        if is(i, &["is", "are"]) && vague && i <= 14 && is(i + 1, &["the", "a", "an", "our", "your", "my", "that"]) {
            return at(i + 1).filter(|n| !NEVER.contains(n.head()));
        }
        if i > 0 && is(i - 1, &["that", "this"]) && is(i, &["is"]) && is(i + 1, &["a", "an", "the", "one"]) {
            return at(i + 1).filter(|n| !NEVER.contains(n.head()));
        }
        let speaker = i > 0 && (0..i).rev().take(3).any(|j| words::is_speaker(&words[j].text));
        if speaker
            && is(
                i,
                &[
                    "have", "got", "run", "make", "sell", "issue", "operate", "own", "manage", "use", "employ", "see",
                    "raise", "do", "call",
                ],
            )
            && i <= 8
            && sentence.frames.is_empty()
        {
            let start = (i + 1..i + 6).find(|&j| at(j).is_some());
            if let Some(noun) = start.and_then(at).filter(|n| !NEVER.contains(n.head())) {
                return Some(noun);
            }
        }
    }
    None
}

/// What an occasion makes: `when someone books` is about bookings.
pub(super) fn deed(sentence: &Sentence, known: impl Fn(&str) -> bool) -> Option<String> {
    if !is_occasion(&sentence.words) {
        return None;
    }
    // What is made of it is named in the text as a thing, not only as the deed.
    let end = sentence.words.iter().position(|w| w.breaks()).unwrap_or(sentence.words.len()).min(12);
    sentence.words[..end].iter().filter(|w| w.kind == Kind::Word).find_map(|w| {
        let (base, _) = crate::nl::inflection::verb(&w.text)?;
        if base.len() < 3 || matches!(base, "have" | "get" | "go" | "come" | "take" | "make") {
            return None;
        }
        let stem = base.strip_suffix('e').unwrap_or(base);
        [
            format!("{stem}ing"),
            base.to_owned(),
            format!("{base}ment"),
            format!("{stem}ation"),
            format!("{stem}al"),
            format!("{stem}ion"),
        ]
        .into_iter()
        .find(|name| known(name))
    })
}
