//! What the engine advises for a workload, as the page receives it.

use crate::advise::{self, Options};
use crate::dialect::Dialect;
use crate::schema::{Id, Index, Schema};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A design, the queries that it has to serve, and how large its tables are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
}

/// Advises, and answers with the JSON of an [`Advice`]; the worker's part.
pub fn advise(request: &Request) -> Value {
    let statistics = match advise::read_statistics(&request.statistics, &request.schema) {
        Ok(statistics) => statistics,
        Err(why) => return json!({ "failed": format!("The statistics: it {why}") }),
    };
    let workload = advise::read_workload(&request.workload, &request.schema, request.dialect);
    if workload.queries.is_empty() {
        return json!({ "failed": "The workload holds no query. Give SELECT, INSERT, UPDATE or DELETE statements" });
    }
    let options = Options { budget_mb: request.budget_mb, ..Options::default() };
    let advice = advise::optimize(&request.schema, request.dialect, &workload, &statistics, &options);
    let notes: Vec<&str> = advice.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    let mut value = serde_json::to_value(&advice).unwrap_or_default();
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
