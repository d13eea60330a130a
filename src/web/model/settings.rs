//! Where a model is asked: presets, address, model, key, limits, and a test of the connection.

use super::desk::Desk;
use super::keep;
use super::memory::{Memory, origin};
use crate::llm::{self, Key, PROVIDERS, Tested, Wire, provider};
use crate::web::view::{View, button, check, el, field, input, select};
use serde_json::Value;
use std::collections::BTreeMap;

/// Takes what was typed. A key belongs to the address that it was typed for: another address loses it.
pub fn take(memory: &mut Memory, fields: &BTreeMap<String, String>) {
    let before = memory.place();
    let settings = &mut memory.kept.settings;
    let (endpoint, budget) = (&mut settings.endpoint, &mut settings.budget);
    let was_at = origin(&endpoint.url);
    for (name, value) in fields {
        let (value, number) = (value.trim(), value.trim().parse::<u32>().ok());
        match name.as_str() {
            "url" => endpoint.url = value.to_owned(),
            "model" => endpoint.model = value.to_owned(),
            "wire" => endpoint.wire = wire(value).unwrap_or(endpoint.wire),
            "key" if !value.is_empty() => memory.key = Key::new(value),
            "seconds" => budget.seconds = number.unwrap_or(budget.seconds).clamp(5, 3_600),
            "tokens" => budget.tokens = number.unwrap_or(budget.tokens).clamp(500, 10_000_000),
            "reply_tokens" => budget.reply_tokens = number.unwrap_or(budget.reply_tokens).clamp(100, 200_000),
            "questions" => settings.questions = number.map_or(settings.questions, |n| n.min(20) as usize),
            _ => {}
        }
    }
    if origin(&endpoint.url) != was_at && !was_at.is_empty() {
        memory.key = Key::default();
    }
    if memory.place() != before {
        memory.tested = None;
    }
}

fn wire(name: &str) -> Option<Wire> {
    serde_json::from_value(Value::String(name.to_owned())).ok()
}

fn wire_name(wire: Wire) -> String {
    serde_json::to_value(wire).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Fills in what a preset knows. What was there for another provider goes, the key first of all.
pub fn choose(memory: &mut Memory, id: &str) {
    let Some(preset) = provider(id) else {
        memory.kept.provider = String::new();
        memory.kept.settings.endpoint = Default::default();
        memory.key = Key::default();
        return;
    };
    memory.kept.provider = id.to_owned();
    memory.kept.off = false;
    memory.key = Key::default();
    memory.models.clear();
    memory.tested = None;
    let endpoint = &mut memory.kept.settings.endpoint;
    endpoint.wire = preset.wire;
    endpoint.url = preset.url.to_owned();
    endpoint.model = preset.model.to_owned();
}

/// Asks the endpoint for its models.
pub async fn fetch_models(desk: &mut Desk<'_>) {
    let settings = desk.settings();
    let fetch = desk.fetch(&settings).await;
    match llm::models(&fetch, &settings).await {
        Ok(names) if names.is_empty() => desk.memory.said = Some(("The server lists no models.".to_owned(), true)),
        Ok(names) => {
            let endpoint = &mut desk.memory.kept.settings.endpoint;
            if endpoint.model.is_empty() {
                endpoint.model = names[0].clone();
            }
            let count = names.len();
            desk.memory.models = names;
            let what = if count == 1 { "1 model is".to_owned() } else { format!("{count} models are") };
            desk.memory.said = Some((format!("{what} there to choose from."), false));
            desk.save().await;
        }
        Err(trouble) => desk.memory.said = Some((sentence(&trouble.to_string()), true)),
    }
}

pub async fn test(desk: &mut Desk<'_>) {
    let settings = desk.settings();
    let fetch = desk.fetch(&settings).await;
    let mut tested = llm::test(&fetch, &settings).await;
    let log = std::mem::take(&mut tested.log);
    desk.note(tested.mode, log).await;
    desk.memory.tested = Some(tested);
}

/// Keeps the key on this device, or forgets it.
pub async fn remember(desk: &mut Desk<'_>, fields: &BTreeMap<String, String>) {
    let passphrase = fields.get("passphrase").cloned().unwrap_or_default();
    let done = match desk.memory.key.is_empty() {
        true => Err("There is no key to keep yet".to_owned()),
        false => keep::lock(&mut desk.memory, &passphrase).await,
    };
    desk.memory.said = Some(match done {
        Ok(()) => ("The key is kept on this device, encrypted. The passphrase is kept nowhere.".to_owned(), false),
        Err(why) => (sentence(&why), true),
    });
}

pub async fn forget(desk: &mut Desk<'_>) {
    desk.memory.said = Some(match keep::forget(&mut desk.memory).await {
        Ok(()) => ("The key is no longer kept on this device.".to_owned(), false),
        Err(why) => (sentence(&why), true),
    });
}

pub fn sentence(text: &str) -> String {
    format!("{}.", text.trim_end_matches('.'))
}

pub fn view(desk: &Desk<'_>) -> Vec<View> {
    let memory = &desk.memory;
    let kept = &memory.kept;
    let endpoint = &kept.settings.endpoint;
    let none = [(String::new(), "None: the built-in rules do the work".to_owned())];
    let presets = PROVIDERS.iter().map(|preset| (preset.id.to_owned(), preset.name.to_owned()));
    let providers: Vec<(String, String)> = none.into_iter().chain(presets).collect();
    let mut parts = vec![field("Provider", select("provider", &kept.provider, &providers, "provider"))];
    let Some(preset) = provider(&kept.provider) else {
        parts.push(el("p.quiet").says(
            "A language model helps where a description needs knowledge of the world. It is your own: requests go from \
             this page straight to the address that you give, and nowhere else. Models on your machine work too.",
        ));
        return parts;
    };
    if !preset.note.is_empty() {
        parts.push(el("p.quiet").says(preset.note));
    }
    let wires = [
        (Wire::OpenAi, "OpenAI: /chat/completions"),
        (Wire::Anthropic, "Anthropic: /v1/messages"),
        (Wire::Gemini, "Gemini: generateContent"),
        (Wire::Ollama, "Ollama: /api/chat"),
    ];
    let wires = wires.map(|(wire, label)| (wire_name(wire), label.to_owned()));
    let known = memory.models.iter().map(|name| el("option").set("value", name.as_str()));
    let address = input("url", &endpoint.url, "edit").set("placeholder", "https://…").set("inputmode", "url");
    let address = match endpoint.base() {
        Err(_) if !endpoint.url.is_empty() => address.set("aria-invalid", "true"),
        _ => address,
    };
    let model = input("model", &endpoint.model, "edit").set("list", "model-names");
    parts.push(el("div.two").with([
        field("Address", address),
        field("Speaks as", select("wire", &wire_name(endpoint.wire), &wires, "edit")),
    ]));
    parts.push(el("div.with-button").with([
        field("Model", model),
        el("datalist").set("id", "model-names").with(known),
        button("", "models", "Fetch the list").when(memory.waits, "disabled"),
    ]));
    parts.extend(key(memory, preset.needs_key));
    parts.push(test_line(memory));
    parts.extend(memory.tested.as_ref().map(result));
    parts.push(limits(memory));
    parts.push(check("use", !kept.off, "Ask this model when I press Generate or ask for a change", "use"));
    parts
}

fn key(memory: &Memory, is_needed: bool) -> Vec<View> {
    let state = match (memory.key.is_empty(), memory.has_vault) {
        (false, true) => "In memory, and encrypted on this device.",
        (false, false) => "In memory until this page is closed.",
        (true, true) => "Encrypted on this device; its passphrase is asked for before the next request.",
        (true, false) if is_needed => "Stays in memory until the page is closed, unless you have it kept below.",
        (true, false) => "Not needed for a server on your machine, as a rule.",
    };
    let placeholder = if memory.key.is_empty() { "" } else { "••••••••" };
    let typed = input("key", "", "edit").set("type", "password").set("placeholder", placeholder);
    let line = el("p.stat").says(state);
    let keeping = match (memory.key.is_empty(), memory.has_vault) {
        (true, false) => None,
        (_, true) => Some(el("div.row").with([button("small", "forget", "Forget the kept key")])),
        (false, false) => {
            let passphrase = input("passphrase", "", "").set("type", "password").set("autocomplete", "new-password");
            Some(el("form.with-button").set("data-submit", "remember").with([
                field("Keep it on this device, encrypted under a passphrase", passphrase),
                el("button.btn").set("type", "submit").says("Keep"),
            ]))
        }
    };
    [field("Key", typed), line].into_iter().chain(keeping).collect()
}

fn test_line(memory: &Memory) -> View {
    let busy = memory.waits.then(|| el("span.spinner").set("aria-hidden", "true"));
    let cancel = memory.waits.then(|| button("", "cancel", "Cancel"));
    let test = button("", "test", "Test connection").when(memory.waits, "disabled");
    el("div.row")
        .with([test])
        .with(cancel)
        .with(busy)
        .with([el("span.quiet").says("Sends two sentences about a library, nothing of yours.")])
}

fn result(tested: &Tested) -> View {
    let class = if tested.ok { "ul.tested.good" } else { "ul.tested.bad" };
    el(class).set("role", "status").with(tested.said.iter().map(|line| el("li").says(line.as_str())))
}

fn limits(memory: &Memory) -> View {
    let settings = &memory.kept.settings;
    let number = |name: &str, value: u32| input(name, &value.to_string(), "edit").set("inputmode", "numeric");
    el("details").with([
        el("summary").with([el("span.stat").says("Limits of one action, and questions")]),
        el("div.two").with([
            field("Seconds", number("seconds", settings.budget.seconds)),
            field("Tokens together", number("tokens", settings.budget.tokens)),
            field("Tokens of one answer", number("reply_tokens", settings.budget.reply_tokens)),
            field("Questions to leave open", number("questions", u32::try_from(settings.questions).unwrap_or(3))),
        ]),
    ])
}
