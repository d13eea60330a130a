//! The worker's side of the engine: takes jobs as messages and answers them one after the other.

use super::evolution;
use crate::architect;
use crate::dialect::Dialect;
use crate::nl::Options;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// The first message of a worker: from now on it takes jobs. What is sent before its module has loaded is lost.
pub const READY: &str = "ready";

/// What the page can ask for. Each says what the answer is.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// Design a schema from a description: a [`Project`](crate::project::Project).
    Generate { text: String, options: Options },
    /// Compare the design with a script: an [`evolution::Comparison`].
    Compare(Box<evolution::Request>),
    /// Read an SQL script: a [`Project`](crate::project::Project).
    Import { script: String, dialect: Dialect },
}

/// The answer to a job, as JSON.
fn done(job: &Job) -> serde_json::Result<String> {
    match job {
        Job::Compare(request) => serde_json::to_string(&evolution::compare(request)),
        Job::Generate { text, options } => serde_json::to_string(&architect::generate(text, options)),
        Job::Import { script, dialect } => serde_json::to_string(&architect::import(script, *dialect)),
    }
}

/// The answer to a message: the job's number, a line feed, the answer.
fn reply(message: &str) -> Option<String> {
    let (number, job) = message.split_once('\n')?;
    let job = serde_json::from_str(job).ok()?;
    Some(format!("{number}\n{}", done(&job).ok()?))
}

/// Answers jobs until the page ends the worker. A job that cannot be read ends it with an error, which the page sees.
pub fn serve() {
    console_error_panic_hook::set_once();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answer = scope.clone();
    let take = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        match event.data().as_string().as_deref().and_then(reply) {
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
