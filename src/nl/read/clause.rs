//! The clause that is being read: its fact, its open list, and where the next item goes.

use super::fact::{Fact, FactKind, Item};
use crate::nl::lexicon as words;
use crate::nl::phrase::{Phrase, Quantity};

/// A clause while it is read.
#[derive(Default)]
pub(super) struct Clause {
    pub(super) fact: Fact,
    /// Phrases before a verb was seen.
    pub(super) pending: Vec<Item>,
    /// Further subjects of the same verb.
    pub(super) also: Vec<Phrase>,
    /// Segments without a verb are items of the fact.
    pub(super) listing: bool,
    /// It began with an infinitive, a participle or a relative pronoun.
    pub(super) subordinate: bool,
    pub(super) expects_object: bool,
    /// Items go under the last item.
    pub(super) nested: bool,
    /// ... as its examples.
    pub(super) in_examples: bool,
}

impl Clause {
    pub(super) fn push(&mut self, mut item: Item) {
        // `many comments and tags`: of both many.
        let before = self.fact.items.last().filter(|_| !self.nested && !self.in_examples);
        if before.is_some_and(|before| before.phrase.is_many() && before.phrase.plural)
            && item.phrase.plural
            && item.phrase.quantity == Quantity::Unsaid
        {
            item.phrase.quantity = Quantity::Many;
        }
        match self.fact.items.last_mut() {
            Some(last) if self.in_examples && self.nested && !last.nested.is_empty() => {
                if let Some(inner) = last.nested.last_mut() {
                    inner.examples.push(item);
                }
            }
            Some(last) if self.in_examples => last.examples.push(item),
            Some(last) if self.nested => last.nested.push(item),
            _ => self.fact.items.push(item),
        }
    }

    /// Lets what follows go under the last item. A new `X with` inside a nested list begins the next outer item.
    pub(super) fn nest(&mut self) -> bool {
        if !self.listing || self.fact.items.is_empty() {
            return false;
        }
        self.lift_generic();
        let inner = self.fact.items.last().and_then(|last| last.nested.last());
        if self.nested && inner.is_some_and(|inner| !inner.phrase.plural && !inner.phrase.generic) {
            return true;
        }
        if self.nested
            && let Some(last) = self.fact.items.last_mut()
        {
            let again = last.nested.pop();
            if let Some(again) = again {
                self.fact.items.push(again);
            }
        }
        self.nested = true;
        self.in_examples = false;
        true
    }

    pub(super) fn examples(&mut self) {
        if !self.listing {
            let pending = std::mem::take(&mut self.pending);
            self.fact.items.extend(pending);
            self.listing = true;
        }
        self.lift_generic();
        self.in_examples = true;
    }

    /// `events with name and date, team information such as ...`: what is said to be information about something begins
    /// the next outer item.
    fn lift_generic(&mut self) {
        let Some(last) = self.fact.items.last_mut().filter(|_| self.nested || self.in_examples) else { return };
        let list = if self.in_examples && last.nested.is_empty() { &mut last.examples } else { &mut last.nested };
        let outer = list.last().is_some_and(|item| {
            item.phrase.generic && !item.phrase.words.is_empty() && item.nested.is_empty() && item.examples.is_empty()
        });
        if outer
            && list.len() > 1
            && let Some(again) = list.pop()
        {
            self.fact.items.push(again);
            self.nested = false;
            self.in_examples = false;
        }
    }

    /// Takes back an item that turned out to be a subject.
    pub(super) fn pop(&mut self, subject: Option<&Phrase>) {
        let list = match self.fact.items.last_mut() {
            Some(last) if self.in_examples => &mut last.examples,
            Some(last) if self.nested => &mut last.nested,
            _ => &mut self.fact.items,
        };
        if list.last().map(|item| &item.phrase) == subject {
            list.pop();
        }
    }

    /// Takes back the items from the last one with `the` on, which begin a list of their own.
    pub(super) fn pop_list(&mut self) -> Vec<Item> {
        if self.nested || self.in_examples {
            return Vec::new();
        }
        let start = self.fact.items.iter().rposition(|item| item.phrase.definite);
        start.filter(|start| *start > 0).map_or_else(Vec::new, |start| self.fact.items.split_off(start))
    }

    /// Whether the list ends with a number or code that belongs to the subject.
    pub(super) fn ends_with_identifier(&self) -> bool {
        !self.nested
            && !self.in_examples
            && self.fact.kind == FactKind::Has
            && self.fact.items.last().is_some_and(|item| words::is_identifier_head(item.phrase.head()))
    }

    pub(super) fn last_item(&mut self) -> Option<&mut Item> {
        let nested = self.nested;
        if self.fact.items.is_empty() {
            return self.pending.last_mut();
        }
        let last = self.fact.items.last_mut()?;
        if nested && !last.nested.is_empty() { last.nested.last_mut() } else { Some(last) }
    }
}
