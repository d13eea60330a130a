//! The left panel: the description, what came of it, and what it leaves open; in another mode what that begins with.

use super::classify::PrivacyPanel;
use super::description::DescriptionField;
use super::generate::Generate;
use super::normalize::DeclarePanel;
use super::optimize::WorkloadPanel;
use super::questions::{Assumptions, NotUnderstood, Questions};
use super::request::RequestField;
use crate::ui::evolve::EvolvePanel;
use crate::ui::messages::t;
use crate::ui::page::{Mode, Page, Tab};
use crate::ui::prove::ProvePanel;
use crate::ui::widgets::{Edge, Icon, icon, splitter};
use leptos::prelude::*;

fn design() -> AnyView {
    view! {
        <section>
            <h2 id="description-title">{t("Description")}</h2>
            {DescriptionField().into_any()}
            {Generate().into_any()}
        </section>
        {Questions().into_any()}
        {Assumptions().into_any()}
        {NotUnderstood().into_any()}
    }
    .into_any()
}

#[component]
pub fn Describe() -> impl IntoView {
    let page = expect_context::<Page>();
    let open = move || page.left.open.get();
    let closed = move || {
        view! {
            <button class="btn square small plain" title=t("Open the description") aria-label=t("Open the description")
                on:click=move |_| page.left.open.set(true)>{icon(Icon::PanelLeft)}</button>
        }
    };
    view! {
        <aside class="side left" class:closed=move || !open() aria-label=t("Description and questions")>
            <Show when=open fallback=closed>
                <div class="side-scroll">{move || match page.mode.get() {
                    Mode::Design => design(),
                    Mode::Evolve => EvolvePanel(),
                    Mode::Optimize => match page.tab.get() {
                        Tab::NormalForms => DeclarePanel(),
                        Tab::Privacy => PrivacyPanel(),
                        _ => WorkloadPanel(),
                    },
                    Mode::Prove => ProvePanel(),
                }}</div>
                <Show when=move || page.mode.get() == Mode::Design>{RequestField()}</Show>
            </Show>
            {splitter(page.left, Edge::Right, "Width of the description", (260.0, 560.0))}
        </aside>
    }
}
