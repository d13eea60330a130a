//! The worker's side of the engine: takes jobs as messages and answers them one after the other.

use super::{advice, conversion, evolution, import, model, normal_forms, privacy, problem, proof};
use crate::architect;
use crate::base::json;
use crate::dialect::Dialect;
use crate::erd::{self, SvgOptions};
use crate::export;
use crate::nl::Options;
use crate::project::{Edit, Project};
use crate::schema::{Change, Id, Schema};
use js_sys::{Array, Uint8Array};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Blob, DedicatedWorkerGlobalScope, MessageEvent};

/// The first message of a worker: from now on it takes jobs. What is sent before its module has loaded is lost.
pub const READY: &str = "ready";

/// Before the number of a job that the page wants to stop.
pub const STOP: char = '!';

/// Before what a job tells while it goes on.
pub const MEANWHILE: char = '~';

/// What the page can ask for. Each says what the answer is.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// Design a schema from a description: a [`Project`].
    Generate { text: String, options: Options },
    /// Check a schema against best practices: a list of [`problem::Problem`]s.
    Check(Box<problem::Request>),
    /// Explain a rule: its page, in Markdown.
    Explain { code: String },
    /// Compare the design with a script: an [`evolution::Comparison`].
    Compare(Box<evolution::Request>),
    /// Prepare the proof of a schema or a migration: a [`proof::Prepared`].
    Prove(Box<proof::Request>),
    /// Change a project by a request in words: a [`Refined`].
    Refine { project: Box<Project>, request: String },
    /// Write a project in one of [`architect::Format`]'s formats, by its name: a text.
    Export { project: Box<Project>, format: String },
    /// Draw the whole diagram: an SVG.
    Draw { project: Box<Project>, options: SvgOptions },
    /// Write a schema in a dialect, and say what that changes: a [`conversion::Script`].
    Render { schema: Box<Schema>, dialect: Dialect },
    /// Write the documentation: a list of [`export::Block`]s.
    Document(Box<Project>),
    /// Advise indexes, partitions and copies for a workload: an [`advice::Advice`].
    Advise(Box<advice::Request>),
    /// The same by a planner's costs, one round of asking it: [`advice::Planned`].
    Plan(Box<advice::Planning>),
    /// Judge the normal forms of the tables and split what is not in the form: [`normal_forms::Verdicts`].
    Normalize(Box<normal_forms::Request>),
    /// Find sensitive data: a [`privacy::Findings`].
    Classify(Box<privacy::Request>),
    /// What the user's language model is for: a [`model::Reply`], with others on the way. More jobs are done meanwhile.
    Model(Box<model::Request>),
    /// The statements that lead from one schema to another, without a care for who uses them meanwhile: a list of texts.
    Statements { from: Box<Schema>, to: Box<Schema>, dialect: Dialect },
    /// Read an SQL script: a [`Project`].
    Import { script: String, dialect: Dialect },
    /// Read the file that is sent along: an [`import::Imported`], or a sentence without its full stop. The per cent that
    /// are done are told meanwhile.
    Read(import::Reading),
}

/// What came of a request in words.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Refined {
    pub project: Project,
    /// What was done, one sentence without its full stop for each step.
    pub done: Vec<String>,
    /// What could not be done, as sentences.
    pub problems: Vec<String>,
    /// The tables that were made or changed.
    pub subjects: Vec<Id>,
}

fn refined(project: &Project, request: &str) -> Refined {
    let (after, refinement) = architect::refine(project, request);
    let edits = || refinement.steps.iter().map(|step| &step.edit);
    let said = |edit: &Edit| if edit.effect.is_empty() { edit.label.clone() } else { edit.effect.clone() };
    let changed = |change: &Change| match change {
        Change::Add { parent, object, .. } => parent.unwrap_or(object.id()),
        Change::Modify { object } => object.id(),
        Change::Drop { id } | Change::Rename { id, .. } | Change::Move { id, .. } => *id,
    };
    let touched = edits().flat_map(|edit| &edit.changes).map(changed);
    let mut subjects: Vec<Id> = touched.filter_map(|id| after.schema.table_of(id)).map(|table| table.id).collect();
    subjects.sort_unstable();
    subjects.dedup();
    Refined {
        done: edits().map(said).collect(),
        problems: refinement.diagnostics.iter().map(|diagnostic| diagnostic.message.clone()).collect(),
        subjects,
        project: after,
    }
}

/// The answer to a job, as JSON.
fn done(job: &Job) -> serde_json::Result<String> {
    match job {
        Job::Check(request) => serde_json::to_string(&problem::check(request)),
        Job::Explain { code } => serde_json::to_string(&problem::explain(code)),
        Job::Compare(request) => serde_json::to_string(&evolution::compare(request)),
        Job::Advise(request) => serde_json::to_string(&advice::advise(request)),
        Job::Plan(planning) => serde_json::to_string(&advice::plan(planning)),
        Job::Normalize(request) => serde_json::to_string(&normal_forms::judge(request)),
        Job::Classify(request) => serde_json::to_string(&privacy::classify(request)),
        Job::Prove(request) => serde_json::to_string(&proof::prepare(request)),
        Job::Generate { text, options } => serde_json::to_string(&architect::generate(text, options)),
        Job::Refine { project, request } => serde_json::to_string(&refined(project, request)),
        Job::Export { project, format } => {
            serde_json::to_string(&architect::export(project, format.parse().unwrap_or_default()).text)
        }
        Job::Draw { project, options } => {
            serde_json::to_string(&erd::svg(&project.schema, &project.positions, &project.annotations, options))
        }
        Job::Render { schema, dialect } => serde_json::to_string(&conversion::script(schema, *dialect)),
        Job::Document(project) => serde_json::to_string(&export::document(&**project)),
        // Answered by `converse` and `read`.
        Job::Model(_) | Job::Read(_) => Ok(String::new()),
        Job::Statements { from, to, dialect } => serde_json::to_string(&evolution::statements(from, to, *dialect)),
        Job::Import { script, dialect } => serde_json::to_string(&architect::import(script, *dialect)),
    }
}

thread_local! {
    /// What stops the jobs that wait for a model, by their numbers.
    static CANCEL: RefCell<Vec<(String, AbortController)>> = const { RefCell::new(Vec::new()) };
}

/// Takes a message: a job with its number, or the number of a job that is to be stopped. Nothing where it is neither.
fn take(message: &str, scope: &DedicatedWorkerGlobalScope) -> Option<()> {
    if let Some(number) = message.strip_prefix(STOP) {
        let stop = |(own, cancel): &(String, AbortController)| {
            if own == number {
                cancel.abort();
            }
        };
        CANCEL.with_borrow(|all| all.iter().for_each(stop));
        return Some(());
    }
    let (number, job) = message.split_once('\n')?;
    match json::read(job).ok()? {
        Job::Model(request) => {
            let cancel = AbortController::new().ok()?;
            CANCEL.with_borrow_mut(|all| all.push((number.to_owned(), cancel.clone())));
            wasm_bindgen_futures::spawn_local(converse(number.to_owned(), *request, cancel, scope.clone()));
        }
        job => {
            let _ = scope.post_message(&format!("{number}\n{}", done(&job).ok()?).into());
        }
    }
    Some(())
}

/// Answers a job that waits for a model, and tells what goes on meanwhile.
async fn converse(number: String, request: model::Request, cancel: AbortController, scope: DedicatedWorkerGlobalScope) {
    let tell = |reply: &model::Reply| {
        if let Ok(text) = serde_json::to_string(reply) {
            let _ = scope.post_message(&format!("{MEANWHILE}{number}\n{text}").into());
        }
    };
    let answer = model::answer(request, cancel, &tell).await;
    CANCEL.with_borrow_mut(|all| all.retain(|(own, _)| *own != number));
    match serde_json::to_string(&answer) {
        Ok(answer) => {
            let _ = scope.post_message(&format!("{number}\n{answer}").into());
        }
        Err(_) => wasm_bindgen::throw_str("the engine cannot write this answer"),
    }
}

/// Takes a job with its file.
fn take_file(message: &Array, scope: &DedicatedWorkerGlobalScope) -> Option<()> {
    let (text, file) = (message.get(0).as_string()?, message.get(1).dyn_into::<Blob>().ok()?);
    let (number, job) = text.split_once('\n')?;
    let Job::Read(reading) = json::read(job).ok()? else { return None };
    wasm_bindgen_futures::spawn_local(read(number.to_owned(), reading, file, scope.clone()));
    Some(())
}

/// Reads a file, and tells how far it is.
async fn read(number: String, reading: import::Reading, file: Blob, scope: DedicatedWorkerGlobalScope) {
    let mut tell = |percent: u32| {
        let _ = scope.post_message(&format!("{MEANWHILE}{number}\n{percent}").into());
    };
    let answer = match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => import::read(&reading, Uint8Array::new(&buffer).to_vec(), &mut tell),
        Err(why) => Err(format!("It cannot be read: {}", super::reason(&why))),
    };
    match serde_json::to_string(&answer) {
        Ok(answer) => {
            let _ = scope.post_message(&format!("{number}\n{answer}").into());
        }
        Err(_) => wasm_bindgen::throw_str("the engine cannot write this answer"),
    }
}

/// Answers jobs until the page ends the worker. A job that cannot be read ends it with an error, which the page sees.
pub fn serve() {
    console_error_panic_hook::set_once();
    // The service worker has the engine for its JSON interface, and jobs of nobody.
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let answer = scope.clone();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let data = event.data();
        let taken = match data.dyn_ref::<Array>() {
            Some(with_file) => take_file(with_file, &answer),
            None => data.as_string().and_then(|message| take(&message, &answer)),
        };
        if taken.is_none() {
            wasm_bindgen::throw_str("the engine cannot read this request");
        }
    });
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // The handler lives as long as the worker.
    hear.forget();
    let _ = scope.post_message(&READY.into());
}
