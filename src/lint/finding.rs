//! What a rule has to say about an element.

use crate::schema::{Change, Diagnostic, Id, Position, Severity};
use serde::Serialize;

/// One element that departs from a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's code.
    pub code: &'static str,
    pub severity: Severity,
    /// A sentence that names the element and says what is the matter.
    pub message: String,
    /// What it rests on: the facts of this schema that the rule saw.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    pub subject: Id,
    /// The element as `table.part`.
    pub element: String,
    /// The table that the element belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<Id>,
    /// Place in the script, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
    /// A severity other than the rule's own.
    #[serde(skip)]
    pub(super) given: Option<Severity>,
}

/// Changes after which the finding is gone. Their ids are fresh in the schema that was checked, also between the fixes
/// of one check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// What it does, as an order (`Add an index on (user_id)`).
    pub title: String,
    pub safety: Safety,
    pub changes: Vec<Change>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Safety {
    /// No statement that worked stops working, and no row is refused that was accepted.
    Safe,
    /// Programs or rows may depend on what changes: look before you apply it.
    Review,
}

impl Safety {
    pub fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Review => "look first",
        }
    }
}

impl Finding {
    pub(super) fn new(subject: Id, message: impl Into<String>) -> Self {
        Self {
            code: "",
            severity: Severity::Info,
            message: message.into(),
            evidence: String::new(),
            subject,
            element: String::new(),
            table: None,
            position: None,
            fix: None,
            given: None,
        }
    }

    pub(super) fn because(mut self, evidence: impl Into<String>) -> Self {
        self.evidence = evidence.into();
        self
    }

    pub(super) fn severity(mut self, severity: Severity) -> Self {
        self.given = Some(severity);
        self
    }

    /// A fix that anyone can take.
    pub(super) fn fix(self, title: impl Into<String>, changes: Vec<Change>) -> Self {
        self.with(title, Safety::Safe, changes)
    }

    /// A fix that somebody has to look at.
    pub(super) fn propose(self, title: impl Into<String>, changes: Vec<Change>) -> Self {
        self.with(title, Safety::Review, changes)
    }

    fn with(mut self, title: impl Into<String>, safety: Safety, changes: Vec<Change>) -> Self {
        if !changes.is_empty() {
            self.fix = Some(Fix { title: title.into(), safety, changes });
        }
        self
    }

    /// The finding as every analysis of the project tells what it has to say.
    pub fn diagnostic(&self) -> Diagnostic {
        let diagnostic = Diagnostic::new(self.severity, self.code, self.message.clone()).about(self.subject);
        Diagnostic { position: self.position, ..diagnostic }
    }
}
