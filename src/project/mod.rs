//! The project: everything a user's work consists of, as one plain, versioned value.

mod bundle;
pub mod edit;
pub mod facts;
mod file;
mod find;
mod history;
mod paste;
mod path;
mod recognize;
pub mod relate;
mod version;

pub use bundle::{is_bundle, read_all, write_all};
pub use edit::{Edit, add_columns, columns_of};
pub use file::{ReadError, SIZE_LIMIT, read, write};
pub use find::{Found, find, score};
pub use history::{History, Step};
pub use paste::{extract, leave_out_unknown, paste};
pub use path::{Path, path};
pub use recognize::{Kind, is_sql, recognize};
pub use relate::{Spot, relate};
pub use version::{Version, fresh_name};

use crate::dialect::Dialect;
use crate::erd::{Annotations, Positions};
use crate::export::Content;
use crate::nl::{Assumption, BusinessRule, Options};
use crate::schema::{Change, Decision, Diagnostic, Question, Schema};
use crate::trust::{Approval, Audit, Verdict, audit};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Project {
    pub name: String,
    pub description: String,
    pub options: Options,
    pub dialect: Dialect,
    pub schema: Schema,
    #[serde(default)]
    pub decisions: Vec<Decision>,
    #[serde(default)]
    pub questions: Vec<Question>,
    /// Chosen answers: question id and the place of the answer.
    #[serde(default)]
    pub answers: Vec<(String, usize)>,
    /// What takes a chosen answer's changes back: question id and changes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ways_back: Vec<(String, Vec<Change>)>,
    #[serde(default)]
    pub assumptions: Vec<Assumption>,
    #[serde(default)]
    pub rules: Vec<BusinessRule>,
    /// What of the description could not be used, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<Diagnostic>,
    /// Dependencies that the user declared: `orders: customer_id -> customer_name`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dependencies: Vec<String>,
    #[serde(default)]
    pub positions: Positions,
    /// Every change, in a log that cannot be rewritten unseen.
    #[serde(default, skip_serializing_if = "Audit::is_empty")]
    pub audit: Audit,
    /// Who approved what.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<Approval>,
    /// Areas, notes and colours of the diagram.
    #[serde(default, skip_serializing_if = "Annotations::is_empty")]
    pub annotations: Annotations,
    /// Schemas that were given a name, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Version>,
}

impl Project {
    /// The hash of what the log vouches for: name, description, dialect and schema.
    pub fn digest(&self) -> String {
        // Serializing plain values into a string cannot fail.
        let text = serde_json::to_string(&(&self.name, &self.description, self.dialect, &self.schema));
        audit::digest(&text.unwrap_or_default())
    }

    /// Whether the log is whole and ends with this design.
    pub fn verify(&self) -> Verdict {
        self.audit.verify(&self.digest())
    }

    /// Whether two projects differ at most in where their tables stand, and in the log of how they came about.
    pub fn is_same_design(&self, other: &Self) -> bool {
        // Naming every field, so that a new one is not forgotten.
        let Self {
            name,
            description,
            options,
            dialect,
            schema,
            decisions,
            questions,
            answers,
            ways_back,
            assumptions,
            rules,
            diagnostics,
            dependencies,
            positions: _,
            audit: _,
            approvals,
            annotations,
            versions,
        } = self;
        *name == other.name
            && *description == other.description
            && *options == other.options
            && *dialect == other.dialect
            && *schema == other.schema
            && *decisions == other.decisions
            && *questions == other.questions
            && *answers == other.answers
            && *ways_back == other.ways_back
            && *assumptions == other.assumptions
            && *rules == other.rules
            && *diagnostics == other.diagnostics
            && *dependencies == other.dependencies
            && *approvals == other.approvals
            && *annotations == other.annotations
            && *versions == other.versions
    }
}

impl<'a> From<&'a Project> for Content<'a> {
    fn from(project: &'a Project) -> Self {
        Self {
            title: &project.name,
            description: &project.description,
            schema: &project.schema,
            decisions: &project.decisions,
            questions: &project.questions,
            answers: &project.answers,
            assumptions: &project.assumptions,
            rules: &project.rules,
        }
    }
}
