//! What the engine's rules find in the design, as the page receives it.

use crate::dialect::Dialect;
use crate::lint::{self, Options};
use crate::schema::{Change, Id, Schema, Severity};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A schema to check.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Request {
    pub schema: Schema,
    pub dialect: Dialect,
}

/// One element that departs from a rule; see [`lint::Finding`].
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Problem {
    pub code: String,
    pub severity: Severity,
    pub message: String,
    #[serde(default)]
    pub evidence: String,
    pub subject: Id,
    pub element: String,
    pub table: Option<Id>,
    pub fix: Option<Fix>,
}

/// Changes after which the problem is gone.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Fix {
    pub title: String,
    pub safety: Safety,
    pub changes: Vec<Change>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Safety {
    Safe,
    /// To be looked at before it is applied.
    Review,
}

/// Checks, and answers with the JSON of [`Problem`]s; the worker's part.
pub fn check(request: &Request) -> Value {
    serde_json::to_value(lint::check(&request.schema, request.dialect, &Options::default())).unwrap_or_default()
}

/// The page of a rule, in Markdown, without its title; the worker's part.
pub fn explain(code: &str) -> String {
    let page = lint::rule(code).map(lint::Rule::page).unwrap_or_default();
    page.split_once("\n\n").map_or_else(String::new, |(_, rest)| rest.trim().to_owned())
}
