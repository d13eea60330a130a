//! What keeping an index up to date costs a writing statement.

use super::index::{Method, SizedIndex};
use super::units::{OPERATOR, RANDOM_PAGE};
use crate::advise::workload::{Write, WriteKind};

/// The share of look-ups in an index for writing that meet a page outside memory.
const MISSES: f64 = 0.25;

/// The cost of one execution for one index; `rows` are those that the statement finds.
pub fn upkeep(write: &Write, rows: f64, index: &SizedIndex) -> f64 {
    if write.table != index.shape.table {
        return 0.0;
    }
    let mentioned = index.shape.mentioned();
    let written = match write.kind {
        WriteKind::Insert => write.rows,
        // A new version of a row needs an entry in every index when one of the indexed columns changes.
        WriteKind::Update if write.columns.iter().any(|column| mentioned.contains(column)) => 2.0 * rows,
        WriteKind::Update => 0.0,
        // Entries of deleted rows are cleaned up later, many at a time.
        WriteKind::Delete => 0.5 * rows,
    };
    let slower = match index.shape.method {
        Method::BTree | Method::Hash => 1.0,
        Method::Gist => 2.0,
        Method::Gin => 5.0,
        Method::Trigram => 15.0,
        Method::Brin => 0.05,
    };
    let share = index.shape.predicate.as_ref().map_or(1.0, |(_, share)| f64::from(*share) / 100_000.0);
    let descent = (index.height + 1.0) * 50.0 * OPERATOR;
    // Two page accesses: the leaf is read if it is not in memory, and written with the log.
    written * share * slower * (descent + 2.0 * RANDOM_PAGE * MISSES)
}
