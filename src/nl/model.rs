//! The conceptual model between text and schema: entities, attributes, relationships.

use super::typing::Kind;
use crate::schema::{Source, Span};

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    pub title: String,
    pub entities: Vec<Entity>,
    pub relationships: Vec<Relationship>,
    pub alternatives: Vec<Alternatives>,
}

/// The child refers to exactly one of the parents (`comments on posts or photos`).
#[derive(Debug, Clone, PartialEq)]
pub struct Alternatives {
    pub child: usize,
    pub parents: Vec<usize>,
    pub spans: Vec<Span>,
}

/// The last word of a name, which says what kind of thing it is: the `method` of a `payment method`.
pub fn head(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or_default()
}

/// A kind of thing that gets a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Singular lower-case words (`payment method`).
    pub name: String,
    pub attributes: Vec<Attribute>,
    pub shape: Shape,
    /// Relationships (by parent and role) that identify a row together, where the text or the shape says so.
    pub unique_parents: bool,
    pub spans: Vec<Span>,
    pub why: String,
    pub confidence: f32,
    pub source: Source,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    #[default]
    Plain,
    /// A pure association: its references are its key.
    Association,
    /// An association with a life of its own (a line of an order).
    LineItem,
    /// A kind of another entity, whose key it shares.
    Subtype,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// Lower-case words as in the text (`date of birth` is `birth date`).
    pub name: String,
    pub values: Vec<String>,
    pub optional: bool,
    /// The text says that no two have the same.
    pub unique: bool,
    /// It tells one from the other (`flight number`).
    pub identifier: bool,
    pub yes_no: bool,
    /// What the words around it say of its values.
    pub hint: Option<Kind>,
    /// Whether a row may lack it; `None` leaves it to its type.
    pub nullable: Option<bool>,
    /// The value of a new row: one of `values`, or an SQL literal.
    pub default: Option<String>,
    pub range: Option<(String, String)>,
    pub spans: Vec<Span>,
    pub why: String,
    pub source: Source,
}

impl Attribute {
    /// The last word of its name.
    pub fn head(&self) -> &str {
        head(&self.name)
    }

    pub fn named(name: impl Into<String>, span: Span) -> Self {
        Self {
            name: name.into(),
            values: Vec::new(),
            optional: false,
            unique: false,
            identifier: false,
            yes_no: false,
            hint: None,
            nullable: None,
            default: None,
            range: None,
            spans: vec![span],
            why: String::new(),
            source: Source::Text,
        }
    }
}

/// `child` refers to `parent`.
#[derive(Debug, Clone, PartialEq)]
pub struct Relationship {
    pub child: usize,
    pub parent: usize,
    /// What the parent is to the child (`captain`), where its own name does not say.
    pub role: Option<String>,
    pub optional: bool,
    /// A parent has at most one child.
    pub one_to_one: bool,
    /// The child has no life without the parent.
    pub owned: bool,
    pub spans: Vec<Span>,
    pub why: String,
    pub confidence: f32,
    pub source: Source,
}

impl Model {
    pub fn parents_of(&self, child: usize) -> impl Iterator<Item = &Relationship> {
        self.relationships.iter().filter(move |r| r.child == child)
    }

    pub fn refers(&self, child: usize, parent: usize) -> bool {
        self.relationships.iter().any(|r| r.child == child && r.parent == parent)
    }

    pub fn related(&self, a: usize, b: usize) -> bool {
        self.refers(a, b) || self.refers(b, a)
    }
}

impl Model {
    /// Removes entities with their relationships.
    pub fn remove(&mut self, dropped: &[usize]) {
        if dropped.is_empty() {
            return;
        }
        let mut place = Vec::with_capacity(self.entities.len());
        let mut next = 0;
        for index in 0..self.entities.len() {
            let kept = !dropped.contains(&index);
            place.push(kept.then_some(next));
            next += usize::from(kept);
        }
        let mut index = 0;
        self.entities.retain(|_| {
            index += 1;
            !dropped.contains(&(index - 1))
        });
        self.relationships.retain_mut(|r| match (place[r.child], place[r.parent]) {
            (Some(child), Some(parent)) => {
                r.child = child;
                r.parent = parent;
                true
            }
            _ => false,
        });
        self.alternatives.retain_mut(|a| {
            a.parents = a.parents.iter().filter_map(|parent| place[*parent]).collect();
            let child = place[a.child];
            a.child = child.unwrap_or_default();
            child.is_some() && a.parents.len() >= 2
        });
    }
}

impl Model {
    /// Removes tables of pairs of which one side has gone: they join nothing.
    pub fn drop_halves(&mut self) {
        let half = |n: &usize| {
            let entity = &self.entities[*n];
            entity.shape == Shape::Association && entity.attributes.is_empty() && self.parents_of(*n).count() < 2
        };
        let halves: Vec<usize> = (0..self.entities.len()).filter(half).collect();
        self.remove(&halves);
    }
}

impl Entity {
    /// An entity of the text, without attributes yet. What joins others is told apart by them.
    pub fn new(
        name: impl Into<String>,
        shape: Shape,
        spans: Vec<Span>,
        why: impl Into<String>,
        confidence: f32,
    ) -> Self {
        Self {
            name: name.into(),
            attributes: Vec::new(),
            shape,
            unique_parents: matches!(shape, Shape::Association | Shape::LineItem),
            spans,
            why: why.into(),
            confidence,
            source: Source::Text,
        }
    }

    /// The last word of its name, which says what kind of thing it is.
    pub fn head(&self) -> &str {
        head(&self.name)
    }

    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}
