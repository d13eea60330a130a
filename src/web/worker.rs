//! The worker's side of the engine: takes jobs as messages and answers with projects.

use crate::architect;
use crate::dialect::Dialect;
use crate::nl::Options;
use crate::project::Project;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// The first message of a worker: from now on it takes jobs. What is sent before its module has loaded is lost.
pub const READY: &str = "ready";

/// What the page can ask for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// Design a schema from a description.
    Generate { text: String, options: Options },
    /// Read an SQL script.
    Import { script: String, dialect: Dialect },
}

fn done(job: &Job) -> Project {
    match job {
        Job::Generate { text, options } => architect::generate(text, options),
        Job::Import { script, dialect } => architect::import(script, *dialect),
    }
}

/// Answers jobs until the page ends the worker. A job that cannot be read ends it with an error, which the page sees.
pub fn serve() {
    console_error_panic_hook::set_once();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answer = scope.clone();
    let take = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let job = event.data().as_string().and_then(|text| serde_json::from_str::<Job>(&text).ok());
        let reply = job.and_then(|job| serde_json::to_string(&done(&job)).ok());
        match reply {
            Some(reply) => {
                let _ = answer.post_message(&reply.into());
            }
            None => wasm_bindgen::throw_str("the engine cannot read this request"),
        }
    });
    scope.set_onmessage(Some(take.as_ref().unchecked_ref()));
    // The handler lives as long as the worker.
    take.forget();
    let _ = scope.post_message(&READY.into());
}
