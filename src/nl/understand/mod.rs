//! From facts to the conceptual model: which entity an attribute belongs to, and how entities relate.
//!
//! The entities are settled first; then each fact adds attributes (`lists`, `attributes`) or says something about a pair
//! of entities (`verbs`, `pairs`); at the end comes what the names imply (`implied`).

mod alike;
mod attributes;
mod implied;
mod lists;
mod pairs;
mod placed;
mod scenes;
mod verbs;

use super::candidates::{self, Candidate, owner_of_list};
use super::knowledge::Domain;
use super::lexicon as words;
use super::model::{Entity, Model, Shape};
use super::phrase::{Phrase, Quantity};
use super::read::{Fact, FactKind, Item};
use alike::merged;
use pairs::Pair;
use std::collections::{BTreeMap, HashMap, HashSet};

/// More entities than this are not read out of a text: nobody could look through the result.
pub const MOST_ENTITIES: usize = 500;

/// What is asked of a thing without attributes beyond the threshold, where the text describes others.
const UNDESCRIBED: f32 = 0.7;

/// The model of a text's facts. In a field of business that is known its usual things need less to speak for them.
pub fn understand(facts: &[Fact], domain: Option<&Domain>) -> Model {
    let mut reading = Reading::new(candidates::candidates(facts, domain), candidates::threshold(facts));
    for fact in facts.iter().filter(|fact| !fact.negative) {
        reading.fact(fact);
    }
    reading.relate_pairs();
    reading.finish()
}

struct Reading {
    model: Model,
    /// Every name of each entity.
    names: HashMap<String, usize>,
    pairs: BTreeMap<(usize, usize), Pair>,
    /// Whether the text says what to keep of an entity, by entity.
    described: Vec<bool>,
    /// How many attributes the text gives it, by entity.
    owned: Vec<usize>,
    /// Names of what the text speaks of once and says nothing of.
    passing: HashSet<String>,
}

impl Reading {
    fn new(candidates: Vec<Candidate>, threshold: f32) -> Self {
        let mut model = Model::default();
        let mut names = HashMap::new();
        let mut described = Vec::new();
        let mut owned = Vec::new();
        let mut passing = HashSet::new();
        let longer = merged(&candidates);
        // Other names of the same thing speak for it too.
        let mut shared = vec![0.0f32; candidates.len()];
        for (index, root) in longer.iter().enumerate() {
            if let Some(root) = root {
                shared[*root] += candidates[index].score.max(0.0);
            }
        }
        let staffed = candidates.iter().any(|c| c.owned > 1 && c.score >= threshold && words::is_staff(&c.head));
        let described_things = candidates.iter().filter(|c| c.owned > 1 && c.score >= threshold).count();
        for (index, candidate) in candidates.iter().enumerate() {
            // Where the text describes employees, a manager is one of them.
            if staffed && words::is_office(&candidate.head) && candidate.owned < 2 {
                continue;
            }
            let score = candidate.score + shared[index].min(candidate.score.max(0.0) + 1.0);
            let more =
                if described_things >= 3 && candidate.owned == 0 && candidate.changed == 0 { UNDESCRIBED } else { 0.0 };
            if longer[index].is_some() || score < threshold + more || model.entities.len() >= MOST_ENTITIES {
                continue;
            }
            if candidate.mentions <= 1 && candidate.owned == 0 && !candidate.several && !candidate.usual {
                passing.insert(candidate.name.clone());
            }
            names.insert(candidate.name.clone(), model.entities.len());
            model.entities.push(entity(candidate));
            described.push(candidate.owned > 1);
            owned.push(candidate.owned as usize);
        }
        for (index, candidate) in candidates.iter().enumerate() {
            if let Some(target) = longer[index].and_then(|longer| names.get(&candidates[longer].name).copied()) {
                names.insert(candidate.name.clone(), target);
                model.entities[target].spans.extend(candidate.spans.iter().copied());
            }
        }
        let mut reading = Self { model, names, pairs: BTreeMap::new(), described, owned, passing };
        reading.drop_generic_things();
        reading
    }

    /// `the products sold` where clothing is what the text describes: no table of its own.
    fn drop_generic_things(&mut self) {
        for name in ["product", "item", "goods"] {
            let Some(index) = self.named(name).filter(|index| self.owned[*index] == 0) else { continue };
            let phrase = Phrase { words: vec![name.to_owned()], ..Phrase::default() };
            let Some(main) = self.main_thing(&phrase).filter(|main| *main != index) else { continue };
            let spans = self.model.entities[index].spans.clone();
            self.model.entities[main].spans.extend(spans);
            self.model.remove(&[index]);
            self.owned.remove(index);
            self.described.remove(index);
            self.names.retain(|_, entity| *entity != index);
            for entity in self.names.values_mut().filter(|entity| **entity > index) {
                *entity -= 1;
            }
        }
    }

    fn named(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// The entity that a phrase names outright.
    fn entity(&self, phrase: &Phrase) -> Option<usize> {
        self.named(&phrase.name())
    }

    /// The delivery personnel of a `delivery person id`, the menu items of a `menu number`.
    fn called_differently(&self, stem: &str) -> Option<usize> {
        let personnel = stem.strip_suffix("person").map(|rest| format!("{rest}personnel"));
        personnel.and_then(|name| self.named(&name)).or_else(|| self.named(&format!("{stem} item")))
    }

    /// The one entity whose name ends with these words: a `project number` is that of a `consulting project`.
    fn ending_with(&self, name: &str) -> Option<usize> {
        if words::is_attribute_head(name) || words::is_context(name) {
            return None;
        }
        let suffix = format!(" {name}");
        let mut found = self.model.entities.iter().enumerate().filter(|(_, entity)| entity.name.ends_with(&suffix));
        let (index, _) = found.next()?;
        found.next().is_none().then_some(index)
    }

    /// The same for words that can name a column (`variety number`): only a table with a list of its own is meant.
    fn described_as(&self, name: &str) -> Option<usize> {
        let suffix = format!(" {name}");
        let described = |index: usize| self.owned.get(index).is_some_and(|owned| *owned > 2);
        let ends = |entity: &Entity| entity.name.ends_with(&suffix);
        let mut found = self.model.entities.iter().enumerate().filter(|(_, entity)| ends(entity));
        let (index, _) = found.next()?;
        (found.next().is_none() && described(index)).then_some(index)
    }

    /// What `the product` means in a text that describes products by another name: the one thing it describes that is
    /// no person, place, part of the organisation or event.
    fn main_thing(&self, phrase: &Phrase) -> Option<usize> {
        let done = |word: &String| matches!(super::inflection::verb(word), Some((_, super::inflection::Form::Past)));
        let plain = phrase.words.iter().rev().skip(1).all(done);
        if !plain || !matches!(phrase.head(), "product" | "item" | "goods" | "commodity" | "merchandise") {
            return None;
        }
        let things = self.model.entities.iter().enumerate().filter(|(index, entity)| {
            let head = entity.head();
            self.owned.get(*index).is_some_and(|owned| *owned > 1)
                && !words::is_person(head)
                && !words::is_staff(head)
                && !words::is_agent(head)
                && !words::is_event(head)
                && !words::is_organisation(head)
                && !super::stated::is_line(&entity.name)
                && !matches!(
                    head,
                    "department"
                        | "supplier"
                        | "team"
                        | "warehouse"
                        | "customer"
                        | "market"
                        | "inventory"
                        | "category"
                        | "sales"
                        | "stock"
                )
        });
        let found: Vec<usize> = things.map(|(index, _)| index).collect();
        match found.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
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
            let stem = words_of.join(" ");
            if let Some(found) = self.named(&stem).or_else(|| self.called_differently(&stem)) {
                return Some((found, None, true));
            }
            if let Some(found) =
                self.ending_with(&words_of.join(" ")).or_else(|| self.described_as(&words_of.join(" ")))
            {
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
        self.main_thing(phrase).map(|found| (found, None, by_key))
    }

    fn fact(&mut self, fact: &Fact) {
        // What is said of a relationship between two things is understood with the statements about pairs.
        let between = fact.items.first().is_some_and(|item| {
            matches!(item.phrase.head(), "relationship" | "association" | "relation" | "mapping")
                && item.phrase.tail.as_ref().is_some_and(|(word, _)| word == "between")
        });
        if between && fact.kind == FactKind::Store {
            return;
        }
        self.assigned(fact);
        self.measured(fact);
        let subject = fact.subject.as_ref().and_then(|s| self.entity(s));
        match fact.kind {
            FactKind::Has => match subject {
                Some(owner) => {
                    self.list(owner, &fact.items, fact);
                    self.happens_to(owner, fact);
                }
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
                    let recording =
                        words::is_recording(fact.verb) || !words::is_create_verb(fact.verb) && fact.verb != "add";
                    !words::is_person(s.head())
                        && recording
                        && (s.quantity == Quantity::Each || s.plural && words::is_recording(fact.verb))
                };
                let own = subject.filter(|_| fact.subject.as_ref().is_some_and(keeps));
                let attributes = words::is_recording(fact.verb)
                    && fact.items.iter().any(|item| words::is_attribute_head(item.phrase.head()));
                if subject.is_some() && own.is_none() && !attributes {
                    // `students register for courses`: a verb of keeping with somebody else as its subject.
                    return self.relate(fact);
                }
                // `supports users borrowing books` says nothing of the users that its heading would have.
                let topic = topic.filter(|_| fact.verb != "support");
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

    /// `each extraction of a resource has a date`: it refers to the resource.
    fn happens_to(&mut self, event: usize, fact: &Fact) {
        let Some(subject) = fact.subject.as_ref().filter(|subject| words::is_event(subject.head())) else { return };
        let whose = subject.owner.as_deref().and_then(|owner| self.entity(owner)).filter(|whose| *whose != event);
        if let Some(whose) = whose {
            let item = Item { phrase: subject.clone(), ..Item::default() };
            self.refer(event, whose, None, &item, fact);
        }
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

    fn finish(mut self) -> Model {
        self.relate_compounds();
        self.collapse_associations();
        self.give_orders_their_lines();
        self.count_what_is_in_carts();
        self.identify_by_the_first();
        self.give_events_their_thing();
        self.give_deeds_their_doers();
        self.drop_empty_compounds();
        self.drop_what_is_said_in_passing();
        self.model
    }
}

fn entity(candidate: &Candidate) -> Entity {
    let why = match (candidate.owned, candidate.counted) {
        (0, 0) => {
            format!("The text speaks of {} as a thing of its own ({} mentions).", candidate.name, candidate.mentions)
        }
        (0, _) => format!("The text speaks of several of them ({} mentions).", candidate.mentions),
        (n, _) => format!("The text says what to keep of it ({n} attributes)."),
    };
    Entity::new(
        candidate.name.clone(),
        Shape::Plain,
        candidate.spans.clone(),
        why,
        (0.45 + candidate.score * 0.08).clamp(0.3, 0.97),
    )
}
