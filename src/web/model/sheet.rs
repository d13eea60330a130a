//! The dialog: its tabs, and what is done in it.

use super::desk::Desk;
use super::memory::Sheet;
use super::{consent, keep, log, prompts, settings, talk, work};
use crate::web::view::{View, button, check, el, field, input};
use std::collections::BTreeMap;

/// Does what was pressed, chosen or left.
pub async fn done(desk: &mut Desk<'_>, action: &str, fields: &BTreeMap<String, String>) {
    let (verb, object) = action.split_once(':').unwrap_or((action, ""));
    if talk::done(desk, verb, object, fields).await {
        return;
    }
    if desk.memory.sheet == Sheet::Connection && verb != "provider" {
        settings::take(&mut desk.memory, fields);
    }
    desk.memory.said = None;
    let value = |name: &str| fields.get(name).cloned().unwrap_or_default();
    match verb {
        "open" => desk.open(named(object)),
        "close" => {
            desk.open(Sheet::Closed);
            desk.memory.pending = None;
            desk.memory.preview = None;
            desk.save().await;
        }
        "provider" => {
            settings::choose(&mut desk.memory, &value("provider"));
            desk.save().await;
        }
        "edit" => desk.save().await,
        "use" => {
            desk.memory.kept.off = value("use").is_empty();
            desk.save().await;
        }
        "models" | "test" => {
            desk.memory.waits = true;
            show(desk).await;
            desk.tell(&super::Reply { dialog: desk.reply.dialog.clone(), ..Default::default() });
            if verb == "test" {
                settings::test(desk).await
            } else {
                settings::fetch_models(desk).await
            }
            desk.memory.waits = false;
        }
        "remember" => settings::remember(desk, fields).await,
        "forget" => settings::forget(desk).await,
        "withhold" => {
            let shelf = desk.shelf.clone();
            desk.memory.kept.withheld.retain(|id| *id != shelf);
            if !value("withhold").is_empty() {
                desk.memory.kept.withheld.push(shelf);
            }
            desk.save().await;
        }
        "revoke" => {
            desk.memory.kept.agreed.retain(|address| address != object);
            desk.save().await;
        }
        "log" => {
            let at = object.parse().ok();
            desk.memory.entry = if desk.memory.entry == at { None } else { at };
        }
        "clear-log" => log::clear().await,
        "prompt" => desk.memory.task = prompts::named(&value("task")),
        "prompt-edit" => prompts::take(desk, fields).await,
        "prompt-reset" => prompts::reset(desk).await,
        "agree" => {
            consent::agree(desk).await;
            return work::resume(desk).await;
        }
        "unlock" => match keep::unlock(&mut desk.memory, &value("passphrase")).await {
            Ok(()) => return work::resume(desk).await,
            Err(why) => desk.memory.said = Some((settings::sentence(&why), true)),
        },
        "without-key" => {
            desk.memory.without = true;
            return work::resume(desk).await;
        }
        "offline" => return work::offline(desk).await,
        _ => {}
    }
    show(desk).await;
}

fn named(name: &str) -> Sheet {
    match name {
        "privacy" => Sheet::Privacy,
        "prompts" => Sheet::Prompts,
        "log" => Sheet::Log,
        _ => Sheet::Connection,
    }
}

const TABS: [(Sheet, &str, &str); 4] = [
    (Sheet::Connection, "connection", "Connection"),
    (Sheet::Privacy, "privacy", "Privacy"),
    (Sheet::Prompts, "prompts", "Prompts"),
    (Sheet::Log, "log", "Log"),
];

/// Puts the dialog as it is now into the reply.
pub async fn show(desk: &mut Desk<'_>) {
    let sheet = desk.memory.sheet;
    let (title, parts) = match sheet {
        Sheet::Closed => {
            desk.reply.dialog = Some(View::default());
            return;
        }
        Sheet::Connection => ("Language model", settings::view(desk)),
        Sheet::Privacy => ("Language model", privacy(desk)),
        Sheet::Prompts => ("Language model", prompts::view(desk)),
        Sheet::Log => ("Language model", log::view(desk).await),
        Sheet::Consent => ("Send this?", consent::view(desk)),
        Sheet::Unlock => ("The key is locked", unlock()),
    };
    let tab = |(tab, name, label): (Sheet, &str, &str)| {
        let button = el("button").set("type", "button").set("role", "radio").set("data-do", format!("open:{name}"));
        button.set("aria-checked", (tab == sheet).to_string()).says(label)
    };
    let tabs = TABS.iter().any(|(tab, ..)| *tab == sheet).then(|| {
        el("div.seg").set("role", "radiogroup").set("aria-label", "Settings of the model").with(TABS.map(tab))
    });
    let head = el("header").with([el("h1").says(title), el("span.grow")]).with(tabs).with([button(
        "square.small.plain",
        "close",
        "×",
    )
    .set("aria-label", "Close")]);
    let said = desk.memory.said.as_ref().map(|(text, is_error)| {
        el(if *is_error { "p.hazard" } else { "p.done" }).set("role", "status").says(text.as_str())
    });
    desk.reply.dialog = Some(el("div.model").with([head, el("div.model-body").with(parts).with(said)]));
}

fn privacy(desk: &Desk<'_>) -> Vec<View> {
    let kept = &desk.memory.kept;
    let withheld = kept.withheld.contains(&desk.shelf);
    let agreed = kept.agreed.iter().map(|address| {
        let revoke = button("small", &format!("revoke:{address}"), "Take back");
        el("li.row").with([el("span.mono.grow").says(address.as_str()), revoke])
    });
    let agreed: Vec<View> = agreed.collect();
    let none = agreed
        .is_empty()
        .then(|| el("p.quiet").says("None. Before the first request you see what it holds and are asked."));
    vec![
        el("p").says("Nothing leaves this page unless a model is configured here and you press Generate, ask for a change, or test the connection."),
        el("p.quiet").says("A description goes as you wrote it, with the candidates that the built-in reader found. A change goes with the names and types of the tables. Rows never go: this page has none."),
        check("withhold", withheld, "Never send table names from this project", "withhold"),
        el("h3").says("Addresses to which you have agreed to send"),
        el("ul.agreed").with(agreed),
    ]
    .into_iter()
    .chain(none)
    .collect()
}

fn unlock() -> Vec<View> {
    let passphrase = input("passphrase", "", "").set("type", "password").set("autocomplete", "current-password");
    vec![
        el("p").says("The key lies encrypted on this device. Its passphrase opens it until the page is closed."),
        el("form").set("data-submit", "unlock").with([
            field("Passphrase", passphrase.set("autofocus", "")),
            el("div.actions").with([
                button("", "close", "Cancel"),
                button("", "without-key", "Go on without the key"),
                button("", "offline", "Use the built-in rules"),
                el("button.btn.primary").set("type", "submit").says("Open"),
            ]),
        ]),
    ]
}
