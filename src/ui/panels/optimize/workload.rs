//! The left panel of Optimize: queries, sizes, and what indexes may take.

use super::{Advisor, BUDGETS};
use crate::advise::{catalog_query, workload_query};
use crate::dialect::Dialect;
use crate::ui::state::Workbench;
use crate::ui::widgets::{copy_button, open_text};
use leptos::prelude::*;

const QUERIES: &str = "Paste queries, a CSV of pg_stat_statements, a slow log, or say it in words:\n\n-- name: inbox, frequency: \
                       5000\nSELECT … FROM orders WHERE status = 'open' ORDER BY created_at LIMIT 20;\n\nfind orders by customer, newest \
                       first, 2000 times a day";
const TAKEN: &str = "The query is copied. Run it in your database, save its result as CSV, and paste that here.";
const SIZES: &str =
    "{\"orders\": 5000000, \"customers\": {\"rows\": 100000, \"columns\": {\"country\": {\"distinct\": 40}}}}";

#[component]
pub fn WorkloadPanel() -> AnyView {
    let workbench = expect_context::<Workbench>();
    let advisor = expect_context::<Advisor>();
    let dialect = move || workbench.design.with(|project| project.dialect);
    let counts = move || {
        workload_query(dialect()).map(|_| {
            copy_button(
                "Query for counts",
                "One query over the database's own counts of statements; its result as CSV goes above",
                move || workload_query(dialect()).unwrap_or_default().to_owned(),
                TAKEN,
            )
        })
    };
    let budget = move || match BUDGETS.get(advisor.budget.get()) {
        Some(megabytes) if *megabytes >= 1_000.0 => format!("{:.0} GB", megabytes / 1_000.0),
        Some(megabytes) => format!("{megabytes:.0} MB"),
        None => "no limit".to_owned(),
    };
    let slide = move |event| {
        if let Ok(place) = event_target_value(&event).parse::<usize>() {
            advisor.budget.set(place.min(BUDGETS.len()));
        }
    };
    let summary = move || {
        advisor.asking.found.get().map(|found| {
            let text = match &found.failed {
                Some(why) => format!("{}.", why.trim_end_matches('.')),
                None => format!("{} queries read", found.queries.len()),
            };
            view! { <p class="effect" role="status">{text}</p> }
        })
    };
    let way = move |by_planner: bool, label: &'static str| {
        let chosen =
            move || advisor.by_planner.get() == by_planner && (!by_planner || dialect() == Dialect::PostgreSql);
        let disabled = move || by_planner && dialect() != Dialect::PostgreSql;
        view! {
            <button type="button" role="radio" aria-checked=move || chosen().to_string() disabled=disabled
                on:click=move |_| advisor.by_planner.set(by_planner)>{label}</button>
        }
    };
    let about_costs = move || match (dialect(), advisor.by_planner.get()) {
        (Dialect::PostgreSql, true) => {
            "PostgreSQL 18 plans in this page, over tables that hold no rows but the sizes above.".to_owned()
        }
        (Dialect::PostgreSql, false) => {
            "The model answers at once; PostgreSQL's planner takes some seconds.".to_owned()
        }
        (other, _) => format!("PostgreSQL's planner does not speak for {other}: the model does."),
    };
    view! {
        <section>
            <h2 id="workload-title">"Workload"</h2>
            <div class="desc">
                <textarea class="script-text mono" aria-labelledby="workload-title" placeholder=QUERIES spellcheck="false"
                    prop:value=move || advisor.workload.get()
                    on:input=move |event| advisor.workload.set(event_target_value(&event))></textarea>
            </div>
            <div class="generate">
                {open_text("Open a file", ".sql,.csv,.json,.log,.txt", move |_, text| advisor.workload.set(text))}
                {counts}
            </div>
            {summary}
        </section>
        <section>
            <h2 id="sizes-title">"Sizes of the tables"</h2>
            <div class="desc">
                <textarea class="script-text short mono" aria-labelledby="sizes-title" placeholder=SIZES spellcheck="false"
                    prop:value=move || advisor.statistics.get()
                    on:input=move |event| advisor.statistics.set(event_target_value(&event))></textarea>
            </div>
            <div class="generate">
                {open_text("Open a file", ".csv,.json,.txt", move |_, text| advisor.statistics.set(text))}
                {copy_button(
                    "Catalog query",
                    "One query over the database's catalog; its result as CSV goes above",
                    move || catalog_query(dialect()).to_owned(),
                    TAKEN,
                )}
                <span class="effect">"Without sizes they are guessed."</span>
            </div>
        </section>
        <section>
            <h2 id="costs-title">"Costs"</h2>
            <div class="seg" role="radiogroup" aria-labelledby="costs-title">{way(false, "Built-in model")}{way(true, "PostgreSQL's planner")}</div>
            <p class="effect">{about_costs}</p>
        </section>
        <section>
            <h2 id="budget-title">"Space for new indexes"</h2>
            <div class="budget">
                <input type="range" min="0" max=BUDGETS.len().to_string() step="1" aria-labelledby="budget-title"
                    aria-valuetext=budget prop:value=move || advisor.budget.get().to_string() on:input=slide/>
                <output class="mono">{budget}</output>
            </div>
        </section>
    }
    .into_any()
}
