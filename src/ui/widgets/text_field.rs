//! A text field with its label. What is typed counts when the field is left or Enter is pressed; Escape takes it back.

use crate::ui::messages::t;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

/// What a text field is like; see [`text_field`].
#[derive(Default)]
pub struct TextField {
    pub label: &'static str,
    pub placeholder: &'static str,
    /// Prose rather than a name or an expression: other type, several lines.
    pub prose: bool,
    /// Several lines of code or names: Enter begins another one, Ctrl+Enter or leaving the field takes them.
    pub code: bool,
    /// Texts to choose from while typing.
    pub suggestions: Option<Signal<Vec<String>>>,
    /// Empty after each entry, as for adding to a list.
    pub clears: bool,
}

/// `commit` gets the new text. When it leaves the value as it was, the field shows the value again.
pub fn text_field(
    field: TextField,
    value: impl Fn() -> String + Send + Sync + Copy + 'static,
    commit: impl Fn(String) + Copy + 'static,
) -> AnyView {
    let take = move |element: &web_sys::Element| {
        let text = text_of(element);
        let before = if field.clears { String::new() } else { untrack(value) };
        if text != before {
            commit(text.trim().to_owned());
        }
        let now = if field.clears { String::new() } else { untrack(value) };
        set_text(element, &now);
    };
    let change = move |event: ev::Event| {
        if let Some(element) = element_of(&event) {
            take(&element);
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        let Some(element) = element_of(&event) else { return };
        match event.key().as_str() {
            "Enter" if field.code && !(event.ctrl_key() || event.meta_key()) => {}
            "Enter" if !(field.prose && event.shift_key()) => {
                event.prevent_default();
                take(&element);
            }
            "Escape" => {
                event.stop_propagation();
                set_text(&element, &if field.clears { String::new() } else { untrack(value) });
                let _ = element.dyn_ref::<web_sys::HtmlElement>().map(web_sys::HtmlElement::blur);
            }
            _ => {}
        }
    };
    let shown = move || if field.clears { String::new() } else { value() };
    let list = field.suggestions.map(|texts| (format!("list-{}", field.label.to_lowercase().replace(' ', "-")), texts));
    let list_id = list.as_ref().map(|(id, _)| id.clone());
    let options = list.map(|(id, texts)| {
        view! {
            <datalist id=id>{move || texts.get().into_iter().map(|t| view! { <option value=t></option> }).collect_view()}</datalist>
        }
    });
    let input = if field.code {
        view! {
            <textarea class="in code" rows="2" spellcheck="false" autocomplete="off" placeholder=t(field.placeholder)
                prop:value=shown on:change=change on:keydown=keys></textarea>
        }
        .into_any()
    } else if field.prose {
        view! {
            <textarea class="in prose" rows="1" placeholder=t(field.placeholder) prop:value=shown
                on:change=change on:keydown=keys></textarea>
        }
        .into_any()
    } else {
        view! {
            <input class="in" type="text" spellcheck="false" autocomplete="off" placeholder=t(field.placeholder) list=list_id
                prop:value=shown on:change=change on:keydown=keys/>
        }
        .into_any()
    };
    let label = if field.clears { "label sr" } else { "label" };
    view! { <label class="field"><span class=label>{t(field.label)}</span>{input}{options}</label> }.into_any()
}

fn element_of(event: &ev::Event) -> Option<web_sys::Element> {
    event.target()?.dyn_into().ok()
}

fn text_of(element: &web_sys::Element) -> String {
    match (element.dyn_ref::<HtmlInputElement>(), element.dyn_ref::<HtmlTextAreaElement>()) {
        (Some(input), _) => input.value(),
        (_, Some(area)) => area.value(),
        _ => String::new(),
    }
}

fn set_text(element: &web_sys::Element, text: &str) {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        input.set_value(text);
    } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(text);
    }
}
