//! What the inspector shows when nothing is selected: the tables, and the rules of the description.

use super::{select_link, statements};
use crate::nl::Enforcement;
use crate::project::edit;
use crate::schema::{Change, Id};
use crate::ui::messages::t;
use crate::ui::state::Workbench;
use crate::ui::widgets::{Icon, icon};
use leptos::prelude::*;

pub fn inspector(workbench: Workbench) -> AnyView {
    let tables = Memo::new(move |_| {
        workbench.project.with(|project| {
            let line = |table: &crate::schema::Table| (table.id, table.name.to_string(), table.columns.len());
            project.schema.tables.iter().map(line).collect::<Vec<_>>()
        })
    });
    let row = move |(id, name, columns): (Id, String, usize)| {
        view! {
            <li class="item" on:pointerenter=move |_| workbench.hovered.set(Some(id))
                on:pointerleave=move |_| workbench.hovered.set(None)>
                <button class="item-main" on:click=move |_| workbench.select(Some(id))>
                    <span class="mono name">{name}</span>
                    <span class="type">{columns}{if columns == 1 { " column" } else { " columns" }}</span>
                </button>
            </li>
        }
    };
    let none = move || tables.with(Vec::is_empty);
    view! {
        <div class="row"><h2>{t("Tables")}</h2><span class="badge">{move || tables.with(Vec::len)}</span></div>
        <Show when=none>
            <p class="stat">
                {t("Select a table, column or relationship in the diagram: here you see why it is so, and change it.")}
            </p>
        </Show>
        <ul class="items">
            <For each=move || tables.get() key=|line| line.clone() let:line>{row(line)}</For>
        </ul>
        {objects(workbench)}
        {rules(workbench)}
    }
    .into_any()
}

/// Enums, views and what else stands beside the tables.
fn objects(workbench: Workbench) -> AnyView {
    let all = Memo::new(move |_| {
        workbench.project.with(|project| {
            let schema = &project.schema;
            let enums = schema.enums.iter().map(|o| (o.id, "enum", o.name.to_string()));
            let domains = schema.domains.iter().map(|o| (o.id, "domain", o.name.to_string()));
            let views = schema.views.iter().map(|o| (o.id, "view", o.name.to_string()));
            let sequences = schema.sequences.iter().map(|o| (o.id, "sequence", o.name.to_string()));
            let opaque = schema.opaque.iter().map(|o| (o.id, "other", statements::name(o)));
            enums.chain(domains).chain(sequences).chain(views).chain(opaque).collect::<Vec<_>>()
        })
    });
    let row = move |(id, kind, name): (Id, &'static str, String)| {
        view! {
            <li class="item"><button class="item-main" on:click=move |_| workbench.select(Some(id))>
                <span class="kind">{kind}</span><span class="mono name">{name}</span>
            </button></li>
        }
    };
    let add = move |edit: edit::Edit| {
        let added = edit.changes.iter().find_map(|change| match change {
            Change::Add { object, .. } => Some(object.id()),
            _ => None,
        });
        if workbench.apply(&edit.label, &edit.changes).is_ok() {
            workbench.select(added);
        }
    };
    let add_enum = move |_| add(workbench.project.with_untracked(|project| edit::add_enum(&project.schema)));
    let add_view = move |_| add(workbench.project.with_untracked(|project| edit::add_view(&project.schema)));
    let any = Memo::new(move |_| workbench.project.with(|project| !project.schema.tables.is_empty()));
    view! {
        <Show when=move || any.get() || all.with(|all| !all.is_empty())>
            <div class="group">
                <div class="row">
                    <h2>{t("Other objects")}</h2><span class="badge">{move || all.with(Vec::len)}</span>
                    <span class="grow"></span>
                    <button class="btn small plain" data-action="add-enum" on:click=add_enum>{t("Add enum")}</button>
                    <button class="btn small plain" data-action="add-view" on:click=add_view>{t("Add view")}</button>
                </div>
                <ul class="items">{move || all.get().into_iter().map(row).collect_view()}</ul>
                {statements::adder(workbench)}
            </div>
        </Show>
    }
    .into_any()
}

fn rules(workbench: Workbench) -> AnyView {
    let all = Memo::new(move |_| {
        workbench.project.with(|project| {
            let line = |rule: &crate::nl::BusinessRule| {
                let held = match &rule.enforcement {
                    Enforcement::Constraint(id) => Ok(Some(*id).filter(|id| project.schema.object(*id).is_some())),
                    Enforcement::Suggested(how) => Err(how.clone()),
                };
                (rule.text.clone(), held)
            };
            project.rules.iter().map(line).collect::<Vec<_>>()
        })
    });
    let row = move |(text, held): (String, Result<Option<Id>, String>)| {
        let (mark, how) = match held {
            Ok(Some(id)) => (true, select_link(workbench, id, "held by a constraint".into())),
            Ok(None) => (false, view! { <span class="quiet">{t("its constraint was dropped")}</span> }.into_any()),
            Err(how) => (false, view! { <span class="quiet">{how}</span> }.into_any()),
        };
        view! {
            <li class="rule" class:held=mark>
                {icon(if mark { Icon::Check } else { Icon::Right })}<div><p>{text}</p>{how}</div>
            </li>
        }
    };
    view! {
        <Show when=move || all.with(|all| !all.is_empty())>
            <div class="row"><h2>{t("Rules in the text")}</h2><span class="badge">{move || all.with(Vec::len)}</span></div>
            <ul class="rules">{move || all.get().into_iter().map(row).collect_view()}</ul>
        </Show>
    }
    .into_any()
}
