//! The log of requests: what was sent where, what came, without the key. It can be read and cleared.

use super::desk::Desk;
use crate::llm::Entry;
use crate::web::storage;
use crate::web::view::{View, button, el, text};
use std::cell::RefCell;

const KEPT: &str = "model log";
/// Requests that are kept.
const MOST: usize = 60;
/// Characters of a request or an answer that are kept.
const LONGEST: usize = 20_000;

thread_local! {
    static LOG: RefCell<Option<Vec<Entry>>> = const { RefCell::new(None) };
}

/// All entries, the oldest first.
pub async fn read() -> Vec<Entry> {
    if let Some(log) = LOG.with_borrow(Clone::clone) {
        return log;
    }
    let kept = storage::get(KEPT).await.ok().flatten();
    let log: Vec<Entry> = kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    LOG.set(Some(log.clone()));
    log
}

/// Adds what a session has sent.
pub async fn add(entries: Vec<Entry>) {
    if entries.is_empty() {
        return;
    }
    let mut log = read().await;
    let cut = |text: String| text.chars().take(LONGEST).collect::<String>();
    log.extend(entries.into_iter().map(|entry| Entry {
        sent: cut(entry.sent),
        received: cut(entry.received),
        ..entry
    }));
    let from = log.len().saturating_sub(MOST);
    log.drain(..from);
    write(log).await;
}

pub async fn clear() {
    write(Vec::new()).await;
}

/// A log that the browser does not keep is still there until the page is closed.
async fn write(log: Vec<Entry>) {
    let text = serde_json::to_string(&log).unwrap_or_default();
    LOG.set(Some(log));
    let _ = storage::put(KEPT, &text).await;
}

/// The sheet with the log, the last request first.
pub async fn view(desk: &Desk<'_>) -> Vec<View> {
    let log = read().await;
    if log.is_empty() {
        return vec![el("p.quiet").says("No request has left this page.")];
    }
    let open = desk.memory.entry;
    let rows = log.iter().enumerate().rev().map(|(at, entry)| row(at, entry, open == Some(at)));
    let note = "Everything that was sent and came back, on this device alone. Keys are never part of it.";
    vec![
        el("div.row").with([el("p.quiet.grow").says(note), button("small", "clear-log", "Clear")]),
        el("ul.model-log").with(rows.collect::<Vec<_>>()),
    ]
}

fn row(at: usize, entry: &Entry, is_open: bool) -> View {
    let status = entry.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    let class = if entry.outcome == "ok" { "span.badge.good" } else { "span.badge.bad" };
    let took = format!("{:.1} s", entry.took / 1000.0);
    let head = el("button.log-head")
        .set("type", "button")
        .set("data-do", format!("log:{at}"))
        .set("aria-expanded", is_open.to_string())
        .with([
            el("span.stat").says(time_of(entry.at)),
            el("b").says(entry.task.as_str()),
            el("span.mono.quiet.grow").says(host(&entry.url)),
            el("span.stat").says(format!("{status}, {took}, {} tokens", entry.tokens)),
            el(class).says(entry.outcome.as_str()),
        ]);
    let part = |label: &str, content: &str| {
        let content = if content.is_empty() { "nothing" } else { content };
        [el("h3").says(label), el("pre").set("tabindex", "0").with([text(readable(content))])]
    };
    let mut line = el("li").with([head]);
    if is_open {
        line = line.with([el("p.mono.quiet").says(entry.url.as_str())]);
        line = line.with(part("Sent", &entry.sent)).with(part("Received", &entry.received));
    }
    line
}

/// Date and time of day here.
fn time_of(milliseconds: f64) -> String {
    let date = js_sys::Date::new(&milliseconds.into());
    let (month, day) = (date.get_month() + 1, date.get_date());
    format!("{month:02}-{day:02} {:02}:{:02}:{:02}", date.get_hours(), date.get_minutes(), date.get_seconds())
}

fn host(url: &str) -> String {
    url.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or(url).to_owned()
}

/// JSON with line breaks, anything else as it is.
fn readable(content: &str) -> String {
    let value = serde_json::from_str::<serde_json::Value>(content);
    value.and_then(|value| serde_json::to_string_pretty(&value)).unwrap_or_else(|_| content.to_owned())
}
