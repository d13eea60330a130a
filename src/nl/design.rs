//! The engine's result and the pipeline's entry.

use super::{build, complete, read, text, understand};
use crate::normalize::NormalForm;
use crate::schema::{Decision, Diagnostic, Id, NamingStyle, Question, Schema, Severity, Span};
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
pub fn design(text: &str, options: &Options) -> Design {
    let mut diagnostics = Vec::new();
    let text = readable(text, &mut diagnostics);
    let units = text::units(text);
    let facts = read::facts(text, &units);
    let mut model = understand::understand(&facts);
    complete::complete(&mut model, complete::domain_of(text));
    let mut built = build::build(&model, options);
    build::practices(&mut built, &model, options.naming);
    if built.schema.tables.is_empty() && diagnostics.is_empty() {
        diagnostics.push(Diagnostic::new(Severity::Warning, "nothing-to-store", NOTHING_FOUND));
    }
    Design {
        title: title(text),
        schema: built.schema,
        decisions: built.decisions,
        questions: Vec::new(),
        assumptions: built.assumptions,
        rules: Vec::new(),
        diagnostics,
    }
}

const NOTHING_FOUND: &str = "The text names nothing that a table could hold. Say what you want to keep track of, for example: \
    \"Customers with name and email; each customer places many orders; an order has a date and contains several products with quantities.\"";

/// Longer texts are read up to here; nobody describes a database in more.
const LONGEST_TEXT: usize = 4_000_000;

/// The part of the text that is read.
fn readable<'a>(text: &'a str, diagnostics: &mut Vec<Diagnostic>) -> &'a str {
    if text.trim().is_empty() {
        let message = "The description is empty. Say in a few words what you want to keep track of.";
        diagnostics.push(Diagnostic::new(Severity::Warning, "empty-description", message));
        return "";
    }
    let sample = text.chars().take(4000);
    let (mut odd, mut all) = (0usize, 0usize);
    for c in sample {
        all += 1;
        odd += usize::from(c.is_control() && !c.is_whitespace() || c == '\u{fffd}');
    }
    if odd * 20 > all {
        let message = "This is not text but binary data. Paste the description as plain text.";
        diagnostics.push(Diagnostic::new(Severity::Error, "not-text", message));
        return "";
    }
    if text.len() <= LONGEST_TEXT {
        return text;
    }
    let end = (0..=LONGEST_TEXT).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    diagnostics.push(Diagnostic::new(
        Severity::Warning,
        "text-cut",
        "The description is too long; only the first 4 MB were read.",
    ));
    &text[..end]
}

/// A title from the first words.
fn title(text: &str) -> String {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("Untitled");
    let short = first.split(['.', ':', ',', ';']).next().unwrap_or(first).trim_start_matches(['#', '*', '-', ' ']);
    let short = [
        "I need a schema for",
        "I need a database for",
        "Design a database for",
        "Create a schema for",
        "Database for",
        "We need a database for",
    ]
    .iter()
    .find_map(|prefix| short.get(..prefix.len()).filter(|p| p.eq_ignore_ascii_case(prefix)).map(|p| &short[p.len()..]))
    .unwrap_or(short)
    .trim();
    let short = ["an ", "a ", "the ", "our ", "my "].iter().find_map(|a| short.strip_prefix(a)).unwrap_or(short);
    let title: String = short.split_whitespace().take(8).collect::<Vec<_>>().join(" ").chars().take(60).collect();
    let mut chars = title.chars();
    chars.next().map_or("Untitled".to_owned(), |c| c.to_uppercase().chain(chars).collect())
}
