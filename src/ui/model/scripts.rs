//! `window.schemaArchitect`: the engine for scripts in the page. public/schema-architect.d.ts describes it.

use super::Model;
use crate::web::model::What;
use js_sys::{JSON, Object, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

const FUNCTIONS: [&str; 4] = ["generate", "evolve", "migrate", "optimize"];

/// Puts the functions into the window. Each takes an object and returns a promise.
pub fn offer(model: Model) {
    let api = Object::new();
    for name in FUNCTIONS {
        let call = Closure::<dyn Fn(JsValue) -> Promise>::new(move |argument: JsValue| {
            future_to_promise(async move {
                called(model, name, &argument).await.map_err(|why| js_sys::Error::new(&why).into())
            })
        });
        // The functions live as long as the page.
        let _ = Reflect::set(&api, &name.into(), &call.into_js_value());
    }
    let _ = Reflect::set(&window(), &"schemaArchitect".into(), &Object::freeze(&api));
}

async fn called(model: Model, name: &str, argument: &JsValue) -> Result<JsValue, String> {
    let body = JSON::stringify(argument).ok().and_then(|text| text.as_string()).ok_or("the argument is no JSON")?;
    let reply = model.ask(What::Call { name: name.to_owned(), body }).await?;
    let value = reply.value.unwrap_or_else(|| Err("the engine gave no answer".to_owned()))?;
    JSON::parse(&value).map_err(|_| "the engine's answer cannot be read".to_owned())
}
