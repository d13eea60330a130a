//! The engine's result and the pipeline's entry.

use crate::normalize::NormalForm;
use crate::schema::{Decision, Diagnostic, Id, NamingStyle, Question, Schema, Span};
use serde::{Deserialize, Serialize};

/// How the user wants the schema to be made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    pub normal_form: NormalForm,
    pub naming: NamingStyle,
}

/// A schema with the reasons for everything in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Design {
    /// A short title (`E-commerce platform`).
    pub title: String,
    pub schema: Schema,
    pub decisions: Vec<Decision>,
    /// At most three, the most consequential first.
    pub questions: Vec<Question>,
    pub assumptions: Vec<Assumption>,
    pub rules: Vec<BusinessRule>,
    /// What in the text could not be used, and why.
    pub diagnostics: Vec<Diagnostic>,
}

/// Something taken for granted because the text does not say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assumption {
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Id>,
}

/// A rule that the description states.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BusinessRule {
    /// The rule in words.
    pub text: String,
    pub spans: Vec<Span>,
    /// The tables and columns that it is about.
    pub subjects: Vec<Id>,
    pub enforcement: Enforcement,
}

/// What holds a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Enforcement {
    /// A key or check of the schema.
    Constraint(Id),
    /// Nothing in the schema can: a trigger or the application has to, as the text suggests.
    Suggested(String),
}

/// Designs a schema from a description. Never fails: what was not understood is in the diagnostics.
pub fn design(_text: &str, _options: &Options) -> Design {
    Design::default()
}
