//! The verdict on a noun: a linear model over what the text says of it.
//!
//! `nouns.tsv` holds its weights; `benches/train_nouns.py` fits them.

use super::evidence::Evidence;
use super::linear::Signs;
use super::naming::{hardly, never};
use crate::nl::complete::is_known;
use crate::nl::lexicon;

/// What is known of the whole text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whole {
    pub(super) sentences: usize,
    /// Of the noun with the most.
    pub(super) mentions: u32,
    pub(super) length: usize,
}

/// The signs of a noun, by name; counts as they are.
pub(super) fn signs(name: &str, e: &Evidence, whole: &Whole) -> Signs {
    let head = name.rsplit(' ').next().unwrap_or_default();
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let count = |n: u32| n as f32;
    let words = name.split(' ').count();
    vec![
        ("mentions", count(e.mentions)),
        ("share", count(e.mentions) / count(whole.mentions.max(1))),
        ("each", count(e.each)),
        ("plural", count(e.plural)),
        ("single", count(e.single)),
        ("bare", count(e.bare)),
        ("one", count(e.one)),
        ("many", count(e.many)),
        ("owned", count(e.owned)),
        ("frames", count(e.frames)),
        ("topical", count(e.topical)),
        ("declared", count(e.declared)),
        ("listed", count(e.listed)),
        ("referred", count(e.referred)),
        ("introduced", count(e.introduced)),
        ("leads", count(e.leads)),
        ("opens", count(e.opens)),
        ("acts", count(e.acts)),
        ("related", count(e.related)),
        ("after_of", count(e.after_of)),
        ("placed", count(e.placed)),
        ("spoken_of", count(e.spoken_of)),
        ("deeds", count(e.deeds)),
        ("owner", count(e.owner)),
        ("figures", count(e.figures) / count(e.mentions.max(1))),
        ("longer", count(e.longer)),
        ("begins", count(e.begins)),
        ("head", count(e.head)),
        ("both_numbers", flag(e.plural > 0 && e.single + e.each > 0)),
        ("listed_share", count(e.listed) / count(e.mentions.max(1))),
        ("words", words as f32),
        ("late", e.first as f32 / whole.length.max(1) as f32),
        ("sentences", whole.sentences as f32),
        ("known", flag(is_known(name))),
        ("attribute_head", flag(lexicon::is_attribute_head(head))),
        ("attribute_word", flag(lexicon::is_attribute_head(head) && name == head)),
        ("identifier", flag(lexicon::is_identifier_head(head))),
        ("agent", flag(lexicon::is_agent(head) || lexicon::is_person(head) || lexicon::is_role(head))),
        ("event", flag(lexicon::is_event(head))),
        ("gerund", flag(head.ends_with("ing"))),
        ("deed", flag(["tion", "sion", "ment", "ance", "ence"].iter().any(|end| head.ends_with(end)))),
        ("verb", flag(super::words::verb_form(head).is_some())),
        ("generic", flag(lexicon::is_generic(head) || lexicon::is_context(head))),
        ("measure", flag(lexicon::is_measure(head))),
        ("hyphen", flag(name.contains('-'))),
        ("hardly", flag(hardly(name, head))),
        ("never", flag(never(name, head))),
    ]
}

/// A sign in words, where it says something to a reader.
pub(super) fn spelled(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "owned" | "topical" => "the text says what to keep of it",
        "leads" | "opens" => "sentences begin with it",
        "both_numbers" => "it stands in the singular and the plural",
        "plural" | "many" => "there are several of it",
        "one" | "single" => "there is one of it at a time",
        "acts" => "it does something",
        "placed" | "after_of" => "other things are placed with it",
        "begins" => "other names are built on its name",
        "owner" => "it owns something",
        "declared" => "it is to have a record of its own",
        "introduced" => "the text introduces it",
        "known" => "such a table is usual",
        "deeds" => "the text tells what happens when it comes about",
        "spoken_of" => "the speaker has or makes it",
        "listed" => "it stands in lists",
        _ => return None,
    })
}
