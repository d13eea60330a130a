//! A button that opens a list of things to do.

use crate::ui::messages::t;
use leptos::html::Div;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// `button` is the button's content. Items are elements with `role="menuitem"`; choosing one closes the menu.
pub fn menu(
    class: &'static str,
    label: &'static str,
    button: AnyView,
    items: impl Fn() -> AnyView + Send + Sync + Copy + 'static,
) -> AnyView {
    let open = RwSignal::new(false);
    let root = NodeRef::<Div>::new();
    let handle = window_event_listener(ev::pointerdown, move |event| {
        let inside = root.get_untracked().is_some_and(|root| {
            event.target().and_then(|t| t.dyn_into::<Node>().ok()).is_some_and(|node| root.contains(Some(&node)))
        });
        if open.get_untracked() && !inside {
            open.set(false);
        }
    });
    on_cleanup(move || handle.remove());
    let keys = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Escape" if open.get_untracked() => {
            event.stop_propagation();
            open.set(false);
            focus(root, |_, _| Some(0), "button");
        }
        "ArrowDown" => {
            event.prevent_default();
            open.set(true);
            request_animation_frame(move || focus(root, |at, count| Some(at.map_or(0, |at| (at + 1) % count)), ITEM));
        }
        "ArrowUp" if open.get_untracked() => {
            event.prevent_default();
            focus(root, |at, count| at.map(|at| (at + count - 1) % count), ITEM);
        }
        _ => {}
    };
    view! {
        <div class="menu" node_ref=root on:keydown=keys>
            <button class=class aria-haspopup="menu" aria-label=t(label) aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)>{button}</button>
            <Show when=move || open.get()>
                <div class="menu-list" role="menu" aria-label=t(label) on:click=move |_| open.set(false)>{items()}</div>
            </Show>
        </div>
    }
    .into_any()
}

const ITEM: &str = "[role=menuitem]";

/// Moves the focus among the elements that match, from the place where it is now.
fn focus(root: NodeRef<Div>, next: impl Fn(Option<usize>, usize) -> Option<usize>, selector: &str) {
    let Some(Ok(found)) = root.get_untracked().map(|root| root.query_selector_all(selector)) else { return };
    let items: Vec<HtmlElement> = (0..found.length()).filter_map(|i| found.item(i)?.dyn_into().ok()).collect();
    if items.is_empty() {
        return;
    }
    let active = document().active_element();
    let at = items.iter().position(|item| active.as_ref().is_some_and(|a| a.is_same_node(Some(item))));
    if let Some(item) = next(at, items.len()).and_then(|at| items.get(at)) {
        let _ = item.focus();
    }
}
