//! What became of every statement of a script, as plain data.

use crate::schema::Position;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Counts and a list of statements; statements about rows are only counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Statements that are wholly in the model, or in part with what is missing noted.
    pub understood: usize,
    /// Statements that are kept as text.
    pub kept: usize,
    /// Statements that a schema has no place for.
    pub skipped: usize,
    /// Definitions of tables in the script, and how many of them are in the model.
    pub tables: usize,
    pub tables_understood: usize,
    /// Rows by table, as the statements name it.
    pub rows: BTreeMap<String, usize>,
    pub statements: Vec<StatementRead>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementRead {
    pub position: Position,
    /// What it makes or does, in lower case (`table`, `alter table`, `session`).
    pub kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub outcome: Outcome,
    /// Why it was kept or skipped, or which clauses are missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Understood,
    /// In the model, but for a clause that the notes name.
    Partly,
    /// An opaque object with the statement's text.
    Kept,
    Skipped,
}

impl Report {
    pub(super) fn add(&mut self, statement: StatementRead) {
        match statement.outcome {
            Outcome::Understood | Outcome::Partly => self.understood += 1,
            Outcome::Kept => self.kept += 1,
            Outcome::Skipped => self.skipped += 1,
        }
        if statement.kind == "table" {
            self.tables += 1;
            self.tables_understood += usize::from(statement.outcome != Outcome::Kept);
        }
        self.statements.push(statement);
    }

    pub(super) fn add_rows(&mut self, table: String, rows: usize) {
        self.skipped += 1;
        *self.rows.entry(table).or_default() += rows;
    }

    /// Rows of all tables.
    pub fn row_count(&self) -> usize {
        self.rows.values().sum()
    }
}
