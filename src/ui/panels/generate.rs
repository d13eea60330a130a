//! The Generate button and the result in one line.

use crate::normalize::NormalForm;
use crate::project::Project;
use crate::schema::NamingStyle;
use crate::ui::messages::t;
use crate::ui::model;
use crate::ui::page::Page;
use crate::ui::state::Workbench;
use crate::ui::widgets::{Icon, choice, icon};
use crate::web::model::What;
use crate::web::worker::Job;
use crate::web::{engine, time};
use leptos::prelude::*;
use std::time::Duration;

/// When the engine's files are fetched if nobody has asked for them before.
const AFTER_LOAD: Duration = Duration::from_millis(800);

#[component]
pub fn Generate() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let page = expect_context::<Page>();
    let busy = Memo::new(move |_| page.busy.with(Option::is_some));
    // Whoever has written something will want the engine soon; else it starts when the page has had its time.
    Effect::new(move |_| {
        if page.draft.with(|text| !text.trim().is_empty()) {
            engine::warm_up();
        }
    });
    set_timeout(engine::warm_up, AFTER_LOAD);
    view! {
        <div class="generate">
            <button class="btn primary" title=t("Ctrl+Enter") disabled=move || busy.get() on:click=move |_| generate(workbench, page)>
                {move || busy.get().then(|| view! { <span class="spinner" aria-hidden="true"></span> })}
                {t("Generate")}
            </button>
            <Show when=move || busy.get()>
                <button class="btn" data-action="cancel" on:click=move |_| engine::cancel()>{t("Cancel")}</button>
            </Show>
            {Summary().into_any()}
        </div>
        {model::status()}
        {Options().into_any()}
    }
}

/// How the schema is to be made by the next Generate.
#[component]
fn Options() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let form = Memo::new(move |_| workbench.project.with(|project| project.options.normal_form));
    let naming = Memo::new(move |_| workbench.project.with(|project| project.options.naming));
    let forms = NormalForm::ALL.map(|form| (form, form.label().to_owned())).to_vec();
    let namings = vec![
        (NamingStyle::Snake, "snake_case".to_owned()),
        (NamingStyle::Camel, "camelCase".to_owned()),
        (NamingStyle::Pascal, "PascalCase".to_owned()),
    ];
    let set_form = move |form: NormalForm| {
        workbench.edit(&format!("Normalize to {}", form.label()), |project| project.options.normal_form = form);
    };
    let set_naming = move |naming: NamingStyle| {
        workbench.edit("Choose the naming style", |project| project.options.naming = naming);
    };
    view! {
        <details>
            <summary>{icon(Icon::Right)}<span class="stat">{t("Options for the next Generate")}</span></summary>
            <div class="options">
                {choice("Normal form", forms, move || form.get(), set_form)}
                {choice("Names", namings, move || naming.get(), set_naming)}
            </div>
        </details>
    }
}

#[component]
fn Summary() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let page = expect_context::<Page>();
    let counts = Memo::new(move |_| {
        workbench.project.with(|project| {
            (project.schema.tables.len(), project.schema.relationship_count(), project.options.normal_form.label())
        })
    });
    move || {
        if let Some(what) = page.busy.get() {
            return view! { <span class="stat" role="status">{what}"…"</span> }.into_any();
        }
        let (tables, relations, form) = counts.get();
        if tables == 0 {
            return view! { <span class="quiet">{t("or press ")}<span class="kbd">{t("Ctrl Enter")}</span></span> }
                .into_any();
        }
        let took = page.took.get().map(|ms| format!(", {}", time::readable(ms)));
        view! {
            <span class="stat" role="status">
                <b>{tables}</b>{plural(tables, " table, ", " tables, ")}
                <b>{relations}</b>{plural(relations, " relation, ", " relations, ")}{form}{took}
            </span>
        }
        .into_any()
    }
}

fn plural(n: usize, one: &'static str, many: &'static str) -> &'static str {
    if n == 1 { one } else { many }
}

/// Has the engine design a schema from the text field, as one step that can be undone.
pub fn generate(workbench: Workbench, page: Page) {
    if page.busy.get_untracked().is_some() {
        return;
    }
    let text = page.draft.get_untracked();
    if text.trim().is_empty() {
        workbench.fail("There is no description yet. Write what the system keeps and does, or take an example.");
        return;
    }
    if let Some(model) = page.model.get_value().filter(|model| model.ready.get_untracked()) {
        let options = workbench.project.with_untracked(|project| project.options.clone());
        return model.want(What::Generate { text, options });
    }
    let begin = time::now();
    page.busy.set(Some("Designing the schema".into()));
    leptos::task::spawn_local(async move {
        let options = workbench.project.with_untracked(|project| project.options.clone());
        let designed = engine::ask::<Project>(&Job::Generate { text, options }).await;
        page.busy.set(None);
        page.took.set(None);
        let mut project = match designed {
            Ok(project) => project,
            Err(why) if why == engine::CANCELLED => return workbench.say("Cancelled. What was here before still is."),
            Err(why) => return workbench.fail(format!("{why}. What was here before still is.")),
        };
        project.dialect = workbench.project.with_untracked(|now| now.dialect);
        let found = project.schema.tables.len();
        workbench
            .edit_from(crate::trust::Origin::Engine, "Generate from the description", |current| *current = project);
        workbench.select(None);
        time::painted().await;
        page.took.set(Some(time::now() - begin));
        if found == 0 {
            workbench.fail(
                "No tables were found in this text. Name the things that the system keeps and what each of them has, \
                 for example: “Customers with name and email. Orders with a date and several products.”",
            );
        }
    });
}
