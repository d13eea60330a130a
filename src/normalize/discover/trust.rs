//! Which of the dependencies and keys of a sample are more than chance.
//!
//! A sample of a few rows holds many dependencies that mean nothing. One is trusted when it is unlikely to hold by chance:
//! each row that repeats the determinant's values would agree on the dependent column only as often as two rows do that
//! agree on all of the determinant but one column. The more determinants there are to try, the more unlikely it has to be.
//!
//! T. Papenbrock and F. Naumann, "Data-driven Schema Normalization" (2017), rank by length, position and duplication;
//! [`likely_key`] follows their idea that keys are short and stand in front.

use super::Found;
use super::differences::Rows;
use super::partition::{Partition, Scratch};
use crate::normalize::Sample;
use crate::schema::{ColumnType, Id, words};

/// The likelihood below which a dependency on one column is no chance.
const CHANCE: f64 = 0.05;

/// The dependencies that are likely to hold beyond the sample.
pub fn trusted<'a>(sample: &Sample, exact: &'a [Found]) -> Vec<&'a Found> {
    let rows = Rows::of(sample);
    let mut scratch = Scratch::default();
    let mut by = |columns: &[usize]| {
        let whole = Partition::of_none(&rows);
        columns.iter().fold(whole, |partition, column| partition.refined(&rows, *column, &mut scratch))
    };
    let mut is_trusted = |found: &Found| {
        if found.error > 0.0 || found.determinant.is_empty() || found.determinant.len() > 3 {
            return false;
        }
        let repeated = by(&found.determinant).repeated();
        let mut agreement: f64 = 0.0;
        for column in &found.determinant {
            let others: Vec<usize> = found.determinant.iter().copied().filter(|other| other != column).collect();
            agreement = agreement.max(agreement_within(&by(&others), &rows, found.dependent));
        }
        agreement < 1.0 && agreement.powf(repeated as f64) < CHANCE / tried(rows.width(), found.determinant.len())
    };
    exact.iter().filter(|found| is_trusted(found)).collect()
}

/// How often two rows of a cluster have the same value in a column.
fn agreement_within(partition: &Partition, rows: &Rows, column: usize) -> f64 {
    let ids = rows.column(column);
    let mut counts = vec![0u32; rows.distinct(column)];
    let pairs = |count: f64| count * (count - 1.0);
    let (mut agreeing, mut all) = (0.0, 0.0);
    for cluster in partition.clusters() {
        cluster.iter().for_each(|row| counts[ids[*row as usize] as usize] += 1);
        all += pairs(cluster.len() as f64);
        for row in cluster {
            agreeing += pairs(f64::from(std::mem::take(&mut counts[ids[*row as usize] as usize])).max(1.0));
        }
    }
    // With no pair to learn from, anything may be chance.
    if all == 0.0 { 1.0 } else { (agreeing + 1.0) / (all + 1.0) }
}

/// How many determinants of this size a column could have; of single columns few enough not to count.
fn tried(width: usize, size: usize) -> f64 {
    let width = width as f64;
    match size {
        0 | 1 => 1.0,
        2 => width * width / 2.0,
        _ => width * width * width / 6.0,
    }
}

/// Of the keys that a sample shows, the one that is most likely meant: of few columns, named like a key, at the front,
/// no measures and no long texts.
pub fn likely_key<'a>(sample: &Sample, keys: &'a [Vec<usize>]) -> Option<&'a Vec<usize>> {
    let weight = |key: &&Vec<usize>| -> usize { key.iter().map(|column| unlikeliness(sample, *column)).sum() };
    keys.iter().min_by_key(|key| (weight(key), key.to_vec()))
}

fn unlikeliness(sample: &Sample, at: usize) -> usize {
    let Some(column) = sample.columns.get(at) else { return 100 };
    let words = words(&column.name);
    let is_named = |word: &String| matches!(word.as_str(), "id" | "no" | "nr" | "number" | "code" | "key" | "uuid");
    if column.has_missing() {
        return 50;
    }
    if words.last().is_some_and(is_named) {
        return 1;
    }
    match column.inferred(Id(0)).data_type {
        ColumnType::Integer | ColumnType::BigInt => 3,
        ColumnType::Varchar { length: Some(50) } => 4,
        ColumnType::Date => 5,
        ColumnType::Varchar { .. } => 8,
        _ => 12,
    }
}
