//! From an attribute's name to its column: type, nullability, default, check.
//!
//! The rules are data: `typing/rules.txt` lists patterns over the words of a name, tried from top to bottom. A hint
//! from the words around the attribute ("the date on which ...") decides where the name says nothing or little.

mod pattern;
mod rules;

use super::foreign;
use crate::schema::{ColumnType, Expression, words};
pub(super) use pattern::is_form_of;
use rules::{Rule, rules};

/// What the words around an attribute say about its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A short text.
    Text,
    /// A text of any length.
    LongText,
    /// A short identifier that people write down: a number on a card, a code, a reference.
    Code,
    /// One of a few words.
    Category,
    /// A whole number.
    Integer,
    /// A measured number.
    Decimal,
    /// A number, whole or not.
    Number,
    Money,
    Percentage,
    /// A length of time.
    Duration,
    Date,
    /// A time of day.
    Time,
    /// A point in time.
    Timestamp,
    /// Yes or no.
    Flag,
    /// Structured data without a fixed form.
    Document,
    /// The address of a page, picture or file.
    Link,
}

impl Kind {
    /// The kind with a name, in snake case: the word of the rules, of the knowledge base and of a model's reply.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "text" => Self::Text,
            "long_text" => Self::LongText,
            "code" => Self::Code,
            "category" => Self::Category,
            "integer" => Self::Integer,
            "decimal" => Self::Decimal,
            "money" => Self::Money,
            "percentage" => Self::Percentage,
            "duration" => Self::Duration,
            "date" => Self::Date,
            "time" => Self::Time,
            "timestamp" => Self::Timestamp,
            "flag" => Self::Flag,
            "document" => Self::Document,
            "link" => Self::Link,
            _ => return None,
        })
    }
}

/// An attribute as a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Typed {
    /// The column's name in snake case, which may differ from the attribute's (`password` gives `password_hash`).
    pub name: String,
    pub kind: Kind,
    pub data_type: ColumnType,
    pub nullable: bool,
    /// No two rows share a value.
    pub unique: bool,
    pub default: Option<Expression>,
    /// A condition over the column's final name.
    pub check: Option<Expression>,
    /// What a number counts (`minutes`, `kg`), for the column's comment.
    pub unit: Option<&'static str>,
    /// The reason for the type, as a sentence.
    pub why: String,
    /// 0 to 1.
    pub confidence: f32,
}

/// The column for an attribute of an entity, both given in words or as identifiers in any style.
///
/// A hint decides where no rule knows the name, and against a rule that is not sure of itself.
pub fn infer(attribute: &str, entity: &str, hint: Option<Kind>) -> Typed {
    let entity = words(entity);
    let attribute = without_owner(attribute_words(attribute), &entity);
    let found = readings(&attribute).into_iter().find_map(|(reading, loss)| {
        let rule = rules().find(&reading, &entity)?;
        Some((rule, rule.confidence - loss))
    });
    // A word of another language has the type that its English word has.
    let found = found.or_else(|| {
        let rule = rules().find(&foreign::in_english(&attribute)?, &entity)?;
        Some((rule, rule.confidence - 0.15))
    });
    let name = column_name(&attribute);
    match (found, hint) {
        (Some((rule, confidence)), Some(hint)) if !agrees(hint, rule.kind) && confidence < 0.95 => {
            Typed { nullable: rule.nullable, ..by_hint(name, hint) }
        }
        (Some((rule, confidence)), hint) => {
            let support = if hint.is_some() { 0.05 } else { 0.0 };
            by_rule(&name, rule, (confidence + support).min(0.99))
        }
        (None, Some(hint)) => by_hint(name, hint),
        (None, None) => unknown(name),
    }
}

/// Whether an entity is a person, by its name: `sales agent`, `patient`.
pub fn is_person(entity: &str) -> bool {
    rules().in_group("person", &words(entity))
}

/// Whether an entity is an organization or one of its places: `supplier`, `branch`.
pub fn is_business(entity: &str) -> bool {
    rules().in_group("business", &words(entity))
}

/// Whether an entity is something that takes place at a time: `appointment`, `flight`.
pub fn is_event(entity: &str) -> bool {
    rules().in_group("event", &words(entity))
}

fn by_rule(name: &str, rule: &'static Rule, confidence: f32) -> Typed {
    let name = rule.rename.as_ref().map_or_else(|| name.to_owned(), |rename| rename.replace("{}", name));
    let column = Expression::identifier(&name).0;
    Typed {
        kind: rule.kind,
        data_type: rule.data_type.clone(),
        nullable: rule.nullable,
        unique: rule.unique,
        default: rule.default.as_deref().map(Expression::from),
        check: rule.check.as_ref().map(|check| Expression::new(check.replace("{}", &column))),
        unit: rule.unit.as_deref(),
        why: rule.why.clone(),
        confidence,
        name,
    }
}

fn by_hint(name: String, hint: Kind) -> Typed {
    let (data_type, why) = match hint {
        Kind::Text => (ColumnType::varchar(255), "The description speaks of a short text."),
        Kind::LongText => (ColumnType::Text, "The description speaks of a text of any length."),
        Kind::Code => (ColumnType::varchar(50), "Codes and numbers that nobody computes with are text."),
        Kind::Category => (ColumnType::varchar(50), "The description gives a few words to choose from."),
        Kind::Integer | Kind::Number => (ColumnType::Integer, "The description speaks of a number."),
        Kind::Decimal => (ColumnType::decimal(12, 4), "The description speaks of a measured number."),
        Kind::Money => (ColumnType::decimal(10, 2), "Money is an exact decimal with two digits, never a float."),
        Kind::Percentage => (ColumnType::decimal(5, 2), "A share in percent with two digits, from 0 to 100."),
        Kind::Duration => (ColumnType::Integer, "A length of time as a whole number of minutes."),
        Kind::Date => (ColumnType::Date, "The description speaks of a calendar day."),
        Kind::Time => (ColumnType::Time { precision: None, zone: false }, "The description speaks of a time of day."),
        Kind::Timestamp => (ColumnType::timestamptz(), "A moment, as an absolute time."),
        Kind::Flag => (ColumnType::Boolean, "The description gives two states: yes and no."),
        Kind::Document => (ColumnType::Json { binary: true }, "Its fields differ from row to row."),
        Kind::Link => (ColumnType::varchar(2048), "Browsers take addresses of about 2,000 characters."),
    };
    let column = Expression::identifier(&name).0;
    let check = match hint {
        Kind::Money | Kind::Duration => Some(format!("{column} >= 0")),
        Kind::Percentage => Some(format!("{column} BETWEEN 0 AND 100")),
        _ => None,
    };
    Typed {
        name,
        kind: hint,
        data_type,
        nullable: hint == Kind::LongText || hint == Kind::Link,
        unique: false,
        default: (hint == Kind::Flag).then(|| "false".into()),
        check: check.map(Expression),
        unit: (hint == Kind::Duration).then_some("minutes"),
        why: why.to_owned(),
        confidence: 0.75,
    }
}

fn unknown(name: String) -> Typed {
    Typed {
        name,
        kind: Kind::Text,
        data_type: ColumnType::varchar(255),
        nullable: true,
        unique: false,
        default: None,
        check: None,
        unit: None,
        why: "Nothing says what the values are, so they are taken for short texts.".to_owned(),
        confidence: 0.4,
    }
}

/// Whether a rule's kind is one that the hint may mean.
fn agrees(hint: Kind, rule: Kind) -> bool {
    use Kind::*;
    match hint {
        Text => matches!(rule, Text | LongText | Code | Category | Link),
        LongText => matches!(rule, LongText | Document),
        Code => matches!(rule, Code),
        Category => matches!(rule, Category | Text),
        Integer => matches!(rule, Integer | Duration),
        Decimal => matches!(rule, Decimal | Money | Percentage | Duration),
        Number => matches!(rule, Integer | Decimal | Money | Percentage | Duration),
        Date => matches!(rule, Date | Timestamp),
        Timestamp => matches!(rule, Timestamp),
        hint => hint == rule,
    }
}

/// The words that count: articles and possessives say nothing about the values.
fn attribute_words(attribute: &str) -> Vec<String> {
    const EMPTY: [&str; 9] = ["a", "an", "the", "its", "their", "his", "her", "our", "your"];
    let mut words = words(attribute);
    words.retain(|word| !EMPTY.contains(&word.as_str()));
    words.truncate(12);
    words
}

/// `weight of the animal` on an animal is its `weight`.
fn without_owner(mut words: Vec<String>, entity: &[String]) -> Vec<String> {
    if let Some(of) = words.iter().position(|word| word == "of").filter(|at| *at > 0 && words[at + 1..] == *entity) {
        words.truncate(of);
    }
    words
}

const PREPOSITIONS: [&str; 10] = ["of", "for", "in", "on", "at", "per", "by", "with", "from", "to"];

/// The ways to read a name, the most literal first, with what each takes from the confidence: as it stands,
/// `colour of eyes` as `eyes colour`, and `price for members` as `price`.
fn readings(words: &[String]) -> Vec<(Vec<String>, f32)> {
    let mut readings = vec![(words.to_vec(), 0.0)];
    readings.extend(inverted(words).map(|reading| (reading, 0.05)));
    let preposition = words.iter().position(|word| PREPOSITIONS.contains(&word.as_str()));
    if let Some(at) = preposition.filter(|at| *at > 0) {
        readings.push((words[..at].to_vec(), 0.1));
    }
    readings
}

fn inverted(words: &[String]) -> Option<Vec<String>> {
    let of = words.iter().position(|word| word == "of").filter(|at| *at > 0 && at + 1 < words.len())?;
    Some([&words[of + 1..], &words[..of]].concat())
}

/// Snake case. `name of customer` becomes `customer_name`, as designers write it; idioms such as `date of birth` and
/// counts such as `number of seats` stay as they are.
fn column_name(words: &[String]) -> String {
    const TURNED: [&str; 12] =
        ["name", "date", "time", "price", "cost", "amount", "address", "code", "title", "type", "status", "colour"];
    const IDIOMS: [&str; 3] = ["birth", "death", "week"];
    let turns = matches!(words, [head, of, rest @ ..]
        if TURNED.contains(&head.as_str()) && of == "of" && !rest.iter().any(|word| IDIOMS.contains(&word.as_str())));
    let words = inverted(words).filter(|_| turns).unwrap_or_else(|| words.to_vec());
    let mut name = String::new();
    for word in &words {
        if !name.is_empty() && name.len() + word.len() >= 60 {
            break;
        }
        if !name.is_empty() {
            name.push('_');
        }
        name.extend(word.chars().take(60));
    }
    if name.is_empty() { "value".to_owned() } else { name }
}

#[cfg(test)]
mod tests;
