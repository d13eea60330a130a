//! What a designer knows before reading a word: typical entities, and the domains that they make up.
//!
//! The base is a set of small text files in `knowledge/`, written by hand, one for each domain and one for entities
//! that are alike everywhere. It answers short prompts and completes entities that a text only names. Everything
//! that is taken from it is a suggestion, and each part carries the reason to show beside it.

use super::typing::Kind;

/// A kind of thing that many databases hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Archetype {
    /// Singular lower-case words (`order item`).
    pub name: String,
    /// Other singular names for it.
    pub synonyms: Vec<String>,
    /// What a row stands for, as a sentence.
    pub why: String,
    pub attributes: Vec<KnownAttribute>,
    /// Entities that a row belongs to or refers to.
    pub parents: Vec<Parent>,
    pub keys: Vec<KnownKey>,
    pub rules: Vec<KnownRule>,
}

/// An attribute in the terms of [`super::typing::infer`].
#[derive(Debug, Clone, PartialEq)]
pub struct KnownAttribute {
    /// Lower-case words (`due date`).
    pub name: String,
    pub hint: Option<Kind>,
    /// Whether a row may lack it; `None` leaves it to its type.
    pub nullable: Option<bool>,
    /// The values that it can take, where they are few and known.
    pub values: Vec<String>,
    /// The value of a new row, as one of `values` or an SQL literal.
    pub default: Option<String>,
    pub why: String,
}

/// A reference from the archetype to another entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Parent {
    /// The entity's name, as an archetype's `name`.
    pub entity: String,
    /// What the parent is to the row, where its name does not say (`manager` for an employee).
    pub role: Option<String>,
    pub cardinality: Cardinality,
    /// A row can be without it.
    pub optional: bool,
    /// Rows go when the parent goes.
    pub owned: bool,
    pub why: String,
}

/// How many rows of the archetype one parent can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cardinality {
    Many,
    AtMostOne,
}

/// Attributes and parents (by entity or role name) that identify a row together.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownKey {
    pub members: Vec<String>,
    /// The row is nothing but this combination: a composite primary key suits it.
    pub primary: bool,
    pub why: String,
}

/// Something that holds for every row.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownRule {
    /// A condition over snake-case column names, where a check can hold it.
    pub check: Option<String>,
    /// The rule in words.
    pub text: String,
}

/// A field of business with the entities that its databases usually have.
#[derive(Debug, Clone, PartialEq)]
pub struct Domain {
    /// Singular lower-case words (`car rental`).
    pub name: String,
    /// A title for its schema (`Car rental`).
    pub title: String,
    /// Words and phrases that name it in a prompt.
    pub words: Vec<String>,
    /// Its entities, the central ones first.
    pub entities: Vec<Member>,
}

/// An entity's place in a domain.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub archetype: Archetype,
    /// A first schema of the domain has it; the others are offered.
    pub core: bool,
}
