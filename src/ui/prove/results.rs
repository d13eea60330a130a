//! The dock's list of verdicts, and of statements with their time and their error in place.

use super::Proof;
use crate::prove::verdict::{Outcome, Report, Verdict};
use crate::ui::state::Workbench;
use leptos::prelude::*;

#[component]
pub fn Results() -> AnyView {
    let proof = expect_context::<Proof>();
    let content = move || {
        match proof.report.get() {
        None => view! {
            <p class="empty-pane">"Prove the schema or a migration: here you see what held, and every statement with its time."</p>
        }
        .into_any(),
        Some(report) => shown(&report),
    }
    };
    view! { <div class="pane">{content}</div> }.into_any()
}

fn shown(report: &Report) -> AnyView {
    let workbench = expect_context::<Workbench>();
    let failed = report.outcomes.iter().filter(|outcome| outcome.failure.is_some());
    let errors = failed.map(|outcome| error(workbench, outcome)).collect_view();
    let verdicts = report.verdicts.iter().map(verdict).collect_view();
    let notes = report.notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect_view();
    let rows = report.outcomes.iter().map(|outcome| {
        let class = if outcome.failure.is_some() { "removed" } else { "added" };
        let sign = if outcome.failure.is_some() { "✗" } else { "✓" };
        view! {
            <tr>
                <td class=class>{sign}</td><td>{outcome.part.clone()}</td>
                <td class="mono">{outcome.sql.lines().next().unwrap_or_default().to_owned()}</td>
                <td class="number">{format!("{:.1} ms", outcome.milliseconds)}</td>
            </tr>
        }
    });
    view! {
        <div class="proof">
            <p class="quiet">{report.engine.clone()}". "{report.kind.clone()}</p>
            <ul class="verdicts">{verdicts}</ul>
            {errors}
            {(!report.notes.is_empty()).then(|| view! { <h3>"Notes"</h3><ul class="assumptions">{notes}</ul> })}
            <details>
                <summary>{format!("All {} statements", report.outcomes.len())}</summary>
                <table class="outcomes"><tbody>{rows.collect_view()}</tbody></table>
            </details>
        </div>
    }
    .into_any()
}

fn verdict(verdict: &Verdict) -> AnyView {
    let (class, sign, word) = if verdict.holds { ("added", "✓", "holds") } else { ("removed", "✗", "fails") };
    let details = verdict.details.iter().map(|detail| view! { <li class="mono">{detail.clone()}</li> }).collect_view();
    view! {
        <li class="verdict">
            <b class=class aria-label=word>{sign}</b>
            <div>{verdict.what.clone()}{(!verdict.details.is_empty()).then(|| view! { <ul>{details}</ul> })}</div>
        </li>
    }
    .into_any()
}

/// A statement that failed, with its error where it lies.
fn error(workbench: Workbench, outcome: &Outcome) -> AnyView {
    let Some(failure) = outcome.failure.clone() else { return ().into_any() };
    let (before, rest) = failure.split(&outcome.sql);
    let subject = outcome.subject;
    let show = subject.map(|id| {
        view! { <button class="btn small plain" on:click=move |_| workbench.select(Some(id))>"Show in the diagram"</button> }
    });
    view! {
        <div class="statement failed">
            <code class="code-block">{before.to_owned()}<mark class="at" title=failure.message.clone()>{rest.to_owned()}</mark></code>
            <p class="hazard"><span class="mono">{failure.code}</span>" "{failure.message}</p>
            {failure.detail.map(|text| view! { <p class="quiet">{text}</p> })}
            {failure.hint.map(|text| view! { <p class="quiet">{text}</p> })}
            {show}
        </div>
    }
    .into_any()
}
