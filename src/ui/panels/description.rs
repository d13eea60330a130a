//! The text field of the description.

use super::generate::generate;
use crate::ui::page::Page;
use crate::ui::state::Workbench;
use leptos::{ev, prelude::*};

const HINT: &str = "Describe the system in your own words: what it keeps, what each thing has, and how things belong \
                    together.\n\nFor example: Customers with name and email place orders. An order contains several \
                    products with quantities.";

#[component]
pub fn DescriptionField() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let page = expect_context::<Page>();
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            generate(workbench, page);
        }
    };
    view! {
        <div class="desc">
            <div class="desc-scroll">
                <div class="desc-marks" aria-hidden="true">{move || page.draft.get()}"\n"</div>
                <textarea class="desc-text" aria-labelledby="description-title" placeholder=HINT
                    prop:value=move || page.draft.get()
                    on:input=move |event| page.draft.set(event_target_value(&event))
                    on:keydown=keys></textarea>
            </div>
        </div>
    }
}
