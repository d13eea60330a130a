//! Who does what to one thing at a time: two teams play a match, a courier picks up the order, guests pay for a booking.

use super::Reading;
use super::pairs::is_reaction;
use crate::nl::lexicon as words;
use crate::nl::model::{Entity, Shape};
use crate::nl::phrase::{Phrase, Quantity};
use crate::nl::read::{Fact, Item};

impl Reading {
    /// Reads a sentence about single rows; false where it is none.
    pub(super) fn scene(&mut self, actor: usize, subject: &Phrase, object: usize, item: &Item, fact: &Fact) -> bool {
        self.meeting_of_two(actor, subject, object, item, fact)
            || self.paid(actor, object, fact)
            || self.ordered(actor, object, item, fact)
            || self.handled(actor, subject, object, item, fact)
    }

    /// `two teams play a match`: the match has one and the other.
    fn meeting_of_two(&mut self, actor: usize, subject: &Phrase, object: usize, item: &Item, fact: &Fact) -> bool {
        let one = matches!(item.phrase.quantity, Quantity::One | Quantity::Each) && !item.phrase.plural;
        if !subject.two || !one || fact.passive || is_reaction(fact.verb) {
            return false;
        }
        let sides = match self.model.entities[object].name.rsplit(' ').next() {
            Some("match" | "game" | "fixture") => ["home", "away"],
            _ => ["first", "second"],
        };
        for side in sides {
            self.refer(object, actor, Some(side.to_owned()), item, fact);
        }
        true
    }

    /// `guests pay for a booking by card or cash`: payments, even where the text does not call them so.
    fn paid(&mut self, actor: usize, object: usize, fact: &Fact) -> bool {
        let head = self.head(object).to_owned();
        if fact.verb != "pay" || fact.passive || !words::is_deed(&head) || head == "payment" {
            return false;
        }
        let payment = match self.named("payment") {
            Some(payment) => payment,
            None => {
                let index = self.model.entities.len();
                self.names.insert("payment".to_owned(), index);
                self.model.entities.push(Entity::new(
                    "payment",
                    Shape::Plain,
                    vec![fact.span],
                    format!("The text says that a {head} is paid for, and each payment is kept."),
                    0.7,
                ));
                self.described.push(false);
                self.owned.push(0);
                index
            }
        };
        let of = Item { phrase: fact.subject.clone().unwrap_or_default(), ..Item::default() };
        self.refer(payment, object, None, &of, fact);
        if !self.model.refers(object, actor) {
            self.refer(payment, actor, None, &of, fact);
        }
        true
    }

    /// `customers order dishes from a restaurant`: an order of the customer's, with lines, at the restaurant.
    fn ordered(&mut self, actor: usize, object: usize, item: &Item, fact: &Fact) -> bool {
        let Some(order) = self.named("order").filter(|order| *order != object && *order != actor) else { return false };
        if !matches!(fact.verb, "order" | "buy" | "purchase") || fact.passive || !item.phrase.plural {
            return false;
        }
        let of = Item { phrase: fact.subject.clone().unwrap_or_default(), ..Item::default() };
        self.refer(order, actor, None, &of, fact);
        let place = item.phrase.tail.as_ref().filter(|(word, _)| matches!(word.as_str(), "from" | "at" | "in"));
        if let Some(place) = place.and_then(|(_, place)| self.entity(place)).filter(|place| *place != object) {
            self.refer(order, place, None, &of, fact);
        }
        let pair = self.pair(order, object, fact, item.phrase.span);
        pair.mutual = true;
        pair.parent = Some(order);
        true
    }

    /// `a referee leads each match`, `a courier picks up the order`: the one who does it for a row.
    fn handled(&mut self, actor: usize, subject: &Phrase, object: usize, item: &Item, fact: &Fact) -> bool {
        let who = self.head(actor);
        let person = words::is_person(who) || words::is_staff(who) || words::is_agent(who);
        let one = !subject.plural && !subject.is_many() && matches!(subject.quantity, Quantity::One | Quantity::Unsaid);
        let row = !item.phrase.plural
            && (item.phrase.quantity == Quantity::Each || item.phrase.definite && words::is_deed(self.head(object)));
        let only_looks = matches!(fact.verb, "view" | "access" | "query" | "see" | "search" | "browse" | "check");
        if !person || !one || !row || fact.passive || only_looks || words::is_deed(who) {
            return false;
        }
        if self.model.related(actor, object) {
            return true;
        }
        let of = Item { phrase: Phrase { quantity: Quantity::AtMostOne, ..subject.clone() }, ..Item::default() };
        self.refer(object, actor, None, &of, fact);
        true
    }
}
