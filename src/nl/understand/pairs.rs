//! What the whole text says about two entities, and the reference or association that follows from it.

use super::Reading;
use crate::nl::lexicon as words;
use crate::nl::model::{Entity, Relationship, Shape};
use crate::nl::read::{Fact, FactKind, Item};
use crate::nl::stated::is_line;
use crate::schema::{Source, Span};

/// What the text says about two entities, `a` before `b` in the list of entities.
#[derive(Debug, Default, Clone)]
pub(super) struct Pair {
    /// An `a` has many `b`.
    pub(super) many_b: bool,
    /// A `b` has many `a`.
    pub(super) many_a: bool,
    /// The verb relates many to many by its nature.
    pub(super) mutual: bool,
    /// The side that acts and so has what the other side is (`customers place orders`): the parent.
    pub(super) parent: Option<usize>,
    /// Attributes of the association (`products with quantities`).
    pub(super) attributes: Vec<Item>,
    pub(super) verb: &'static str,
    pub(super) spans: Vec<Span>,
}

impl Reading {
    /// Whether the text describes an entity elsewhere than by so many parts as it gives here.
    pub(super) fn stands_alone(&self, of: usize, given: usize) -> bool {
        self.owned.get(of).is_some_and(|owned| *owned > 1 && *owned > given)
    }

    /// The owner has many of another entity; what is kept of each of them with the owner belongs to the association.
    pub(super) fn collection(&mut self, owner: usize, of: usize, shared: &[Item], fact: &Fact, span: Span) {
        if owner == of {
            return;
        }
        let contains = matches!(fact.verb, "contain" | "include" | "comprise" | "involve" | "consist" | "cover");
        let deed = words::is_deed(self.model.entities[owner].head());
        let alone = self.stands_alone(of, 0) || !shared.is_empty();
        let plainly =
            fact.kind == FactKind::Has && fact.subject.as_ref().is_some_and(|s| self.entity(s) == Some(owner));
        let independent = !self.described.get(owner).copied().unwrap_or(true) && alone && !plainly;
        let of_name = self.model.entities[of].name.clone();
        let head = self.model.entities[of].head();
        let taken_part = self.is_work(owner) && self.works(of) || words::is_shared(head) && !deed;
        let pair = self.pair(owner, of, fact, span);
        if owner < of {
            pair.many_b = true;
        } else {
            pair.many_a = true;
        }
        pair.parent.get_or_insert(owner);
        pair.mutual |= contains && deed && !is_line(&of_name) || independent || taken_part || !shared.is_empty();
        pair.attributes.extend(shared.iter().cloned());
    }

    /// Whether people take part in it without being its own: a project has several employees, who have other projects.
    fn is_work(&self, index: usize) -> bool {
        let head = self.model.entities[index].head();
        words::is_undertaking(head)
    }

    fn works(&self, index: usize) -> bool {
        let head = self.model.entities[index].head();
        words::is_person(head) || words::is_staff(head) || words::is_agent(head) && !words::is_deed(head)
    }

    pub(super) fn pair(&mut self, a: usize, b: usize, fact: &Fact, span: Span) -> &mut Pair {
        let pair = self.pairs.entry((a.min(b), a.max(b))).or_default();
        if deed_noun(pair.verb).is_none() {
            pair.verb = fact.verb;
        }
        pair.spans.push(span);
        pair
    }

    /// Turns what was said about pairs into references and associations.
    pub(super) fn relate_pairs(&mut self) {
        for ((a, b), pair) in std::mem::take(&mut self.pairs) {
            let many_to_many = pair.many_a && pair.many_b || pair.mutual;
            // A trainer of the class is no reason against bookings of it.
            let in_a_role = self
                .model
                .relationships
                .iter()
                .filter(|r| r.child == a && r.parent == b || r.child == b && r.parent == a)
                .all(|r| r.role.is_some());
            // Who wrote a comment is no reason against those who like it.
            let in_a_role = in_a_role || many_to_many && is_reaction(pair.verb);
            if self.model.related(a, b) && !in_a_role || many_to_many && self.through(a, b) {
                continue;
            }
            let parent = pair.parent.unwrap_or(a);
            let child = if parent == a { b } else { a };
            if many_to_many && (in_a_role || !self.model.refers(child, parent)) {
                self.associate(parent, child, &pair);
                continue;
            }
            let (parent, child) = match (pair.many_a, pair.many_b) {
                (true, false) => (b, a),
                (false, true) => (a, b),
                _ => (parent, child),
            };
            if self.model.refers(child, parent) {
                continue;
            }
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
                    "" | "have" | "contain" | "consist" | "comprise" | "include" | "link" | "belong" | "own"
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
        let remark = remark_noun(pair.verb);
        let free = |noun: &&str| !self.names.contains_key(*noun) || remark.is_some();
        let done = deed_noun(pair.verb).or(remark).filter(free);
        let name = if let Some(noun) = done {
            // A like is one of something: `post likes`, for there may be likes of comments as well.
            let several = remark.is_some() && self.names.contains_key(noun);
            if is_reaction(pair.verb) || several { format!("{second} {noun}") } else { noun.to_owned() }
        } else if deed && first.len() < 30 {
            format!("{first} item")
        } else {
            format!("{first} {second}")
        };
        let shape = match () {
            () if remark.is_some() => Shape::Plain,
            () if deed && !pair.attributes.is_empty() => Shape::LineItem,
            () => Shape::Association,
        };
        let index = self.model.entities.len();
        let why = format!(
            "One {first} can have many {second} and the other way round; such a relation needs a table of its own."
        );
        self.model.entities.push(Entity::new(name.clone(), shape, pair.spans.clone(), why, 0.75));
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
        // The amount of an ingredient is that of each use, if it is all that is said of the ingredient.
        if let [only] = self.model.entities[b].attributes.as_slice()
            && matches!(only.name.as_str(), "quantity" | "amount")
        {
            let moved = std::mem::take(&mut self.model.entities[b].attributes);
            self.model.entities[index].attributes.extend(moved);
        }
        for item in &pair.attributes {
            self.attribute(index, item);
        }
    }
}

/// The noun for what somebody says of a thing, as often as they like.
pub(super) fn remark_noun(verb: &str) -> Option<&'static str> {
    match verb {
        "comment" => Some("comment"),
        "review" => Some("review"),
        "rate" => Some("rating"),
        _ => None,
    }
}

/// What anybody can do to what somebody has made.
pub(super) fn is_reaction(verb: &str) -> bool {
    matches!(verb, "like" | "favorite" | "favourite" | "bookmark" | "follow")
}

/// The noun for what a verb does to many: students enroll in courses, and each time there is an enrollment.
pub(super) fn deed_noun(verb: &str) -> Option<&'static str> {
    Some(match verb {
        "enroll" => "enrollment",
        "subscribe" => "subscription",
        "participate" => "participation",
        "attend" => "attendance",
        "reserve" => "reservation",
        "book" => "booking",
        "borrow" | "lend" | "loan" => "loan",
        "rent" => "rental",
        "favorite" | "favourite" => "favorite",
        "like" => "like",
        "follow" => "follow",
        "bookmark" => "bookmark",
        "apply" => "application",
        _ => return None,
    })
}
