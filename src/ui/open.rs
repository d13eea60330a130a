//! Opening files: with the button, with Ctrl+O, or dropped anywhere on the page. What a file is, it says itself.

use super::page::{Mode, Page, Tab};
use super::shelf::Shelf;
use super::state::Workbench;
use crate::dialect::Dialect;
use crate::project::{self, Kind, Project, recognize};
use crate::trust::{Origin, Verdict};
use crate::ui::messages::t;
use crate::web::crypto::Envelope;
use crate::web::engine;
use crate::web::file::{self, Content};
use crate::web::import::Imported;
use crate::web::worker::Job;
use leptos::html::Input;
use leptos::{ev, prelude::*};
use std::rc::Rc;
use web_sys::File;

/// Opens what a file holds: a project, a schema in SQL or another language, each as one step that can be undone, or a
/// description, which goes to the text field. What a file is, its beginning tells: a dump is read by the engine alone.
pub fn open_file(shelf: Shelf, chosen: File) {
    opening(shelf, chosen.name(), async move {
        let name = chosen.name();
        match file::beginning(&chosen).await? {
            Content::Text(start) if !is_schema(&name, &start) => open(shelf, &name, file::text(&chosen).await?).await,
            _ => read(shelf, chosen, None).await,
        }
    });
}

/// Reads a schema's file once more, in a dialect that was chosen.
pub fn read_again(shelf: Shelf, chosen: File, dialect: Dialect) {
    opening(shelf, chosen.name(), async move { read(shelf, chosen, Some(dialect)).await });
}

fn is_schema(name: &str, text: &str) -> bool {
    matches!(recognize(name, text), Kind::Sql(_) | Kind::Schema(_))
}

/// Says that a file is being opened, and what came of it.
fn opening(shelf: Shelf, name: String, work: impl Future<Output = Result<String, String>> + 'static) {
    let (workbench, page) = (shelf.workbench, shelf.page);
    leptos::task::spawn_local(async move {
        page.busy.set(Some(format!("Opening {name}")));
        crate::web::time::painted().await;
        let opened = work.await;
        page.busy.set(None);
        match opened {
            Ok(said) => workbench.say(said),
            Err(why) if why == engine::CANCELLED => workbench.say(format!("{name} was not opened.")),
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
        Kind::Sql(_) | Kind::Schema(_) => return read(shelf, file::of_text(name, &text)?, None).await,
        Kind::Description => {
            page.draft.set(text.trim().to_owned());
            page.left.open.set(true);
            return Ok(format!("The text of {name} is in the description. Generate designs a schema from it."));
        }
        Kind::Binary => return Err("It is neither text, nor SQL, nor a project. Choose one of these".into()),
    };
    Ok(take(workbench, page, name, project, &said))
}

/// Has the engine read a schema: a script, another language or an archive of migrations. Without a dialect the file's own
/// words tell.
async fn read(shelf: Shelf, chosen: File, dialect: Option<Dialect>) -> Result<String, String> {
    let (workbench, page, name) = (shelf.workbench, shelf.page, chosen.name());
    let usual = workbench.project.with_untracked(|project| project.dialect);
    let job = Job::Read(page.import.reading(&name, dialect, usual));
    let opening = format!("Opening {name}");
    let told = move |percent: &str| page.busy.set(Some(format!("{opening}, {percent} %")));
    let imported: Result<Imported, String> = engine::ask_file(&job, &chosen, Rc::new(told)).await?;
    let mut imported = imported?;
    let said = match imported.remarks {
        0 => format!("{name} is open, read as {}.", imported.read_as),
        1 => format!("{name} is open, read as {}; one place wants a look.", imported.read_as),
        places => format!("{name} is open, read as {}; {places} places want a look.", imported.read_as),
    };
    let project = std::mem::take(&mut imported.project);
    if imported.remarks > 0 || dialect.is_some() {
        page.mode.set(Mode::Design);
        page.tab.set(Tab::Import);
    }
    page.import.take(chosen, imported);
    Ok(take(workbench, page, &name, project, &said))
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
