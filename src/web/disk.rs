//! Files that are opened and saved in place, where the browser has the File System Access API. Its types are not in
//! web-sys' stable part, so the calls go by name.

use super::reason;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// A file that the user chose, which can be written again.
#[derive(Clone)]
pub struct Handle(JsValue);

impl Handle {
    pub fn name(&self) -> String {
        Reflect::get(&self.0, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default()
    }

    /// Replaces the file's content.
    ///
    /// # Errors
    /// Says what the browser refuses, for example that the user has not allowed it.
    pub async fn write(&self, text: &str) -> Result<(), String> {
        let work = async {
            let stream = call(&self.0, "createWritable", &[]).await?;
            call(&stream, "write", &[text.into()]).await?;
            call(&stream, "close", &[]).await
        };
        work.await.map(|_| ()).map_err(|error| reason(&error))
    }
}

/// Whether this browser can save in place.
pub fn is_there() -> bool {
    web_sys::window().is_some_and(|window| Reflect::has(&window, &"showSaveFilePicker".into()) == Ok(true))
}

/// Asks where to save. Nothing if the user thinks better of it.
///
/// # Errors
/// Says what the browser refuses.
pub async fn choose_to_save(name: &str) -> Result<Option<Handle>, String> {
    let options = Object::new();
    let _ = Reflect::set(&options, &"suggestedName".into(), &name.into());
    picked(pick("showSaveFilePicker", &options).await)
}

/// Asks what to open. Nothing if the user thinks better of it.
///
/// # Errors
/// Says what the browser refuses.
pub async fn choose_to_open() -> Result<Option<(Handle, File)>, String> {
    let found = pick("showOpenFilePicker", &Object::new()).await.map(|list| js_sys::Array::from(&list).get(0));
    let Some(handle) = picked(found)? else { return Ok(None) };
    let file = call(&handle.0, "getFile", &[]).await.and_then(JsCast::dyn_into).map_err(|error| reason(&error))?;
    Ok(Some((handle, file)))
}

fn picked(found: Result<JsValue, JsValue>) -> Result<Option<Handle>, String> {
    match found {
        Ok(handle) => Ok(Some(Handle(handle))),
        Err(error) => match error.dyn_ref::<web_sys::DomException>().map(web_sys::DomException::name).as_deref() {
            Some("AbortError") => Ok(None),
            _ => Err(reason(&error)),
        },
    }
}

async fn pick(name: &str, options: &Object) -> Result<JsValue, JsValue> {
    let window = web_sys::window().ok_or("the page is gone")?;
    call(&window, name, &[options.into()]).await
}

async fn call(on: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(on, &name.into())?.dyn_into()?;
    let promise: Promise = method.apply(on, &arguments.iter().collect())?.dyn_into()?;
    JsFuture::from(promise).await
}
