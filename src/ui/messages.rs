//! The page's words in other languages.
//!
//! A message is known by its English words, as in gettext: `t("Open")`. A language is a file in public/messages with a line
//! for each, `Open = Öffnen`; one that is missing stays English. Another language needs a file and a line in [`LANGUAGES`];
//! tests/messages.rs names what a file lacks.

use crate::web::preferences;
use std::cell::RefCell;
use std::collections::HashMap;

/// Languages by their code, as in the `lang` attribute, and what they call themselves.
pub const LANGUAGES: [(&str, &str); 2] = [("en", "English"), ("de", "Deutsch")];

const CHOSEN: &str = "language";

thread_local! {
    static TABLE: RefCell<HashMap<String, &'static str>> = RefCell::default();
}

/// A message in the language of the page.
pub fn t(english: &'static str) -> &'static str {
    TABLE.with_borrow(|table| table.get(english).copied().unwrap_or(english))
}

/// The same for a text that is put together, such as a menu's line; what the table does not know stays.
pub fn told(english: String) -> String {
    TABLE.with_borrow(|table| table.get(&english).map(|text| (*text).to_owned()).unwrap_or(english))
}

/// The language that was chosen, or else the browser's, if there is a file for it.
pub fn language() -> &'static str {
    let known = |wanted: &str| LANGUAGES.iter().map(|(code, _)| *code).find(|code| wanted.starts_with(code));
    let own = || web_sys::window().and_then(|window| window.navigator().language());
    preferences::get(CHOSEN).as_deref().and_then(known).or_else(|| own().as_deref().and_then(known)).unwrap_or("en")
}

/// Shows the page in another language. It is loaded again for that; the work is kept.
pub fn choose(code: &str) {
    preferences::set(CHOSEN, code);
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Fetches the table before the page is shown. Without it the page is English.
pub async fn load() {
    let code = language();
    let root = web_sys::window().and_then(|window| window.document()?.document_element());
    if code == "en" {
        return;
    }
    let Ok(response) = gloo_net::http::Request::get(&format!("messages/{code}.txt")).send().await else { return };
    let Ok(text) = response.text().await else { return };
    if !response.ok() {
        return;
    }
    let lines = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
    // The texts live as long as the page, which shows them all the time.
    let table = lines.map(|(english, other)| (english.to_owned(), &*other.to_owned().leak()));
    TABLE.set(table.collect());
    if let Some(root) = root {
        let _ = root.set_attribute("lang", code);
    }
}
