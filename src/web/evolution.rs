//! What the engine says of the way from one schema to another, as the page receives it.

use crate::dialect::Dialect;
use crate::diff::{self, Hint, Options, Row, report};
use crate::migrate::{self, bundle, impact};
use crate::schema::{Schema, Severity};
use crate::sql;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Two schemas to compare, and how the way between them is to be.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Request {
    pub from: Side,
    pub to: Side,
    pub dialect: Dialect,
    /// Plain statements for a maintenance window instead of forms that let the application go on.
    pub offline: bool,
    /// Answers about renames: `old=new`, or `old=` for what was not renamed.
    pub renames: Vec<String>,
    /// Sizes of tables as [`impact::size_query`] gives them, or nothing.
    pub sizes: String,
    /// The tool for which the bundle has migrations too, by its name.
    pub layout: Option<String>,
    /// What becomes of duplicates and of orphans, by the names of [`migrate::Remedy`].
    pub duplicates: String,
    pub orphans: String,
}

/// A schema to compare.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The DDL of a database as it is.
    Script(String),
    /// The design, or a version of it.
    Design(Box<Schema>),
}

/// What is different, and what is not certain.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Comparison {
    pub changes: Vec<Entry>,
    pub renames: Vec<Rename>,
    pub questions: Vec<Rename>,
    /// Sentences about statements of the script that were not understood.
    pub unread: Vec<String>,
    /// How many tables the side with the fewest has.
    pub tables: usize,
    /// The SQL of both sides by object, where it differs.
    pub sections: Vec<Section>,
    pub impact: Impact,
    /// Asks the database for the sizes of its tables.
    pub size_query: String,
    /// Why the sizes could not be read; empty where they could.
    pub sizes_refused: String,
    /// The way from the one to the other, see [`migrate::Plan`].
    pub phases: Vec<Phase>,
    /// Sentences about what cannot be undone.
    pub irreversible: Vec<String>,
    /// The scripts: path and text.
    pub files: Vec<(String, String)>,
}

/// The SQL of one object on both sides; see [`diff::view::Section`].
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Section {
    pub title: String,
    pub rows: Vec<Row>,
}

/// What the plan does to the database; see [`impact::Impact`].
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Impact {
    pub verdict: String,
    pub reasons: Vec<String>,
    pub phases: Vec<PhaseImpact>,
    pub unknown_sizes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct PhaseImpact {
    /// `schema`, `writes` or `everything`.
    pub hold: String,
    pub locks: Vec<String>,
    pub rows: Option<u64>,
    pub load: Option<Load>,
    pub waits_by_size: bool,
    pub dependants: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Load {
    pub seconds: f64,
    pub blocked: f64,
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
    unread: Vec<String>,
    tables: usize,
    sizes_refused: String,
}

/// The way from one side to the other. Scripts are read in `spoken` and left in the request's own dialect.
pub fn way(request: &Request, spoken: Dialect) -> Way {
    let dialect = request.dialect;
    let (from, mut unread) = read(&request.from, spoken, dialect);
    let (to, more) = read(&request.to, spoken, dialect);
    unread.extend(more);
    let tables = from.tables.len().min(to.tables.len());
    let mut hints: Vec<Hint> = request.renames.iter().filter_map(|rename| rename.parse().ok()).collect();
    match (&request.from, &request.to) {
        (_, Side::Script(script)) => hints.extend(diff::stated_renames(script, spoken)),
        (Side::Design(old), Side::Design(new)) => {
            let asked = |hint: &Hint| hints.iter().any(|other| other.from == hint.from);
            let known: Vec<Hint> = known_renames(old, new).into_iter().filter(|hint| !asked(hint)).collect();
            hints.extend(known);
        }
        _ => {}
    }
    let found = diff::diff(&from, &to, &Options { hints, ..Options::of(dialect) });
    // What the comparison found always applies; without it there is nothing to plan.
    let to = from.applied(&found.changes).unwrap_or_else(|_| from.clone());
    let sizes = migrate::Size::read(&request.sizes);
    let options = migrate::Options {
        offline: request.offline,
        duplicates: request.duplicates.parse().unwrap_or_default(),
        orphans: request.orphans.parse().unwrap_or_default(),
        sizes: sizes.clone().unwrap_or_default(),
        database: match &request.from {
            Side::Script(script) => migrate::database_of(script, dialect),
            Side::Design(_) => None,
        },
        ..migrate::Options::default()
    };
    let plan = migrate::plan(&from, &to, dialect, &options);
    Way { from, to, plan, found, options, unread, tables, sizes_refused: sizes.err().unwrap_or_default() }
}

/// Compares, and answers with the JSON of a [`Comparison`]; the worker's part.
pub fn compare(request: &Request) -> Value {
    let Way { from, to: _, plan, found, options, unread, tables, sizes_refused } = way(request, request.dialect);
    let impact = impact::impact(&plan, &from, &options);
    let layout = request.layout.as_deref().and_then(|layout| layout.parse().ok());
    let files: Vec<(String, String)> =
        bundle::files(&plan, &impact, layout).into_iter().map(|file| (file.path, file.text)).collect();
    json!({
        "phases": plan.phases,
        "irreversible": plan.irreversible,
        "files": files,
        "changes": report::entries(&from, &found, request.dialect),
        "renames": found.renames,
        "questions": found.questions,
        "unread": unread,
        "tables": tables,
        "sections": diff::view::sections(&from, &found, request.dialect, false),
        "impact": impact,
        "size_query": impact::size_query(request.dialect),
        "sizes_refused": sizes_refused,
    })
}

/// The statements that lead from one schema to another, as for a database that nobody uses meanwhile.
pub fn statements(from: &Schema, to: &Schema, dialect: Dialect) -> Vec<String> {
    let options = migrate::Options { offline: true, ..migrate::Options::default() };
    let plan = migrate::plan(from, to, dialect, &options);
    plan.phases.into_iter().flat_map(|phase| phase.statements).map(|statement| statement.sql).collect()
}

/// A side as a schema of the dialect, with sentences about what of it was not understood.
fn read(side: &Side, spoken: Dialect, dialect: Dialect) -> (Schema, Vec<String>) {
    // A design as the dialect prints and reads it, so that only what differs in the database counts: there names that
    // the design leaves open are given, and defaults are spelled in one way.
    let printed = |schema: &Schema| sql::parse(&sql::render(schema, dialect).script(dialect), dialect).schema;
    match side {
        Side::Script(script) => {
            let parsed = sql::parse(script, spoken);
            let serious = parsed.diagnostics.into_iter().filter(|found| found.severity >= Severity::Warning);
            let unread = serious.map(|found| found.message).collect();
            (if spoken == dialect { parsed.schema } else { printed(&parsed.schema) }, unread)
        }
        Side::Design(schema) => (printed(schema), Vec::new()),
    }
}

/// Renames between two versions of a project: the same element under a name that the other one does not have.
fn known_renames(old: &Schema, new: &Schema) -> Vec<Hint> {
    let mut texts = Vec::new();
    for (before, after) in old.tables.iter().filter_map(|table| Some((table, new.table_by_id(table.id)?))) {
        if before.name != after.name && new.table(&before.name).is_none() && old.table(&after.name).is_none() {
            texts.push(format!("{}={}", before.name, after.name));
        }
        for column in &before.columns {
            let Some(kept) = after.columns.iter().find(|other| other.id == column.id) else { continue };
            let free = after.column(&column.name).is_none() && before.column(&kept.name).is_none();
            if column.name != kept.name && free {
                texts.push(format!("{}.{}={}", before.name, column.name, kept.name));
            }
        }
    }
    texts.iter().filter_map(|text| text.parse().ok()).collect()
}
