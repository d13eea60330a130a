//! From an attribute's name to its column: type, nullability, default, check.

use crate::schema::{ColumnType, Expression};

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
    /// The reason for the type, as a sentence.
    pub why: String,
    /// 0 to 1.
    pub confidence: f32,
}
