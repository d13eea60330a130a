//! How long statements take, from the sizes of their tables.
//!
//! The rates are those of an ordinary server with a solid-state disk. They are there to tell milliseconds from hours;
//! a trial on a copy of the database gives the real figures.

use crate::migrate::options::{BATCH_PAUSE_MS, BATCH_ROWS, Options, Size};
use crate::migrate::plan::{Effect, Hold, Phase, Statement};
use serde::Serialize;

/// A statement that changes the catalog alone.
const CATALOG_SECONDS: f64 = 0.01;
const READ_BYTES_PER_SECOND: f64 = 400e6;
const WRITE_BYTES_PER_SECOND: f64 = 100e6;
/// Sorting keys for an index, a row.
const INDEX_SECONDS_PER_ROW: f64 = 0.8e-6;
/// Changing a row with its indexes.
const CHANGE_SECONDS_PER_ROW: f64 = 15e-6;
/// Where a size is known without a width.
const USUAL_WIDTH: u64 = 100;

/// Seconds of work, and seconds of it in which others wait.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Load {
    pub seconds: f64,
    pub blocked: f64,
}

/// The load of a phase; nothing where it depends on a size that is not known.
pub fn load(phase: &Phase, options: &Options) -> Option<Load> {
    let mut sum = Load::default();
    for statement in &phase.statements {
        let seconds = seconds(statement, options)?;
        sum.seconds += seconds;
        // Batches lock a few rows at a time.
        if statement.hold != Hold::Schema && statement.effect != Effect::Rows {
            sum.blocked += seconds;
        }
    }
    Some(sum)
}

fn seconds(statement: &Statement, options: &Options) -> Option<f64> {
    if statement.effect == Effect::Catalog {
        return Some(CATALOG_SECONDS);
    }
    // The first table is the one that the work is done on.
    let size = size_of(options, statement.tables.first()?)?;
    let rows = size.rows as f64;
    let bytes = rows * (if size.width == 0 { USUAL_WIDTH } else { size.width }) as f64;
    let read = bytes / READ_BYTES_PER_SECOND;
    Some(match statement.effect {
        Effect::Catalog => CATALOG_SECONDS,
        Effect::Scan => read,
        Effect::Index => read + rows * rows.max(2.0).log2() / 20.0 * INDEX_SECONDS_PER_ROW,
        Effect::Rows => {
            let pauses = (rows / f64::from(BATCH_ROWS)).floor() * f64::from(BATCH_PAUSE_MS) / 1000.0;
            rows * CHANGE_SECONDS_PER_ROW + pauses
        }
        Effect::Rewrite => read + bytes / WRITE_BYTES_PER_SECOND + rows * INDEX_SECONDS_PER_ROW,
    })
}

/// A table's size by its name, with or without its namespace.
pub fn size_of(options: &Options, table: &str) -> Option<Size> {
    let plain = table.rsplit('.').next().unwrap_or(table);
    options.sizes.get(table).or_else(|| options.sizes.get(plain)).copied()
}
