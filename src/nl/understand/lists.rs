//! Lists of what is stored or of what somebody has: whose each item is.

use super::Reading;
use crate::nl::candidates::{self, describes};
use crate::nl::lexicon as words;
use crate::nl::phrase::Quantity;
use crate::nl::read::{Fact, FactKind, Item};

impl Reading {
    /// Items that somebody stores: entities, or attributes of what the sentence is about.
    pub(super) fn stored(&mut self, items: &[Item], owner: Option<usize>, fact: &Fact) {
        for item in items {
            let found = self.entity(&item.phrase);
            if found.is_none() && candidates::is_context(&item.phrase) && !item.nested.is_empty() {
                self.stored(&item.nested, owner, fact);
                continue;
            }
            if let Some(found) = found.filter(|found| Some(*found) != owner) {
                let parts = self.parts(item);
                if !parts.is_empty() {
                    self.list(found, &parts, fact);
                    // `employee information for each department`
                    let of = item.phrase.tail.as_ref().filter(|(word, _)| {
                        matches!(word.as_str(), "for" | "of" | "on" | "in" | "within" | "at" | "from")
                    });
                    let whose = item.phrase.owner.as_ref().or(of.map(|(_, tail)| tail));
                    let possessor = whose.and_then(|o| self.entity(o)).filter(|o| *o != found);
                    if let Some(possessor) = possessor {
                        self.refer(found, possessor, None, item, fact);
                    } else if let Some(owner) = owner.filter(|_| {
                        // `for each project we track expenses with amount and category`
                        let each = fact.subject.as_ref().is_some_and(|s| s.quantity == Quantity::Each);
                        (fact.fronted || each)
                            && item.phrase.plural
                            && fact.kind != FactKind::List
                            && !item.phrase.generic
                    }) {
                        self.refer(found, owner, None, item, fact);
                    } else if let Some(owner) =
                        owner.filter(|_| fact.fronted && !item.phrase.plural && fact.kind != FactKind::List)
                    {
                        self.attach(owner, item, fact);
                    }
                    continue;
                }
                let possessor = item.phrase.owner.as_ref().and_then(|o| self.entity(o)).filter(|o| *o != found);
                if let Some(possessor) = possessor {
                    self.refer(found, possessor, None, item, fact);
                } else if fact.kind == FactKind::Store && owner.is_some() && !fact.fronted {
                    // The heading says where the sentence stands, not whose the thing is.
                } else if let Some(owner) = owner.filter(|_| fact.kind == FactKind::Store && !item.phrase.is_many()) {
                    self.refer(owner, found, None, item, fact);
                } else if let Some(owner) = owner.filter(|_| !(item.phrase.plural && fact.kind == FactKind::List)) {
                    self.attach(owner, item, fact);
                }
                continue;
            }
            if found.is_some() {
                let parts = self.parts(item);
                if let Some(found) = found {
                    self.list(found, &parts, fact);
                }
                continue;
            }
            // `the order status` that somebody records is the order's.
            let prefix = item
                .phrase
                .words
                .split_last()
                .filter(|(head, rest)| !rest.is_empty() && words::is_attribute_head(head));
            let prefix = prefix
                .and_then(|(_, rest)| self.named(&rest.join(" ")).or_else(|| self.named(&rest[0])))
                .filter(|_| !fact.fronted && !words::is_identifier_head(item.phrase.head()));
            let own = item
                .phrase
                .owner
                .as_ref()
                .and_then(|o| self.entity(o))
                .or(prefix.filter(|_| fact.kind == FactKind::Store))
                .or(owner);
            let writes = fact.kind != FactKind::Store || words::is_recording(fact.verb);
            if let Some(owner) = own.filter(|_| writes || !self.parts(item).is_empty()) {
                self.attach(owner, item, fact);
            }
        }
    }

    /// What an item has in turn: after `with`, `including`, or in brackets.
    pub(super) fn parts(&self, item: &Item) -> Vec<Item> {
        let mut parts = item.nested.clone();
        if describes(item)
            || self.entity(&item.phrase).is_some()
                && item.examples.iter().any(|e| words::is_attribute_head(e.phrase.head()))
        {
            parts.extend(item.examples.iter().cloned());
        }
        parts
    }

    pub(super) fn list(&mut self, owner: usize, items: &[Item], fact: &Fact) {
        for (n, item) in items.iter().enumerate() {
            // `start and end date`, `first and last name`: the first shares the head of the second.
            let shared = items.get(n + 1).filter(|next| {
                item.phrase.words.len() == 1
                    && next.phrase.words.len() == 2
                    && is_half(&item.phrase.words[0])
                    && is_half(&next.phrase.words[0])
            });
            match shared {
                Some(next) => {
                    let mut whole = item.clone();
                    whole.phrase.words.push(next.phrase.head().to_owned());
                    self.attach(owner, &whole, fact);
                }
                None => self.attach(owner, item, fact),
            }
        }
    }
}

/// Words that stand before a shared head: `start and end date`.
fn is_half(word: &str) -> bool {
    matches!(
        word,
        "start"
            | "end"
            | "first"
            | "last"
            | "middle"
            | "begin"
            | "arrival"
            | "departure"
            | "home"
            | "away"
            | "minimum"
            | "maximum"
            | "min"
            | "max"
            | "billing"
            | "shipping"
            | "mobile"
            | "work"
            | "check-in"
            | "check-out"
            | "opening"
            | "closing"
            | "issue"
            | "expiry"
            | "due"
            | "return"
            | "buying"
            | "selling"
            | "purchase"
            | "sale"
            | "creation"
            | "update"
            | "birth"
            | "modification"
            | "registration"
            | "publication"
            | "payment"
            | "death"
    )
}
