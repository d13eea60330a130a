//! The page's side of the PostgreSQL that runs in a worker (`public/postgres/worker.js`). It is fetched when it is first
//! asked for, from the page's own files; nothing that it holds outlives the page.

use crate::base::json;
use crate::prove::verdict::{Failure, Snapshot};
use js_sys::{Function, Promise};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

const FAILED: &str = "The PostgreSQL of this page stopped or could not be loaded. Check that the page's server has its folder, then try again";

thread_local! {
    static SERVER: RefCell<Option<Server>> = const { RefCell::new(None) };
    static NUMBER: Cell<u32> = const { Cell::new(0) };
}

struct Server {
    worker: Worker,
    open: Vec<(u32, Function, Function)>,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _failure: Closure<dyn FnMut(JsValue)>,
}

#[derive(Serialize)]
struct Message<'a> {
    number: u32,
    op: &'a str,
    sql: &'a str,
}

#[derive(Deserialize)]
struct Numbered {
    number: u32,
    failed: Option<String>,
}

#[derive(Deserialize)]
struct Answered<T> {
    answer: T,
}

/// A database that was opened.
#[derive(Debug, Clone, Deserialize)]
pub struct Opened {
    pub version: String,
    pub milliseconds: f64,
}

/// What came of a statement.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Answer {
    pub milliseconds: f64,
    #[serde(default)]
    pub failure: Option<Failure>,
    pub fields: Vec<String>,
    /// At most 200 rows of the last result, as texts.
    pub rows: Vec<Vec<Option<String>>>,
    /// All rows of the last result.
    pub count: usize,
}

/// Opens an empty database in place of the one that was open.
///
/// # Errors
/// A sentence without its full stop: its files are missing, or the browser cannot run it.
pub async fn open() -> Result<Opened, String> {
    ask("open", "").await
}

/// Runs statements; an error of theirs is part of the answer.
///
/// # Errors
/// The worker stopped.
pub async fn run(sql: &str) -> Result<Answer, String> {
    ask("run", sql).await
}

/// What the database consists of.
///
/// # Errors
/// The worker stopped.
pub async fn snapshot() -> Result<Snapshot, String> {
    ask("snapshot", "").await
}

/// Ends the server with everything that it holds; what it was asked is answered with an error.
pub fn stop() {
    end(FAILED);
}

async fn ask<T: DeserializeOwned>(op: &str, sql: &str) -> Result<T, String> {
    start()?;
    let number = NUMBER.replace(NUMBER.get().wrapping_add(1));
    let message = json::write(&Message { number, op, sql });
    let answer = Promise::new(&mut |resolve: Function, reject: Function| {
        SERVER.with_borrow_mut(|server| {
            if let Some(server) = server {
                server.open.push((number, resolve, reject));
                let _ = server.worker.post_message(&message.as_str().into());
            }
        });
    });
    let reply = JsFuture::from(answer).await.map_err(|why| why.as_string().unwrap_or_else(|| FAILED.into()))?;
    let reply = reply.as_string().unwrap_or_default();
    let answered: Answered<T> =
        json::read(&reply).map_err(|error| format!("The database's answer cannot be read: {error}"))?;
    Ok(answered.answer)
}

fn take(text: &str) {
    let Ok(numbered) = json::read::<Numbered>(text) else { return };
    let settled = SERVER.with_borrow_mut(|server| {
        let server = server.as_mut()?;
        let at = server.open.iter().position(|(number, ..)| *number == numbered.number)?;
        Some(server.open.remove(at))
    });
    let Some((_, resolve, reject)) = settled else { return };
    let _ = match numbered.failed {
        Some(why) => reject.call1(&JsValue::NULL, &format!("{FAILED} ({why})").into()),
        None => resolve.call1(&JsValue::NULL, &text.into()),
    };
}

fn end(why: &str) {
    if let Some(server) = SERVER.with_borrow_mut(Option::take) {
        server.worker.terminate();
        for (_, _, reject) in &server.open {
            let _ = reject.call1(&JsValue::NULL, &why.into());
        }
    }
}

fn start() -> Result<(), String> {
    if SERVER.with_borrow(Option::is_some) {
        return Ok(());
    }
    let place = folder().ok_or("This page was built without its PostgreSQL")?;
    let worker = Worker::new(&format!("{place}worker.js"))
        .map_err(|error| format!("A worker cannot be started in this browser: {}", super::reason(&error)))?;
    let message = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        take(&event.data().as_string().unwrap_or_default());
    });
    let failure = Closure::<dyn FnMut(JsValue)>::new(|_: JsValue| end(FAILED));
    worker.set_onmessage(Some(message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(failure.as_ref().unchecked_ref()));
    let server = Server { worker, open: Vec::new(), _message: message, _failure: failure };
    SERVER.with_borrow_mut(|slot| *slot = Some(server));
    Ok(())
}

/// The folder that the build named in the page's head.
fn folder() -> Option<String> {
    let document = web_sys::window()?.document()?;
    document.query_selector("meta[name=postgres]").ok()??.get_attribute("content")
}
