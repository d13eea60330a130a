//! What a designer knows before reading a word: typical entities, and the domains that they make up.
//!
//! The base is a set of small text files in `knowledge/`, written by hand, one for each domain and one for entities
//! that are alike everywhere. It answers short prompts and completes entities that a text only names. Everything
//! that is taken from it is a suggestion, and each part carries the reason to show beside it.

mod base;
mod index;
mod read;

use super::typing::{self, Kind};

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
    /// Words that name it where nothing names another domain: `saas` says how a gym's software is sold.
    pub weak: Vec<String>,
    /// Words of a prompt of few words that may mean it where nothing names a domain: `registration`.
    pub general: Vec<String>,
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

impl Archetype {
    /// Whether this is its name or a synonym, in the singular or plural.
    pub fn is_called(&self, entity: &str) -> bool {
        let words = crate::schema::words(entity);
        std::iter::once(&self.name).chain(&self.synonyms).any(|name| same_words(&words, name))
    }
}

impl Domain {
    /// The domain's own idea of an entity.
    pub fn archetype(&self, entity: &str) -> Option<&Archetype> {
        let archetypes = || self.entities.iter().map(|member| &member.archetype);
        let words = crate::schema::words(entity);
        archetypes().find(|a| same_words(&words, &a.name)).or_else(|| archetypes().find(|a| a.is_called(entity)))
    }
}

/// What is generally known about an entity: from the entities that are alike everywhere, or else from the first domain
/// that knows it. Names go before synonyms.
pub fn archetype(entity: &str) -> Option<&'static Archetype> {
    index::archetype(&crate::schema::words(entity))
}

/// The domain that a prompt names. Of several, the one whose words take up most of the prompt.
pub fn domain(words: &[&str]) -> Option<&'static Domain> {
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let mut weights = vec![0; domains().len()];
    for phrase in index::phrases(&words) {
        // A longer phrase says more: `hotel booking` outweighs `booking`. A weak word must not decide against a strong
        // one, however often it comes in phrases.
        weights[phrase.domain] += phrase.length * phrase.length * if phrase.is_weak { 1 } else { 100 };
    }
    let mut best: Option<(usize, &Domain)> = None;
    for (weight, domain) in weights.into_iter().zip(domains()) {
        if weight > best.map_or(0, |(weight, _)| weight) {
            best = Some((weight, domain));
        }
    }
    best.map(|(_, domain)| domain).or_else(|| general(&words))
}

/// Longer prompts say themselves what they want.
const PROMPT: usize = 14;

/// What a prompt of few words may mean that names no field of business: the domain of its last general word, since the
/// last noun says what it is (`dog walking service`).
fn general(words: &[String]) -> Option<&'static Domain> {
    let said =
        |word: &String, domain: &Domain| domain.general.iter().any(|name| same_words(std::slice::from_ref(word), name));
    let found = |word: &String| domains().iter().find(|domain| said(word, domain));
    words.iter().rev().filter(|_| words.len() <= PROMPT).find_map(found)
}

/// All domains, the most usual first.
pub fn domains() -> &'static [Domain] {
    base::domains()
}

/// Whether words are those of a name, each in the singular or plural.
fn same_words(words: &[String], name: &str) -> bool {
    let mut known = name.split_whitespace();
    words.iter().all(|word| known.next().is_some_and(|known| typing::is_form_of(word, known))) && known.next().is_none()
}

#[cfg(test)]
mod tests;
