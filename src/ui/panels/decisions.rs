//! Every decision of the design as a list that can be filtered; a click selects the element.

use super::words;
use crate::base::sort;
use crate::project::Project;
use crate::schema::{Id, Topic};
use crate::ui::messages::t;
use crate::ui::state::Workbench;
use crate::ui::widgets::meter;
use leptos::prelude::*;

/// Rows in the document at first; more on request.
const SHOWN: usize = 200;

#[derive(Debug, Clone, PartialEq)]
struct Row {
    subject: Id,
    topic: Topic,
    element: String,
    what: String,
    why: String,
    confidence: f32,
    source: &'static str,
}

fn rows(project: &Project) -> Vec<Row> {
    let row = |decision: &crate::schema::Decision| {
        // Decisions about what the user dropped since then no longer matter.
        let element = words::element(&project.schema, decision.subject)?;
        Some(Row {
            subject: decision.subject,
            topic: decision.topic,
            element,
            what: decision.what.clone(),
            why: decision.why.clone(),
            confidence: decision.confidence,
            source: words::source(decision.source),
        })
    };
    project.decisions.iter().filter_map(row).collect()
}

impl Row {
    fn contains(&self, words: &[String]) -> bool {
        let text = format!("{} {} {} {}", self.element, self.what, self.why, words::topic(self.topic)).to_lowercase();
        words.iter().all(|word| text.contains(word))
    }
}

#[component]
pub fn Decisions() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let all = Memo::new(move |_| workbench.design.with(|project| rows(project)));
    let filter = RwSignal::new(String::new());
    let doubtful = RwSignal::new(false);
    let every = RwSignal::new(false);
    let found = Memo::new(move |_| {
        let words: Vec<String> = filter.get().split_whitespace().map(str::to_lowercase).collect();
        let mut found = all.with(|all| all.iter().filter(|row| row.contains(&words)).cloned().collect::<Vec<_>>());
        if doubtful.get() {
            sort::by(&mut found, |a, b| a.confidence.total_cmp(&b.confidence));
        }
        found
    });
    let list = move || {
        let limit = if every.get() { usize::MAX } else { SHOWN };
        found.get().into_iter().take(limit).map(|row| line(workbench, row)).collect_view()
    };
    let more = move || {
        let count = found.with(Vec::len);
        (count > SHOWN && !every.get()).then(|| {
            view! { <button class="btn small" on:click=move |_| every.set(true)>{t("Show all ")}{count}</button> }
        })
    };
    view! {
        <div class="decisions-pane">
            <div class="filter">
                <input class="in prose" type="search" placeholder=t("Filter decisions") aria-label=t("Filter decisions")
                    prop:value=move || filter.get() on:input=move |event| filter.set(event_target_value(&event))/>
                <div class="seg" role="radiogroup" aria-label=t("Order")>
                    <button role="radio" aria-checked=move || (!doubtful.get()).to_string()
                        on:click=move |_| doubtful.set(false)>{t("In order")}</button>
                    <button role="radio" aria-checked=move || doubtful.get().to_string()
                        on:click=move |_| doubtful.set(true)>{t("Least sure first")}</button>
                </div>
                <span class="stat" role="status">
                    {move || found.with(Vec::len)}{t(" of ")}{move || all.with(Vec::len)}
                </span>
            </div>
            <div class="pane"><ul class="decisions">{list}</ul>{more}</div>
        </div>
    }
}

fn line(workbench: Workbench, row: Row) -> AnyView {
    let Row { subject, topic, element, what, why, confidence, source } = row;
    view! {
        <li class:selected=move || workbench.is_selected(subject)>
            <button on:click=move |_| workbench.select(Some(subject))
                on:pointerenter=move |_| workbench.hovered.set(Some(subject))
                on:pointerleave=move |_| workbench.hovered.set(None)>
                <span class="kind">{words::topic(topic)}</span>
                <span class="decision-text"><b>{words::capitalized(&what)}</b><span>{why}</span></span>
                <span class="decision-element mono">{element}</span>
                <span class="decision-sure">{meter(confidence)}<span class="quiet">{format!("{confidence:.2}, {source}")}</span></span>
            </button>
        </li>
    }
    .into_any()
}
