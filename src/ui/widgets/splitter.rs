//! The line between two panels: drag it, or move it with the arrow keys.

use crate::ui::page::Panel;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

/// Which edge of its panel the line stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    Left,
    Right,
    Top,
}

/// `range` is the panel's smallest and largest size in CSS pixels.
pub fn splitter(panel: Panel, edge: Edge, label: &'static str, range: (f64, f64)) -> AnyView {
    // Position of the pointer and size of the panel when the drag began.
    let drag = RwSignal::new(None::<(f64, f64)>);
    let place = move |event: &ev::PointerEvent| match edge {
        Edge::Top => f64::from(event.client_y()),
        _ => f64::from(event.client_x()),
    };
    let set = move |size: f64| panel.size.set(size.clamp(range.0, range.1).round());
    let down = move |event: ev::PointerEvent| {
        if let Some(element) = event.current_target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()) {
            let _ = element.set_pointer_capture(event.pointer_id());
        }
        event.prevent_default();
        drag.set(Some((place(&event), panel.size.get_untracked())));
    };
    let drag_on = move |event: ev::PointerEvent| {
        if let Some((from, size)) = drag.get_untracked() {
            let moved = place(&event) - from;
            set(if edge == Edge::Right { size + moved } else { size - moved });
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        let grow = match (edge, event.key().as_str()) {
            (Edge::Right, "ArrowRight") | (Edge::Left, "ArrowLeft") | (Edge::Top, "ArrowUp") => 24.0,
            (Edge::Right, "ArrowLeft") | (Edge::Left, "ArrowRight") | (Edge::Top, "ArrowDown") => -24.0,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        set(panel.size.get_untracked() + grow);
    };
    let (class, orientation) = match edge {
        Edge::Top => ("splitter horizontal", "horizontal"),
        _ => ("splitter vertical", "vertical"),
    };
    view! {
        <Show when=move || panel.open.get()>
            <div class=class class:dragging=move || drag.get().is_some() role="separator" tabindex="0" aria-label=label
                aria-orientation=orientation aria-valuenow=move || panel.size.get().to_string()
                aria-valuemin=range.0.to_string() aria-valuemax=range.1.to_string()
                on:pointerdown=down on:pointermove=drag_on on:pointerup=move |_| drag.set(None)
                on:pointercancel=move |_| drag.set(None) on:keydown=keys></div>
        </Show>
    }
    .into_any()
}
