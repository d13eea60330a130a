//! From facts to the conceptual model: which entity an attribute belongs to, and how entities relate.

use super::candidates::{self, Candidate, describes, is_attribute_like, owner_of_list};
use super::lexicon as words;
use super::model::{Attribute, Entity, Model, Relationship, Shape};
use super::phrase::{Phrase, Quantity};
use super::read::{Fact, FactKind, Item};
use crate::schema::{Source, Span};
use std::collections::{BTreeMap, HashMap};

/// More entities than this are not read out of a text: nobody could look through the result.
pub const MOST_ENTITIES: usize = 500;

/// The model of a text's facts.
pub fn understand(facts: &[Fact]) -> Model {
    let mut reading = Reading::new(candidates::candidates(facts), candidates::threshold(facts));
    for fact in facts.iter().filter(|fact| !fact.negative) {
        reading.fact(fact);
    }
    reading.relate_pairs();
    reading.finish()
}

/// What the text says about two entities, `a` before `b` in the list of entities.
#[derive(Debug, Default, Clone)]
struct Pair {
    /// An `a` has many `b`.
    many_b: bool,
    /// A `b` has many `a`.
    many_a: bool,
    /// The verb relates many to many by its nature.
    mutual: bool,
    /// The side that acts and so has what the other side is (`customers place orders`): the parent.
    parent: Option<usize>,
    /// Attributes of the association (`products with quantities`).
    attributes: Vec<Item>,
    verb: &'static str,
    spans: Vec<Span>,
}

struct Reading {
    model: Model,
    /// Every name of each entity.
    names: HashMap<String, usize>,
    pairs: BTreeMap<(usize, usize), Pair>,
    /// Whether the text says what to keep of an entity, by entity.
    described: Vec<bool>,
}

impl Reading {
    fn new(candidates: Vec<Candidate>, threshold: f32) -> Self {
        let mut model = Model::default();
        let mut names = HashMap::new();
        let mut described = Vec::new();
        let longer = merged(&candidates);
        // Other names of the same thing speak for it too.
        let mut shared = vec![0.0f32; candidates.len()];
        for (index, root) in longer.iter().enumerate() {
            if let Some(root) = root {
                shared[*root] += candidates[index].score.max(0.0);
            }
        }
        for (index, candidate) in candidates.iter().enumerate() {
            let score = candidate.score + shared[index].min(candidate.score.max(0.0) + 1.0);
            if longer[index].is_some() || score < threshold || model.entities.len() >= MOST_ENTITIES {
                continue;
            }
            names.insert(candidate.name.clone(), model.entities.len());
            model.entities.push(entity(candidate));
            described.push(candidate.owned > 1);
        }
        for (index, candidate) in candidates.iter().enumerate() {
            if let Some(target) = longer[index].and_then(|longer| names.get(&candidates[longer].name).copied()) {
                names.insert(candidate.name.clone(), target);
                model.entities[target].spans.extend(candidate.spans.iter().copied());
            }
        }
        Self { model, names, pairs: BTreeMap::new(), described }
    }

    fn named(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// The entity that a phrase names outright.
    fn entity(&self, phrase: &Phrase) -> Option<usize> {
        self.named(&phrase.name())
    }

    /// The entity that an attribute-like phrase refers to, and the role it has: `customer number`, `posting user`.
    fn referred(&self, phrase: &Phrase) -> Option<(usize, Option<String>, bool)> {
        if let Some(found) = self.entity(phrase) {
            return Some((found, None, false));
        }
        let mut words_of = phrase.words.clone();
        let mut by_key = false;
        if words_of.len() > 1 && words::is_identifier_head(phrase.head()) {
            words_of.pop();
            by_key = true;
            if let Some(found) = self.named(&words_of.join(" ")) {
                return Some((found, None, true));
            }
        }
        for skip in 1..words_of.len() {
            if let Some(found) = self.named(&words_of[skip..].join(" ")) {
                let mut role = words_of[..skip].join(" ");
                let done = matches!(super::inflection::verb(&role), Some((_, super::inflection::Form::Past)));
                if done
                    || words::is_empty_adjective(&role)
                    || matches!(
                        role.as_str(),
                        "used"
                            | "involved"
                            | "assigned"
                            | "associated"
                            | "selected"
                            | "purchased"
                            | "ordered"
                            | "belonging"
                    )
                {
                    role.clear();
                }
                return Some((found, Some(role).filter(|r| !r.is_empty()), by_key));
            }
        }
        None
    }

    fn fact(&mut self, fact: &Fact) {
        let subject = fact.subject.as_ref().and_then(|s| self.entity(s));
        match fact.kind {
            FactKind::Has => match subject {
                Some(owner) => self.list(owner, &fact.items, fact),
                None => {
                    let topic = fact.topic.as_ref().and_then(|t| self.entity(t));
                    let about = fact.subject.as_ref().and_then(|s| s.owner.as_ref()).and_then(|o| self.entity(o));
                    self.stored(&fact.items, about.or(topic), fact);
                }
            },
            FactKind::Store => {
                let owner = owner_of_list(&fact.items).and_then(|o| self.entity(o));
                let topic = fact.topic.as_ref().and_then(|t| self.entity(t));
                let keeps = |s: &Phrase| {
                    !words::is_person(s.head())
                        && (s.quantity == Quantity::Each || s.plural && words::is_recording(fact.verb))
                };
                let own = subject.filter(|_| fact.subject.as_ref().is_some_and(keeps));
                let attributes = words::is_recording(fact.verb)
                    && fact.items.iter().any(|item| words::is_attribute_head(item.phrase.head()));
                if subject.is_some() && own.is_none() && !attributes {
                    // `students register for courses`: a verb of keeping with somebody else as its subject.
                    return self.relate(fact);
                }
                self.stored(&fact.items, own.or(owner).or(topic), fact);
            }
            FactKind::List => {
                let topic = fact.topic.as_ref().and_then(|t| self.entity(t));
                self.stored(&fact.items, topic, fact);
            }
            FactKind::Relate => self.relate(fact),
            FactKind::Be => self.be(fact, subject),
        }
    }

    /// Items that somebody stores: entities, or attributes of what the sentence is about.
    fn stored(&mut self, items: &[Item], owner: Option<usize>, fact: &Fact) {
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
                    let possessor = item.phrase.owner.as_ref().and_then(|o| self.entity(o)).filter(|o| *o != found);
                    if let Some(possessor) = possessor {
                        self.refer(found, possessor, None, item, fact);
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
    fn parts(&self, item: &Item) -> Vec<Item> {
        let mut parts = item.nested.clone();
        if describes(item)
            || self.entity(&item.phrase).is_some()
                && item.examples.iter().any(|e| words::is_attribute_head(e.phrase.head()))
        {
            parts.extend(item.examples.iter().cloned());
        }
        parts
    }

    fn list(&mut self, owner: usize, items: &[Item], fact: &Fact) {
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

    /// Gives an owner one item of its list: an attribute, a reference or a collection.
    fn attach(&mut self, owner: usize, item: &Item, fact: &Fact) {
        let phrase = &item.phrase;
        if phrase.words.is_empty() {
            let parts = self.parts(item);
            return self.list(owner, &parts, fact);
        }
        let whose = phrase.owner.as_ref().and_then(|o| self.entity(o)).filter(|whose| *whose != owner);
        if let Some(whose) = whose.filter(|_| is_attribute_like(item)) {
            // `the name of the customer` in an order: the order refers to the customer.
            return match words::is_identifier_head(phrase.head()) || phrase.head() == "name" {
                true => self.refer(owner, whose, None, item, fact),
                false => self.attribute(owner, item),
            };
        }
        let own_name = self.model.entities[owner].name.clone();
        if let Some((found, role, by_key)) = self.referred(phrase) {
            let itself = found == owner;
            if phrase.generic
                && !item.nested.is_empty()
                && fact
                    .items
                    .iter()
                    .any(|other| !std::ptr::eq(other, item) && self.entity(&other.phrase) == Some(found))
            {
                let parts = self.parts(item);
                return self.list(found, &parts, fact);
            }
            if itself && role.is_none() {
                if by_key {
                    self.attribute(owner, item);
                }
                return;
            }
            if itself
                && !matches!(
                    role.as_deref(),
                    Some(
                        "parent"
                            | "superior"
                            | "manager"
                            | "related"
                            | "previous"
                            | "next"
                            | "upper"
                            | "higher-level"
                            | "parent-level"
                            | "supervisor"
                            | "referring"
                            | "original"
                            | "root"
                            | "child"
                            | "sub"
                    )
                )
            {
                return self.attribute(owner, item);
            }
            let many = phrase.is_many() || phrase.plural && !by_key && !phrase.generic;
            if many && !by_key {
                let parts = self.parts(item);
                // `wishlists with products` have products; `addresses with street and city` have these; but products
                // that the text describes elsewhere have no quantity of their own: the association has it.
                let (things, plain): (Vec<Item>, Vec<Item>) =
                    parts.into_iter().partition(|part| self.referred(&part.phrase).is_some());
                self.list(found, &things, fact);
                let described = self.described.get(found).copied().unwrap_or(false);
                if !described {
                    self.list(found, &plain, fact);
                    return self.collection(owner, found, &[], fact, phrase.span);
                }
                return self.collection(owner, found, &plain, fact, phrase.span);
            }
            self.refer(owner, found, role, item, fact);
            let parts = self.parts(item);
            return self.list(found, &parts, fact);
        }
        if let Some((person, role)) = self.role(phrase).filter(|(person, _)| *person != owner) {
            return self.refer(owner, person, Some(role), item, fact);
        }
        let parts = self.parts(item);
        if phrase.generic && !parts.is_empty() || !parts.is_empty() && phrase.name() == own_name {
            return self.list(owner, &parts, fact);
        }
        if !phrase.generic || parts.is_empty() || phrase.words.len() == 1 && words::is_attribute_head(phrase.head()) {
            self.attribute(owner, item);
        }
        if !item.nested.is_empty() {
            self.list(owner, &item.nested.clone(), fact);
        }
    }

    /// The person of the schema whom a role noun in a list of attributes means: `evaluator`, `person in charge`.
    fn role(&self, phrase: &Phrase) -> Option<(usize, String)> {
        let head = match phrase.head() {
            head if words::is_identifier_head(head) && phrase.words.len() > 1 => {
                phrase.words[phrase.words.len() - 2].as_str()
            }
            head => head,
        };
        let name = phrase.attribute_name();
        let role = name
            .strip_suffix(&format!(" {}", phrase.head()))
            .filter(|_| head != phrase.head())
            .unwrap_or(&name)
            .to_owned();
        if phrase.plural || phrase.owner.is_some() || role.len() > 40 {
            return None;
        }
        let fits = |person: &str| {
            words::is_role(head) && (words::is_person(person) || words::is_staff(person))
                || words::is_author(head) && matches!(person, "user" | "member" | "student" | "account")
                || words::is_office(head) && words::is_staff(person)
        };
        let mut found =
            self.model.entities.iter().enumerate().filter(|(_, e)| fits(e.name.rsplit(' ').next().unwrap_or_default()));
        let (index, _) = found.next()?;
        // With several kinds of people it cannot be told which is meant.
        found.next().is_none().then_some((index, role))
    }

    fn attribute(&mut self, owner: usize, item: &Item) {
        let phrase = &item.phrase;
        let entity = &mut self.model.entities[owner];
        let whose_is_owner =
            phrase.owner.as_ref().is_some_and(|o| o.name() == entity.name || self.names.get(&o.name()) == Some(&owner));
        let mut name = if whose_is_owner { phrase.name() } else { phrase.attribute_name() };
        if let Some(rest) = name.strip_prefix(&format!("{} ", entity.name)) {
            let identifies = words::is_identifier_head(rest);
            if !identifies && rest.len() > 1 {
                name = rest.to_owned();
            }
        }
        if name.is_empty()
            || name.len() > 60
            || words::is_context(&name) && !words::is_attribute_head(&name)
            || words::is_pronoun(&name)
        {
            return;
        }
        if entity.attributes.iter().any(|a| a.name == name) {
            return;
        }
        let last = name.rsplit(' ').next().unwrap_or_default().to_owned();
        let stem = name.strip_suffix(&last).unwrap_or_default().trim().to_owned();
        let names_owner = stem.is_empty()
            || entity.name == stem
            || entity.name.ends_with(&format!(" {stem}"))
            || self.names.get(&stem) == Some(&owner);
        let mut attribute = Attribute::named(name, phrase.span);
        attribute.identifier = words::is_identifier_head(&last) && names_owner;
        attribute.yes_no = phrase.yes_no;
        attribute.optional = phrase.quantity == Quantity::AtMostOne
            || item.remark.as_deref().is_some_and(|r| r.contains("optional") || r.contains("if any"));
        attribute.unique = item.remark.as_deref().is_some_and(|r| r.contains("unique"));
        if !describes(item) {
            attribute.values =
                item.examples.iter().map(|e| e.phrase.name()).filter(|v| !v.is_empty() && v.len() < 40).collect();
        }
        attribute.why = "The text lists it.".to_owned();
        entity.attributes.push(attribute);
    }

    fn refer(&mut self, child: usize, parent: usize, role: Option<String>, item: &Item, fact: &Fact) {
        let exists = self
            .model
            .relationships
            .iter()
            .any(|r| r.child == child && r.parent == parent && (r.role == role || role.is_none()));
        if exists {
            return;
        }
        let why = format!(
            "The text lists the {} among what it keeps of each {}.",
            self.model.entities[parent].name, self.model.entities[child].name
        );
        self.model.relationships.push(Relationship {
            child,
            parent,
            role,
            optional: item.phrase.quantity == Quantity::AtMostOne,
            one_to_one: false,
            owned: false,
            spans: vec![item.phrase.span, fact.span],
            why,
            confidence: 0.85,
            source: Source::Text,
        });
    }

    /// The owner has many of another entity.
    fn collection(&mut self, owner: usize, of: usize, attributes: &[Item], fact: &Fact, span: Span) {
        if owner == of {
            return;
        }
        let contains = matches!(fact.verb, "contain" | "include" | "comprise" | "involve" | "consist" | "cover");
        let deed = words::is_deed(self.model.entities[owner].name.rsplit(' ').next().unwrap_or_default());
        let independent =
            !self.described.get(owner).copied().unwrap_or(true) && self.described.get(of).copied().unwrap_or(false);
        let pair = self.pair(owner, of, fact, span);
        if owner < of {
            pair.many_b = true;
        } else {
            pair.many_a = true;
        }
        pair.parent.get_or_insert(owner);
        pair.mutual |= contains && deed || independent || !attributes.is_empty();
        pair.attributes.extend(attributes.iter().cloned());
    }

    fn pair(&mut self, a: usize, b: usize, fact: &Fact, span: Span) -> &mut Pair {
        let pair = self.pairs.entry((a.min(b), a.max(b))).or_default();
        pair.verb = fact.verb;
        pair.spans.push(span);
        pair
    }

    fn relate(&mut self, fact: &Fact) {
        let Some(subject) = fact.subject.as_ref() else { return };
        let within = fact.within.as_ref().and_then(|w| self.entity(w));
        let actor = self.entity(subject).or_else(|| self.referred(subject).map(|(found, ..)| found));
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
            let object = self.referred(&item.phrase).map(|(found, role, _)| (found, role));
            if let Some(within) = within {
                self.deed_of(within, actor, object.map(|(found, _)| found), fact);
                continue;
            }
            if let (Some((object, _)), true) = (&object, item.phrase.generic || !item.nested.is_empty()) {
                let parts = self.parts(item);
                let plain = parts
                    .iter()
                    .any(|part| self.described.get(*object).copied().unwrap_or(false) && is_attribute_like(part));
                if plain {
                    self.list(*object, &parts, fact);
                    if item.phrase.generic {
                        continue;
                    }
                }
            }
            let (Some(actor), Some((object, role))) = (actor, object) else { continue };
            if actor == object {
                continue;
            }
            self.verb(actor, subject, object, role, item, fact);
        }
    }

    /// The entity that a verb names: `book` a booking, `enroll` an enrollment, `comment` a comment.
    fn deed_named(&self, verb: &str) -> Option<usize> {
        const ENDINGS: &[&str] = &["", "e", "ing", "ation", "tion", "ion", "ment", "al", "ance", "ution"];
        let stem = verb.strip_suffix('e').or_else(|| verb.strip_suffix('y')).unwrap_or(verb);
        self.model.entities.iter().position(|entity| {
            let head = entity.name.rsplit(' ').next().unwrap_or_default();
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
        let actor_many = subject.plural && subject.quantity != Quantity::Each || subject.is_many();
        let object_many = item.phrase.is_many() || item.phrase.plural && item.phrase.quantity != Quantity::Each;
        let attributes: Vec<Item> = item.nested.clone();
        // The deed that the verb names holds the relation: `members book rooms`, and there are bookings.
        if let Some(deed) = self.deed_named(fact.verb).filter(|deed| *deed != actor && *deed != object) {
            return self.deed_of(deed, Some(actor), Some(object), fact);
        }
        let telling = words::is_create_verb(fact.verb)
            || words::is_belong_verb(fact.verb)
            || words::is_mutual_verb(fact.verb)
            || words::is_has_verb(fact.verb);
        if !telling && !fact.passive && !item.phrase.is_many() && subject.quantity != Quantity::Each {
            return;
        }
        let belongs = fact.passive
            || words::is_belong_verb(fact.verb) && !words::is_create_verb(fact.verb) && fact.preposition.is_some();
        let makes = words::is_create_verb(fact.verb) && !fact.passive;
        if belongs && (by || !item.phrase.is_many()) {
            let pair = self.pair(actor, object, fact, item.phrase.span);
            pair.parent.get_or_insert(object);
            let flag = if actor < object { &mut pair.many_a } else { &mut pair.many_b };
            *flag = true;
            if let Some(role) = role {
                self.refer(actor, object, Some(role), item, fact);
            }
            return;
        }
        let mutual = words::is_mutual_verb(fact.verb) && actor_many && object_many && !makes;
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

    /// `the number is unique`, `the status is open, paid or closed`.
    fn be(&mut self, fact: &Fact, subject: Option<usize>) {
        let Some(phrase) = &fact.subject else { return };
        if subject.is_some() {
            return;
        }
        let owner = phrase
            .owner
            .as_ref()
            .and_then(|o| self.entity(o))
            .or_else(|| fact.topic.as_ref().and_then(|t| self.entity(t)));
        let name = phrase.name();
        let entity = match owner {
            Some(owner) => self.model.entities.get_mut(owner),
            None => self.model.entities.iter_mut().find(|e| e.attributes.iter().any(|a| a.name == name)),
        };
        let Some(attribute) = entity.and_then(|e| e.attributes.iter_mut().find(|a| a.name == name)) else { return };
        attribute.spans.push(fact.span);
        let values: Vec<String> =
            fact.items.iter().map(|item| item.phrase.name()).filter(|v| !v.is_empty() && v.len() < 30).collect();
        if values.len() >= 2 && attribute.values.is_empty() {
            attribute.values = values;
        }
    }

    /// Turns what was said about pairs into references and associations.
    fn relate_pairs(&mut self) {
        for ((a, b), pair) in std::mem::take(&mut self.pairs) {
            let many_to_many = pair.many_a && pair.many_b || pair.mutual;
            if self.model.related(a, b) || many_to_many && self.through(a, b) {
                continue;
            }
            let parent = pair.parent.unwrap_or(a);
            let child = if parent == a { b } else { a };
            if many_to_many && !self.model.refers(child, parent) {
                self.associate(parent, child, &pair);
                continue;
            }
            let (parent, child) = match (pair.many_a, pair.many_b) {
                (true, false) => (b, a),
                (false, true) => (a, b),
                _ => (parent, child),
            };
            let why = format!(
                "The text says so with \"{}\": one {} has any number of them.",
                pair.verb, self.model.entities[parent].name
            );
            self.model.relationships.push(Relationship {
                child,
                parent,
                role: None,
                optional: false,
                one_to_one: false,
                owned: matches!(
                    pair.verb,
                    "have" | "contain" | "consist" | "comprise" | "include" | "link" | "belong" | "own"
                ),
                spans: pair.spans,
                why,
                confidence: 0.75,
                source: Source::Text,
            });
        }
    }

    /// Whether a third entity refers to both already: a booking between members and rooms.
    fn through(&self, a: usize, b: usize) -> bool {
        (0..self.model.entities.len()).any(|c| c != a && c != b && self.model.refers(c, a) && self.model.refers(c, b))
    }

    fn associate(&mut self, a: usize, b: usize, pair: &Pair) {
        let (first, second) = (self.model.entities[a].name.clone(), self.model.entities[b].name.clone());
        let deed = words::is_deed(first.rsplit(' ').next().unwrap_or_default());
        let name = if deed && first.len() < 30 { format!("{first} item") } else { format!("{first} {second}") };
        let shape = if deed && !pair.attributes.is_empty() { Shape::LineItem } else { Shape::Association };
        let index = self.model.entities.len();
        let why = format!(
            "One {first} can have many {second} and the other way round; such a relation needs a table of its own."
        );
        self.model.entities.push(Entity {
            name: name.clone(),
            attributes: Vec::new(),
            shape,
            unique_parents: true,
            spans: pair.spans.clone(),
            why,
            confidence: 0.75,
            source: Source::Text,
        });
        self.names.entry(name).or_insert(index);
        for (parent, owned) in [(a, true), (b, shape == Shape::Association)] {
            let name = &self.model.entities[parent].name;
            let why = format!("A row joins one {name} with one of the others.");
            self.model.relationships.push(Relationship {
                child: index,
                parent,
                role: None,
                optional: false,
                one_to_one: false,
                owned,
                spans: pair.spans.clone(),
                why,
                confidence: 0.8,
                source: Source::Text,
            });
        }
        for item in &pair.attributes {
            self.attribute(index, item);
        }
    }

    fn finish(mut self) -> Model {
        self.relate_compounds();
        self.collapse_associations();
        self.give_deeds_their_doers();
        self.model
    }

    /// A `land change` is a change of a land: a name that begins with another entity's name refers to it.
    fn relate_compounds(&mut self) {
        for child in 0..self.model.entities.len() {
            let entity = &self.model.entities[child];
            if entity.shape != Shape::Plain {
                continue;
            }
            let parent = self
                .names
                .iter()
                .filter(|(name, parent)| {
                    **parent != child
                        && entity.name.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(' '))
                })
                .max_by_key(|(name, _)| name.len());
            let Some(parent) = parent.map(|(_, parent)| *parent).filter(|parent| !self.model.related(child, *parent))
            else {
                continue;
            };
            let why = format!("A {} is one of a {}, as its name says.", entity.name, self.model.entities[parent].name);
            self.model.relationships.push(Relationship {
                child,
                parent,
                role: None,
                optional: false,
                one_to_one: false,
                owned: true,
                spans: entity.spans.clone(),
                why,
                confidence: 0.65,
                source: Source::Text,
            });
        }
    }

    /// An order, a booking or a review is somebody's, even where the text does not say whose.
    fn give_deeds_their_doers(&mut self) {
        let is_person = |e: &Entity| words::is_person(e.name.rsplit(' ').next().unwrap_or_default());
        let persons: Vec<usize> =
            (0..self.model.entities.len()).filter(|e| is_person(&self.model.entities[*e])).collect();
        let acting = |person: &&usize| {
            matches!(
                self.model.entities[**person].name.as_str(),
                "user" | "customer" | "member" | "client" | "guest" | "patient" | "student" | "passenger" | "account"
            )
        };
        let Some(doer) = persons.iter().find(acting).or(persons.first()).copied() else { return };
        for deed in 0..self.model.entities.len() {
            let entity = &self.model.entities[deed];
            let head = entity.name.rsplit(' ').next().unwrap_or_default();
            let has_person = self.model.parents_of(deed).any(|r| persons.contains(&r.parent));
            let through = self.model.parents_of(deed).any(|r| {
                self.model.entities[r.parent].shape == Shape::Plain
                    && words::is_deed(self.model.entities[r.parent].name.rsplit(' ').next().unwrap_or_default())
            });
            if entity.shape != Shape::Plain
                || !words::is_deed(head)
                || has_person
                || through
                || self.model.refers(doer, deed)
            {
                continue;
            }
            let why = format!(
                "A {} is made by somebody; the text does not say by whom, and the {} is the one who acts.",
                entity.name, self.model.entities[doer].name
            );
            self.model.relationships.push(Relationship {
                child: deed,
                parent: doer,
                role: None,
                optional: false,
                one_to_one: false,
                owned: false,
                spans: entity.spans.clone(),
                why,
                confidence: 0.6,
                source: Source::Knowledge,
            });
        }
    }

    /// An entity without attributes that belongs to one and has many of another is itself the association:
    /// `users have wishlists with products` needs no table of wishlists.
    fn collapse_associations(&mut self) {
        let mut dropped: Vec<usize> = Vec::new();
        for index in 0..self.model.entities.len() {
            let junction = &self.model.entities[index];
            if junction.shape == Shape::Plain {
                continue;
            }
            let parents: Vec<usize> = self.model.parents_of(index).map(|r| r.parent).collect();
            let [first, second] = parents.as_slice() else { continue };
            let bare = |e: usize| {
                let entity = &self.model.entities[e];
                entity.shape == Shape::Plain && entity.attributes.is_empty()
            };
            let Some(empty) = [*first, *second].into_iter().find(|e| bare(*e)) else { continue };
            let owners: Vec<usize> = self.model.parents_of(empty).map(|r| r.parent).collect();
            let others = self.model.relationships.iter().filter(|r| r.parent == empty && r.child != index).count();
            let ([owner], 0) = (owners.as_slice(), others) else { continue };
            let owner = *owner;
            for relationship in &mut self.model.relationships {
                if relationship.child == index && relationship.parent == empty {
                    relationship.parent = owner;
                    relationship.why = format!("Each row says what one {} has.", self.model.entities[owner].name);
                }
            }
            let name = format!("{} item", self.model.entities[empty].name);
            let spans = self.model.entities[empty].spans.clone();
            let entity = &mut self.model.entities[index];
            entity.name = name;
            entity.shape = Shape::Association;
            entity.spans.extend(spans);
            dropped.push(empty);
        }
        self.model.remove(&dropped);
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

fn entity(candidate: &Candidate) -> Entity {
    let why = match (candidate.owned, candidate.counted) {
        (0, 0) => {
            format!("The text speaks of {} as a thing of its own ({} mentions).", candidate.name, candidate.mentions)
        }
        (0, _) => format!("The text speaks of several of them ({} mentions).", candidate.mentions),
        (n, _) => format!("The text says what to keep of it ({n} attributes)."),
    };
    Entity {
        name: candidate.name.clone(),
        attributes: Vec::new(),
        shape: Shape::Plain,
        unique_parents: false,
        spans: candidate.spans.clone(),
        why,
        confidence: (0.45 + candidate.score * 0.08).clamp(0.3, 0.97),
        source: Source::Text,
    }
}

/// For each candidate the one that means the same under another name (`task` of `transport task`), if just one does.
///
/// A short name means the longer one that ends with it, unless several different things do or both are described in
/// full. Of the names for one thing the one with the most attributes stands for it.
fn merged(candidates: &[Candidate]) -> Vec<Option<usize>> {
    let mut by_head: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, candidate) in candidates.iter().enumerate() {
        by_head.entry(candidate.head.as_str()).or_default().push(index);
    }
    let mut root: Vec<usize> = (0..candidates.len()).collect();
    for group in by_head.values_mut() {
        // From long to short, so that the longer names are settled first.
        group.sort_by_key(|&index| std::cmp::Reverse(candidates[index].name.len()));
        for (place, &short) in group.iter().enumerate().take(MOST_ALIKE) {
            let suffix = format!(" {}", candidates[short].name);
            let mut roots: Vec<usize> = group[..place]
                .iter()
                .copied()
                .filter(|&long| candidates[long].name.ends_with(&suffix))
                .map(|long| root[long])
                .collect();
            roots.sort_unstable();
            roots.dedup();
            if let [one] = roots.as_slice()
                && (candidates[short].owned < 2 || candidates[*one].owned < 2)
            {
                let one = *one;
                let keep = if candidates[short].owned > candidates[one].owned { short } else { one };
                for &member in group[..place].iter().filter(|&&member| root[member] == one).collect::<Vec<_>>() {
                    root[member] = keep;
                }
                root[short] = keep;
            }
        }
    }
    root.iter().enumerate().map(|(index, &root)| (root != index).then_some(root)).collect()
}

/// So many names with the same head are compared with each other.
const MOST_ALIKE: usize = 40;
