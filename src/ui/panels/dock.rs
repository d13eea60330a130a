//! The dock below the diagram.

use super::ddl::Ddl;
use crate::ui::page::{Page, Tab};
use leptos::prelude::*;

#[component]
pub fn Dock() -> impl IntoView {
    let page = expect_context::<Page>();
    let tab = move |tab: Tab| {
        view! {
            <button role="tab" id=format!("tab-{}", tab.name()) aria-controls="dock-pane"
                aria-selected=move || (page.tab.get() == tab).to_string()
                on:click=move |_| page.tab.set(tab)>{tab.label()}</button>
        }
    };
    view! {
        <section class="dock" aria-label="DDL">
            <div class="tabs">
                <div class="tablist" role="tablist">{[Tab::Ddl].map(tab).collect_view()}</div>
            </div>
            {Ddl().into_any()}
        </section>
    }
}
