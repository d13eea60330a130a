//! The minimal sets of columns that meet every difference set of a column.
//!
//! A node of the search is a set of columns. It knows which difference sets no column of it meets (*uncovered*) and, for
//! each of its columns, those that this one alone meets (*critical*). A column without a critical difference set could
//! go, so the node leads to nothing minimal. Of an uncovered difference set each column that may still be chosen opens a
//! branch that leaves out the columns of the branches after it, so that no set is visited twice.
//!
//! Difference sets may be added on the way: what a branch found stays right, since sets that were pruned for want of a
//! critical difference set contain one that an earlier branch has looked at.

use super::differences::{Differences, Rows, Set, members};
use super::partition::{Partition, Scratch};

/// How many clusters give a counterexample when a finding turns out wrong.
const COUNTEREXAMPLES: usize = 32;

/// The minimal determinants of a column, or the minimal keys where there is none, with at most `largest` columns.
pub(super) fn minimal_determinants(
    rows: &Rows,
    differences: &mut Differences,
    dependent: Option<usize>,
    largest: Option<usize>,
) -> Vec<Vec<usize>> {
    let mut search = Search {
        rows,
        differences,
        dependent,
        largest: largest.unwrap_or(usize::MAX),
        edges: Vec::new(),
        containing: vec![Vec::new(); rows.width()],
        partitions: vec![Partition::of_none(rows)],
        scratch: Scratch::default(),
        found: Vec::new(),
    };
    let start: Vec<Set> = search.differences.sets.iter().filter_map(|set| search.edge_of(*set)).collect();
    for edge in minimal_sets(start) {
        search.add_edge(edge);
    }
    let all = if rows.width() >= 128 { Set::MAX } else { (1 << rows.width()) - 1 };
    let candidates = dependent.map_or(all, |dependent| all & !(1 << dependent));
    let mut root = Node { columns: Vec::new(), set: 0, candidates, ..Node::default() };
    search.descend(&mut root);
    search.found
}

/// The sets that contain no other.
fn minimal_sets(mut sets: Vec<Set>) -> Vec<Set> {
    sets.sort_unstable_by_key(|set| (set.count_ones(), *set));
    sets.dedup();
    let mut minimal: Vec<Set> = Vec::new();
    for set in sets {
        if !minimal.iter().any(|other| other & set == *other) {
            minimal.push(set);
        }
    }
    minimal
}

/// A set of difference sets, by their places in [`Search::edges`].
type Edges = Vec<u64>;

#[derive(Debug, Clone, Default)]
struct Node {
    columns: Vec<usize>,
    set: Set,
    candidates: Set,
    uncovered: Edges,
    /// For each of the columns.
    critical: Vec<Edges>,
    /// How many difference sets the node has taken into account.
    seen: usize,
}

struct Search<'a> {
    rows: &'a Rows<'a>,
    differences: &'a mut Differences,
    dependent: Option<usize>,
    largest: usize,
    edges: Vec<Set>,
    /// For each column, the difference sets that hold it.
    containing: Vec<Edges>,
    /// Partitions by the first columns of the node at which the search stands, as far as they were needed.
    partitions: Vec<Partition>,
    scratch: Scratch,
    found: Vec<Vec<usize>>,
}

impl Search<'_> {
    /// A difference set as far as it concerns the dependent column.
    fn edge_of(&self, set: Set) -> Option<Set> {
        match self.dependent {
            None => Some(set),
            Some(dependent) => (set >> dependent & 1 == 1).then_some(set & !(1 << dependent)),
        }
    }

    fn add_edge(&mut self, edge: Set) {
        let at = self.edges.len();
        if at.is_multiple_of(64) {
            self.containing.iter_mut().for_each(|edges| edges.push(0));
        }
        for column in members(edge) {
            self.containing[column][at / 64] |= 1 << (at % 64);
        }
        self.edges.push(edge);
    }

    /// Takes difference sets into account that were found since the node was made.
    fn catch_up(&self, node: &mut Node) {
        let words = self.edges.len().div_ceil(64);
        node.uncovered.resize(words, 0);
        node.critical.iter_mut().for_each(|edges| edges.resize(words, 0));
        for at in node.seen..self.edges.len() {
            let met = self.edges[at] & node.set;
            if met == 0 {
                node.uncovered[at / 64] |= 1 << (at % 64);
            } else if met.is_power_of_two() {
                let column = met.trailing_zeros() as usize;
                if let Some(place) = node.columns.iter().position(|c| *c == column) {
                    node.critical[place][at / 64] |= 1 << (at % 64);
                }
            }
        }
        node.seen = self.edges.len();
    }

    fn descend(&mut self, node: &mut Node) {
        self.catch_up(node);
        if node.uncovered.iter().all(|word| *word == 0) {
            if self.holds(node) {
                let mut columns = node.columns.clone();
                columns.sort_unstable();
                self.found.push(columns);
                return;
            }
            self.catch_up(node);
        }
        if node.columns.len() >= self.largest {
            return;
        }
        let Some(edge) = self.narrowest(node) else { return };
        let choices = edge & node.candidates;
        let mut candidates = node.candidates & !choices;
        for column in members(choices) {
            self.catch_up(node);
            if let Some(mut child) = self.extended(node, column, candidates) {
                self.descend(&mut child);
            }
            self.partitions.truncate(node.columns.len() + 1);
            candidates |= 1 << column;
        }
    }

    /// The uncovered difference set that leaves the fewest choices.
    fn narrowest(&self, node: &Node) -> Option<Set> {
        let places = node.uncovered.iter().enumerate().flat_map(|(at, word)| {
            let word = Set::from(*word);
            members(word).map(move |bit| at * 64 + bit)
        });
        let mut best: Option<(u32, Set)> = None;
        for edge in places.map(|place| self.edges[place]) {
            let choices = (edge & node.candidates).count_ones();
            if best.is_none_or(|(fewest, _)| choices < fewest) {
                best = Some((choices, edge));
                if choices <= 1 {
                    break;
                }
            }
        }
        best.map(|(_, edge)| edge)
    }

    /// The node with one more column; `None` where one of its columns could go.
    fn extended(&self, node: &Node, column: usize, candidates: Set) -> Option<Node> {
        let containing = &self.containing[column];
        let mut critical = Vec::with_capacity(node.critical.len() + 1);
        for edges in &node.critical {
            let left: Edges = edges.iter().zip(containing).map(|(mine, its)| mine & !its).collect();
            if left.iter().all(|word| *word == 0) {
                return None;
            }
            critical.push(left);
        }
        critical.push(node.uncovered.iter().zip(containing).map(|(open, its)| open & its).collect());
        let uncovered = node.uncovered.iter().zip(containing).map(|(open, its)| open & !its).collect();
        let mut columns = Vec::with_capacity(node.columns.len() + 1);
        columns.extend_from_slice(&node.columns);
        columns.push(column);
        Some(Node { columns, set: node.set | 1 << column, candidates, uncovered, critical, seen: node.seen })
    }

    /// Whether the rows confirm a finding. Where they do not, the difference sets that contradict it are added.
    fn holds(&mut self, node: &Node) -> bool {
        if self.differences.complete {
            return true;
        }
        for at in self.partitions.len()..=node.columns.len() {
            let refined = self.partitions[at - 1].refined(self.rows, node.columns[at - 1], &mut self.scratch);
            self.partitions.push(refined);
        }
        let pairs = self.contradictions(&self.partitions[node.columns.len()]);
        for (left, right) in &pairs {
            let set = self.rows.difference(*left as usize, *right as usize);
            if self.differences.add(set)
                && let Some(edge) = self.edge_of(set)
            {
                self.add_edge(edge);
            }
        }
        pairs.is_empty()
    }

    /// Pairs of rows that agree on the partition's columns and differ on the dependent one.
    fn contradictions(&self, partition: &Partition) -> Vec<(u32, u32)> {
        let contradiction = |cluster: &[u32]| {
            let [first, rest @ ..] = cluster else { return None };
            let other = match self.dependent {
                None => rest.first(),
                Some(dependent) => {
                    let ids = self.rows.column(dependent);
                    rest.iter().find(|row| ids[**row as usize] != ids[*first as usize])
                }
            };
            other.map(|other| (*first, *other))
        };
        partition.clusters().filter_map(contradiction).take(COUNTEREXAMPLES).collect()
    }
}
