//! Files that the user opens.

use super::reason;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

/// Bytes that the page reads itself. A project of 1,000 tables has about 3 MB; the engine reads schemas of any size.
pub const LIMIT: f64 = 50.0 * 1024.0 * 1024.0;

/// As many bytes tell what a file is.
const BEGINNING: i32 = 256 * 1024;

/// What a file holds.
pub enum Content {
    Text(String),
    /// A ZIP archive.
    Archive,
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
    of_blob(&name, file).await
}

/// What the beginning of a file holds.
///
/// # Errors
/// As [`content`].
pub async fn beginning(file: &File) -> Result<Content, String> {
    let name = file.name();
    match file.slice_with_i32_and_i32(0, BEGINNING) {
        Ok(start) => of_blob(&name, &start).await,
        Err(error) => Err(format!("{name} cannot be read: {}", reason(&error))),
    }
}

async fn of_blob(name: &str, blob: &Blob) -> Result<Content, String> {
    let content = JsFuture::from(blob.array_buffer()).await;
    let buffer = content.map_err(|error| format!("{name} cannot be read: {}", reason(&error)))?;
    // Tools on Windows save UTF-16, or put a byte-order mark before the text.
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    if crate::import::is_archive(&bytes) {
        return Ok(Content::Archive);
    }
    crate::sql::decode(&bytes).map(Content::Text).map_err(|why| format!("{name} {why}"))
}

/// A file that holds a text.
///
/// # Errors
/// Says why the browser makes none.
pub fn of_text(name: &str, text: &str) -> Result<File, String> {
    let parts = js_sys::Array::of1(&text.into());
    File::new_with_str_sequence(&parts, name).map_err(|error| reason(&error))
}

/// The text of a file.
///
/// # Errors
/// Says why it cannot be read as text.
pub async fn text(file: &File) -> Result<String, String> {
    match content(file).await? {
        Content::Text(text) => Ok(text),
        Content::Archive => Err(format!("{} is an archive; choose a text", file.name())),
    }
}
