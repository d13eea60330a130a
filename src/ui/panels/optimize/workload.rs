//! The left panel of Optimize: queries, sizes, and what indexes may take.

use super::{Advisor, BUDGETS};
use crate::advise::catalog_query;
use crate::ui::state::Workbench;
use crate::ui::widgets::{Icon, icon};
use crate::web::clipboard;
use leptos::prelude::*;

const QUERIES: &str = "Paste queries, a CSV of pg_stat_statements, a slow log, or say it in words:\n\n-- name: inbox, frequency: \
                       5000\nSELECT … FROM orders WHERE status = 'open' ORDER BY created_at LIMIT 20;\n\nfind orders by customer, newest \
                       first, 2000 times a day";
const SIZES: &str =
    "{\"orders\": 5000000, \"customers\": {\"rows\": 100000, \"columns\": {\"country\": {\"distinct\": 40}}}}";

#[component]
pub fn WorkloadPanel() -> AnyView {
    let workbench = expect_context::<Workbench>();
    let advisor = expect_context::<Advisor>();
    let dialect = move || workbench.design.with(|project| project.dialect);
    let copy_query = move |_| {
        leptos::task::spawn_local(async move {
            match clipboard::copy(catalog_query(dialect())).await {
                Ok(()) => workbench
                    .say("The query is copied. Run it in your database, save its result as CSV, and paste that here."),
                Err(why) => workbench.fail(format!("The query could not be copied: {why}.")),
            }
        });
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
    view! {
        <section>
            <h2 id="workload-title">"Workload"</h2>
            <div class="desc">
                <textarea class="script-text mono" aria-labelledby="workload-title" placeholder=QUERIES spellcheck="false"
                    prop:value=move || advisor.workload.get()
                    on:input=move |event| advisor.workload.set(event_target_value(&event))></textarea>
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
                <button class="btn small" title="One query over the database's catalog; its result as CSV goes above" on:click=copy_query>
                    {icon(Icon::Copy)}"Catalog query"
                </button>
                <span class="effect">"Without sizes they are guessed."</span>
            </div>
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
