//! The diagram that the user edits.

use leptos::prelude::*;

#[component]
pub fn Canvas() -> impl IntoView {
    view! { <main class="canvas"></main> }
}
