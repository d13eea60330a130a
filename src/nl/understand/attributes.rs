//! What becomes of one item of an owner's list: an attribute, a reference or a collection.

use super::Reading;
use crate::nl::candidates::{describes, is_attribute_like, is_operation};
use crate::nl::lexicon as words;
use crate::nl::model::{Attribute, Relationship};
use crate::nl::phrase::{Phrase, Quantity};
use crate::nl::read::{Fact, Item};
use crate::schema::Source;

impl Reading {
    /// Gives an owner one item of its list: an attribute, a reference or a collection.
    pub(super) fn attach(&mut self, owner: usize, item: &Item, fact: &Fact) {
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
                // `students, including basic information of students (number, name)`
                let parts = self.parts(item);
                return self.list(owner, &parts, fact);
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
            // `the products sold` in a sale: each row is for one of them.
            let owner_head = own_name.rsplit(' ').next().unwrap_or_default();
            let happens = words::is_event(owner_head)
                && fact.items.len() > 1
                && !matches!(
                    owner_head,
                    "order" | "cart" | "wishlist" | "invoice" | "booking" | "delivery" | "shipment"
                )
                && !phrase.is_many();
            if many && !by_key && !happens {
                let parts = self.parts(item);
                let given = parts.len();
                // `wishlists with products` have products; `addresses with street and city` have these; but products
                // that the text describes elsewhere have no quantity of their own: the association has it.
                let (things, plain): (Vec<Item>, Vec<Item>) =
                    parts.into_iter().partition(|part| self.referred(&part.phrase).is_some());
                self.list(found, &things, fact);
                // `orders contain menu items with quantity`: so many of each in each order.
                let counted =
                    plain.iter().any(|part| matches!(part.phrase.head(), "quantity" | "amount" | "number" | "dosage"))
                        && words::is_deed(owner_head)
                        && !crate::nl::stated::is_line_of_deed(&self.model.entities[found].name)
                        && matches!(fact.verb, "contain" | "include" | "comprise" | "consist" | "have");
                let alone = self.stands_alone(found, given) || counted;
                if !alone {
                    self.list(found, &plain, fact);
                }
                let shared = if alone { plain.as_slice() } else { &[] };
                return self.collection(owner, found, shared, fact, phrase.span);
            }
            self.refer(owner, found, role, item, fact);
            let parts = self.parts(item);
            return self.list(found, &parts, fact);
        }
        // The author of a book is a name; the author of a post is somebody who uses the system.
        let posted = matches!(
            own_name.rsplit(' ').next(),
            Some(
                "post"
                    | "article"
                    | "comment"
                    | "blog"
                    | "message"
                    | "news"
                    | "question"
                    | "answer"
                    | "review"
                    | "photo"
                    | "video"
                    | "notification"
                    | "announcement"
                    | "playlist"
                    | "topic"
                    | "thread"
                    | "image"
                    | "document"
                    | "file"
                    | "note"
                    | "recipe"
                    | "post-comment"
            )
        );
        let person =
            self.role(phrase).filter(|(person, _)| *person != owner && (posted || !words::is_author(phrase.head())));
        if let Some((person, role)) = person {
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
        let several = phrase.plural && !words::is_agent(head) && !words::is_role(head);
        if several || phrase.owner.is_some() || role.len() > 40 {
            return None;
        }
        let outside =
            matches!(head, "consignor" | "consignee" | "supplier" | "customer" | "client" | "contact" | "recipient");
        let agent = words::is_role(head) || words::is_agent(head);
        let named = words::is_person(head) && phrase.words.len() > 1;
        if outside || !(agent || words::is_author(head) || words::is_office(head) || named) {
            return None;
        }
        let persons: Vec<usize> = (0..self.model.entities.len()).filter(|e| self.is_person(*e)).collect();
        let publishing = words::is_author(head)
            || matches!(
                head,
                "commenter"
                    | "poster"
                    | "sender"
                    | "receiver"
                    | "liker"
                    | "follower"
                    | "borrower"
                    | "buyer"
                    | "renter"
                    | "voter"
                    | "bidder"
                    | "reviewer"
                    | "participant"
                    | "submitter"
                    | "uploader"
                    | "applicant"
            );
        let of = |list: &[usize], is: &dyn Fn(&str) -> bool| -> Option<usize> {
            let mut found = list.iter().filter(|e| is(self.model.entities[**e].head()));
            found.next().copied().filter(|_| found.next().is_none())
        };
        // Of several kinds of people the most general one is meant.
        let general = |names: &[&str]| {
            names.iter().find_map(|name| persons.iter().copied().find(|e| self.model.entities[*e].name == *name))
        };
        let staff = |head: &str| words::is_staff(head) || words::is_agent(head);
        let member = |head: &str| matches!(head, "user" | "member" | "student" | "account" | "customer" | "reader");
        let single = match persons.as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        let found = match publishing {
            true => single.or_else(|| of(&persons, &member)).or_else(|| general(&["user", "member", "customer"])),
            false => {
                let only_outsider = single.filter(|e| {
                    matches!(
                        self.model.entities[*e].name.as_str(),
                        "customer"
                            | "client"
                            | "patient"
                            | "supplier"
                            | "guest"
                            | "passenger"
                            | "member"
                            | "student"
                            | "visitor"
                            | "tenant"
                            | "resident"
                            | "child"
                    )
                });
                if only_outsider.is_some() {
                    return None;
                }
                single
                    .or_else(|| of(&persons, &staff))
                    .or_else(|| general(&["employee", "staff", "personnel", "worker", "user"]))
            }
        };
        found.map(|index| (index, role))
    }

    /// Whether an entity is a kind of people, by its name or by what is kept of it.
    fn is_person(&self, index: usize) -> bool {
        let entity = &self.model.entities[index];
        let head = entity.head();
        let personal = |a: &Attribute| {
            matches!(a.name.as_str(), "gender" | "sex" | "birth date" | "date of birth" | "password" | "hire date")
        };
        words::is_person(head)
            || words::is_staff(head)
            || words::is_agent(head) && !words::is_deed(head)
            || entity.attributes.iter().any(personal)
    }

    pub(super) fn attribute(&mut self, owner: usize, item: &Item) {
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
            || is_operation(&name)
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
            || entity.name.starts_with(&format!("{stem} ")) && !self.names.contains_key(&stem)
            || entity.name.contains(&format!(" {stem} ")) && !self.names.contains_key(&stem)
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

    pub(super) fn refer(&mut self, child: usize, parent: usize, role: Option<String>, item: &Item, fact: &Fact) {
        let exists =
            self.model.relationships.iter().any(|r| {
                r.child == child && r.parent == parent && (r.role == role || role.is_none() && !made_by(fact))
            });
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
}

/// Whether a fact says who makes a thing: then they are its own, whatever role others of their kind have in it.
fn made_by(fact: &Fact) -> bool {
    matches!(fact.verb, "request" | "submit" | "file") && !fact.passive
}
