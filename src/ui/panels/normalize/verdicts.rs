//! The dock's normal forms: keys, dependencies and violations of each table, and the tables that would result.

use super::NormalForms;
use crate::base::sort;
use crate::normalize::NormalForm;
use crate::ui::canvas::Scene;
use crate::ui::state::Workbench;
use crate::web::normal_forms::{Known, Verdict, Verdicts};
use leptos::prelude::*;
use std::sync::Arc;

/// Dependencies of a table that are shown without being asked for.
const SHOWN: usize = 12;

#[component]
pub fn FormVerdicts() -> AnyView {
    let forms = expect_context::<NormalForms>();
    let way = move |form: NormalForm| {
        view! {
            <button type="button" role="radio" aria-checked=move || (forms.form.get() == form).to_string()
                on:click=move |_| forms.form.set(form)>{form.label()}</button>
        }
    };
    let content = move || match forms.asking.found.get() {
        None if forms.asking.busy.get() => view! { <p class="empty-pane">"Looking…"</p> }.into_any(),
        None => {
            view! { <p class="empty-pane">"Design or open tables first, or paste rows on the left."</p> }.into_any()
        }
        Some(found) => verdicts(&found),
    };
    let summary = move || {
        forms.asking.found.get().map(|found| {
            let broken = found.tables.iter().filter(|verdict| !verdict.violations.is_empty()).count();
            match broken {
                0 => format!("All {} tables are in the form", found.tables.len()),
                1 => "1 table violates a normal form".to_owned(),
                _ => format!("{broken} tables violate a normal form"),
            }
        })
    };
    view! {
        <div class="decisions-pane">
            <div class="filter">
                <div class="seg" role="radiogroup" aria-label="The form that is wanted">
                    {way(NormalForm::Second)}{way(NormalForm::Third)}{way(NormalForm::BoyceCodd)}{way(NormalForm::Fourth)}
                </div>
                <span role="status">{summary}</span>
                {move || forms.asking.busy.get().then(|| view! { <span class="spinner" aria-hidden="true"></span> })}
                <span class="grow"></span>
                {apply(forms)}
            </div>
            <div class="pane">{content}</div>
        </div>
    }
    .into_any()
}

fn apply(forms: NormalForms) -> AnyView {
    let workbench = expect_context::<Workbench>();
    let changes = move || forms.asking.found.with(|found| found.as_ref().map_or(0, |found| found.changes.len()));
    view! {
        <Show when=move || { changes() > 0 }>
            <button class="btn small primary" title="One step, which Ctrl+Z takes back" on:click=move |_| forms.apply(workbench)>
                "Apply "{changes}" changes"
            </button>
        </Show>
    }
    .into_any()
}

fn verdicts(found: &Arc<Verdicts>) -> AnyView {
    let mut tables: Vec<&Verdict> = found.tables.iter().collect();
    // What is wrong comes first.
    sort::by_key(&mut tables, |verdict| (verdict.violations.is_empty(), verdict.steps.is_empty()));
    let notes = found.notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect_view();
    view! {
        {(!found.notes.is_empty()).then(|| view! { <ul class="losses">{notes}</ul> })}
        <ul class="cards">{tables.into_iter().map(card).collect_view()}</ul>
    }
    .into_any()
}

fn card(verdict: &Verdict) -> AnyView {
    let workbench = expect_context::<Workbench>();
    let scene = expect_context::<Scene>();
    let name = verdict.name.clone();
    let go = move |_| {
        let id = workbench.project.with_untracked(|project| {
            project.schema.tables.iter().find(|table| table.name.to_string() == name).map(|table| table.id)
        });
        if let Some(id) = id {
            scene.go_to(id);
        }
    };
    let keys: Vec<String> = verdict.keys.iter().map(|key| format!("({})", key.join(", "))).collect();
    let class = if verdict.violations.is_empty() { "chip added" } else { "chip removed" };
    view! {
        <li class="card">
            <h3>
                <button on:click=go>{verdict.name.clone()}</button>
                <span class=class>{verdict.form.to_uppercase()}</span>
                <span class="quiet">"keys "<span class="mono">{keys.join(" ")}</span></span>
            </h3>
            {violations(verdict)}
            {steps(verdict)}
            {dependencies(verdict)}
        </li>
    }
    .into_any()
}

fn violations(verdict: &Verdict) -> AnyView {
    let line = |broken: &crate::web::normal_forms::Broken| {
        let arrow = if broken.kind == "multivalued" { " ->> " } else { " -> " };
        let what = match broken.kind.as_str() {
            "repetition" => broken.to.join(", "),
            _ => format!("{}{arrow}{}", broken.from.join(", "), broken.to.join(", ")),
        };
        view! {
            <p class="broken"><span class="kind removed">"against "{broken.form.to_uppercase()}</span>
                <span><span class="mono">{what}</span>" "<span class="quiet">{broken.reason.clone()}</span></span></p>
        }
    };
    verdict.violations.iter().map(line).collect_view().into_any()
}

/// What is done about it, what that loses, and the tables that result.
fn steps(verdict: &Verdict) -> AnyView {
    if verdict.steps.is_empty() {
        return ().into_any();
    }
    let step = |step: &crate::web::normal_forms::Step| {
        let lost = step
            .lost
            .iter()
            .map(|lost| view! { <p class="hazard">"No single table holds "{lost.clone()}" any more."</p> });
        let text = match &step.obstacle {
            Some(obstacle) => format!("{} is not reached: {obstacle}", step.form.to_uppercase()),
            None => step.explanation.clone(),
        };
        let alternative = step.alternative.clone().map(|text| view! { <p class="quiet">{text}</p> });
        view! { <div><p>{text}</p>{lost.collect_view()}{alternative}</div> }
    };
    let part = |part: &crate::web::normal_forms::Part| {
        let column = |name: &String| {
            let class = if part.primary_key.contains(name) { "mono key-column" } else { "mono" };
            view! { <span class=class>{name.clone()}</span> }
        };
        view! {
            <div class="part">
                <b>{part.name.clone()}<span class="quiet">" "{part.form.to_uppercase()}</span></b>
                {part.columns.iter().map(column).collect_view()}
            </div>
        }
    };
    let proof = |holds: bool, yes: &'static str, no: &'static str| {
        let (class, text) = if holds { ("chip added", yes) } else { ("chip removed", no) };
        view! { <span class=class>{text}</span> }
    };
    view! {
        {verdict.steps.iter().map(step).collect_view()}
        <div class="parts">{verdict.result.tables.iter().map(part).collect_view()}</div>
        <p class="generate">
            {proof(verdict.lossless, "lossless: joining the parts gives back exactly the rows", "not lossless")}
            {proof(verdict.preserved, "every dependency stays within one table", "loses a dependency: stop at 3NF to keep it")}
        </p>
    }
    .into_any()
}

fn dependencies(verdict: &Verdict) -> AnyView {
    let line = |known: &Known| {
        let source = match known.source.as_str() {
            _ if known.error > 0.0 => format!("{:.2} % of the rows contradict it", known.error * 100.0),
            "data" if known.used => "in the rows, trusted".to_owned(),
            "data" => "in the rows, may be chance".to_owned(),
            other => other.to_owned(),
        };
        let from = if known.from.is_empty() { "(nothing)".to_owned() } else { known.from.join(", ") };
        view! { <li><span class="mono">{from}" -> "{known.to.join(", ")}</span>" "<span class="quiet">{source}</span></li> }
    };
    let (mut all, approximate) = (verdict.dependencies.iter().collect::<Vec<_>>(), verdict.approximate.iter());
    sort::by_key(&mut all, |known| !known.used);
    let count = all.len() + verdict.approximate.len();
    if count == 0 {
        return ().into_any();
    }
    let lines = all.into_iter().chain(approximate).take(10 * SHOWN).map(line).collect_view();
    view! {
        <details open=count <= SHOWN && verdict.dependencies.iter().any(|known| known.source != "key")>
            <summary class="quiet">{count}" dependencies"</summary>
            <ul class="known">{lines}</ul>
        </details>
    }
    .into_any()
}
