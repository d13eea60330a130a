//! Attributes and relations of the entities, once these are known.

use super::entities::canonical;
use super::frame::Owner;
use super::item::Item;
use super::noun::{Noun, Number};
use super::scope::Scope;
use super::words::Kind;
use super::{Sentence, Spoken, counts};
use crate::nl::lexicon;
use crate::nl::model::{Attribute, Entity, Model, Relationship, Shape};
use crate::schema::{Source, Span};
use std::collections::{BTreeMap, HashMap};

/// What the sentences say of two entities: weights for `child -> parent`.
#[derive(Debug, Clone, Default)]
struct Tie {
    weight: f32,
    role: Option<String>,
    spans: Vec<Span>,
    many: f32,
}

struct Filler<'a> {
    model: &'a mut Model,
    index: &'a HashMap<String, usize>,
    ties: BTreeMap<(usize, usize), Tie>,
}

/// Fills the model; gives what each sentence is about.
pub(super) fn fill(model: &mut Model, spoken: &Spoken, index: &HashMap<String, usize>) -> Vec<Option<String>> {
    let mut filler = Filler { model, index, ties: BTreeMap::new() };
    let mut topic: Option<usize> = None;
    let mut topics = Vec::with_capacity(spoken.sentences.len());
    for sentence in &spoken.sentences {
        topic = filler.sentence(sentence, topic);
        topics.push(topic.map(|t| filler.model.entities[t].name.clone()));
    }
    filler.ties();
    filler.drop_empty();
    topics
}

impl Filler<'_> {
    /// The entity that a noun names, and the words before its name.
    fn find(&self, noun: &Noun) -> Option<(usize, Option<String>)> {
        self.named(&canonical(noun)).or_else(|| {
            let words = &noun.words;
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
        let introduced = super::entities::introduced(sentence).and_then(|n| self.find(n));
        let leading = super::leading(sentence).and_then(|n| self.find(n));
        let deed = super::entities::deed(sentence, |name| self.index.contains_key(name)).and_then(|n| self.named(&n));
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
            let owner = match &frame.owner {
                Owner::Noun(noun) => match self.find(noun) {
                    Some((found, _)) => Some(found),
                    // A possessor's thing that is no entity: `the account's holder has`.
                    None => noun.owner.as_ref().and_then(|o| self.named(o)).map(|(o, _)| o),
                },
                Owner::Each(noun) => self.find(noun).map(|(found, _)| found).or(last_owner).or(about),
                Owner::Topic => last_owner.or(about),
            };
            let Some(owner) = owner else { continue };
            if matches!(frame.owner, Owner::Noun(_)) {
                last_owner = Some(owner);
            }
            for item in &frame.items {
                self.item(owner, item);
            }
        }
        self.mentions(sentence, subject.or(about));
        subject.or(last_owner).or(topic)
    }

    fn item(&mut self, owner: usize, item: &Item) {
        if let Some(noun) = &item.noun {
            if let Some((found, role)) = self.find(noun) {
                if found != owner {
                    let role = role.filter(|r| !lexicon::is_empty_adjective(r));
                    if noun.is_many() {
                        self.tie(found, owner, 1.2, None, item.span, true);
                    } else {
                        self.tie(owner, found, 1.5, role, item.span, false);
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
                return self.tie(owner, found, 1.5, Some(role), item.span, false);
            }
        }
        if let Some(doer) = &item.doer
            && let Some(found) = self.doer(doer).filter(|found| *found != owner)
        {
            return self.tie(owner, found, 1.2, None, item.span, false);
        }
        self.attribute(owner, item);
    }

    /// The entity that does something by its name: `guides` is done by a guide.
    fn doer(&self, verb: &str) -> Option<usize> {
        let stem = verb.strip_suffix('e').unwrap_or(verb);
        if stem.len() < 3 {
            return None;
        }
        self.model.entities.iter().position(|e| {
            let head = e.name.rsplit(' ').next().unwrap_or_default();
            head == verb
                || head.strip_prefix(stem).is_some_and(|end| matches!(end, "er" | "or" | "ar" | "ant" | "ent" | "ian"))
        })
    }

    fn attribute(&mut self, owner: usize, item: &Item) {
        let entity = &mut self.model.entities[owner];
        let mut name = item.name.clone();
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
        let last = name.rsplit(' ').next().unwrap_or_default().to_owned();
        let mut attribute = Attribute::named(name.clone(), item.span);
        attribute.yes_no = item.flag;
        attribute.identifier =
            lexicon::is_identifier_head(&last) && (name == last || name == format!("{} {last}", entity.name));
        attribute.values = item.values.clone();
        attribute.why = "The text says that it is kept.".to_owned();
        entity.attributes.push(attribute);
    }

    fn tie(&mut self, child: usize, parent: usize, weight: f32, role: Option<String>, span: Span, many: bool) {
        if child == parent {
            return;
        }
        let tie = self.ties.entry((child, parent)).or_default();
        tie.weight += weight;
        if many {
            tie.many += weight;
        }
        if tie.role.is_none() {
            tie.role = role;
        }
        if tie.spans.len() < 4 {
            tie.spans.push(span);
        }
    }

    /// What a sentence says of its subject and the other entities that it names.
    fn mentions(&mut self, sentence: &Sentence, about: Option<usize>) {
        let Some(subject) = about else { return };
        let mut seen = Vec::new();
        for noun in &sentence.nouns {
            let Some((other, _)) = self.find(noun) else { continue };
            if other == subject || seen.contains(&other) {
                continue;
            }
            seen.push(other);
            let preposition = noun
                .range
                .start
                .checked_sub(1)
                .map(|at| &sentence.words[at])
                .filter(|w| w.kind == Kind::Word && lexicon::is_preposition(&w.text))
                .map(|w| w.text.as_str());
            // `its order`, `their account`: the subject belongs to it.
            if !noun.plural
                && sentence.words[noun.range.clone()].iter().any(|w| w.is_any(&["its", "their", "his", "her", "whose"]))
            {
                self.tie(subject, other, 0.8, None, noun.span, false);
                continue;
            }
            let figures = if sentence.scope == Scope::Figures { 0.5 } else { 1.0 };
            match (noun.is_many() || noun.plural && noun.number != Number::Each, preposition) {
                (true, None) => self.tie(other, subject, 0.8 * figures, None, noun.span, true),
                (true, Some("of" | "for" | "with")) => self.tie(other, subject, 0.3 * figures, None, noun.span, true),
                (true, Some(_)) => self.tie(subject, other, 0.35 * figures, None, noun.span, true),
                (
                    false,
                    Some(
                        "under" | "against" | "on" | "at" | "to" | "in" | "per" | "into" | "by" | "onto" | "from"
                        | "for" | "within" | "of",
                    ),
                ) => self.tie(subject, other, 0.8 * figures, None, noun.span, false),
                (false, Some(_)) => self.tie(subject, other, 0.4 * figures, None, noun.span, false),
                (false, None) if noun.number == Number::One => {
                    self.tie(subject, other, 0.8 * figures, None, noun.span, false)
                }
                (false, None) => self.tie(subject, other, 0.5 * figures, None, noun.span, false),
            }
        }
    }

    /// Settles for each pair which side refers to which.
    fn ties(&mut self) {
        let mut ties = std::mem::take(&mut self.ties);
        self.associations(&mut ties);
        let mut done = Vec::new();
        for (&(a, b), tie) in &ties {
            if done.contains(&(b, a)) {
                continue;
            }
            done.push((a, b));
            let back = ties.get(&(b, a)).cloned().unwrap_or_default();
            let (child, parent, tie) = if tie.weight >= back.weight { (a, b, tie.clone()) } else { (b, a, back) };
            if tie.weight < 0.8 {
                continue;
            }
            let why = format!(
                "The text places each {} with a {}.",
                self.model.entities[child].name, self.model.entities[parent].name
            );
            self.model.relationships.push(Relationship {
                child,
                parent,
                role: tie.role.filter(|r| r.len() < 30),
                optional: false,
                one_to_one: false,
                owned: false,
                spans: tie.spans,
                why,
                confidence: (0.4 + 0.15 * tie.weight).min(0.9),
                source: Source::Text,
            });
        }
    }

    /// Pairs of which each side has many of the other get a table of their own, unless one joins them already.
    fn associations(&mut self, ties: &mut BTreeMap<(usize, usize), Tie>) {
        let pairs: Vec<(usize, usize)> = ties
            .iter()
            .filter(|((a, b), tie)| {
                a < b && tie.many >= 0.5 && ties.get(&(*b, *a)).is_some_and(|back| back.many >= 0.5)
            })
            .map(|(pair, _)| *pair)
            .collect();
        for (a, b) in pairs {
            let refers = |child: usize, parent: usize| ties.get(&(child, parent)).is_some_and(|t| t.weight >= 0.8);
            let joined = (0..self.model.entities.len()).any(|c| c != a && c != b && refers(c, a) && refers(c, b));
            let spans = ties.get(&(a, b)).map(|t| t.spans.clone()).unwrap_or_default();
            ties.remove(&(a, b));
            ties.remove(&(b, a));
            if joined {
                continue;
            }
            let index = self.model.entities.len();
            let name = format!("{} {}", self.model.entities[a].name, self.model.entities[b].name);
            self.model.entities.push(association(name, spans.first().copied().unwrap_or_default()));
            for parent in [a, b] {
                ties.insert((index, parent), Tie { weight: 1.0, role: None, spans: spans.clone(), many: 0.0 });
            }
        }
    }

    fn drop_empty(&mut self) {
        let empty: Vec<usize> = (0..self.model.entities.len())
            .filter(|&e| {
                self.model.entities[e].shape == Shape::Plain
                    && self.model.entities[e].attributes.is_empty()
                    && self.model.relationships.iter().filter(|r| r.child == e || r.parent == e).count() < 2
            })
            .collect();
        self.model.remove(&empty);
    }
}

fn same(a: &str, b: &str) -> bool {
    a == b || a.ends_with(&format!(" {b}")) && b.split(' ').count() > 1
}

fn association(name: String, span: Span) -> Entity {
    Entity {
        name,
        attributes: Vec::new(),
        shape: Shape::Association,
        unique_parents: true,
        spans: vec![span],
        why: "The text says that the relation goes both ways; such a relation needs a table of its own.".to_owned(),
        confidence: 0.8,
        source: Source::Text,
    }
}
