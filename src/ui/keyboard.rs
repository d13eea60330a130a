//! Shortcuts of the whole page. Fields keep their own keys, such as their own undo.

use super::autosave::save_now;
use super::commands::Desk;
use super::share;
use super::state::Workbench;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

pub fn listen(Desk { workbench, page, scene, shelf, file_input: open }: Desk) {
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() {
            return;
        }
        let command = event.ctrl_key() || event.meta_key();
        let key = event.key();
        let done = match (command, key.to_ascii_lowercase().as_str()) {
            (true, "s") if event.shift_key() => {
                share::save_file(shelf, true);
                true
            }
            (true, "s") => {
                save_now(shelf);
                if shelf.file.with_value(Option::is_some) {
                    share::save_file(shelf, false);
                }
                true
            }
            (true, "o") => {
                if let Some(input) = open.get_untracked() {
                    input.click();
                }
                true
            }
            (true, "k") if page.palette.get_untracked() => {
                page.palette.set(false);
                true
            }
            (true, "k") if !in_dialog() => {
                page.palette.set(true);
                true
            }
            _ if in_text(&event) || in_dialog() => false,
            (false, "/") => {
                page.palette.set(true);
                true
            }
            (true, "d") => {
                scene.duplicate();
                true
            }
            (true, "z") if event.shift_key() => {
                workbench.redo();
                true
            }
            (true, "z") => {
                workbench.undo();
                true
            }
            (true, "y") => {
                workbench.redo();
                true
            }
            (false, _) if in_list(&event) => false,
            (false, "delete" | "backspace") if workbench.selection.with_untracked(|ids| !ids.is_empty()) => {
                workbench.drop_elements(&workbench.selection.get_untracked());
                true
            }
            (false, "escape") => {
                escape(workbench);
                true
            }
            (false, "?") => {
                page.shortcuts.set(true);
                true
            }
            _ => false,
        };
        if done {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Closes the message, or else selects nothing.
fn escape(workbench: Workbench) {
    if workbench.notice.with_untracked(Option::is_some) {
        workbench.notice.set(None);
    } else {
        workbench.select(None);
    }
}

fn target(event: &web_sys::Event) -> Option<web_sys::HtmlElement> {
    event.target()?.dyn_into().ok()
}

/// Whether an event happens where text is typed.
pub fn in_text(event: &web_sys::Event) -> bool {
    let Some(element) = target(event) else { return false };
    let text_input = || {
        let input = element.dyn_ref::<web_sys::HtmlInputElement>();
        input.is_none_or(|input| !matches!(input.type_().as_str(), "checkbox" | "radio" | "button"))
    };
    match element.tag_name().to_ascii_lowercase().as_str() {
        "textarea" => true,
        "input" => text_input(),
        _ => element.is_content_editable(),
    }
}

/// Lists to choose from take plain keys to find an entry, but have no undo of their own.
fn in_list(event: &ev::KeyboardEvent) -> bool {
    target(event).is_some_and(|element| element.tag_name().eq_ignore_ascii_case("select"))
}

/// Whether a dialog waits for an answer.
pub fn in_dialog() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}
