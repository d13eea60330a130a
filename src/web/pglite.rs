//! PostgreSQLs that run in workers (PGlite). Each is fetched when it is first asked for, from the page's own files; nothing
//! that they hold outlives the page.

use js_sys::{Function, Promise};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

const FAILED: &str = "The PostgreSQL of this page stopped or could not be loaded. Check that the page's server has its folder, then try again";

/// What a PostgreSQL is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Server {
    /// It runs statements: `public/postgres/worker.js`.
    Proof,
    /// It plans over tables that hold no rows: `public/planner/worker.js`.
    Planner,
}

thread_local! {
    static RUNNING: RefCell<Vec<Running>> = const { RefCell::new(Vec::new()) };
    static NUMBER: Cell<u32> = const { Cell::new(0) };
}

struct Running {
    server: Server,
    worker: Worker,
    open: Vec<(u32, Function, Function)>,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _failure: Closure<dyn FnMut(JsValue)>,
}

#[derive(Serialize)]
struct Message<'a, T: Serialize> {
    number: u32,
    op: &'a str,
    #[serde(flatten)]
    arguments: &'a T,
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

impl Server {
    /// Has one of the worker's operations done; `arguments` is an object with what the operation takes.
    ///
    /// # Errors
    /// A sentence without its full stop: the files are missing, the browser cannot run it, or the worker stopped.
    pub async fn ask<T: DeserializeOwned>(self, op: &str, arguments: &impl Serialize) -> Result<T, String> {
        self.start()?;
        let number = NUMBER.replace(NUMBER.get().wrapping_add(1));
        let message = serde_json::to_string(&Message { number, op, arguments }).map_err(|error| error.to_string())?;
        let answer = Promise::new(&mut |resolve: Function, reject: Function| {
            self.with(|running| {
                running.open.push((number, resolve, reject));
                let _ = running.worker.post_message(&message.as_str().into());
            });
        });
        let reply = JsFuture::from(answer).await.map_err(|why| why.as_string().unwrap_or_else(|| FAILED.into()))?;
        let reply = reply.as_string().unwrap_or_default();
        let answered: Answered<T> =
            serde_json::from_str(&reply).map_err(|error| format!("The database's answer cannot be read: {error}"))?;
        Ok(answered.answer)
    }

    /// Ends the server with everything that it holds; what it was asked is answered with an error.
    pub fn stop(self) {
        let ended = RUNNING.with_borrow_mut(|all| {
            let at = all.iter().position(|running| running.server == self)?;
            Some(all.swap_remove(at))
        });
        let Some(running) = ended else { return };
        running.worker.terminate();
        for (_, _, reject) in &running.open {
            let _ = reject.call1(&JsValue::NULL, &FAILED.into());
        }
    }

    fn with<T>(self, run: impl FnOnce(&mut Running) -> T) -> Option<T> {
        RUNNING.with_borrow_mut(|all| all.iter_mut().find(|running| running.server == self).map(run))
    }

    fn take(self, text: &str) {
        let Ok(numbered) = serde_json::from_str::<Numbered>(text) else { return };
        let settled = self.with(|running| {
            let at = running.open.iter().position(|(number, ..)| *number == numbered.number)?;
            Some(running.open.remove(at))
        });
        let Some((_, resolve, reject)) = settled.flatten() else { return };
        let _ = match numbered.failed {
            Some(why) => reject.call1(&JsValue::NULL, &format!("{FAILED} ({why})").into()),
            None => resolve.call1(&JsValue::NULL, &text.into()),
        };
    }

    fn start(self) -> Result<(), String> {
        if self.with(|_| ()).is_some() {
            return Ok(());
        }
        let place = folder().ok_or("This page was built without its PostgreSQL")?;
        let script = match self {
            Self::Proof => "worker.js",
            Self::Planner => "planner-worker.js",
        };
        let worker = Worker::new(&format!("{place}{script}"))
            .map_err(|error| format!("A worker cannot be started in this browser: {}", super::reason(&error)))?;
        let message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            self.take(&event.data().as_string().unwrap_or_default());
        });
        let failure = Closure::<dyn FnMut(JsValue)>::new(move |_: JsValue| self.stop());
        worker.set_onmessage(Some(message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failure.as_ref().unchecked_ref()));
        let running = Running { server: self, worker, open: Vec::new(), _message: message, _failure: failure };
        RUNNING.with_borrow_mut(|all| all.push(running));
        Ok(())
    }
}

/// The folder that the build named in the page's head.
fn folder() -> Option<String> {
    let document = web_sys::window()?.document()?;
    document.query_selector("meta[name=postgres]").ok()??.get_attribute("content")
}
