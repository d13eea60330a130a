//! What a text says for and against each of its nouns being a thing to keep, as counts.

use super::Sentence;
use super::frame::{Owner, Trigger};
use super::naming::canonical;
use super::noun::{Noun, Number};
use super::scope::Scope;
use super::topic::{introduced, leading};
use super::words::{Kind, Word, is_filler, is_function, is_speaker, verb_form};
use crate::nl::inflection::Form;
use crate::nl::lexicon;
use crate::schema::Span;
use std::collections::BTreeMap;

/// A noun and what speaks for it.
#[derive(Debug, Clone, Default)]
pub(super) struct Evidence {
    pub(super) mentions: u32,
    pub(super) each: u32,
    pub(super) plural: u32,
    pub(super) single: u32,
    pub(super) bare: u32,
    /// `a visit`, one of its mentions with an article that introduces it.
    pub(super) one: u32,
    /// `fourteen practices`
    pub(super) many: u32,
    /// Attributes that lists give it outright, and the lists.
    pub(super) owned: u32,
    pub(super) frames: u32,
    /// Attributes of lists that are about the topic, while it is the topic.
    pub(super) topical: u32,
    /// `its own row`
    pub(super) declared: u32,
    /// It stands as an item of somebody's list.
    pub(super) listed: u32,
    /// It stands there with an article or `which`: a reference rather than a value.
    pub(super) referred: u32,
    /// `the bit I care about is the visits`
    pub(super) introduced: u32,
    /// A sentence begins with it; a paragraph begins with it.
    pub(super) leads: u32,
    pub(super) opens: u32,
    /// A verb follows it of which it is the subject.
    pub(super) acts: u32,
    /// `visits that`, `a nurse who`
    pub(super) related: u32,
    /// `of the visit`, `against the visit`
    pub(super) after_of: u32,
    pub(super) placed: u32,
    /// `when someone books` speaks of a booking.
    pub(super) deeds: u32,
    /// `we run trips`
    pub(super) spoken_of: u32,
    /// `the visit's price`
    pub(super) owner: u32,
    /// Mentions in sentences about volumes and shapes.
    pub(super) figures: u32,
    /// Longer names that end, or begin, with it.
    pub(super) longer: u32,
    pub(super) begins: u32,
    /// How often the longer name's last word stands alone.
    pub(super) head: u32,
    pub(super) first: usize,
    pub(super) spans: Vec<Span>,
}

impl Evidence {
    /// Whether the text treats it as a thing of which there are several.
    pub(super) fn is_countable(&self) -> bool {
        self.mentions >= 2 && (self.plural > 0 && self.single > 0 || self.each > 0)
    }

    /// Adds what speaks for another name of the same thing.
    pub(super) fn absorb(&mut self, other: Self) {
        self.owned += other.owned;
        self.frames += other.frames;
        self.topical += other.topical;
        self.mentions += other.mentions;
        self.each += other.each;
        self.plural += other.plural;
        self.single += other.single;
        self.one += other.one;
        self.declared += other.declared;
        self.leads += other.leads;
        self.acts += other.acts;
        self.first = self.first.min(other.first);
        self.spans.extend(other.spans);
    }
}

/// Spans of a noun that are kept to point at.
const MOST_SPANS: usize = 8;

/// The evidence for each noun.
pub(super) fn evidence(sentences: &[Sentence]) -> BTreeMap<String, Evidence> {
    let mut found: BTreeMap<String, Evidence> = BTreeMap::new();
    for sentence in sentences.iter().filter(|s| s.scope != Scope::Excluded) {
        for noun in sentence.nouns.iter().filter(|n| n.words.len() <= 4) {
            mention(found.entry(canonical(noun)).or_default(), sentence, noun);
            if let Some(owner) = &noun.owner {
                found.entry(owner.clone()).or_default().owner += 1;
            }
        }
        if let Some(noun) = sentence.nouns.first().filter(|_| sentence.opens) {
            found.entry(canonical(noun)).or_default().opens += 1;
        }
        if let Some(noun) = leading(sentence) {
            found.entry(canonical(noun)).or_default().leads += 1;
        }
        declared(sentence, &mut found);
        if let Some(noun) = introduced(sentence) {
            found.entry(canonical(noun)).or_default().introduced += 1;
        }
        lists(sentence, &mut found);
    }
    relatives(&mut found);
    found
}

fn mention(entry: &mut Evidence, sentence: &Sentence, noun: &Noun) {
    let words = &sentence.words;
    entry.mentions += 1;
    match noun.number {
        Number::Each => entry.each += 1,
        _ if noun.plural => entry.plural += 1,
        Number::One | Number::The => entry.single += 1,
        _ => entry.bare += 1,
    }
    entry.one += u32::from(noun.number == Number::One && !noun.plural);
    entry.many += u32::from(noun.number == Number::Many && noun.plural);
    entry.figures += u32::from(sentence.scope == Scope::Figures);
    if entry.spans.is_empty() {
        entry.first = noun.span.start;
    }
    if entry.spans.len() < MOST_SPANS {
        entry.spans.push(noun.span);
    }
    let before = noun.range.start.checked_sub(1).and_then(|at| words.get(at)).filter(|w| w.kind == Kind::Word);
    let placed = before.is_some_and(|w| lexicon::is_preposition(&w.text));
    let of = before.is_some_and(|w| w.is("of"));
    entry.after_of += u32::from(of);
    entry.placed += u32::from(placed && !of);
    entry.acts += u32::from(!placed && acts(words, noun.range.end));
    entry.related += u32::from(words.get(noun.range.end).is_some_and(|w| w.is_any(&["who", "which", "that"])));
    let mut verb = noun.range.start;
    while verb > 0 && words[verb - 1].kind == Kind::Word && is_filler(&words[verb - 1].text) {
        verb -= 1;
    }
    entry.spoken_of += u32::from(verb >= 2 && !is_function(&words[verb - 1].text) && is_speaker(&words[verb - 2].text));
}

/// Whether the word at `i` is the verb of the noun before it.
fn acts(words: &[Word], i: usize) -> bool {
    let mut i = i;
    while words.get(i).is_some_and(|w| w.kind == Kind::Word && is_filler(&w.text) && !lexicon::is_preposition(&w.text))
    {
        i += 1;
    }
    words.get(i).is_some_and(|w| {
        w.kind == Kind::Word
            && (lexicon::is_auxiliary(&w.text)
                || lexicon::is_modal(&w.text)
                || w.is_any(&["has", "have", "had"])
                || matches!(verb_form(&w.text), Some((_, Form::Third | Form::Base))))
    })
}

/// What the lists of a sentence say of their owners and of their items.
fn lists(sentence: &Sentence, found: &mut BTreeMap<String, Evidence>) {
    for frame in &sentence.frames {
        let listed = u32::try_from(frame.items.len()).unwrap_or(u32::MAX);
        if let Owner::Noun(owner) = &frame.owner {
            let weight = if sentence.scope == Scope::Figures && listed < 3 { 0 } else { listed };
            let entry = found.entry(canonical(owner)).or_default();
            let counted = if frame.trigger == Trigger::Is && listed < 3 { 0 } else { weight };
            entry.owned += counted;
            entry.frames += u32::from(counted > 0);
            if entry.spans.is_empty() {
                entry.first = owner.span.start;
                entry.spans.push(owner.span);
            }
        }
        for noun in frame.items.iter().filter_map(|item| item.noun.as_ref()) {
            let entry = found.entry(canonical(noun)).or_default();
            entry.listed += 1;
            entry.referred += u32::from(noun.number == Number::One);
        }
    }
}

/// How names stand to longer names with the same words.
fn relatives(found: &mut BTreeMap<String, Evidence>) {
    let names: Vec<String> = found.keys().cloned().collect();
    for name in &names {
        let words: Vec<&str> = name.split(' ').collect();
        for cut in 1..words.len() {
            let (front, back) = (words[..cut].join(" "), words[cut..].join(" "));
            if let Some(short) = found.get_mut(&back) {
                short.longer += 1;
                let alone = short.mentions;
                if let Some(long) = found.get_mut(name) {
                    long.head = long.head.max(alone);
                }
            }
            if let Some(short) = found.get_mut(&front) {
                short.begins += 1;
            }
        }
    }
}

/// `each fill is its own row`, `referrals want a table of their own`
fn declared(sentence: &Sentence, found: &mut BTreeMap<String, Evidence>) {
    let words = &sentence.words;
    let says = (0..words.len()).any(|i| {
        words[i].is("own")
            && words.get(i + 1).is_some_and(|w| {
                w.is_any(&["row", "rows", "record", "records", "table", "thing", "ledger", "event", "entry", "list"])
            })
            || words[i].is_any(&["table", "record", "row", "list"])
                && words.get(i + 1).is_some_and(|w| w.is("of"))
                && words.get(i + 3).is_some_and(|w| w.is("own"))
            || words[i].is_any(&["reference", "lookup"]) && words.get(i + 1).is_some_and(|w| w.is("table"))
            || words[i].is("a")
                && words.get(i + 1).is_some_and(|w| w.is("table"))
                && !words.get(i + 2).is_some_and(|w| w.is("of"))
    });
    if !says {
        return;
    }
    if let Some(subject) =
        sentence.nouns.first().filter(|n| n.words.len() <= 3 && n.span.start < sentence.span.start + 60)
    {
        found.entry(canonical(subject)).or_default().declared += 1;
    }
}
