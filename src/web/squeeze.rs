//! Texts made small for a link, with the browser's own compression. Its types are not in web-sys' stable part, so they go
//! by name.

use super::reason;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, Response};

/// A decompressed text may be so long, in bytes: a link made to be a bomb must not fill the memory.
const LIMIT: u32 = 32 * 1024 * 1024;

/// A text as letters that a link can carry.
///
/// # Errors
/// Says what the browser lacks.
pub async fn squeeze(text: &str) -> Result<String, String> {
    let work = async {
        let bytes = through(text.as_bytes(), &transform("CompressionStream")?).await?;
        Ok::<_, JsValue>(base64(&bytes))
    };
    work.await.map_err(|error| reason(&error))
}

/// The text that [`squeeze`] made small.
///
/// # Errors
/// Says that the letters are not what it made.
pub async fn unsqueeze(letters: &str) -> Result<String, String> {
    let broken = "The link is incomplete or damaged";
    let bytes = unbase64(letters).ok_or(broken)?;
    let work = async { through(&bytes, &transform("DecompressionStream")?).await };
    let bytes = work.await.map_err(|_| broken)?;
    String::from_utf8(bytes).map_err(|_| broken.to_owned())
}

fn transform(class: &str) -> Result<JsValue, JsValue> {
    let class: js_sys::Function = js_sys::Reflect::get(&js_sys::global(), &class.into())?
        .dyn_into()
        .map_err(|_| "this browser cannot compress; a newer one can")?;
    js_sys::Reflect::construct(&class, &js_sys::Array::of1(&"deflate-raw".into()))
}

/// What comes out of a transforming stream.
async fn through(bytes: &[u8], transform: &JsValue) -> Result<Vec<u8>, JsValue> {
    let body = Response::new_with_opt_u8_array(Some(&mut bytes.to_vec()))?.body().ok_or("no stream")?;
    let pipe: js_sys::Function = js_sys::Reflect::get(&body, &"pipeThrough".into())?.dyn_into()?;
    let out: ReadableStream = pipe.call1(&body, transform)?.dyn_into()?;
    let reader = out.get_reader();
    let read: js_sys::Function = js_sys::Reflect::get(&reader, &"read".into())?.dyn_into()?;
    let mut found = Vec::new();
    loop {
        let next = JsFuture::from(read.call0(&reader)?.dyn_into::<js_sys::Promise>()?).await?;
        if js_sys::Reflect::get(&next, &"done".into())?.is_truthy() {
            return Ok(found);
        }
        let piece: Uint8Array = js_sys::Reflect::get(&next, &"value".into())?.dyn_into()?;
        if found.len() as u32 + piece.length() > LIMIT {
            return Err("too large".into());
        }
        found.extend(piece.to_vec());
    }
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Base 64 for links (RFC 4648, section 5), without padding.
fn base64(bytes: &[u8]) -> String {
    let mut letters = String::with_capacity(bytes.len() * 4 / 3 + 3);
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..=three.len() {
            letters.push(char::from(LETTERS[(bits >> (18 - 6 * place)) as usize & 63]));
        }
    }
    letters
}

fn unbase64(letters: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(letters.len() * 3 / 4);
    for four in letters.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for letter in four {
            bits = bits << 6 | u32::try_from(LETTERS.iter().position(|known| known == letter)?).ok()?;
        }
        bits <<= 6 * (4 - four.len());
        let whole = bits.to_be_bytes();
        bytes.extend_from_slice(&whole[1..four.len().max(1)]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn letters_come_back_as_bytes() {
        for length in 0..9_u8 {
            let bytes: Vec<u8> = (0..length).map(|at| at.wrapping_mul(83) ^ 0xF5).collect();
            assert_eq!(unbase64(&base64(&bytes)), Some(bytes));
        }
        assert_eq!(base64(b"schema"), "c2NoZW1h");
        assert_eq!(unbase64("c2 hb"), None);
    }

    #[wasm_bindgen_test]
    async fn a_text_comes_back_from_a_link() {
        let text = "CREATE TABLE größe (id int);\n".repeat(200);
        let letters = squeeze(&text).await.expect("letters");
        assert!(letters.len() < text.len() / 10);
        assert_eq!(unsqueeze(&letters).await, Ok(text));
        assert!(unsqueeze("AAAA").await.is_err());
    }
}
