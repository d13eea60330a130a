//! Copy, cut and paste of tables, started by the browser's own events; fields keep theirs.

use super::commands::Desk;
use super::keyboard::{in_dialog, in_text};
use crate::web::worker::Job;
use crate::web::{clipboard, engine};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Event};

pub fn listen(desk: Desk) {
    let scene = desk.scene;
    let copy = window_event_listener_untyped("copy", move |event: Event| take(desk, &event, false));
    let cut = window_event_listener_untyped("cut", move |event: Event| take(desk, &event, true));
    let paste = window_event_listener_untyped("paste", move |event: Event| {
        let text = data(&event).and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        if !is_elsewhere(&event) && !text.trim().is_empty() {
            event.prevent_default();
            scene.paste_text(text);
        }
    });
    on_cleanup(move || [copy, cut, paste].into_iter().for_each(|handle| handle.remove()));
}

/// Gives the selected tables to the clipboard, as the engine writes them, and with `cut` removes them then.
fn take(desk: Desk, event: &Event, cut: bool) {
    if is_elsewhere(event) || has_selected_text() {
        return;
    }
    let Some((part, said)) = desk.scene.copied() else { return };
    event.prevent_default();
    let count = part.schema.tables.len();
    let work = clipboard::copy_when(async move {
        let job = Job::Export { project: Box::new(part), format: "sql".to_owned() };
        Ok(said + &engine::ask::<String>(&job).await?)
    });
    leptos::task::spawn_local(async move {
        match (work.await, count) {
            (Err(why), _) => return desk.workbench.fail(format!("Nothing was copied: {why}.")),
            (_, 1) => desk.workbench.say("The table is in the clipboard, as SQL."),
            _ => desk.workbench.say(format!("{count} tables are in the clipboard, as SQL.")),
        }
        if cut {
            desk.scene.delete_selection();
        }
    });
}

fn data(event: &Event) -> Option<web_sys::DataTransfer> {
    event.dyn_ref::<ClipboardEvent>()?.clipboard_data()
}

fn is_elsewhere(event: &Event) -> bool {
    event.default_prevented() || in_text(event) || in_dialog()
}

/// Text that was marked in a panel is what the person wants to copy.
fn has_selected_text() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}
