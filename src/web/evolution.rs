//! What the engine says of the way from one schema to another, as the page receives it.

use crate::dialect::Dialect;
use crate::diff::{self, Hint, Options, report};
use crate::migrate::{self, bundle, impact};
use crate::schema::{Schema, Severity};
use crate::sql;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Two schemas to compare: the page's own design and a script of the database as it is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Request {
    pub design: Schema,
    pub dialect: Dialect,
    pub script: String,
    /// From the design to the script, instead of from the script to the design.
    pub backwards: bool,
    /// Plain statements for a maintenance window instead of forms that let the application go on.
    pub offline: bool,
    /// Answers about renames: `old=new`, or `old=` for what was not renamed.
    pub renames: Vec<String>,
}

/// What is different, and what is not certain.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Comparison {
    pub changes: Vec<Entry>,
    pub renames: Vec<Rename>,
    pub questions: Vec<Rename>,
    /// Sentences about statements of the script that were not understood.
    pub unread: Vec<String>,
    /// How many tables the script makes.
    pub tables: usize,
    /// The way from the one to the other, see [`migrate::Plan`].
    pub phases: Vec<Phase>,
    /// Sentences about what cannot be undone.
    pub irreversible: Vec<String>,
    /// The scripts: path and text.
    pub files: Vec<(String, String)>,
}

/// Statements that run, and are taken back, as a whole.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Phase {
    pub name: String,
    pub stage: String,
    pub table: Option<String>,
    pub transactional: bool,
    pub statements: Vec<Statement>,
    #[serde(default)]
    pub verify: Vec<Verify>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Statement {
    pub sql: String,
    pub reverse: Vec<String>,
    /// `schema`, `writes` or `everything`.
    pub hold: String,
    /// `catalog`, `scan`, `index`, `rows` or `rewrite`.
    pub effect: String,
    #[serde(default)]
    pub hazards: Vec<Hazard>,
    pub why: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Hazard {
    pub code: String,
    pub message: String,
}

/// A question to the data that has to count no rows.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Verify {
    pub what: String,
    pub sql: String,
    pub action: String,
}

/// What became of one element; see [`report::Entry`].
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Entry {
    pub status: Status,
    pub object: String,
    pub table: Option<String>,
    pub name: String,
    pub was: Option<String>,
    #[serde(default)]
    pub details: Vec<Detail>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Added,
    Removed,
    Changed,
    Renamed,
    Moved,
    Recreated,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Detail {
    pub what: String,
    pub from: Option<String>,
    pub to: Option<String>,
}

/// A rename that was found, or that is asked about.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Rename {
    pub object: String,
    pub from: String,
    pub to: String,
    pub probability: f64,
}

/// Both ends of a migration in one dialect, and the plan between them.
pub struct Way {
    pub from: Schema,
    pub to: Schema,
    pub plan: migrate::Plan,
    found: diff::Diff,
    options: migrate::Options,
    parsed: sql::Parsed,
}

/// The way between the design and the script, which is read in `spoken` and left in the request's own dialect.
pub fn way(request: &Request, spoken: Dialect) -> Way {
    let parsed = sql::parse(&request.script, spoken);
    // The design as the dialect prints and reads it, so that only what differs in the database counts: there names that
    // the design leaves open are given, and defaults are spelled in one way.
    let read = |schema: &Schema| {
        let printed = sql::render(schema, request.dialect).script(request.dialect);
        sql::parse(&printed, request.dialect).schema
    };
    let design = read(&request.design);
    let database = if spoken == request.dialect { parsed.schema.clone() } else { read(&parsed.schema) };
    let (from, to) = if request.backwards { (design, database) } else { (database, design) };
    let mut hints: Vec<Hint> = request.renames.iter().filter_map(|rename| rename.parse().ok()).collect();
    if request.backwards {
        hints.extend(diff::stated_renames(&request.script, spoken));
    }
    let found = diff::diff(&from, &to, &Options { hints, ..Options::of(request.dialect) });
    // What the comparison found always applies; without it there is nothing to plan.
    let to = from.applied(&found.changes).unwrap_or_else(|_| from.clone());
    let options = migrate::Options { offline: request.offline, ..migrate::Options::default() };
    let plan = migrate::plan(&from, &to, request.dialect, &options);
    Way { from, to, plan, found, options, parsed }
}

/// Compares, and answers with the JSON of a [`Comparison`]; the worker's part.
pub fn compare(request: &Request) -> Value {
    let Way { from, to: _, plan, found, options, parsed } = way(request, request.dialect);
    let unread: Vec<&str> = parsed
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity >= Severity::Warning)
        .map(|diagnostic| diagnostic.message.as_str())
        .collect();
    let impact = impact::impact(&plan, &from, &options);
    let files: Vec<(String, String)> =
        bundle::files(&plan, &impact, None).into_iter().map(|file| (file.path, file.text)).collect();
    json!({
        "phases": plan.phases,
        "irreversible": plan.irreversible,
        "files": files,
        "changes": report::entries(&from, &found, request.dialect),
        "renames": found.renames,
        "questions": found.questions,
        "unread": unread,
        "tables": parsed.schema.tables.len(),
    })
}

/// The statements that lead from one schema to another, as for a database that nobody uses meanwhile.
pub fn statements(from: &Schema, to: &Schema, dialect: Dialect) -> Vec<String> {
    let options = migrate::Options { offline: true, ..migrate::Options::default() };
    let plan = migrate::plan(from, to, dialect, &options);
    plan.phases.into_iter().flat_map(|phase| phase.statements).map(|statement| statement.sql).collect()
}
