//! The dock's log of changes: verified, searchable, and given as a file.

use crate::trust::{Entry, Origin, Verdict};
use crate::ui::state::Workbench;
use crate::web::download::{self, file_stem};
use leptos::prelude::*;

#[component]
pub fn AuditLog() -> AnyView {
    let workbench = expect_context::<Workbench>();
    let search = RwSignal::new(String::new());
    let source = RwSignal::new(None::<Origin>);
    // The log grows also where the design stays, and is none of the positions' business.
    let length = Memo::new(move |_| workbench.project.with(|project| project.audit.entries().len()));
    let project = move || {
        length.track();
        workbench.design.track();
        workbench.project.get_untracked()
    };
    let verdict = Memo::new(move |_| project().verify());
    let choose = move |event| {
        let name = event_target_value(&event);
        source.set(Origin::ALL.into_iter().find(|origin| origin.name() == name));
    };
    let sources = Origin::ALL.map(|origin| view! { <option value=origin.name()>{origin.name()}</option> });
    let entries = move || {
        let (wanted, source) = (search.get().to_lowercase(), source.get());
        let fits = move |entry: &Entry| {
            source.is_none_or(|source| source == entry.source)
                && [&entry.who, &entry.what, &entry.why].iter().any(|text| text.to_lowercase().contains(&wanted))
        };
        let project = project();
        let all = project.audit.entries().iter().enumerate().rev();
        all.filter(|(_, entry)| fits(entry)).map(|(at, entry)| line(at + 1, entry)).collect_view()
    };
    let save = move |_| {
        let project = workbench.project.get_untracked();
        let name = format!("{}-audit.csv", file_stem(&project.name));
        if let Err(why) = download::text(&name, "text/csv", &project.audit.csv()) {
            workbench.fail(format!("The file could not be made: {why}."));
        }
    };
    let is_empty = Memo::new(move |_| length.get() == 0);
    view! {
        <div class="decisions-pane">
            <div class="filter">
                <input class="in" type="search" placeholder="Search" aria-label="Search the log"
                    on:input=move |event| search.set(event_target_value(&event))/>
                <select class="btn small" aria-label="Source" on:change=choose><option value="">"All sources"</option>{sources}</select>
                <span class=move || if verdict.get() == Verdict::Sound { "stat added" } else { "stat removed" } role="status">
                    {move || verdict.get().sentence()}
                </span>
                <span class="grow"></span>
                <button class="btn small" disabled=move || is_empty.get() on:click=save>"Download"<span class="quiet">".csv"</span></button>
            </div>
            <div class="pane">
                <Show when=move || is_empty.get()>
                    <p class="empty-pane">"Every change is noted here with its time, its author and its source. Nothing can be taken out unseen."</p>
                </Show>
                <ol class="audit" reversed>{entries}</ol>
            </div>
        </div>
    }
    .into_any()
}

fn line(number: usize, entry: &Entry) -> AnyView {
    let who = if entry.who.is_empty() { "somebody".to_owned() } else { entry.who.clone() };
    let why = (!entry.why.is_empty()).then(|| view! { <span class="quiet">{entry.why.clone()}</span> });
    let hash: String = entry.hash.chars().take(12).collect();
    view! {
        <li>
            <span class="ln">{number}</span><time class="mono quiet">{entry.at.clone()}</time><b>{who}</b>
            <span>{entry.what.clone()}" "{why}</span><span class="chip">{entry.source.name()}</span>
            <span class="mono quiet" title=entry.hash.clone()>{hash}</span>
        </li>
    }
    .into_any()
}
