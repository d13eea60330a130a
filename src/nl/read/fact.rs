//! What a sentence says, before it is known what is an entity and what an attribute.

use crate::nl::phrase::Phrase;
use crate::schema::Span;

/// What a sentence says, before it is known what is an entity and what an attribute.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fact {
    pub kind: FactKind,
    pub subject: Option<Phrase>,
    /// The base form of the verb.
    pub verb: &'static str,
    pub passive: bool,
    /// The verb is a participle after a noun (`tasks performed on pools`).
    pub reduced: bool,
    /// The preposition after the verb (`assigned to`).
    pub preposition: Option<String>,
    pub items: Vec<Item>,
    /// What is kept of each meeting of subject and items (`farms subscribe to stations, recording the date`).
    pub shared: Vec<Item>,
    /// What the sentence is about by its heading or its beginning (`for each order, ...`).
    pub topic: Option<Phrase>,
    /// Whether the topic comes from the sentence itself rather than from a heading above it.
    pub fronted: bool,
    /// For `reviews where users rate products`: the phrase before `where`.
    pub within: Option<Phrase>,
    pub negative: bool,
    pub span: Span,
}

impl Fact {
    /// A thing with its parts, attributes or collections.
    pub fn has(subject: Phrase, items: Vec<Item>, span: Span) -> Self {
        Self { kind: FactKind::Has, subject: Some(subject), verb: "have", items, span, ..Self::default() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FactKind {
    /// The subject has the items as parts, attributes or collections.
    Has,
    /// Somebody stores the items.
    Store,
    /// The subject acts on the items.
    Relate,
    /// The subject is what the items say.
    Be,
    /// Nothing but a list.
    #[default]
    List,
}

/// An element of a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Item {
    pub phrase: Phrase,
    /// `with ...`, `including ...`: what it has in turn.
    pub nested: Vec<Item>,
    /// `such as ...`, `(...)`: examples, values or parts, as their nature tells.
    pub examples: Vec<Item>,
    /// What brackets after it say, in lower case, where that is no list.
    pub remark: Option<String>,
}

/// A fact on one line, for tests and traces: `Has order have product [quantity] about sale`.
pub fn summary(fact: &Fact) -> String {
    let subject = fact.subject.as_ref().map_or("-".to_owned(), Phrase::name);
    let items = fact.items.iter().map(item_summary).collect::<Vec<_>>().join(", ");
    let passive = if fact.passive { "*" } else { "" };
    let about = fact.topic.as_ref().map_or(String::new(), |t| format!(" about {}", t.name()));
    format!("{:?} {subject} {}{passive} {items}{about}", fact.kind, fact.verb)
}

fn item_summary(item: &Item) -> String {
    let list = |items: &[Item]| items.iter().map(item_summary).collect::<Vec<_>>().join(", ");
    let mut text = item.phrase.name();
    if let Some(owner) = &item.phrase.owner {
        text.push_str(&format!(" of {}", owner.name()));
    }
    if !item.nested.is_empty() {
        text.push_str(&format!(" [{}]", list(&item.nested)));
    }
    if !item.examples.is_empty() {
        text.push_str(&format!(" <{}>", list(&item.examples)));
    }
    text
}
