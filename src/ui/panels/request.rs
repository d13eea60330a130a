//! The field below the description: a change in words, done to the schema as it is.

use crate::ui::messages::t;
use crate::ui::page::Page;
use crate::ui::state::Workbench;
use crate::ui::widgets::{Icon, icon};
use crate::web::engine;
use crate::web::worker::{Job, Refined};
use leptos::{ev, prelude::*};

#[component]
pub fn RequestField() -> AnyView {
    let workbench = expect_context::<Workbench>();
    let page = expect_context::<Page>();
    let text = RwSignal::new(String::new());
    let has_tables = Memo::new(move |_| workbench.project.with(|project| !project.schema.tables.is_empty()));
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() {
            event.prevent_default();
            send(workbench, page, text);
        }
    };
    view! {
        <Show when=move || has_tables.get()>
            <div class="request">
                <textarea class="in prose" rows="2" aria-label=t("Change something") spellcheck="false"
                    placeholder=t("Change something: “orders can be split into shipments”") prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event)) on:keydown=keys></textarea>
                <button class="btn square small plain" title=t("Do it (Enter)") aria-label=t("Do it")
                    on:click=move |_| send(workbench, page, text)>{icon(Icon::Return)}</button>
            </div>
        </Show>
    }
    .into_any()
}

/// Has the engine read the request and does what it understood, as one step that can be undone.
fn send(workbench: Workbench, page: Page, text: RwSignal<String>) {
    let request = text.get_untracked();
    if request.trim().is_empty() || page.busy.with_untracked(Option::is_some) {
        return;
    }
    page.busy.set(Some("Changing the schema".into()));
    leptos::task::spawn_local(async move {
        let project = workbench.project.get_untracked();
        let job = Job::Refine { project: Box::new((*project).clone()), request: request.clone() };
        let answer = engine::ask::<Refined>(&job).await;
        page.busy.set(None);
        let refined = match answer {
            Ok(refined) => refined,
            Err(why) => return workbench.fail(format!("{why}. The schema is as it was.")),
        };
        let problems = refined.problems.join(" ");
        if refined.done.is_empty() {
            return workbench.fail(problems);
        }
        let line: String = request.trim().chars().take(60).collect();
        let subjects = refined.subjects.clone();
        workbench.edit_from(crate::trust::Origin::Engine, &line, |now| *now = refined.project);
        workbench.selection.set(subjects);
        text.set(String::new());
        let done = refined.done.join(". ");
        match problems.is_empty() {
            true => workbench.say(format!("{done}.")),
            false => workbench.fail(format!("{done}. Not everything could be done: {problems}")),
        }
    });
}
