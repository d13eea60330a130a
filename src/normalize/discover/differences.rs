//! Difference sets: for pairs of rows, the columns in which they differ.

use super::WIDEST;
use super::hash::FastSet;
use super::partition::Partition;
use crate::normalize::Sample;

/// A set of columns.
pub(super) type Set = u128;

/// Below this many comparisons of values, all pairs of rows are compared.
const EXHAUSTIVE: usize = 4_000_000;

/// Comparing neighbours at a greater distance goes on while this share of comparisons shows something new.
const WORTHWHILE: f64 = 0.01;

/// The members of a set in ascending order.
pub(super) fn members(set: Set) -> impl Iterator<Item = usize> {
    let mut left = set;
    std::iter::from_fn(move || {
        let lowest = (left != 0).then(|| left.trailing_zeros() as usize)?;
        left &= left - 1;
        Some(lowest)
    })
}

/// The values of all rows as numbers, row by row and column by column.
pub(super) struct Rows<'a> {
    columns: Vec<&'a [u32]>,
    distinct: Vec<usize>,
    matrix: Vec<u32>,
    count: usize,
}

impl<'a> Rows<'a> {
    pub fn of(sample: &'a Sample) -> Self {
        let columns: Vec<&[u32]> = sample.columns.iter().take(WIDEST).map(|column| column.ids.as_slice()).collect();
        let distinct = sample.columns.iter().take(WIDEST).map(|column| column.values.len()).collect();
        let mut matrix = vec![0; sample.rows * columns.len()];
        for (at, column) in columns.iter().enumerate() {
            for (row, id) in column.iter().enumerate() {
                matrix[row * columns.len() + at] = *id;
            }
        }
        Self { columns, distinct, matrix, count: sample.rows }
    }

    pub fn width(&self) -> usize {
        self.columns.len()
    }

    pub fn count(&self) -> usize {
        self.count
    }

    pub fn column(&self, at: usize) -> &'a [u32] {
        self.columns[at]
    }

    pub fn distinct(&self, at: usize) -> usize {
        self.distinct[at]
    }

    fn row(&self, row: usize) -> &[u32] {
        &self.matrix[row * self.width()..][..self.width()]
    }

    /// The columns in which two rows differ.
    pub fn difference(&self, left: usize, right: usize) -> Set {
        let (left, right) = (self.row(left), self.row(right));
        let half = |from: usize| {
            let pairs = left.iter().zip(right).skip(from).take(64);
            pairs.enumerate().fold(0u64, |set, (at, (a, b))| set | (u64::from(a != b) << at))
        };
        let low = Set::from(half(0));
        if left.len() <= 64 { low } else { low | Set::from(half(64)) << 64 }
    }
}

/// The difference sets that were seen.
pub(super) struct Differences {
    known: FastSet<Set>,
    pub sets: Vec<Set>,
    /// All pairs of rows were compared.
    pub complete: bool,
}

impl Differences {
    /// All difference sets of a small sample; of a large one those of rows that agree on some column and stand close
    /// to each other when the rows are in order.
    pub fn sampled(rows: &Rows) -> Self {
        let mut differences = Self { known: FastSet::default(), sets: Vec::new(), complete: false };
        let pairs = rows.count().saturating_mul(rows.count().saturating_sub(1)) / 2;
        if pairs.saturating_mul(rows.width()) <= EXHAUSTIVE {
            for left in 0..rows.count() {
                for right in left + 1..rows.count() {
                    differences.add(rows.difference(left, right));
                }
            }
            differences.complete = true;
            return differences;
        }
        for column in 0..rows.width() {
            differences.compare_neighbours(rows, column);
        }
        differences
    }

    #[cfg(all(test, not(target_arch = "wasm32")))]
    pub fn none() -> Self {
        Self { known: FastSet::default(), sets: Vec::new(), complete: false }
    }

    /// Takes a difference set; true where it is new.
    pub fn add(&mut self, set: Set) -> bool {
        let is_new = self.known.insert(set);
        if is_new {
            self.sets.push(set);
        }
        is_new
    }

    fn compare_neighbours(&mut self, rows: &Rows, column: usize) {
        let mut partition = Partition::of_column(rows, column);
        // Rows that agree on the columns beside this one, too, differ in little, and small difference sets say most.
        let beside = |row: &u32| {
            let values = rows.row(*row as usize);
            let next = values.get(column + 1).or(values.first()).copied();
            let before = if column > 0 { values[column - 1] } else { values[values.len() - 1] };
            (next, before)
        };
        partition.sort_clusters_by(beside);
        for distance in 1..=16 {
            let (mut compared, mut new) = (0usize, 0usize);
            for cluster in partition.clusters() {
                for at in distance..cluster.len() {
                    compared += 1;
                    let set = rows.difference(cluster[at - distance] as usize, cluster[at] as usize);
                    new += usize::from(self.add(set));
                }
            }
            if compared == 0 || (new as f64) < WORTHWHILE * compared as f64 {
                return;
            }
        }
    }
}
