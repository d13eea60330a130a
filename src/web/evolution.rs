//! What the engine says of the way from one schema to another, as the page receives it.

use crate::dialect::Dialect;
use crate::diff::{self, Hint, Options, report};
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

/// Compares, and answers with the JSON of a [`Comparison`]; the worker's part.
pub fn compare(request: &Request) -> Value {
    let parsed = sql::parse(&request.script, request.dialect);
    let unread: Vec<&str> = parsed
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity >= Severity::Warning)
        .map(|diagnostic| diagnostic.message.as_str())
        .collect();
    // The design as the dialect prints and reads it, so that only what differs in the database counts: there names that
    // the design leaves open are given, and defaults are spelled in one way.
    let printed = sql::render(&request.design, request.dialect).script(request.dialect);
    let design = sql::parse(&printed, request.dialect).schema;
    let (from, to) = if request.backwards { (&design, &parsed.schema) } else { (&parsed.schema, &design) };
    let mut hints: Vec<Hint> = request.renames.iter().filter_map(|rename| rename.parse().ok()).collect();
    if request.backwards {
        hints.extend(diff::stated_renames(&request.script, request.dialect));
    }
    let found = diff::diff(from, to, &Options { hints, ..Options::of(request.dialect) });
    json!({
        "changes": report::entries(from, &found, request.dialect),
        "renames": found.renames,
        "questions": found.questions,
        "unread": unread,
        "tables": parsed.schema.tables.len(),
    })
}
