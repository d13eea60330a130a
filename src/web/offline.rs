//! The service worker that keeps the page's files. The calls go by name: its types are not worth their size here.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Registers the service worker. `updated` is called when a newer version of the page waits for the next start.
pub async fn keep(updated: impl Fn() + 'static) {
    let _ = register(updated).await;
}

async fn register(updated: impl Fn() + 'static) -> Result<(), JsValue> {
    let window = web_sys::window().filter(web_sys::Window::is_secure_context).ok_or("not here")?;
    let container = Reflect::get(&window.navigator(), &"serviceWorker".into())?;
    let register: Function = Reflect::get(&container, &"register".into())?.dyn_into()?;
    let registration = JsFuture::from(register.call1(&container, &"sw.js".into())?.dyn_into::<Promise>()?).await?;
    let controlled = !Reflect::get(&container, &"controller".into())?.is_null();
    let seen = registration.clone();
    let found = Closure::<dyn Fn()>::new(move || {
        // The first version of all is no update.
        let worker = Reflect::get(&seen, &"installing".into()).unwrap_or_default();
        if controlled && !worker.is_null() {
            updated();
        }
    });
    Reflect::set(&registration, &"onupdatefound".into(), found.as_ref())?;
    found.forget();
    Ok(())
}
