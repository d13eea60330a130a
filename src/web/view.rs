//! Parts of the page that the engine draws, as plain values: elements with attributes and texts.
//!
//! What is rarely on the screen (settings, a log, a proposal) is made by the engine and sent as a [`View`]; the page turns
//! it into elements ([`crate::ui::model`]) and sends back what is pressed and typed. So the first load carries none of it.
//! Texts become text nodes, whatever they hold: nothing here is ever read as markup.

use serde::{Deserialize, Serialize};

/// An element, or a text where it has no tag.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct View {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tag: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<(String, String)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<View>,
}

/// An element by its tag and classes (`button.btn.primary`).
pub fn el(tag_and_classes: &str) -> View {
    let (tag, classes) = tag_and_classes.split_once('.').unwrap_or((tag_and_classes, ""));
    let view = View { tag: tag.to_owned(), ..View::default() };
    if classes.is_empty() { view } else { view.set("class", classes.replace('.', " ")) }
}

pub fn text(text: impl Into<String>) -> View {
    View { text: text.into(), ..View::default() }
}

impl View {
    /// Nothing to see.
    pub fn is_empty(&self) -> bool {
        self.tag.is_empty() && self.text.is_empty()
    }

    pub fn set(mut self, name: &str, value: impl Into<String>) -> Self {
        self.attributes.push((name.to_owned(), value.into()));
        self
    }

    /// An attribute that is there or not, such as `disabled`.
    pub fn when(self, is: bool, name: &str) -> Self {
        if is { self.set(name, "") } else { self }
    }

    pub fn says(self, words: impl Into<String>) -> Self {
        self.with([text(words)])
    }

    pub fn with(mut self, children: impl IntoIterator<Item = View>) -> Self {
        self.children.extend(children);
        self
    }
}

/// A button that tells the engine `action` when it is pressed.
pub fn button(classes: &str, action: &str, label: &str) -> View {
    let tag = if classes.is_empty() { "button.btn".to_owned() } else { format!("button.btn.{classes}") };
    el(&tag).set("type", "button").set("data-do", action).says(label)
}

/// A labelled field; what is typed arrives under `name` with the next action.
pub fn field(label: &str, input: View) -> View {
    el("label.field").with([el("span.label").says(label), input])
}

/// A line of text to type. `change` is what the engine is told when it is left.
pub fn input(name: &str, value: &str, change: &str) -> View {
    let input = el("input.in").set("name", name).set("value", value).set("spellcheck", "false");
    let input = input.set("autocomplete", "off");
    if change.is_empty() { input } else { input.set("data-change", change) }
}

/// A list to choose from: values with their labels.
pub fn select(name: &str, chosen: &str, options: &[(String, String)], change: &str) -> View {
    let option = |(value, label): &(String, String)| {
        el("option").set("value", value.as_str()).when(value == chosen, "selected").says(label.as_str())
    };
    let list = el("select.in").set("name", name).set("data-change", change);
    list.with(options.iter().map(option)).set("value", chosen)
}

/// A box to tick with its words.
pub fn check(name: &str, is_on: bool, label: &str, change: &str) -> View {
    let mark = el("input").set("type", "checkbox").set("name", name).set("data-change", change).when(is_on, "checked");
    el("label.check").with([mark, el("span").says(label)])
}
