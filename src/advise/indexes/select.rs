//! The set of indexes that saves most within a budget.
//!
//! Greedy by gain for each megabyte, as R. Schlosser, J. Kossmann and M. Boissier, "Efficient Scalable Multi-Attribute Index
//! Selection Using Recursive Strategies" (2019, "Extend"), with the current set in the costs, so that indexes that serve the
//! same queries do not count twice. Beside single indexes, the sets that single queries would choose are moves, since two
//! indexes can pay together where neither pays alone. Then indexes are taken out one by one and the room is filled again.

use super::{Evaluator, factors};
use crate::advise::cost::{IndexShape, Method};

/// The set, and what there was to choose from.
pub struct Selected {
    /// Places of the chosen indexes, in the order of their choice.
    pub chosen: Vec<usize>,
}

/// Plans that may be made before the search settles for what it has.
const EFFORT: usize = 60_000;

/// Exponents of the size in the rate by which moves are compared: 1 is gain for each megabyte, 0 is gain alone.
const RATES: [f64; 3] = [1.0, 0.6, 0.25];

/// Chooses among the indexes from the place `existing` on; those before exist. `budget` is in megabytes, `least` holds for
/// each index the share of the workload's cost below which its gain is not worth having it.
pub fn select(evaluator: &Evaluator, existing: usize, budget: f64, least: &[f64]) -> Selected {
    let base: Vec<usize> = (0..existing).collect();
    let before = evaluator.total(&base);
    // A planner needs no correction.
    let factors =
        if evaluator.asks_planner() { vec![1.0; evaluator.indexes.len()] } else { factors(evaluator, existing) };
    let mut search = Search { evaluator, existing, budget, least, factors, before, moves: Vec::new() };
    search.moves = search.moves_of(&base);
    let mut best: Option<(f64, Vec<usize>)> = None;
    for rate in RATES {
        let mut set = base.clone();
        search.fill(&mut set, rate);
        let total = evaluator.total(&set);
        if best.as_ref().is_none_or(|(known, _)| total < *known) {
            best = Some((total, set));
        }
    }
    let (mut total, mut set) = best.unwrap_or((0.0, base));
    search.improve(&mut set, &mut total);
    search.extend(&mut set, &mut total);
    search.join(&mut set, &mut total);
    search.prune(&mut set);
    Selected { chosen: set[existing..].to_vec() }
}

/// How much larger an index may become for a longer key, and how much cheaper its queries have to be for that.
const LONGER: f64 = 1.6;
const CHEAPER: f64 = 0.7;

/// The share of the workload's cost that an index has to save beside another one that begins with its columns.
const PREFIX: f64 = 0.005;

/// Whether `long` can take the place of `short`, if more slowly.
fn begins_with(long: &IndexShape, short: &IndexShape) -> bool {
    long.table == short.table
        && long.method == Method::BTree
        && short.method == Method::BTree
        && long.predicate == short.predicate
        && long.text == short.text
        && long.keys.len() >= short.keys.len()
        && long.keys[..short.keys.len()] == short.keys[..]
        && short.include.iter().all(|column| long.holds(*column))
}

struct Search<'a> {
    evaluator: &'a Evaluator<'a>,
    existing: usize,
    budget: f64,
    least: &'a [f64],
    /// By which the gain of each index is corrected where candidates are compared.
    factors: Vec<f64>,
    /// What the workload costs without new indexes.
    before: f64,
    /// Indexes that may be added together.
    moves: Vec<Vec<usize>>,
}

impl Search<'_> {
    fn size(&self, indexes: &[usize]) -> f64 {
        indexes.iter().map(|index| self.evaluator.indexes[*index].most_megabytes()).sum()
    }

    /// Every candidate that fits and helps some query, and for each query the indexes that it would choose of all.
    fn moves_of(&self, base: &[usize]) -> Vec<Vec<usize>> {
        let evaluator = self.evaluator;
        let count = evaluator.indexes.len();
        let fits = |index: usize| evaluator.indexes[index].most_megabytes() <= self.budget;
        let fitting: Vec<usize> = (self.existing..count).filter(|index| fits(*index)).collect();
        let mut moves: Vec<Vec<usize>> = fitting.iter().map(|index| vec![*index]).collect();
        for query in 0..evaluator.queries.len() {
            let mine: Vec<usize> =
                fitting.iter().copied().filter(|index| evaluator.matters[*index].contains(&query)).collect();
            let all: Vec<usize> = base.iter().chain(&mine).copied().collect();
            let mut chosen = evaluator.plan(query, &all).used;
            chosen.retain(|index| *index >= self.existing);
            if chosen.len() > 1 && self.size(&chosen) <= self.budget {
                moves.push(chosen.clone());
            }
            // The same without covering indexes, which are large.
            let small: Vec<usize> = all
                .iter()
                .copied()
                .filter(|index| *index < self.existing || evaluator.indexes[*index].shape.include.is_empty())
                .collect();
            let mut chosen = evaluator.plan(query, &small).used;
            chosen.retain(|index| *index >= self.existing);
            if chosen.len() > 1 && self.size(&chosen) <= self.budget {
                moves.push(chosen);
            }
        }
        moves.sort();
        moves.dedup();
        moves
    }

    /// What the gain of an index is measured against: between the cost at first and the cost now, so that a query that has
    /// become cheap still counts, but not as much as at first.
    fn scale(&self, costs: &[f64]) -> f64 {
        (costs.iter().sum::<f64>().max(0.0) * self.before).sqrt()
    }

    /// Adds moves while they pay and fit, always the one with the best rate.
    fn fill(&self, set: &mut Vec<usize>, rate: f64) {
        let evaluator = self.evaluator;
        let mut costs: Vec<f64> = (0..evaluator.queries.len()).map(|query| evaluator.query(query, set)).collect();
        let mut gains: Vec<Option<f64>> = vec![None; self.moves.len()];
        // What turned out to be unused is not taken again.
        let mut taken = vec![false; self.moves.len()];
        loop {
            let left = self.budget - self.size(&set[self.existing..]);
            let scale = self.scale(&costs);
            let mut best: Option<(f64, usize)> = None;
            for (at, step) in self.moves.iter().enumerate() {
                let new: Vec<usize> = step.iter().copied().filter(|index| !set.contains(index)).collect();
                let size = self.size(&new);
                if taken[at] || new.is_empty() || size > left {
                    continue;
                }
                let gain = *gains[at].get_or_insert_with(|| {
                    let with: Vec<usize> = set.iter().chain(&new).copied().collect();
                    let concerned = self.concerned(&new);
                    concerned.iter().map(|query| costs[*query] - evaluator.query(*query, &with)).sum()
                });
                let factor = new.iter().map(|index| self.factors[*index]).sum::<f64>() / new.len() as f64;
                let value = gain * factor / size.max(0.05).powf(rate);
                let least: f64 = new.iter().map(|index| self.least[*index] * scale).sum();
                if gain > least && best.is_none_or(|(known, _)| value > known) {
                    best = Some((value, at));
                }
            }
            let Some((_, at)) = best else { break };
            taken[at] = true;
            let new: Vec<usize> = self.moves[at].iter().copied().filter(|index| !set.contains(index)).collect();
            set.extend(&new);
            self.drop_unused(set);
            // Gains change where a query changed that the move concerns.
            let mut changed = vec![false; costs.len()];
            for (query, cost) in costs.iter_mut().enumerate() {
                let now = evaluator.query(query, set);
                changed[query] = (now - *cost).abs() > 1e-9;
                *cost = now;
            }
            for (place, gain) in gains.iter_mut().enumerate() {
                if self.concerned(&self.moves[place]).iter().any(|query| changed[*query]) {
                    *gain = None;
                }
            }
            if evaluator.effort() > EFFORT * 2 {
                break;
            }
        }
    }

    fn concerned(&self, indexes: &[usize]) -> Vec<usize> {
        let mut queries: Vec<usize> = indexes.iter().flat_map(|index| self.evaluator.concerned(*index)).collect();
        queries.sort_unstable();
        queries.dedup();
        queries
    }

    /// Takes out indexes that no plan uses.
    fn drop_unused(&self, set: &mut Vec<usize>) {
        loop {
            let used: Vec<usize> =
                (0..self.evaluator.queries.len()).flat_map(|query| self.evaluator.plan(query, set).used).collect();
            let before = set.len();
            let existing = self.existing;
            set.retain(|index| *index < existing || used.contains(index));
            if set.len() == before {
                return;
            }
        }
    }

    /// Takes out what in the end does too little by itself: moves of several indexes bring them along, later ones take
    /// their work over. One that another begins with has to do more, since few people keep both.
    fn prune(&self, set: &mut Vec<usize>) {
        loop {
            self.drop_unused(set);
            let evaluator = self.evaluator;
            let total = evaluator.total(set);
            let scale = (total * self.before).max(0.0).sqrt();
            let mut weakest: Option<(f64, usize)> = None;
            for index in set[self.existing..].iter().copied() {
                let without: Vec<usize> = set.iter().copied().filter(|other| *other != index).collect();
                let gain = evaluator.total(&without) - total;
                let shape = &evaluator.indexes[index].shape;
                let begins =
                    set.iter().any(|other| *other != index && begins_with(&evaluator.indexes[*other].shape, shape));
                let least = if begins { PREFIX * self.before } else { self.least[index] * scale };
                if gain <= least && weakest.is_none_or(|(known, _)| gain - least < known) {
                    weakest = Some((gain - least, index));
                }
            }
            let Some((_, out)) = weakest else { return };
            set.retain(|index| *index != out);
        }
    }

    /// Puts wider indexes in the place of those whose columns they hold, where the difference pays for the difference in
    /// size, or halves what is left; or where a little more of the same key makes the queries that use it much cheaper.
    fn extend(&self, set: &mut Vec<usize>, total: &mut f64) {
        let evaluator = self.evaluator;
        let chosen = set[self.existing..].to_vec();
        for narrow in chosen {
            let own = &evaluator.indexes[narrow].shape;
            let mut best: Option<(f64, Vec<usize>)> = None;
            for wide in self.existing..evaluator.indexes.len() {
                let other = &evaluator.indexes[wide].shape;
                let holds = other.table == own.table
                    && other.predicate == own.predicate
                    && other.method == own.method
                    && other.text == own.text
                    && own.mentioned().iter().all(|column| other.mentioned().contains(column));
                if !holds || set.contains(&wide) || evaluator.effort() > EFFORT * 2 {
                    continue;
                }
                let tried: Vec<usize> = set.iter().map(|index| if *index == narrow { wide } else { *index }).collect();
                if self.size(&tried[self.existing..]) > self.budget {
                    continue;
                }
                let cost = evaluator.total(&tried);
                let least = (self.least[wide] - self.least[narrow]).max(0.0) * (*total * self.before).max(0.0).sqrt();
                let is_longer = begins_with(other, own)
                    && evaluator.indexes[wide].pages < evaluator.indexes[narrow].pages * LONGER
                    && self.of_users(narrow, &tried) < self.of_users(narrow, set) * CHEAPER;
                let pays = *total - cost > least || cost < *total * 0.5 || is_longer && cost < *total;
                if pays && best.as_ref().is_none_or(|(known, _)| cost < *known) {
                    best = Some((cost, tried));
                }
            }
            if let Some((cost, tried)) = best {
                *set = tried;
                *total = cost;
            }
        }
    }

    /// What the queries cost that an index can serve.
    fn of_users(&self, index: usize, set: &[usize]) -> f64 {
        self.evaluator.matters[index].iter().map(|query| self.evaluator.query(*query, set)).sum()
    }

    /// Puts one index in the place of two on the same table, where it does nearly what both do: half the writes, and one
    /// thing less to know.
    ///
    /// Source: S. Chaudhuri and V. Narasayya, "Index Merging" (1999).
    fn join(&self, set: &mut Vec<usize>, total: &mut f64) {
        let evaluator = self.evaluator;
        let shape = |index: usize| &evaluator.indexes[index].shape;
        let alike = |a: usize, b: usize| {
            shape(a).table == shape(b).table
                && shape(a).method == Method::BTree
                && shape(b).method == Method::BTree
                && shape(a).predicate == shape(b).predicate
                && shape(a).text == shape(b).text
        };
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for (at, left) in set[self.existing..].iter().enumerate() {
            pairs.extend(set[self.existing + at + 1..].iter().map(|right| (*left, *right)));
        }
        for (left, right) in pairs.into_iter().filter(|(left, right)| alike(*left, *right)) {
            if !(set.contains(&left) && set.contains(&right)) || evaluator.effort() > EFFORT * 2 {
                continue;
            }
            let rest: Vec<usize> = set.iter().copied().filter(|index| *index != left && *index != right).collect();
            let both = self.least[left] + self.least[right];
            let mut best: Option<(f64, Vec<usize>)> = None;
            for one in (self.existing..evaluator.indexes.len()).filter(|one| alike(*one, left)) {
                let holds = |index: usize| shape(index).mentioned().iter().all(|column| shape(one).holds(*column));
                if !(holds(left) && holds(right)) || rest.contains(&one) {
                    continue;
                }
                let tried: Vec<usize> = rest.iter().copied().chain([one]).collect();
                let cost = evaluator.total(&tried);
                let saved = (both - self.least[one]).max(0.0) * (*total * self.before).max(0.0).sqrt();
                let fits = self.size(&tried[self.existing..]) <= self.budget;
                if fits && cost - *total <= saved && best.as_ref().is_none_or(|(known, _)| cost < *known) {
                    best = Some((cost, tried));
                }
            }
            if let Some((cost, tried)) = best {
                *set = tried;
                *total = cost;
            }
        }
    }

    /// Takes out one index after the other and fills the room again, as long as that helps.
    fn improve(&self, set: &mut Vec<usize>, total: &mut f64) {
        let mut improved = true;
        while improved && self.evaluator.effort() < EFFORT {
            improved = false;
            let chosen = set[self.existing..].to_vec();
            for out in chosen {
                for rate in [1.0, 0.4] {
                    let mut other: Vec<usize> = set.iter().copied().filter(|index| *index != out).collect();
                    self.fill(&mut other, rate);
                    let cost = self.evaluator.total(&other);
                    if cost < *total * 0.9995 {
                        *set = other;
                        *total = cost;
                        improved = true;
                        break;
                    }
                }
                if improved || self.evaluator.effort() > EFFORT {
                    break;
                }
            }
        }
    }
}
