//! The project: everything a user's work consists of, as one plain, versioned value.

mod bundle;
mod compliance;
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
pub use compliance::compliance;
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
use crate::trust::{Approval, Audit, Role, Sharing, Verdict, audit};
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
    /// Whether the scripts of a migration are given only with an approval.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub review: bool,
    /// What the owner lets those do who got this copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sharing: Option<Sharing>,
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

    /// What somebody may do with this copy; `signer` is the hash of their public key, empty where they have none.
    pub fn role_of(&self, signer: &str) -> Role {
        match &self.sharing {
            Some(sharing) if audit::digest(&sharing.key) != signer => sharing.role,
            _ => Role::Owner,
        }
    }

    /// Approvals of what has this hash, by somebody who may approve. Whether their signatures hold is another question.
    pub fn approvals_of(&self, digest: &str) -> impl Iterator<Item = &Approval> {
        self.approvals.iter().filter(move |approval| approval.digest == digest && approval.role.may_approve())
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
            review,
            sharing,
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
            && *review == other.review
            && *sharing == other.sharing
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_owner_keeps_every_right_and_others_have_what_they_were_given() {
        let check = |role: Option<Role>, signer: &str, expected: Role| {
            let sharing = role.map(|role| Sharing {
                role,
                by: String::new(),
                at: String::new(),
                head: String::new(),
                key: "owner's key".to_owned(),
                signature: String::new(),
            });
            assert_eq!(Project { sharing, ..Project::default() }.role_of(signer), expected);
        };
        check(None, "", Role::Owner);
        check(Some(Role::Viewer), "", Role::Viewer);
        check(Some(Role::Reviewer), &audit::digest("another key"), Role::Reviewer);
        check(Some(Role::Viewer), &audit::digest("owner's key"), Role::Owner);
    }
}
