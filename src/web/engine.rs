//! The page's side of the engine: sends jobs to the worker and waits for its answers without blocking.
//!
//! The engine is a second WebAssembly file. It is fetched after the page is there, which keeps the first load small, and
//! it runs beside the page, which keeps every control working while it thinks. A text that makes it fail costs the
//! requests that it has and a new worker, never the page.

use super::worker::{Job, MEANWHILE, READY, STOP};
use crate::base::json;
use js_sys::{Array, Function, Promise};
use serde::de::DeserializeOwned;
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, MessageEvent, Worker};

/// The worker's start script, beside the page.
const SCRIPT: &str = "engine-start.js";

const FAILED: &str =
    "The engine stopped or could not be loaded. Check that the page's server answers, or try a shorter text";

/// What a job that [`cancel`] has ended is told.
pub const CANCELLED: &str = "Cancelled";

thread_local! {
    static ENGINE: RefCell<Option<Engine>> = const { RefCell::new(None) };
    static NUMBER: Cell<u32> = const { Cell::new(0) };
}

/// What the worker calls; it must live as long as the worker.
type Hooks = (Closure<dyn FnMut(MessageEvent)>, Closure<dyn FnMut(JsValue)>);

/// A running worker.
struct Engine {
    worker: Worker,
    /// Messages for a worker that has not yet said that it takes them: what is sent before that is lost.
    early: Option<Vec<JsValue>>,
    /// Jobs without an answer, by number, with what settles them: an answer, or the reason why there is none.
    open: Vec<(u32, Function, Function)>,
    /// Who is told what goes on with a job, by its number.
    told: Vec<(u32, Told)>,
    /// Jobs that wait for something and can be stopped alone.
    waiting: Vec<u32>,
    _hooks: Hooks,
}

/// Gets what a job tells while it goes on, as JSON.
pub type Told = Rc<dyn Fn(&str)>;

/// Starts the worker, so that the first job need not wait for its files. A worker that cannot be started is reported
/// with the job that needs it.
pub fn warm_up() {
    let _ = start();
}

/// Has a job done; several are done in the order in which they were asked for. `T` is the job's own answer, see [`Job`].
///
/// # Errors
/// A sentence without its full stop: the engine's files are missing, it failed, or the job was cancelled.
pub async fn ask<T: DeserializeOwned>(job: &Job) -> Result<T, String> {
    ask_told(job, None).await
}

/// Has a job done, and hears what it tells meanwhile.
///
/// # Errors
/// As [`ask`].
pub async fn ask_told<T: DeserializeOwned>(job: &Job, told: Option<Told>) -> Result<T, String> {
    answer(&sent(json::write(job), told, None).await?)
}

/// Has a file read, and hears the per cent that are done.
///
/// # Errors
/// As [`ask`].
pub async fn ask_file<T: DeserializeOwned>(job: &Job, file: &File, told: Told) -> Result<T, String> {
    answer(&sent(json::write(job), Some(told), Some(file.clone())).await?)
}

fn answer<T: DeserializeOwned>(reply: &str) -> Result<T, String> {
    json::read(reply).map_err(|error| format!("The engine's answer cannot be read: {error}"))
}

/// The answer's text. Boxed, because each place that asks would else hold all of this once more.
fn sent(job: String, told: Option<Told>, file: Option<File>) -> Pin<Box<dyn Future<Output = Result<String, String>>>> {
    Box::pin(answered(job, told, file))
}

async fn answered(job: String, told: Option<Told>, file: Option<File>) -> Result<String, String> {
    start()?;
    let number = NUMBER.replace(NUMBER.get().wrapping_add(1));
    let answer = Promise::new(&mut |resolve: Function, reject: Function| {
        with_engine(|engine| engine.open.push((number, resolve, reject)));
    });
    with_engine(|engine| {
        let message = JsValue::from(format!("{number}\n{job}"));
        engine.waiting.extend((told.is_some() && file.is_none()).then_some(number));
        engine.told.extend(told.map(|told| (number, told)));
        engine.send(match file {
            Some(file) => Array::of2(&message, &file).into(),
            None => message,
        });
    });
    match JsFuture::from(answer).await {
        Ok(reply) => Ok(reply.as_string().unwrap_or_default()),
        Err(why) => Err(why.as_string().unwrap_or_else(|| FAILED.into())),
    }
}

/// Ends all jobs, if any; what is on the page stays. Jobs that wait for a model are told to stop; another one, which may
/// stand before them, ends only with the worker as a whole, so a new one starts.
pub fn cancel() {
    let waits_for_models = with_engine(|engine| engine.open.iter().all(|(number, ..)| engine.waiting.contains(number)));
    if waits_for_models == Some(false) {
        stop(CANCELLED);
        return warm_up();
    }
    with_engine(|engine| {
        let numbers = engine.waiting.clone();
        numbers.iter().for_each(|number| engine.send(format!("{STOP}{number}").into()));
    });
}

impl Engine {
    fn send(&mut self, message: JsValue) {
        match &mut self.early {
            Some(early) => early.push(message),
            // A text and a file can always be sent.
            None => {
                let _ = self.worker.post_message(&message);
            }
        }
    }

    fn take(&mut self, message: &str) {
        if message == READY {
            for message in self.early.take().unwrap_or_default() {
                self.send(message);
            }
            return;
        }
        let Some((number, answer)) = message.split_once('\n') else { return };
        if let Some(at) = self.open.iter().position(|(open, ..)| number.parse() == Ok(*open)) {
            let (open, resolve, _) = self.open.remove(at);
            self.told.retain(|(told, _)| *told != open);
            self.waiting.retain(|waiting| *waiting != open);
            let _ = resolve.call1(&JsValue::NULL, &answer.into());
        }
    }
}

/// Tells what goes on with a job. Whoever is told may ask for more jobs.
fn tell(message: &str) {
    let Some((number, text)) = message.split_once('\n') else { return };
    let told = with_engine(|engine| {
        engine.told.iter().find(|(open, _)| number.parse() == Ok(*open)).map(|(_, told)| told.clone())
    });
    if let Some(Some(told)) = told {
        told(text);
    }
}

fn with_engine<T>(run: impl FnOnce(&mut Engine) -> T) -> Option<T> {
    ENGINE.with_borrow_mut(|engine| engine.as_mut().map(run))
}

/// Ends the worker and tells its jobs why.
fn stop(why: &str) {
    if let Some(engine) = ENGINE.with_borrow_mut(Option::take) {
        engine.worker.terminate();
        for (_, _, reject) in &engine.open {
            let _ = reject.call1(&JsValue::NULL, &why.into());
        }
    }
}

fn start() -> Result<(), String> {
    if with_engine(|_| ()).is_some() {
        return Ok(());
    }
    let worker = Worker::new(SCRIPT)
        .map_err(|error| format!("The engine cannot be started in this browser: {}", super::reason(&error)))?;
    let message = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        match text.strip_prefix(MEANWHILE) {
            Some(meanwhile) => tell(meanwhile),
            None => {
                with_engine(|engine| engine.take(&text));
            }
        }
    });
    let failure = Closure::<dyn FnMut(JsValue)>::new(|_: JsValue| stop(FAILED));
    worker.set_onmessage(Some(message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(failure.as_ref().unchecked_ref()));
    let engine = Engine {
        worker,
        early: Some(Vec::new()),
        open: Vec::new(),
        told: Vec::new(),
        waiting: Vec::new(),
        _hooks: (message, failure),
    };
    ENGINE.with_borrow_mut(|slot| *slot = Some(engine));
    Ok(())
}
