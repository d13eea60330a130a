//! What verbs say of two entities: `customers place orders`, `reviews where users rate products`.

use super::Reading;
use super::pairs::{deed_noun, is_reaction, remark_noun};
use crate::nl::candidates::is_attribute_like;
use crate::nl::lexicon as words;
use crate::nl::model::{Attribute, Entity, Relationship, Shape};
use crate::nl::phrase::{Phrase, Quantity};
use crate::nl::read::{Fact, Item};
use crate::schema::Source;

impl Reading {
    pub(super) fn relate(&mut self, fact: &Fact) {
        for item in &fact.items {
            self.described_within(item, fact);
        }
        let Some(subject) = fact.subject.as_ref() else { return };
        let within = fact.within.as_ref().and_then(|w| self.entity(w));
        // `the customer number of the account` is a column, not a customer.
        let actor = self
            .entity(subject)
            .or_else(|| self.referred(subject).filter(|(_, _, by_key)| !by_key).map(|(found, ..)| found));
        if let (Some(within), true) = (within, fact.items.is_empty()) {
            return self.deed_of(within, actor, None, fact);
        }
        for item in &fact.items {
            // `add products to the cart`: the cart has many products, and a product is in many carts.
            let place =
                item.phrase.tail.as_ref().filter(|(word, _)| word == "to").and_then(|(_, place)| self.entity(place));
            if let (Some(place), Some(thing)) =
                (place.filter(|_| matches!(fact.verb, "add" | "put" | "save" | "place")), self.entity(&item.phrase))
            {
                self.collection(place, thing, &[], fact, item.phrase.span);
                if let Some(actor) = actor.filter(|actor| *actor != place) {
                    self.collection(actor, place, &[], fact, item.phrase.span);
                }
                continue;
            }
            // `add several products to their shopping cart`, where nothing more is said of the cart.
            let cart = item.phrase.tail.as_ref().filter(|(word, place)| {
                matches!(word.as_str(), "to" | "into")
                    && matches!(place.head(), "cart" | "basket" | "wishlist" | "favorite" | "bookshelf" | "playlist")
            });
            if let (Some((_, place)), Some(actor), Some(thing)) = (cart, actor, self.entity(&item.phrase))
                && matches!(fact.verb, "add" | "put" | "save" | "place")
                && actor != thing
                && !self.names.contains_key(&place.name())
            {
                self.carry(&place.name(), actor, thing, item);
                continue;
            }
            let object =
                self.referred(&item.phrase).filter(|(_, _, by_key)| !by_key).map(|(found, role, _)| (found, role));
            if let Some(within) = within {
                self.deed_of(within, actor, object.map(|(found, _)| found), fact);
                continue;
            }
            if let (Some((object, _)), true) = (&object, item.phrase.generic || !item.nested.is_empty()) {
                let parts = self.parts(item);
                let plain = parts
                    .iter()
                    .any(|part| self.described.get(*object).copied().unwrap_or(false) && is_attribute_like(part));
                // `students enroll in courses with a date`: the date is that of the enrollment.
                let mutual = words::is_mutual_verb(fact.verb)
                    && actor.is_some()
                    && subject.plural
                    && item.phrase.plural
                    && !item.phrase.generic;
                if plain && !mutual {
                    self.list(*object, &parts, fact);
                    if item.phrase.generic {
                        continue;
                    }
                }
            }
            // `artists were born in a country`: a column of the artist.
            let placed = fact.passive
                && matches!(fact.preposition.as_deref(), Some("in" | "at"))
                && matches!(fact.verb, "bear" | "base" | "locate" | "situate" | "found" | "establish" | "issue");
            if let (Some(actor), None, true) = (actor, &object, placed && words::is_attribute_head(item.phrase.head()))
            {
                self.attribute(actor, item);
                continue;
            }
            let (Some(actor), Some((object, role))) = (actor, object) else { continue };
            if actor == object {
                continue;
            }
            self.verb(actor, subject, object, role, item, fact);
        }
    }

    /// `contracts signed with customers, including information of the contract such as name and date`: whatever the
    /// sentence says, the list is the contract's.
    fn described_within(&mut self, item: &Item, fact: &Fact) {
        for inner in &item.nested {
            let parts = self.parts(inner);
            if let Some(found) = self.entity(&inner.phrase).filter(|_| inner.phrase.generic && parts.len() > 1) {
                self.list(found, &parts, fact);
            }
        }
    }

    fn name_of(&self, index: usize) -> &str {
        &self.model.entities[index].name
    }

    /// The last word of an entity's name.
    pub(super) fn head(&self, index: usize) -> &str {
        self.model.entities[index].head()
    }

    /// The doctor of `appointments with doctors`: the one thing that the item is said to be with, if it is one.
    fn with_a_second_side(&self, item: &Item) -> Option<usize> {
        match item.nested.as_slice() {
            [one] if one.nested.is_empty() => self.entity(&one.phrase),
            _ => None,
        }
    }

    /// A cart without properties of its own: which things are in whose.
    fn carry(&mut self, place: &str, actor: usize, thing: usize, item: &Item) {
        let index = self.model.entities.len();
        let (owner, content) = (self.model.entities[actor].name.clone(), self.model.entities[thing].name.clone());
        self.names.insert(place.to_owned(), index);
        self.model.entities.push(Entity::new(
            format!("{place} item"),
            Shape::Association,
            vec![item.phrase.span],
            format!("Each row says that one {content} is in the {place} of one {owner}."),
            0.75,
        ));
        for parent in [actor, thing] {
            self.model.relationships.push(Relationship {
                child: index,
                parent,
                role: None,
                optional: false,
                one_to_one: false,
                owned: true,
                spans: vec![item.phrase.span],
                why: format!("A row joins one {owner} with one {content}."),
                confidence: 0.75,
                source: Source::Text,
            });
        }
    }

    /// The entity that a verb names: `book` a booking, `enroll` an enrollment, `comment` a comment.
    fn deed_named(&self, verb: &str) -> Option<usize> {
        const ENDINGS: &[&str] = &["", "e", "ing", "ation", "tion", "ion", "ment", "al", "ance", "ution"];
        let stem = verb.strip_suffix('e').or_else(|| verb.strip_suffix('y')).unwrap_or(verb);
        self.model.entities.iter().position(|entity| {
            let head = entity.head();
            stem.len() > 2 && head.strip_prefix(stem).is_some_and(|rest| rest == "y" || ENDINGS.contains(&rest))
        })
    }

    /// `reviews where users rate products`: a review belongs to both, and there is one for each pair.
    fn deed_of(&mut self, deed: usize, actor: Option<usize>, object: Option<usize>, fact: &Fact) {
        let item = Item { phrase: fact.subject.clone().unwrap_or_default(), ..Item::default() };
        for found in actor.into_iter().chain(object).filter(|found| *found != deed) {
            self.refer(deed, found, None, &item, fact);
            self.model.entities[deed].unique_parents |= fact.within.is_some();
        }
        if fact.within.is_some()
            && matches!(fact.verb, "rate" | "score")
            && self.model.entities[deed].attribute("rating").is_none()
        {
            let mut rating = Attribute::named("rating", fact.span);
            rating.range = Some(("1".to_owned(), "5".to_owned()));
            rating.why = "To rate is to give a number; 1 to 5 is the usual scale.".to_owned();
            self.model.entities[deed].attributes.push(rating);
        }
    }

    fn verb(&mut self, actor: usize, subject: &Phrase, object: usize, role: Option<String>, item: &Item, fact: &Fact) {
        let by = fact.preposition.as_deref() == Some("by");
        // Who manages or looks something up is no property of it, unless the text counts them.
        let counted =
            subject.quantity == Quantity::Each || item.phrase.is_many() && subject.quantity != Quantity::Unsaid;
        let looks_after = matches!(
            fact.verb,
            "manage"
                | "view"
                | "access"
                | "query"
                | "operate"
                | "edit"
                | "modify"
                | "delete"
                | "update"
                | "search"
                | "maintain"
                | "monitor"
                | "track"
                | "see"
                | "check"
                | "handle"
        );
        if looks_after && !fact.passive && !counted {
            return;
        }
        let actor_many = subject.plural && subject.quantity != Quantity::Each || subject.is_many();
        let object_many = item.phrase.is_many() || item.phrase.plural && item.phrase.quantity != Quantity::Each;
        // `customers place orders with a date and a total`: what is made has them, whoever made it.
        let made = words::is_create_verb(fact.verb)
            && !fact.passive
            && (words::is_deed(self.head(object))
                || matches!(fact.verb, "request" | "submit" | "file" | "get" | "receive"));
        // `customers buy tickets for an event`: the ticket is for it, whoever buys.
        let whom = item
            .phrase
            .tail
            .as_ref()
            .filter(|(word, _)| matches!(word.as_str(), "for" | "about" | "at" | "on" | "against"))
            // An order for cakes has several; a review for products is of one each.
            .filter(|(_, other)| !(other.plural && holds_lines(self.head(object))));
        if let Some(other) = whom
            .and_then(|(_, other)| self.entity(other))
            .filter(|other| *other != object && *other != actor && !fact.passive && words::is_deed(self.head(object)))
        {
            self.refer(object, other, None, item, fact);
        }
        if made && !words::is_deed(self.head(object)) && item.nested.len() > 1 {
            let parts = self.parts(item);
            self.refer(object, actor, None, item, fact);
            self.list(object, &parts, fact);
            return;
        }
        let mut attributes: Vec<Item> = if made { Vec::new() } else { item.nested.clone() };
        attributes.extend(fact.shared.iter().cloned());
        if self.scene(actor, subject, object, item, fact) {
            return;
        }
        // The deed that the verb names holds the relation: `members book rooms`, and there are bookings.
        if let Some(deed) = self.deed_named(fact.verb).filter(|deed| *deed != actor && *deed != object) {
            return self.deed_of(deed, Some(actor), Some(object), fact);
        }
        // `patients book appointments with doctors`: what is booked is itself the deed, and whom it is with is its second side.
        let done = !fact.passive
            && words::is_deed(self.head(object))
            && !words::is_deed(self.head(actor))
            && matches!(
                fact.verb,
                "book" | "make" | "place" | "submit" | "request" | "file" | "schedule" | "post" | "write"
            )
            && self.with_a_second_side(item).is_some();
        if done {
            let second = self.with_a_second_side(item);
            self.deed_of(object, Some(actor), second, fact);
            return;
        }
        // `users can comment on novels`
        let remarks = !fact.passive && remark_noun(fact.verb).is_some() && words::is_person(self.head(actor));
        if remarks && actor_many {
            let pair = self.pair(actor, object, fact, item.phrase.span);
            pair.parent.get_or_insert(actor);
            pair.mutual = true;
            return;
        }
        // `comments can be liked by users`, `each user likes each comment at most once`
        if is_reaction(fact.verb) {
            let by_whom = if fact.passive { object } else { actor };
            let pair = self.pair(actor, object, fact, item.phrase.span);
            pair.parent = Some(by_whom);
            pair.mutual = true;
            pair.attributes.extend(attributes);
            return;
        }
        let telling = words::is_create_verb(fact.verb)
            || words::is_belong_verb(fact.verb)
            || words::is_mutual_verb(fact.verb)
            || words::is_has_verb(fact.verb);
        if !telling && !fact.passive && !item.phrase.is_many() && subject.quantity != Quantity::Each {
            return;
        }
        // `each department is managed by one employee`: a role beside whatever else relates the two.
        if let Some(leader) = led_by(fact).filter(|_| by && !item.phrase.plural && !item.phrase.is_many()) {
            let role = role.unwrap_or_else(|| leader.to_owned());
            return self.refer(actor, object, Some(role), item, fact);
        }
        // `the products included in each order`, `dishes are made of ingredients`: many on both sides.
        let listed = fact.passive
            && !by
            && actor_many
            && matches!(fact.verb, "include" | "contain" | "purchase" | "order" | "sell" | "list")
            && words::is_deed(self.head(object));
        let composed = fact.passive
            && fact.preposition.as_deref().is_none_or(|word| word == "of")
            && !by
            && matches!(fact.verb, "make" | "compose")
            && actor_many
            && object_many;
        // `artworks are shown in exhibitions`: in several, and each exhibition shows several.
        let shown = fact.passive
            && !by
            && actor_many
            && object_many
            && matches!(
                fact.verb,
                "show"
                    | "feature"
                    | "display"
                    | "exhibit"
                    | "use"
                    | "perform"
                    | "mention"
                    | "offer"
                    | "play"
                    | "screen"
                    | "present"
                    | "list"
                    | "prescribe"
            );
        if (listed || composed || shown) && !super::super::stated::is_line(self.name_of(actor)) {
            let pair = self.pair(actor, object, fact, item.phrase.span);
            pair.parent.get_or_insert(if listed || shown { object } else { actor });
            pair.mutual = true;
            pair.attributes.extend(attributes);
            return;
        }
        // `every order ends with a bill`: the bill is of the order.
        let ends = !fact.passive && matches!(fact.verb, "end" | "finish" | "result" | "conclude") && !object_many;
        if ends {
            let of = Item { phrase: subject.clone(), ..Item::default() };
            self.refer(object, actor, None, &of, fact);
            if let Some(r) = self.model.relationships.iter_mut().find(|r| r.child == object && r.parent == actor) {
                r.one_to_one = true;
                r.optional = false;
            }
            return;
        }
        // `artworks are lent to museums, with an insurance value`: it is that of each loan.
        if fact.passive && !by && deed_noun(fact.verb).is_some() && !attributes.is_empty() {
            let pair = self.pair(actor, object, fact, item.phrase.span);
            pair.parent.get_or_insert(object);
            pair.mutual = true;
            pair.attributes.extend(attributes);
            return;
        }
        let belongs = fact.passive
            || words::is_belong_verb(fact.verb) && !words::is_create_verb(fact.verb) && fact.preposition.is_some();
        let makes = words::is_create_verb(fact.verb) && !fact.passive;
        if belongs && (by || !item.phrase.is_many()) {
            let head = self.head(object);
            let acts = words::is_person(head) || words::is_staff(head) || words::is_agent(head);
            let pair = self.pair(actor, object, fact, item.phrase.span);
            // `an invoice is paid by one or more payments`: these are the invoice's.
            if by && item.phrase.is_many() && !acts {
                let flag = if actor < object { &mut pair.many_b } else { &mut pair.many_a };
                *flag = true;
                pair.parent.get_or_insert(actor);
                return;
            }
            pair.parent.get_or_insert(object);
            let flag = if actor < object { &mut pair.many_a } else { &mut pair.many_b };
            *flag = true;
            // `each course can be taught by several teachers`
            if by && item.phrase.is_many() {
                let flag = if actor < object { &mut pair.many_b } else { &mut pair.many_a };
                *flag = true;
            }
            if let Some(role) = role {
                self.refer(actor, object, Some(role), item, fact);
            }
            return;
        }
        // One who can join several is not the only one who can.
        let joins = !fact.passive
            && matches!(fact.verb, "participate" | "enroll" | "attend" | "join" | "subscribe" | "follow" | "borrow")
            && item.phrase.is_many();
        // `each order can purchase several products`
        let lists = words::is_deed(self.model.entities[actor].head())
            && item.phrase.is_many()
            && self.described.get(object).copied().unwrap_or(false)
            && !fact.passive
            && matches!(fact.verb, "purchase" | "buy" | "order" | "involve" | "contain" | "include" | "cover" | "use");
        let mutual =
            words::is_mutual_verb(fact.verb) && actor_many && object_many && !makes || lists || joins && object_many;
        let pair = self.pair(actor, object, fact, item.phrase.span);
        if object_many || makes {
            let flag = if actor < object { &mut pair.many_b } else { &mut pair.many_a };
            *flag = true;
            pair.parent.get_or_insert(actor);
        } else if item.phrase.quantity == Quantity::One && !makes {
            // `each flight uses an aircraft`
            let flag = if actor < object { &mut pair.many_a } else { &mut pair.many_b };
            *flag = true;
            pair.parent.get_or_insert(object);
        }
        pair.mutual |= mutual || !attributes.is_empty();
        pair.attributes.extend(attributes);
    }
}

/// What somebody is to that which is managed or led by them.
fn led_by(fact: &Fact) -> Option<&'static str> {
    if !fact.passive {
        return None;
    }
    match fact.verb {
        "manage" => Some("manager"),
        "lead" => Some("leader"),
        "head" => Some("head"),
        "supervise" => Some("supervisor"),
        _ => None,
    }
}

/// Deeds with lines: what they are for stands on these.
fn holds_lines(head: &str) -> bool {
    matches!(head, "order" | "cart" | "purchase" | "invoice" | "prescription" | "delivery" | "shipment" | "quote")
}
