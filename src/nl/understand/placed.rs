//! What somebody gives to another, and what is measured of one thing in another: both say how two entities meet.

use super::Reading;
use crate::nl::lexicon as words;
use crate::nl::read::{Fact, FactKind, Item};

impl Reading {
    /// `assigns different permissions to different roles`, `allocate a room to each guest`.
    pub(super) fn assigned(&mut self, fact: &Fact) {
        if fact.passive || !words::is_assigning(fact.verb) {
            return;
        }
        for item in &fact.items {
            let place = item.phrase.tail.as_ref().filter(|(word, _)| word == "to").map(|(_, place)| place);
            let (Some(place), Some(thing)) = (place, self.entity(&item.phrase)) else { continue };
            let Some(holder) = self.entity(place).filter(|holder| *holder != thing) else { continue };
            let several = item.phrase.is_many() && place.is_many();
            let pair = self.pair(thing, holder, fact, item.phrase.span);
            pair.mutual |= several;
            pair.parent.get_or_insert(if several || place.plural { holder } else { thing });
            let flag = if thing < holder { &mut pair.many_a } else { &mut pair.many_b };
            *flag = true;
        }
    }

    /// `the exam scores of students in various courses`: a score is that of one student in one course.
    pub(super) fn measured(&mut self, fact: &Fact) {
        if !matches!(fact.kind, FactKind::Store | FactKind::Has) {
            return;
        }
        for item in &fact.items {
            let Some((_, place)) =
                item.phrase.tail.as_ref().filter(|(word, _)| matches!(word.as_str(), "in" | "for" | "on" | "at"))
            else {
                continue;
            };
            let whose = item.phrase.owner.as_ref().and_then(|owner| self.entity(owner));
            let (Some(whose), Some(place_of)) = (whose, self.entity(place)) else { continue };
            let many = place.is_many() || place.plural || place.quantity == crate::nl::phrase::Quantity::Each;
            if whose == place_of || !many || !words::is_attribute_head(item.phrase.head()) {
                continue;
            }
            let mut kept: Item = item.clone();
            kept.phrase.owner = None;
            kept.phrase.tail = None;
            let pair = self.pair(whose, place_of, fact, item.phrase.span);
            pair.mutual = true;
            pair.parent.get_or_insert(whose);
            pair.attributes.push(kept);
        }
    }
}
