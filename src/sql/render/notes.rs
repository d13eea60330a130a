//! What a dialect could not express, gathered so that one sentence covers all places of one kind.

use crate::dialect::Dialect;
use crate::schema::{Diagnostic, Id, Severity};

#[derive(Debug, Default)]
pub(super) struct Notes(Vec<Note>);

#[derive(Debug)]
struct Note {
    severity: Severity,
    code: &'static str,
    reason: String,
    places: Vec<String>,
    subject: Id,
}

/// How many places a sentence names before it only counts them.
const NAMED_PLACES: usize = 3;

impl Notes {
    /// Something is expressed in another way and works the same for most uses.
    pub(super) fn near(
        &mut self,
        code: &'static str,
        subject: Id,
        place: impl Into<String>,
        reason: impl Into<String>,
    ) {
        self.add(Severity::Info, code, subject, place.into(), reason.into());
    }

    /// Something is gone or weaker than the model says.
    pub(super) fn lost(
        &mut self,
        code: &'static str,
        subject: Id,
        place: impl Into<String>,
        reason: impl Into<String>,
    ) {
        self.add(Severity::Warning, code, subject, place.into(), reason.into());
    }

    /// The model contradicts itself, so that no database would take it.
    pub(super) fn wrong(
        &mut self,
        code: &'static str,
        subject: Id,
        place: impl Into<String>,
        reason: impl Into<String>,
    ) {
        self.add(Severity::Error, code, subject, place.into(), reason.into());
    }

    fn add(&mut self, severity: Severity, code: &'static str, subject: Id, place: String, reason: String) {
        match self.0.iter_mut().find(|note| note.code == code && note.reason == reason && note.severity == severity) {
            Some(note) if note.places.contains(&place) => {}
            Some(note) => note.places.push(place),
            None => self.0.push(Note { severity, code, reason, places: vec![place], subject }),
        }
    }

    pub(super) fn into_diagnostics(self, dialect: Dialect) -> Vec<Diagnostic> {
        let diagnostic = |note: Note| {
            let message = format!("{} in {dialect}: {}", places(&note.places), note.reason);
            Diagnostic::new(note.severity, note.code, message).about(note.subject)
        };
        self.0.into_iter().map(diagnostic).collect()
    }
}

fn places(places: &[String]) -> String {
    let named = places.iter().take(NAMED_PLACES).map(String::as_str).collect::<Vec<_>>().join(", ");
    match places.len().saturating_sub(NAMED_PLACES) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}
