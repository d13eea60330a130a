//! The list of projects on this device, what came with a link, and the word that another tab has the project.

use crate::project::Project;
use crate::ui::messages::t;
use crate::ui::share;
use crate::ui::shelf::{Entry, Place, Shelf};
use crate::ui::widgets::{Icon, dialog, icon};
use leptos::prelude::*;

#[component]
pub fn Projects() -> impl IntoView {
    let shelf = expect_context::<Shelf>();
    let close = move || shelf.shown.set(false);
    let content = move || {
        let (alive, deleted): (Vec<Entry>, Vec<Entry>) =
            shelf.entries.get().into_iter().partition(|entry| entry.deleted.is_none());
        let any = !deleted.is_empty();
        let none = alive.is_empty();
        view! {
            <div class="dialog">
                <h1>{t("Projects on this device")}</h1>
                <Show when=move || none>
                    <p class="stat">{t("What you make is kept here by itself. Describe a system, or open a file, to begin the first project.")}</p>
                </Show>
                <ul class="projects">{alive.into_iter().map(|entry| row(shelf, entry)).collect_view()}</ul>
                <Show when=move || any>
                    <details class="deleted">
                        <summary>{t("Deleted, kept for 30 days")}</summary>
                        <ul class="projects">{deleted.clone().into_iter().map(|entry| deleted_row(shelf, entry)).collect_view()}</ul>
                    </details>
                </Show>
                <div class="actions">
                    <button class="btn" data-action="download-all" on:click=move |_| shelf.download_all()>{t("Download all")}</button>
                    <span class="grow"></span>
                    <button class="btn" on:click=move |_| close()>{t("Close")}</button>
                    <button class="btn primary" data-action="new-project"
                        on:click=move |_| shelf.begin_with(Project::default(), "")>{t("New project")}</button>
                </div>
            </div>
        }
        .into_any()
    };
    dialog("Projects", move || shelf.shown.get(), close, content)
}

fn facts(entry: &Entry) -> String {
    let tables = match entry.tables {
        1 => "1 table".to_owned(),
        count => format!("{count} tables"),
    };
    let date = js_sys::Date::new(&entry.changed.into()).to_locale_string("default", &wasm_bindgen::JsValue::UNDEFINED);
    format!("{tables}, {}", String::from(date))
}

fn name_of(entry: &Entry) -> String {
    if entry.name.is_empty() { "Untitled project".to_owned() } else { entry.name.clone() }
}

fn row(shelf: Shelf, entry: Entry) -> AnyView {
    let name = name_of(&entry);
    let facts = facts(&entry);
    let is_open = shelf.current.with_untracked(|id| *id == entry.id);
    let [open, copy, gone] = [entry.id.clone(), entry.id.clone(), entry.id];
    view! {
        <li class:now=is_open data-project=name.clone()>
            <button class="project" aria-current=is_open.then_some("true") on:click=move |_| shelf.open(open.clone())>
                <b>{name.clone()}</b><span class="quiet">{facts}{is_open.then_some(", open")}</span>
            </button>
            <button class="btn square small plain" title=t("Open a copy") aria-label=format!("Duplicate {name}")
                on:click=move |_| shelf.duplicate(copy.clone())>{icon(Icon::Copy)}</button>
            <button class="btn square small plain" title=t("Delete; it can be brought back") aria-label=format!("Delete {name}")
                on:click=move |_| shelf.set_deleted(gone.clone(), true)>{icon(Icon::Bin)}</button>
        </li>
    }
    .into_any()
}

fn deleted_row(shelf: Shelf, entry: Entry) -> AnyView {
    let name = name_of(&entry);
    let facts = facts(&entry);
    view! {
        <li data-project=name.clone()>
            <span class="project"><b>{name.clone()}</b><span class="quiet">{facts}</span></span>
            <button class="btn small" aria-label=format!("Bring {name} back")
                on:click=move |_| shelf.set_deleted(entry.id.clone(), false)>{icon(Icon::Undo)}{t("Bring back")}</button>
        </li>
    }
    .into_any()
}

/// Asks whether a project that came with a link is wanted.
#[component]
pub fn Arrived() -> impl IntoView {
    let shelf = expect_context::<Shelf>();
    let close = move || shelf.arrived.set(None);
    let content = move || {
        let Some(project) = shelf.arrived.get() else { return ().into_any() };
        let name = if project.name.is_empty() { "Untitled project".to_owned() } else { project.name.clone() };
        let names: Vec<String> = project.schema.tables.iter().map(|table| table.name.to_string()).collect();
        let count = names.len();
        let some = names.into_iter().take(8).collect::<Vec<_>>().join(", ");
        let more = if count > 8 { format!(" and {} more", count - 8) } else { String::new() };
        let add = move |_| {
            shelf.arrived.set(None);
            shelf.begin_with(
                Project::clone(&project),
                "The shared project is open. Your other projects are in the list.",
            );
        };
        view! {
            <div class="dialog">
                <h1>{t("Open “")}{name}"”?"</h1>
                <p>{t("The link holds a project with ")}{count}{if count == 1 { " table" } else { " tables" }}": "<span class="mono">{some}</span>{more}"."</p>
                <p class="quiet">{t("It is added to the projects on this device; nothing of yours is replaced.")}</p>
                <div class="actions">
                    <button class="btn" on:click=move |_| close()>{t("Not now")}</button>
                    <button class="btn primary" data-action="add-shared" autofocus on:click=add>{t("Open it")}</button>
                </div>
            </div>
        }
        .into_any()
    };
    dialog("Shared project", move || shelf.arrived.with(Option::is_some), close, content)
}

/// Says that another tab works on the project.
#[component]
pub fn OtherTab() -> impl IntoView {
    let shelf = expect_context::<Shelf>();
    let away = move || shelf.place.get() != Place::Here;
    let text = move || match shelf.place.get() {
        Place::Taken => "Another tab has taken this project over. What you did here is saved.",
        _ => "This project is open in another tab. Two tabs would overwrite each other’s work.",
    };
    view! {
        <Show when=away>
            <div class="other-tab" role="alertdialog" aria-label=t("Open in another tab")>
                <div>
                    <p>{text}</p>
                    <div class="actions">
                        <button class="btn" on:click=move |_| shelf.shown.set(true)>{t("Open another project")}</button>
                        <button class="btn primary" data-action="take-over" on:click=move |_| shelf.take_over()>{t("Work on it here")}</button>
                    </div>
                </div>
            </div>
        </Show>
    }
}

/// The buttons beside the project's name.
#[component]
pub fn ProjectButtons() -> impl IntoView {
    let shelf = expect_context::<Shelf>();
    view! {
        <button class="btn square small plain" title=t("Projects on this device") aria-label=t("Projects")
            on:click=move |_| shelf.shown.set(true)>{icon(Icon::Projects)}</button>
        <button class="btn square small plain share" title=t("Copy a link that holds the whole project; nothing is sent")
            aria-label=t("Share by link") on:click=move |_| share::copy_link(shelf)>{icon(Icon::Share)}</button>
    }
}
