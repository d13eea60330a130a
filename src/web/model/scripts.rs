//! What scripts in the page call: `window.schemaArchitect.generate(...)` and its like, JSON in and JSON out.
//!
//! public/schema-architect.d.ts describes it. The model is asked only where a script says `model: true` and the user has
//! configured one and agreed to send to it.

use super::desk::Desk;
use crate::api::{self, Generate, exported};
use crate::architect::{self, Format};
use crate::dialect::Dialect;
use crate::llm::Session;
use crate::migrate;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Evolve {
    schema: String,
    request: String,
    #[serde(default)]
    dialect: Dialect,
    #[serde(default)]
    model: bool,
    #[serde(default)]
    offline: bool,
}

/// Whether a call wants the model.
#[derive(Deserialize)]
struct Wants {
    #[serde(default)]
    model: bool,
}

fn wants_model(body: &str) -> bool {
    serde_json::from_str::<Wants>(body).is_ok_and(|wants| wants.model)
}

/// Answers a call.
pub async fn call(desk: &mut Desk<'_>, name: &str, body: &str) {
    if wants_model(body) && !(desk.memory.is_ready() && desk.memory.has_agreed() && !desk.memory.is_locked()) {
        let why = "no model may be asked: configure one in the page, and agree once to send to it";
        desk.reply.value = Some(Err(why.to_owned()));
        return;
    }
    run(desk, name, body).await;
}

pub async fn run(desk: &mut Desk<'_>, name: &str, body: &str) {
    let found = match name {
        "generate" if wants_model(body) => generate(desk, body).await,
        "generate" => plain("/api/v1/schema/generate", body),
        "evolve" => evolve(desk, body).await,
        "migrate" => plain("/api/v1/schema/evolve", body),
        "optimize" => plain("/api/v1/schema/optimize", body),
        _ => Err(format!("there is no function {name}")),
    };
    desk.reply.value = Some(found);
}

/// What the JSON interface of `schema-architect serve` answers.
fn plain(path: &str, body: &str) -> Result<String, String> {
    let answer = api::answer("POST", path, body);
    if answer.status == 200 {
        return Ok(answer.body);
    }
    let value: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    Err(value["error"].as_str().unwrap_or("the call failed").to_owned())
}

fn read<'a, T: Deserialize<'a>>(body: &'a str) -> Result<T, String> {
    serde_json::from_str(body).map_err(|error| format!("the argument is not what is wanted: {error}"))
}

async fn generate(desk: &mut Desk<'_>, body: &str) -> Result<String, String> {
    let wanted: Generate = read(body)?;
    let options = wanted.options()?;
    let settings = desk.settings();
    let fetch = desk.fetch(&settings).await;
    let mut quiet = |_| ();
    let mut session = Session::new(&fetch, &settings, &mut quiet);
    let (mut project, notes) = architect::generate_with(&mut session, &wanted.description, &options).await;
    let (mode, log) = (session.mode, session.log);
    desk.note(mode, log).await;
    project.dialect = wanted.dialect;
    let mut value = api::designed(&project);
    value["notes"] = json!(notes);
    Ok(value.to_string())
}

async fn evolve(desk: &mut Desk<'_>, body: &str) -> Result<String, String> {
    let Evolve { schema, request, dialect, model, offline } = read(body)?;
    let before = architect::import(&schema, dialect);
    let (refinement, notes) = if model {
        let settings = desk.settings();
        let fetch = desk.fetch(&settings).await;
        let mut quiet = |_| ();
        let mut session = Session::new(&fetch, &settings, &mut quiet);
        let found = architect::refine_schema(&mut session, &before, &request, &[]).await;
        let (mode, log) = (session.mode, session.log);
        desk.note(mode, log).await;
        found
    } else {
        (architect::refine(&before, &request).1, Vec::new())
    };
    let after = architect::refined(&before, &refinement);
    let options = migrate::Options { offline, ..migrate::Options::default() };
    let plan = migrate::plan(&before.schema, &after.schema, dialect, &options);
    let steps = refinement.steps.iter().map(|step| &step.edit);
    let steps: Vec<&String> =
        steps.map(|edit| if edit.effect.is_empty() { &edit.label } else { &edit.effect }).collect();
    let value = json!({
        "sql": architect::export(&after, Format::Sql).text,
        "schema": exported(&after),
        "steps": steps,
        "phases": plan.phases,
        "irreversible": plan.irreversible,
        "diagnostics": refinement.diagnostics.iter().map(|d| d.message.as_str()).collect::<Vec<_>>(),
        "notes": notes,
    });
    Ok(value.to_string())
}
