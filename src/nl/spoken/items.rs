//! Whether what a list names is an attribute: the signs of an item at its place, for a linear model.
//!
//! `items.tsv` holds their weights; `benches/train_spoken.py` fits them.

use super::frame::{Frame, Owner, Trigger};
use super::linear::Signs;
use super::naming::{NEVER, canonical};
use super::noun::Number;
use super::scope::Scope;
use super::{Sentence, Spoken};
use crate::nl::lexicon;
use crate::nl::model::Entity;

/// An item of a list where it stands.
pub(super) struct Place<'a> {
    pub(super) sentence: &'a Sentence,
    pub(super) frame: &'a Frame,
    /// Which of the frame's items it is.
    pub(super) place: usize,
}

pub(super) fn signs(owner: &Entity, spoken: &Spoken, at: &Place) -> Signs {
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let item = &at.frame.items[at.place];
    let words: Vec<&str> = item.name.split(' ').collect();
    let head = words.last().copied().unwrap_or_default();
    let number = item.noun.as_ref().map(|n| n.number);
    let evidence = item.noun.as_ref().and_then(|n| spoken.evidence.get(&canonical(n)));
    let owner_evidence = spoken.evidence.get(&owner.name);
    let trigger = match at.frame.trigger {
        Trigger::Have => "have",
        Trigger::Keep => "keep",
        Trigger::Mark => "mark",
        Trigger::Is => "is",
        Trigger::Bare => "bare",
    };
    let whose = match at.frame.owner {
        Owner::Noun(_) => "of_noun",
        Owner::Each(_) => "of_each",
        Owner::Topic => "of_topic",
    };
    vec![
        (trigger, 1.0),
        (whose, 1.0),
        ("place", at.place as f32),
        ("after", (at.frame.items.len() - at.place - 1) as f32),
        ("alone", flag(at.frame.items.len() == 1)),
        ("figures", flag(at.sentence.scope == Scope::Figures)),
        ("opens", flag(at.sentence.opens)),
        ("clause", flag(item.noun.is_none())),
        ("flag", flag(item.flag)),
        ("values", item.values.len() as f32),
        ("doer", flag(item.doer.is_some())),
        ("one", flag(number == Some(Number::One))),
        ("the", flag(number == Some(Number::The))),
        ("unsaid", flag(number == Some(Number::Unsaid))),
        ("many", flag(number == Some(Number::Many))),
        ("plural", flag(item.noun.as_ref().is_some_and(|n| n.plural))),
        ("possessed", flag(item.noun.as_ref().is_some_and(|n| n.owner.is_some()))),
        ("words", words.len() as f32),
        ("letters", item.name.len() as f32),
        ("attribute_head", flag(lexicon::is_attribute_head(head))),
        ("attribute_inside", flag(words.iter().any(|w| lexicon::is_attribute_head(w)))),
        ("identifier", flag(lexicon::is_identifier_head(head))),
        ("time", flag(lexicon::is_time(head))),
        ("measure", flag(lexicon::is_measure(head))),
        ("verb", flag(super::words::verb_form(head).is_some())),
        ("participle", flag(super::item::is_participle(head))),
        ("adjective", flag(lexicon::is_adjective(head))),
        ("never", flag(NEVER.contains(&item.name))),
        ("hyphen", flag(item.name.contains('-'))),
        ("gerund", flag(words.iter().any(|w| w.ends_with("ing")))),
        ("by", flag(head == "by")),
        ("count", flag(head == "count")),
        ("mentions", evidence.map_or(0.0, |e| e.mentions as f32)),
        ("listed", evidence.map_or(0.0, |e| e.listed as f32)),
        ("leads", evidence.map_or(0.0, |e| e.leads as f32)),
        ("acts", evidence.map_or(0.0, |e| e.acts as f32)),
        ("both_numbers", evidence.map_or(0.0, |e| flag(e.plural > 0 && e.single + e.each > 0))),
        ("known", flag(crate::nl::complete::is_known(&item.name))),
        ("owner_mentions", owner_evidence.map_or(0.0, |e| e.mentions as f32)),
        ("owner_owned", owner_evidence.map_or(0.0, |e| e.owned as f32)),
        ("owner_attributes", owner.attributes.len() as f32),
        ("own", flag(owner_evidence.is_none())),
    ]
}
