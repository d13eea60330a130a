//! Keys and constraints of a table.

use super::{Expression, Id, Options, QualifiedName};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrimaryKey {
    pub id: Id,
    /// `None` leaves the name to the database.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub columns: Vec<String>,
    /// Vendor\'s clauses (`NOT VALID`, `INCLUDE` = `(note)`, `MATCH` = `FULL`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Options,
}

impl PrimaryKey {
    /// An ordinary key, which the database names.
    pub fn on(id: Id, columns: Vec<String>) -> Self {
        Self { id, name: None, columns, options: Vec::new() }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unique {
    pub id: Id,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub columns: Vec<String>,
    /// Two rows with NULL in the key count as equal.
    #[serde(default, skip_serializing_if = "is_false")]
    pub nulls_not_distinct: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    pub deferrable: Deferrable,
    /// Vendor\'s clauses (`NOT VALID`, `INCLUDE` = `(note)`, `MATCH` = `FULL`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Options,
}

impl Unique {
    /// An ordinary key, which the database names.
    pub fn on(id: Id, columns: Vec<String>) -> Self {
        Self { id, name: None, columns, nulls_not_distinct: false, deferrable: Deferrable::No, options: Vec::new() }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignKey {
    pub id: Id,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub columns: Vec<String>,
    pub references: Reference,
    #[serde(default, skip_serializing_if = "is_default")]
    pub on_delete: Action,
    #[serde(default, skip_serializing_if = "is_default")]
    pub on_update: Action,
    #[serde(default, skip_serializing_if = "is_default")]
    pub deferrable: Deferrable,
    /// Vendor\'s clauses (`NOT VALID`, `INCLUDE` = `(note)`, `MATCH` = `FULL`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Options,
}

impl ForeignKey {
    /// An ordinary key, which the database names and which keeps the parent's row while it is referred to.
    pub fn on(id: Id, columns: Vec<String>, references: Reference) -> Self {
        Self {
            id,
            name: None,
            columns,
            references,
            on_delete: Action::NoAction,
            on_update: Action::NoAction,
            deferrable: Deferrable::No,
            options: Vec::new(),
        }
    }
}

/// The parent's side of a foreign key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    pub table: QualifiedName,
    /// Empty where the statement named none: the parent's primary key is meant.
    pub columns: Vec<String>,
}

/// What happens to the child's rows when the parent's row goes or its key changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    #[default]
    NoAction,
    Restrict,
    Cascade,
    SetNull,
    SetDefault,
}

impl Action {
    /// The words of standard SQL.
    pub fn sql(self) -> &'static str {
        match self {
            Self::NoAction => "NO ACTION",
            Self::Restrict => "RESTRICT",
            Self::Cascade => "CASCADE",
            Self::SetNull => "SET NULL",
            Self::SetDefault => "SET DEFAULT",
        }
    }
}

/// When a constraint is checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deferrable {
    #[default]
    No,
    /// Deferrable, checked at once unless a transaction asks otherwise.
    Immediate,
    /// Deferrable, checked at commit unless a transaction asks otherwise.
    Deferred,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    pub id: Id,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub expression: Expression,
    /// Vendor\'s clauses (`NOT VALID`, `INCLUDE` = `(note)`, `MATCH` = `FULL`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Options,
}

impl Check {
    /// An ordinary check, which the database names.
    pub fn new(id: Id, expression: Expression) -> Self {
        Self { id, name: None, expression, options: Vec::new() }
    }
}

/// PostgreSQL's `EXCLUDE USING method (element WITH operator, ...)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    pub id: Id,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub method: String,
    pub elements: Vec<ExclusionElement>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predicate: Option<Expression>,
    /// Vendor\'s clauses (`NOT VALID`, `INCLUDE` = `(note)`, `MATCH` = `FULL`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Options,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExclusionElement {
    pub expression: Expression,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator_class: Option<String>,
    pub operator: String,
}

pub(crate) fn is_false(value: &bool) -> bool {
    !value
}

pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
