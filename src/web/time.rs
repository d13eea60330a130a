//! Time, and giving the browser time.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Milliseconds since the page was opened.
pub fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// The time of day as ISO 8601 in UTC (`2026-11-25T12:00:00.000Z`).
pub fn stamp() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

/// A duration in the unit that reads best (`640 ms`, `1.3 s`).
pub fn readable(milliseconds: f64) -> String {
    if milliseconds < 1000.0 { format!("{milliseconds:.0} ms") } else { format!("{:.1} s", milliseconds / 1000.0) }
}

/// Lets the browser paint what was set before, then goes on. A frame is asked for and then a task after it: work
/// that starts inside the frame itself would still delay it. A page in the background paints no frames, so a
/// timer sees to it that the wait ends.
pub async fn painted() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let Some(window) = web_sys::window() else {
            let _ = resolve.call0(&JsValue::NULL);
            return;
        };
        let after_frame = resolve.clone();
        let frame = Closure::once_into_js(move || {
            let _ = web_sys::window().map(|w| w.set_timeout_with_callback(&after_frame));
        });
        let _ = window.request_animation_frame(frame.unchecked_ref());
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 60);
    });
    let _ = JsFuture::from(promise).await;
}
