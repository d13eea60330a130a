//! A modal dialog.

use crate::ui::messages::t;
use leptos::html::Dialog;
use leptos::prelude::*;

/// Shows `content` while `open` holds; Escape and a click beside it call `close`.
pub fn dialog(
    label: &'static str,
    open: impl Fn() -> bool + Send + Sync + Copy + 'static,
    close: impl Fn() + Send + Sync + Copy + 'static,
    content: impl Fn() -> AnyView + Send + Sync + Copy + 'static,
) -> AnyView {
    let element = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = element.get() else { return };
        match (open(), dialog.open()) {
            (true, false) => {
                let _ = dialog.show_modal();
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let press = move |event: leptos::ev::MouseEvent| {
        let beside = element.get_untracked().is_some_and(|dialog| event.target().as_ref() == Some(dialog.as_ref()));
        if beside {
            close();
        }
    };
    // The event comes late: the dialog may show something else by then, and that stays.
    let closed = move |_| {
        let is_shown = element.get_untracked().is_some_and(|dialog| dialog.open());
        if untrack(open) && !is_shown {
            close();
        }
    };
    view! {
        <dialog node_ref=element aria-label=t(label) on:close=closed on:mousedown=press>
            {move || open().then(content)}
        </dialog>
    }
    .into_any()
}
