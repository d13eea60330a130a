//! A conceptual model that was made elsewhere, by a language model, joined with what the engine reads in the text.
//!
//! An outline holds names and plain facts only. Types, keys, junction tables, rules and normal forms come from the same
//! stages as for a text alone, so that a schema is as sound with a model as without one.

use super::model::{Attribute, Entity, Model, Relationship, Shape};
use super::typing::Kind;
use crate::schema::{Source, Span, singular, words};

/// Entities and relationships as plain facts. Names are words in any style.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outline {
    pub entities: Vec<OutlineEntity>,
    pub relationships: Vec<OutlineRelationship>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct OutlineEntity {
    pub name: String,
    /// What a row stands for, as a sentence.
    pub why: String,
    pub attributes: Vec<OutlineAttribute>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct OutlineAttribute {
    pub name: String,
    /// `None` leaves the type to the name.
    pub kind: Option<Kind>,
    pub values: Vec<String>,
    pub required: bool,
    pub unique: bool,
    /// It tells one row from the other.
    pub identifier: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct OutlineRelationship {
    pub from: String,
    pub to: String,
    pub cardinality: Cardinality,
    /// What `to` is to `from`, where its name does not say.
    pub role: Option<String>,
    pub required: bool,
    pub why: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cardinality {
    /// Many of `from` refer to one of `to`.
    ManyToOne,
    OneToOne,
    ManyToMany,
    /// `from` is a kind of `to`.
    KindOf,
}

/// What the engine has to be as sure of as this to add it to what the outline says.
const SURE: f32 = 0.8;

/// How sure a part of an outline is: no text of ours measures it, so it is stated as likely, not as certain.
const LIKELY: f32 = 0.8;

/// The names of what the engine takes for entities and their attributes in a text, the surest first.
pub fn candidates(text: &str) -> Vec<String> {
    let (model, _) = super::design::described(text);
    let mut entities: Vec<&Entity> = model.entities.iter().filter(|e| e.source == Source::Text).collect();
    entities.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let listed = |entity: &&Entity| {
        let said = entity.attributes.iter().filter(|a| a.source == Source::Text);
        let names: Vec<&str> = said.map(|a| a.name.as_str()).collect();
        if names.is_empty() { entity.name.clone() } else { format!("{} ({})", entity.name, names.join(", ")) }
    };
    entities.iter().map(listed).collect()
}

/// The outline with what the text gives for its parts: their places, and what the engine is sure of and it lacks.
pub(super) fn joined(outline: &Outline, offline: &Model) -> Model {
    let mut model = Model { title: offline.title.clone(), ..Model::default() };
    for entity in &outline.entities {
        let name = named(&entity.name);
        if name.is_empty() || place(&model, &name).is_some() {
            continue;
        }
        let same = place(offline, &name).map(|at| &offline.entities[at]);
        model.entities.push(from_outline(entity, name, same));
    }
    add_sure(&mut model, offline);
    for relationship in &outline.relationships {
        relate(&mut model, offline, relationship);
    }
    let kept = offline.relationships.iter().filter(|r| r.source == Source::Text && r.confidence >= SURE);
    for relationship in kept {
        let child = place(&model, &offline.entities[relationship.child].name);
        let parent = place(&model, &offline.entities[relationship.parent].name);
        let (Some(child), Some(parent)) = (child, parent) else { continue };
        let apart = !model.related(child, parent) && !is_paired(&model, child, parent);
        if apart || child == parent && !model.refers(child, parent) {
            model.relationships.push(Relationship { child, parent, ..relationship.clone() });
        }
    }
    model
}

/// Entities that the text describes with attributes of their own and the outline has forgotten.
fn add_sure(model: &mut Model, offline: &Model) {
    for entity in &offline.entities {
        let said = entity.source == Source::Text && entity.confidence >= SURE && entity.attributes.len() >= 2;
        if said && entity.shape == Shape::Plain && place(model, &entity.name).is_none() {
            model.entities.push(entity.clone());
        }
    }
}

fn from_outline(entity: &OutlineEntity, name: String, same: Option<&Entity>) -> Entity {
    let spans = same.map(|e| e.spans.clone()).unwrap_or_default();
    let mut attributes: Vec<Attribute> = Vec::new();
    for attribute in &entity.attributes {
        let words = words(&attribute.name).join(" ");
        // Keys of rows are the engine's to choose, unless people know the number.
        if words.is_empty() || words == "id" || attributes.iter().any(|a| a.name == words) {
            continue;
        }
        let known = same.and_then(|e| e.attribute(&words));
        attributes.push(attribute_of(attribute, words, known));
    }
    let said = same.into_iter().flat_map(|e| &e.attributes).filter(|a| a.source == Source::Text);
    for attribute in said {
        if !attributes.iter().any(|a| is_same_attribute(&a.name, &attribute.name)) {
            attributes.push(attribute.clone());
        }
    }
    let why = if entity.why.is_empty() { "The language model names it.".to_owned() } else { entity.why.clone() };
    Entity {
        name,
        attributes,
        shape: Shape::Plain,
        unique_parents: same.is_some_and(|e| e.unique_parents),
        spans,
        why,
        confidence: same.map_or(LIKELY, |e| e.confidence.max(LIKELY)),
        source: Source::Model,
    }
}

fn attribute_of(attribute: &OutlineAttribute, name: String, known: Option<&Attribute>) -> Attribute {
    let base = known.cloned().unwrap_or_else(|| Attribute {
        spans: Vec::new(),
        why: "The language model names it.".to_owned(),
        source: Source::Model,
        ..Attribute::named(name, Span { start: 0, end: 0 })
    });
    let values = if base.values.is_empty() { attribute.values.clone() } else { base.values.clone() };
    Attribute {
        hint: base.hint.or(attribute.kind),
        unique: base.unique || attribute.unique,
        identifier: base.identifier || attribute.identifier,
        nullable: base.nullable.or(Some(!attribute.required && !attribute.identifier)),
        values,
        ..base
    }
}

/// `e-mail address` and `email` are not told apart by a list of columns.
fn is_same_attribute(a: &str, b: &str) -> bool {
    let plain = |name: &str| name.replace(' ', "");
    let (a, b) = (plain(a), plain(b));
    a == b || a.len() > 3 && b.len() > 3 && (a.ends_with(&b) || b.ends_with(&a))
}

fn relate(model: &mut Model, offline: &Model, relationship: &OutlineRelationship) {
    let from = place(model, &named(&relationship.from));
    let to = place(model, &named(&relationship.to));
    let (Some(child), Some(parent)) = (from, to) else { return };
    let role = relationship.role.as_ref().map(|role| words(role).join(" "));
    let role = role.filter(|role| !role.is_empty() && *role != model.entities[parent].name);
    let again = model.relationships.iter().any(|r| r.child == child && r.parent == parent && r.role == role);
    if again {
        return;
    }
    let known = |child: usize, parent: usize| {
        let child = place(offline, &model.entities[child].name)?;
        let parent = place(offline, &model.entities[parent].name)?;
        offline.relationships.iter().find(|r| r.child == child && r.parent == parent)
    };
    let spans = known(child, parent).or_else(|| known(parent, child)).map(|r| r.spans.clone()).unwrap_or_default();
    let why =
        if relationship.why.is_empty() { "The language model states it.".to_owned() } else { relationship.why.clone() };
    let reference = Relationship {
        child,
        parent,
        role,
        optional: !relationship.required,
        one_to_one: relationship.cardinality == Cardinality::OneToOne,
        owned: known(child, parent).is_some_and(|r| r.owned),
        spans,
        why,
        confidence: LIKELY,
        source: Source::Model,
    };
    match relationship.cardinality {
        Cardinality::ManyToMany => pair(model, reference),
        Cardinality::KindOf if child != parent => {
            model.entities[child].shape = Shape::Subtype;
            model.relationships.push(Relationship { optional: false, one_to_one: true, ..reference });
        }
        _ => model.relationships.push(reference),
    }
}

/// An association of two entities, unless an entity that refers to both stands for it already.
fn pair(model: &mut Model, reference: Relationship) {
    let (one, other) = (reference.child, reference.parent);
    if one != other && is_paired(model, one, other) {
        return;
    }
    let name = format!("{} {}", model.entities[one].name, model.entities[other].name);
    let at = model.entities.len();
    model.entities.push(Entity {
        source: Source::Model,
        ..Entity::new(name, Shape::Association, reference.spans.clone(), reference.why.clone(), LIKELY)
    });
    // Of two of a kind the second needs a role, or both references would have one name.
    let role = (one == other).then(|| reference.role.clone().unwrap_or_else(|| "other".to_owned()));
    let part = Relationship { optional: false, one_to_one: false, owned: true, child: at, ..reference };
    model.relationships.push(Relationship { parent: one, role: None, ..part.clone() });
    model.relationships.push(Relationship { parent: other, role, ..part });
}

fn is_paired(model: &Model, one: usize, other: usize) -> bool {
    (0..model.entities.len()).any(|e| e != one && e != other && model.refers(e, one) && model.refers(e, other))
}

/// Singular lower-case words.
fn named(name: &str) -> String {
    let mut words = words(name);
    if let Some(last) = words.last_mut() {
        *last = singular(last);
    }
    words.join(" ")
}

fn place(model: &Model, name: &str) -> Option<usize> {
    let plain = |name: &str| name.replace(' ', "");
    model.entities.iter().position(|e| plain(&e.name) == plain(name))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::nl::{Options, design_with};

    fn entity(name: &str, attributes: &[&str]) -> OutlineEntity {
        let attribute = |name: &&str| OutlineAttribute { name: (*name).to_owned(), ..OutlineAttribute::default() };
        OutlineEntity {
            name: name.to_owned(),
            attributes: attributes.iter().map(attribute).collect(),
            ..Default::default()
        }
    }

    fn relationship(from: &str, to: &str, cardinality: Cardinality) -> OutlineRelationship {
        let (from, to) = (from.to_owned(), to.to_owned());
        OutlineRelationship { from, to, cardinality, role: None, required: true, why: String::new() }
    }

    /// The outline over a text gives these tables, each with its columns but stamps, then its parents.
    fn check(text: &str, outline: Outline, expected: &[&str]) {
        let design = design_with(text, Some(&outline), &Options::default());
        let line = |table: &crate::schema::Table| {
            let columns = table.columns.iter().map(|c| c.name.as_str());
            let columns: Vec<&str> = columns.filter(|c| !c.ends_with("ed_at") && *c != "id").collect();
            let parents: Vec<&str> = table.foreign_keys.iter().map(|k| k.references.table.name.as_str()).collect();
            format!("{}: {} | {}", table.name, columns.join(" "), parents.join(" ")).trim_end().to_owned()
        };
        let found: Vec<String> = design.schema.tables.iter().map(line).collect();
        assert_eq!(found, expected, "{text}");
        assert_eq!(design.schema.clone().validate(), Ok(()), "{text}");
    }

    #[test]
    fn an_outline_becomes_tables_with_keys_and_junctions() {
        let outline = Outline {
            entities: vec![
                entity("Book", &["title", "ISBN"]),
                entity("Author", &["name"]),
                entity("Loans", &["due date"]),
            ],
            relationships: vec![
                relationship("Book", "Author", Cardinality::ManyToMany),
                relationship("Loan", "book", Cardinality::ManyToOne),
                relationship("Loan", "Nobody", Cardinality::ManyToOne),
            ],
        };
        check(
            "A place where people read.",
            outline,
            &[
                "books: title isbn |",
                "authors: name |",
                "loans: book_id due_date | books",
                "book_authors: book_id author_id | books authors",
            ],
        );
    }

    #[test]
    fn what_the_text_says_outright_is_not_forgotten() {
        let text = "Each member has a card number, a name and an email address. Each book has a title and a price.";
        let outline = Outline { entities: vec![entity("book", &["title"])], relationships: Vec::new() };
        check(text, outline, &["books: title price |", "members: card_number name email_address |"]);
    }

    #[test]
    fn a_kind_shares_the_key_of_its_general_thing() {
        let outline = Outline {
            entities: vec![entity("vehicle", &["plate"]), entity("truck", &["payload"])],
            relationships: vec![relationship("truck", "vehicle", Cardinality::KindOf)],
        };
        let design = design_with("", Some(&outline), &Options::default());
        let truck = design.schema.table_named("trucks").expect("it is in the outline");
        assert_eq!(truck.key_columns(), truck.foreign_keys[0].columns);
    }
}
