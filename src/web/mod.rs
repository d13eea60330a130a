//! The browser's edge: storage, files, clipboard, time. Every error is a sentence that the page can show.

pub mod advice;
pub mod clipboard;
pub mod conversion;
pub mod crypto;
pub mod disk;
pub mod download;
pub mod engine;
pub mod evolution;
pub mod examples;
pub mod fetch;
pub mod file;
pub mod import;
pub mod lock;
pub mod model;
pub mod normal_forms;
pub mod offline;
pub mod pglite;
pub mod picture;
pub mod planner;
pub mod postgres;
pub mod preferences;
pub mod privacy;
pub mod problem;
pub mod proof;
pub mod rescue;
pub mod squeeze;
pub mod storage;
pub mod time;
pub mod view;
pub mod worker;

use wasm_bindgen::JsValue;

/// What a browser's error says, as far as it says anything.
pub(crate) fn reason(error: &JsValue) -> String {
    use wasm_bindgen::JsCast;
    let text = match error.dyn_ref::<web_sys::DomException>() {
        Some(exception) => match exception.message() {
            message if message.is_empty() => exception.name(),
            message => message,
        },
        None => match error.dyn_ref::<js_sys::Error>() {
            Some(error) => String::from(error.message()),
            None => error.as_string().unwrap_or_else(|| "the browser gives no reason".into()),
        },
    };
    text.trim_end_matches('.').to_owned()
}
