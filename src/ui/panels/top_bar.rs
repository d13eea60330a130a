//! The bar: name of the project, whether it is saved, dialect, theme.

use super::download_menu::{DownloadMenu, project_file};
use super::history::UndoRedo;
use super::projects::ProjectButtons;
use crate::dialect::Dialect;
use crate::ui::messages;
use crate::ui::messages::t;
use crate::ui::model::Model;
use crate::ui::page::{Mode, Page, Saved, Theme};
use crate::ui::state::Workbench;
use crate::ui::widgets::{Icon, icon, menu};
use leptos::html::Input;
use leptos::prelude::*;

/// `file_input` is the field that Open clicks.
pub fn top_bar(file_input: NodeRef<Input>) -> AnyView {
    let page = expect_context::<Page>();
    let open = move |_| {
        if let Some(input) = file_input.get_untracked() {
            input.click();
        }
    };
    view! {
        <header class="top">
            <h1 class="logo"><i>{icon(Icon::Logo)}</i><span class="brand-name">{t("Schema Architect")}</span></h1>
            <div class="crumb">{ProjectName().into_any()}{ProjectButtons().into_any()}</div>
            {SavedState().into_any()}
            <span class="grow"></span>
            {ModeSwitch().into_any()}
            <span class="grow"></span>
            {UndoRedo().into_any()}
            {DialectSwitch().into_any()}
            {ThemeSwitch().into_any()}
            {language_menu()}
            <button class="btn find" title=t("Find tables, columns and commands (Ctrl+K)") aria-label=t("Find Ctrl K")
                on:click=move |_| page.palette.set(true)>
                {icon(Icon::Find)}<span class="label-text">{t("Find")}</span>" "<span class="kbd">{t("Ctrl K")}</span>
            </button>
            <button class="btn square keys" title=t("Keyboard shortcuts (?)") aria-label=t("Keyboard shortcuts")
                on:click=move |_| page.shortcuts.set(true)>{icon(Icon::Keyboard)}</button>
            <button class="btn" title=t("Open a project or SQL file (Ctrl+O)") on:click=open>
                {icon(Icon::Open)}<span class="label-text">{t("Open")}</span>
            </button>
            {DownloadMenu().into_any()}
        </header>
    }
    .into_any()
}

#[component]
fn ModeSwitch() -> impl IntoView {
    let page = expect_context::<Page>();
    let button = move |mode: Mode| {
        view! {
            <button role="radio" aria-checked=move || (page.mode.get() == mode).to_string()
                on:click=move |_| page.open(mode)>{t(mode.label())}</button>
        }
    };
    view! { <div class="seg modes" role="radiogroup" aria-label=t("Mode")>{Mode::ALL.map(button).collect_view()}</div> }
}

#[component]
fn SavedState() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let page = expect_context::<Page>();
    let model = expect_context::<Model>();
    // With a model of the user's own, what is sent is told where it is asked.
    let sends = move || model.ready.get();
    move || match page.saved.get() {
        Saved::Empty if sends() => view! { <span class="saved">{t("Only your model is asked")}</span> }.into_any(),
        Saved::Empty => view! { <span class="saved">{t("Nothing is sent from this page")}</span> }.into_any(),
        Saved::Saving => view! { <span class="saved" role="status">{t("Saving…")}</span> }.into_any(),
        Saved::Safe => {
            let detail = if sends() { t(" on this device") } else { t(" on this device, nothing sent") };
            view! {
                <span class="saved" role="status">{t("Saved")}<span class="saved-detail">{detail}</span></span>
            }
            .into_any()
        }
        Saved::Failed(why) => {
            let title = format!("Not saved: {why}.");
            view! {
                <span class="saved bad" role="alert" title=title>
                    <b>{t("Not saved")}</b>
                    <button class="btn small" on:click=move |_| project_file(workbench)>{t("Download a copy")}</button>
                </span>
            }
            .into_any()
        }
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
        <input class="project-name" aria-label=t("Project name") placeholder=t("Untitled project") spellcheck="false"
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
        <select class="btn dialect" aria-label=t("Database") on:change=choose prop:value=move || dialect.get().name()>
            {Dialect::ALL.map(option).collect_view()}
        </select>
    }
}

fn language_menu() -> AnyView {
    let items = || {
        let line = |(code, name): (&'static str, &'static str)| {
            let now = code == messages::language();
            view! {
                <button role="menuitem" lang=code aria-current=now.then_some("true") on:click=move |_| messages::choose(code)>
                    {name}<span class="grow"></span>{now.then(|| icon(Icon::Check))}
                </button>
            }
        };
        messages::LANGUAGES.map(line).collect_view().into_any()
    };
    menu("btn square language", "Language", icon(Icon::Globe), items)
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
            <button role="radio" title=t(label) aria-label=t(label)
                aria-checked=move || (page.theme.get() == theme).to_string()
                on:click=move |_| page.theme.set(theme)>{icon(picture)}</button>
        }
    };
    view! {
        <div class="seg icons themes" role="radiogroup" aria-label=t("Theme")>{Theme::ALL.map(button).collect_view()}</div>
    }
}
