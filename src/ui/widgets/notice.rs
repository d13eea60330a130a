//! The message at the top: what went wrong and what to do, or what was done.

use super::{Icon, icon};
use crate::ui::state::Workbench;
use leptos::prelude::*;

#[component]
pub fn NoticeBar() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    move || {
        workbench.notice.get().map(|notice| {
            let class = if notice.is_error { "notice error" } else { "notice" };
            let role = if notice.is_error { "alert" } else { "status" };
            view! {
                <div class=class role=role>
                    <p>{notice.text}</p>
                    <button class="btn square small plain" aria-label="Close the message"
                        on:click=move |_| workbench.notice.set(None)>{icon(Icon::Close)}</button>
                </div>
            }
        })
    }
}
