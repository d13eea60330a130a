//! The stable form for programs: `{"changes": [...], "renames": [...], "questions": [...]}`.

use super::{Entry, entries};
use crate::dialect::Dialect;
use crate::diff::{Diff, RenameQuestion, Renamed};
use crate::schema::{Diagnostic, Schema};
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    changes: Vec<Entry>,
    renames: &'a [Renamed],
    questions: &'a [RenameQuestion],
    findings: &'a [Diagnostic],
    #[serde(skip_serializing_if = "Option::is_none")]
    weighed: Option<&'a [RenameQuestion]>,
}

/// The diff as JSON, indented; with `weighed`, every pair that was considered as a rename is listed too.
pub fn json(from: &Schema, diff: &Diff, dialect: Dialect, weighed: bool) -> String {
    let report = Report {
        changes: entries(from, diff, dialect),
        renames: &diff.renames,
        questions: &diff.questions,
        findings: &diff.findings,
        weighed: weighed.then_some(diff.weighed.as_slice()),
    };
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}
