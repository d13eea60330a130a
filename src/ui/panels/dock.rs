//! The dock below the diagram: DDL, documentation, decisions, history.

use super::classify::SensitiveColumns;
use super::ddl::{CopyDdl, Ddl};
use super::decisions::Decisions;
use super::documentation::Documentation;
use super::history::HistoryList;
use super::import::ImportReport;
use super::normalize::FormVerdicts;
use super::optimize::AdviceCards;
use super::problems::ProblemList;
use crate::ui::evolve::{Changes, Evolution, Phases, Scripts};
use crate::ui::messages::t;
use crate::ui::page::{Page, Tab};
use crate::ui::problems::Problems;
use crate::ui::prove::{Console, Results};
use crate::ui::state::Workbench;
use crate::ui::trust::AuditLog;
use crate::ui::widgets::{Edge, Icon, icon, splitter};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

#[component]
pub fn Dock() -> impl IntoView {
    let page = expect_context::<Page>();
    let workbench = expect_context::<Workbench>();
    let has_tables = Memo::new(move |_| workbench.project.with(|project| !project.schema.tables.is_empty()));
    let open = move || page.dock.open.get();
    let pane = move || match page.tab.get() {
        Tab::Ddl => Ddl().into_any(),
        Tab::Documentation => Documentation().into_any(),
        Tab::Decisions => Decisions().into_any(),
        Tab::History => HistoryList().into_any(),
        Tab::Changes => Changes(),
        Tab::Scripts => Scripts(),
        Tab::Migration => Phases(),
        Tab::Problems => ProblemList(),
        Tab::Advice => AdviceCards(),
        Tab::NormalForms => FormVerdicts(),
        Tab::Privacy => SensitiveColumns(),
        Tab::Proof => Results(),
        Tab::Console => Console(),
        Tab::Audit => AuditLog(),
        Tab::Import => ImportReport(),
    };
    let toggle = move |_| page.dock.open.update(|open| *open = !*open);
    let toggle_label = move || if open() { "Close the dock" } else { "Open the dock" };
    view! {
        <section class="dock" class:closed=move || !open() aria-label=t("Results")>
            <div class="tabs">
                {tabs()}
                <span class="grow"></span>
                <Show when=move || page.tab.get() == Tab::Ddl && open() && has_tables.get()>{CopyDdl().into_any()}</Show>
                <button class="btn square small plain" title=move || t(toggle_label()) aria-label=move || t(toggle_label()) on:click=toggle>
                    {icon(Icon::PanelBottom)}
                </button>
            </div>
            <Show when=open>
                <div class="dock-pane" id="dock-pane" role="tabpanel"
                    aria-labelledby=move || format!("tab-{}", page.tab.get().name())>{pane}</div>
            </Show>
            {splitter(page.dock, Edge::Top, "Height of the dock", (96.0, 640.0))}
        </section>
    }
}

fn tabs() -> AnyView {
    let page = expect_context::<Page>();
    let workbench = expect_context::<Workbench>();
    let evolution = expect_context::<Evolution>();
    let problems = expect_context::<Problems>();
    let decisions = Memo::new(move |_| workbench.project.with(|project| project.decisions.len()));
    let choose = move |tab: Tab| {
        page.tab.set(tab);
        page.dock.open.set(true);
    };
    let keys = move |event: ev::KeyboardEvent| {
        let tabs = page.mode.get_untracked().tabs();
        let now = tabs.iter().position(|tab| *tab == page.tab.get_untracked()).unwrap_or(0);
        let next = match event.key().as_str() {
            "ArrowRight" => (now + 1) % tabs.len(),
            "ArrowLeft" => (now + tabs.len() - 1) % tabs.len(),
            _ => return,
        };
        event.prevent_default();
        choose(tabs[next]);
        let button = document().get_element_by_id(&format!("tab-{}", tabs[next].name()));
        if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = button.focus();
        }
    };
    let button = move |tab: Tab| {
        let selected = move || page.tab.get() == tab;
        let count = move || {
            let count = match tab {
                Tab::Decisions => decisions.get(),
                Tab::Problems => problems.found.with(|found| found.len()),
                Tab::Import => page.import.remarks.get(),
                Tab::Migration => evolution.found.with(|found| found.as_ref().map_or(0, |found| found.phases.len())),
                Tab::Changes => evolution.found.with(|found| found.as_ref().map_or(0, |found| found.changes.len())),
                _ => 0,
            };
            (count > 0).then(|| view! { <span class="badge">{count}</span> })
        };
        view! {
            <button role="tab" id=format!("tab-{}", tab.name()) aria-controls="dock-pane"
                aria-selected=move || selected().to_string() tabindex=move || if selected() { "0" } else { "-1" }
                on:click=move |_| choose(tab)>{t(tab.label())}{count}</button>
        }
    };
    view! { <div class="tablist" role="tablist" aria-label=t("Results") on:keydown=keys>{move || page.mode.get().tabs().iter().map(|tab| button(*tab)).collect_view()}</div> }
        .into_any()
}
