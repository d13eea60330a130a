//! What a workload costs with a set of indexes, remembering what was asked before.

use crate::advise::cost::{self, IndexKey, Plan, SizedIndex};
use crate::advise::planner::{Answer, PlanStep, PlannerCosts};
use crate::advise::statistics::Statistics;
use crate::advise::workload::{Shape, Write};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

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
    modelled: RefCell<HashMap<(usize, Vec<usize>), Plan>>,
    planner: Option<Planner<'a>>,
}

/// A real planner's costs by the places of the new indexes.
struct Planner<'a> {
    costs: &'a PlannerCosts,
    /// The first index that does not exist yet.
    existing: usize,
    answers: HashMap<usize, Vec<Said<'a>>>,
}

/// A plan by the planner: the new indexes that were shown, its cost, and those that it uses.
struct Said<'a> {
    shown: Vec<usize>,
    cost: f64,
    used: Vec<usize>,
    steps: &'a [PlanStep],
}

/// Whether a sorted set holds all of a part.
fn holds(set: &[usize], part: &[usize]) -> bool {
    part.iter().all(|index| set.binary_search(index).is_ok())
}

impl<'a> Said<'a> {
    /// What was said of a set of new indexes. What was said of more indexes holds for those that the plan used.
    fn of<'b>(answers: &'b [Self], new: &[usize]) -> Option<&'b Self> {
        answers.iter().find(|said| holds(new, &said.used) && holds(&said.shown, new))
    }
}

impl<'a> Evaluator<'a> {
    pub fn new(queries: Vec<Asked>, statistics: &'a Statistics, indexes: Vec<SizedIndex>) -> Self {
        let mut evaluator = Self {
            queries,
            statistics,
            indexes,
            matters: Vec::new(),
            known: RefCell::default(),
            modelled: RefCell::default(),
            planner: None,
        };
        let matter = |index: &SizedIndex| -> Vec<usize> {
            (0..evaluator.queries.len()).filter(|query| can_matter(&evaluator.queries[*query].shape, index)).collect()
        };
        evaluator.matters = evaluator.indexes.iter().map(matter).collect();
        evaluator
    }

    /// Takes costs from a planner where it has said them; `name` is what it calls an index from the place `existing` on.
    pub fn with_planner(
        mut self,
        costs: &'a PlannerCosts,
        existing: usize,
        name: impl Fn(&SizedIndex) -> String,
    ) -> Self {
        let new = self.indexes.iter().enumerate().skip(existing);
        let places: HashMap<String, usize> = new.map(|(at, index)| (name(index), at)).collect();
        let sorted = |names: &BTreeSet<String>| {
            let mut found: Vec<usize> = names.iter().filter_map(|name| places.get(name).copied()).collect();
            found.sort_unstable();
            found
        };
        let said = |(shown, answer): &'a (BTreeSet<String>, Answer)| {
            Some(Said { shown: sorted(shown), cost: answer.cost?, used: sorted(&answer.used), steps: &answer.plan })
        };
        let answers = costs.known.iter().map(|(query, all)| (*query, all.iter().filter_map(said).collect())).collect();
        self.planner = Some(Planner { costs, existing, answers });
        self
    }

    pub fn asks_planner(&self) -> bool {
        self.planner.is_some()
    }

    /// The indexes of a set that can matter to a query.
    pub fn relevant(&self, query: usize, set: &[usize]) -> Vec<usize> {
        let matters = |index: &usize| self.matters[*index].binary_search(&query).is_ok();
        let mut relevant: Vec<usize> = set.iter().copied().filter(matters).collect();
        relevant.sort_unstable();
        relevant
    }

    /// How many plans were made.
    pub fn effort(&self) -> usize {
        self.known.borrow().len()
    }

    /// One execution of a query with a set of indexes, reading only.
    pub fn plan(&self, query: usize, set: &[usize]) -> Plan {
        let relevant = self.relevant(query, set);
        if let Some(plan) = self.known.borrow().get(&(query, relevant.clone())) {
            return plan.clone();
        }
        let plan = match &self.planner {
            Some(planner) => self.planned(planner, query, &relevant),
            None => self.modelled(query, &relevant),
        };
        self.known.borrow_mut().insert((query, relevant), plan.clone());
        plan
    }

    /// The model's plan, whatever a planner says.
    pub fn modelled(&self, query: usize, set: &[usize]) -> Plan {
        let key = (query, self.relevant(query, set));
        let memory = self.planner.as_ref().map_or(&self.modelled, |planner| &planner.costs.modelled);
        if let Some(plan) = memory.borrow().get(&key) {
            return plan.clone();
        }
        let indexes: Vec<(usize, &SizedIndex)> = key.1.iter().map(|at| (*at, &self.indexes[*at])).collect();
        let plan = cost::plan(&self.queries[query].shape, self.statistics, &indexes);
        memory.borrow_mut().insert(key, plan.clone());
        plan
    }

    /// The planner's cost. Where it has not said any, the one of the best part of the set that it knows, less the share
    /// that the model saves from there on.
    fn planned(&self, planner: &Planner, query: usize, relevant: &[usize]) -> Plan {
        let model = self.modelled(query, relevant);
        let (existing, new) = relevant.split_at(relevant.partition_point(|index| *index < planner.existing));
        let Some(answers) = planner.answers.get(&query) else { return model };
        if let Some(said) = Said::of(answers, new) {
            let old = model.used.iter().copied().filter(|index| *index < planner.existing);
            return Plan { cost: said.cost, used: said.used.iter().copied().chain(old).collect(), ..model };
        }
        let parts = answers.iter().filter(|said| holds(new, &said.shown));
        let Some(part) = parts.min_by(|a, b| a.cost.total_cmp(&b.cost)) else { return model };
        let before = self.modelled(query, &[existing, &part.shown].concat()).cost;
        Plan { cost: part.cost * (model.cost / before.max(1e-9)).min(1.0), ..model }
    }

    /// The planner's own plan of a query with a set of indexes; empty where none was asked for.
    pub fn steps(&self, query: usize, set: &[usize]) -> Vec<PlanStep> {
        let Some(planner) = &self.planner else { return Vec::new() };
        let relevant = self.relevant(query, set);
        let new = &relevant[relevant.partition_point(|index| *index < planner.existing)..];
        let said = planner.answers.get(&query).and_then(|answers| Said::of(answers, new));
        said.map_or_else(Vec::new, |said| said.steps.to_vec())
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

    /// All executions of a query by the model, without what is written.
    pub fn model(&self, query: usize, set: &[usize]) -> f64 {
        self.queries[query].frequency * self.modelled(query, set).cost
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
                            || block.nearest.iter().chain(&block.extreme).any(|own| mine(*own, *column))
                    }
                    Some(IndexKey::Expression { text, .. }) => {
                        relation.filters.iter().any(|filter| filter.expression.as_ref() == Some(text))
                    }
                    None => false,
                }
        })
    })
}
