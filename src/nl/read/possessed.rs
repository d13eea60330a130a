//! Lists whose owner stands in them, and lists that say how two things meet.

use super::fact::{Fact, FactKind, Item};
use crate::nl::candidates::{is_attribute_like, is_context};
use crate::nl::lexicon as words;
use crate::nl::phrase::Phrase;

/// Facts in which what is kept of each meeting of two things stands with the verb that brings them together.
pub(super) fn met(facts: Vec<Fact>) -> Vec<Fact> {
    let mut found: Vec<Fact> = Vec::with_capacity(facts.len());
    for fact in facts {
        match found.last_mut().filter(|before| meets(before, &fact) || earns(before, &fact)) {
            Some(before) => before.shared.extend(fact.items),
            None => {
                let event = found.last().and_then(|before| happens(before, &fact));
                found.push(event.unwrap_or(fact));
            }
        }
    }
    found
}

/// `students enroll in courses and receive a grade`: the grade is for the course.
fn earns(before: &Fact, fact: &Fact) -> bool {
    let both = before.kind == FactKind::Relate
        && !before.negative
        && before.span == fact.span
        && before.subject.is_some()
        && words::is_mutual_verb(before.verb)
        && before.items.last().is_some_and(|item| item.phrase.plural);
    let gets = fact.kind == FactKind::Relate
        && matches!(fact.verb, "receive" | "get" | "obtain" | "earn" | "achieve" | "gain")
        && (fact.subject.is_none() || fact.subject == before.subject);
    let plain = |item: &Item| words::is_attribute_head(item.phrase.head()) && !item.phrase.is_many();
    both && gets && !fact.items.is_empty() && fact.items.iter().all(plain)
}

/// `laptops get repaired by a vendor, and we keep the cost and the date`: each repair has them.
fn happens(before: &Fact, fact: &Fact) -> Option<Fact> {
    let thing = before.subject.as_ref().filter(|thing| !is_context(thing) && before.passive && !before.reduced)?;
    let noun = words::event_of(before.verb).filter(|_| before.kind == FactKind::Relate && before.span == fact.span)?;
    let kept = fact.kind == FactKind::Store
        && !fact.fronted
        && words::is_recording(fact.verb)
        && fact.subject.as_ref().is_none_or(|subject| is_context(subject) || subject == thing)
        && !fact.items.is_empty()
        && fact.items.iter().all(|item| is_attribute_like(item) && item.phrase.owner.is_none());
    if !kept {
        return None;
    }
    let single = |phrase: &Phrase| Item { phrase: Phrase { plural: false, ..phrase.clone() }, ..Item::default() };
    let by = before.items.iter().filter(|_| before.preposition.as_deref() == Some("by"));
    let items =
        [single(thing)].into_iter().chain(by.map(|item| single(&item.phrase))).chain(fact.items.iter().cloned());
    let subject = Phrase { words: vec![noun.to_owned()], span: before.span, ..Phrase::default() };
    Some(Fact::has(subject, items.collect(), fact.span))
}

/// Facts whose lists stand with what they describe.
pub(super) fn apart(facts: Vec<Fact>) -> Vec<Fact> {
    let mut found: Vec<Fact> = Vec::with_capacity(facts.len());
    for mut fact in facts {
        let described = fact.items.iter_mut().find_map(possessed);
        let span = fact.span;
        found.push(fact);
        if let Some((owner, items)) = described {
            found.push(Fact::has(owner, items, span));
        }
    }
    found
}

/// `land used by each project, including the project's name, location and purpose`: the list is the project's.
fn possessed(item: &mut Item) -> Option<(Phrase, Vec<Item>)> {
    let [first, rest @ ..] = item.nested.as_slice() else { return None };
    let owner = first.phrase.owner.as_deref()?;
    let other = !owner.words.is_empty()
        && !item.phrase.words.is_empty()
        && !item.phrase.words.contains(&owner.words[owner.words.len() - 1])
        && !owner.words.contains(&item.phrase.head().to_owned())
        && !is_context(owner)
        && !words::is_time(owner.head())
        && !words::is_attribute_head(owner.head());
    let plain = |item: &Item| is_attribute_like(item) && !item.phrase.definite && item.phrase.owner.is_none();
    if !other || rest.is_empty() || !rest.iter().all(plain) || !words::is_attribute_head(first.phrase.head()) {
        return None;
    }
    let owner = owner.clone();
    let mut items = std::mem::take(&mut item.nested);
    items[0].phrase.owner = None;
    Some((owner, items))
}

/// `farms subscribe to stations, recording the date`: the date is that of each subscription, not of the farm.
fn meets(before: &Fact, fact: &Fact) -> bool {
    let lists = matches!(fact.kind, FactKind::Store | FactKind::Has)
        && fact.fronted
        && fact.span == before.span
        && !fact.items.is_empty()
        && fact.items.iter().all(is_attribute_like);
    let both = before.kind == FactKind::Relate
        && !before.negative
        && before.subject.as_ref().is_some_and(|subject| !is_context(subject))
        && words::is_mutual_verb(before.verb)
        && !words::is_create_verb(before.verb);
    lists && both && before.items.last().is_some_and(|met| fact.topic.as_ref() == Some(&met.phrase))
}
