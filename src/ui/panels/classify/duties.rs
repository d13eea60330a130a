//! The left panel of the sensitive data: how much of each class there is, the ways of erasure, and files to download.

use super::Privacy;
use crate::classify::Class;
use crate::ui::state::Workbench;
use crate::ui::widgets::{Icon, icon};
use crate::web::download::{self, file_stem};
use leptos::prelude::*;

#[component]
pub fn PrivacyPanel() -> AnyView {
    let workbench = expect_context::<Workbench>();
    let privacy = expect_context::<Privacy>();
    let count = move |class: Class| {
        privacy.asking.found.with(|found| {
            let columns = found.iter().flat_map(|found| &found.tables).flat_map(|table| &table.columns);
            columns.filter(|column| column.class == class).count()
        })
    };
    let line = move |class: Class| {
        let found = count(class);
        (found > 0).then(|| view! { <li class="renamed"><span class=format!("class {}", class.name())>{class.name()}</span><b>{found}</b></li> })
    };
    let tally = move || Class::ALL.into_iter().filter(|class| class.is_sensitive()).map(line).collect_view();
    let ways = move || {
        let ways = privacy.asking.found.get().map(|found| found.erasure.clone()).unwrap_or_default();
        (!ways.is_empty()).then(|| {
            let lines = ways.into_iter().map(|way| view! { <li>{way.text}</li> }).collect_view();
            view! { <section><h2>"Ways of erasure"</h2><ul class="assumptions">{lines}</ul></section> }
        })
    };
    let save = move |protection: bool| {
        let Some(found) = privacy.asking.found.get_untracked() else { return };
        let stem = workbench.project.with_untracked(|project| file_stem(&project.name));
        let saved = match protection {
            true => download::text(&format!("{stem}-protection.sql"), "application/sql", &found.protection),
            false => download::text(&format!("{stem}-privacy.md"), "text/markdown", &found.report),
        };
        if let Err(why) = saved {
            workbench.fail(format!("The file could not be saved: {why}."));
        }
    };
    let has_findings = move || privacy.asking.found.with(Option::is_some);
    view! {
        <section>
            <h2>"Sensitive data"</h2>
            <p class="effect">"By names, types, words of the description and rows. A list of what to look at, no legal advice."</p>
            <ul class="classes">{tally}</ul>
        </section>
        {ways}
        <section>
            <h2>"Files"</h2>
            <div class="generate">
                <button class="btn small" disabled=move || !has_findings() on:click=move |_| save(false)>{icon(Icon::Download)}"Report"</button>
                <button class="btn small" disabled=move || !has_findings() title="Masked views, roles with least privilege, grants"
                    on:click=move |_| save(true)>{icon(Icon::Download)}"Grants and masked views"</button>
            </div>
        </section>
    }
    .into_any()
}
