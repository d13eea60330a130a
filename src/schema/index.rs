//! Indexes.

use super::key::{is_default, is_false};
use super::{Expression, Id, Options};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    pub id: Id,
    /// `None` lets the renderer derive a name from the table and its columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub unique: bool,
    /// Access method in lower case (`gin`, `hash`, `fulltext`); `None` is the dialect's ordinary B-tree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    pub keys: Vec<IndexKey>,
    /// Columns stored beside the key so that a query need not visit the table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub include: Vec<String>,
    /// The rows that a partial index holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predicate: Option<Expression>,
    /// Vendor's clauses (`WITH` = `(fillfactor = 70)`, `COMMENT` = `'by name'`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Options,
}

impl Index {
    /// An ordinary index on columns in ascending order.
    pub fn on(id: Id, columns: &[&str]) -> Self {
        let keys = columns.iter().map(|column| IndexKey::column(column)).collect();
        Self {
            id,
            name: None,
            unique: false,
            method: None,
            keys,
            include: Vec::new(),
            predicate: None,
            options: Vec::new(),
        }
    }

    /// The names of its leading plain columns, up to the first expression.
    pub fn columns(&self) -> Vec<&str> {
        self.keys.iter().map_while(|key| key.as_column()).collect()
    }
}

/// One part of an index's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexKey {
    pub part: IndexPart,
    #[serde(default, skip_serializing_if = "is_false")]
    pub descending: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    pub nulls: NullsOrder,
    /// MySQL's prefix length in characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<u32>,
    /// PostgreSQL's operator class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator_class: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collation: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndexPart {
    Column(String),
    Expression(Expression),
}

impl IndexPart {
    /// The column's name or the expression's text.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Column(name) => name,
            Self::Expression(expression) => expression.as_str(),
        }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NullsOrder {
    #[default]
    Default,
    First,
    Last,
}

impl IndexKey {
    /// A column in ascending order.
    pub fn column(name: &str) -> Self {
        Self::new(IndexPart::Column(name.to_owned()))
    }

    /// An expression in ascending order.
    pub fn expression(expression: Expression) -> Self {
        Self::new(IndexPart::Expression(expression))
    }

    fn new(part: IndexPart) -> Self {
        Self {
            part,
            descending: false,
            nulls: NullsOrder::Default,
            prefix: None,
            operator_class: None,
            collation: None,
        }
    }

    pub fn as_column(&self) -> Option<&str> {
        match &self.part {
            IndexPart::Column(name) => Some(name),
            IndexPart::Expression(_) => None,
        }
    }
}
