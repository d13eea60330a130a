//! What the elementary steps of a plan cost, in the units and by the formulas of PostgreSQL's planner
//! (`src/backend/optimizer/path/costsize.c`, with its default settings).

pub const SEQUENTIAL_PAGE: f64 = 1.0;
pub const RANDOM_PAGE: f64 = 4.0;
pub const TUPLE: f64 = 0.01;
pub const INDEX_TUPLE: f64 = 0.005;
pub const OPERATOR: f64 = 0.0025;
pub const PAGE: f64 = 8192.0;
/// Memory of one sort or hash table, in bytes.
pub const WORK_MEMORY: f64 = 4.0 * 1024.0 * 1024.0;
/// Hash tables may take twice as much.
pub const HASH_MEMORY: f64 = 2.0 * WORK_MEMORY;
/// Pages that the database and the system keep in memory.
const CACHE: f64 = 524_288.0;

/// The pages of a table of `pages` that are read to fetch `tuples` rows at random places, with a cache.
///
/// Source: L. F. Mackert and G. M. Lohman, "Index Scans Using a Finite LRU Buffer" (1989).
pub fn pages_fetched(tuples: f64, pages: f64) -> f64 {
    let t = pages.max(1.0);
    if t <= CACHE {
        return ((2.0 * t * tuples) / (2.0 * t + tuples)).min(t);
    }
    let limit = 2.0 * t * CACHE / (2.0 * t - CACHE);
    if tuples <= limit { 2.0 * t * tuples / (2.0 * t + tuples) } else { CACHE + (tuples - limit) * (t - CACHE) / t }
}

/// Bytes of rows in memory.
pub fn bytes(rows: f64, width: f64) -> f64 {
    rows * ((width / 8.0).ceil() * 8.0 + 24.0)
}

/// Sorting rows, all of them or the first `limit`.
pub fn sort(rows: f64, width: f64, limit: Option<f64>) -> f64 {
    let rows = rows.max(2.0);
    let kept = limit.unwrap_or(rows).min(rows);
    let comparison = 2.0 * OPERATOR;
    let mut cost = if bytes(kept, width) > WORK_MEMORY {
        let total = bytes(rows, width);
        let pages = (total / PAGE).ceil();
        let runs: f64 = (total / WORK_MEMORY).max(1.0);
        let merges = (runs.ln() / 14f64.ln()).ceil().max(1.0);
        comparison * rows * rows.log2() + 2.0 * pages * merges * (SEQUENTIAL_PAGE * 0.75 + RANDOM_PAGE * 0.25)
    } else if kept < rows / 2.0 {
        comparison * rows * (2.0 * kept).max(2.0).log2()
    } else {
        comparison * rows * rows.log2()
    };
    cost += OPERATOR * rows;
    cost
}

/// Grouping by hashing.
pub fn hash_groups(rows: f64, groups: f64, keys: usize, width: f64) -> f64 {
    let mut cost = rows * OPERATOR * (keys as f64 + 1.0) + groups * TUPLE;
    let table = groups * (width + 64.0);
    if table > HASH_MEMORY {
        // What does not fit is written and read again, which PostgreSQL counts twice for want of order.
        let pages = bytes(rows, width) / PAGE;
        cost += 2.0 * pages * (RANDOM_PAGE + SEQUENTIAL_PAGE);
    }
    cost
}

/// Joining by a hash table of the inner rows; both sides' own costs come on top.
pub fn hash_join(outer: f64, outer_width: f64, inner: f64, inner_width: f64, keys: usize) -> f64 {
    let mut cost = inner * (OPERATOR * keys as f64 + TUPLE) + outer * OPERATOR * keys as f64;
    let table = bytes(inner, inner_width);
    if table > HASH_MEMORY {
        cost += bytes(inner, inner_width) / PAGE * 2.0 + bytes(outer, outer_width) / PAGE * 2.0;
    }
    cost
}
