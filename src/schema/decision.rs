//! Why a schema is as it is.

use super::Id;
use serde::{Deserialize, Serialize};

/// Bytes `start..end` of the description.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// One decision about one element, with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// The element that it explains.
    pub subject: Id,
    pub topic: Topic,
    /// What was decided, as a short statement (`order_items is a table of its own`).
    pub what: String,
    /// The reason, as one or two sentences.
    pub why: String,
    /// The words of the description that it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Span>,
    /// 0 to 1: how likely a designer would agree.
    pub confidence: f32,
    /// What was not done, and why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternative: Option<String>,
    pub source: Source,
}

/// What a decision is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    Entity,
    Attribute,
    Type,
    Key,
    Relationship,
    Rule,
    Index,
    Normalization,
    Denormalization,
    Security,
    Convention,
}

/// Where an element or decision comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The words of the description.
    Text,
    /// The engine's knowledge of the domain: suggested, not said.
    Knowledge,
    /// Good practice for any schema.
    Practice,
    /// A normal form.
    Normalization,
    /// A language model's reply.
    Model,
    /// The user's own edit or answer.
    User,
    /// An imported schema.
    Import,
}

/// Something that the text leaves open, with prepared answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Stable key, for answers given in a file (`orders.status.history`).
    pub id: String,
    pub text: String,
    /// Why it matters.
    pub why: String,
    pub spans: Vec<Span>,
    /// The first is what the schema assumes now and has no changes.
    pub answers: Vec<Answer>,
}

/// A prepared answer and what it changes in the schema.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    pub label: String,
    /// What choosing it does (`adds categories and product_categories`).
    pub effect: String,
    pub changes: Vec<super::Change>,
    /// Decisions about the elements that the changes add.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
}
