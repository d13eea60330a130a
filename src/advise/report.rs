//! The whole advice on a workload: what to add, what to drop, what to leave, with numbers and reasons.

mod drops;
mod reasons;

use super::cost::{IndexKey, IndexShape, Method, SizedIndex};
use super::indexes::Asked;
use super::indexes::{Evaluator, FEATURES, candidates, described, existing, features, object, select, statement};
use super::planner::{PlanStep, PlannerCosts, Question, Request, WhatIf};
use super::statistics::Statistics;
use super::workload::{self, Workload};
use super::{Options, denormalize, partitions};
use crate::dialect::Dialect;
use crate::schema::{Diagnostic, Id, Index, Schema, Severity};
use serde::Serialize;

pub use super::denormalize::Denormalization;
pub use super::partitions::PartitionAdvice;

/// Costs are those of all executions, in units of PostgreSQL's planner.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Advice {
    pub indexes: Vec<IndexAdvice>,
    pub drop: Vec<DropAdvice>,
    pub partitions: Vec<PartitionAdvice>,
    pub denormalizations: Vec<Denormalization>,
    /// What the advisors looked at and leave as it is.
    pub verdicts: Vec<TableVerdict>,
    pub queries: Vec<QueryGain>,
    pub total_before: f64,
    pub total_after: f64,
    pub size_mb: f64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<Diagnostic>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndexAdvice {
    pub table: String,
    pub columns: Vec<String>,
    pub include: Vec<String>,
    pub unique: bool,
    #[serde(rename = "where")]
    pub predicate: Option<String>,
    pub method: &'static str,
    pub size_mb: f64,
    /// How much dearer the workload would be without this one of the advised indexes.
    pub gain: f64,
    /// The share of the cost before that the gain is, in percent.
    pub gain_percent: f64,
    /// What keeping it costs the writes of the workload.
    pub write_cost: f64,
    pub queries: Vec<String>,
    pub rationale: String,
    pub sql: String,
    /// The part that the schema gets; its id is to be given.
    #[serde(skip)]
    pub index: Index,
    /// The table that gets it.
    #[serde(skip)]
    pub parent: Id,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DropAdvice {
    /// The index that goes.
    #[serde(skip)]
    pub id: Id,
    pub table: String,
    pub name: String,
    pub columns: Vec<String>,
    /// `redundant` beside another one that exists, `replaced` by an advised one, or `unused`.
    pub kind: &'static str,
    pub size_mb: f64,
    pub rationale: String,
    pub sql: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TableVerdict {
    pub table: String,
    /// `index`, `partition` or `denormalization`.
    pub topic: &'static str,
    pub verdict: &'static str,
    pub rationale: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueryGain {
    pub id: String,
    pub frequency: f64,
    pub cost_before: f64,
    pub cost_after: f64,
    /// The advised indexes that its plan uses.
    pub indexes: Vec<String>,
    /// The planner's plans today and with the advice, where one was asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plan_before: Vec<PlanStep>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plan_after: Vec<PlanStep>,
}

/// The share of the workload's cost that an index has to save whose key is that of a unique one with columns beside it.
const COPY_OF_KEY: f64 = 0.02;

/// The share of the workload's cost that an index as large as all tables together has to save; smaller ones in proportion.
/// Within a budget, space is there to be used.
const PRICE: f64 = 0.1;
const PRICE_WITHIN_BUDGET: f64 = 0.01;

/// Characters that quote names in the dialects.
const QUOTES: [char; 4] = ['"', '`', '[', ']'];

/// So many of the indexes that promise a query most are shown to a planner one by one.
const PROMISING: usize = 10;

/// Advice on a workload, by the costs of the model. What cannot be read of it is told and left out.
pub fn optimize(
    schema: &Schema,
    dialect: Dialect,
    workload: &Workload,
    statistics: &Statistics,
    options: &Options,
) -> Advice {
    advise(schema, dialect, workload, statistics, options, None).0
}

/// Advice by the costs that a planner has said so far, with the question that is open: ask it, let the costs learn the
/// reply, and ask for the advice again, until there is no question.
pub fn optimize_by_planner(
    schema: &Schema,
    workload: &Workload,
    statistics: &Statistics,
    options: &Options,
    costs: &mut PlannerCosts,
) -> (Advice, Option<Question>) {
    let (advice, wanted) = advise(schema, Dialect::PostgreSql, workload, statistics, options, Some(costs));
    let readable: Vec<&workload::Query> =
        (advice.queries.iter()).filter_map(|gain| workload.queries.iter().find(|query| query.id == gain.id)).collect();
    let question = costs.question(wanted, |query| readable.get(query).map_or_else(String::new, |q| q.sql.clone()));
    (advice, question)
}

/// What the ranking is trained on: a line for each query and candidate that the model says saves something, with the
/// query, the index, and the features, separated by tabs; the question asks the planner for the same pairs in this order,
/// after one for each query without new indexes.
pub fn ranking_samples(schema: &Schema, workload: &Workload, statistics: &Statistics) -> (Vec<String>, Question) {
    let dialect = Dialect::PostgreSql;
    let mut asked = Vec::new();
    let mut queries = Vec::new();
    for query in &workload.queries {
        if let Ok(shape) = workload::shape_of(query, schema, dialect) {
            asked.push(Asked { shape, frequency: query.frequency });
            queries.push(query);
        }
    }
    let shapes: Vec<workload::Shape> = asked.iter().map(|asked| asked.shape.clone()).collect();
    let sized = |shape: IndexShape| {
        let table = shape.table;
        shape.sized(&schema.tables[table], &statistics.tables[table])
    };
    let mut indexes: Vec<SizedIndex> = existing(schema, statistics).iter().map(|index| index.sized.clone()).collect();
    let count = indexes.len();
    indexes.extend(candidates(&shapes, schema, statistics, dialect).into_iter().map(sized));
    let evaluator = Evaluator::new(asked, statistics, indexes);
    let mut lines = Vec::new();
    let mut question = Question::default();
    for query in &queries {
        question.requests.push(Request { sql: query.sql.clone(), indexes: Vec::new() });
    }
    for index in count..evaluator.indexes.len() {
        let what_if = WhatIf::of(&evaluator.indexes[index], schema);
        for (query, own) in queries.iter().enumerate() {
            let Some(features) = features(&evaluator, count, query, index) else { continue };
            let numbers: Vec<String> = features.iter().map(|feature| format!("{feature:.4}")).collect();
            lines.push(format!("{query}\t{}\t{}", what_if.sql, numbers.join("\t")));
            question.requests.push(Request { sql: own.sql.clone(), indexes: vec![what_if.id.clone()] });
        }
        question.indexes.push(what_if);
    }
    lines.insert(0, format!("query\tindex\t{}", FEATURES.join("\t")));
    (lines, question)
}

fn advise(
    schema: &Schema,
    dialect: Dialect,
    workload: &Workload,
    statistics: &Statistics,
    options: &Options,
    planner: Option<&PlannerCosts>,
) -> (Advice, Vec<(usize, Vec<WhatIf>)>) {
    let statistics = &statistics.stored_by(schema, dialect);
    let mut diagnostics = workload.diagnostics.clone();
    let mut ids = Vec::new();
    let mut asked = Vec::new();
    for query in &workload.queries {
        match workload::shape_of(query, schema, dialect) {
            Ok(shape) => {
                ids.push(query.id.clone());
                asked.push(Asked { shape, frequency: query.frequency });
            }
            Err(reason) => {
                let message = format!("{} is left out: {reason}.", query.id);
                diagnostics.push(Diagnostic::new(Severity::Warning, "query-not-read", message));
            }
        }
    }
    diagnostics.extend(guessed(schema, statistics));
    let shapes: Vec<workload::Shape> = asked.iter().map(|asked| asked.shape.clone()).collect();
    let present = existing(schema, statistics);
    let mut indexes: Vec<SizedIndex> = present.iter().map(|index| index.sized.clone()).collect();
    let count = indexes.len();
    for shape in candidates(&shapes, schema, statistics, dialect) {
        if indexes[..count].iter().any(|known| serves(&known.shape, &shape)) {
            continue;
        }
        let table = shape.table;
        indexes.push(shape.sized(&schema.tables[table], &statistics.tables[table]));
    }
    let mut evaluator = Evaluator::new(asked, statistics, indexes);
    if let Some(costs) = planner {
        let name = |index: &SizedIndex| statement(&index.shape, schema, dialect);
        evaluator = evaluator.with_planner(costs, count, name);
    }
    let base: Vec<usize> = (0..count).collect();
    let total_before = evaluator.total(&base);
    let budget = options.budget_mb.unwrap_or(f64::INFINITY);
    let database: f64 = statistics.tables.iter().map(|table| table.pages).sum::<f64>().max(1.0);
    let price = if options.budget_mb.is_some() { PRICE_WITHIN_BUDGET } else { PRICE };
    // The look-up is there already, so that the columns beside it have to save a lot.
    let copies_key = |index: &SizedIndex| {
        let own = &index.shape.keys;
        let is_copy = |key: &SizedIndex| {
            key.shape.unique && key.shape.table == index.shape.table && own.starts_with(&key.shape.keys)
        };
        index.shape.method == Method::BTree
            && index.shape.predicate.is_none()
            && evaluator.indexes[..count].iter().any(is_copy)
    };
    let least_of = |index: &SizedIndex| {
        let least = options.least_gain.max(price * index.pages / database);
        if copies_key(index) { least.max(COPY_OF_KEY) } else { least }
    };
    let least: Vec<f64> = evaluator.indexes.iter().map(least_of).collect();
    let mut chosen = select(&evaluator, count, budget, &least).chosen;
    let needed: Vec<usize> = (count..evaluator.indexes.len())
        .filter(|at| is_needed(&evaluator, dialect, *at) && !chosen.contains(at))
        .collect();
    chosen.extend(needed);
    let set: Vec<usize> = base.iter().chain(&chosen).copied().collect();
    let total_after = evaluator.total(&set);
    let report =
        Report { schema, dialect, evaluator: &evaluator, ids: &ids, base: &base, set: &set, total_before, total_after };
    let advised = report.indexes(&chosen);
    let names: Vec<String> = advised.iter().map(|index| index_name(&index.sql)).collect();
    let queries = report.queries(&chosen, &names);
    let drop = report.drops(&present);
    let mut verdicts = report.tables_without(&chosen);
    let (partitions, partition_verdicts) = partitions::advise(&report.context(statistics));
    let (denormalizations, copy_verdicts) = denormalize::advise(&report.context(statistics));
    verdicts.extend(partition_verdicts);
    verdicts.extend(copy_verdicts);
    // An empty sum is -0.
    let size_mb = rounded(advised.iter().map(|index| index.size_mb).sum::<f64>() + 0.0);
    let wanted = if planner.is_some() { report.wanted(&chosen) } else { Vec::new() };
    let advice = Advice {
        indexes: advised,
        drop,
        partitions,
        denormalizations,
        verdicts,
        queries,
        total_before: rounded(total_before),
        total_after: rounded(total_after),
        size_mb,
        diagnostics,
    };
    (advice, wanted)
}

/// An existing index does everything that the candidate would.
fn serves(known: &IndexShape, candidate: &IndexShape) -> bool {
    let begins_alike = known.keys.iter().zip(&candidate.keys).all(|(own, other)| own == other);
    // What stands behind a whole unique key orders nothing.
    let is_long_enough = known.keys.len() >= candidate.keys.len() || known.unique;
    known.table == candidate.table
        && known.method == candidate.method
        && known.text == candidate.text
        && known.predicate.is_none()
        && candidate.predicate.is_none()
        && begins_alike
        && is_long_enough
        && candidate
            .keys
            .iter()
            .skip(known.keys.len())
            .all(|key| matches!(key, IndexKey::Column { column, .. } if known.holds(*column)))
        && candidate.include.iter().all(|column| known.holds(*column))
}

/// Without a full-text index these databases refuse the search; the others only take longer.
fn is_needed(evaluator: &Evaluator, dialect: Dialect, index: usize) -> bool {
    evaluator.indexes[index].shape.method == Method::Gin
        && !matches!(dialect, Dialect::PostgreSql | Dialect::HeliosDb | Dialect::Sqlite)
}

fn guessed(schema: &Schema, statistics: &Statistics) -> Option<Diagnostic> {
    let unknown: Vec<String> = (schema.tables.iter().zip(&statistics.tables))
        .filter(|(_, statistics)| !statistics.known)
        .map(|(table, statistics)| format!("{} ({})", table.name, statistics.rows.round()))
        .collect();
    (!unknown.is_empty()).then(|| {
        let message = format!("The numbers of rows are guesses for {}.", unknown.join(", "));
        Diagnostic::new(Severity::Info, "statistics-guessed", message)
    })
}

/// What the other advisors need.
pub(super) struct Context<'a> {
    pub schema: &'a Schema,
    pub dialect: Dialect,
    pub statistics: &'a Statistics,
    pub evaluator: &'a Evaluator<'a>,
    pub ids: &'a [String],
    /// Indexes that exist or are advised.
    pub set: &'a [usize],
    pub total: f64,
}

struct Report<'a> {
    schema: &'a Schema,
    dialect: Dialect,
    evaluator: &'a Evaluator<'a>,
    ids: &'a [String],
    base: &'a [usize],
    set: &'a [usize],
    total_before: f64,
    total_after: f64,
}

impl<'a> Report<'a> {
    fn context(&self, statistics: &'a Statistics) -> Context<'a> {
        Context {
            schema: self.schema,
            dialect: self.dialect,
            statistics,
            evaluator: self.evaluator,
            ids: self.ids,
            set: self.set,
            total: self.total_after,
        }
    }

    /// The plans that the advice rests on: each query without new indexes, with all that are advised and with all but
    /// one, and with each of those that promise it most.
    fn wanted(&self, chosen: &[usize]) -> Vec<(usize, Vec<WhatIf>)> {
        let evaluator = self.evaluator;
        let mut wanted = Vec::new();
        for query in 0..self.ids.len() {
            let mut sets: Vec<Vec<usize>> = vec![Vec::new(), chosen.to_vec()];
            let mine = evaluator.relevant(query, chosen);
            sets.extend(mine.iter().map(|out| mine.iter().copied().filter(|index| index != out).collect()));
            let before = evaluator.modelled(query, self.base).cost;
            let with = |index: usize| {
                let set: Vec<usize> = self.base.iter().copied().chain([index]).collect();
                evaluator.modelled(query, &set).cost
            };
            let candidates = self.base.len()..evaluator.indexes.len();
            let matters = candidates.filter(|index| evaluator.matters[*index].contains(&query));
            let mut promising: Vec<(f64, usize)> = matters.map(|index| (with(index), index)).collect();
            promising.retain(|(cost, _)| *cost < before * 0.99);
            promising.sort_by(|a, b| a.0.total_cmp(&b.0));
            sets.extend(promising.iter().take(PROMISING).map(|(_, index)| vec![*index]));
            wanted.extend(sets.into_iter().map(|set| {
                let relevant = evaluator.relevant(query, &set);
                (query, relevant.into_iter().map(|index| self.what_if(index)).collect())
            }));
        }
        wanted
    }

    fn what_if(&self, at: usize) -> WhatIf {
        WhatIf::of(&self.evaluator.indexes[at], self.schema)
    }

    fn indexes(&self, chosen: &[usize]) -> Vec<IndexAdvice> {
        let mut advised: Vec<IndexAdvice> = chosen.iter().map(|at| self.index(*at)).collect();
        advised.sort_by(|a, b| b.gain.total_cmp(&a.gain));
        advised
    }

    /// The statement of an advised index, with a name that no other one has.
    fn statement(&self, at: usize) -> String {
        let own = |index: usize| statement(&self.evaluator.indexes[index].shape, self.schema, self.dialect);
        let sql = own(at);
        let name = index_name(&sql);
        let is_taken = |name: &str| {
            let mut known = self.schema.tables.iter().flat_map(|table| &table.indexes);
            known.any(|index| index.name.as_deref() == Some(name.trim_matches(QUOTES)))
        };
        let advised = &self.set[self.base.len()..];
        let earlier =
            advised.iter().take_while(|index| **index != at).filter(|index| index_name(&own(**index)) == name);
        match earlier.count() + usize::from(is_taken(&name)) {
            0 => sql,
            others => {
                let other = self.dialect.fitting_name(&format!("{}_{}", name.trim_matches(QUOTES), others + 1));
                sql.replacen(&name, &self.dialect.quote_identifier(&other), 1)
            }
        }
    }

    fn index(&self, at: usize) -> IndexAdvice {
        let index = &self.evaluator.indexes[at];
        let shape = &index.shape;
        let table = &self.schema.tables[shape.table];
        let without: Vec<usize> = self.set.iter().copied().filter(|other| *other != at).collect();
        let gain = self.evaluator.total(&without) - self.total_after;
        let uses = |query: &usize| self.evaluator.plan(*query, self.set).used.contains(&at);
        let mut users: Vec<usize> = (0..self.ids.len()).filter(uses).collect();
        if users.is_empty() {
            users.clone_from(&self.evaluator.matters[at]);
        }
        let write_cost: f64 = (0..self.ids.len())
            .filter_map(|query| {
                let asked = &self.evaluator.queries[query];
                let write = asked.shape.write.as_ref()?;
                let rows = self.evaluator.plan(query, self.set).rows;
                Some(asked.frequency * super::cost::upkeep(write, rows, index))
            })
            .sum();
        let columns = described(shape, self.schema);
        let name = |column: &usize| table.columns.get(*column).map_or_else(String::new, |c| c.name.clone());
        let include: Vec<String> = shape.include.iter().map(name).collect();
        let sql = self.statement(at);
        let mut own = object(shape, self.schema, index_name(&sql).trim_matches(QUOTES), self.dialect);
        own.method = match (shape.method, self.dialect) {
            (Method::BTree, _) => None,
            (Method::Gin, Dialect::PostgreSql | Dialect::HeliosDb) => Some("gin".to_owned()),
            (Method::Gist, other) if other != Dialect::PostgreSql => Some("spatial".to_owned()),
            (method, _) => Some(method_name(method).to_owned()),
        };
        IndexAdvice {
            table: table.name.to_string(),
            rationale: self.rationale(at, &users, gain, write_cost),
            columns,
            include,
            unique: shape.unique,
            predicate: shape.predicate.as_ref().map(|(text, _)| text.clone()),
            method: method_name(shape.method),
            size_mb: rounded(index.megabytes()),
            gain: rounded(gain),
            gain_percent: rounded(100.0 * gain / self.total_before.max(1e-9)),
            write_cost: rounded(write_cost),
            queries: users.iter().map(|query| self.ids[*query].clone()).collect(),
            sql,
            index: own,
            parent: table.id,
        }
    }

    fn queries(&self, chosen: &[usize], names: &[String]) -> Vec<QueryGain> {
        let advised = |query: usize| {
            let used = self.evaluator.plan(query, self.set).used;
            // Names are in the order of the advice, which is by gain.
            let own: Vec<String> =
                used.iter().filter(|at| chosen.contains(at)).map(|at| index_name(&self.statement(*at))).collect();
            names.iter().filter(|name| own.contains(name)).cloned().collect::<Vec<_>>()
        };
        (0..self.ids.len())
            .map(|query| QueryGain {
                id: self.ids[query].clone(),
                frequency: self.evaluator.queries[query].frequency,
                cost_before: rounded(self.evaluator.query(query, self.base)),
                cost_after: rounded(self.evaluator.query(query, self.set)),
                indexes: advised(query),
                plan_before: self.evaluator.steps(query, self.base),
                plan_after: self.evaluator.steps(query, self.set),
            })
            .collect()
    }
}

fn method_name(method: Method) -> &'static str {
    match method {
        Method::BTree => "btree",
        Method::Hash => "hash",
        Method::Gin => "fulltext",
        Method::Gist => "gist",
        Method::Trigram => "gin",
        Method::Brin => "brin",
    }
}

/// The third or fourth word of `CREATE [FULLTEXT] INDEX name ON`.
fn index_name(sql: &str) -> String {
    let (head, _) = sql.split_once(" ON ").unwrap_or((sql, ""));
    head.split_once("INDEX ").map_or("", |(_, name)| name).to_owned()
}

pub(super) fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
