//! The question before elements are dropped together with what depends on them.

use super::words;
use crate::schema::Change;
use crate::ui::messages::t;
use crate::ui::state::{Workbench, drops, is_among};
use crate::ui::widgets::dialog;
use leptos::prelude::*;

#[component]
pub fn ConfirmDrop() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let close = move || workbench.doomed.set(Vec::new());
    let content = move || {
        let ids = workbench.doomed.get();
        let project = workbench.project.get();
        let name = |id| words::element(&project.schema, id).unwrap_or_default();
        let asked = ids.iter().map(|id| name(*id)).collect::<Vec<_>>().join(", ");
        let others = drops(&project.schema, &ids).into_iter().filter_map(|change| match change {
            Change::Drop { id } if !is_among(&project.schema, id, &ids) => {
                Some(view! { <li>{words::capitalized(&name(id))}</li> })
            }
            _ => None,
        });
        let others = others.collect_view();
        let drop = move |_| {
            let ids = workbench.doomed.get_untracked();
            close();
            workbench.drop_now(&ids);
        };
        view! {
            <div class="dialog">
                <h1>{t("Delete ")}{asked}"?"</h1>
                <p>{t("What depends on it goes with it:")}</p>
                <ul class="doomed">{others}</ul>
                <div class="actions">
                    <button class="btn" autofocus on:click=move |_| close()>{t("Keep everything")}</button>
                    <button class="btn danger" on:click=drop>{t("Delete all of these")}</button>
                </div>
            </div>
        }
        .into_any()
    };
    dialog("Confirm", move || workbench.doomed.with(|ids| !ids.is_empty()), close, content)
}
