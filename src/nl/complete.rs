//! What a designer would add where the text only names an entity: its usual attributes and parents.
//!
//! Everything here comes from the knowledge base and is marked so. It never competes with the text: where the text
//! lists attributes, nothing is added.

use super::knowledge::{self, Archetype, Cardinality, Domain, KnownAttribute};
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

/// Completes a model from the knowledge base.
pub fn complete(model: &mut Model, domain: Option<&'static Domain>) {
    // A prompt that names a field of business and next to nothing in it.
    if let Some(domain) = domain.filter(|_| model.entities.len() < 2) {
        for member in domain.entities.iter().filter(|member| member.core) {
            if !model.entities.iter().any(|e| member.archetype.is_called(&e.name)) {
                model.entities.push(suggested(&member.archetype, domain));
            }
        }
    }
    let known: Vec<Option<&'static Archetype>> = model
        .entities
        .iter()
        .map(|e| domain.and_then(|d| d.archetype(&e.name)).or_else(|| knowledge::archetype(&e.name)))
        .collect();
    for (index, archetype) in known.iter().enumerate() {
        let Some(archetype) = archetype else { continue };
        add_parents(model, index, archetype);
        add_attributes(&mut model.entities[index], archetype);
    }
}

fn suggested(archetype: &Archetype, domain: &Domain) -> Entity {
    Entity {
        name: archetype.name.clone(),
        attributes: Vec::new(),
        shape: Shape::Plain,
        unique_parents: false,
        spans: Vec::new(),
        why: format!("{} Usual for this field ({}); the text does not name it.", archetype.why, domain.name),
        confidence: 0.6,
        source: Source::Knowledge,
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

fn add_parents(model: &mut Model, child: usize, archetype: &Archetype) {
    for parent in &archetype.parents {
        let known = knowledge::archetype(&parent.entity);
        let found = model
            .entities
            .iter()
            .position(|e| e.name == parent.entity || known.is_some_and(|known| known.is_called(&e.name)));
        let Some(found) = found else { continue };
        if model.related(child, found)
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
