//! A migration as plain data: phases of statements, each with its way back.

use crate::dialect::Dialect;
use serde::Serialize;

/// What changes a living database from one schema to another, and back.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Plan {
    pub dialect: Dialect,
    /// Plain scripts for a maintenance window instead of forms that let the application go on.
    pub offline: bool,
    /// The database that every script selects first; without one they run where the client is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// In the order in which they run; the way back runs them from the last to the first.
    pub phases: Vec<Phase>,
    /// Removes what the plan keeps for its way back.
    pub cleanup: Vec<String>,
    /// Sentences about what cannot be undone, or not completely.
    pub irreversible: Vec<String>,
}

impl Plan {
    pub fn is_empty(&self) -> bool {
        self.phases.is_empty()
    }

    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.phases.iter().flat_map(|phase| &phase.statements)
    }
}

/// Statements that run, and are taken back, as a whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Phase {
    /// What it does (`Add column as nullable`).
    pub name: String,
    pub stage: Stage,
    /// The table that it is about, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Whether its statements may, and should, run in one transaction.
    pub transactional: bool,
    pub statements: Vec<Statement>,
    /// Questions to the data; each counts rows that stand in the way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub verify: Vec<Verify>,
}

impl Phase {
    /// The statements that take the phase back, in order.
    pub fn reverse(&self) -> Vec<&str> {
        self.statements.iter().rev().flat_map(|statement| statement.reverse.iter().map(String::as_str)).collect()
    }
}

/// Where a phase stands between the old schema and the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Schemas, types and sequences that others need.
    Prepare,
    /// Views, triggers and the like step aside.
    Detach,
    Rename,
    /// Constraints and indexes that the new schema does not have, or has otherwise.
    Relax,
    /// New tables and columns, nothing of which disturbs the old application.
    Expand,
    /// Columns that change their type.
    Convert,
    /// Values for rows that are there.
    Backfill,
    /// Columns of another type take the place of old ones.
    Switch,
    /// Rules that all rows now keep.
    Enforce,
    /// Views, routines and triggers of the new schema.
    Attach,
    /// What the new schema no longer has; its rows are archived first.
    Contract,
}

/// One statement and everything that an engineer asks before running it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Statement {
    pub sql: String,
    /// The statements that take it back.
    pub reverse: Vec<String>,
    /// What other sessions cannot do meanwhile.
    pub hold: Hold,
    pub effect: Effect,
    /// Tables that it locks.
    pub tables: Vec<String>,
    /// Whether it can run inside a transaction.
    pub transactional: bool,
    /// Removes what it keeps for the way back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cleanup: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hazards: Vec<Hazard>,
    /// Why it has this form.
    pub why: String,
}

/// What a lock keeps others from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Hold {
    /// Nothing but other changes of the schema.
    #[default]
    Schema,
    /// Writing.
    Writes,
    /// Reading and writing.
    Everything,
}

/// How the work of a statement grows with its table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The catalog only: no longer for many rows than for few.
    #[default]
    Catalog,
    /// Reads all rows.
    Scan,
    /// Reads all rows and writes an index.
    Index,
    /// Changes rows, in batches where the table is large.
    Rows,
    /// Writes the whole table and all its indexes anew.
    Rewrite,
}

/// Something to know before a statement runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hazard {
    /// Stable kebab-case code (`table-rewrite`).
    pub code: &'static str,
    pub message: String,
}

/// A question to the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verify {
    /// What is counted (`Rows of users without email`).
    pub what: String,
    /// A query with one number; zero lets the phase go on.
    pub sql: String,
    /// What to do about the rows that it counts.
    pub action: String,
}

impl Statement {
    pub fn new(sql: impl Into<String>) -> Self {
        Self {
            sql: sql.into(),
            reverse: Vec::new(),
            hold: Hold::default(),
            effect: Effect::default(),
            tables: Vec::new(),
            transactional: true,
            cleanup: Vec::new(),
            hazards: Vec::new(),
            why: String::new(),
        }
    }

    /// Adds a statement of the way back.
    pub fn back(mut self, sql: impl Into<String>) -> Self {
        self.reverse.push(sql.into());
        self
    }

    pub fn back_all(mut self, statements: impl IntoIterator<Item = String>) -> Self {
        self.reverse.extend(statements);
        self
    }

    /// What it locks, and how long.
    pub fn holds(mut self, hold: Hold, effect: Effect, table: impl ToString) -> Self {
        self.hold = hold;
        self.effect = effect;
        self.tables.push(table.to_string());
        self
    }

    pub fn also_locks(mut self, table: impl ToString) -> Self {
        self.tables.push(table.to_string());
        self
    }

    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    pub fn hazard(mut self, code: &'static str, message: impl Into<String>) -> Self {
        self.hazards.push(Hazard { code, message: message.into() });
        self
    }

    /// What removes the thing that it keeps for the way back.
    pub fn keeps(mut self, cleanup: impl Into<String>) -> Self {
        self.cleanup.push(cleanup.into());
        self
    }

    /// It cannot run inside a transaction.
    pub fn alone(mut self) -> Self {
        self.transactional = false;
        self
    }
}
