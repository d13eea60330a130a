//! A request in words against a schema that exists ("add loyalty points to customers", "orders can be split into
//! shipments") becomes steps of changes that the user sees before they are taken.
//!
//! The way of a request: `clause` cuts it into clauses, `forms` recognizes the form of each, `place` finds the
//! tables and columns that it speaks of, and the other files make the changes on a `draft::Draft`. A sentence that
//! has none of the forms is read as a description of its own and merged in (`merge`).

mod choices;
mod clause;
mod columns;
mod deeds;
mod deletion;
mod draft;
mod forms;
mod hint;
mod items;
mod keep;
mod limits;
mod merge;
mod outlook;
mod parcel;
mod pattern;
mod place;
mod practices;
mod relations;
mod remove;
mod tables;
mod typos;
mod word;

use crate::dialect::Dialect;
use crate::nl::Options;
use crate::project::Edit;
use crate::schema::{Change, Diagnostic, Object, Position, Schema, Severity, Span};
use draft::Draft;
use serde::{Deserialize, Serialize};
use word::Word;

pub use outlook::{Choice, Outlook, choose, outlook};

/// What a request comes to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Refinement {
    /// In the order in which they apply; each rests on those before it.
    pub steps: Vec<Step>,
    /// Clauses that were not understood or cannot be done, with the reason and their place in the request.
    pub diagnostics: Vec<Diagnostic>,
}

/// One clause of the request as an edit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The clause's bytes in the request.
    pub span: Span,
    pub edit: Edit,
    /// What was taken for granted, as sentences.
    pub assumptions: Vec<String>,
}

/// Longer requests are read up to here: it is a request, not a description.
const LONGEST_REQUEST: usize = 20_000;

/// Reads a request against a schema. Never fails: what was not understood is in the diagnostics.
pub fn refine(schema: &Schema, request: &str, options: &Options, dialect: Dialect) -> Refinement {
    let mut refinement = Refinement::default();
    let mut now = schema.clone();
    let end = (0..=request.len().min(LONGEST_REQUEST)).rev().find(|at| request.is_char_boundary(*at)).unwrap_or(0);
    if end < request.len() {
        let message =
            "The request is too long; only the first 20,000 characters were read. Ask for one thing at a time.";
        refinement.diagnostics.push(Diagnostic::new(Severity::Warning, "request-cut", message));
    }
    let request = &request[..end];
    let clauses = clause::clauses(request);
    if clauses.is_empty() {
        refinement.diagnostics.push(Diagnostic::new(Severity::Warning, "empty-request", EMPTY));
    }
    let mut spoken_of: Option<Vec<Word>> = None;
    for clause in clauses {
        let span = word::span(&clause);
        let clause = named(clause, spoken_of.as_deref());
        let mut draft = Draft::new(now.clone(), options, dialect, span);
        match step(&mut draft, request, &clause) {
            Ok(()) if draft.is_untouched() => {
                let message = match draft.assumed() {
                    Some(known) => known.to_owned(),
                    None => format!("\"{}\" holds already: nothing changes.", text(request, span)),
                };
                refinement.diagnostics.push(said(Severity::Info, "no-change", message, request, span));
            }
            Ok(()) => {
                now = draft.schema.clone();
                let step = draft.into_step();
                spoken_of = subject_of(&step, &now).or(spoken_of);
                refinement.steps.push(step);
            }
            Err(why) => refinement.diagnostics.push(said(Severity::Warning, "not-done", why, request, span)),
        }
    }
    refinement
}

/// What `it` means after a step: the first column or table that it adds or changes.
fn subject_of(step: &Step, schema: &Schema) -> Option<Vec<Word>> {
    let told = step.edit.changes.iter().find_map(|change| match change {
        Change::Add { object: Object::Column(column), .. } | Change::Modify { object: Object::Column(column) } => {
            let column = schema.table_of(column.id)?.columns.iter().find(|c| c.id == column.id)?;
            Some(format!("\"{}\" of \"{}\"", column.name, schema.table_of(column.id)?.name.name))
        }
        Change::Add { object: Object::Table(table), .. } => {
            Some(format!("\"{}\"", schema.table_by_id(table.id)?.name.name))
        }
        _ => None,
    });
    told.map(|text| word::words(&text))
}

/// A clause with what `it` stands for in its place.
fn named(clause: Vec<Word>, spoken_of: Option<&[Word]>) -> Vec<Word> {
    let Some(meant) = spoken_of else { return clause };
    let whole = clause.iter().any(|word| word.lower.starts_with("multi") || word.lower.ends_with("deletable"));
    let stands = |word: &Word| matches!(word.lower.as_str(), "it" | "them");
    let Some(at) = clause.iter().position(stands).filter(|_| !whole) else { return clause };
    let span = clause[at].span;
    let there = meant.iter().map(|word| Word { span, ..word.clone() });
    clause[..at].iter().cloned().chain(there).chain(clause[at + 1..].iter().cloned()).collect()
}

impl Refinement {
    /// The schema after all steps. The steps apply to the schema that they were made for and to no other.
    pub fn applied(&self, schema: &Schema) -> Result<Schema, crate::schema::ApplyError> {
        self.steps.iter().try_fold(schema.clone(), |schema, step| schema.applied(&step.edit.changes))
    }
}

const EMPTY: &str = "The request is empty. Say what should change, for example \"add loyalty points to customers\".";

/// Makes the changes of one clause, or says why it cannot.
fn step(draft: &mut Draft, request: &str, clause: &[Word]) -> Result<(), String> {
    if let Some(it) = hint::unnamed(clause) {
        return Err(format!("Nothing before says what \"{}\" is. Name the table or the column.", it.text));
    }
    let refusal = match read(draft, clause) {
        Ok(()) => return Ok(()),
        Err(refusal) => refusal,
    };
    if let Some(typos::Mended { clause, slips }) = typos::mended(&draft.schema, clause) {
        let mut attempt = draft.clone();
        if read(&mut attempt, &clause).is_ok() && !attempt.is_untouched() {
            slips.iter().for_each(|(slip, meant)| attempt.assume(format!("\"{slip}\" is read as \"{meant}\".")));
            *draft = attempt;
            return Ok(());
        }
    }
    let said = text(request, word::span(clause));
    let mut attempt = draft.clone();
    if !hint::is_order(clause) && merge::described(&mut attempt, said) {
        *draft = attempt;
        return Ok(());
    }
    Err(refusal.unwrap_or_else(|| hint::instead(&draft.schema, clause, said)))
}

/// Makes the changes of the first form that finds what it needs.
///
/// # Errors
/// The reason of the first form that has one: the first reading is the most literal one, and so is its reason.
fn read(draft: &mut Draft, clause: &[Word]) -> Result<(), Option<String>> {
    let mut refusal = None;
    for command in forms::readings(clause) {
        let mut attempt = draft.clone();
        match command(&mut attempt) {
            Ok(()) => {
                *draft = attempt;
                return Ok(());
            }
            Err(why) => refusal = refusal.or(Some(why).filter(|why| !why.is_empty())),
        }
    }
    Err(refusal)
}

fn text(request: &str, span: Span) -> &str {
    request.get(span.start..span.end).unwrap_or_default()
}

fn said(severity: Severity, code: &str, message: String, request: &str, span: Span) -> Diagnostic {
    let before = request.get(..span.start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Diagnostic::new(severity, code, message).at(Position { line, column })
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
