//! The cheapest order and method of joins.
//!
//! Left-deep trees by dynamic programming over sets of relations, as P. G. Selinger et al., "Access Path Selection in a
//! Relational Database Management System" (1979); with more than ten relations, always the cheapest next join.

use super::index::SizedIndex;
use super::path::{Base, Parameter, Path, by_index};
use super::units::{OPERATOR, TUPLE, hash_groups, hash_join, sort};
use crate::advise::workload::{Block, JoinKind};

/// Up to this many relations all orders are tried.
const EXACT: usize = 10;

/// Rows of some relations joined, and what getting them costs.
#[derive(Debug, Clone)]
pub(super) struct Joined {
    pub cost: f64,
    pub rows: f64,
    pub width: f64,
    pub used: Vec<usize>,
    mask: u64,
}

/// The relations of a block, and for each the ways to read it.
pub(super) struct Relations<'a> {
    pub block: &'a Block,
    pub bases: &'a [Base<'a>],
    /// For each relation, the indexes on its table.
    pub indexes: &'a [Vec<(usize, &'a SizedIndex)>],
    /// The ways to read a relation by itself.
    pub paths: &'a [Vec<Path>],
}

impl Relations<'_> {
    /// The cheapest way to join all relations.
    pub fn join(&self) -> Joined {
        let count = self.bases.len();
        if count <= EXACT { self.exact(count) } else { self.greedy(count) }
    }

    fn exact(&self, count: usize) -> Joined {
        let full = (1u64 << count) - 1;
        let mut best: Vec<Option<Joined>> = vec![None; 1 << count];
        for relation in 0..count {
            best[1 << relation] = self.start(relation);
        }
        for mask in 1..=full {
            let Some(joined) = best[mask as usize].clone() else { continue };
            for relation in self.next(mask) {
                if let Some(next) = self.step(&joined, relation) {
                    let place = &mut best[next.mask as usize];
                    if place.as_ref().is_none_or(|known| next.cost < known.cost) {
                        *place = Some(next);
                    }
                }
            }
        }
        best[full as usize].clone().unwrap_or_else(|| self.greedy(count))
    }

    fn greedy(&self, count: usize) -> Joined {
        let cheapest = |list: Vec<Joined>| {
            list.into_iter().min_by(|a, b| (a.cost + a.rows * TUPLE).total_cmp(&(b.cost + b.rows * TUPLE)))
        };
        let starts: Vec<Joined> = (0..count).filter_map(|relation| self.start(relation)).collect();
        // The smallest set of rows is the place to begin at.
        let start = starts.into_iter().min_by(|a, b| a.rows.total_cmp(&b.rows));
        let empty = Joined { cost: 0.0, rows: 1.0, width: 8.0, used: Vec::new(), mask: 0 };
        let mut joined = start.unwrap_or(empty);
        while joined.mask != (1 << count) - 1 {
            let steps: Vec<Joined> = self.next(joined.mask).into_iter().filter_map(|r| self.step(&joined, r)).collect();
            match cheapest(steps) {
                Some(next) => joined = next,
                None => break,
            }
        }
        joined
    }

    fn start(&self, relation: usize) -> Option<Joined> {
        let base = &self.bases[relation];
        let path = self.cheapest(relation)?;
        let used: Vec<usize> = path.index.into_iter().collect();
        let joined = Joined { cost: path.cost, rows: base.rows, width: base.width, used, mask: 1 << relation };
        match self.block.relations[relation].kind {
            JoinKind::Inner => Some(joined),
            // The rows of an EXISTS or IN, each value once, are a place to begin at, too.
            JoinKind::Semi => {
                let columns: Vec<usize> = self.edges(relation, !0).map(|(own, _)| own).collect();
                let distinct = columns.iter().map(|column| base.distinct(*column)).fold(1.0, f64::max);
                let rows = base.rows.min(distinct);
                let cost = joined.cost + hash_groups(base.rows, rows, columns.len().max(1), base.width);
                (!columns.is_empty()).then_some(Joined { cost, rows, ..joined })
            }
            _ => None,
        }
    }

    fn cheapest(&self, relation: usize) -> Option<&Path> {
        self.paths[relation].iter().min_by(|a, b| a.cost.total_cmp(&b.cost))
    }

    /// The relations that may come next: those with an equality to one that is there, or else any.
    fn next(&self, mask: u64) -> Vec<usize> {
        let free = |relation: &usize| mask >> relation & 1 == 0;
        let count = self.bases.len();
        let ready = |relation: usize| {
            // What may be missing, or only has to exist, needs what it is compared with.
            let needs_all = self.block.relations[relation].kind != JoinKind::Inner;
            !needs_all || self.edges(relation, !0).all(|(_, (other, _))| mask >> other & 1 == 1)
        };
        let linked: Vec<usize> = (0..count)
            .filter(free)
            .filter(|relation| ready(*relation) && self.edges(*relation, mask).next().is_some())
            .collect();
        if !linked.is_empty() {
            return linked;
        }
        let any: Vec<usize> = (0..count).filter(free).filter(|relation| ready(*relation)).collect();
        if any.is_empty() { (0..count).filter(free).collect() } else { any }
    }

    /// The equalities of a relation with relations of a set: its own column, and the other relation's.
    fn edges(&self, relation: usize, mask: u64) -> impl Iterator<Item = (usize, (usize, usize))> + '_ {
        self.block.edges.iter().filter_map(move |edge| {
            let (own, other) = if edge.left.0 == relation {
                (edge.left.1, edge.right)
            } else if edge.right.0 == relation {
                (edge.right.1, edge.left)
            } else {
                return None;
            };
            (mask >> other.0 & 1 == 1 && other.0 != relation).then_some((own, other))
        })
    }

    /// The rows with one more relation, joined in the cheapest way.
    fn step(&self, joined: &Joined, relation: usize) -> Option<Joined> {
        let base = &self.bases[relation];
        let kind = self.block.relations[relation].kind;
        let edges: Vec<(usize, (usize, usize))> = self.edges(relation, joined.mask).collect();
        let rows = self.rows(joined, relation, &edges);
        let path = self.cheapest(relation)?;
        let mut best = (f64::INFINITY, None);
        let mut consider = |cost: f64, index: Option<usize>| {
            if cost < best.0 {
                best = (cost, index);
            }
        };
        if edges.is_empty() {
            consider(joined.cost + path.cost + joined.rows * base.rows * OPERATOR, path.index);
        } else {
            let keys = edges.len();
            let sides = joined.cost + path.cost;
            consider(sides + hash_join(joined.rows, joined.width, base.rows, base.width, keys), path.index);
            if matches!(kind, JoinKind::Inner | JoinKind::Outer) {
                consider(sides + hash_join(base.rows, base.width, joined.rows, joined.width, keys), path.index);
            }
            self.merges(joined, relation, &edges, &mut consider);
        }
        if base.rows <= 1_000.0 {
            consider(joined.cost + path.cost + joined.rows * base.rows * OPERATOR, path.index);
        }
        let parameters: Vec<Parameter> = edges
            .iter()
            .map(|(column, _)| Parameter { column: *column, share: 1.0 / base.distinct(*column) })
            .collect();
        if !parameters.is_empty() {
            for (at, index) in &self.indexes[relation] {
                for path in by_index(base, *at, index, &parameters, joined.rows) {
                    // The first row that fits is enough for EXISTS.
                    let hits = parameters.iter().map(|p| p.share).product::<f64>() * base.rows;
                    let part = match kind {
                        JoinKind::Semi | JoinKind::Anti if hits > 1.0 => (2.0 / (hits + 1.0)).min(1.0),
                        _ => 1.0,
                    };
                    consider(joined.cost + joined.rows * path.cost * part, path.index);
                }
            }
        }
        let (cost, index) = best;
        if !cost.is_finite() {
            return None;
        }
        let mut used = joined.used.clone();
        used.extend(index.filter(|index| !joined.used.contains(index)));
        Some(Joined {
            cost: cost + rows * TUPLE,
            rows,
            width: joined.width + base.width,
            used,
            mask: joined.mask | 1 << relation,
        })
    }

    /// Merging two sorted sides: sorted by an index, or sorted for the purpose.
    fn merges(
        &self,
        joined: &Joined,
        relation: usize,
        edges: &[(usize, (usize, usize))],
        consider: &mut impl FnMut(f64, Option<usize>),
    ) {
        let base = &self.bases[relation];
        for (own, other) in edges {
            let by = |paths: &'_ [Path], column: usize| {
                let ordered =
                    paths.iter().filter(move |path| path.order.first().is_some_and(|(first, _)| *first == column));
                ordered.min_by(|a, b| a.cost.total_cmp(&b.cost)).map(|path| (path.cost, path.index))
            };
            let inner = by(&self.paths[relation], *own);
            let outer = joined.mask.is_power_of_two().then(|| by(&self.paths[other.0], other.1)).flatten();
            let sorted_outer = joined.cost + sort(joined.rows, joined.width, None);
            let merge = (joined.rows + base.rows) * OPERATOR;
            if let Some((inner_cost, index)) = inner {
                consider(sorted_outer + inner_cost + merge, index);
                if let Some((outer_cost, _)) = outer {
                    consider(outer_cost + inner_cost + merge, index);
                }
            }
            if let (Some((outer_cost, _)), Some(path)) = (outer, self.cheapest(relation)) {
                consider(outer_cost + path.cost + sort(base.rows, base.width, None) + merge, path.index);
            }
        }
    }

    fn rows(&self, joined: &Joined, relation: usize, edges: &[(usize, (usize, usize))]) -> f64 {
        let base = &self.bases[relation];
        let values =
            |(own, other): &(usize, (usize, usize))| (base.distinct(*own), self.bases[other.0].distinct(other.1));
        let product: f64 = edges.iter().map(values).map(|(own, other)| 1.0 / own.max(other).max(1.0)).product();
        let inner = (joined.rows * base.rows * product).max(1.0);
        let found = || {
            let share = |(own, other): (f64, f64)| (own.min(base.rows) / other.max(1.0)).min(1.0);
            edges.iter().map(values).map(share).fold(1.0, f64::min)
        };
        match self.block.relations[relation].kind {
            JoinKind::Inner => inner,
            JoinKind::Outer => inner.max(joined.rows),
            JoinKind::Semi => (joined.rows * found()).max(1.0),
            JoinKind::Anti => (joined.rows * (1.0 - found()).max(0.02)).max(1.0),
        }
    }

    /// Beginning with one relation in the order of an index and looking the others up row by row, so that a limit stops
    /// it early: the cost of all rows, what has to be paid first, and the number of rows. `None` where some relation has
    /// no index to look it up by.
    pub fn in_order_of(&self, first: usize, path: &Path) -> Option<(f64, f64, f64, Vec<usize>)> {
        let base = &self.bases[first];
        let mut used: Vec<usize> = path.index.into_iter().collect();
        let (mut cost, mut startup, mut rows) = (path.cost, path.startup, base.rows);
        let mut mask = 1u64 << first;
        while mask != (1 << self.bases.len()) - 1 {
            let relation = *self.next(mask).first()?;
            let edges: Vec<(usize, (usize, usize))> = self.edges(relation, mask).collect();
            let own = &self.bases[relation];
            let parameters: Vec<Parameter> =
                edges.iter().map(|(c, _)| Parameter { column: *c, share: 1.0 / own.distinct(*c) }).collect();
            let looked_up = self.indexes[relation]
                .iter()
                .flat_map(|(at, index)| by_index(own, *at, index, &parameters, rows))
                .min_by(|a, b| a.cost.total_cmp(&b.cost));
            let hashed = self.cheapest(relation).filter(|_| !edges.is_empty());
            match (looked_up, hashed) {
                (Some(path), None) => cost += rows * path.cost,
                (Some(path), Some(hash)) if rows * path.cost < hash.cost * 4.0 || own.rows > 10_000.0 => {
                    cost += rows * path.cost;
                    used.extend(path.index.filter(|index| !used.contains(index)));
                }
                (_, Some(hash)) => {
                    startup += hash.cost + own.rows * TUPLE;
                    used.extend(hash.index.filter(|index| !used.contains(index)));
                    cost += hash.cost + own.rows * TUPLE + rows * OPERATOR;
                }
                (None, None) => return None,
            }
            let joined = Joined { cost, rows, width: 0.0, used: Vec::new(), mask };
            rows = self.rows(&joined, relation, &edges);
            cost += rows * TUPLE;
            mask |= 1 << relation;
        }
        Some((cost, startup, rows, used))
    }
}
