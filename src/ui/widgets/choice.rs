//! A list to choose one from, with its label.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// `commit` gets the chosen value. When it leaves the value as it was, the list shows that again.
pub fn choice<T: Copy + PartialEq + Send + Sync + 'static>(
    label: &'static str,
    options: Vec<(T, String)>,
    value: impl Fn() -> T + Send + Sync + Copy + 'static,
    commit: impl Fn(T) + 'static,
) -> AnyView {
    let values: Vec<T> = options.iter().map(|(value, _)| *value).collect();
    let place = {
        let values = values.clone();
        move |value: T| values.iter().position(|other| *other == value).unwrap_or(0).to_string()
    };
    let change = {
        let place = place.clone();
        move |event: leptos::ev::Event| {
            let chosen = event_target_value(&event).parse().ok().and_then(|place: usize| values.get(place));
            if let Some(chosen) = chosen {
                commit(*chosen);
            }
            if let Some(select) = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlSelectElement>().ok()) {
                select.set_value(&place(untrack(value)));
            }
        }
    };
    let items = options.into_iter().enumerate().map(|(place, (own, text))| {
        view! { <option value=place.to_string() selected=move || value() == own>{text}</option> }
    });
    let items = items.collect_view();
    view! {
        <label class="field">
            <span class="label">{label}</span>
            <select class="in" on:change=change prop:value=move || place(value())>{items}</select>
        </label>
    }
    .into_any()
}
