//! What the engine advises for a workload, as the page receives it.

use crate::advise::{self, Options, PlannerCosts, Statistics, Workload};
use crate::dialect::Dialect;
use crate::schema::{Id, Index, Schema};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A design, the queries that it has to serve, and how large its tables are.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Request {
    pub schema: Schema,
    pub dialect: Dialect,
    pub workload: String,
    /// CSV or JSON; nothing where the sizes are to be estimated.
    pub statistics: String,
    pub budget_mb: Option<f64>,
}

/// What would be cheaper, and what is best left; see [`advise::Advice`].
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Advice {
    pub indexes: Vec<IndexAdvice>,
    pub drop: Vec<DropAdvice>,
    pub partitions: Vec<Partition>,
    pub denormalizations: Vec<Copies>,
    pub verdicts: Vec<Verdict>,
    pub queries: Vec<Query>,
    pub total_before: f64,
    pub total_after: f64,
    pub size_mb: f64,
    /// Sentences about what was not read or only guessed.
    pub notes: Vec<String>,
    /// Why there is no advice at all.
    pub failed: Option<String>,
    /// The version of the PostgreSQL whose planner said the costs; none where they are the model's.
    pub planner: Option<String>,
}

/// A round between the advisor and a planner. What the one tells the other is none of the page's business.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Planning {
    pub request: Request,
    /// What was known after the round before, as [`Planned::costs`].
    pub costs: Value,
    /// The planner's answer to the last question.
    pub reply: Value,
}

/// The advice of a round, and what the planner is to be asked before the next; null where nothing is open.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Planned {
    pub advice: Advice,
    /// What opens the planner, in the first round.
    pub setup: Value,
    pub question: Value,
    pub costs: Value,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct IndexAdvice {
    pub table: String,
    pub size_mb: f64,
    pub gain: f64,
    pub gain_percent: f64,
    pub write_cost: f64,
    pub queries: Vec<String>,
    pub rationale: String,
    pub sql: String,
    pub index: Index,
    pub parent: Id,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct DropAdvice {
    pub id: Id,
    pub table: String,
    pub name: String,
    pub kind: String,
    pub size_mb: f64,
    pub rationale: String,
    pub sql: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Partition {
    pub table: String,
    pub method: String,
    pub columns: Vec<String>,
    pub interval: Option<String>,
    pub partitions: usize,
    pub cost_before: f64,
    pub cost_after: f64,
    pub rationale: String,
    pub consequences: Vec<String>,
    pub sql: Vec<String>,
}

/// Columns of another table that are kept a second time.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Copies {
    pub table: String,
    pub from: String,
    pub columns: Vec<String>,
    pub read_gain: f64,
    pub storage_mb: f64,
    pub queries: Vec<String>,
    pub rationale: String,
    pub sql: Vec<String>,
    /// The same as a view that the database keeps.
    #[serde(default)]
    pub view: Vec<String>,
}

/// What is best left as it is.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Verdict {
    pub table: String,
    pub topic: String,
    pub rationale: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Query {
    pub id: String,
    pub frequency: f64,
    pub cost_before: f64,
    pub cost_after: f64,
    pub indexes: Vec<String>,
    /// The planner's plans today and with the advice, each step before those that it reads from.
    #[serde(default)]
    pub plan_before: Vec<Step>,
    #[serde(default)]
    pub plan_after: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Step {
    pub depth: u32,
    pub text: String,
    pub detail: String,
    pub cost: f64,
    pub rows: f64,
}

/// Advises, and answers with the JSON of an [`Advice`]; the worker's part.
pub fn advise(request: &Request) -> Value {
    match read(request) {
        Err(why) => json!({ "failed": why }),
        Ok((statistics, workload)) => {
            let options = options(request);
            answer(&advise::optimize(&request.schema, request.dialect, &workload, &statistics, &options))
        }
    }
}

/// The same by a planner's costs, one round: the JSON of [`Planned`].
pub fn plan(planning: &Planning) -> Value {
    let request = &planning.request;
    let (statistics, workload) = match read(request) {
        Err(why) => return json!({ "advice": { "failed": why }, "setup": null, "question": null, "costs": null }),
        Ok(known) => known,
    };
    let mut costs: PlannerCosts = serde_json::from_value(planning.costs.clone()).unwrap_or_default();
    if let Ok(reply) = serde_json::from_value(planning.reply.clone()) {
        costs.learn(reply);
    }
    let options = options(request);
    let (advice, question) = advise::optimize_by_planner(&request.schema, &workload, &statistics, &options, &mut costs);
    let setup = planning.costs.is_null().then(|| advise::planner_setup(&request.schema, &statistics));
    json!({ "advice": answer(&advice), "setup": setup, "question": question, "costs": costs })
}

fn options(request: &Request) -> Options {
    Options { budget_mb: request.budget_mb, ..Options::default() }
}

/// The sizes and the queries of a request, or why there is nothing to advise on.
fn read(request: &Request) -> Result<(Statistics, Workload), String> {
    let statistics = advise::read_statistics(&request.statistics, &request.schema);
    let statistics = statistics.map_err(|why| format!("The text of the sizes {why}"))?;
    let workload = advise::read_workload(&request.workload, &request.schema, request.dialect);
    if workload.queries.is_empty() {
        return Err("The workload holds no query. Give SELECT, INSERT, UPDATE or DELETE statements".to_owned());
    }
    Ok((statistics, workload))
}

fn answer(advice: &advise::Advice) -> Value {
    let hint = |code: &str| match code {
        "statistics-guessed" => " Give them on the left: the catalog query asks your database for them.",
        _ => "",
    };
    let notes: Vec<String> =
        (advice.diagnostics.iter()).map(|found| format!("{}{}", found.message, hint(&found.code))).collect();
    let mut value = serde_json::to_value(advice).unwrap_or_default();
    value["notes"] = json!(notes);
    for (at, index) in advice.indexes.iter().enumerate() {
        value["indexes"][at]["index"] = json!(index.index);
        value["indexes"][at]["parent"] = json!(index.parent);
    }
    for (at, drop) in advice.drop.iter().enumerate() {
        value["drop"][at]["id"] = json!(drop.id);
    }
    value
}
