//! A statement's plan: its blocks with their grouping, order and limit, and how often each of them runs.

use super::index::SizedIndex;
use super::joins::Relations;
use super::path::{Base, Path, by_index};
use super::units::{OPERATOR, TUPLE, hash_groups, sort};
use crate::advise::statistics::Statistics;
use crate::advise::workload::{Block, RelationSource, Shape};

/// Blocks with more relations are taken to read all of them.
const MOST_RELATIONS: usize = 60;

/// What a statement costs, and the indexes that it uses.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    pub cost: f64,
    /// Rows of the statement's own block.
    pub rows: f64,
    pub used: Vec<usize>,
}

/// The cheapest plan of a statement with some of the indexes.
pub fn plan(shape: &Shape, statistics: &Statistics, indexes: &[(usize, &SizedIndex)]) -> Plan {
    if shape.blocks.is_empty() {
        return Plan::default();
    }
    let mut planner = Planner { shape, statistics, indexes, done: vec![None; shape.blocks.len()], depth: 0 };
    let own = planner.block(shape.root, 1.0);
    let mut used = own.used;
    let mut cost = own.cost;
    for (at, block) in planner.done.iter().enumerate().filter(|(at, _)| *at != shape.root) {
        let Some((block, runs)) = block else { continue };
        debug_assert!(at < shape.blocks.len());
        cost += block.cost * runs;
        used.extend(block.used.iter().copied());
    }
    used.sort_unstable();
    used.dedup();
    Plan { cost, rows: own.rows, used }
}

struct Planner<'a> {
    shape: &'a Shape,
    statistics: &'a Statistics,
    indexes: &'a [(usize, &'a SizedIndex)],
    /// Blocks that were planned, with how often they run.
    done: Vec<Option<(Plan, f64)>>,
    depth: usize,
}

impl Planner<'_> {
    /// Plans a block and everything that it uses. Each block counts once, however many use it.
    fn block(&mut self, at: usize, runs: f64) -> Plan {
        if let Some((plan, _)) = &self.done[at] {
            return plan.clone();
        }
        if self.depth > 60 {
            return Plan { rows: 1000.0, ..Plan::default() };
        }
        self.depth += 1;
        self.done[at] = Some((Plan { rows: 1000.0, ..Plan::default() }, 0.0));
        let shape = self.shape;
        let plan = self.planned(&shape.blocks[at], runs);
        self.done[at] = Some((plan.clone(), runs));
        self.depth -= 1;
        plan
    }

    fn planned(&mut self, block: &Block, runs: f64) -> Plan {
        if !block.union.is_empty() {
            let parts: Vec<Plan> = block.union.iter().map(|part| self.block(*part, runs)).collect();
            let rows: f64 = parts.iter().map(|part| part.rows).sum();
            let ordered = if block.has_order { sort(rows, 32.0, block.limit) } else { 0.0 };
            return Plan { cost: rows * TUPLE + ordered, rows, used: Vec::new() };
        }
        if block.relations.is_empty() {
            let rows = block.limit.unwrap_or(1.0);
            for child in block.once.iter().chain(block.per_row.iter().map(|(child, _)| child)) {
                self.block(*child, runs);
            }
            return Plan { cost: rows * TUPLE, rows, used: Vec::new() };
        }
        if block.relations.len() > MOST_RELATIONS {
            let pages =
                block.relations.iter().filter_map(|r| r.table()).map(|table| self.statistics.tables[table].pages);
            return Plan { cost: pages.sum(), rows: 1000.0, used: Vec::new() };
        }
        let statistics = self.statistics;
        let bases: Vec<Base> = block
            .relations
            .iter()
            .map(|relation| match relation.source {
                RelationSource::Table(table) => Base::of(relation, &statistics.tables[table]),
                RelationSource::Block(child) => {
                    let rows = self.block(child, runs).rows;
                    Base::of_rows(rows, relation.filters.len())
                }
                RelationSource::Unknown => Base::of_rows(100.0, 0),
            })
            .collect();
        let on_table = |table: Option<usize>| -> Vec<(usize, &SizedIndex)> {
            self.indexes.iter().filter(|(_, index)| Some(index.shape.table) == table).copied().collect()
        };
        let indexes: Vec<Vec<(usize, &SizedIndex)>> = block.relations.iter().map(|r| on_table(r.table())).collect();
        let paths: Vec<Vec<Path>> = bases
            .iter()
            .zip(&indexes)
            .map(|(base, indexes)| {
                let by = indexes.iter().flat_map(|(at, index)| by_index(base, *at, index, &[], runs));
                std::iter::once(base.sequential()).chain(by).collect()
            })
            .collect();
        let relations = Relations { block, bases: &bases, indexes: &indexes, paths: &paths };
        let (plan, before) = finished(block, &relations);
        for child in &block.once {
            self.block(*child, runs);
        }
        for (child, relation) in &block.per_row {
            let rows = relation
                .map_or(before, |relation| bases[relation].rows / rows_let_through(block, relation, statistics));
            self.block(*child, runs * rows.max(1.0));
        }
        plan
    }
}

/// The share of rows that the conditions with subqueries let through; the subqueries run before them.
fn rows_let_through(block: &Block, relation: usize, statistics: &Statistics) -> f64 {
    let own = &block.relations[relation];
    let Some(table) = own.table() else { return 1.0 };
    let with_subquery = own.filters.iter().filter(|filter| filter.text.to_lowercase().contains("select "));
    with_subquery.map(|filter| super::selectivity::of(filter, &statistics.tables[table])).product::<f64>().max(1e-6)
}

/// The cheapest way through joins, grouping, order and limit; beside it, the number of rows before grouping.
fn finished(block: &Block, relations: &Relations) -> (Plan, f64) {
    let bases = relations.bases;
    let mut best: Option<(Plan, f64)> = None;
    let mut consider = |plan: Plan, before: f64| {
        if best.as_ref().is_none_or(|(known, _)| plan.cost < known.cost) {
            best = Some((plan, before));
        }
    };
    if let [base] = bases {
        for path in &relations.paths[0] {
            let rows = (base.rows * block.residual).max(1.0);
            let used: Vec<usize> = path.index.into_iter().collect();
            let (cost, rows_out) = after(block, bases, path.cost, path.startup, rows, base.width, Some((0, path)));
            consider(Plan { cost, rows: rows_out, used }, base.rows);
        }
    } else {
        let joined = relations.join();
        let rows = (joined.rows * block.residual).max(1.0);
        let (cost, rows_out) = after(block, bases, joined.cost, joined.cost, rows, joined.width, None);
        consider(Plan { cost, rows: rows_out, used: joined.used }, joined.rows);
        if let (Some(first), Some(_), false) = (block.order.first(), block.limit, groups_rows(block)) {
            let (relation, _) = first.column;
            for path in relations.paths[relation].iter().filter(|path| is_sorted(block, relation, path)) {
                if let Some((cost, startup, rows, used)) = relations.in_order_of(relation, path) {
                    let kept = (rows * block.residual).max(1.0);
                    let (cost, rows_out) = after(block, bases, cost, startup, kept, 0.0, Some((relation, path)));
                    consider(Plan { cost, rows: rows_out, used }, rows);
                }
            }
        }
    }
    best.unwrap_or_default()
}

fn groups_rows(block: &Block) -> bool {
    block.has_aggregates || !block.group.is_empty() || block.group_expressions > 0
}

/// Whether a path gives the rows in the order that the block asks for.
fn is_sorted(block: &Block, relation: usize, path: &Path) -> bool {
    if block.nearest.is_some() {
        return block.nearest == path.by_distance.map(|column| (relation, column));
    }
    if !block.order_is_plain || block.order.is_empty() || path.index.is_none() {
        return false;
    }
    let mut keys = path.order.iter();
    let mut backwards = None;
    block.order.iter().all(|order| {
        if order.column.0 != relation {
            return false;
        }
        if path.fixed.contains(&order.column.1) {
            return true;
        }
        keys.next().is_some_and(|(column, descending)| {
            let turned = *descending != order.descending;
            *column == order.column.1 && *backwards.get_or_insert(turned) == turned
        })
    })
}

/// Grouping, sorting and limiting rows: the whole cost, and the rows that come out.
fn after(
    block: &Block,
    bases: &[Base],
    cost: f64,
    startup: f64,
    rows: f64,
    width: f64,
    path: Option<(usize, &Path)>,
) -> (f64, f64) {
    let ordered = path.is_some_and(|(relation, path)| is_sorted(block, relation, path));
    if !groups_rows(block) {
        let out = block.limit.unwrap_or(rows).min(rows);
        if !block.has_order || ordered {
            // Reading stops when there are enough rows.
            let part = if block.limit.is_some() { (out / rows).min(1.0) } else { 1.0 };
            return (startup + (cost - startup).max(0.0) * part, out);
        }
        return (cost + sort(rows, width, block.limit), out);
    }
    let keys = block.group.len() + block.group_expressions;
    let aggregates = rows * OPERATOR * block.operators.max(1) as f64;
    if keys == 0 {
        // The smallest or largest of a column is the first row in its order.
        let is_first = |(relation, path): (usize, &Path)| {
            path.order.first().is_some_and(|(column, _)| block.extreme == Some((relation, *column)))
        };
        return match path.is_some_and(is_first) {
            true => (startup + (cost - startup).max(0.0) / rows + OPERATOR, 1.0),
            false => (cost + aggregates, 1.0),
        };
    }
    let groups = groups_of(block, bases, rows);
    let comes_grouped = path.is_some_and(|(relation, path)| {
        path.index.is_some() && block.group_expressions == 0 && is_grouped(block, relation, path)
    });
    let hashed = hash_groups(rows, groups, keys, width);
    let sorted =
        rows * OPERATOR * keys as f64 + groups * TUPLE + if comes_grouped { 0.0 } else { sort(rows, width, None) };
    let mut total = cost + aggregates + hashed.min(sorted);
    let same_order = comes_grouped && ordered;
    if block.has_order && !same_order {
        total += sort(groups, width, block.limit);
    }
    (total, block.limit.unwrap_or(groups).min(groups))
}

fn is_grouped(block: &Block, relation: usize, path: &Path) -> bool {
    let free: Vec<usize> =
        block.group.iter().filter(|(r, c)| !(*r == relation && path.fixed.contains(c))).map(|(_, c)| *c).collect();
    block.group.iter().all(|(other, _)| *other == relation)
        && path.order.len() >= free.len()
        && path.order[..free.len()].iter().all(|(column, _)| free.contains(column))
}

/// How many groups there are: the product of the numbers of values, each relation's at most its rows.
fn groups_of(block: &Block, bases: &[Base], rows: f64) -> f64 {
    let mut groups = 200f64.powi(block.group_expressions.min(2) as i32);
    for (relation, base) in bases.iter().enumerate() {
        let columns = block.group.iter().filter(|(other, _)| *other == relation);
        let product: f64 = columns.map(|(_, column)| base.distinct(*column)).product();
        groups *= product.min(base.rows.max(1.0));
    }
    groups.clamp(1.0, rows.max(1.0))
}
