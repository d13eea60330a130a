//! Opening files: with the button, with Ctrl+O, or dropped anywhere on the page. What a file is, it says itself.

use super::page::Page;
use super::shelf::Shelf;
use super::state::Workbench;
use crate::dialect::Dialect;
use crate::project::{self, Kind, Project, recognize};
use crate::trust::{Origin, Verdict};
use crate::ui::messages::t;
use crate::web::crypto::Envelope;
use crate::web::engine;
use crate::web::file::{self, Content};
use crate::web::worker::Job;
use leptos::html::Input;
use leptos::{ev, prelude::*};

/// Opens what a file holds: a project, an SQL script in the dialect that its words tell (else the one that is chosen),
/// each as one step that can be undone, or a description, which goes to the text field.
pub fn open_file(shelf: Shelf, chosen: web_sys::File) {
    let (workbench, page) = (shelf.workbench, shelf.page);
    leptos::task::spawn_local(async move {
        let name = chosen.name();
        page.busy.set(Some(format!("Opening {name}")));
        crate::web::time::painted().await;
        let opened = match file::content(&chosen).await {
            Ok(Content::Text(text)) => open(shelf, &name, text).await,
            Ok(Content::Archive(bytes)) => open_archive(workbench, page, &name, &bytes).await,
            Err(why) => Err(why),
        };
        page.busy.set(None);
        match opened {
            Ok(said) => workbench.say(said),
            Err(why) => {
                let why = why.trim_end_matches('.');
                workbench.fail(format!("{name} was not opened. {why}. What you had is still here."));
            }
        }
    });
}

/// Says what was opened, or why it was not.
pub(super) async fn open(shelf: Shelf, name: &str, text: String) -> Result<String, String> {
    let (workbench, page) = (shelf.workbench, shelf.page);
    if let Some(envelope) = Envelope::read(&text) {
        page.locked.set(Some((name.to_owned(), envelope)));
        return Ok(format!("{name} is locked. Its passphrase opens it."));
    }
    if project::is_bundle(&text) {
        let projects = project::read_all(&text).map_err(|why| why.to_string())?;
        let count = projects.len();
        shelf.add_all(projects).await?;
        return Ok(format!("{name} was read: {count} projects are in the list now, beside those that were there."));
    }
    let (project, said) = match recognize(name, &text) {
        Kind::Project => (project::read(&text).map_err(|why| why.to_string())?, format!("{name} is open.")),
        Kind::Sql(found) => {
            let dialect = found.unwrap_or_else(|| workbench.project.with_untracked(|project| project.dialect));
            (import(name, text, dialect).await?, format!("{name} is open, read as {dialect}."))
        }
        Kind::Description => {
            page.draft.set(text.trim().to_owned());
            page.left.open.set(true);
            return Ok(format!("The text of {name} is in the description. Generate designs a schema from it."));
        }
        Kind::Schema(language) => {
            let project: Project = engine::ask(&Job::ImportText { text, language }).await?;
            if project.schema.tables.is_empty() {
                return Err(format!("It reads as {} but defines no table", language.name()));
            }
            (named(project, name), format!("{name} is open, read as {}.", language.name()))
        }
        Kind::Binary => return Err("It is neither text, nor SQL, nor a project. Choose one of these".into()),
    };
    Ok(take(workbench, page, name, project, &said))
}

/// Opens an archive of migrations: the schema to which they lead.
async fn open_archive(workbench: Workbench, page: Page, name: &str, bytes: &[u8]) -> Result<String, String> {
    let bytes = bytes.iter().map(|byte| char::from(*byte)).collect();
    let read: Result<Project, String> = engine::ask(&Job::ImportArchive { bytes, dialect: None }).await?;
    let project = named(read?, name);
    if project.schema.tables.is_empty() {
        return Err("No migration in it makes a table".to_owned());
    }
    let said = format!("{name} is open, the schema to which its migrations lead.");
    Ok(take(workbench, page, name, project, &said))
}

/// Puts a project in place of what is open, as one step, and says so.
fn take(workbench: Workbench, page: Page, name: &str, project: Project, said: &str) -> String {
    page.draft.set(project.description.clone());
    page.took.set(None);
    workbench.select(None);
    let verdict = project.verify();
    workbench.edit_from(Origin::Import, &format!("Open {name}"), |now| *now = project);
    match verdict {
        Verdict::Sound => format!("{said} Ctrl+Z brings back what was here before."),
        other => format!("{said} {}", other.sentence()),
    }
}

/// A project without a name takes that of its file.
fn named(mut project: Project, name: &str) -> Project {
    if project.name.is_empty() {
        project.name = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    }
    project
}

async fn import(name: &str, script: String, dialect: Dialect) -> Result<Project, String> {
    let project: Project = engine::ask(&Job::Import { script, dialect }).await?;
    if project.schema == Default::default() {
        return Err(format!("No statement in it makes anything in {dialect}; choose its database in the bar first"));
    }
    Ok(named(project, name))
}

/// The invisible field behind the button and Ctrl+O.
#[component]
pub fn FileInput(input: NodeRef<Input>) -> impl IntoView {
    let shelf = expect_context::<Shelf>();
    let take = move |_| {
        let Some(field) = input.get_untracked() else { return };
        if let Some(chosen) = field.files().and_then(|files| files.get(0)) {
            open_file(shelf, chosen);
        }
        // The same file can be chosen again.
        field.set_value("");
    };
    view! { <input type="file" hidden node_ref=input accept=".json,.sql,.ddl,.txt,.md,.dbml,.prisma,.rb,.mmd,.mermaid,.zip,application/zip,application/json,application/sql,text/plain" on:change=take/> }
}

/// Takes files that are dropped on the page, and shows that it would.
#[component]
pub fn DropTarget() -> impl IntoView {
    let shelf = expect_context::<Shelf>();
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
            open_file(shelf, chosen);
        }
    });
    on_cleanup(move || {
        dragover.remove();
        dragleave.remove();
        drop.remove();
    });
    view! {
        <Show when=move || over.get()>
            <div class="drop-target" aria-hidden="true"><p>{t("Drop a project, a script, a schema or a description to open it")}</p></div>
        </Show>
    }
}
