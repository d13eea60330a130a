//! The prompts, for the user to read, to change and to take back.

use super::desk::Desk;
use crate::llm::Task;
use crate::web::view::{View, button, el, field, select};
use std::collections::BTreeMap;

/// The prompt with a name.
pub fn named(name: &str) -> Option<Task> {
    Task::ALL.into_iter().find(|task| task.name() == name)
}

/// Takes what was typed. A text like ours is ours again, so that it follows later versions.
pub async fn take(desk: &mut Desk<'_>, fields: &BTreeMap<String, String>) {
    let task = desk.memory.task.unwrap_or(Task::Extraction);
    let Some(text) = fields.get("prompt") else { return };
    let prompts = &mut desk.memory.kept.settings.prompts.0;
    match text.trim().is_empty() || text.trim_end() == task.template() {
        true => prompts.remove(&task),
        false => prompts.insert(task, text.clone()),
    };
    desk.save().await;
}

pub async fn reset(desk: &mut Desk<'_>) {
    let task = desk.memory.task.unwrap_or(Task::Extraction);
    desk.memory.kept.settings.prompts.0.remove(&task);
    desk.save().await;
}

pub fn view(desk: &Desk<'_>) -> Vec<View> {
    let task = desk.memory.task.unwrap_or(Task::Extraction);
    let prompts = &desk.memory.kept.settings.prompts;
    let is_own = prompts.0.contains_key(&task);
    let label = |task: Task| {
        let changed = if prompts.0.contains_key(&task) { ", changed by you" } else { "" };
        (task.name().to_owned(), format!("{} (version {}{changed})", task.name(), task.version()))
    };
    let text = el("textarea.in.prompt")
        .set("name", "prompt")
        .set("rows", "16")
        .set("spellcheck", "false")
        .set("data-change", "prompt-edit")
        .set("value", prompts.template(task));
    let note = "What the model is told. {{…}} is filled in; the description and the tables follow in a message of their \
                own, marked as data. The form of the answer is fixed and checked.";
    vec![
        el("p.quiet").says(note),
        field("Prompt", select("task", task.name(), &Task::ALL.map(label), "prompt")),
        field("Text", text),
        el("div.actions")
            .with([button("", "prompt-reset", "Back to the original")].map(|reset| reset.when(!is_own, "disabled"))),
    ]
}
