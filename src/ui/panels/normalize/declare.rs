//! The left panel of the normal forms: dependencies declared with a click or a line, and rows to find them in.

use super::NormalForms;
use crate::ui::state::Workbench;
use crate::ui::widgets::{Icon, icon};
use crate::web::file;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

const ROWS: &str = "Paste rows as CSV, or drop a file here. The dependencies that they show are found at once.";

#[component]
pub fn DeclarePanel() -> AnyView {
    let workbench = expect_context::<Workbench>();
    // The table that is meant: the one that was chosen, or else the first.
    let chosen = RwSignal::new(String::new());
    let names = Memo::new(move |_| {
        workbench.design.with(|project| project.schema.tables.iter().map(|t| t.name.to_string()).collect::<Vec<_>>())
    });
    let table = Memo::new(move |_| {
        let wanted = chosen.get();
        names.with(|names| if names.contains(&wanted) { wanted } else { names.first().cloned().unwrap_or_default() })
    });
    let options = move || {
        names
            .get()
            .into_iter()
            .map(|name| view! { <option value=name.clone() selected=table.get() == name>{name.clone()}</option> })
            .collect_view()
    };
    view! {
        <section>
            <h2>"Dependencies"</h2>
            <label class="field">
                <span class="label">"Table"</span>
                <select class="in" on:change=move |event| chosen.set(event_target_value(&event))>{options}</select>
            </label>
            {clicked(workbench, table)}
            {written(workbench)}
            {declared(workbench)}
        </section>
        <section><h2 id="rows-title">"Sample rows"</h2>{rows(workbench, table)}</section>
    }
    .into_any()
}

/// Two rows of chips: what determines, and what is determined.
fn clicked(workbench: Workbench, table: Memo<String>) -> AnyView {
    let forms = expect_context::<NormalForms>();
    let sides = [RwSignal::new(Vec::<String>::new()), RwSignal::new(Vec::<String>::new())];
    let columns = Memo::new(move |_| {
        let name = table.get();
        workbench.design.with(|project| {
            let found = project.schema.tables.iter().find(|table| table.name.to_string() == name);
            found.map(|table| table.columns.iter().map(|c| c.name.clone()).collect::<Vec<_>>()).unwrap_or_default()
        })
    });
    Effect::new(move |_| {
        columns.track();
        sides.iter().for_each(|side| side.set(Vec::new()));
    });
    let chips = move |side: usize, label: &'static str| {
        let own = sides[side];
        let chip = move |name: String| {
            let (known, toggled) = (name.clone(), name.clone());
            let pressed = move || own.with(|list| list.contains(&known));
            let toggle = move |_| {
                own.update(|list| match list.iter().position(|known| *known == toggled) {
                    Some(at) => drop(list.remove(at)),
                    None => list.push(toggled.clone()),
                });
            };
            view! { <button class="chip mono" aria-pressed=move || pressed().to_string() on:click=toggle>{name}</button> }
        };
        view! {
            <div role="group" aria-label=label class="chips-row">
                <span class="label">{label}</span>
                <div class="chips">{move || columns.get().into_iter().map(chip).collect_view()}</div>
            </div>
        }
    };
    let is_ready = move || sides.iter().all(|side| side.with(|list| !list.is_empty()));
    let add = move |_| {
        let [from, to] = sides.map(|side| side.get_untracked().join(", "));
        if forms.declare(workbench, &format!("{}: {from} -> {to}", table.get_untracked())) {
            sides.iter().for_each(|side| side.set(Vec::new()));
        }
    };
    view! {
        {chips(0, "These determine…")}{chips(1, "…these")}
        <button class="btn small" disabled=move || !is_ready() on:click=add>"Declare"</button>
    }
    .into_any()
}

/// The same as a line of text.
fn written(workbench: Workbench) -> AnyView {
    let forms = expect_context::<NormalForms>();
    let text = RwSignal::new(String::new());
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && forms.declare(workbench, &text.get_untracked()) {
            text.set(String::new());
        }
    };
    view! {
        <input class="in mono" type="text" spellcheck="false" autocomplete="off" aria-label="A dependency in writing"
            placeholder="orders: customer_id -> customer_name" prop:value=move || text.get()
            on:input=move |event| text.set(event_target_value(&event)) on:keydown=keys/>
    }
    .into_any()
}

fn declared(workbench: Workbench) -> AnyView {
    let forms = expect_context::<NormalForms>();
    let line = move |text: String| {
        let gone = text.clone();
        view! {
            <li class="renamed">
                <span class="mono">{text.clone()}</span>
                <button class="btn square small plain" aria-label=format!("Withdraw {text}") title="Withdraw"
                    on:click=move |_| forms.withdraw(workbench, &gone)>{icon(Icon::Close)}</button>
            </li>
        }
    };
    let list =
        move || workbench.design.with(|project| project.dependencies.clone()).into_iter().map(line).collect_view();
    view! { <ul>{list}</ul> }.into_any()
}

fn rows(workbench: Workbench, table: Memo<String>) -> AnyView {
    let forms = expect_context::<NormalForms>();
    let put = move |name: String, rows: String| {
        forms.samples.update(|samples| {
            samples.retain(|(known, _)| *known != name);
            if !rows.trim().is_empty() {
                samples.push((name, rows));
            }
        });
    };
    let shown = move || {
        let name = table.get();
        forms.samples.with(|samples| samples.iter().find(|(known, _)| *known == name).map(|(_, rows)| rows.clone()))
    };
    let typed = move |event| put(table.get_untracked(), event_target_value(&event));
    let take = move |chosen: web_sys::File| {
        leptos::task::spawn_local(async move {
            // A file says by its name which table it is of, if there is one.
            let stem = chosen.name().rsplit_once('.').map_or_else(|| chosen.name(), |(stem, _)| stem.to_owned());
            match file::text(&chosen).await {
                Ok(text) => put(stem, text),
                Err(why) => workbench.fail(format!("{}. Choose a CSV file.", why.trim_end_matches('.'))),
            }
        });
    };
    let dropped = move |event: ev::DragEvent| {
        let chosen = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
        if let Some(chosen) = chosen {
            event.prevent_default();
            event.stop_propagation();
            take(chosen);
        }
    };
    let picked = move |event: ev::Event| {
        let field = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        if let Some(chosen) = field.and_then(|field| field.files()).and_then(|files| files.get(0)) {
            take(chosen);
        }
    };
    let line = move |(name, rows): (String, String)| {
        let gone = name.clone();
        view! {
            <li class="renamed">
                <span><span class="mono">{name.clone()}</span>" "<span class="quiet">{rows.lines().count()}" lines"</span></span>
                <button class="btn square small plain" aria-label=format!("Forget the rows of {name}") title="Forget"
                    on:click=move |_| put(gone.clone(), String::new())>{icon(Icon::Close)}</button>
            </li>
        }
    };
    view! {
        <div class="desc" on:drop=dropped>
            <textarea class="script-text short mono" aria-labelledby="rows-title" placeholder=ROWS spellcheck="false"
                prop:value=move || shown().unwrap_or_default() on:change=typed></textarea>
        </div>
        <label class="btn small">"Open a CSV file"<input type="file" hidden accept=".csv,.tsv,text/csv" on:change=picked/></label>
        <ul>{move || forms.samples.get().into_iter().map(line).collect_view()}</ul>
    }
    .into_any()
}
