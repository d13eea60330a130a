//! What the user decides about a plan.

use std::collections::HashMap;

/// How a plan is made.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Options {
    /// Plain statements for a maintenance window, instead of forms that let the application go on.
    pub offline: bool,
    /// Sizes of tables by their names, where they are known.
    pub sizes: HashMap<String, Size>,
}

/// How large a table is.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Size {
    pub rows: u64,
    /// Average width of a row in bytes.
    pub width: u64,
}

/// Rows of a batch when values are filled in.
pub const BATCH_ROWS: u32 = 10_000;
/// Pause between two batches, in milliseconds.
pub const BATCH_PAUSE_MS: u32 = 100;
/// How long a statement waits for its lock, in milliseconds, before it gives up and lets the others go on.
pub const LOCK_TIMEOUT_MS: u32 = 5_000;
