//! The page's side of the engine: asks the worker for a project and waits without blocking.
//!
//! The engine is a second WebAssembly file. It is fetched when it is first wanted, which keeps the first load small, and
//! it runs beside the page, which keeps every control working while it thinks. A text that makes it fail costs the
//! request and a new worker, never the page.

use super::worker::{Job, READY};
use crate::project::Project;
use js_sys::{Function, Promise};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

/// Where the build leaves the worker's start script, beside the page.
const SCRIPT: &str = "engine_loader.js";

const FAILED: &str =
    "The engine stopped or could not be loaded. Check that the page's server answers, or try a shorter text";

thread_local! {
    static ENGINE: RefCell<Option<Engine>> = const { RefCell::new(None) };
}

/// A running worker.
struct Engine {
    worker: Worker,
    /// Whether it has said that it takes jobs; what is sent before that is lost.
    ready: bool,
    /// Ends the job that it has, if any, with a reason.
    refuse: Option<Function>,
    /// Called with its messages until a job takes them over.
    _greeting: Closure<dyn FnMut(MessageEvent)>,
}

/// Starts the worker, so that the first job need not wait for its files. A worker that cannot be started is reported
/// with the job that needs it.
pub fn warm_up() {
    let _ = worker();
}

/// Has a job done, one at a time.
///
/// # Errors
/// A sentence without its full stop: the engine is busy, its files are missing, it failed, or the job was cancelled.
pub async fn ask(job: &Job) -> Result<Project, String> {
    let worker = worker()?;
    if with_engine(|engine| engine.refuse.is_some()) == Some(true) {
        return Err("The engine is still busy with the last request; wait for it or cancel it".into());
    }
    let text = serde_json::to_string(job).map_err(|error| format!("The request cannot be written: {error}"))?;
    let mut hooks = None;
    let answer = Promise::new(&mut |resolve: Function, reject: Function| {
        with_engine(|engine| engine.refuse = Some(reject.clone()));
        hooks = Some(listen(&worker, text.clone(), resolve, reject));
    });
    if with_engine(|engine| engine.ready) == Some(true) && worker.post_message(&text.into()).is_err() {
        cancel();
    }
    let reply = JsFuture::from(answer).await;
    with_engine(|engine| engine.refuse = None);
    worker.set_onmessage(None);
    worker.set_onerror(None);
    match reply {
        Ok(reply) => serde_json::from_str(&reply.as_string().unwrap_or_default())
            .map_err(|error| format!("The engine's answer cannot be read: {error}")),
        Err(why) => {
            // A worker that failed, or that still computes what nobody wants, is not asked again.
            stop();
            Err(why.as_string().unwrap_or_else(|| FAILED.into()))
        }
    }
}

/// Ends the job that is running, if any; what is on the page stays.
pub fn cancel() {
    if let Some(refuse) = with_engine(|engine| engine.refuse.take()).flatten() {
        let _ = refuse.call1(&JsValue::NULL, &"Cancelled".into());
    }
}

type Hooks = (Closure<dyn FnMut(MessageEvent)>, Closure<dyn FnMut(JsValue)>);

/// Settles a job with the worker's next answer or error; the hooks must live until then.
fn listen(worker: &Worker, job: String, resolve: Function, reject: Function) -> Hooks {
    let to = worker.clone();
    let answered = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if event.data().as_string().as_deref() != Some(READY) {
            let _ = resolve.call1(&JsValue::NULL, &event.data());
            return;
        }
        with_engine(|engine| engine.ready = true);
        let _ = to.post_message(&job.as_str().into());
    });
    let failed = Closure::<dyn FnMut(JsValue)>::new(move |_: JsValue| {
        let _ = reject.call1(&JsValue::NULL, &FAILED.into());
    });
    worker.set_onmessage(Some(answered.as_ref().unchecked_ref()));
    worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
    (answered, failed)
}

fn with_engine<T>(run: impl FnOnce(&mut Engine) -> T) -> Option<T> {
    ENGINE.with_borrow_mut(|engine| engine.as_mut().map(run))
}

fn stop() {
    if let Some(engine) = ENGINE.with_borrow_mut(Option::take) {
        engine.worker.terminate();
    }
}

fn worker() -> Result<Worker, String> {
    if let Some(worker) = with_engine(|engine| engine.worker.clone()) {
        return Ok(worker);
    }
    let worker = Worker::new(SCRIPT)
        .map_err(|error| format!("The engine cannot be started in this browser: {}", super::reason(&error)))?;
    let greeting = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if event.data().as_string().as_deref() == Some(READY) {
            with_engine(|engine| engine.ready = true);
        }
    });
    worker.set_onmessage(Some(greeting.as_ref().unchecked_ref()));
    let engine = Engine { worker: worker.clone(), ready: false, refuse: None, _greeting: greeting };
    ENGINE.with_borrow_mut(|slot| *slot = Some(engine));
    Ok(worker)
}
