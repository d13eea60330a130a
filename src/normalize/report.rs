//! What normalization did, and why.

use super::{FunctionalDependency, NormalForm};
use crate::schema::{Change, Decision, Diagnostic, Id, Source, Topic};
use serde::{Deserialize, Serialize};

/// The way from a schema to one whose tables are in a normal form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Normalized {
    /// Applied in order they give the normalized schema. A column that is dropped from one table and added to another
    /// with the same id has moved.
    pub changes: Vec<Change>,
    pub steps: Vec<Step>,
    pub decisions: Vec<Decision>,
    /// The dependencies as they hold in the normalized schema.
    pub dependencies: Vec<FunctionalDependency>,
    /// Dependencies that name what is not there.
    pub diagnostics: Vec<Diagnostic>,
}

/// One table brought into a form, or the reason why it stays as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The table that was split.
    pub table: Id,
    /// The form that the step establishes; with an obstacle, the one that is missed.
    pub form: NormalForm,
    /// The dependency that the form forbids; none for a first form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dependency: Option<FunctionalDependency>,
    pub explanation: String,
    /// Tables that the step added.
    pub created: Vec<Id>,
    /// Joining the parts gives back exactly the rows that were split.
    pub lossless: bool,
    /// Dependencies and constraints that no single table can hold any more, in words.
    pub lost: Vec<String>,
    /// Why the step was not taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<String>,
}

/// A decision that explains a normalization.
pub(super) fn decision(subject: Id, what: String, why: String, alternative: Option<String>) -> Decision {
    Decision {
        subject,
        topic: Topic::Normalization,
        what,
        why,
        spans: Vec::new(),
        confidence: 0.9,
        alternative,
        source: Source::Normalization,
    }
}
