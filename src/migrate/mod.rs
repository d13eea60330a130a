//! Two schemas -> a plan that changes a living database from the one to the other, and back.
//!
//! The elements of both schemas are matched by their ids, which [`diff`](crate::diff) aligns. Between the old schema and
//! the new one stands a third, the old one under the new names (`renames`): renamings come first, and everything after
//! them speaks in the new names. Each strategy turns one kind of difference into steps; a step's statements carry their
//! own way back. Steps are put in order (`order`) and grouped into phases (`phases`).
//!
//! What a phase destroys is archived first, under names that begin with `_architect`, so that the way back restores rows
//! and values; `cleanup` removes it when the way back is no longer wanted.

mod affected;
mod archive;
mod backfill;
pub mod bundle;
mod carry;
mod convert;
mod database;
mod ddl;
mod fill;
pub mod impact;
mod implied;
mod names;
mod opaque;
mod options;
mod order;
mod phases;
mod plan;
mod question;
mod rebuild;
mod remedy;
mod renames;
#[cfg(test)]
mod sample;
mod script;
mod step;
mod strategy;
mod work;

pub use database::database_of;
pub use options::{BATCH_PAUSE_MS, BATCH_ROWS, LOCK_TIMEOUT_MS, Options, Remedy, Size};
pub use plan::{Effect, Hazard, Hold, Phase, Plan, Stage, Statement, Verify};
pub use script::script;

use crate::dialect::Dialect;
use crate::schema::Schema;
use crate::sql;

/// The plan from one schema to another whose elements have the ids of the first one as far as they stay.
pub fn plan(from: &Schema, to: &Schema, dialect: Dialect, options: &Options) -> Plan {
    let (mut old, mut new) = (sql::prepared(from, dialect), sql::prepared(to, dialect));
    if matches!(dialect, Dialect::MySql | Dialect::MariaDb) {
        implied::with_implied_indexes(old.to_mut(), new.to_mut(), dialect);
    }
    let (mid, renamings) = renames::renamed(&old, &new);
    let work = work::Work::new([&old, &mid, &new], &renamings, dialect, options);
    let steps = order::ordered(strategy::steps(&work));
    let phases = phases::phases(&work, steps);
    let mut cleanup: Vec<String> = phases
        .iter()
        .rev()
        .flat_map(|phase| phase.statements.iter().rev())
        .flat_map(|statement| statement.cleanup.clone())
        .collect();
    if phases.iter().any(|phase| phase.name == "Prepare archive") {
        cleanup.push(format!("DROP SCHEMA IF EXISTS {}", archive::SCHEMA));
    }
    let hazards = phases.iter().flat_map(|phase| &phase.statements).flat_map(|statement| &statement.hazards);
    let irreversible =
        hazards.filter(|hazard| hazard.code == "irreversible").map(|hazard| hazard.message.clone()).collect();
    let database = options.database.clone();
    Plan { dialect, offline: options.offline, database, phases, cleanup, irreversible }
}

#[cfg(test)]
mod tests;
