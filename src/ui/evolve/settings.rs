//! What the user decides about a plan: sizes, rows in the way, and the tool that runs it.

use super::Evolution;
use crate::migrate::Remedy;
use crate::migrate::bundle::Layout;
use crate::ui::messages::t;
use crate::ui::widgets::choice;
use leptos::prelude::*;

#[component]
pub fn Settings() -> AnyView {
    let evolution = expect_context::<Evolution>();
    let remedies = || {
        let text = |remedy: Remedy| match remedy {
            Remedy::Stop => "stop and say which",
            Remedy::Archive => "move to the archive",
            Remedy::Null => "make empty, keep a copy",
            Remedy::Delete => "delete for good",
        };
        Remedy::ALL.map(|remedy| (remedy, text(remedy).to_owned())).to_vec()
    };
    let layouts: Vec<(Option<Layout>, String)> = std::iter::once((None, "plain scripts".to_owned()))
        .chain(Layout::ALL.map(|layout| (Some(layout), layout.name().to_owned())))
        .collect();
    let query = move || evolution.found.with(|found| found.as_ref().map(|found| found.size_query.clone()));
    let refused = move || {
        let why =
            evolution.found.with(|found| found.as_ref().map(|found| found.sizes_refused.clone()).unwrap_or_default());
        (!why.is_empty()).then(|| view! { <p class="hazard" role="alert">"The sizes are not read: "{why}"."</p> })
    };
    view! {
        <details class="plan-settings">
            <summary>{t("Sizes, rows in the way, and the tool")}</summary>
            <div class="plan-choices">
                {choice(t("Duplicates before a unique key"), remedies(), move || evolution.duplicates.get(), move |remedy| evolution.duplicates.set(remedy))}
                {choice(t("Orphans before a foreign key"), remedies(), move || evolution.orphans.get(), move |remedy| evolution.orphans.set(remedy))}
                {choice(t("Migrations for"), layouts, move || evolution.layout.get(), move |layout| evolution.layout.set(layout))}
            </div>
            <p class="quiet">{t("For how long others wait, run this and paste what it gives:")}</p>
            <code class="code-block">{query}</code>
            <textarea class="in mono" rows="2" aria-label=t("Sizes of the tables") spellcheck="false"
                placeholder=r#"{"orders": {"rows": 1000000, "width": 120}}"# prop:value=move || evolution.sizes.get()
                on:input=move |event| evolution.sizes.set(event_target_value(&event))></textarea>
            {refused}
        </details>
    }
    .into_any()
}
