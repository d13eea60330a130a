//! Attributes and relations of the entities, once these are known.

use super::frame::Owner;
use super::item::Item;
use super::items::{self, Place};
use super::linear::{ITEMS, Signs};
use super::naming::canonical;
use super::noun::Noun;
use super::scope::Scope;
use super::ties::Ties;
use super::{Sentence, Spoken, counts};
use crate::nl::lexicon;
use crate::nl::model::{Attribute, Model, Shape};
use std::collections::HashMap;

struct Filler<'a> {
    model: &'a mut Model,
    spoken: &'a Spoken,
    index: &'a HashMap<String, usize>,
    ties: Ties,
    items: Vec<(usize, String, Signs)>,
}

/// What was found while the attributes were filled in.
pub(super) struct Filled {
    pub(super) ties: Ties,
    /// What each sentence is about.
    pub(super) topics: Vec<Option<String>>,
    /// What could be an attribute, with its owner and its signs.
    pub(super) items: Vec<(usize, String, Signs)>,
}

/// Fills in the attributes of a model's entities.
pub(super) fn fill(model: &mut Model, spoken: &Spoken, index: &HashMap<String, usize>) -> Filled {
    let mut filler = Filler { model, spoken, index, ties: Ties::default(), items: Vec::new() };
    let mut topic: Option<usize> = None;
    let mut topics = Vec::with_capacity(spoken.sentences.len());
    for sentence in &spoken.sentences {
        topic = filler.sentence(sentence, topic);
        topics.push(topic.map(|t| filler.model.entities[t].name.clone()));
    }
    Filled { ties: filler.ties, topics, items: filler.items }
}

/// Removes entities of which nothing is said but their names.
pub(super) fn drop_empty(model: &mut Model) {
    let empty: Vec<usize> = (0..model.entities.len())
        .filter(|&e| {
            model.entities[e].shape == Shape::Plain
                && model.entities[e].attributes.is_empty()
                && model.relationships.iter().filter(|r| r.child == e || r.parent == e).count() < 1
        })
        .collect();
    model.remove(&empty);
}

impl Filler<'_> {
    /// The entity that a noun names, and the words before its name.
    fn find(&self, noun: &Noun) -> Option<(usize, Option<String>)> {
        self.named(&canonical(noun)).or_else(|| {
            let words = &noun.words;
            // The code of a site is not what the code of a defect is.
            if lexicon::is_attribute_head(noun.head()) {
                return None;
            }
            (1..words.len()).find_map(|skip| {
                let (found, _) = self.named(&words[skip..].join(" "))?;
                Some((found, Some(words[..skip].join(" "))))
            })
        })
    }

    fn named(&self, name: &str) -> Option<(usize, Option<String>)> {
        self.index.get(name).map(|found| (*found, None))
    }

    fn sentence(&mut self, sentence: &Sentence, before: Option<usize>) -> Option<usize> {
        let mut topic = before;
        let mut subject = None;
        let introduced = super::topic::introduced(sentence).and_then(|n| self.find(n));
        let leading = super::topic::leading(sentence).and_then(|n| self.find(n));
        let deed = super::topic::deed(sentence, |name| self.index.contains_key(name)).and_then(|n| self.named(&n));
        if let Some((found, _)) = introduced.or(leading).or(deed) {
            subject = Some(found);
            topic = subject;
        } else if sentence.opens {
            // The first thing that a paragraph names is what it is about.
            let first = sentence.nouns.iter().find_map(|n| self.find(n)).map(|(found, _)| found);
            topic = first.or(topic);
        }
        if sentence.scope == Scope::Excluded {
            return topic;
        }
        let about = topic;
        let mut last_owner = None;
        for frame in sentence.frames.iter().filter(|f| counts(sentence, f)) {
            let entity = |owner: &Owner| match owner {
                Owner::Noun(noun) => match self.find(noun) {
                    Some((found, _)) => Some(found),
                    // A possessor's thing that is no entity: `the account's holder has`.
                    None => noun.owner.as_ref().and_then(|o| self.named(o)).map(|(o, _)| o),
                },
                Owner::Each(noun) => self.find(noun).map(|(found, _)| found).or(last_owner).or(about),
                Owner::Topic => last_owner.or(about),
            };
            let mut ranked = std::iter::once(&frame.owner).chain(&frame.others);
            let Some((owner, noun)) = ranked.find_map(|owner| Some((entity(owner)?, matches!(owner, Owner::Noun(_)))))
            else {
                continue;
            };
            if noun {
                last_owner = Some(owner);
            }
            for place in 0..frame.items.len() {
                self.item(owner, &Place { sentence, frame, place });
            }
        }
        self.mentions(sentence, subject.or(about), subject.is_none());
        subject.or(last_owner).or(topic)
    }

    fn item(&mut self, owner: usize, place: &Place) {
        let item = &place.frame.items[place.place];
        if let Some(noun) = &item.noun {
            if let Some((found, role)) = self.find(noun) {
                if found != owner {
                    let role = role.filter(|r| !lexicon::is_empty_adjective(r));
                    if noun.is_many() {
                        self.ties.add(found, owner, "item_many", None, item.span);
                    } else {
                        self.ties.add(owner, found, "item_one", role, item.span);
                    }
                    return;
                }
                if role.is_none() {
                    return;
                }
            }
            // `from-bed`, `to-account`
            if let Some((role, name)) = noun.head().split_once('-')
                && let Some((found, _)) = self.named(name)
                && found != owner
            {
                let role = role.to_owned();
                return self.ties.add(owner, found, "item_one", Some(role), item.span);
            }
        }
        if let Some(doer) = &item.doer
            && let Some(found) = self.doer(doer).filter(|found| *found != owner)
        {
            return self.ties.add(owner, found, "doer", None, item.span);
        }
        self.attribute(owner, item, place);
    }

    /// The entity that does something by its name: `guides` is done by a guide.
    fn doer(&self, verb: &str) -> Option<usize> {
        let stem = verb.strip_suffix('e').unwrap_or(verb);
        if stem.len() < 3 {
            return None;
        }
        self.model.entities.iter().position(|e| {
            let head = e.head();
            head == verb
                || head.strip_prefix(stem).is_some_and(|end| matches!(end, "er" | "or" | "ar" | "ant" | "ent" | "ian"))
        })
    }

    fn attribute(&mut self, owner: usize, item: &Item, place: &Place) {
        let signs = items::signs(&self.model.entities[owner], self.spoken, place);
        let entity = &mut self.model.entities[owner];
        let mut name = super::wording::column(&item.name);
        if let Some(rest) = name.strip_prefix(&format!("{} ", entity.name)).or_else(|| {
            let head = entity.name.rsplit(' ').next()?;
            name.strip_prefix(&format!("{head} "))
        }) {
            let rest = rest.to_owned();
            if !lexicon::is_identifier_head(&rest) && rest.len() > 1 {
                name = rest;
            }
        }
        if name.is_empty() || name == entity.name || entity.attributes.iter().any(|a| same(&a.name, &name)) {
            return;
        }
        let kept = ITEMS.score(&signs) >= 0.0;
        self.items.push((owner, name.clone(), signs));
        if !kept {
            return;
        }
        let last = name.rsplit(' ').next().unwrap_or_default().to_owned();
        let mut attribute = Attribute::named(name.clone(), item.span);
        attribute.yes_no = item.flag;
        // Who speaks of a code means what people read; what refers to a row is a number of its own.
        attribute.unique =
            lexicon::is_identifier_head(&last) && (name == last || name == format!("{} {last}", entity.name));
        attribute.values = item.values.clone();
        attribute.why = "The text says that it is kept.".to_owned();
        entity.attributes.push(attribute);
    }

    /// What a sentence says of its subject and the other entities that it names.
    fn mentions(&mut self, sentence: &Sentence, about: Option<usize>, carried: bool) {
        let named: Vec<(usize, &Noun)> =
            sentence.nouns.iter().filter_map(|noun| Some((self.find(noun)?.0, noun))).collect();
        if let Some(subject) = about {
            let mut seen = Vec::new();
            for (other, noun) in &named {
                if *other == subject || seen.contains(other) {
                    continue;
                }
                seen.push(*other);
                self.ties.mention(sentence, (subject, *other), noun, carried);
            }
        }
        for (at, pair) in named.windows(2).enumerate() {
            let [(first, left), (second, right)] = pair else { continue };
            // `a harvest ties a tree to a picker`: the tree is no subject.
            let before = at.checked_sub(1).and_then(|at| named.get(at));
            let object = before.is_some_and(|(_, noun)| {
                !sentence.words[noun.range.end..left.range.start].iter().any(super::words::Word::breaks)
            });
            if first != second {
                self.ties.neighbours(sentence, (*first, left), (*second, right), object);
            }
        }
    }
}

fn same(a: &str, b: &str) -> bool {
    a == b || a.ends_with(&format!(" {b}")) && b.split(' ').count() > 1
}
