//! The clipboard.

use super::reason;
use wasm_bindgen_futures::JsFuture;

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
