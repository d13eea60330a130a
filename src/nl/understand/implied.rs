//! Relations that no sentence states: those of compound names, of deeds to their doers, and entities that are only
//! associations.

use super::Reading;
use crate::nl::lexicon as words;
use crate::nl::model::{Attribute, Entity, Relationship, Shape};
use crate::schema::Source;

impl Reading {
    /// A `land change` is a change of a land: a name that begins with another entity's name refers to it.
    pub(super) fn relate_compounds(&mut self) {
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
            // A distribution department is no part of a distribution.
            let serves = |parent: usize| words::is_event(self.head(parent)) && !words::is_event(self.head(child));
            let Some(parent) = parent
                .map(|(_, parent)| *parent)
                .filter(|parent| !self.model.related(child, *parent) && !serves(*parent))
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

    /// Of a `position change` that only its name relates, to the position, nothing would be kept: where the text
    /// describes other things, it is no table.
    pub(super) fn drop_empty_compounds(&mut self) {
        let described = self.owned.iter().filter(|owned| **owned > 1).count();
        let empty = |e: usize| {
            let entity = &self.model.entities[e];
            let mut parents = self.model.parents_of(e);
            let parent = parents.next();
            let named = parent.is_none_or(|r| entity.name.starts_with(&self.model.entities[r.parent].name));
            entity.shape == Shape::Plain
                && entity.attributes.is_empty()
                && entity.name.contains(' ')
                && named
                && parents.next().is_none()
                && self.model.relationships.iter().all(|r| r.parent != e)
        };
        if described >= 3 {
            let dropped: Vec<usize> = (0..self.model.entities.len()).filter(|e| empty(*e)).collect();
            self.model.remove(&dropped);
        }
    }

    /// What the text names once, says nothing of and relates to hardly anything is no table beside those it describes.
    pub(super) fn drop_what_is_said_in_passing(&mut self) {
        if self.owned.iter().filter(|owned| **owned > 1).count() < 2 {
            return;
        }
        let empty = |e: usize| {
            let entity = &self.model.entities[e];
            entity.shape == Shape::Plain
                && self.passing.contains(&entity.name)
                && entity.attributes.is_empty()
                && self.model.parents_of(e).count() < 2
                && self.model.relationships.iter().all(|r| r.parent != e)
        };
        let dropped: Vec<usize> = (0..self.model.entities.len()).filter(|e| empty(*e)).collect();
        self.model.remove(&dropped);
    }

    /// What stands in an order or a cart stands there in some number.
    pub(super) fn count_what_is_in_carts(&mut self) {
        for entity in self.model.entities.iter_mut().filter(|e| e.shape != Shape::Plain && e.attributes.is_empty()) {
            let place = entity.name.strip_suffix(" item").and_then(|place| place.rsplit(' ').next());
            if matches!(place, Some("order" | "cart" | "basket")) {
                let mut quantity = Attribute::named("quantity", entity.spans.first().copied().unwrap_or_default());
                quantity.why = "One can have several of the same.".to_owned();
                quantity.source = Source::Knowledge;
                entity.attributes.push(quantity);
            }
        }
    }

    /// The number that a list begins with tells one from the other, whatever it is called: the `employee id` of a teacher.
    pub(super) fn identify_by_the_first(&mut self) {
        for entity in self.model.entities.iter_mut().filter(|e| e.shape == Shape::Plain) {
            if entity.attributes.iter().any(|a| a.identifier) {
                continue;
            }
            let Some(first) = entity.attributes.first_mut() else { continue };
            let (stem, last) = first.name.rsplit_once(' ').unwrap_or(("", &first.name));
            let numbers = matches!(last, "id" | "number" | "code" | "no");
            let other = stem.split(' ').any(|word| {
                matches!(
                    word,
                    "phone"
                        | "telephone"
                        | "mobile"
                        | "fax"
                        | "contact"
                        | "postal"
                        | "zip"
                        | "area"
                        | "account"
                        | "serial"
                        | "batch"
                        | "version"
                        | "exit"
                        | "identification"
                        | "parent"
                )
            });
            if numbers && !other && stem.split(' ').count() <= 2 {
                first.identifier = true;
            }
        }
    }

    /// A maintenance record in a text that describes one kind of thing is about that.
    pub(super) fn give_events_their_thing(&mut self) {
        let things: Vec<usize> = (0..self.model.entities.len())
            .filter(|&e| {
                let entity = &self.model.entities[e];
                let head = entity.head();
                entity.shape == Shape::Plain
                    && entity.attributes.len() > 1
                    && !words::is_event(head)
                    && !words::is_person(head)
                    && !words::is_staff(head)
                    && !words::is_agent(head)
                    && !words::is_organisation(head)
                    && !matches!(head, "department" | "supplier" | "team")
            })
            .collect();
        let [thing] = things.as_slice() else { return };
        for event in 0..self.model.entities.len() {
            let entity = &self.model.entities[event];
            let described = entity.attributes.len() > 1;
            let alone = self.model.relationships.iter().all(|r| r.parent != event && r.child != event);
            if !words::is_event(entity.head()) || !described || !alone || entity.shape != Shape::Plain {
                continue;
            }
            let why = format!(
                "A {} happens to something, and the {} is what the text describes.",
                entity.name, self.model.entities[*thing].name
            );
            self.model.relationships.push(Relationship {
                child: event,
                parent: *thing,
                role: None,
                optional: false,
                one_to_one: false,
                owned: false,
                spans: entity.spans.clone(),
                why,
                confidence: 0.6,
                source: Source::Text,
            });
        }
    }

    /// An order that has a product and a quantity has several lines of them.
    pub(super) fn give_orders_their_lines(&mut self) {
        for order in 0..self.model.entities.len() {
            let entity = &self.model.entities[order];
            let head = entity.head();
            let name = entity.name.clone();
            let lined = self.model.entities.iter().any(|e| e.shape != Shape::Plain && e.name.starts_with(&name));
            if entity.shape != Shape::Plain || head != "order" || lined {
                continue;
            }
            let quantity = entity.attributes.iter().position(|a| a.name.rsplit(' ').next() == Some("quantity"));
            let numbered = entity.attributes.iter().any(|a| a.identifier);
            // `the product quantity` of an order, where there are products.
            let counted =
                quantity.and_then(|at| self.names.get(entity.attributes[at].name.strip_suffix(" quantity")?).copied());
            if let Some(thing) = counted.filter(|thing| *thing != order && !self.model.refers(order, *thing)) {
                let spans = entity.spans.clone();
                self.model.relationships.push(Relationship {
                    child: order,
                    parent: thing,
                    role: None,
                    optional: false,
                    one_to_one: false,
                    owned: false,
                    spans,
                    why: format!("The text counts them in each {name}."),
                    confidence: 0.7,
                    source: Source::Text,
                });
            }
            let thing = self.model.relationships.iter().position(|r| {
                let head = self.model.entities[r.parent].head();
                r.child == order
                    && r.parent != order
                    && !words::is_person(head)
                    && !words::is_staff(head)
                    && head != "supplier"
                    && !words::is_deed(head)
            });
            let listed = thing.is_some_and(|at| self.model.relationships[at].source == Source::Text);
            let (Some(quantity), Some(thing), true) = (quantity, thing, numbered || counted.is_some() || listed) else {
                continue;
            };
            let attribute = self.model.entities[order].attributes.remove(quantity);
            let line = self.model.entities.len();
            let why = format!(
                "A {name} has a product and a quantity, and one can be for several products: each stands on a line of its own."
            );
            self.model.entities.push(Entity {
                name: format!("{name} item"),
                spans: attribute.spans.clone(),
                attributes: vec![attribute],
                shape: Shape::LineItem,
                unique_parents: true,
                why: why.clone(),
                confidence: 0.7,
                source: Source::Text,
            });
            let spans = self.model.relationships[thing].spans.clone();
            self.model.relationships[thing].child = line;
            self.model.relationships.push(Relationship {
                child: line,
                parent: order,
                role: None,
                optional: false,
                one_to_one: false,
                owned: true,
                spans,
                why,
                confidence: 0.7,
                source: Source::Text,
            });
        }
    }

    /// An order, a booking or a review is somebody's, even where the text does not say whose.
    pub(super) fn give_deeds_their_doers(&mut self) {
        let is_person = |e: &Entity| words::is_person(e.head());
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
            let head = entity.head();
            let has_person = self.model.parents_of(deed).any(|r| persons.contains(&r.parent));
            let through = self.model.parents_of(deed).any(|r| {
                self.model.entities[r.parent].shape == Shape::Plain
                    && words::is_deed(self.model.entities[r.parent].head())
            });
            if entity.shape != Shape::Plain
                || !words::is_deed(head)
                || matches!(head, "record" | "log" | "notification" | "session")
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
    pub(super) fn collapse_associations(&mut self) {
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
            // Somebody's wishlist is no more than its products; a student or the order behind a bill is.
            let is_person = |e: usize| {
                let head = self.model.entities[e].head();
                words::is_person(head) || words::is_staff(head)
            };
            let collects = matches!(
                self.head(empty),
                "wishlist"
                    | "cart"
                    | "basket"
                    | "list"
                    | "favorite"
                    | "favourite"
                    | "collection"
                    | "bookshelf"
                    | "shelf"
                    | "library"
                    | "bookmark"
                    | "playlist"
            );
            if is_person(empty) || !is_person(owner) || !collects {
                continue;
            }
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
