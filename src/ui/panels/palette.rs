//! The palette: everything that can be found or done, by typing a part of its name.

use super::words;
use crate::base::sort;
use crate::project::{self, Found};
use crate::ui::commands::{COMMANDS, Command, Desk};
use crate::ui::messages::t;
use crate::ui::widgets::dialog;
use leptos::html::{Input, Ul};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

const MOST: usize = 60;

#[derive(Clone)]
enum Hit {
    Element(Found),
    Command(&'static Command),
}

#[component]
pub fn Palette() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let close = move || desk.page.palette.set(false);
    let content = move || search(desk);
    dialog("Find", move || desk.page.palette.get(), close, content)
}

/// What answers to the query: elements first, as they are looked for most; of an empty query the commands.
fn hits(desk: Desk, query: &str) -> Vec<Hit> {
    let only_commands = query.starts_with('>');
    let query = query.trim_start_matches('>').trim();
    let elements = desk.workbench.project.with_untracked(|project| match only_commands {
        true => Vec::new(),
        false => project::find(&project.schema, query, MOST),
    });
    let mut commands: Vec<(u32, &Command)> =
        COMMANDS.iter().filter_map(|command| Some((project::score(command.name, query)?, command))).collect();
    sort::by_key(&mut commands, |(score, _)| std::cmp::Reverse(*score));
    let elements = elements.into_iter().map(Hit::Element);
    let commands = commands.into_iter().map(|(_, command)| Hit::Command(command));
    if query.is_empty() { commands.chain(elements).collect() } else { elements.chain(commands).collect() }
}

fn search(desk: Desk) -> AnyView {
    let query = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let found = Memo::new_with_compare(move |_| hits(desk, &query.get()), |_, _| true);
    let (field, list) = (NodeRef::<Input>::new(), NodeRef::<Ul>::new());
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let choose = move |place: usize| {
        let Some(hit) = found.with_untracked(|found| found.get(place).cloned()) else { return };
        desk.page.palette.set(false);
        match hit {
            Hit::Element(found) => desk.scene.go_to(found.id),
            Hit::Command(command) => (command.does)(desk),
        }
    };
    let step = move |by: i32| {
        let count = found.with_untracked(Vec::len).max(1) as i32;
        at.update(|at| *at = (*at as i32 + by).rem_euclid(count) as usize);
        if let Some(list) = list.get_untracked() {
            let row = list.children().item(at.get_untracked() as u32);
            if let Some(row) = row.and_then(|row| row.dyn_into::<web_sys::Element>().ok()) {
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                row.scroll_into_view_with_scroll_into_view_options(&options);
            }
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => step(1),
            "ArrowUp" => step(-1),
            "Enter" => choose(at.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    };
    let row = move |(place, hit): (usize, Hit)| {
        let (kind, name, detail, mono) = match hit {
            Hit::Element(found) => (words::capitalized(found.kind), found.name, found.detail, true),
            Hit::Command(command) => {
                ("Do".to_owned(), t(command.name).to_owned(), command.keys.replace(", ", " or "), false)
            }
        };
        view! {
            <li id=format!("hit-{place}") role="option" aria-selected=move || (at.get() == place).to_string()
                on:click=move |_| choose(place) on:pointermove=move |_| if at.get_untracked() != place { at.set(place) }>
                <span class="kind">{kind}</span><span class="name" class:mono=mono>{name}</span><span class="quiet">{detail}</span>
            </li>
        }
    };
    let none = move || found.with(Vec::is_empty);
    view! {
        <div class="palette">
            <input class="palette-field" node_ref=field role="combobox" aria-expanded="true" aria-controls="palette-list"
                aria-label=t("Find tables, columns and commands") autocomplete="off" spellcheck="false"
                placeholder=t("Table, column, type, comment or command; > for commands alone")
                aria-activedescendant=move || format!("hit-{}", at.get())
                on:input=move |event| { at.set(0); query.set(event_target_value(&event)); } on:keydown=keys/>
            <ul class="palette-list" id="palette-list" role="listbox" aria-label=t("Found") node_ref=list>
                {move || found.get().into_iter().enumerate().map(row).collect_view()}
            </ul>
            <Show when=none>
                <p class="empty-pane">{t("Nothing has this name. Names, types and comments are searched; every word has to be found.")}</p>
            </Show>
        </div>
    }
    .into_any()
}
