//! A console on the proved schema and its rows, with queries to begin with.

use super::Proof;
use crate::ui::state::Workbench;
use crate::web::postgres::{self, Answer};
use leptos::{ev, prelude::*};
use std::sync::Arc;

#[component]
pub fn Console() -> AnyView {
    let workbench = expect_context::<Workbench>();
    let proof = expect_context::<Proof>();
    let run = move || ask(workbench, proof);
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            run();
        }
    };
    let choose = move |event| {
        let chosen = event_target_value(&event).parse::<usize>().ok();
        if let Some(sql) =
            chosen.and_then(|at| proof.examples.with_untracked(|all| all.get(at).map(|one| one.sql.clone())))
        {
            proof.query.set(sql);
            run();
        }
    };
    let options = move || {
        proof
            .examples
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, example)| view! { <option value=at.to_string()>{example.what}</option> })
            .collect_view()
    };
    let body = move || {
        if !proof.is_filled.get() {
            let text = "Prove the schema first: the console then asks the database that holds it, with its rows.";
            return view! { <p class="empty-pane">{text}</p> }.into_any();
        }
        view! {
            <div class="console">
                <div class="console-query">
                    <div class="filter">
                        <select class="btn small" aria-label="Example queries" on:change=choose>
                            <option value="" selected=true>"Example queries"</option>{options}
                        </select>
                        <span class="grow"></span>
                        <button class="btn small primary" title="Ctrl+Enter" on:click=move |_| run()>"Run"</button>
                    </div>
                    <textarea class="script-text mono" aria-label="SQL" spellcheck="false" prop:value=move || proof.query.get()
                        on:input=move |event| proof.query.set(event_target_value(&event)) on:keydown=keys></textarea>
                </div>
                <div class="console-answer" aria-live="polite">{move || proof.answer.get().map(|answer| shown(&answer))}</div>
            </div>
        }
        .into_any()
    };
    view! { <div class="pane">{body}</div> }.into_any()
}

fn ask(workbench: Workbench, proof: Proof) {
    let query = proof.query.get_untracked();
    if query.trim().is_empty() {
        return;
    }
    leptos::task::spawn_local(async move {
        match postgres::run(&query).await {
            Ok(answer) => proof.answer.set(Some(Arc::new(answer))),
            Err(why) => workbench.fail(format!("{why}.")),
        }
    });
}

fn shown(answer: &Answer) -> AnyView {
    if let Some(failure) = &answer.failure {
        let place = failure.position.map(|position| format!(" at character {position}")).unwrap_or_default();
        let hint = failure.hint.clone().or(failure.detail.clone()).map(|text| view! { <p class="quiet">{text}</p> });
        return view! {
            <p class="hazard"><span class="mono">{failure.code.clone()}</span>" "{failure.message.clone()}{place}</p>{hint}
        }
        .into_any();
    }
    let head = answer.fields.iter().map(|name| view! { <th scope="col">{name.clone()}</th> }).collect_view();
    let cell = |value: &Option<String>| match value {
        Some(text) => view! { <td>{text.clone()}</td> }.into_any(),
        None => view! { <td class="quiet">"NULL"</td> }.into_any(),
    };
    let rows = answer.rows.iter().map(|row| view! { <tr>{row.iter().map(cell).collect_view()}</tr> }).collect_view();
    let count = match answer.count {
        count if count > answer.rows.len() => format!("The first {} of {count} rows", answer.rows.len()),
        1 => "1 row".to_owned(),
        count => format!("{count} rows"),
    };
    view! {
        <p class="quiet" role="status">{count}{format!(" in {:.1} ms", answer.milliseconds)}</p>
        <table class="rows"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
    }
    .into_any()
}
