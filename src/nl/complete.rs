//! What a designer would add where the text only names an entity: its usual attributes and parents.
//!
//! Everything here comes from the knowledge base and is marked so. It never competes with the text: where the text
//! lists attributes, nothing is added.

use super::knowledge::{self, Archetype, Cardinality, Domain, KnownAttribute};
use super::lexicon as words;
use super::model::{Attribute, Entity, Model, Relationship, Shape};
use crate::schema::{Source, Span};

/// Words at the beginning of a text by which its domain is recognised.
const DOMAIN_WORDS: usize = 100;

/// The domain of a text, if the knowledge base has it.
pub fn domain_of(text: &str) -> Option<&'static Domain> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .take(DOMAIN_WORDS)
        .map(str::to_lowercase)
        .collect();
    knowledge::domain(&words.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Whether the knowledge base has a thing of this name.
pub fn is_known(name: &str) -> bool {
    knowledge::archetype(name).is_some()
}

/// Texts of more words say what they want: no table is suggested for them.
const BRIEF: usize = 45;

/// Completes the model of a text from the knowledge base.
pub fn complete(model: &mut Model, text: &str, domain: Option<&'static Domain>) {
    let brief = text.split_whitespace().nth(BRIEF).is_none();
    if let Some(domain) = domain {
        unpack_title(model, domain, text);
    }
    let bare = is_bare(model) && model.entities.len() <= SHORT;
    if let Some(domain) = domain.filter(|_| is_bare(model)) {
        settle_title(model, domain);
        // A prompt that names a field of business and next to nothing in it.
        if model.entities.len() < 2 {
            for member in domain.entities.iter().filter(|member| member.core) {
                if !model.entities.iter().any(|e| member.archetype.is_called(&e.name)) {
                    model.entities.push(suggested(&member.archetype, domain));
                }
            }
        } else if brief && model.entities.len() <= SHORT {
            connect(model, domain);
            fill_up(model, domain);
        }
    }
    // Billing is done with invoices.
    for entity in model.entities.iter_mut().filter(|e| brief && e.attributes.is_empty() && e.name.ends_with("ing")) {
        let known = domain.and_then(|domain| domain.archetype(&entity.name)).filter(|known| known.name != entity.name);
        if let Some(known) = known {
            entity.name = known.name.clone();
        }
    }
    let known: Vec<Option<&'static Archetype>> = model
        .entities
        .iter()
        .map(|e| domain.and_then(|d| d.archetype(&e.name)).or_else(|| knowledge::archetype(&e.name)))
        .collect();
    for (index, archetype) in known.iter().enumerate() {
        let Some(archetype) = archetype else { continue };
        add_parents(model, index, archetype, domain);
        add_attributes(&mut model.entities[index], archetype);
    }
    if bare {
        add_names(model, &known);
    }
    name_people(model);
}

/// Whoever is kept is kept by name, also where a text lists other things of them.
fn name_people(model: &mut Model) {
    let subtypes: Vec<usize> =
        model.relationships.iter().filter(|r| r.one_to_one && r.owned).map(|r| r.child).collect();
    for (index, entity) in model.entities.iter_mut().enumerate() {
        let head = entity.head();
        let person = words::is_person(head) && head != "account"
            || words::is_staff(head)
            || matches!(head, "client" | "supplier" | "developer" | "company");
        let named = entity.attributes.iter().any(|a| a.name.split(' ').any(|word| word.ends_with("name")));
        if !person || named || entity.shape != Shape::Plain || subtypes.contains(&index) {
            continue;
        }
        let why = "The text does not say how they are called, and a list of them shows their names.".to_owned();
        let name = Attribute {
            why,
            spans: Vec::new(),
            source: Source::Knowledge,
            ..Attribute::named("name", Span::default())
        };
        let first = entity.attributes.iter().take_while(|a| a.identifier).count();
        entity.attributes.insert(first, name);
    }
}

/// What a short prompt only names and nobody knows has a name at least.
fn add_names(model: &mut Model, known: &[Option<&'static Archetype>]) {
    for (entity, known) in model.entities.iter_mut().zip(known) {
        let unknown = known.is_none() && entity.attributes.is_empty() && entity.shape == Shape::Plain;
        if unknown && entity.source == Source::Text {
            let why = "The text does not say what to keep of it; it has to be told apart by something.".to_owned();
            let name = Attribute {
                why,
                spans: Vec::new(),
                source: Source::Practice,
                ..Attribute::named("name", Span::default())
            };
            entity.attributes.push(name);
        }
    }
}

/// A single name that the field does not know is one of its things in other words, the booking of `village hall
/// bookings`, or the field itself.
fn settle_title(model: &mut Model, domain: &'static Domain) {
    let [only] = model.entities.as_mut_slice() else { return };
    if domain.archetype(&only.name).is_some() || only.source != Source::Text {
        return;
    }
    let words: Vec<&str> = only.name.split(' ').collect();
    let known = (1..words.len()).find_map(|skip| domain.archetype(&words[skip..].join(" ")));
    match known {
        Some(archetype) => only.name = archetype.name.clone(),
        None if knowledge::archetype(&only.name).is_none() && words.len() > 1 => model.entities.clear(),
        None => {}
    }
}

/// A prompt that lists more than this says what it wants.
const SHORT: usize = 6;
/// A schema of fewer tables is hardly one to begin with.
const LEAST: usize = 5;
/// Who names hardly more than the field of business wants to be shown what belongs to it.
const USUAL: usize = 7;

/// Whether the text says nothing of its entities but their names.
fn is_bare(model: &Model) -> bool {
    model.entities.iter().all(|e| e.attributes.is_empty() && matches!(e.shape, Shape::Plain | Shape::Association))
}

/// The parking garage of `parking garage management` is the field of business and no table; what a `social network
/// with posts and likes` has are tables of their own.
fn unpack_title(model: &mut Model, domain: &'static Domain, text: &str) {
    // What is listed after the title is no title, whatever the field is called.
    let end = [" with ", ":"].iter().filter_map(|mark| text.find(mark)).min().unwrap_or(text.len());
    let is_title = |e: &Entity| {
        let words: Vec<&str> = e.name.split(' ').collect();
        let names = |phrase: &String| {
            let length = phrase.split(' ').count();
            words.windows(length).any(|window| window.join(" ") == *phrase)
        };
        e.shape == Shape::Plain
            && e.spans.first().is_none_or(|span| span.start < end)
            && domain.archetype(&e.name).is_none()
            && domain.words.iter().chain(&domain.weak).any(names)
    };
    let titles: Vec<usize> = (0..model.entities.len()).filter(|e| is_title(&model.entities[*e])).collect();
    // The wood stock of a furniture maker is stock.
    let in_other_words = |name: &str| name.split_once(' ').and_then(|(_, rest)| domain.archetype(rest));
    let known = |a: &Attribute| {
        let own = domain.archetype(&a.name).or_else(|| in_other_words(&a.name));
        own.or_else(|| knowledge::archetype(&a.name))
    };
    let holds_things = |e: &usize| model.entities[*e].attributes.iter().all(|a| known(a).is_some());
    let others_bare = (0..model.entities.len()).all(|e| titles.contains(&e) || model.entities[e].attributes.is_empty());
    if !others_bare || !titles.iter().all(holds_things) {
        return;
    }
    let things: Vec<Attribute> = titles.iter().flat_map(|e| model.entities[*e].attributes.clone()).collect();
    model.remove(&titles);
    for thing in things {
        if let Some(archetype) = known(&thing).filter(|a| !model.entities.iter().any(|e| a.is_called(&e.name))) {
            let mut entity = suggested(archetype, domain);
            entity.why = "The text names it among what the system has.".to_owned();
            (entity.source, entity.spans, entity.confidence) = (Source::Text, thing.spans, 0.7);
            model.entities.push(entity);
        }
    }
}

/// Adds what is linked to the named entities until there is enough to begin with.
fn fill_up(model: &mut Model, domain: &'static Domain) {
    let named = model.entities.iter().filter(|e| e.source == Source::Text).count();
    let least = if named <= 2 { USUAL } else { LEAST };
    for _ in 0..least {
        if model.entities.len() >= least {
            return;
        }
        let linked = |archetype: &Archetype| {
            let named = archetype.parents.iter().any(|p| is_named(model, domain, &p.entity));
            let child = |e: &Entity| {
                domain.archetype(&e.name).is_some_and(|a| a.parents.iter().any(|p| archetype.is_called(&p.entity)))
            };
            named || model.entities.iter().any(child)
        };
        let missing = domain.entities.iter().filter(|m| m.core && !is_named(model, domain, &m.archetype.name));
        let Some(next) = missing.into_iter().find(|m| linked(&m.archetype)) else { return };
        let name = next.archetype.name.clone();
        for parent in next.archetype.parents.iter().filter(|parent| !parent.optional) {
            add_core(model, domain, &parent.entity);
        }
        add_core(model, domain, &name);
    }
}

/// Adds to a bare list of names what its entities cannot do without, and what joins two of them: the member of a
/// membership, the lines between orders and products.
fn connect(model: &mut Model, domain: &'static Domain) {
    let named = model.entities.len();
    for index in 0..named {
        let Some(archetype) = domain.archetype(&model.entities[index].name) else { continue };
        for parent in archetype.parents.iter().filter(|parent| !parent.optional) {
            add_core(model, domain, &parent.entity);
        }
    }
    // An order without lines says nothing of what was ordered.
    for member in domain.entities.iter().filter(|member| member.core) {
        let line = matches!(member.archetype.name.rsplit(' ').next(), Some("item" | "line"));
        let owned = member.archetype.parents.iter().any(|p| p.owned && is_said(model, domain, &p.entity));
        if line && owned {
            for parent in member.archetype.parents.iter().filter(|parent| !parent.optional) {
                add_core(model, domain, &parent.entity);
            }
            add_core(model, domain, &member.archetype.name);
        }
    }
    // A class that nothing refers to is of no use: there are sessions of it.
    for index in 0..named {
        let Some(archetype) = domain.archetype(&model.entities[index].name) else { continue };
        let child = |e: &Entity| {
            domain.archetype(&e.name).is_some_and(|a| a.parents.iter().any(|p| archetype.is_called(&p.entity)))
        };
        if archetype.parents.iter().any(|p| !p.optional) || model.entities.iter().any(child) {
            continue;
        }
        let follower = domain
            .entities
            .iter()
            .find(|m| m.core && m.archetype.parents.iter().any(|p| !p.optional && archetype.is_called(&p.entity)));
        if let Some(member) = follower {
            add_core(model, domain, &member.archetype.name);
        }
    }
    for member in &domain.entities {
        let parents: Vec<&str> =
            member.archetype.parents.iter().filter(|p| !p.optional).map(|p| p.entity.as_str()).collect();
        let joins = parents.len() >= 2 && parents.iter().all(|parent| is_named(model, domain, parent));
        // What is only offered joins what the text names itself: carts and products.
        let asked = parents.iter().all(|parent| is_said(model, domain, parent))
            && member.archetype.keys.iter().any(|key| key.primary);
        if joins && (member.core || asked) && !is_named(model, domain, &member.archetype.name) {
            model.entities.push(suggested(&member.archetype, domain));
        }
    }
}

fn is_named(model: &Model, domain: &Domain, name: &str) -> bool {
    let archetype = domain.archetype(name);
    model.entities.iter().any(|e| e.name == name || archetype.is_some_and(|known| known.is_called(&e.name)))
}

/// Whether the text itself names it.
fn is_said(model: &Model, domain: &Domain, name: &str) -> bool {
    let archetype = domain.archetype(name);
    let called = |e: &Entity| e.name == name || archetype.is_some_and(|known| known.is_called(&e.name));
    model.entities.iter().any(|e| e.source == Source::Text && called(e))
}

fn add_core(model: &mut Model, domain: &'static Domain, name: &str) {
    let member = domain.entities.iter().find(|member| member.core && member.archetype.name == name);
    if let Some(member) = member.filter(|_| !is_named(model, domain, name)) {
        model.entities.push(suggested(&member.archetype, domain));
    }
}

fn suggested(archetype: &Archetype, domain: &Domain) -> Entity {
    Entity {
        source: Source::Knowledge,
        ..Entity::new(
            archetype.name.clone(),
            Shape::Plain,
            Vec::new(),
            format!("{} Usual for this field ({}); the text does not name it.", archetype.why, domain.name),
            0.6,
        )
    }
}

fn add_attributes(entity: &mut Entity, archetype: &Archetype) {
    let said = entity.attributes.iter().filter(|a| a.source == Source::Text && !a.identifier).count();
    if said > 0 || entity.shape != Shape::Plain {
        // The values of a status that the text names without saying them.
        for attribute in &mut entity.attributes {
            let known =
                archetype.attributes.iter().find(|known| known.name == attribute.name && !known.values.is_empty());
            if let Some(known) = known.filter(|_| attribute.values.is_empty() && attribute.name == "status") {
                attribute.values = known.values.clone();
                attribute.default = known.default.clone();
            }
        }
        return;
    }
    for known in &archetype.attributes {
        let exists =
            entity.attributes.iter().any(|a| a.name == known.name || a.name.ends_with(&format!(" {}", known.name)));
        if !exists {
            entity.attributes.push(attribute(known, archetype));
        }
    }
}

fn attribute(known: &KnownAttribute, archetype: &Archetype) -> Attribute {
    let why = match known.why.is_empty() {
        true => format!("Usual for a {}; the text does not list what to keep of it.", archetype.name),
        false => known.why.clone(),
    };
    Attribute {
        values: known.values.clone(),
        default: known.default.clone(),
        hint: known.hint,
        nullable: known.nullable,
        spans: Vec::new(),
        why,
        source: Source::Knowledge,
        ..Attribute::named(known.name.clone(), Span::default())
    }
}

fn add_parents(model: &mut Model, child: usize, archetype: &Archetype, domain: Option<&Domain>) {
    let guesses = model.relationships.len();
    for parent in &archetype.parents {
        let own = domain.and_then(|domain| domain.archetype(&parent.entity));
        let known = own.or_else(|| knowledge::archetype(&parent.entity));
        let found = model
            .entities
            .iter()
            .position(|e| e.name == parent.entity || known.is_some_and(|known| known.is_called(&e.name)));
        let Some(found) = found else { continue };
        let back = model.relationships.iter().any(|r| r.child == found && r.parent == child && r.role.is_none());
        let said = model.entities[child].attributes.iter().filter(|a| a.source == Source::Text).count();
        // A second reference to the same table has a role of its own: the follower and the followed.
        let again = model
            .relationships
            .iter()
            .any(|r| r.child == child && r.parent == found && (r.source == Source::Text || r.role == parent.role));
        // Whoever acts and was taken for granted has the usual role.
        if let Some(role) = &parent.role
            && archetype.parents.iter().all(|p| p.entity != parent.entity || p.role.is_some())
            && let Some(guessed) =
                model.relationships.iter_mut().take(guesses).find(|r| {
                    r.child == child && r.parent == found && r.role.is_none() && r.source == Source::Knowledge
                })
        {
            guessed.role = Some(role.clone());
            continue;
        }
        if again
            || parent.optional && said > 1
            || back
            || found == child && model.entities[child].source == Source::Text
            || model.entities[child].shape != Shape::Plain
        {
            continue;
        }
        let why = match parent.why.is_empty() {
            true => format!("A {} usually belongs to a {}; the text does not say.", archetype.name, parent.entity),
            false => parent.why.clone(),
        };
        model.relationships.push(Relationship {
            child,
            parent: found,
            role: parent.role.clone(),
            optional: parent.optional,
            one_to_one: parent.cardinality == Cardinality::AtMostOne,
            owned: parent.owned,
            spans: Vec::new(),
            why,
            confidence: 0.6,
            source: Source::Knowledge,
        });
    }
}
