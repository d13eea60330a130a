//! The left panel of Prove: what is proved, with how many rows, and what came of it.

use super::{Proof, Subject};
use crate::ui::evolve::Evolution;
use crate::ui::page::{Page, Tab};
use crate::ui::state::Workbench;
use crate::ui::trust::TrustPanel;
use crate::web::download;
use leptos::prelude::*;

#[component]
pub fn ProvePanel() -> AnyView {
    let workbench = expect_context::<Workbench>();
    let evolution = expect_context::<Evolution>();
    let proof = expect_context::<Proof>();
    let page = expect_context::<Page>();
    let has_migration =
        Memo::new(move |_| evolution.found.with(|found| found.as_ref().is_some_and(|found| !found.phases.is_empty())));
    let start = move |subject| {
        page.tab.set(Tab::Proof);
        proof.start(workbench, evolution, subject);
    };
    let idle = move || proof.busy.with(Option::is_none);
    let number = move |label: &'static str, value: Signal<String>, set: Callback<String>, most: &'static str| {
        view! {
            <label class="field"><span>{label}</span>
                <input class="in" type="number" min="0" max=most prop:value=move || value.get()
                    on:change=move |event| set.run(event_target_value(&event))/>
            </label>
        }
    };
    let rows = Callback::new(move |text: String| {
        proof.rows.set(text.parse().unwrap_or(20).min(2000));
        proof.rows.notify();
    });
    let seed = Callback::new(move |text: String| proof.seed.set(text.parse().unwrap_or(1)));
    view! {
        <section>
            <h2>"Proof on a real PostgreSQL"</h2>
            <p class="quiet">
                "PostgreSQL runs in this page: the statements, plausible rows that keep every key and check, and each phase \
                 of a migration forward and back. It is loaded when first used (about 10 MB); nothing is sent."
            </p>
            <div class="proof-sizes">
                {number("Rows a table", Signal::derive(move || proof.rows.get().to_string()), rows, "2000")}
                {number("Seed", Signal::derive(move || proof.seed.get().to_string()), seed, "999999")}
            </div>
            <div class="generate">
                <button class="btn primary" disabled=move || !idle() on:click=move |_| start(Subject::Design)>"Prove the schema"</button>
                <button class="btn" disabled=move || !idle() || !has_migration.get()
                    title="Compare a database with the design in Evolve first" on:click=move |_| start(Subject::Migration)>
                    "Prove the migration"
                </button>
            </div>
            {move || proof.busy.get().map(|what| view! {
                <div class="generate">
                    <span class="spinner" aria-hidden="true"></span><span class="stat" role="status">{what}</span>
                    <span class="grow"></span>
                    <button class="btn small" on:click=move |_| proof.stop()>"Stop"</button>
                </div>
            })}
            {move || proof.report.get().map(|report| {
                let held = report.verdicts.iter().filter(|verdict| verdict.holds).count();
                let all = report.verdicts.len();
                let (class, text) = if report.holds() { ("stat added", "Proved") } else { ("stat removed", "Not proved") };
                view! {
                    <p class=class role="status"><b>{text}</b>{format!(": {held} of {all} hold")}</p>
                    <p class="quiet">{report.kind.clone()}</p>
                    <div class="chips">
                        <button class="chip" on:click=move |_| save(workbench, proof, false)>"Report "<span class="quiet">".md"</span></button>
                        <button class="chip" on:click=move |_| save(workbench, proof, true)>"Report "<span class="quiet">".json"</span></button>
                    </div>
                }
            })}
        </section>
        {TrustPanel()}
    }
    .into_any()
}

fn save(workbench: Workbench, proof: Proof, json: bool) {
    let Some(report) = proof.report.get_untracked() else { return };
    let stem = workbench.project.with_untracked(|project| download::file_stem(&project.name));
    let saved = match json {
        true => download::text(&format!("{stem}-proof.json"), "application/json", &report.json()),
        false => download::text(&format!("{stem}-proof.md"), "text/markdown", &report.markdown()),
    };
    if let Err(why) = saved {
        workbench.fail(format!("The report could not be made: {why}."));
    }
}
