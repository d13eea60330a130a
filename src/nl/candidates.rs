//! Which phrases of a text are entities.
//!
//! Every phrase collects evidence: that it owns a list of attributes, that it is counted (`each`, `multiple`), that it
//! acts or is acted on, that a heading names it; and against it, that its head is a typical attribute, a word for the
//! system itself, or an abstract noun. The weights are those of a linear model, chosen by hand.

use super::knowledge::Domain;
use super::lexicon as words;
use super::phrase::{Phrase, Quantity};
use super::read::{Fact, FactKind, Item};
use crate::schema::Span;
use std::collections::HashMap;

/// A phrase that may be an entity, with its evidence.
#[derive(Debug, Clone, Default)]
pub struct Candidate {
    pub name: String,
    pub head: String,
    pub score: f32,
    /// How many attributes it owns by the text.
    pub owned: u32,
    /// Their names.
    pub parts: Vec<String>,
    pub counted: u32,
    /// Whether the text says `many` of it, or `several`.
    pub several: bool,
    /// Whether it is a usual thing of the text's field of business, or of any where the text is brief.
    pub usual: bool,
    /// How often the text says that several of it are added, edited or deleted.
    pub changed: u32,
    pub mentions: u32,
    pub spans: Vec<Span>,
    pub first: usize,
}

const THRESHOLD: f32 = 2.4;

/// From this score on a candidate is an entity. A short text can give little evidence, so less is asked of it.
pub fn threshold(facts: &[Fact]) -> f32 {
    (0.8 + 0.15 * facts.len() as f32).min(THRESHOLD)
}

/// What speaks for people and what they do, where a sentence says that they do it.
const DEED: f32 = 1.3;

/// What speaks for a thing of which the text says that several are added, edited or deleted.
const CHANGED: f32 = 1.2;

/// What speaks for two things of whose meetings something is kept.
const MEETS: f32 = 2.4;

/// What speaks for a thing whose parts bear its name.
const NAMED: f32 = 1.0;

/// Places remembered for each candidate.
const MOST_SPANS: usize = 8;

/// Names of attributes remembered for each list.
const MOST_PARTS: usize = 30;

/// All candidates, in the order of the text; those below [`THRESHOLD`] may be other names of those above.
pub fn candidates(facts: &[Fact], domain: Option<&Domain>) -> Vec<Candidate> {
    let mut pool = Pool::default();
    for fact in facts.iter().filter(|fact| !fact.negative) {
        pool.fact(fact);
    }
    pool.credit_prefixes();
    pool.credit_deeds(facts);
    let told = facts.iter().filter(|fact| fact.kind == FactKind::Relate).count();
    let brief = facts.len() <= BRIEF && told * 5 >= facts.len() * 2;
    let known = |name: &str| knowledge(name, domain, brief);
    let mut found: Vec<Candidate> = pool.found.into_values().map(|candidate| judged(candidate, known)).collect();
    found.sort_by(|a, b| a.first.cmp(&b.first).then_with(|| a.name.cmp(&b.name)));
    found
}

/// A text of so few statements, many of them of who does what, names most of its things only once.
const BRIEF: usize = 14;

/// What speaks for a name that the base of knowledge has: more in its own field of business than anywhere, and more
/// where a text says little.
fn knowledge(name: &str, domain: Option<&Domain>, brief: bool) -> Known {
    let here = domain.is_some_and(|domain| domain.archetype(name).is_some());
    let weight = match here {
        true if brief => 2.0,
        true => 1.0,
        false if super::knowledge::archetype(name).is_none() => 0.0,
        false if brief => 0.6,
        false => 0.3,
    };
    Known { weight, here: here && brief }
}

/// What the base of knowledge says of a name.
struct Known {
    weight: f32,
    /// It is a usual thing of the text's field of business.
    here: bool,
}

#[derive(Default)]
struct Pool {
    found: HashMap<String, Candidate>,
}

impl Pool {
    fn add(&mut self, phrase: &Phrase, score: f32) -> Option<&mut Candidate> {
        if phrase.words.is_empty() || phrase.words.len() > 4 || phrase.yes_no || phrase.head().len() < 2 {
            return None;
        }
        if phrase.head().chars().all(|c| c.is_numeric()) {
            return None;
        }
        let name = phrase.name();
        let candidate = self.found.entry(name.clone()).or_insert_with(|| Candidate {
            name,
            head: phrase.head().to_owned(),
            first: phrase.span.start,
            ..Candidate::default()
        });
        candidate.score += score;
        candidate.mentions += 1;
        candidate.first = candidate.first.min(phrase.span.start);
        if candidate.spans.len() < MOST_SPANS {
            candidate.spans.push(phrase.span);
        }
        candidate.several |= phrase.is_many();
        match phrase.quantity {
            Quantity::Each | Quantity::Many => candidate.counted += 1,
            _ if phrase.plural => candidate.counted += 1,
            _ => {}
        }
        Some(candidate)
    }

    /// Adds to the score of a phrase that was counted as a mention before.
    fn weigh(&mut self, phrase: &Phrase, score: f32) {
        if let Some(candidate) = self.found.get_mut(&phrase.name()) {
            candidate.score += score;
        }
    }

    /// `order status` and `order time` speak for `order`, if the text also speaks of orders.
    fn credit_prefixes(&mut self) {
        let mut credits: HashMap<String, u32> = HashMap::new();
        for candidate in self.found.values().filter(|c| words::is_attribute_head(&c.head)) {
            if let Some(prefix) = candidate.name.strip_suffix(&candidate.head).map(str::trim).filter(|p| !p.is_empty())
            {
                *credits.entry(prefix.to_owned()).or_default() += 1;
                if let Some((first, _)) = prefix.split_once(' ') {
                    *credits.entry(first.to_owned()).or_default() += 1;
                }
            }
        }
        for (name, count) in credits {
            if let Some(candidate) = self.found.get_mut(&name).filter(|c| c.owned < 2) {
                candidate.score += 0.6 * count.min(4) as f32;
            }
        }
    }

    /// `customers order dishes` and `the order` speak for orders.
    fn credit_deeds(&mut self, facts: &[Fact]) {
        let done = facts.iter().filter(|fact| fact.kind == FactKind::Relate && !fact.negative);
        let nouns: std::collections::HashSet<&str> = done.filter_map(|fact| words::deed_of(fact.verb)).collect();
        for noun in nouns {
            if let Some(candidate) = self.found.get_mut(noun) {
                candidate.score += DEED;
            }
        }
    }

    /// `administrators can add, edit and delete advertisements`: what is changed one by one has rows.
    fn changed(&mut self, item: &Item, fact: &Fact) {
        let verb =
            matches!(fact.verb, "delete" | "edit" | "modify" | "insert" | "publish" | "maintain" | "update" | "add");
        let plain = item.phrase.plural && !item.phrase.generic && item.phrase.owner.is_none();
        let candidate = self.found.get_mut(&item.phrase.name()).filter(|_| verb && plain && !fact.passive);
        if let Some(candidate) = candidate {
            candidate.score += if candidate.changed == 0 { CHANGED } else { 0.0 };
            candidate.changed += 1;
        }
    }

    fn own<'a>(&mut self, phrase: &Phrase, attributes: usize, items: impl IntoIterator<Item = &'a Item>) {
        if let Some(candidate) = self.add(phrase, 0.0) {
            let names = items.into_iter().filter(|item| is_attribute_like(item)).map(|item| item.phrase.name());
            candidate.parts.extend(names.filter(|name| !name.is_empty()).take(MOST_PARTS));
            candidate.owned += u32::try_from(attributes).unwrap_or(u32::MAX);
        }
    }

    fn fact(&mut self, fact: &Fact) {
        if fact.kind == FactKind::List && fact.items.is_empty() {
            if let Some(topic) = &fact.topic {
                self.add(topic, 1.6);
            }
            return;
        }
        // `products have information such as name and price`: the subject has what the information is.
        let inner = fact
            .items
            .iter()
            .filter(|item| item.phrase.words.is_empty())
            .flat_map(|item| item.nested.iter().chain(&item.examples));
        let plain = fact
            .items
            .iter()
            .filter(|item| !item.phrase.words.is_empty())
            .chain(inner)
            .filter(|item| is_attribute_like(item))
            .count();
        match fact.kind {
            FactKind::Has => {
                if let Some(subject) = &fact.subject {
                    self.own(subject, plain, listed(fact));
                    self.weigh(subject, 0.8);
                }
                let context = fact.subject.as_ref().is_none_or(is_context);
                for item in &fact.items {
                    self.item(item, if context { 1.5 } else { 0.9 }, context);
                }
            }
            FactKind::Store => {
                // `record the name and hours of each subject`: the last item says whose they are.
                let owner = owner_of_list(&fact.items);
                if let Some(owner) = owner {
                    self.own(owner, plain, listed(fact));
                } else if let Some(topic) = fact.topic.as_ref().filter(|_| plain * 2 > fact.items.len()) {
                    self.own(topic, plain, listed(fact));
                }
                for item in &fact.items {
                    self.item(item, if fact.verb == "manage" { 1.5 } else { 0.8 }, true);
                    self.changed(item, fact);
                }
                if let Some(subject) = fact.subject.as_ref().filter(|s| !is_context(s)) {
                    self.add(subject, 0.4);
                    let keeps = words::is_recording(fact.verb) && subject.plural && !words::is_person(subject.head());
                    if subject.quantity == Quantity::Each || keeps {
                        self.own(subject, plain, listed(fact));
                    }
                }
            }
            FactKind::Relate => {
                let meets = !fact.shared.is_empty();
                if let Some(subject) = &fact.subject {
                    // `payment methods linked to users`
                    let linked = fact.passive && subject.plural && subject.words.len() > 1;
                    self.add(subject, if linked { 1.9 } else { 0.7 } + if meets { MEETS } else { 0.0 });
                }
                // What a thing belongs to is a thing as well.
                let weight = if fact.verb == "belong" { 3.0 } else { 0.7 } + if meets { MEETS } else { 0.0 };
                let person = fact
                    .subject
                    .as_ref()
                    .is_some_and(|s| (words::is_person(s.head()) || words::is_staff(s.head())) && s.words.len() == 1);
                for item in &fact.items {
                    // `customers make reservations`: both are worth a table.
                    let does = person && !fact.passive && item.phrase.plural && words::is_deed(item.phrase.head());
                    let bare = item.phrase.words.len() == 1;
                    // `assigns permissions to roles`
                    let given = item.phrase.plural
                        && words::is_assigning(fact.verb)
                        && item.phrase.tail.as_ref().is_some_and(|(word, _)| word == "to");
                    let weight = weight + if does && bare || given { DEED } else { 0.0 };
                    self.item(item, weight, false);
                    if let Some(subject) = fact.subject.as_ref().filter(|_| does && bare) {
                        self.weigh(subject, DEED);
                    }
                }
            }
            FactKind::Be => {
                if let Some(subject) = &fact.subject {
                    self.add(subject, 0.1);
                }
            }
            FactKind::List => {
                // `a platform with users and orders` lists entities.
                for item in fact.items.iter().filter(|item| is_context(&item.phrase)) {
                    for part in &item.nested {
                        self.item(part, 1.5, true);
                    }
                }
                let owner = fact.topic.as_ref().filter(|_| plain * 2 > fact.items.len());
                if let Some(topic) = owner {
                    self.own(topic, plain, listed(fact));
                }
                for item in &fact.items {
                    self.item(item, if owner.is_some() { 0.2 } else { 1.2 }, true);
                }
            }
        }
        if let Some(within) = &fact.within {
            self.add(within, 1.5);
        }
    }

    fn item(&mut self, item: &Item, score: f32, stored: bool) {
        let parts = item
            .nested
            .iter()
            .chain(item.examples.iter().filter(|_| describes(item)))
            .filter(|part| is_attribute_like(part))
            .count();
        if parts > 0 {
            self.own(&item.phrase, parts, item.nested.iter().chain(&item.examples));
        }
        let bonus = if item.phrase.generic && stored { 0.9 } else { 0.0 };
        let score = if item.phrase.plural || item.phrase.is_many() || item.phrase.generic || parts > 0 {
            score + bonus
        } else {
            score * 0.4
        };
        let several = item.phrase.is_many() && item.phrase.plural;
        let score = score + if several { 2.4 } else { 0.0 } + nesting(item, parts);
        self.add(&item.phrase, score);
        for part in &item.nested {
            self.item(part, 0.6, false);
        }
        if let Some((_, place)) = item.phrase.tail.as_ref().filter(|(word, _)| word == "to") {
            self.add(place, 0.8);
        }
        if let Some(owner) = item.phrase.owner.as_ref().filter(|_| !words::is_measure(item.phrase.head())) {
            self.add(owner, 0.5);
            if is_attribute_like(item) && stored {
                self.own(owner, 1, [item]);
            }
        }
    }
}

/// What it says for a thing that others stand under it: `donation affairs, including donors, items and records` are only
/// a heading for these.
fn nesting(item: &Item, parts: usize) -> f32 {
    match item.nested.len() {
        0 => 0.0,
        3.. if parts == 0 && item.nested.iter().all(|inner| inner.phrase.plural) => -1.0,
        _ => 1.2,
    }
}

/// What a fact lists, with what stands under information and the like.
fn listed(fact: &Fact) -> impl Iterator<Item = &Item> {
    let inner = fact.items.iter().filter(|item| item.phrase.words.is_empty());
    fact.items.iter().chain(inner.flat_map(|item| item.nested.iter().chain(&item.examples)))
}

/// Whether the examples of an item are its parts (`customer information such as name and phone`) rather than values.
pub fn describes(item: &Item) -> bool {
    let attributes = item.examples.iter().filter(|e| words::is_attribute_head(e.phrase.head())).count();
    item.phrase.generic || attributes * 2 > item.examples.len()
}

/// Whose an item is: the `dataset` of `the name for each dataset`, but not the rows of a number of rows.
pub fn possessor(item: &Item) -> Option<&Phrase> {
    let head = item.phrase.head();
    let each = item
        .phrase
        .tail
        .as_ref()
        .filter(|(word, tail)| word == "for" && tail.quantity == Quantity::Each && words::is_attribute_head(head));
    let owner =
        item.phrase.owner.as_deref().filter(|owner| owner.quantity == Quantity::Each || !words::is_measure(head));
    owner.or(each.map(|(_, tail)| &**tail))
}

/// The possessor that the items of a list share: `the name and the number of hours of each subject`.
pub fn owner_of_list(items: &[Item]) -> Option<&Phrase> {
    possessor(items.last()?).or(possessor(items.first()?)).filter(|owner| {
        !owner.words.is_empty() && !words::is_time(owner.head()) && !words::is_attribute_head(owner.head())
    })
}

/// Whether an item reads like the name of a column.
pub fn is_attribute_like(item: &Item) -> bool {
    if is_operation(&item.phrase.name()) {
        return false;
    }
    if item.phrase.yes_no || words::is_attribute_head(item.phrase.head()) {
        return true;
    }
    !item.phrase.is_many() && !item.phrase.plural && item.nested.is_empty() && !item.phrase.generic
}

/// Whether a phrase means the system, its operator or nothing in particular.
pub fn is_context(phrase: &Phrase) -> bool {
    let applied_for = phrase.head() == "application" && phrase.words.len() > 1 && phrase.quantity == Quantity::Each;
    phrase.words.is_empty()
        || words::is_context(phrase.head()) && !applied_for
        || words::is_organisation(phrase.head()) && phrase.quantity != Quantity::Each && !phrase.plural
}

/// What is written into a row rather than having rows, unless a text says what to keep of it.
fn is_figure(head: &str) -> bool {
    matches!(
        head,
        "cost"
            | "price"
            | "amount"
            | "quantity"
            | "remark"
            | "status"
            | "score"
            | "total"
            | "percentage"
            | "rate"
            | "date"
    )
}

/// The tables of a restaurant have seats; those of a database have not.
fn seated(candidate: &Candidate) -> bool {
    let seat =
        |part: &String| matches!(part.as_str(), "seat" | "capacity" | "number" | "number of seat" | "table number");
    candidate.name == "table" && candidate.parts.iter().any(seat)
}

/// Adds what only the whole text tells.
fn judged(mut candidate: Candidate, known: impl Fn(&str) -> Known) -> Candidate {
    let head = candidate.head.as_str();
    let known = known(&candidate.name);
    candidate.score += known.weight;
    candidate.usual = known.weight > 0.5;
    candidate.score += match candidate.owned {
        0 => 0.0,
        1 => 1.6,
        2 => 2.6,
        _ => 3.6,
    };
    candidate.score += (candidate.counted.min(4) as f32) * 0.35;
    candidate.score += (candidate.mentions.min(6) as f32) * 0.08;
    // `loan applications have a number and an amount`
    let applied = candidate.owned >= 2
        && candidate.name != head
        && matches!(
            head,
            "application" | "program" | "site" | "function" | "requirement" | "entity" | "module" | "section"
        )
        && !(head == "function" && candidate.name.split(' ').next().is_some_and(words::is_adjective))
        || candidate.owned >= 2 && head == "site"
        || seated(&candidate);
    if words::is_system(head) && !applied || head.ends_with("ed") && head.len() > 5 {
        candidate.score -= 9.0;
    }
    let bare = candidate.name == head;
    // `during processing, the quantity and the time are recorded`
    let event = candidate.owned >= 2
        && words::is_event(head)
        && !(bare
            && matches!(
                head,
                "management" | "operation" | "process" | "activity" | "analysis" | "support" | "function"
            ));
    let applied = applied || candidate.owned >= 3 && !bare && head == "key";
    if (words::is_context(head) || words::is_activity(head)) && !event && !applied && !known.here {
        candidate.score -= match candidate.owned {
            _ if words::is_wrapper(head) || matches!(head, "management" | "operation") => 9.0,
            2.. if bare => 5.0,
            2.. => 1.5,
            _ => 6.0,
        };
    }
    if words::is_person(head) && candidate.counted > 0 {
        candidate.score += 0.5;
    }
    if words::is_organisation(head) && !(known.here && candidate.counted > 0) {
        candidate.score -= match (candidate.owned, candidate.counted) {
            (0 | 1, _) => 1.5,
            (_, 0) => 2.5,
            _ => 0.0,
        };
    }
    if words::is_attribute_head(head) && candidate.changed == 0 {
        candidate.score -= match (candidate.owned, candidate.counted) {
            (2.., _) => 0.6,
            (_, 1..) => 1.0,
            _ => 2.2,
        };
    }
    if bare && candidate.owned < 2 && is_figure(head) {
        candidate.score -= 2.0;
    }
    let keyed = bare || candidate.owned < 3 || !matches!(head, "key" | "code" | "barcode");
    if words::is_identifier_head(head) && keyed || words::is_time(head) {
        candidate.score -= 8.0;
    }
    // `question types have a question type id`: the parts bear its name.
    let named = candidate.owned >= 2
        && candidate.parts.iter().any(|part| {
            part.strip_prefix(candidate.name.as_str())
                .and_then(|rest| rest.strip_prefix(' '))
                .is_some_and(|rest| rest == "name" || words::is_identifier_head(rest))
        });
    if named {
        candidate.score += NAMED;
    }
    // `the order status includes pending and paid` gives values.
    // `a room type has a name, a number of beds and a rate`
    let columns =
        candidate.parts.iter().filter(|part| words::is_attribute_head(part.rsplit(' ').next().unwrap_or_default()));
    let described = !bare && columns.count() >= 2;
    if matches!(head, "status" | "state" | "type" | "indicator") && candidate.counted < 2 && !named && !described {
        candidate.score -= 2.5;
    }
    let listed = candidate.owned >= 3 && !bare && head == "key";
    // `meteorological data` is no meteorological.
    let describing = head.ends_with("ical") && !matches!(head, "chemical" | "periodical" | "musical");
    if describing
        || words::is_adjective(head) && !listed
        || words::is_pronoun(head)
        || words::is_determiner(head)
        || words::is_adverb(head)
        || words::is_preposition(head)
    {
        candidate.score -= 8.0;
    }
    let abstract_noun = ["tion", "ment", "ity", "ness", "ance", "ence", "ing", "ism", "ship"]
        .iter()
        .any(|ending| head.ends_with(ending));
    if abstract_noun && candidate.owned == 0 && candidate.changed == 0 && !words::is_deed(head) {
        candidate.score -= 1.0;
    }
    candidate
}

/// `adding, modifying and deleting`: what is done with data is no part of it.
pub fn is_operation(name: &str) -> bool {
    let form = super::inflection::verb(name);
    let gerund = matches!(form, Some((base, super::inflection::Form::Progressive)) if words::is_store_verb(base) || matches!(base, "create" | "process" | "publish" | "approve" | "assign" | "cancel"));
    let done = matches!(form, Some((base, super::inflection::Form::Past)) if matches!(base, "implement" | "manage" | "track" | "use" | "record" | "store" | "carry" | "perform" | "associate" | "link" | "relate" | "involve" | "include" | "review" | "log" | "save"));
    gerund
        || done
        || matches!(
            name,
            "creation"
                | "querying"
                | "modification"
                | "deletion"
                | "addition"
                | "query"
                | "retrieval"
                | "entry"
                | "update"
                | "editing"
                | "checking"
        )
}
