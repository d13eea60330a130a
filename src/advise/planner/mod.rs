//! Costs from a real planner in place of the model's.
//!
//! `public/planner/planner.js` opens a PostgreSQL that holds no rows but knows their statistics, and says what a query
//! costs with a set of indexes. [`optimize`](super::optimize) is asked again and again: each time it chooses with the
//! costs that are known by then, estimates the others from the model, and says which ones its choice rests on and the
//! planner has not seen yet. When there are none left, every figure of the advice is the planner's.

mod setup;

pub use setup::{PlannerSetup, planner_setup};

use super::cost::{Plan, SizedIndex};
use super::indexes::statement;
use crate::dialect::Dialect;
use crate::schema::Schema;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a planner said so far. It can be put aside as JSON between two rounds.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PlannerCosts {
    /// For each query of the workload: the indexes that were shown, and the answer.
    pub(super) known: BTreeMap<usize, Vec<(BTreeSet<String>, Answer)>>,
    /// What the planner was asked for the last time, in order: a query and the indexes.
    asked: Vec<(usize, BTreeSet<String>)>,
    /// The model's own plans, which stay the same from one time to the next.
    #[serde(skip)]
    pub(super) modelled: RefCell<HashMap<(usize, Vec<usize>), Plan>>,
}

/// Questions to the planner.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Question {
    pub indexes: Vec<WhatIf>,
    pub requests: Vec<Request>,
}

/// An index that is only thought of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhatIf {
    pub id: String,
    pub sql: String,
    pub pages: f64,
    /// Levels of a B-tree above its leaves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub levels: Option<u32>,
    pub rows: f64,
}

impl WhatIf {
    pub(super) fn of(index: &SizedIndex, schema: &Schema) -> Self {
        let sql = statement(&index.shape, schema, Dialect::PostgreSql);
        Self { id: sql.clone(), sql, pages: index.pages, levels: index.levels(), rows: index.rows }
    }
}

/// A query, and the ids of the indexes that it may use beside those that exist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    pub sql: String,
    pub indexes: Vec<String>,
}

/// What a query costs, and which of the indexes its plan uses; no cost where the planner refuses the query.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    pub cost: Option<f64>,
    pub used: BTreeSet<String>,
    /// Steps, each before those that it reads from.
    #[serde(default)]
    pub plan: Vec<PlanStep>,
}

/// A step of a planner's plan, such as `Index Scan using ix_orders_customer on orders`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanStep {
    /// How many steps stand above it.
    pub depth: u32,
    pub text: String,
    /// Conditions and keys, in the words of `EXPLAIN`.
    pub detail: String,
    /// Of this step with those below.
    pub cost: f64,
    pub rows: f64,
}

/// The planner's reply to a [`Question`], in the order of its requests.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    pub answers: Vec<Answer>,
    /// Messages about queries that were refused.
    #[serde(default)]
    pub refused: Vec<String>,
}

impl PlannerCosts {
    /// Takes the reply to the last question that came with an advice.
    pub fn learn(&mut self, reply: Reply) {
        for ((query, shown), answer) in std::mem::take(&mut self.asked).into_iter().zip(reply.answers) {
            self.known.entry(query).or_default().push((shown, answer));
        }
    }

    /// The question about these sets of indexes for these queries, without what is known already.
    pub(super) fn question(
        &mut self,
        wanted: Vec<(usize, Vec<WhatIf>)>,
        sql_of: impl Fn(usize) -> String,
    ) -> Option<Question> {
        self.asked.clear();
        let mut question = Question::default();
        for (query, indexes) in wanted {
            let shown: BTreeSet<String> = indexes.iter().map(|index| index.id.clone()).collect();
            if self.answer(query, &shown).is_some() || self.asked.contains(&(query, shown.clone())) {
                continue;
            }
            question.requests.push(Request { sql: sql_of(query), indexes: shown.iter().cloned().collect() });
            for index in indexes {
                if !question.indexes.iter().any(|known| known.id == index.id) {
                    question.indexes.push(index);
                }
            }
            self.asked.push((query, shown));
        }
        (!question.requests.is_empty()).then_some(question)
    }

    /// The answer for a set of indexes: asked for, or told by one for more indexes of which the plan used only these.
    pub(super) fn answer(&self, query: usize, shown: &BTreeSet<String>) -> Option<&Answer> {
        let all = self.known.get(&query)?;
        let tells = |(set, answer): &&(BTreeSet<String>, Answer)| {
            set == shown || answer.cost.is_some() && shown.is_subset(set) && answer.used.is_subset(shown)
        };
        all.iter().find(tells).map(|(_, answer)| answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_known_for_every_set_that_holds_what_it_used() {
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        let mut costs = PlannerCosts::default();
        let index = |id: &str| WhatIf { id: id.into(), sql: String::new(), pages: 1.0, levels: None, rows: 1.0 };
        let question = costs.question(vec![(0, vec![index("a"), index("b")])], |_| "SELECT 1".into()).unwrap();
        assert_eq!(question.requests[0].indexes, ["a", "b"]);
        costs.learn(Reply {
            answers: vec![Answer { cost: Some(5.0), used: set(&["a"]), plan: Vec::new() }],
            refused: Vec::new(),
        });
        assert_eq!(costs.answer(0, &set(&["a"])).and_then(|answer| answer.cost), Some(5.0));
        assert_eq!(costs.answer(0, &set(&["b"])), None);
        assert_eq!(costs.answer(1, &set(&["a"])), None);
        assert_eq!(costs.question(vec![(0, vec![index("a")])], |_| String::new()), None);
    }
}
