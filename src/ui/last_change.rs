//! The statements of the last change, beside the diagram: what a database would be told.

use super::page::Page;
use super::state::Workbench;
use super::widgets::{Icon, icon};
use crate::project::Project;
use crate::ui::messages::t;
use crate::web::engine;
use crate::web::worker::Job;
use leptos::prelude::*;
use std::sync::Arc;

/// What is shown of a change.
#[derive(Clone, Default, PartialEq)]
struct Told {
    label: String,
    sql: Option<String>,
}

#[component]
pub fn LastChange() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let page = expect_context::<Page>();
    let told = RwSignal::new(Told::default());
    let before = Memo::new(move |_| {
        workbench.history.with(|history| history.past().last().map(|step| (step.serial, step.label.clone())))
    });
    Effect::new(move |_| {
        let Some((serial, label)) = before.get().filter(|_| page.live.get()) else { return };
        let from: Option<Arc<Project>> =
            workbench.history.with_untracked(|history| history.past().last().map(|step| step.project.clone()));
        let Some(from) = from else { return };
        let to = workbench.project.get_untracked();
        if from.schema == to.schema {
            return;
        }
        told.set(Told { label: label.clone(), sql: None });
        leptos::task::spawn_local(async move {
            let (a, b) = (Box::new(from.schema.clone()), Box::new(to.schema.clone()));
            let job = Job::Statements { from: a, to: b, dialect: to.dialect };
            let Ok(statements) = engine::ask::<Vec<String>>(&job).await else { return };
            let current = before.try_get_untracked().flatten().map(|(serial, _)| serial);
            if current == Some(serial) {
                told.set(Told { label, sql: Some(statements.join("\n")) });
            }
        });
    });
    let label = move || told.with(|told| told.label.clone());
    let sql = move || {
        told.with(|told| match &told.sql {
            None if told.label.is_empty() => {
                super::messages::t("Change something in the diagram, and its statements stand here.").to_owned()
            }
            None => "…".to_owned(),
            Some(sql) => sql.clone(),
        })
    };
    view! {
        <Show when=move || page.live.get()>
            <aside class="last-change" aria-label=t("Statements of the last change")>
                <div class="row">
                    <h2>{t("Last change")}</h2><span class="quiet">{label}</span><span class="grow"></span>
                    <button class="btn square small plain" aria-label=t("Hide the statements of the last change")
                        on:click=move |_| page.live.set(false)>{icon(Icon::Close)}</button>
                </div>
                <pre>{sql}</pre>
            </aside>
        </Show>
    }
}
