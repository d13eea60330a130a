//! The gallery: descriptions of many fields, each beside the schema that the engine designs from it.

use super::generate::generate;
use crate::erd;
use crate::nl::Options;
use crate::project::Project;
use crate::ui::messages::t;
use crate::ui::page::Page;
use crate::ui::state::Workbench;
use crate::ui::widgets::{Icon, dialog, icon};
use crate::web::engine;
use crate::web::examples::{EXAMPLES, Example, load};
use crate::web::worker::Job;
use leptos::prelude::*;

/// What is shown of an example.
#[derive(Clone, Default)]
struct Preview {
    text: String,
    /// The diagram as SVG, when the engine has it.
    drawing: Option<String>,
    facts: String,
}

#[component]
pub fn Gallery() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let page = expect_context::<Page>();
    let chosen = RwSignal::new(EXAMPLES[0]);
    let preview = RwSignal::new(Preview::default());
    let close = move || page.gallery.set(false);
    // Each time another one is looked at, its text is fetched and the engine draws it.
    Effect::new(move |_| {
        if !page.gallery.get() {
            return;
        }
        let example = chosen.get();
        preview.set(Preview::default());
        leptos::task::spawn_local(async move {
            let text = match load(example).await {
                Ok(text) => text,
                Err(why) => return workbench.fail(why),
            };
            let still = move || chosen.try_get_untracked() == Some(example);
            if still() {
                preview.set(Preview { text: text.clone(), ..Preview::default() });
            }
            let job = Job::Generate { text: text.clone(), options: Options::default() };
            match engine::ask::<Project>(&job).await {
                Ok(project) => {
                    let shown = drawn(text, project).await;
                    if still() {
                        preview.set(shown);
                    }
                }
                Err(why) => workbench.fail(format!("The example could not be drawn. {why}.")),
            }
        });
    });
    let take = move |_| {
        close();
        page.draft.set(preview.with_untracked(|preview| preview.text.clone()));
        page.left.open.set(true);
        generate(workbench, page);
    };
    let entry = move |example: Example| {
        view! {
            <li><button role="option" aria-selected=move || (chosen.get() == example).to_string()
                on:click=move |_| chosen.set(example)><b>{t(example.title)}</b><span class="quiet">{t(example.about)}</span></button></li>
        }
    };
    let content = move || {
        view! {
            <div class="gallery">
                <header><h1>{t("Examples")}</h1><p class="quiet">{t("Each diagram is what the engine designs from the text beside it, in this browser.")}</p>
                    <button class="btn square small plain" aria-label=t("Close the gallery") on:click=move |_| close()>{icon(Icon::Close)}</button></header>
                <ul class="gallery-list" role="listbox" aria-label=t("Examples")>{EXAMPLES.map(entry).collect_view()}</ul>
                <section aria-label=t("The example")>
                    <p class="gallery-text">{move || preview.with(|preview| preview.text.clone())}</p>
                    <div class="gallery-picture" aria-busy=move || preview.with(|preview| preview.drawing.is_none()).to_string()>
                        {move || match preview.with(|preview| preview.drawing.clone()) {
                            Some(svg) => view! { <div class="drawing" inner_html=svg></div> }.into_any(),
                            None => view! { <p class="quiet">{t("The engine is designing…")}</p> }.into_any(),
                        }}
                    </div>
                    <div class="actions">
                        <span class="stat">{move || preview.with(|preview| preview.facts.clone())}</span><span class="grow"></span>
                        <button class="btn primary" data-action="use-example" on:click=take>{t("Use this example")}</button>
                    </div>
                </section>
            </div>
        }
        .into_any()
    };
    dialog("Examples", move || page.gallery.get(), close, content)
}

async fn drawn(text: String, project: Project) -> Preview {
    let dark = document()
        .document_element()
        .is_some_and(|root| root.get_attribute("data-theme").as_deref() == Some("dark"))
        || document().document_element().is_some_and(|root| !root.has_attribute("data-theme"))
            && window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|query| query.matches());
    let theme = if dark { erd::Theme::Dark } else { erd::Theme::Light };
    let options = erd::SvgOptions { theme, margin: 16.0, background: false };
    let columns: usize = project.schema.tables.iter().map(|table| table.columns.len()).sum();
    let facts = format!(
        "{} tables, {columns} columns, {} relationships, {} reasons",
        project.schema.tables.len(),
        project.schema.relationship_count(),
        project.decisions.len()
    );
    let drawing = engine::ask(&Job::Draw { project: Box::new(project), options }).await.ok();
    Preview { text, drawing, facts }
}
