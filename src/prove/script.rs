//! What a database is asked to run for a proof.

use super::rows::{self, Options};
use crate::dialect::Dialect;
use crate::migrate::Plan;
use crate::schema::{Id, Schema};
use crate::sql;
use serde::{Deserialize, Serialize};

/// Everything that is run, in order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Agenda {
    /// The schema at the beginning.
    pub ddl: Vec<Asked>,
    pub rows: Vec<Asked>,
    /// The phases of a migration.
    pub phases: Vec<Phase>,
    /// The schema at the end, made anew, to compare with what a migration arrives at.
    pub target: Vec<Asked>,
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    pub sql: String,
    pub subject: Option<Id>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Phase {
    pub name: String,
    /// Whether its statements run as one transaction.
    pub transactional: bool,
    pub up: Vec<String>,
    pub down: Vec<String>,
    /// Whether it takes rows or columns away on purpose.
    pub contracts: bool,
}

/// The proof of a schema: its DDL, and rows.
pub fn of_schema(schema: &Schema, dialect: Dialect, options: Options) -> Agenda {
    let made = rows::rows(schema, dialect, options);
    let mut inserts: Vec<Asked> =
        rows::statements(&made, schema, dialect).into_iter().map(|(_, sql)| Asked { sql, subject: None }).collect();
    inserts.extend(rows::tidy(&made, schema, dialect).into_iter().map(|sql| Asked { sql, subject: None }));
    Agenda { ddl: ddl(schema, dialect), rows: inserts, notes: made.notes, ..Agenda::default() }
}

/// The proof of a migration: the schema as it is with rows, the phases forward and back, and the schema as it should be.
pub fn of_migration(from: &Schema, to: &Schema, plan: &Plan, options: Options) -> Agenda {
    let phases = plan.phases.iter().map(|phase| Phase {
        name: phase.name.clone(),
        transactional: phase.transactional,
        up: phase.statements.iter().map(|statement| statement.sql.clone()).collect(),
        down: phase.reverse().into_iter().map(str::to_owned).collect(),
        contracts: phase.stage == crate::migrate::Stage::Contract,
    });
    Agenda { phases: phases.collect(), target: ddl(to, plan.dialect), ..of_schema(from, plan.dialect, options) }
}

/// Statements without comments of their own, which ask nothing.
fn ddl(schema: &Schema, dialect: Dialect) -> Vec<Asked> {
    let is_comment = |sql: &str| sql.lines().all(|line| line.trim_start().starts_with("--") || line.trim().is_empty());
    let statements = sql::render(schema, dialect).statements.into_iter();
    let asked = statements.map(|statement| Asked { sql: statement.sql, subject: statement.subject });
    asked.filter(|asked| !is_comment(&asked.sql)).collect()
}
