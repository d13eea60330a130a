//! Who has what: the places in a sentence where a list of what is kept begins, and whose it is.

mod have;
mod keep;
mod mark;
mod owner;

use super::item::{self, Item};
use super::noun::Noun;
use super::words::{Kind, Word};
use have::{defined, had, is_helping, is_no_verb, with};
use keep::{keep_at, kept};
use mark::{after_mark, bare};
use owner::{subject, whose};

pub(super) use have::HAVE;
pub(super) use owner::{fronted, is_vague};

/// How the list is introduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trigger {
    /// `a deal has ...`
    Have,
    /// `we hold ...`
    Keep,
    /// `a policy ties ...: ...`
    Mark,
    /// `a lesson is one pupil, one instructor, ...`
    Is,
    /// `Date and time, how long, where`
    Bare,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Owner {
    Noun(Noun),
    /// `several per client: each has`: this noun if it is a thing of its own, else what the text speaks of.
    Each(Noun),
    /// What the text speaks of at this place.
    Topic,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Frame {
    pub(super) trigger: Trigger,
    pub(super) owner: Owner,
    /// Whose it is where the owner turns out to be no thing of its own, the likeliest first.
    pub(super) others: Vec<Owner>,
    pub(super) items: Vec<Item>,
    /// The place of the word that introduces the list.
    pub(super) at: usize,
}

/// The frames of a sentence.
pub(super) fn frames(words: &[Word]) -> Vec<Frame> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        match frame_at(words, i) {
            Some((frame, end)) => {
                i = end.max(i + 1);
                found.push(frame);
            }
            None => i += 1,
        }
    }
    if found.is_empty()
        && let Some(frame) = bare(words)
    {
        found.push(frame);
    }
    found
}

fn frame_at(words: &[Word], i: usize) -> Option<(Frame, usize)> {
    let word = &words[i];
    match word.kind {
        Kind::Colon | Kind::Dash => return after_mark(words, i),
        Kind::Word => {}
        _ => return None,
    }
    let text = word.text.as_str();
    if let Some(start) = keep_at(words, i) {
        return kept(words, i, start);
    }
    if HAVE.contains(text) && !is_helping(words, i) && !is_no_verb(words, i) {
        return had(words, i);
    }
    // `for each one there is the size`, `there is a status on the appointment`
    if text == "there"
        && words.get(i + 1).is_some_and(|w| w.is_any(&["is", "are"]))
        && !words.get(i + 2).is_some_and(|w| w.is_any(&["no", "not", "nothing"]))
    {
        let (items, end) = item::list(words, i + 2);
        let front = fronted(words).filter(|(_, end)| *end <= i).map(|(owner, _)| owner);
        let each = (i + 2..words.len()).find(|&j| {
            words[j].is_any(&["for", "on"]) && words.get(j + 1).is_some_and(|w| w.is_any(&["every", "each"]))
        });
        let tail = each
            .or_else(|| {
                (i + 2..words.len())
                    .find(|&j| words[j].is_any(&["on", "for", "against"]))
                    .filter(|&j| j <= end.max(i + 6))
            })
            .and_then(|j| whose(words, j))
            .map(|(owner, _)| owner);
        let owner = front.or(tail)?;
        return (!items.is_empty())
            .then_some((Frame { trigger: Trigger::Keep, owner, others: Vec::new(), items, at: i }, end));
    }
    if text == "with" {
        return with(words, i);
    }
    if matches!(text, "is" | "are") {
        return defined(words, i);
    }
    if matches!(text, "identified" | "described" | "keyed")
        && words.get(i + 1).is_some_and(|w| w.is("by") || w.is("on"))
    {
        let owner = subject(words, i, None)?;
        let (items, end) = item::list(words, i + 2);
        return (!items.is_empty())
            .then_some((Frame { trigger: Trigger::Have, owner, others: Vec::new(), items, at: i }, end));
    }
    None
}
