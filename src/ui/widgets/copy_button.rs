//! A button that copies a text.

use super::{Icon, icon};
use crate::ui::state::Workbench;
use crate::web::clipboard;
use leptos::prelude::*;

/// Copies what `text` gives and says `told`.
pub fn copy_button(
    label: &'static str,
    title: &'static str,
    text: impl Fn() -> String + 'static,
    told: &'static str,
) -> AnyView {
    let workbench = expect_context::<Workbench>();
    let copy = move |_| {
        let text = text();
        leptos::task::spawn_local(async move {
            match clipboard::copy(&text).await {
                Ok(()) => workbench.say(told),
                Err(why) => workbench.fail(format!("It could not be copied: {why}.")),
            }
        });
    };
    view! { <button class="btn small plain" title=title on:click=copy>{icon(Icon::Copy)}{label}</button> }.into_any()
}
