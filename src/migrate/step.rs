//! A step: statements that belong together, before they are put in order and grouped into phases.

use super::plan::{Stage, Statement, Verify};
use crate::schema::QualifiedName;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    pub stage: Stage,
    /// The phase's name.
    pub title: &'static str,
    /// The existing table that it locks, where it is one.
    pub table: Option<QualifiedName>,
    pub statements: Vec<Statement>,
    pub verify: Vec<Verify>,
    /// Names of the objects that it makes, in lower case.
    pub makes: Vec<String>,
    /// Names of the objects that it takes away.
    pub ends: Vec<String>,
    /// Texts in which names of other objects may occur.
    pub uses: Vec<String>,
}

impl Step {
    pub fn new(stage: Stage, title: &'static str) -> Self {
        Self {
            stage,
            title,
            table: None,
            statements: Vec::new(),
            verify: Vec::new(),
            makes: Vec::new(),
            ends: Vec::new(),
            uses: Vec::new(),
        }
    }

    pub fn on(mut self, table: &QualifiedName) -> Self {
        self.table = Some(table.clone());
        self
    }

    pub fn run(mut self, statement: Statement) -> Self {
        self.statements.push(statement);
        self
    }

    pub fn run_all(mut self, statements: impl IntoIterator<Item = Statement>) -> Self {
        self.statements.extend(statements);
        self
    }

    pub fn makes(mut self, name: &QualifiedName) -> Self {
        self.makes.push(name.name.to_lowercase());
        self
    }

    pub fn ends(mut self, name: &QualifiedName) -> Self {
        self.ends.push(name.name.to_lowercase());
        self
    }

    pub fn uses(mut self, text: impl Into<String>) -> Self {
        self.uses.push(text.into());
        self
    }

    pub fn verify(mut self, verify: Verify) -> Self {
        self.verify.push(verify);
        self
    }

    /// The step, or nothing where it has nothing to do.
    pub fn some(self) -> Option<Self> {
        (!self.statements.is_empty()).then_some(self)
    }
}
