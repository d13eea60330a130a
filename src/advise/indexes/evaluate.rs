//! What a workload costs with a set of indexes, remembering what was asked before.

use crate::advise::cost::{self, IndexKey, Plan, SizedIndex};
use crate::advise::statistics::Statistics;
use crate::advise::workload::{Shape, Write};
use std::cell::RefCell;
use std::collections::HashMap;

/// A query as the evaluation needs it.
pub struct Asked {
    pub shape: Shape,
    pub frequency: f64,
}

pub struct Evaluator<'a> {
    pub queries: Vec<Asked>,
    pub statistics: &'a Statistics,
    /// Existing indexes first, then candidates.
    pub indexes: Vec<SizedIndex>,
    /// For each index, the queries that it can matter to.
    pub matters: Vec<Vec<usize>>,
    known: RefCell<HashMap<(usize, Vec<usize>), Plan>>,
}

impl<'a> Evaluator<'a> {
    pub fn new(queries: Vec<Asked>, statistics: &'a Statistics, indexes: Vec<SizedIndex>) -> Self {
        let mut evaluator =
            Self { queries, statistics, indexes, matters: Vec::new(), known: RefCell::new(HashMap::new()) };
        let matter = |index: &SizedIndex| -> Vec<usize> {
            (0..evaluator.queries.len()).filter(|query| can_matter(&evaluator.queries[*query].shape, index)).collect()
        };
        evaluator.matters = evaluator.indexes.iter().map(matter).collect();
        evaluator
    }

    /// How many plans were made.
    pub fn effort(&self) -> usize {
        self.known.borrow().len()
    }

    /// One execution of a query with a set of indexes, reading only.
    pub fn plan(&self, query: usize, set: &[usize]) -> Plan {
        let mut relevant: Vec<usize> =
            set.iter().copied().filter(|index| self.matters[*index].binary_search(&query).is_ok()).collect();
        relevant.sort_unstable();
        if let Some(plan) = self.known.borrow().get(&(query, relevant.clone())) {
            return plan.clone();
        }
        let indexes: Vec<(usize, &SizedIndex)> = relevant.iter().map(|at| (*at, &self.indexes[*at])).collect();
        let plan = cost::plan(&self.queries[query].shape, self.statistics, &indexes);
        self.known.borrow_mut().insert((query, relevant), plan.clone());
        plan
    }

    /// All executions of a query, with the upkeep of the indexes that it writes to.
    pub fn query(&self, query: usize, set: &[usize]) -> f64 {
        let asked = &self.queries[query];
        let plan = self.plan(query, set);
        let upkeep = asked.shape.write.as_ref().map_or(0.0, |write| {
            set.iter().map(|index| cost::upkeep(write, plan.rows, &self.indexes[*index])).sum::<f64>()
        });
        asked.frequency * (plan.cost + upkeep)
    }

    pub fn total(&self, set: &[usize]) -> f64 {
        (0..self.queries.len()).map(|query| self.query(query, set)).sum()
    }

    /// The queries whose cost an index can change: those that may use it, and those that have to keep it up.
    pub fn concerned(&self, index: usize) -> Vec<usize> {
        let table = self.indexes[index].shape.table;
        let writes = |write: &Write| write.table == table;
        let keeps = |query: &usize| self.queries[*query].shape.write.as_ref().is_some_and(writes);
        let mut queries = self.matters[index].clone();
        queries.extend((0..self.queries.len()).filter(keeps));
        queries.sort_unstable();
        queries.dedup();
        queries
    }
}

/// Whether a plan of a query could use an index: its first column is asked for, or it holds all that is read of the table.
fn can_matter(shape: &Shape, index: &SizedIndex) -> bool {
    let own = &index.shape;
    shape.blocks.iter().any(|block| {
        block.relations.iter().enumerate().any(|(at, relation)| {
            if relation.table() != Some(own.table) {
                return false;
            }
            let covers = relation.used.iter().all(|column| own.holds(*column));
            let mine = |(relation, column): (usize, usize), wanted: usize| relation == at && column == wanted;
            covers
                || match own.keys.first() {
                    Some(IndexKey::Column { column, .. }) => {
                        relation.filters.iter().any(|filter| filter.columns.contains(column))
                            || block.edges.iter().any(|e| mine(e.left, *column) || mine(e.right, *column))
                            || block.group.iter().any(|group| mine(*group, *column))
                            || block.order.iter().any(|order| mine(order.column, *column))
                    }
                    Some(IndexKey::Expression { text, .. }) => {
                        relation.filters.iter().any(|filter| filter.expression.as_ref() == Some(text))
                    }
                    None => false,
                }
        })
    })
}
