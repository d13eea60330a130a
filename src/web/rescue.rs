//! What remains when the program ends in a panic: a readable page and the work as a file.

use super::download;
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use web_sys::{Document, Element, Url};

type Work = Box<dyn Fn() -> Option<(String, String)>>;

thread_local! {
    static WORK: RefCell<Option<Work>> = const { RefCell::new(None) };
}

/// Says how to get at the work as a file, name and content, should a panic end the program.
pub fn keep(work: impl Fn() -> Option<(String, String)> + 'static) {
    WORK.with_borrow_mut(|kept| *kept = Some(Box::new(work)));
}

/// Shows an overlay when the program panics, in place of a page that no longer answers.
pub fn set_panic_hook() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        let _ = show(&panic.to_string());
    }));
}

/// Lays the way out over the page; `report` says what went wrong.
///
/// # Errors
/// What the browser refuses.
pub fn show(report: &str) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|w| w.document()).ok_or("the page is gone")?;
    if document.get_element_by_id("rescue").is_some() {
        return Ok(());
    }
    let overlay = document.create_element("div")?;
    overlay.set_id("rescue");
    overlay.set_attribute("role", "alertdialog")?;
    overlay.set_attribute("aria-labelledby", "rescue-title")?;
    let card = document.create_element("div")?;
    let title = element(&document, "h1", "Something in this program went wrong")?;
    title.set_id("rescue-title");
    card.append_child(&title)?;
    let work = work();
    let advice = match work {
        Some(_) => "Your work is not lost. Download it, reload the page, and open the file again with Open.",
        None => "Reload the page: it opens with what was saved last on this device.",
    };
    let text = element(&document, "p", advice)?;
    card.append_child(&text)?;
    let actions = element(&document, "p", "")?;
    if let Some((name, content)) = work {
        let blob = download::blob(&content, "application/json")?;
        let link = element(&document, "a", "Download your work")?;
        link.set_attribute("class", "btn primary")?;
        link.set_attribute("href", &Url::create_object_url_with_blob(&blob)?)?;
        link.set_attribute("download", &name)?;
        actions.append_child(&link)?;
    }
    let reload = element(&document, "a", "Reload the page")?;
    reload.set_attribute("class", "btn")?;
    reload.set_attribute("href", "")?;
    actions.append_child(&reload)?;
    card.append_child(&actions)?;
    let details = document.create_element("details")?;
    let (summary, report) =
        (element(&document, "summary", "What happened, for a report")?, element(&document, "pre", report)?);
    details.append_child(&summary)?;
    details.append_child(&report)?;
    card.append_child(&details)?;
    overlay.append_child(&card)?;
    document.body().ok_or("the page is gone")?.append_child(&overlay)?;
    Ok(())
}

/// The work, unless the panic struck while it was being replaced.
fn work() -> Option<(String, String)> {
    WORK.try_with(|work| work.try_borrow().ok()?.as_ref()?()).ok()?
}

fn element(document: &Document, tag: &str, text: &str) -> Result<Element, JsValue> {
    let element = document.create_element(tag)?;
    element.set_text_content(Some(text));
    Ok(element)
}
