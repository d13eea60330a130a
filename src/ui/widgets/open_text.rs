//! A button that opens a file of text.

use crate::ui::state::Workbench;
use crate::web::file;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

/// `accept` are the endings that the browser's dialogue offers; `take` gets the file's name and its text.
pub fn open_text(label: &'static str, accept: &'static str, take: impl Fn(String, String) + Copy + 'static) -> AnyView {
    let workbench = expect_context::<Workbench>();
    let picked = move |event: ev::Event| {
        let field = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(field) = field else { return };
        let Some(chosen) = field.files().and_then(|files| files.get(0)) else { return };
        leptos::task::spawn_local(async move {
            match file::text(&chosen).await {
                Ok(text) => take(chosen.name(), text),
                Err(why) => workbench.fail(format!("{}.", why.trim_end_matches('.'))),
            }
            // The same file can be opened again.
            field.set_value("");
        });
    };
    view! { <label class="btn small">{label}<input type="file" hidden accept=accept on:change=picked/></label> }
        .into_any()
}
