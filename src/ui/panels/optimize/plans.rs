//! What each query costs today and with the advice, and the planner's plans where it was asked.

use super::cards::short;
use crate::web::advice::{Query, Step};
use leptos::prelude::*;

pub fn queries(queries: &[Query]) -> AnyView {
    view! {
        <table class="gains">
            <caption>"What each query costs"</caption>
            <thead><tr><th>"Query"</th><th>"Runs"</th><th>"Today"</th><th>"With it"</th><th></th><th>"Left"</th><th>"Indexes"</th></tr></thead>
            <tbody>{queries.iter().map(row).collect_view()}</tbody>
        </table>
        {plans(queries)}
    }
    .into_any()
}

fn row(query: &Query) -> AnyView {
    let left = 100.0 * query.cost_after / query.cost_before.max(1e-9);
    let bar = format!("width:{:.0}%", left.clamp(1.0, 100.0));
    view! {
        <tr>
            <td class="mono">{query.id.clone()}</td><td class="number">{short(query.frequency)}</td>
            <td class="number">{short(query.cost_before)}</td><td class="number">{short(query.cost_after)}</td>
            <td><div class="meter" aria-hidden="true"><i style=bar></i></div></td><td class="number">{format!("{left:.0} %")}</td>
            <td class="mono quiet">{query.indexes.join(", ")}</td>
        </tr>
    }
    .into_any()
}

fn plans(queries: &[Query]) -> AnyView {
    let planned: Vec<&Query> = queries.iter().filter(|query| !query.plan_before.is_empty()).collect();
    if planned.is_empty() {
        return ().into_any();
    }
    let one = |query: &&Query| {
        let is_same = query.plan_after.is_empty() || query.plan_after == query.plan_before;
        let after = match is_same {
            true => view! { <p class="quiet">"The plan stays as it is."</p> }.into_any(),
            false => tree("With the advice", &query.plan_after),
        };
        view! {
            <details>
                <summary><span class="mono">{query.id.clone()}</span>" "<span class="quiet">{(!is_same).then_some("another plan")}</span></summary>
                <div class="plan-pair">{tree("Today", &query.plan_before)}{after}</div>
            </details>
        }
    };
    view! { <div class="verdicts"><h3>"Plans of PostgreSQL, for one execution"</h3>{planned.iter().map(one).collect_view()}</div> }
        .into_any()
}

/// A plan as an outline: each step stands above those that it reads from.
fn tree(title: &'static str, steps: &[Step]) -> AnyView {
    let line = |step: &Step| {
        let place = format!("padding-left:{}px", 14 * step.depth.min(20));
        let figures = format!("cost {} · {} rows", short(step.cost), short(step.rows));
        view! { <li style=place><span>{step.text.clone()}</span>" "<span class="quiet">{figures}</span><small class="mono">{step.detail.clone()}</small></li> }
    };
    view! { <div><b>{title}</b><ul class="plan">{steps.iter().map(line).collect_view()}</ul></div> }.into_any()
}
