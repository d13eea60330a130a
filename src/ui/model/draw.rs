//! Elements of what the engine draws: makes them, and changes only what is different from before, so that the focus and
//! what is being typed stay.

use crate::web::view::View;
use leptos::prelude::document;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, Node};

/// Shows `new` in an element that shows `old`.
pub fn update(parent: &Node, old: &View, new: &View) {
    let shown = |view: &View| if view.is_empty() { Vec::new() } else { vec![view.clone()] };
    children(parent, &shown(old), &shown(new));
}

fn children(parent: &Node, old: &[View], new: &[View]) {
    let nodes = parent.child_nodes();
    for (at, view) in new.iter().enumerate() {
        match (nodes.item(at as u32), old.get(at)) {
            (Some(node), Some(before)) if before.tag == view.tag => change(&node, before, view),
            (Some(node), Some(_)) => {
                let _ = parent.replace_child(&made(view), &node);
            }
            _ => {
                let _ = parent.append_child(&made(view));
            }
        }
    }
    for at in (new.len()..old.len()).rev() {
        if let Some(node) = nodes.item(at as u32) {
            let _ = parent.remove_child(&node);
        }
    }
}

fn change(node: &Node, old: &View, new: &View) {
    if old == new {
        return;
    }
    let Some(element) = node.dyn_ref::<Element>() else { return node.set_text_content(Some(&new.text)) };
    children(node, &old.children, &new.children);
    for (name, _) in old.attributes.iter().filter(|(name, _)| !new.attributes.iter().any(|(other, _)| other == name)) {
        if name == "checked" {
            put(element, name, &JsValue::FALSE);
        }
        let _ = element.remove_attribute(name);
    }
    new.attributes.iter().filter(|attribute| !old.attributes.contains(attribute)).for_each(|(n, v)| set(element, n, v));
}

fn made(view: &View) -> Node {
    if view.tag.is_empty() {
        return document().create_text_node(&view.text).into();
    }
    // The engine's tags are names of elements; a text would stand for one that is not.
    let Ok(element) = document().create_element(&view.tag) else { return document().create_text_node("").into() };
    children(&element, &[], &view.children);
    view.attributes.iter().for_each(|(name, value)| set(&element, name, value));
    element.into()
}

fn set(element: &Element, name: &str, value: &str) {
    match name {
        "value" => put(element, name, &value.into()),
        "checked" => put(element, name, &JsValue::TRUE),
        _ => {}
    }
    let _ = element.set_attribute(name, value);
}

fn put(element: &Element, name: &str, value: &JsValue) {
    let _ = js_sys::Reflect::set(element, &name.into(), value);
}

/// The values of the named fields in an element; a box that is not ticked is empty.
pub fn fields(root: &Element) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    let Ok(found) = root.query_selector_all("[name]") else { return fields };
    for at in 0..found.length() {
        let Some(element) = found.item(at).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
        let get = |name: &str| js_sys::Reflect::get(&element, &name.into()).unwrap_or_default();
        let is_off = get("type").as_string().as_deref() == Some("checkbox") && !get("checked").is_truthy();
        let value = if is_off { String::new() } else { get("value").as_string().unwrap_or_default() };
        fields.insert(element.get_attribute("name").unwrap_or_default(), value);
    }
    fields
}

/// What the nearest element around an event's target says under an attribute.
pub fn around(event: &web_sys::Event, attribute: &str) -> Option<String> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(&format!("[{attribute}]")).ok()??.get_attribute(attribute)
}

/// Puts the focus where the engine wants it.
pub fn focus(root: &Element) {
    if let Ok(Some(element)) = root.query_selector("[autofocus]")
        && let Some(element) = element.dyn_ref::<HtmlElement>()
    {
        let _ = element.focus();
    }
}
