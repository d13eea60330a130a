//! The schema's documentation, written into the document as text.

use super::asking::Asking;
use crate::export::{Block, Inline};
use crate::ui::messages::t;
use crate::ui::state::Workbench;
use crate::web::worker::Job;
use leptos::prelude::*;

#[component]
pub fn Documentation() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let asking = Asking::<Vec<Block>>::new();
    asking.keep(workbench, move || {
        let project = workbench.design.get();
        (!project.schema.tables.is_empty()).then(|| Job::Document(Box::new((*project).clone())))
    });
    let content = move || {
        if workbench.design.with(|project| project.schema.tables.is_empty()) {
            let text = "The documentation appears here as soon as there is a table.";
            return view! { <p class="empty-pane">{text}</p> }.into_any();
        }
        let blocks = asking.found.get().unwrap_or_default();
        blocks.iter().cloned().map(|block| shown(workbench, block)).collect_view().into_any()
    };
    view! { <div class="pane" aria-busy=move || asking.busy.get().to_string()><article class="doc">{content}</article></div> }
}

fn shown(workbench: Workbench, block: Block) -> AnyView {
    match block {
        Block::Heading { level, text, anchor, subject } => {
            let id = format!("doc-{anchor}");
            let select = move |_| workbench.select(subject);
            match (level, subject) {
                (1, _) => view! { <h1 id=id>{text}</h1> }.into_any(),
                (2, _) => view! { <h2 id=id>{text}</h2> }.into_any(),
                (_, Some(_)) => {
                    view! { <h3 id=id><button on:click=select title=t("Select in the diagram")>{text}</button></h3> }
                        .into_any()
                }
                _ => view! { <h3 id=id>{text}</h3> }.into_any(),
            }
        }
        Block::Paragraph(text) => view! { <p>{line(text)}</p> }.into_any(),
        Block::Quote(text) => view! { <blockquote>{text}</blockquote> }.into_any(),
        Block::List(items) => {
            let items = items.into_iter().map(|item| view! { <li>{line(item)}</li> });
            view! { <ul>{items.collect_view()}</ul> }.into_any()
        }
        Block::Table { header, rows } => {
            let header = header.into_iter().map(|text| view! { <th scope="col">{text}</th> }).collect_view();
            let rows = rows.into_iter().map(|row| {
                let cells = row.into_iter().map(|cell| view! { <td>{line(cell)}</td> });
                view! { <tr>{cells.collect_view()}</tr> }
            });
            view! { <table><thead><tr>{header}</tr></thead><tbody>{rows.collect_view()}</tbody></table> }.into_any()
        }
        Block::Code { text, .. } => view! { <pre class="code-block">{text}</pre> }.into_any(),
    }
}

fn line(text: Vec<Inline>) -> AnyView {
    let run = |inline: Inline| match inline {
        Inline::Text(text) => text.into_any(),
        Inline::Strong(text) => view! { <strong>{text}</strong> }.into_any(),
        Inline::Code(text) => view! { <code>{text}</code> }.into_any(),
        Inline::Link { text, anchor } => {
            let go = move |_| {
                if let Some(heading) = document().get_element_by_id(&format!("doc-{anchor}")) {
                    heading.scroll_into_view();
                }
            };
            view! { <button class="doc-link" on:click=go>{text}</button> }.into_any()
        }
    };
    text.into_iter().map(run).collect_view().into_any()
}
