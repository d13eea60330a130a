//! Files that the page gives to the user.

use super::reason;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// A text as a file's content, in UTF-8.
///
/// # Errors
/// Says what the browser refuses.
pub fn blob(text: &str, media_type: &str) -> Result<Blob, String> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&text.into());
    Blob::new_with_str_sequence_and_options(&parts, &options).map_err(|error| reason(&error))
}

/// Bytes as a file's content.
///
/// # Errors
/// Says what the browser refuses.
pub fn bytes(content: &[u8], media_type: &str) -> Result<Blob, String> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(content));
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).map_err(|error| reason(&error))
}

/// Offers a text as a file.
///
/// # Errors
/// Says what the browser refuses.
pub fn text(name: &str, media_type: &str, content: &str) -> Result<(), String> {
    save(name, &blob(content, media_type)?)
}

/// Offers a file for download under this name.
///
/// # Errors
/// Says what the browser refuses.
pub fn save(name: &str, blob: &Blob) -> Result<(), String> {
    let url = Url::create_object_url_with_blob(blob).map_err(|error| reason(&error))?;
    let clicked = click(name, &url).map_err(|error| reason(&error));
    // The browser reads the file after the click; a minute is time enough for that.
    let release = Closure::once_into_js(move || {
        let _ = Url::revoke_object_url(&url);
    });
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(release.unchecked_ref(), 60_000);
    }
    clicked
}

fn click(name: &str, url: &str) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|w| w.document()).ok_or("the page is gone")?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(url);
    link.set_download(name);
    link.click();
    Ok(())
}

/// A file name from a project's name: letters, digits and hyphens, never empty.
pub fn file_stem(name: &str) -> String {
    let words: Vec<String> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let stem: String = words.join("-").chars().take(60).collect();
    if stem.is_empty() { "schema".into() } else { stem }
}
