//! The message at the bottom: what went wrong and what to do, or what was done.

use super::{Icon, icon};
use crate::ui::messages::{t, told};
use crate::ui::state::Workbench;
use leptos::prelude::*;
use std::time::Duration;

/// Time to read two lines.
const LONG_ENOUGH: Duration = Duration::from_secs(7);

#[component]
pub fn NoticeBar() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    // What was done need not be closed by hand; what went wrong stays until it was read.
    Effect::new(move |_| {
        let shown = workbench.notice.get();
        if shown.as_ref().is_some_and(|notice| !notice.is_error) {
            let close = move || {
                if workbench.notice.try_with_untracked(|now| *now == shown) == Some(true) {
                    workbench.notice.set(None);
                }
            };
            set_timeout(close, LONG_ENOUGH);
        }
    });
    move || {
        workbench.notice.get().map(|notice| {
            let class = if notice.is_error { "notice error" } else { "notice" };
            let role = if notice.is_error { "alert" } else { "status" };
            view! {
                <div class=class role=role>
                    <p>{told(notice.text)}</p>
                    <button class="btn square small plain" aria-label=t("Close the message")
                        on:click=move |_| workbench.notice.set(None)>{icon(Icon::Close)}</button>
                </div>
            }
        })
    }
}
