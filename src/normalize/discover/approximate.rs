//! Dependencies that a few rows contradict, with their error.
//!
//! Source: J. Kivinen and H. Mannila, "Approximate Inference of Functional Dependencies from Relations" (1995): g3 is the
//! least share of rows that would have to go for the dependency to hold.

use super::Found;
use super::differences::Rows;
use super::partition::{Partition, Scratch};
use crate::normalize::Sample;

/// Pairs of columns are tried as determinants while that takes no more steps.
const PAIRS: usize = 60_000_000;

/// A determinant is worth naming when at least this share of rows repeats its values: otherwise almost nothing could
/// have contradicted it.
const REPEATED: f64 = 0.2;

/// Dependencies on at most two columns with an error above 0 and at most `max_error`, none of which follows from one with
/// fewer columns.
pub(super) fn approximate(rows: &Rows, exact: &[Found], max_error: f64) -> Vec<Found> {
    let (width, count) = (rows.width(), rows.count());
    if max_error <= 0.0 || count == 0 {
        return Vec::new();
    }
    let mut settled: Vec<Vec<Vec<usize>>> = vec![Vec::new(); width];
    for found in exact.iter().filter(|found| found.determinant.len() <= 2) {
        settled[found.dependent].push(found.determinant.clone());
    }
    let mut scratch = Scratch::default();
    let mut candidates: Vec<Vec<usize>> = vec![Vec::new()];
    candidates.extend((0..width).map(|column| vec![column]));
    if width * width * width / 2 * count <= PAIRS {
        candidates.extend((0..width).flat_map(|a| (a + 1..width).map(move |b| vec![a, b])));
    }
    let mut found = Vec::new();
    for determinant in candidates {
        let partition = determinant
            .iter()
            .fold(Partition::of_none(rows), |partition, column| partition.refined(rows, *column, &mut scratch));
        if (partition.repeated() as f64) < REPEATED * count as f64 {
            continue;
        }
        for dependent in (0..width).filter(|column| !determinant.contains(column)) {
            if settled[dependent].iter().any(|known| known.iter().all(|column| determinant.contains(column))) {
                continue;
            }
            let error = error_within(&partition, rows, dependent);
            if error > 0.0 && error <= max_error {
                settled[dependent].push(determinant.clone());
                found.push(Found { determinant: determinant.clone(), dependent, error });
            }
        }
    }
    found.sort_by(|a, b| {
        (a.dependent, a.determinant.len(), &a.determinant).cmp(&(b.dependent, b.determinant.len(), &b.determinant))
    });
    found
}

/// The error (g3) of a dependency in a sample: 0 where it holds.
pub fn error_of(sample: &Sample, determinant: &[usize], dependent: usize) -> f64 {
    let rows = Rows::of(sample);
    if rows.count() == 0 || dependent >= rows.width() || determinant.iter().any(|column| *column >= rows.width()) {
        return 0.0;
    }
    let mut scratch = Scratch::default();
    let whole = Partition::of_none(&rows);
    let partition = determinant.iter().fold(whole, |partition, c| partition.refined(&rows, *c, &mut scratch));
    error_within(&partition, &rows, dependent)
}

fn error_within(partition: &Partition, rows: &Rows, dependent: usize) -> f64 {
    let ids = rows.column(dependent);
    let mut counts = vec![0usize; rows.distinct(dependent)];
    let mut going = 0usize;
    for cluster in partition.clusters() {
        let mut most = 0;
        for row in cluster {
            let count = &mut counts[ids[*row as usize] as usize];
            *count += 1;
            most = most.max(*count);
        }
        going += cluster.len() - most;
        cluster.iter().for_each(|row| counts[ids[*row as usize] as usize] = 0);
    }
    going as f64 / rows.count() as f64
}
