//! Whose the listed things are, where the sentence says it by what it is about rather than by a verb of having.
//!
//! `the enrollment module records the course and the date`, `during a sale, the price and the time are recorded`: both
//! become what a subject has, so that the later stages read one form.

use super::fact::{Fact, FactKind, Item};
use super::possessed::apart;
use crate::nl::candidates::{is_attribute_like, is_context, owner_of_list, possessor};
use crate::nl::lexicon as words;
use crate::nl::phrase::{Phrase, Quantity};
use std::collections::HashSet;

/// Gives every list that says whose it is its subject.
pub(super) fn settle(mut facts: Vec<Fact>) -> Vec<Fact> {
    for index in 1..facts.len() {
        take_back(&mut facts, index);
    }
    let mut facts = apart(facts);
    for fact in facts.iter_mut() {
        without_gerund(fact);
        is_for(fact);
        with_their_owners(fact);
    }
    let named = named_things(&facts);
    for index in 0..facts.len() {
        flatten(&mut facts[index], &named);
        let doing = index.checked_sub(1).and_then(|before| event_before(&facts[before], &facts[index]));
        let fact = &mut facts[index];
        if let Some(owner) = owner_by_names(fact) {
            let item = fact.items.remove(0);
            fact.items = item.nested.into_iter().chain(item.examples).collect();
            become_had(fact, owner);
            continue;
        }
        if fact.kind == FactKind::Has
            && let Some(owner) = named_owner(fact)
        {
            fact.subject = Some(owner);
        }
        if let Some(owner) = module_of_one(fact) {
            let item = fact.items.remove(0);
            fact.items = item.nested.into_iter().chain(item.examples).collect();
            become_had(fact, owner);
            continue;
        }
        if let Some(topic) = heading_of_one(fact) {
            fact.items[0].phrase.words = topic;
        }
        if fact.negative || fact.kind != FactKind::Store || !writes(fact.verb) {
            continue;
        }
        if fact.subject.as_ref().is_none_or(is_context)
            && let Some(owner) = shared_owner(fact)
        {
            become_had(fact, owner);
            continue;
        }
        let listed = fact.items.iter().filter(|item| !item.phrase.words.is_empty() && is_attribute_like(item)).count();
        if listed == 0 || listed * 2 < fact.items.len() {
            continue;
        }
        if let Some((event, actor)) = doing {
            fact.items.insert(0, Item { phrase: Phrase { plural: false, ..actor }, ..Item::default() });
            become_had(fact, event);
        } else if let Some(subject) = fact.subject.clone().filter(|subject| keeps(subject, listed)) {
            become_had(fact, subject);
        } else if let Some(topic) =
            fact.topic.clone().filter(|topic| listed > 1 && concerns(topic, &fact.items, fact.fronted))
        {
            // `during a booking, the customer's name and the date`: the first alone is the customer's.
            let last = fact.items.last().and_then(|item| item.phrase.owner.as_deref()).cloned();
            if let Some(owner) = last.filter(|owner| !owner.words.is_empty() && owner.name() != topic.name()) {
                for item in fact.items.iter_mut().filter(|item| item.phrase.owner.as_deref() == Some(&owner)) {
                    item.phrase.owner = None;
                }
                fact.items.insert(0, Item { phrase: Phrase { plural: false, ..owner }, ..Item::default() });
            }
            if let Some(concerned) = topic.owner.as_deref().filter(|_| fact.fronted) {
                let phrase = Phrase { plural: false, owner: None, ..concerned.clone() };
                fact.items.insert(0, Item { phrase, ..Item::default() });
            }
            become_had(fact, Phrase { owner: None, ..topic });
        }
    }
    facts
}

/// `the name and the content of each text, as well as the address of customers`: what stands before an owner is its.
fn with_their_owners(fact: &mut Fact) {
    if !matches!(fact.kind, FactKind::Store | FactKind::List) {
        return;
    }
    let owners: HashSet<String> = fact.items.iter().filter_map(possessor).map(Phrase::name).collect();
    if owners.len() < 2 {
        return;
    }
    for at in (1..fact.items.len()).rev() {
        let owner = possessor(&fact.items[at]).cloned().map(Box::new);
        let before = &mut fact.items[at - 1];
        if before.phrase.owner.is_none() && is_attribute_like(before) && before.nested.is_empty() {
            before.phrase.owner = owner;
        }
    }
}

/// `an appointment is for one pet with one vet, with a date`: it has all of these.
fn is_for(fact: &mut Fact) {
    let about = matches!(fact.preposition.as_deref(), Some("for" | "about" | "between" | "per" | "against"));
    let Some(subject) = fact.subject.clone().filter(|_| fact.kind == FactKind::Be && about && !fact.negative) else {
        return;
    };
    let thing = !is_context(&subject) && !words::is_attribute_head(subject.head()) && !words::is_person(subject.head());
    let named = fact.items.iter().all(|item| !item.phrase.words.is_empty() && !is_context(&item.phrase));
    if !thing || fact.items.is_empty() || !named {
        return;
    }
    let mut items = Vec::new();
    for mut item in std::mem::take(&mut fact.items) {
        let parts = std::mem::take(&mut item.nested);
        items.push(item);
        items.extend(parts);
    }
    fact.items = items;
    become_had(fact, Phrase { plural: false, ..subject });
}

/// `needing to record the name and the status`: what is needed is no thing; the list is that of the topic.
fn without_gerund(fact: &mut Fact) {
    let Some(subject) = &fact.subject else { return };
    let [word] = subject.words.as_slice() else { return };
    let doing = matches!(
        crate::nl::inflection::verb(word),
        Some((
            "need"
                | "require"
                | "generate"
                | "include"
                | "contain"
                | "record"
                | "store"
                | "manage"
                | "support"
                | "provide"
                | "ensure"
                | "allow"
                | "create"
                | "show"
                | "involve"
                | "have"
                | "enable",
            crate::nl::inflection::Form::Progressive
        ))
    );
    if doing && matches!(fact.kind, FactKind::Has | FactKind::Store) {
        fact.subject = fact.topic.clone();
        if fact.subject.is_none() {
            fact.kind = FactKind::Store;
            fact.verb = "record";
        }
    }
}

/// What headings, labels and subjects of having name.
fn named_things(facts: &[Fact]) -> HashSet<String> {
    let owners = facts.iter().filter(|fact| fact.kind == FactKind::Has).filter_map(|fact| fact.subject.as_ref());
    let topics = facts.iter().filter_map(|fact| fact.topic.as_ref());
    owners.chain(topics).map(Phrase::name).collect()
}

/// `For login records, the system maintains session information, including token and time`: the list is the login's;
/// `customers ... , contact person information including name and phone`: the names are those of a contact person.
fn flatten(fact: &mut Fact, named: &HashSet<String>) {
    if let (Some(subject), [item]) = (&fact.subject, fact.items.as_slice())
        && item.phrase.words.is_empty()
        && item.phrase.generic
        && item.nested.len() + item.examples.len() > 2
        && !is_context(subject)
        && fact.kind == FactKind::Store
    {
        // `orders contain order details, recording information such as ...`
        let whose = fact.topic.as_ref().filter(|_| fact.fronted).unwrap_or(subject);
        let owner = Phrase { plural: false, ..whose.clone() };
        return become_had(fact, owner);
    }
    let Some(topic) = fact.topic.clone().filter(|topic| topic.quantity != Quantity::Each && !topic.words.is_empty())
    else {
        return;
    };
    if !fact.fronted || fact.kind != FactKind::Store || !writes(fact.verb) {
        return;
    }
    let apart = |item: &Item| {
        let phrase = &item.phrase;
        let shares = phrase.words.iter().any(|word| topic.words.contains(word)) && !words::is_event(topic.head());
        phrase.generic
            && !phrase.words.is_empty()
            && !shares
            && !named.contains(&phrase.name())
            && item.nested.len() + item.examples.len() > 1
    };
    if !fact.items.iter().any(apart) {
        return;
    }
    let mut items = Vec::new();
    for item in std::mem::take(&mut fact.items) {
        if !apart(&item) {
            items.push(item);
            continue;
        }
        let person = words::is_person(item.phrase.head()) || words::is_office(item.phrase.head());
        for mut part in item.nested.into_iter().chain(item.examples) {
            if person && part.phrase.words.len() == 1 {
                part.phrase.words.splice(0..0, item.phrase.words.iter().cloned());
            }
            items.push(part);
        }
    }
    fact.items = items;
    become_had(fact, Phrase { owner: None, ..topic });
}

/// `maintenance tasks performed on pools, including time and cost`: the parts are those of the task.
fn take_back(facts: &mut [Fact], index: usize) {
    let fact = &mut facts[index];
    let (FactKind::Relate | FactKind::Store, true, Some(subject)) = (fact.kind, fact.reduced, fact.subject.clone())
    else {
        return;
    };
    let Some(item) = fact.items.last_mut().filter(|item| item.nested.len() > 1 && !item.phrase.generic) else { return };
    let attributes = item.nested.iter().filter(|part| words::is_attribute_head(part.phrase.head())).count();
    if is_context(&subject) || attributes * 2 < item.nested.len() {
        return;
    }
    let nested = std::mem::take(&mut item.nested);
    // `products included in each order, including quantity and discount`: they are those of the line.
    let line = matches!(fact.verb, "include" | "contain" | "purchase" | "order" | "sell" | "list");
    if line && words::is_deed(item.phrase.head()) {
        fact.shared.extend(nested);
        return;
    }
    let span = fact.span;
    let before = &mut facts[index - 1];
    if let Some(last) =
        before.items.last_mut().filter(|last| before.span == span && last.phrase == subject && last.nested.is_empty())
    {
        last.nested = nested;
        return;
    }
    let fact = &mut facts[index];
    // The relation is kept by the place, the list by the subject.
    fact.items.truncate(1);
    let place = fact
        .items
        .first()
        .map(|item| Item { phrase: Phrase { plural: false, ..item.phrase.clone() }, ..Item::default() });
    fact.items = place.into_iter().chain(nested).collect();
    become_had(fact, subject);
}

/// `the menu table records dish information, including name and price`: the list is the menu's.
fn module_of_one(fact: &Fact) -> Option<Phrase> {
    let subject = fact.subject.as_ref().filter(|subject| subject.generic && !is_context(subject))?;
    let [item] = fact.items.as_slice() else { return None };
    let listed = item.nested.len() + item.examples.len();
    let acts = words::is_system(subject.head()) || words::is_organisation(subject.head());
    (fact.kind == FactKind::Store && writes(fact.verb) && listed > 1 && item.phrase.generic && !acts)
        .then(|| subject.clone())
}

/// `Attendance: the system records clock-in data, including time and type`: the heading names what the list describes.
fn heading_of_one(fact: &Fact) -> Option<Vec<String>> {
    let topic = fact.topic.as_ref().filter(|topic| !fact.fronted && !topic.words.is_empty())?;
    let [item] = fact.items.as_slice() else { return None };
    let happens = words::is_event(topic.head()) || topic.head() == "record";
    let listed = item.nested.len() + item.examples.len();
    let other = item.phrase.words.iter().all(|word| !topic.words.contains(word) || words::is_person(word))
        && !words::is_person(item.phrase.head())
        && !item.phrase.words.is_empty();
    (fact.kind == FactKind::Store && writes(fact.verb) && happens && listed > 1 && other && item.phrase.generic)
        .then(|| topic.words.clone())
}

/// `Categories: organizes data, including category name and description`, `the question type table records
/// classifications, including question type id`: the names say that the list is that of the topic or the subject.
fn owner_by_names(fact: &Fact) -> Option<Phrase> {
    let [item] = fact.items.as_slice() else { return None };
    let parts: Vec<&Phrase> = item.nested.iter().chain(&item.examples).map(|part| &part.phrase).collect();
    let first = parts
        .iter()
        .find(|p| p.words.len() > 1 && (words::is_identifier_head(p.head()) || p.head() == "name"))
        .filter(|_| parts.len() > 1)?;
    let prefix = &first.words[..first.words.len() - 1];
    let adjective = prefix.iter().any(|word| words::is_adjective(word));
    if item.phrase.words.ends_with(prefix) || adjective {
        return None;
    }
    let meant = |phrase: &&Phrase| phrase.words.ends_with(prefix) && !words::is_system(phrase.head());
    let owner = fact.topic.iter().chain(&fact.subject).find(meant)?;
    Some(Phrase { plural: false, owner: None, ..owner.clone() })
}

/// `retailers have a store number, store name and store address`: the names say that they are a store's.
fn named_owner(fact: &Fact) -> Option<Phrase> {
    let subject = fact.subject.as_ref()?;
    let items: Vec<&Phrase> = fact.items.iter().map(|item| &item.phrase).filter(|p| !p.words.is_empty()).collect();
    let first =
        items.iter().find(|p| p.words.len() > 1 && (words::is_identifier_head(p.head()) || p.head() == "name"))?;
    let prefix = &first.words[..first.words.len() - 1];
    let shared = items.iter().filter(|p| p.words.len() > prefix.len() && p.words.starts_with(prefix)).count();
    let own = subject.words.iter().any(|word| prefix.contains(word))
        || prefix.iter().any(|word| words::is_attribute_head(word) || words::is_adjective(word));
    (shared >= 2 && shared * 3 >= items.len() * 2 && !own && subject.quantity != Quantity::Each).then(|| Phrase {
        words: prefix.to_vec(),
        span: first.span,
        ..Phrase::default()
    })
}

/// `the warehouse conducts counts and records the time`: the time is that of a count.
fn event_before(before: &Fact, fact: &Fact) -> Option<(Phrase, Phrase)> {
    let actor = before.subject.as_ref().filter(|actor| !is_context(actor) && fact.subject.as_ref() == Some(actor))?;
    let carries = before.kind == FactKind::Relate && before.span == fact.span && !before.passive;
    let event = &before.items.last()?.phrase;
    let happens = words::is_event(event.head())
        && matches!(
            before.verb,
            "conduct" | "perform" | "make" | "undergo" | "carry" | "undertake" | "place" | "submit" | "take"
        );
    (carries && happens).then(|| (event.clone(), actor.clone()))
}

/// `the service time and the service content are recorded`: both are those of a service.
fn shared_owner(fact: &Fact) -> Option<Phrase> {
    let [first, rest @ ..] = fact.items.as_slice() else { return None };
    let word = first.phrase.words.first().filter(|_| first.phrase.words.len() > 1)?;
    let all = !rest.is_empty()
        && rest.iter().all(|item| item.phrase.words.len() > 1 && item.phrase.words.first() == Some(word));
    let owned = fact.items.iter().any(|item| item.phrase.owner.is_some() || !item.nested.is_empty());
    let names = !words::is_attribute_head(word) && !words::is_adjective(word) && !words::is_context(word);
    (all && !owned && names && fact.topic.is_none()).then(|| Phrase {
        words: vec![word.clone()],
        span: first.phrase.span,
        ..Phrase::default()
    })
}

/// Verbs whose objects can be particulars of what the sentence is about.
fn writes(verb: &str) -> bool {
    matches!(
        verb,
        "record"
            | "store"
            | "save"
            | "keep"
            | "track"
            | "capture"
            | "register"
            | "maintain"
            | "manage"
            | "note"
            | "log"
            | "collect"
            | "specify"
            | "enter"
            | "fill"
            | "document"
            | "list"
            | "include"
    )
}

fn become_had(fact: &mut Fact, subject: Phrase) {
    fact.kind = FactKind::Has;
    fact.verb = "have";
    fact.passive = false;
    fact.subject = Some(subject);
}

/// Whether what records is what the list describes: a module, a table, a thing; not who runs the system.
fn keeps(subject: &Phrase, listed: usize) -> bool {
    let head = subject.head();
    let whole = words::is_system(head) && !(head == "application" && subject.quantity == Quantity::Each);
    if is_context(subject) || whole || words::is_organisation(head) {
        return false;
    }
    let acts = words::is_person(head) || words::is_agent(head) || words::is_staff(head) || words::is_office(head);
    listed > 1 && (subject.generic || !acts)
}

/// Whether the topic is an event whose particulars the items are.
fn concerns(topic: &Phrase, items: &[Item], fronted: bool) -> bool {
    let head = topic.head();
    let event = words::is_event(head) || head == "record";
    let owned = owner_of_list(items).is_some();
    let named = items
        .iter()
        .filter(|item| {
            item.phrase.words.first().is_some_and(|first| topic.words.contains(first) && item.phrase.words.len() > 1)
        })
        .count();
    event && (fronted || owned || named > 0) || named * 2 > items.len()
}
