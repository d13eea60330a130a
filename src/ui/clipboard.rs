//! Copy, cut and paste of tables. The browser's own events carry the texts, so no permission is needed; fields keep
//! theirs.

use super::commands::Desk;
use super::keyboard::{in_dialog, in_text};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Event};

pub fn listen(desk: Desk) {
    let scene = desk.scene;
    let copy = window_event_listener_untyped("copy", move |event: Event| {
        take(desk, &event);
    });
    let cut = window_event_listener_untyped("cut", move |event: Event| {
        if take(desk, &event) {
            scene.delete_selection();
        }
    });
    let paste = window_event_listener_untyped("paste", move |event: Event| {
        let text = data(&event).and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        if !is_elsewhere(&event) && !text.trim().is_empty() {
            event.prevent_default();
            scene.paste_text(text);
        }
    });
    on_cleanup(move || [copy, cut, paste].into_iter().for_each(|handle| handle.remove()));
}

/// Gives the selected tables to the clipboard; tells whether there are any.
fn take(desk: Desk, event: &Event) -> bool {
    if is_elsewhere(event) || has_selected_text() {
        return false;
    }
    let Some(sql) = desk.scene.copied() else { return false };
    let given = data(event).is_some_and(|data| data.set_data("text/plain", &sql).is_ok());
    if given {
        event.prevent_default();
        let count = desk.scene.selected_tables().len();
        desk.workbench.say(match count {
            1 => "The table is in the clipboard, as SQL.".to_owned(),
            _ => format!("{count} tables are in the clipboard, as SQL."),
        });
    }
    given
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
