//! Lists after a colon or a dash, and sentences that are nothing but a list.

use super::owner::{after_preposition, fronted, is_vague};
use super::{Frame, Owner, Trigger};
use crate::nl::inflection::Form;
use crate::nl::lexicon;
use crate::nl::spoken::item;
use crate::nl::spoken::noun::{Noun, Number, nouns};
use crate::nl::spoken::words::{Kind, Word, is_speaker, is_subordinator, verb_form};

/// A list after a colon or a dash: of the subject of what stands before it.
pub(super) fn after_mark(words: &[Word], i: usize) -> Option<(Frame, usize)> {
    if i == 0 {
        return None;
    }
    let closes = words[i].kind == Kind::Dash && words[i + 1..].iter().any(|w| w.kind == Kind::Dash);
    // `Date and time, how long, where -- her house or mine`: the list came before the mark.
    let is_verb = |w: &Word| {
        lexicon::is_auxiliary(&w.text)
            || lexicon::is_modal(&w.text)
            || matches!(verb_form(&w.text), Some((_, Form::Third | Form::Past)))
    };
    if words[..i].iter().any(|w| w.kind == Kind::Comma) && !words[..i].iter().any(is_verb) {
        return None;
    }
    let (items, end) = item::list(words, i + 1);
    let least = if words[i].kind == Kind::Colon { 2 } else { 3 };
    let end = if closes {
        (i + 1..words.len()).find(|&j| words[j].kind == Kind::Dash).unwrap_or(end).min(end.max(i + 1))
    } else {
        end
    };
    if items.len() < least {
        return None;
    }
    // Plain words without articles are values: `the usual set -- standard, motorway, mock test`.
    let determined = items
        .iter()
        .filter(|it| it.noun.as_ref().is_none_or(|n| n.number != Number::Unsaid) || is_attribute_name(&it.name))
        .count();
    let all_values = determined * 2 < items.len();
    if all_values && (closes || items.len() < 4 || determined == 0) {
        return None;
    }
    let start = (0..i).rev().find(|&j| matches!(words[j].kind, Kind::Colon | Kind::Semicolon)).map_or(0, |j| j + 1);
    let before = &words[start..i];
    // `orders fill in pieces, and each fill is its own row`: the subject of the last clause.
    let last_verb = before.iter().rposition(|w| {
        w.kind == Kind::Word
            && (matches!(
                w.text.as_str(),
                "is" | "are" | "was" | "were" | "get" | "gets" | "need" | "needs" | "want" | "wants"
            ))
    });
    let fits = |n: &&Noun| !lexicon::is_time(n.head()) && !is_vague(n);
    let all = nouns(before);
    let subject = last_verb
        .and_then(|verb| all.iter().filter(|n| n.range.end <= verb && !after_preposition(before, n)).rfind(fits));
    // `..., that is a departure -- the start date`
    let named = before
        .len()
        .checked_sub(4)
        .and_then(|_| all.last())
        .filter(|n| n.range.end == before.len() && n.number == Number::One)
        .filter(|n| {
            n.range.start >= 2
                && before[n.range.start - 1].is_any(&["is", "as"])
                && before[n.range.start - 2].is_any(&["that", "this", "it", "known"])
        });
    // `Under a program sit its slots: ...`
    let inverted = all.last().filter(|n| {
        n.range.end == before.len()
            && fronted(before).is_some_and(|(_, end)| end < n.range.start)
            && !before[..n.range.start].iter().any(|w| is_speaker(&w.text) || w.breaks())
    });
    let is_inverted = inverted.is_some();
    let subject = named.or(inverted).or(subject);
    let first = subject.or_else(|| all.iter().find(fits)).cloned();
    let owner = match fronted(before) {
        Some((owner, _)) if !is_inverted => owner,
        _ => first.map_or(Owner::Topic, Owner::Noun),
    };
    if all_values && matches!(&owner, Owner::Noun(n) if lexicon::is_attribute_head(n.head())) {
        return None;
    }
    Some((Frame { trigger: Trigger::Mark, owner, others: Vec::new(), items, at: i }, end))
}

pub(super) fn is_attribute_name(name: &str) -> bool {
    name.split(' ').any(lexicon::is_attribute_head)
}

/// A sentence without a verb that lists.
pub(super) fn bare(words: &[Word]) -> Option<Frame> {
    let (items, end) = item::list(words, 0);
    let whole = end + 1 >= words.len()
        || is_subordinator(&words[end].text)
        || words.get(end + 1).is_some_and(|w| is_subordinator(&w.text))
        || words[end].kind == Kind::Dash;
    let clauses = !items.is_empty() && items.iter().all(|it| it.noun.is_none());
    let rule = words.iter().any(|w| lexicon::is_modal(&w.text)) && items.len() < 3;
    if !whole || rule || items.len() < 2 && !clauses {
        return None;
    }
    let attributes = items.iter().filter(|it| it.noun.is_none() || is_attribute_name(&it.name)).count();
    (attributes * 2 >= items.len()).then_some(Frame {
        trigger: Trigger::Bare,
        owner: Owner::Topic,
        others: Vec::new(),
        items,
        at: 0,
    })
}
