//! The bar: name of the project, whether it is saved, dialect, theme.

use crate::dialect::Dialect;
use crate::ui::page::{Page, Theme};
use crate::ui::state::Workbench;
use crate::ui::widgets::{Icon, icon};
use leptos::prelude::*;

#[component]
pub fn TopBar() -> impl IntoView {
    view! {
        <header class="top">
            <div class="logo"><i>{icon(Icon::Logo)}</i><span class="brand-name">"Schema Architect"</span></div>
            <div class="crumb">{ProjectName().into_any()}</div>
            <span class="grow"></span>
            {DialectSwitch().into_any()}
            {ThemeSwitch().into_any()}
        </header>
    }
}

#[component]
fn ProjectName() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let name = Memo::new(move |_| workbench.project.with(|project| project.name.clone()));
    let rename = move |event| {
        let name = event_target_value(&event).trim().to_owned();
        workbench.edit("Rename the project", |project| project.name = name);
    };
    view! {
        <input class="project-name" aria-label="Project name" placeholder="Untitled project" spellcheck="false"
            prop:value=move || name.get() on:change=rename/>
    }
}

#[component]
fn DialectSwitch() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let dialect = Memo::new(move |_| workbench.project.with(|project| project.dialect));
    let choose = move |event| {
        if let Ok(dialect) = event_target_value(&event).parse::<Dialect>() {
            workbench.edit(&format!("Switch to {dialect}"), |project| project.dialect = dialect);
        }
    };
    let option = move |d: Dialect| {
        view! { <option value=d.name() selected=move || dialect.get() == d>{d.label()}</option> }
    };
    view! {
        <select class="btn dialect" aria-label="Database" on:change=choose prop:value=move || dialect.get().name()>
            {Dialect::ALL.map(option).collect_view()}
        </select>
    }
}

#[component]
fn ThemeSwitch() -> impl IntoView {
    let page = expect_context::<Page>();
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            let _ = match page.theme.get() {
                Theme::System => root.remove_attribute("data-theme"),
                theme => root.set_attribute("data-theme", theme.name()),
            };
        }
    });
    let button = move |theme: Theme| {
        let (picture, label) = match theme {
            Theme::System => (Icon::Screen, "Colours of the system"),
            Theme::Light => (Icon::Sun, "Light"),
            Theme::Dark => (Icon::Moon, "Dark"),
        };
        view! {
            <button role="radio" title=label aria-label=label
                aria-checked=move || (page.theme.get() == theme).to_string()
                on:click=move |_| page.theme.set(theme)>{icon(picture)}</button>
        }
    };
    view! {
        <div class="seg icons" role="radiogroup" aria-label="Theme">{Theme::ALL.map(button).collect_view()}</div>
    }
}
