//! A column of a table.

use super::key::{is_default, is_false};
use super::{ColumnType, Expression, Id, Options};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub id: Id,
    pub name: String,
    #[serde(rename = "type")]
    pub data_type: ColumnType,
    pub nullable: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Expression>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Identity>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generated: Option<Generated>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collation: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The type as a script spelled it; it holds as long as it means `data_type`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spelled: Option<Spelled>,
    /// Vendor's clauses (`ON UPDATE` = `CURRENT_TIMESTAMP`, `CHARACTER SET` = `latin1`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Options,
}

/// A type in the words of one dialect's script (`mediumint(8) unsigned`, `VARYING CHARACTER(20)`), for which the model
/// has only a common meaning. Whoever prints it for that dialect checks first that it still means the column's type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spelled {
    /// Command-line name of the dialect.
    pub dialect: String,
    pub text: String,
}

impl Column {
    /// A column that must have a value and has no default.
    pub fn new(id: Id, name: impl Into<String>, data_type: ColumnType) -> Self {
        Self {
            id,
            name: name.into(),
            data_type,
            nullable: false,
            default: None,
            identity: None,
            generated: None,
            collation: None,
            comment: None,
            spelled: None,
            options: Vec::new(),
        }
    }
}

/// A number that the database assigns when a row is inserted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// `GENERATED ALWAYS` rather than `BY DEFAULT`: an INSERT cannot choose the value.
    pub always: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub increment: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cache: Option<i64>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub cycle: bool,
    /// Name of the sequence behind it, where it is not the one that the database would choose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub numbering: Numbering,
}

/// By what means a column is numbered, where a dialect has several.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Numbering {
    /// The dialect's usual one: `GENERATED AS IDENTITY`, `AUTO_INCREMENT`, `AUTOINCREMENT`.
    #[default]
    Usual,
    /// PostgreSQL's `serial`: a default that takes the next value of a sequence of the column's own.
    Serial,
    /// SQLite's `INTEGER PRIMARY KEY` without `AUTOINCREMENT`: numbers of deleted rows may come again.
    Rowid,
}

/// A value computed from other columns of the row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generated {
    pub expression: Expression,
    /// Kept on disk rather than computed when read.
    pub stored: bool,
}
