//! The pipeline of a description with a model: entities, relationships, dependencies, questions.
//!
//! The model names things; the engine builds the schema from them and from what it reads itself, so that a schema is as
//! sound with a model as without. Each step that fails is left to the engine, and a sentence says so.

use super::http::Transport;
use super::prompts::{Task, marked};
use super::reply::{self, Asked, Hint, same_name};
use super::session::{Session, is_small, sendable};
use super::trouble::Trouble;
use crate::dialect::Dialect;
use crate::nl::{self, Assumption, Design, Options};
use crate::normalize::{FunctionalDependency, normalize};
use crate::refine::refine;
use crate::schema::{Answer, Decision, Question, Schema, Source, Table, words};

/// A design, and what there is to say about how it was made.
#[derive(Debug, Clone, Default)]
pub struct Designed {
    pub design: Design,
    /// Sentences for the user.
    pub notes: Vec<String>,
    /// Whether the entities are the model's.
    pub by_model: bool,
}

/// Designs a schema from a description with a model. Never fails: without the model the engine's own design stands.
pub async fn design<T: Transport>(session: &mut Session<'_, T>, text: &str, options: &Options) -> Designed {
    let (sent, is_all) = sendable(text);
    let mut notes = Vec::new();
    if !is_all {
        notes.push("The description is long; the model got its first 60,000 characters.".to_owned());
    }
    let entities = match extraction(session, sent).await {
        Ok(entities) => entities,
        Err(trouble) => {
            notes.push(format!("{}. The schema comes from the built-in rules alone.", ended(&trouble)));
            return Designed { design: limited(nl::design(text, options), session), notes, by_model: false };
        }
    };
    let names: Vec<String> = entities.iter().map(|entity| entity.name.clone()).collect();
    let places = [("entities", names.join(", "))];
    let places: Vec<(&str, &str)> = places.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let check = |text: &str| reply::relationships(text, &entities);
    let asked = session.ask(Task::Relationships, &places, marked("description", sent), &names, check).await;
    let relationships = asked.unwrap_or_else(|trouble| {
        notes.push(format!("{}. The relationships come from the built-in rules.", ended(&trouble)));
        Vec::new()
    });
    let outline = reply::outline(entities, relationships);
    let mut design = nl::design_with(text, Some(&outline), options);
    if session.settings.share_tables {
        let found = open_questions(session, sent, &design, options, &mut notes).await;
        add_questions(&mut design, found, options);
    }
    Designed { design: limited(design, session), notes, by_model: true }
}

async fn extraction<T: Transport>(session: &mut Session<'_, T>, text: &str) -> Result<Vec<nl::OutlineEntity>, Trouble> {
    let candidates = nl::candidates(text);
    let listed = if candidates.is_empty() { "- (none)".to_owned() } else { format!("- {}", candidates.join("\n- ")) };
    let names: Vec<String> = match is_small(&session.settings.endpoint.model) {
        true => candidates.iter().map(|c| c.split(" (").next().unwrap_or(c).to_owned()).collect(),
        false => Vec::new(),
    };
    let places = [("candidates", listed.as_str())];
    session.ask(Task::Extraction, &places, marked("description", text), &names, reply::entities).await
}

/// What the model would ask, and the dependencies that it supposes.
async fn open_questions<T: Transport>(
    session: &mut Session<'_, T>,
    text: &str,
    design: &Design,
    options: &Options,
    notes: &mut Vec<String>,
) -> Found {
    let mut found = Found::default();
    let tables = listed(&design.schema);
    let names: Vec<String> = design.schema.tables.iter().map(|table| table.name.name.clone()).collect();
    match session.ask(Task::Normalization, &[], marked("tables", &tables), &names, reply::hints).await {
        Ok(hints) => found.hints = hints,
        Err(trouble) => notes.push(format!("{}. Dependencies are those that the text states.", ended(&trouble))),
    }
    let limit = session.settings.questions.to_string();
    let asked: Vec<&str> = design.questions.iter().map(|question| question.text.as_str()).collect();
    let asked = if asked.is_empty() { "- (none)".to_owned() } else { format!("- {}", asked.join("\n- ")) };
    let data = format!("{}\n\n{}", marked("description", text), marked("tables", &tables));
    let places = [("limit", limit.as_str()), ("asked", asked.as_str())];
    let check = |reply: &str| {
        let questions = reply::questions(reply)?;
        let fit = questions.iter().filter(|asked| question(&design.schema, asked, options).is_some()).count();
        match fit {
            0 if !questions.is_empty() => {
                Err(vec!["no \"request\" changes these tables; use the forms that were listed".to_owned()])
            }
            _ => Ok(questions),
        }
    };
    match session.ask(Task::Clarification, &places, data, &[], check).await {
        Ok(questions) => found.questions = questions,
        Err(trouble) => notes.push(format!("{}. The questions come from the built-in rules.", ended(&trouble))),
    }
    found
}

#[derive(Debug, Default)]
struct Found {
    hints: Vec<Hint>,
    questions: Vec<Asked>,
}

/// The engine's most consequential question first, then the model's, then the rest.
fn add_questions(design: &mut Design, found: Found, options: &Options) {
    let mut questions = Vec::new();
    for asked in &found.questions {
        questions.extend(question(&design.schema, asked, options));
        reserve(&mut design.schema, questions.last());
    }
    for hint in &found.hints {
        questions.extend(dependency(&design.schema, hint, options));
        reserve(&mut design.schema, questions.last());
    }
    let at = design.questions.len().min(1);
    let is_new = |question: &Question, known: &[Question]| known.iter().all(|other| other.id != question.id);
    for question in questions.into_iter().rev() {
        if is_new(&question, &design.questions) {
            design.questions.insert(at, question);
        }
    }
}

/// Answers to different questions must not give one number to two things.
fn reserve(schema: &mut Schema, question: Option<&Question>) {
    let answers = question.into_iter().flat_map(|question| &question.answers);
    for answer in answers {
        if let Ok(after) = schema.applied(&answer.changes) {
            schema.reserve_id(after.last_id());
        }
    }
}

/// Questions beyond the user's limit become assumptions.
fn limited<T: Transport>(mut design: Design, session: &Session<'_, T>) -> Design {
    let limit = session.settings.questions.min(design.questions.len());
    for question in design.questions.split_off(limit) {
        let assumed = question.answers.first().map_or("", |answer| &answer.label);
        design.assumptions.push(Assumption { text: format!("{} Assumed: {assumed}.", question.text), subject: None });
    }
    design
}

/// A question whose answers change the schema in ways that the engine understands. Answers that do not are left out; a
/// question with fewer than two answers is none.
fn question(schema: &Schema, asked: &Asked, options: &Options) -> Option<Question> {
    let mut answers: Vec<Answer> = Vec::new();
    let mut after = schema.clone();
    for offered in &asked.answers {
        if offered.request.is_empty() {
            if answers.is_empty() {
                let (label, effect) = (offered.label.clone(), "Leaves the tables as they are.".to_owned());
                answers.push(Answer { label, effect, changes: Vec::new(), decisions: Vec::new() });
            }
            continue;
        }
        let mut from = schema.clone();
        from.reserve_id(after.last_id());
        let refinement = refine(&from, &offered.request, options, Dialect::default());
        if refinement.steps.is_empty() || refinement.diagnostics.iter().any(|d| d.code == "not-done") {
            continue;
        }
        if let Ok(changed) = refinement.applied(&from) {
            after.reserve_id(changed.last_id());
        }
        let steps = refinement.steps;
        let effect = steps.iter().map(|step| step.edit.effect.as_str()).collect::<Vec<_>>().join("; ");
        let decisions = steps.iter().flat_map(|step| step.edit.decisions.iter().cloned()).collect();
        let changes = steps.into_iter().flat_map(|step| step.edit.changes).collect();
        let answer = Answer { label: offered.label.clone(), effect, changes, decisions };
        if answers.is_empty() {
            let (label, effect) = ("as it is".to_owned(), "Leaves the tables as they are.".to_owned());
            answers.push(Answer { label, effect, changes: Vec::new(), decisions: Vec::new() });
        }
        answers.push(answer);
    }
    let id = format!("model.{}", words(&asked.text).into_iter().take(6).collect::<Vec<_>>().join("-"));
    let (text, why) = (asked.text.clone(), asked.why.clone());
    (answers.len() >= 2).then_some(Question { id, text, why, spans: Vec::new(), answers })
}

/// A supposed dependency as a question: no text states it, so the user decides whether to split the table by it.
fn dependency(schema: &Schema, hint: &Hint, options: &Options) -> Option<Question> {
    let table = schema.tables.iter().find(|table| same_name(&table.name.name, &hint.table))?;
    let column = |name: &String| table.columns.iter().find(|c| same_name(&c.name, name)).map(|c| c.name.clone());
    let determinant: Vec<String> = hint.determinant.iter().map(column).collect::<Option<_>>()?;
    let dependent: Vec<String> = hint.dependent.iter().map(column).collect::<Option<_>>()?;
    if table.is_unique(&determinant) || dependent.iter().any(|name| determinant.contains(name)) {
        return None;
    }
    let stated = FunctionalDependency { table: table.name.clone(), determinant, dependent };
    let report = normalize(schema, std::slice::from_ref(&stated), options.normal_form);
    schema.applied(&report.changes).ok().filter(|_| !report.changes.is_empty())?;
    let (left, right) = (stated.determinant.join(" and "), stated.dependent.join(" and "));
    let by_model = |decision: Decision| Decision { source: Source::Model, confidence: 0.7, ..decision };
    let keep = Answer {
        label: "no".to_owned(),
        effect: "Leaves the tables as they are.".to_owned(),
        changes: Vec::new(),
        decisions: Vec::new(),
    };
    let split = Answer {
        label: "yes".to_owned(),
        effect: format!("Moves {right} to a table of its own, by {left}."),
        changes: report.changes,
        decisions: report.decisions.into_iter().map(by_model).collect(),
    };
    Some(Question {
        id: format!("model.{}.{left}", table.name),
        text: format!("Does {left} of {} always decide {right}?", table.name),
        why: hint.why.clone(),
        spans: Vec::new(),
        answers: vec![keep, split],
    })
}

/// The tables as a model reads them: a line for each, `orders(id, user_id -> users, total decimal(10,2))`.
pub fn listed(schema: &Schema) -> String {
    let lines: Vec<String> = schema.tables.iter().map(line).collect();
    lines.join("\n")
}

fn line(table: &Table) -> String {
    let column = |column: &crate::schema::Column| {
        let parent = table.foreign_keys.iter().find(|key| key.columns.contains(&column.name));
        let parent = parent.map_or_else(String::new, |key| format!(" -> {}", key.references.table));
        let null = if column.nullable { " optional" } else { "" };
        let unique = if table.is_unique(std::slice::from_ref(&column.name)) { " unique" } else { "" };
        format!("{} {}{parent}{null}{unique}", column.name, column.data_type)
    };
    format!("{}({})", table.name, table.columns.iter().map(column).collect::<Vec<_>>().join(", "))
}

/// A trouble as the beginning of a sentence.
pub(super) fn ended(trouble: &Trouble) -> String {
    trouble.to_string().trim_end_matches(['.', ' ']).to_owned()
}
