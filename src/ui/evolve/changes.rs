//! The dock's list of what is different: parts under their table, each with its value before and after.

use super::{Evolution, element};
use crate::ui::canvas::Scene;
use crate::ui::messages::t;
use crate::ui::page::{Page, Tab};
use crate::ui::state::Workbench;
use crate::web::evolution::{Detail, Entry, Status};
use leptos::prelude::*;

#[component]
pub fn Changes() -> AnyView {
    let evolution = expect_context::<Evolution>();
    let content = move || match evolution.found.get() {
        None => {
            let text = "Paste the DDL of the database on the left and press Compare: here you see what is different.";
            view! { <p class="empty-pane">{text}</p> }.into_any()
        }
        Some(found) if found.changes.is_empty() => {
            view! { <p class="empty-pane">{t("The database and the design are the same.")}</p> }.into_any()
        }
        Some(found) => view! { <ul class="changes">{rows(&found.changes)}</ul> }.into_any(),
    };
    view! { <div class="pane">{content}</div> }.into_any()
}

/// A table whose parts changed and that did not change itself gets a line of its own above them.
fn rows(changes: &[Entry]) -> Vec<AnyView> {
    let mut above: Option<&str> = None;
    let mut rows = Vec::new();
    for entry in changes {
        match entry.table.as_deref() {
            None => above = (entry.object == "table").then_some(entry.name.as_str()),
            Some(table) if above != Some(table) => {
                above = Some(table);
                rows.push(view! { <li class="over"><span class="mono">{table.to_owned()}</span></li> }.into_any());
            }
            Some(_) => {}
        }
        rows.push(row(entry.clone()));
    }
    rows
}

fn row(entry: Entry) -> AnyView {
    let workbench = expect_context::<Workbench>();
    let scene = expect_context::<Scene>();
    let (sign, class) = match entry.status {
        Status::Added => ("+", "added"),
        Status::Removed => ("−", "removed"),
        Status::Changed => ("~", "changed"),
        Status::Renamed => ("→", "changed"),
        Status::Moved => ("↕", "quiet-sign"),
        Status::Recreated => ("↻", "quiet-sign"),
    };
    let within = entry.table.is_some();
    let was = entry.was.as_ref().map(|was| view! { <span class="quiet">{t("was ")}{was.clone()}</span> });
    let details: Vec<AnyView> = match entry.status {
        Status::Removed => Vec::new(),
        // Checks and keys are called by what they say.
        Status::Added if entry.object != "column" => Vec::new(),
        Status::Recreated => vec![view! { <span class="quiet">{t("dropped and made again")}</span> }.into_any()],
        Status::Added => {
            entry.details.iter().filter_map(|detail| detail.to.as_ref().map(|to| said(&detail.what, to))).collect()
        }
        _ => entry.details.iter().map(change).collect(),
    };
    let kind = entry.object.clone();
    let name = entry.name.clone();
    let evolution = expect_context::<Evolution>();
    let page = expect_context::<Page>();
    let about = entry.table.clone().unwrap_or_else(|| entry.name.clone());
    let label = format!("Statements of {about}");
    let statements = move |_| {
        evolution.focus.set(Some(about.clone()));
        page.tab.set(Tab::Migration);
    };
    let go = move |_| {
        let id = workbench.project.with_untracked(|project| element(&project.schema, &entry));
        if let Some(id) = id {
            scene.go_to(id);
        }
    };
    view! {
        <li class="change" class:within=within>
            <button on:click=go>
                <b class=class>{sign}</b><span class="kind">{kind}</span><span class="mono">{name}</span>{was}
                <span class="details">{details}</span>
            </button>
            <button class="btn small plain to-statements" aria-label=label on:click=statements>"Statements"</button>
        </li>
    }
    .into_any()
}

fn said(what: &str, to: &str) -> AnyView {
    let text = if to.is_empty() || to == "yes" { what.to_owned() } else { format!("{what} {to}") };
    view! { <span class="quiet">{text}</span> }.into_any()
}

fn change(detail: &Detail) -> AnyView {
    let Detail { what, from, to } = detail.clone();
    let none = || "none".to_owned();
    view! {
        <span class="quiet">{what}" "<s>{from.unwrap_or_else(none)}</s>" "<b>{to.unwrap_or_else(none)}</b></span>
    }
    .into_any()
}
