//! A bar that shows how sure the engine is.

use leptos::prelude::*;

/// `confidence` is 0 to 1.
pub fn meter(confidence: f32) -> AnyView {
    let class = match confidence {
        c if c >= 0.75 => "meter",
        c if c >= 0.5 => "meter middling",
        _ => "meter low",
    };
    let width = format!("width:{:.0}%", f64::from(confidence.clamp(0.0, 1.0)) * 100.0);
    view! { <div class=class aria-hidden="true"><i style=width></i></div> }.into_any()
}
