//! The empty start: what will happen, and examples to begin with.

use super::generate::generate;
use crate::ui::messages::t;
use crate::ui::page::Page;
use crate::ui::state::Workbench;
use crate::web::examples::{EXAMPLES, Example, load};
use leptos::prelude::*;

#[component]
pub fn Start() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let page = expect_context::<Page>();
    let empty = Memo::new(move |_| {
        workbench
            .project
            .with(|p| p.schema.tables.is_empty() && p.schema.views.is_empty() && p.schema.opaque.is_empty())
    });
    let take = move |example: Example| {
        leptos::task::spawn_local(async move {
            match load(example).await {
                Ok(text) => {
                    page.draft.set(text);
                    generate(workbench, page);
                }
                Err(message) => workbench.fail(message),
            }
        });
    };
    let chips = move || {
        EXAMPLES
            .into_iter()
            .take(6)
            .map(|example| {
                view! { <button class="chip" on:click=move |_| take(example)>{t(example.title)}</button> }
            })
            .collect_view()
    };
    view! {
        <Show when=move || empty.get() && page.busy.with(Option::is_none)>
            <section class="start" aria-label=t("Start")>
                <div>
                    <h2>{t("From a description to a database schema")}</h2>
                    <ol class="steps">
                        <li><span><b>{t("Describe")}</b>{t(" on the left, in plain English, what the system keeps.")}</span></li>
                        <li><span><b>{t("Generate")}</b>{t(" draws tables, keys and relationships, normalized, with the reason for each.")}</span></li>
                        <li><span><b>{t("Edit and download")}</b>{t(" the diagram, DDL for seven databases, and documentation.")}</span></li>
                    </ol>
                    <div class="field">
                        <span class="label">{t("Or begin with an example")}</span>
                        <div class="chips">{chips()}
                            <button class="chip more" on:click=move |_| page.gallery.set(true)>{t("All examples with their diagrams…")}</button></div>
                    </div>
                    <div class="row">
                        <button class="btn" on:click=move |_| page.tour.set(Some(0))>{t("Take the tour, one minute")}</button>
                    </div>
                    <p class="quiet">{t("Everything runs in this page. Nothing you write is sent anywhere.")}</p>
                </div>
            </section>
        </Show>
    }
}
