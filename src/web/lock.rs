//! One tab at a time: a project is held by the tab that works on it, with the browser's Web Locks. Their types are not in
//! web-sys' stable part, so the calls go by name.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// What came of asking for a lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// This tab has it, or the browser knows no locks.
    Mine,
    /// Another tab has it.
    Elsewhere,
}

/// Asks for a lock and keeps it until the tab closes or [`release`] is called with what it returned. With `steal` another
/// tab loses it. `lost` is called when this tab loses it.
pub async fn hold(name: &str, steal: bool, lost: impl FnOnce() + 'static) -> (Held, Option<Function>) {
    let Some(locks) = locks() else { return (Held::Mine, None) };
    let options = Object::new();
    let option = if steal { "steal" } else { "ifAvailable" };
    let _ = Reflect::set(&options, &option.into(), &true.into());
    let mut release = None;
    let answer = Promise::new(&mut |granted: Function, _| {
        // Holds the lock for as long as the promise is open that it returns.
        let kept = Promise::new(&mut |done: Function, _| release = Some(done));
        let take = Closure::once_into_js(move |lock: JsValue| {
            let _ = granted.call1(&JsValue::NULL, &(!lock.is_null()).into());
            if lock.is_null() { JsValue::UNDEFINED } else { kept.into() }
        });
        let request: Option<Function> = Reflect::get(&locks, &"request".into()).ok().and_then(|f| f.dyn_into().ok());
        let held = request.and_then(|request| request.call3(&locks, &name.into(), &options, &take).ok());
        LOST.with_borrow_mut(|slot| *slot = held.and_then(|held| held.dyn_into::<Promise>().ok()));
    });
    let held = LOST.with_borrow_mut(Option::take);
    // Where the browser refuses locks altogether, nobody else can have one.
    let Some(promise) = &held else { return (Held::Mine, None) };
    let settled = JsFuture::from(Promise::race(&js_sys::Array::of2(&answer, promise))).await;
    if settled.is_ok_and(|granted| !granted.is_truthy()) {
        return (Held::Elsewhere, None);
    }
    if let Some(held) = held {
        // The promise of the request fails when the lock is stolen, and ends well when it is given back.
        wasm_bindgen_futures::spawn_local(async move {
            if JsFuture::from(held).await.is_err() {
                lost();
            }
        });
    }
    (Held::Mine, release)
}

/// Gives a lock back.
pub fn release(held: &Function) {
    let _ = held.call0(&JsValue::NULL);
}

thread_local! {
    static LOST: std::cell::RefCell<Option<Promise>> = const { std::cell::RefCell::new(None) };
}

fn locks() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &"locks".into()).ok().filter(|locks| !locks.is_undefined() && !locks.is_null())
}
