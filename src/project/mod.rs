//! The project: everything a user's work consists of, as one plain, versioned value.

mod history;

pub use history::History;

use crate::dialect::Dialect;
use crate::erd::Positions;
use crate::nl::{Assumption, BusinessRule, Options};
use crate::schema::{Decision, Question, Schema};
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
    #[serde(default)]
    pub assumptions: Vec<Assumption>,
    #[serde(default)]
    pub rules: Vec<BusinessRule>,
    #[serde(default)]
    pub positions: Positions,
}
