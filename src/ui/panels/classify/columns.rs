//! The dock's sensitive columns, each with its class to correct, the evidence, and what follows.

use super::Privacy;
use crate::classify::Class;
use crate::ui::canvas::Scene;
use crate::ui::state::Workbench;
use crate::ui::widgets::meter;
use crate::web::privacy::{Column, Consequence, Findings, Table};
use leptos::prelude::*;

#[component]
pub fn SensitiveColumns() -> AnyView {
    let privacy = expect_context::<Privacy>();
    let all = RwSignal::new(false);
    let content = move || match privacy.asking.found.get() {
        None if privacy.asking.busy.get() => view! { <p class="empty-pane">"Looking…"</p> }.into_any(),
        None => view! { <p class="empty-pane">"Design or open tables first."</p> }.into_any(),
        Some(found) => tables(&found, all.get()),
    };
    let summary = move || {
        privacy.asking.found.get().map(|found| {
            let columns = found.tables.iter().flat_map(|table| &table.columns);
            format!("{} sensitive columns", columns.filter(|column| column.class.is_sensitive()).count())
        })
    };
    view! {
        <div class="decisions-pane">
            <div class="filter">
                <span role="status">{summary}</span>
                <span class="grow"></span>
                <label class="check"><input type="checkbox" prop:checked=move || all.get()
                    on:change=move |event| all.set(event_target_checked(&event))/>"Show all columns"</label>
            </div>
            <div class="pane">{content}</div>
        </div>
    }
    .into_any()
}

fn tables(found: &Findings, all: bool) -> AnyView {
    let shown = |column: &&Column| all || column.class.is_sensitive() || column.stated;
    let some = |table: &&Table| table.columns.iter().any(|column| shown(&column));
    let table = |table: &Table| {
        let people = table.data_subject.then(|| view! { <span class="chip">"people"</span> });
        view! {
            <li>
                <h3>{table.name.clone()}{people}</h3>
                <ul>{table.columns.iter().filter(shown).map(row).collect_view()}</ul>
            </li>
        }
    };
    let list = found.tables.iter().filter(some).map(table).collect_view();
    if !found.tables.iter().any(|table| some(&table)) {
        return view! { <p class="empty-pane">"No sensitive data was found. Show all columns to say where there is some."</p> }.into_any();
    }
    view! { <ul class="privacy">{list}</ul> }.into_any()
}

fn row(column: &Column) -> AnyView {
    let workbench = expect_context::<Workbench>();
    let privacy = expect_context::<Privacy>();
    let scene = expect_context::<Scene>();
    let (id, class) = (column.id, column.class);
    let choose = move |event| {
        if let Ok(class) = event_target_value(&event).parse() {
            privacy.correct(workbench, id, class);
        }
    };
    let option = |own: Class| view! { <option value=own.name() selected=own == class>{own.name()}</option> };
    let sure = format!("{:.0} %", column.confidence * 100.0);
    let evidence = match column.stated {
        true => "your word".to_owned(),
        false => column.evidence.join("; "),
    };
    view! {
        <li>
            <button class="mono name" on:click=move |_| scene.go_to(id)>{column.name.clone()}</button>
            <select class=format!("in class {}", class.name()) aria-label=format!("Class of {}", column.name) on:change=choose>
                {Class::ALL.map(option).collect_view()}
            </select>
            <span class="sure">{meter(column.confidence)}<span class="quiet">{sure}</span></span>
            <div class="evidence"><span>{evidence}</span>{consequences(&column.regulations, &column.consequences)}</div>
        </li>
    }
    .into_any()
}

fn consequences(regulations: &[String], consequences: &[Consequence]) -> AnyView {
    if consequences.is_empty() {
        return ().into_any();
    }
    let line = |what: &Consequence| {
        view! { <li><b>{what.regulation.clone()}" "{what.basis.clone()}</b>", "{what.duty.clone()}": "{what.text.clone()}</li> }
    };
    view! {
        <details>
            <summary class="quiet">{regulations.join(", ")}": "{consequences.len()}" duties"</summary>
            <ul class="known">{consequences.iter().map(line).collect_view()}</ul>
        </details>
    }
    .into_any()
}
