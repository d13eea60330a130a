//! What the text leaves open, as questions with prepared answers.
//!
//! Each kind of question drafts what it could ask; those are asked whose answers change most of the schema, weighed by
//! how doubtful the present reading is. What is not answered holds as a stated assumption.

mod kinds;
mod optional;
mod several;
mod tenants;

use super::build::Built;
use super::design::Assumption;
use super::model::Model;
use crate::schema::{Answer, Change, Id, NamingStyle, Object, Question, Schema};

/// More questions than this are a form to fill in.
const MOST: usize = 3;

/// A question, and how doubtful its first answer is: from 0 to 1.
struct Draft {
    question: Question,
    doubt: f32,
}

impl Draft {
    fn weight(&self) -> f32 {
        let changes = self.question.answers.iter().map(|a| a.changes.len()).max().unwrap_or_default();
        self.doubt * changes as f32
    }
}

/// At most three questions, the most consequential first, and what is assumed as long as they are open. The changes of
/// each answer apply to the schema as it is.
pub fn questions(built: &mut Built, model: &Model, text: &str, style: NamingStyle) -> (Vec<Question>, Vec<Assumption>) {
    let mut drafts = tenants::drafts(built, model, text, style);
    drafts.extend(several::drafts(built, model, text, style));
    drafts.extend(kinds::drafts(built, model, style));
    drafts.extend(optional::drafts(built, model));
    drafts.sort_by(|a, b| b.weight().total_cmp(&a.weight()));
    let mut asked: Vec<Question> = Vec::new();
    for Draft { question, .. } in drafts {
        let subject = |id: &str| id.split('.').next().unwrap_or_default().to_owned();
        // Two questions about one thing are one too many.
        let again = asked.iter().any(|q| subject(&q.id) == subject(&question.id));
        if asked.len() < MOST && !again && question.answers.iter().all(|a| built.schema.applied(&a.changes).is_ok()) {
            asked.push(question);
        }
    }
    let assumptions =
        asked.iter().map(|question| Assumption { text: assumed(question), subject: subject_of(question) }).collect();
    (asked, assumptions)
}

/// What holds as long as a question is open, as a sentence.
pub fn assumed(question: &Question) -> String {
    let label = question.answers.first().map_or("", |answer| answer.label.as_str());
    format!("{} Assumed: {}.", question.text, label.trim_end_matches('.'))
}

/// The table that the second answer changes first.
fn subject_of(question: &Question) -> Option<Id> {
    question.answers.iter().flat_map(|a| &a.changes).find_map(|change| match change {
        Change::Add { parent: Some(id), .. } => Some(*id),
        _ => None,
    })
}

/// The first answer of every question.
fn as_it_is(label: String) -> Answer {
    Answer { label, effect: "keeps the schema as it is".to_owned(), changes: Vec::new(), decisions: Vec::new() }
}

/// What changes do to tables and columns, in words: `adds book_publishers; drops books.publisher_id`. Nothing if they do
/// not apply.
fn effect(schema: &Schema, changes: &[Change]) -> Option<String> {
    let after = schema.applied(changes).ok()?;
    let columns = |schema: &Schema| -> Vec<(Id, String, bool)> {
        let all = schema.tables.iter();
        all.flat_map(|t| t.columns.iter().map(move |c| (c.id, format!("{}.{}", t.name, c.name), c.nullable))).collect()
    };
    let (before_columns, after_columns) = (columns(schema), columns(&after));
    let is_new = |id: Id| schema.table_by_id(id).is_none();
    let new_tables: Vec<String> =
        after.tables.iter().filter(|t| is_new(t.id)).map(|table| table.name.to_string()).collect();
    let of_new = |name: &str| new_tables.iter().any(|t| name.split_once('.').is_some_and(|(table, _)| table == t));
    let has = |list: &[(Id, String, bool)], id: Id| list.iter().any(|(other, ..)| *other == id);
    let mut added = new_tables.clone();
    added.extend(
        after_columns.iter().filter(|(id, n, _)| !has(&before_columns, *id) && !of_new(n)).map(|(_, n, _)| n.clone()),
    );
    let dropped: Vec<String> =
        before_columns.iter().filter(|(id, ..)| !has(&after_columns, *id)).map(|(_, n, _)| n.clone()).collect();
    let optional: Vec<String> = after_columns
        .iter()
        .filter(|(id, _, null)| *null && before_columns.iter().any(|(other, _, was)| other == id && !was))
        .map(|(_, n, _)| n.clone())
        .collect();
    let said = [("adds", added), ("drops", dropped), ("makes optional", optional)];
    let parts = said.iter().filter(|(_, names)| !names.is_empty());
    Some(parts.map(|(verb, names)| format!("{verb} {}", names.join(", "))).collect::<Vec<_>>().join("; "))
}

/// Shared by the kinds of questions: a change that adds to a table, or to the schema.
fn add(parent: Option<Id>, object: Object) -> Change {
    Change::Add { parent, object, at: None }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
