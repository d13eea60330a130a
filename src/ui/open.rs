//! Opening files: with the button, with Ctrl+O, or dropped anywhere on the page.

use super::page::Page;
use super::state::Workbench;
use crate::project::{self, Project};
use crate::web::engine;
use crate::web::file;
use crate::web::worker::Job;
use leptos::html::Input;
use leptos::{ev, prelude::*};

/// Opens a project file, or reads an SQL script in the dialect that is chosen, as one step that can be undone.
pub fn open_file(workbench: Workbench, page: Page, chosen: web_sys::File) {
    leptos::task::spawn_local(async move {
        let name = chosen.name();
        page.busy.set(Some(format!("Opening {name}")));
        crate::web::time::painted().await;
        let read = match file::text(&chosen).await {
            Ok(text) => read(workbench, &name, text).await,
            Err(why) => Err(format!("{why}.")),
        };
        page.busy.set(None);
        match read {
            Ok(project) => {
                page.draft.set(project.description.clone());
                page.took.set(None);
                workbench.select(None);
                workbench.edit(&format!("Open {name}"), |now| *now = project);
                workbench.say(format!("{name} is open. Ctrl+Z brings back what was here before."));
            }
            Err(why) => {
                let why = why.trim_end_matches('.');
                workbench.fail(format!("{name} was not opened. {why}. What you had is still here."));
            }
        }
    });
}

async fn read(workbench: Workbench, name: &str, text: String) -> Result<Project, String> {
    let is_sql = name.rsplit('.').next().is_some_and(|ending| ending.eq_ignore_ascii_case("sql"));
    if !is_sql {
        return project::read(&text).map_err(|why| why.to_string());
    }
    let dialect = workbench.project.with_untracked(|project| project.dialect);
    let mut project = engine::ask(&Job::Import { script: text, dialect }).await?;
    if project.schema == Default::default() {
        return Err(format!("No statement in it makes anything in {dialect}; choose its database in the bar first."));
    }
    if project.name.is_empty() {
        project.name = name.trim_end_matches(".sql").to_owned();
    }
    Ok(project)
}

/// The invisible field behind the button and Ctrl+O.
#[component]
pub fn FileInput(input: NodeRef<Input>) -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let page = expect_context::<Page>();
    let take = move |_| {
        let Some(field) = input.get_untracked() else { return };
        if let Some(chosen) = field.files().and_then(|files| files.get(0)) {
            open_file(workbench, page, chosen);
        }
        // The same file can be chosen again.
        field.set_value("");
    };
    view! { <input type="file" hidden node_ref=input accept=".json,.sql,application/json,application/sql" on:change=take/> }
}

/// Takes files that are dropped on the page, and shows that it would.
#[component]
pub fn DropTarget() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let page = expect_context::<Page>();
    let over = RwSignal::new(false);
    let carries_files = |event: &ev::DragEvent| {
        event
            .data_transfer()
            .is_some_and(|data| data.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files")))
    };
    let dragover = window_event_listener(ev::dragover, move |event| {
        if carries_files(&event) {
            event.prevent_default();
            over.set(true);
        }
    });
    let dragleave = window_event_listener(ev::dragleave, move |event| {
        // Leaving one element for another has a related target; leaving the window has none.
        if event.related_target().is_none() {
            over.set(false);
        }
    });
    let drop = window_event_listener(ev::drop, move |event| {
        over.set(false);
        let chosen = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
        if let Some(chosen) = chosen {
            event.prevent_default();
            open_file(workbench, page, chosen);
        }
    });
    on_cleanup(move || {
        dragover.remove();
        dragleave.remove();
        drop.remove();
    });
    view! {
        <Show when=move || over.get()>
            <div class="drop-target" aria-hidden="true"><p>"Drop a project or SQL file to open it"</p></div>
        </Show>
    }
}
