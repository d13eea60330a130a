//! Whose a list is, where a sentence names several that it could be: `a purchase order is raised on one supplier for
//! one site with a reference and a date`. The signs of each noun before the list, for a linear model.
//!
//! `owners.tsv` holds their weights; `benches/train_spoken.py` fits them.

use super::evidence::Evidence;
use super::frame::{Frame, Owner, Trigger, is_vague};
use super::linear::{OWNERS, Signs};
use super::naming::{NEVER, canonical};
use super::noun::{Noun, Number};
use super::words::{Kind, verb_form};
use super::{Sentence, Spoken, topic};
use crate::nl::complete::is_known;
use crate::nl::inflection::Form;
use crate::nl::lexicon;
use std::collections::BTreeMap;

/// What may own a list.
pub(super) struct Candidate {
    pub(super) owner: Owner,
    pub(super) name: String,
    pub(super) signs: Signs,
}

/// Gives each list to the likeliest owner.
pub(super) fn settle(spoken: &mut Spoken) {
    let topics = topic::first_topics(spoken);
    for (sentence, topic) in spoken.sentences.iter_mut().zip(&topics) {
        for at in 0..sentence.frames.len() {
            let all = candidates(sentence, &sentence.frames[at], topic.as_deref(), &spoken.evidence);
            let mut scored: Vec<(f32, Owner)> = all.into_iter().map(|c| (OWNERS.score(&c.signs), c.owner)).collect();
            scored.sort_by(|a, b| b.0.total_cmp(&a.0));
            let mut ranked = scored.into_iter().map(|(_, owner)| owner);
            if let Some(owner) = ranked.next() {
                sentence.frames[at].owner = owner;
                sentence.frames[at].others = ranked.collect();
            }
        }
    }
}

/// The nouns that may own a list, what the rules of the frames chose, and what the text speaks of; nothing where the
/// sentence leaves no choice.
pub(super) fn candidates(
    sentence: &Sentence,
    frame: &Frame,
    topic: Option<&str>,
    evidence: &BTreeMap<String, Evidence>,
) -> Vec<Candidate> {
    let Some(start) = frame.items.first().map(|item| item.span.start) else { return Vec::new() };
    if frame.trigger == Trigger::Bare || matches!(frame.owner, Owner::Each(_)) {
        return Vec::new();
    }
    let chosen = match &frame.owner {
        Owner::Noun(noun) => Some(noun),
        _ => None,
    };
    let before: Vec<&Noun> = sentence.nouns.iter().filter(|n| n.span.end <= start).collect();
    let mut found: Vec<Candidate> = Vec::new();
    for (place, noun) in before.iter().enumerate() {
        let place = Place { nearer: before.len() - place - 1, first: place == 0 };
        found.push(Candidate {
            owner: Owner::Noun((*noun).clone()),
            name: canonical(noun),
            signs: noun_signs(sentence, frame, noun, &place, topic, evidence),
        });
    }
    if let Some(rule) = chosen.filter(|rule| !before.iter().any(|n| n.span == rule.span)) {
        let place = Place { nearer: 0, first: false };
        let mut signs = noun_signs(sentence, frame, rule, &place, topic, evidence);
        signs.push(("elsewhere", 1.0));
        found.push(Candidate { owner: Owner::Noun(rule.clone()), name: canonical(rule), signs });
    }
    if let Some(topic) = topic {
        let same = found.iter().any(|c| c.name == topic);
        let rule = if chosen.is_none() { 1.0 } else { 0.0 };
        found.push(Candidate {
            owner: Owner::Topic,
            name: topic.to_owned(),
            signs: vec![
                ("topic", 1.0),
                ("topic_rule", rule),
                ("topic_named", f32::from(u8::from(same))),
                ("topic_opens", f32::from(u8::from(sentence.opens))),
                ("topic_nouns", before.len() as f32),
                ("topic_owned", evidence.get(topic).map_or(0.0, |e| e.owned as f32)),
            ],
        });
    }
    if found.len() < 2 { Vec::new() } else { found }
}

struct Place {
    /// Nouns between it and the list.
    nearer: usize,
    first: bool,
}

fn noun_signs(
    sentence: &Sentence,
    frame: &Frame,
    noun: &Noun,
    place: &Place,
    topic: Option<&str>,
    evidence: &BTreeMap<String, Evidence>,
) -> Signs {
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let words = &sentence.words;
    let name = canonical(noun);
    let e = evidence.get(&name);
    let count = |of: fn(&Evidence) -> u32| e.map_or(0.0, |e| of(e) as f32);
    let chosen = matches!(&frame.owner, Owner::Noun(rule) if rule.span == noun.span);
    let before = noun.range.start.checked_sub(1).and_then(|at| words.get(at)).filter(|w| w.kind == Kind::Word);
    let placed = before.filter(|w| lexicon::is_preposition(&w.text)).map(|w| w.text.as_str());
    let between = words.get(noun.range.end..frame.at).unwrap_or_default();
    let follows = words[noun.range.end.min(words.len())..].iter().find(|w| w.kind != Kind::Word || !w.is("also"));
    let is_verb = |text: &str| {
        lexicon::is_auxiliary(text)
            || lexicon::is_modal(text)
            || matches!(verb_form(text), Some((_, Form::Third | Form::Base)))
    };
    let subject = placed.is_none() && follows.is_some_and(|w| w.kind == Kind::Word && is_verb(&w.text));
    let object = placed.is_none() && before.is_some_and(|w| is_verb(&w.text));
    let direct = noun.range.end == frame.at;
    let breaks = between.iter().filter(|w| w.breaks()).count();
    let clause = placed.is_none()
        && words[..noun.range.start]
            .iter()
            .rfind(|w| w.kind != Kind::Word || !lexicon::is_conjunction(&w.text))
            .is_none_or(|w| w.breaks());
    let with = words.get(frame.at).is_some_and(|w| w.is("with"));
    let (direct_sign, first_sign, subject_sign, object_sign, placed_sign) = match (frame.trigger, with) {
        (_, true) => ("direct_with", "first_with", "subject_with", "object_with", "placed_with"),
        (Trigger::Mark, _) => ("direct_mark", "first_mark", "subject_mark", "object_mark", "placed_mark"),
        (Trigger::Keep, _) => ("direct_keep", "first_keep", "subject_keep", "object_keep", "placed_keep"),
        _ => ("direct_have", "first_have", "subject_have", "object_have", "placed_have"),
    };
    let preposition = match placed {
        Some("of") => "of",
        Some("as" | "into") => "as",
        Some("for" | "per") => "for",
        Some("on" | "against" | "to") => "on",
        Some(_) => "in",
        None => "free",
    };
    let listed = frame.items.iter().filter_map(|i| i.noun.as_ref()).any(|n| canonical(n) == name);
    vec![
        ("rule", flag(chosen)),
        (direct_sign, flag(direct)),
        (first_sign, flag(place.first)),
        (subject_sign, flag(subject)),
        (object_sign, flag(object)),
        (placed_sign, flag(placed.is_some())),
        (preposition, 1.0),
        ("clause", flag(clause)),
        ("nearer", place.nearer as f32),
        ("breaks", breaks as f32),
        ("same_clause", flag(breaks == 0)),
        ("one", flag(noun.number == Number::One)),
        ("the", flag(noun.number == Number::The)),
        ("each", flag(noun.number == Number::Each)),
        ("many", flag(noun.number == Number::Many)),
        ("plural", flag(noun.plural)),
        ("bare", flag(!noun.plural && noun.number == Number::Unsaid)),
        ("possessed", flag(noun.owner.is_some())),
        ("vague", flag(is_vague(noun))),
        ("never", flag(NEVER.contains(noun.head()))),
        ("attribute_head", flag(lexicon::is_attribute_head(noun.head()))),
        ("time", flag(lexicon::is_time(noun.head()))),
        ("participle", flag(super::item::is_participle(noun.head()))),
        ("gerund", flag(noun.head().ends_with("ing"))),
        ("words", noun.words.len() as f32),
        ("mentions", count(|e| e.mentions)),
        ("countable", flag(e.is_some_and(Evidence::is_countable))),
        ("owned", count(|e| e.owned)),
        ("leads", count(|e| e.leads)),
        ("introduced", count(|e| e.introduced)),
        ("declared", count(|e| e.declared)),
        ("known", flag(is_known(&name))),
        ("listed", flag(listed)),
        ("is_topic", flag(topic == Some(name.as_str()))),
        ("items", frame.items.len() as f32 * flag(direct)),
    ]
}
