//! The clipboard.

use super::reason;
use js_sys::{Array, Function, Object, Reflect};
use std::future::Future;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Copies a text.
///
/// # Errors
/// Says why the browser refuses, for example because the page is not served over HTTPS.
pub async fn copy(text: &str) -> Result<(), String> {
    let window = web_sys::window().ok_or("the page is gone")?;
    if !window.is_secure_context() {
        return Err("the browser gives pages without HTTPS no clipboard; select the text and press Ctrl+C".into());
    }
    let promise = window.navigator().clipboard().write_text(text);
    JsFuture::from(promise).await.map(|_| ()).map_err(|error| reason(&error))
}

/// Copies a text that is still being written. The clipboard is asked for at once, while the browser knows that a person
/// wants it: after a wait Safari gives none. Where an item cannot wait for its text, the text is waited for.
///
/// # Errors
/// Says why the text could not be written, or why the browser refuses.
pub fn copy_when(
    text: impl Future<Output = Result<String, String>> + 'static,
) -> impl Future<Output = Result<(), String>> {
    let item = web_sys::window()
        .filter(web_sys::Window::is_secure_context)
        .and_then(|window| Reflect::get(&window, &"ClipboardItem".into()).ok()?.dyn_into::<Function>().ok());
    let (text, asked) = match item {
        None => (Some(text), None),
        Some(item) => {
            let promise = future_to_promise(async { text.await.map(JsValue::from).map_err(JsValue::from) });
            (None, Some(ask(&item, &promise)))
        }
    };
    async move {
        match (text, asked) {
            (Some(text), _) => copy(&text.await?).await,
            (_, Some(asked)) => {
                let promise = asked.map_err(|error| reason(&error))?;
                JsFuture::from(promise).await.map(|_| ()).map_err(|error| reason(&error))
            }
            _ => Ok(()),
        }
    }
}

/// Gives the clipboard an item whose text comes later.
fn ask(item: &Function, text: &js_sys::Promise) -> Result<js_sys::Promise, JsValue> {
    let parts = Object::new();
    Reflect::set(&parts, &"text/plain".into(), text)?;
    let item = Reflect::construct(item, &Array::of1(&parts))?;
    let window = web_sys::window().ok_or("the page is gone")?;
    Ok(window.navigator().clipboard().write(&Array::of1(&item)))
}
