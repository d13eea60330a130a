//! The dock's advice: a card for each thing that would make the workload cheaper, and what is best left.

use super::Advisor;
use super::plans::queries;
use crate::ui::canvas::Scene;
use crate::ui::state::Workbench;
use crate::ui::widgets::{Icon, copy_button, icon};
use crate::web::advice::{Advice, Verdict};
use crate::web::download;
use leptos::prelude::*;
use std::sync::Arc;

const EMPTY: &str =
    "Give a workload on the left: the advice follows at once, and anew after each edit. Nothing leaves this page.";

#[component]
pub fn AdviceCards() -> AnyView {
    let advisor = expect_context::<Advisor>();
    let content = move || match advisor.asking.found.get() {
        None if advisor.asking.busy.get() => view! { <p class="empty-pane">"Looking for what pays…"</p> }.into_any(),
        None => view! { <p class="empty-pane">{EMPTY}</p> }.into_any(),
        Some(found) => match &found.failed {
            Some(why) => view! { <p class="empty-pane">{format!("{}.", why.trim_end_matches('.'))}</p> }.into_any(),
            None => advice(advisor, &found),
        },
    };
    view! { <div class="pane">{content}</div> }.into_any()
}

fn advice(advisor: Advisor, found: &Arc<Advice>) -> AnyView {
    let workbench = expect_context::<Workbench>();
    let share = 100.0 * found.total_after / found.total_before.max(1e-9);
    let count = found.indexes.len();
    let nothing = count + found.drop.len() + found.partitions.len() + found.denormalizations.len() == 0;
    let all = found.indexes.clone();
    let script = script(found);
    let save = move |_| {
        if let Err(why) = download::text("advice.sql", "application/sql", &script) {
            workbench.fail(format!("The script could not be saved: {why}."));
        }
    };
    let notes = found.notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect_view();
    let by = match &found.planner {
        Some(version) => format!("costs by PostgreSQL {version}'s planner"),
        None => "costs by the built-in model".to_owned(),
    };
    let headline = match nothing {
        true => "Do nothing: no index, partition or copy would pay for itself.".to_owned(),
        false => format!("Cost {} → {} ({share:.0} %)", short(found.total_before), short(found.total_after)),
    };
    view! {
        <div class="filter">
            <b role="status">{headline}</b>
            <span class="quiet">{(count > 0).then(|| format!("{count} indexes, {:.1} MB", found.size_mb))}</span>
            <span class="quiet">{by}</span>
            {move || advisor.asking.busy.get().then(|| view! { <span class="spinner" aria-hidden="true"></span> })}
            <span class="grow"></span>
            {(!nothing).then(|| view! { <button class="btn small" on:click=save>"Download SQL"</button> })}
            {(count > 1).then(|| view! {
                <button class="btn small primary" on:click=move |_| advisor.apply(workbench, &all)>"Apply all "{count}" indexes"</button>
            })}
        </div>
        {(!found.notes.is_empty()).then(|| view! { <ul class="losses">{notes}</ul> })}
        <ul class="cards">{indexes(advisor, found)}{drops(advisor, found)}{whole_tables(found)}</ul>
        {queries(&found.queries)}
        {left(&found.verdicts)}
    }
    .into_any()
}

fn indexes(advisor: Advisor, found: &Advice) -> AnyView {
    let workbench = expect_context::<Workbench>();
    let scene = expect_context::<Scene>();
    let card = |advised: &crate::web::advice::IndexAdvice| {
        let own = advised.clone();
        let parent = advised.parent;
        let apply = move |_| {
            advisor.apply(workbench, std::slice::from_ref(&own));
            scene.go_to(parent);
        };
        let facts = format!("−{:.1} % · {:.1} MB", advised.gain_percent, advised.size_mb);
        let title = format!("Index on {}", advised.table);
        let button = view! { <button class="btn small primary" on:click=apply>"Apply"</button> }.into_any();
        card(&title, facts, &advised.rationale, &[], vec![advised.sql.clone()], &advised.queries, Some(button))
    };
    found.indexes.iter().map(card).collect_view().into_any()
}

fn drops(advisor: Advisor, found: &Advice) -> AnyView {
    let workbench = expect_context::<Workbench>();
    let card = |advised: &crate::web::advice::DropAdvice| {
        let (id, name) = (advised.id, advised.name.clone());
        let apply = move |_| advisor.drop(workbench, id, &name);
        let title = format!("Drop {} ({})", advised.name, advised.kind);
        let button = view! { <button class="btn small" on:click=apply>"Apply"</button> }.into_any();
        card(
            &title,
            format!("+{:.1} MB free", advised.size_mb),
            &advised.rationale,
            &[],
            vec![advised.sql.clone()],
            &[],
            Some(button),
        )
    };
    found.drop.iter().map(card).collect_view().into_any()
}

/// Partitions and copies of columns, which are scripts to run with care.
fn whole_tables(found: &Advice) -> AnyView {
    let partition = |advised: &crate::web::advice::Partition| {
        let interval = advised.interval.as_ref().map_or_else(String::new, |interval| format!(", one a {interval}"));
        let title = format!("Partition {} by {} of {}", advised.table, advised.method, advised.columns.join(", "));
        let facts = format!("{} partitions{interval}", advised.partitions);
        card(&title, facts, &advised.rationale, &advised.consequences, advised.sql.clone(), &[], None)
    };
    let copies = |advised: &crate::web::advice::Copies| {
        let title = format!("Copy {} of {} into {}", advised.columns.join(", "), advised.from, advised.table);
        let facts = format!("{:.1} MB", advised.storage_mb);
        let copies = card(&title, facts, &advised.rationale, &[], advised.sql.clone(), &advised.queries, None);
        let instead = (!advised.view.is_empty()).then(|| {
            let why =
                "For readers to whom data of some minutes ago will do: no triggers, and the tables stay as they are.";
            card("Or a materialized view instead", String::new(), why, &[], advised.view.clone(), &[], None)
        });
        view! { {copies}{instead} }
    };
    let partitions = found.partitions.iter().map(partition).collect_view();
    view! { {partitions}{found.denormalizations.iter().map(copies).collect_view()} }.into_any()
}

fn card(
    title: &str,
    facts: String,
    rationale: &str,
    notes: &[String],
    sql: Vec<String>,
    queries: &[String],
    action: Option<AnyView>,
) -> AnyView {
    let sql = sql.join("\n");
    let copied = sql.clone();
    let lines = sql.lines().count();
    let code = view! { <code class="code-block">{sql}</code> };
    let code = match lines > 4 {
        true => view! { <details><summary class="quiet">{icon(Icon::Right)}{lines}" lines of SQL"</summary>{code}</details> }.into_any(),
        false => code.into_any(),
    };
    let notes = notes.iter().map(|note| view! { <p class="hazard">{note.clone()}</p> }).collect_view();
    view! {
        <li class="card">
            <h3>{title.to_owned()}<span class="quiet">{facts}</span></h3>
            <p>{rationale.to_owned()}</p>
            {notes}
            {code}
            <div class="generate">
                {action}
                {copy_button("Copy SQL", "", move || copied.clone(), "The statements are copied.")}
                {(!queries.is_empty()).then(|| view! { <span class="effect">"for "{queries.join(", ")}</span> })}
            </div>
        </li>
    }
    .into_any()
}

fn left(verdicts: &[Verdict]) -> AnyView {
    if verdicts.is_empty() {
        return ().into_any();
    }
    let line = |verdict: &Verdict| view! { <li><b>{verdict.table.clone()}</b>" ("{verdict.topic.clone()}"): "{verdict.rationale.clone()}</li> };
    view! { <div class="verdicts"><h3>"Best left as it is"</h3><ul>{verdicts.iter().map(line).collect_view()}</ul></div> }.into_any()
}

/// All statements, each with its reason as a comment.
fn script(found: &Advice) -> String {
    let mut out = String::new();
    let mut add = |why: &str, sql: &str| out += &format!("-- {}\n{sql}\n\n", why.replace('\n', " "));
    if found.indexes.iter().any(|advised| advised.sql.contains("gin_trgm_ops")) {
        add("Parts of words", "CREATE EXTENSION IF NOT EXISTS pg_trgm;");
    }
    found.indexes.iter().for_each(|advised| add(&advised.rationale, &advised.sql));
    found.drop.iter().for_each(|advised| add(&advised.rationale, &advised.sql));
    found.partitions.iter().for_each(|advised| add(&advised.rationale, &advised.sql.join("\n")));
    found.denormalizations.iter().for_each(|advised| add(&advised.rationale, &advised.sql.join("\n")));
    out
}

/// `5.7M`: three digits are all that a cost is worth.
pub fn short(number: f64) -> String {
    match number.abs() {
        n if n >= 1e9 => format!("{:.1}G", number / 1e9),
        n if n >= 1e6 => format!("{:.1}M", number / 1e6),
        n if n >= 1e4 => format!("{:.0}k", number / 1e3),
        _ => format!("{number:.0}"),
    }
}
