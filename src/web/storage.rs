//! Texts kept on this device, in the browser's IndexedDB.

use super::reason;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode};

const DATABASE: &str = "schema-architect";
const STORE: &str = "work";

/// Keeps a text under a key; what was there before is replaced.
///
/// # Errors
/// Says why the browser does not keep it, such as a full storage. What was kept before stays.
pub async fn put(key: &str, text: &str) -> Result<(), String> {
    let work = async {
        let database = open().await?;
        let transaction = database.transaction_with_str_and_mode(STORE, IdbTransactionMode::Readwrite)?;
        transaction.object_store(STORE)?.put_with_key(&text.into(), &key.into())?;
        let end = committed(&transaction).await;
        database.close();
        end
    };
    work.await.map_err(|error| sentence(&error))
}

/// Keeps some texts and removes others, all or nothing.
///
/// # Errors
/// As [`put`].
pub async fn change(kept: &[(String, String)], removed: &[String]) -> Result<(), String> {
    let work = async {
        let database = open().await?;
        let transaction = database.transaction_with_str_and_mode(STORE, IdbTransactionMode::Readwrite)?;
        let store = transaction.object_store(STORE)?;
        for (key, text) in kept {
            store.put_with_key(&text.into(), &key.into())?;
        }
        for key in removed {
            store.delete(&key.into())?;
        }
        let end = committed(&transaction).await;
        database.close();
        end
    };
    work.await.map_err(|error| sentence(&error))
}

/// The text under a key, if there is one.
///
/// # Errors
/// Says why the browser's storage cannot be read.
pub async fn get(key: &str) -> Result<Option<String>, String> {
    let work = async {
        let database = open().await?;
        let transaction = database.transaction_with_str(STORE)?;
        let request = transaction.object_store(STORE)?.get(&key.into())?;
        let value = finished(&request).await;
        database.close();
        value
    };
    work.await.map(|value: JsValue| value.as_string()).map_err(|error| sentence(&error))
}

/// Asks the browser not to clear what is kept when it runs out of room; what it decides is its own.
pub fn ask_to_keep() {
    if let Some(window) = web_sys::window().filter(web_sys::Window::is_secure_context) {
        let _ = window.navigator().storage().persist();
    }
}

fn sentence(error: &JsValue) -> String {
    match error.dyn_ref::<DomException>().map(DomException::name).as_deref() {
        Some("QuotaExceededError") => "the storage that the browser gives this page is full".into(),
        Some("SecurityError" | "InvalidStateError") => "the browser does not let this page store anything".into(),
        _ => reason(error),
    }
}

async fn open() -> Result<IdbDatabase, JsValue> {
    let missing = || JsValue::from_str("this browser has no storage for pages (IndexedDB)");
    let factory = web_sys::window().ok_or_else(missing)?.indexed_db()?.ok_or_else(missing)?;
    let request: IdbOpenDbRequest = factory.open_with_u32(DATABASE, 1)?;
    let upgrading = request.clone();
    let upgrade = Closure::once(move |_: web_sys::Event| {
        if let Ok(Ok(database)) = upgrading.result().map(JsCast::dyn_into::<IdbDatabase>) {
            let _ = database.create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    finished(&request).await?.dyn_into()
}

/// The result of a request.
async fn finished(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        let done = request.clone();
        let success = Closure::once_into_js(move |_: web_sys::Event| {
            let _ = resolve.call1(&JsValue::NULL, &done.result().unwrap_or(JsValue::UNDEFINED));
        });
        let failed = request.clone();
        let failure = Closure::once_into_js(move |_: web_sys::Event| {
            let error = failed.error().ok().flatten().map_or(JsValue::UNDEFINED, JsValue::from);
            let _ = reject.call1(&JsValue::NULL, &error);
        });
        request.set_onsuccess(Some(success.unchecked_ref()));
        request.set_onerror(Some(failure.unchecked_ref()));
    });
    JsFuture::from(promise).await
}

/// Waits until a transaction is on the disk. A full storage shows only here, not at the request.
async fn committed(transaction: &IdbTransaction) -> Result<(), JsValue> {
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        let aborted = transaction.clone();
        let abort = Closure::once_into_js(move |_: web_sys::Event| {
            let error = aborted.error().map_or(JsValue::UNDEFINED, JsValue::from);
            let _ = reject.call1(&JsValue::NULL, &error);
        });
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(abort.unchecked_ref()));
    });
    JsFuture::from(promise).await.map(|_| ())
}
