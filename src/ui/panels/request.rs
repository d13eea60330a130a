//! The field below the description: a change in words, proposed first and done when the user accepts it.

use crate::ui::messages::t;
use crate::ui::model::{self, Model};
use crate::ui::page::Page;
use crate::ui::state::Workbench;
use crate::ui::widgets::{Icon, icon};
use crate::web::model::What;
use leptos::{ev, prelude::*};

#[component]
pub fn RequestField() -> AnyView {
    let workbench = expect_context::<Workbench>();
    let page = expect_context::<Page>();
    let model = expect_context::<Model>();
    let text = RwSignal::new(String::new());
    let has_tables = Memo::new(move |_| workbench.project.with(|project| !project.schema.tables.is_empty()));
    let is_proposed = Memo::new(move |_| workbench.outlook.with(Option::is_some));
    // What was asked stands in the proposal then.
    Effect::new(move |_| {
        if is_proposed.get() {
            text.set(String::new());
        }
    });
    let send = move || {
        let request = text.get_untracked();
        if page.busy.with_untracked(Option::is_some) {
            return;
        }
        match (request.trim().is_empty(), is_proposed.get_untracked()) {
            (false, _) => model.want(What::Change { request }),
            (true, true) => model.want(What::Done { action: "accept".to_owned(), fields: Default::default() }),
            (true, false) => {}
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() {
            event.prevent_default();
            send();
        }
    };
    view! {
        <Show when=move || has_tables.get()>
            <div class="request">
                {model::talk()}
                <div class="request-field">
                    <textarea class="in prose" rows="2" aria-label=t("Change something") spellcheck="false"
                        placeholder=t("Change something: “orders can be split into shipments”") prop:value=move || text.get()
                        on:input=move |event| text.set(event_target_value(&event)) on:keydown=keys></textarea>
                    <button class="btn square small plain" title=t("Propose it (Enter); Enter again accepts") aria-label=t("Propose it")
                        on:click=move |_| send()>{icon(Icon::Return)}</button>
                </div>
            </div>
        </Show>
    }
    .into_any()
}
