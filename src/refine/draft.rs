//! A schema under work: changes are applied as they are made, so that the next ones see them.

use super::Step;
use crate::dialect::Dialect;
use crate::nl::Options;
use crate::project::Edit;
use crate::schema::*;

#[derive(Debug, Clone)]
pub struct Draft {
    pub schema: Schema,
    pub naming: NamingStyle,
    pub dialect: Dialect,
    span: Span,
    label: String,
    changes: Vec<Change>,
    decisions: Vec<Decision>,
    assumptions: Vec<String>,
    effects: Vec<String>,
}

impl Draft {
    pub fn new(schema: Schema, options: &Options, dialect: Dialect, span: Span) -> Self {
        let (label, changes, decisions, assumptions, effects) = Default::default();
        Self { schema, naming: options.naming, dialect, span, label, changes, decisions, assumptions, effects }
    }

    pub fn is_untouched(&self) -> bool {
        self.changes.is_empty()
    }

    /// Applies a change and keeps it.
    ///
    /// # Errors
    /// The reason why the change does not fit, as a sentence.
    pub fn make(&mut self, change: Change) -> Result<(), String> {
        let sentence = |error: ApplyError| {
            let text = error.to_string();
            let mut chars = text.chars();
            let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
            format!("{first}{}.", chars.as_str())
        };
        let effect = self.schema.describe(&change);
        self.schema.apply(&change).map_err(sentence)?;
        self.effects.push(effect);
        self.changes.push(change);
        Ok(())
    }

    /// Adds a part to a table.
    ///
    /// # Errors
    /// As [`Draft::make`].
    pub fn add(&mut self, table: Id, object: Object) -> Result<(), String> {
        self.make(Change::Add { parent: Some(table), object, at: None })
    }

    /// Takes an edit over, with its reasons.
    ///
    /// # Errors
    /// As [`Draft::make`].
    pub fn take(&mut self, edit: Edit) -> Result<(), String> {
        for change in edit.changes {
            self.make(change)?;
        }
        let said = |decision: Decision| Decision { why: "You asked for it.".to_owned(), ..decision };
        self.decisions.extend(edit.decisions.into_iter().map(said));
        Ok(())
    }

    /// Drops an element with everything that could not stand without it.
    ///
    /// # Errors
    /// As [`Draft::make`].
    pub fn drop_all(&mut self, id: Id) -> Result<(), String> {
        self.schema.drop_with_dependents(id).into_iter().try_for_each(|change| self.make(change))
    }

    /// What the history calls the step.
    pub fn label(&mut self, label: impl Into<String>) {
        if self.label.is_empty() {
            self.label = label.into();
        }
    }

    /// Keeps the reason for an element. The request itself is the reason where `why` is empty.
    pub fn explain(&mut self, subject: Id, topic: Topic, what: String, why: &str) {
        self.decide(subject, topic, what, why, None);
    }

    /// As [`Draft::explain`], with what was not done.
    pub fn decide(&mut self, subject: Id, topic: Topic, what: String, why: &str, alternative: Option<&str>) {
        let why = if why.is_empty() { "You asked for it." } else { why };
        self.decisions.push(Decision {
            subject,
            topic,
            what,
            why: why.to_owned(),
            spans: Vec::new(),
            confidence: 0.9,
            alternative: alternative.map(str::to_owned),
            source: Source::User,
        });
    }

    /// The first thing that was taken for granted.
    pub fn assumed(&self) -> Option<&str> {
        self.assumptions.first().map(String::as_str)
    }

    /// Whether the step itself adds the table, so that it holds no rows yet.
    pub fn is_new(&self, table: Id) -> bool {
        self.changes
            .iter()
            .any(|change| matches!(change, Change::Add { object: Object::Table(added), .. } if added.id == table))
    }

    /// Keeps what is taken for granted about the rows that a table holds; a new table holds none.
    pub fn assume_of_rows(&mut self, table: Id, text: impl Into<String>) {
        if !self.is_new(table) {
            self.assume(text);
        }
    }

    /// Keeps what is taken for granted, as a sentence.
    pub fn assume(&mut self, text: impl Into<String>) {
        self.assumptions.push(text.into());
    }

    /// A table that must be there, by its id.
    ///
    /// # Errors
    /// A sentence, where an earlier part of the step removed it.
    pub fn table(&self, id: Id) -> Result<&Table, String> {
        self.schema.table_by_id(id).ok_or_else(|| "The table is no longer there.".to_owned())
    }

    /// A column that must be there, by its id, with its table.
    ///
    /// # Errors
    /// A sentence, where an earlier part of the step removed it.
    pub fn column(&self, id: Id) -> Result<(&Table, &Column), String> {
        let found =
            self.schema.table_of(id).and_then(|table| table.columns.iter().find(|c| c.id == id).map(|c| (table, c)));
        found.ok_or_else(|| "The column is no longer there.".to_owned())
    }

    pub fn into_step(self) -> Step {
        let label = if self.label.is_empty() { self.effects.first().cloned().unwrap_or_default() } else { self.label };
        let decisions = self.decisions.into_iter().filter(|d| self.schema.object(d.subject).is_some()).collect();
        let effect = self.effects.join("; ");
        let edit = Edit { label, effect, changes: self.changes, decisions };
        Step { span: self.span, edit, assumptions: self.assumptions }
    }
}
