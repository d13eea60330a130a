//! Stripped partitions: the rows that agree on some columns, without those that are alone.

use super::differences::Rows;

/// Clusters of at least two rows, one after the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Partition {
    rows: Vec<u32>,
    /// Where each cluster ends.
    ends: Vec<u32>,
}

/// Room for counting the values of one column, used again and again.
#[derive(Default)]
pub(super) struct Scratch {
    counts: Vec<u32>,
    starts: Vec<u32>,
}

impl Partition {
    /// All rows in one cluster: the partition by no column.
    pub fn of_none(rows: &Rows) -> Self {
        let count = u32::try_from(rows.count()).unwrap_or(u32::MAX);
        if count < 2 { Self::default() } else { Self { rows: (0..count).collect(), ends: vec![count] } }
    }

    pub fn of_column(rows: &Rows, column: usize) -> Self {
        Self::of_none(rows).refined(rows, column, &mut Scratch::default())
    }

    pub fn clusters(&self) -> impl Iterator<Item = &[u32]> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let cluster = &self.rows[start..*end as usize];
            start = *end as usize;
            cluster
        })
    }

    /// How many rows could go without changing which values occur: the rows in clusters, less one for each.
    pub fn repeated(&self) -> usize {
        self.rows.len() - self.ends.len()
    }

    /// The partition by one more column.
    pub fn refined(&self, rows: &Rows, column: usize, scratch: &mut Scratch) -> Self {
        let ids = rows.column(column);
        let distinct = rows.distinct(column);
        if scratch.counts.len() < distinct {
            scratch.counts.resize(distinct, 0);
            scratch.starts.resize(distinct, 0);
        }
        let (counts, starts) = (&mut scratch.counts, &mut scratch.starts);
        let mut refined = Self { rows: Vec::with_capacity(self.rows.len()), ends: Vec::new() };
        for cluster in self.clusters() {
            for row in cluster {
                counts[ids[*row as usize] as usize] += 1;
            }
            let base = refined.rows.len();
            let mut next = base as u32;
            for row in cluster {
                let id = ids[*row as usize] as usize;
                if counts[id] >= 2 {
                    starts[id] = next;
                    next += counts[id];
                    refined.ends.push(next);
                    // From here on the value is placed, not counted.
                    counts[id] = 0;
                } else if counts[id] == 1 {
                    counts[id] = 0;
                    starts[id] = u32::MAX;
                }
            }
            refined.rows.resize(next as usize, 0);
            for row in cluster {
                let id = ids[*row as usize] as usize;
                if starts[id] != u32::MAX {
                    refined.rows[starts[id] as usize] = *row;
                    starts[id] += 1;
                }
            }
        }
        refined
    }

    pub fn sort_clusters_by<K: Ord>(&mut self, key: impl Fn(&u32) -> K) {
        let mut start = 0;
        for end in &self.ends {
            self.rows[start..*end as usize].sort_by_cached_key(&key);
            start = *end as usize;
        }
    }
}
