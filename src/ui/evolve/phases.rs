//! The dock's plan of the migration: phases of statements, what each holds up, and the way back.

use super::Evolution;
use super::settings::Settings;
use super::timeline::{time, timeline};
use crate::prove::verdict::Report;
use crate::trust::{Origin, audit};
use crate::ui::messages::t;
use crate::ui::prove::Proof;
use crate::ui::state::Workbench;
use crate::ui::trust::approvers;
use crate::web::download::{self, file_stem};
use crate::web::evolution::{Comparison, Phase, PhaseImpact, Statement};
use leptos::prelude::*;
use std::sync::Arc;

#[component]
pub fn Phases() -> AnyView {
    let evolution = expect_context::<Evolution>();
    let content = move || match evolution.found.get() {
        None => {
            let text = "Compare a database with the design first: here you see the statements that lead from the one to \
                        the other, and back.";
            view! { <p class="empty-pane">{text}</p> }.into_any()
        }
        Some(found) if found.phases.is_empty() => {
            view! { <p class="empty-pane">{t("There is nothing to do.")}</p> }.into_any()
        }
        Some(found) => plan(&found, evolution.focus.get().as_deref()),
    };
    let way = move |offline: bool, text: &'static str, title: &'static str| {
        view! {
            <button type="button" role="radio" title=title
                aria-checked=move || (evolution.offline.get() == offline).to_string()
                on:click=move |_| evolution.offline.set(offline)>{text}</button>
        }
    };
    let has_phases = move || evolution.found.with(|found| found.as_ref().is_some_and(|found| !found.phases.is_empty()));
    view! {
        <div class="decisions-pane">
            <div class="filter">
                <div class="seg" role="radiogroup" aria-label=t("How the migration runs")>
                    {way(false, "While in use", "Forms that let the application go on: in steps, in batches, without long locks")}
                    {way(true, "In a maintenance window", "Plain statements; nobody else uses the database meanwhile")}
                </div>
                {move || evolution.focus.get().map(|table| view! {
                    <button class="chip" title="Show the phases of all tables" on:click=move |_| evolution.focus.set(None)>
                        "Only "<span class="mono">{table}</span>" ×"
                    </button>
                })}
                <span class="grow"></span>
                <Show when=has_phases>
                    <button class="btn small" on:click=move |_| bundle(evolution)>{t("Download the scripts")}<span class="quiet">{t(".zip")}</span></button>
                </Show>
            </div>
            <div class="pane">{Settings()}{content}</div>
        </div>
    }
    .into_any()
}

/// With `focus` the phases of this table alone.
fn plan(found: &Comparison, focus: Option<&str>) -> AnyView {
    let warnings = found.irreversible.iter().map(|text| view! { <li>{text.clone()}</li> }).collect_view();
    let about = |phase: &Phase| {
        focus.is_none_or(|table| {
            phase.table.as_deref() == Some(table) || phase.statements.iter().any(|own| own.sql.contains(table))
        })
    };
    let phases = found.phases.iter().enumerate().filter(|(_, own)| about(own));
    let phases = phases.map(|(at, own)| phase(at, own, found.impact.phases.get(at))).collect_view();
    view! {
        {(!found.irreversible.is_empty()).then(|| view! { <ul class="losses">{warnings}</ul> })}
        {timeline(found)}
        <ol class="phases">{phases}</ol>
    }
    .into_any()
}

fn phase(at: usize, phase: &Phase, impact: Option<&PhaseImpact>) -> AnyView {
    let way = if phase.transactional { "one transaction" } else { "statement by statement" };
    let table = phase.table.clone().map(|table| view! { <span class="mono">{table}</span> });
    let time = impact.and_then(time);
    let rows = impact.and_then(|impact| impact.rows).map(|rows| format!("{rows} rows"));
    let rest = impact.filter(|impact| !impact.dependants.is_empty()).map(|impact| {
        view! { <p class="quiet">"Rests on it: "{impact.dependants.join(", ")}</p> }
    });
    let checks = phase.verify.iter().map(|verify| {
        view! {
            <li class="quiet">
                <b>{t("Before: ")}{verify.what.clone()}</b>{t(" must be none. ")}{verify.action.clone()}
                <code class="code-block">{verify.sql.clone()}</code>
            </li>
        }
    });
    view! {
        <li class="phase" id=format!("phase-{at}") tabindex="-1">
            <h3>
                <span class="badge">{at + 1}</span>{phase.name.clone()}" "{table}
                <span class="chip">{phase.stage.clone()}</span><span class="quiet">{way}</span>
                <span class="quiet">{rows}</span><span class="quiet">{time}</span>
            </h3>
            {rest}
            <ul>{checks.collect_view()}{phase.statements.iter().map(statement).collect_view()}</ul>
        </li>
    }
    .into_any()
}

fn statement(statement: &Statement) -> AnyView {
    let hold = match statement.hold.as_str() {
        "everything" => Some("blocks reading and writing"),
        "writes" => Some("blocks writing"),
        _ => None,
    };
    let effect = match statement.effect.as_str() {
        "scan" => Some("reads all rows"),
        "index" => Some("builds an index"),
        "rows" => Some("changes rows"),
        "rewrite" => Some("rewrites the table"),
        _ => None,
    };
    let notes: Vec<&str> = hold.into_iter().chain(effect).collect();
    let notes = if notes.is_empty() { "a moment, blocks nobody".to_owned() } else { notes.join(", ") };
    let class = if hold.is_some() && effect.is_some() { "changed" } else { "quiet" };
    let hazards = statement.hazards.iter().map(|hazard| {
        view! { <p class="hazard"><span class="mono">{hazard.code.clone()}</span>" "{hazard.message.clone()}</p> }
    });
    let back = (!statement.reverse.is_empty()).then(|| {
        view! {
            <details>
                <summary class="quiet">{t("The way back")}</summary>
                <code class="code-block">{statement.reverse.join("\n")}</code>
            </details>
        }
    });
    view! {
        <li class="statement">
            <code class="code-block">{statement.sql.clone()}</code>
            <p class=class>{notes}</p>
            {hazards.collect_view()}
            <p class="quiet">{statement.why.clone()}</p>
            {back}
        </li>
    }
    .into_any()
}

/// Gives the scripts as one archive.
fn bundle(evolution: Evolution) {
    let workbench = expect_context::<Workbench>();
    let Some(found) = evolution.found.get_untracked() else { return };
    let report = expect_context::<Proof>().migration.get_untracked();
    leptos::task::spawn_local(async move {
        let project = workbench.project.get_untracked();
        let approved = approvers(&project, &audit::digest_of_files(&found.files)).await;
        if project.review && approved.is_empty() {
            return workbench.fail(
                "The project asks for an approval before the scripts of a migration are given, and nobody has approved \
                 these. Prove the migration and approve it in Prove.",
            );
        }
        let name = format!("{}-migration.zip", file_stem(&project.name));
        match archive(&found, report.as_deref()).and_then(|blob| download::save(&name, &blob)) {
            Ok(()) => {
                let by =
                    if approved.is_empty() { String::new() } else { format!(", approved by {}", approved.join(", ")) };
                workbench
                    .record(Origin::Migration, &format!("Download the scripts of {} phases{by}", found.phases.len()));
            }
            Err(why) => workbench.fail(format!("The archive could not be made: {why}.")),
        }
    });
}

/// The scripts, with the report of their proof where they were proved.
fn archive(found: &Arc<Comparison>, report: Option<&Report>) -> Result<web_sys::Blob, String> {
    let mut files = found.files.clone();
    files.extend(report.map(|report| ("proof.md".to_owned(), report.markdown())));
    files.extend(report.map(|report| ("proof.json".to_owned(), report.json())));
    download::bytes(&crate::export::zip(&files), "application/zip")
}
