//! Files that the user opens.

use super::reason;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

/// Bytes. A project of 1,000 tables has about 3 MB.
pub const LIMIT: f64 = 50.0 * 1024.0 * 1024.0;

/// What a file holds.
pub enum Content {
    Text(String),
    /// A ZIP archive's bytes.
    Archive(Vec<u8>),
}

/// The content of a file.
///
/// # Errors
/// Says why it cannot be read.
pub async fn content(file: &File) -> Result<Content, String> {
    let name = file.name();
    if file.size() > LIMIT {
        let megabytes = file.size() / 1024.0 / 1024.0;
        return Err(format!("{name} has {megabytes:.0} MB; files up to 50 MB can be opened"));
    }
    let content = JsFuture::from(file.unchecked_ref::<Blob>().array_buffer()).await;
    let buffer = content.map_err(|error| format!("{name} cannot be read: {}", reason(&error)))?;
    // Tools on Windows save UTF-16, or put a byte-order mark before the text.
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    if crate::import::is_archive(&bytes) {
        return Ok(Content::Archive(bytes));
    }
    crate::sql::decode(&bytes).map(Content::Text).map_err(|why| format!("{name} {why}"))
}

/// The text of a file.
///
/// # Errors
/// Says why it cannot be read as text.
pub async fn text(file: &File) -> Result<String, String> {
    match content(file).await? {
        Content::Text(text) => Ok(text),
        Content::Archive(_) => Err(format!("{} is an archive; choose a text", file.name())),
    }
}
