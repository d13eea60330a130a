//! Functional dependencies and keys that hold in sample rows.
//!
//! Two rows that differ in a column and agree on a set of columns show that the set does not determine the column. So
//! the minimal determinants of a column are the minimal sets that meet every *difference set* (the columns in which two
//! rows differ) that holds the column. They are enumerated by a depth-first search that needs no memory of what it
//! found; while only some pairs of rows were compared, each finding is validated on a stripped partition of the rows,
//! and a counterexample is one more difference set.
//!
//! Sources: Y. Huhtala et al., "TANE" (1999), for stripped partitions and the g3 error; T. Papenbrock and F. Naumann, "A
//! Hybrid Approach to Functional Dependency Discovery" (2016), for sampling pairs and validating; K. Murakami and T.
//! Uno, "Efficient Algorithms for Dualizing Large-Scale Hypergraphs" (2014), for the search; T. Bleifuß et al.,
//! "Discovering Functional Dependencies through Hitting Set Enumeration" (2024), for joining them.

mod approximate;
mod differences;
mod hash;
mod partition;
mod search;
mod trust;

pub use approximate::error_of;
pub(super) use hash::FastMap;
pub use trust::{likely_key, trusted};

use super::Sample;
use differences::{Differences, Rows};

/// More columns than a difference set holds are left out.
pub const WIDEST: usize = 128;

/// Tables with more columns are searched for determinants of at most three columns, which keeps the search short.
const WIDE: usize = 40;

/// What to look for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DiscoveryOptions {
    /// The largest determinant and key; `None` is any, on wide tables three.
    pub largest: Option<usize>,
    /// The largest share of rows (g3) by which an approximate dependency may fail.
    pub max_error: f64,
}

impl Default for DiscoveryOptions {
    fn default() -> Self {
        Self { largest: None, max_error: 0.05 }
    }
}

/// A dependency of one column on others, by their places in the sample.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub determinant: Vec<usize>,
    pub dependent: usize,
    /// The least share of rows that would have to go for the dependency to hold (g3); 0 where it holds.
    pub error: f64,
}

/// Everything that the rows show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Discovery {
    /// The minimal dependencies that hold, by dependent, then determinant.
    pub exact: Vec<Found>,
    /// Dependencies on at most two columns that a few rows contradict.
    pub approximate: Vec<Found>,
    /// The minimal sets of columns in which no two rows agree.
    pub keys: Vec<Vec<usize>>,
    /// Larger determinants than this were not looked for.
    pub largest: Option<usize>,
}

/// The minimal dependencies and keys of a sample, exact and approximate.
pub fn discover(sample: &Sample, options: &DiscoveryOptions) -> Discovery {
    let rows = Rows::of(sample);
    let width = rows.width();
    let largest = options.largest.or((width > WIDE).then_some(3));
    let mut differences = Differences::sampled(&rows);
    let mut exact = Vec::new();
    for dependent in 0..width {
        let mut found = search::minimal_determinants(&rows, &mut differences, Some(dependent), largest);
        found.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        exact.extend(found.into_iter().map(|determinant| Found { determinant, dependent, error: 0.0 }));
    }
    let mut keys = search::minimal_determinants(&rows, &mut differences, None, largest);
    keys.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    let approximate = approximate::approximate(&rows, &exact, options.max_error);
    Discovery { exact, approximate, keys, largest }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
