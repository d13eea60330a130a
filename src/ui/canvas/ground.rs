//! What stands beside the tables: grounds of areas, notes, and the legend of colours.

use super::annotate::Mark;
use super::scene::Scene;
use crate::erd::{self, Area, Note, Rect, Tint, area_rect};
use crate::ui::messages::t;
use leptos::prelude::*;

/// The grounds of all areas, below everything else.
#[component]
pub fn Areas(scene: Scene) -> AnyView {
    let areas = Memo::new(move |_| scene.annotations.with(|all| all.areas.clone()));
    (move || areas.get().into_iter().map(|area| ground(scene, area)).collect_view()).into_any()
}

fn ground(scene: Scene, area: Area) -> AnyView {
    let Area { id, title, tint, tables } = area;
    let rect = Memo::new(move |_| {
        // Follows its tables while they are dragged, and what is drawn of them.
        scene.tables.track();
        let rect_of = |table| {
            let placed = scene.table(table)?;
            Some(placed.card.with(|card| card.at(placed.at.get())))
        };
        area_rect(tables.iter().filter_map(|table| rect_of(*table))).unwrap_or_default()
    });
    let selected = move || scene.marked.get() == Some(Mark::Area(id));
    let count = title.clone();
    let place = move || rect.with(|rect| format!("translate({} {})", rect.left(), rect.top()));
    // Titles stay readable from afar.
    let size = move || (13.0 / scene.drawn.get().zoom.min(1.0)).min(120.0);
    let is_there = move || rect.with(|rect| rect.size.width > 0.0);
    view! {
        <g class=move || format!("area {}{}", tint.name(), if selected() { " selected" } else { "" }) transform=place>
            <rect class="ground" rx="12" width=move || rect.get().size.width height=move || rect.get().size.height/>
            <Show when=is_there>
                <g class="mark-handle" data-mark=Mark::Area(id).key() role="group" tabindex="0"
                    aria-label=format!("Area {count}")>
                    <rect class="reach" width=move || rect.get().size.width height=move || size() + 16.0 rx="12"/>
                    <text x=erd::AREA_MARGIN - 6.0 y=move || size() + 9.0 font-size=size>{title.clone()}</text>
                </g>
            </Show>
        </g>
    }
    .into_any()
}

/// All notes, above the tables.
#[component]
pub fn Notes(scene: Scene) -> AnyView {
    let notes =
        Memo::new(move |_| scene.annotations.with(|all| all.notes.iter().map(|note| note.id).collect::<Vec<_>>()));
    view! { <For each=move || notes.get() key=|id| *id let:id>{note(scene, id)}</For> }.into_any()
}

fn note(scene: Scene, id: u32) -> AnyView {
    let shown = Memo::new(move |_| {
        let draft = scene.note_draft.get().filter(|draft| draft.id == id);
        draft.or_else(|| scene.annotations.with(|all| all.note(id).cloned())).unwrap_or_default()
    });
    let mark = Mark::Note(id);
    let selected = move || scene.marked.get() == Some(mark);
    let class = move || {
        let tint = shown.with(|note| note.tint.name());
        format!("note {tint}{}", if selected() { " selected" } else { "" })
    };
    let lines = move || {
        let line = |(at, text): (usize, String)| {
            let y = erd::NOTE_PADDING + erd::NOTE_LINE * at as f64 + 12.0;
            view! { <text x=erd::NOTE_PADDING y=y>{text}</text> }
        };
        shown.with(erd::note_lines).into_iter().enumerate().map(line).collect_view()
    };
    let width = move || shown.with(|note| note.size.width);
    let height = move || shown.with(|note| note.size.height);
    let label = move || {
        shown.with(|note| if note.text.is_empty() { "Empty note".into() } else { format!("Note: {}", note.text) })
    };
    let corner = move || {
        let note = shown.get();
        selected().then(|| {
            let (x, y) = (note.size.width - 12.0, note.size.height - 12.0);
            view! {
                <path class="corner" data-corner="" d=format!("M{} {y}V{}H{x}", x + 8.0, y + 8.0)/>
                <rect class="reach" data-corner="" x=x - 6.0 y=y - 6.0 width="20" height="20"/>
            }
        })
    };
    view! {
        <g class=class data-mark=mark.key() role="note" tabindex="0" aria-label=label
            transform=move || shown.with(|note| format!("translate({} {})", note.at.x, note.at.y))>
            <rect class="paper" rx="6" width=width height=height/>
            <rect class="sheet" rx="6" width=width height=height/>
            {lines}
            {corner}
        </g>
    }
    .into_any()
}

/// The lines that show what a drag has snapped to.
#[component]
pub fn Guides(scene: Scene) -> AnyView {
    let line =
        |(from, to): erd::Guide| view! { <path class="guide" d=format!("M{} {}L{} {}", from.x, from.y, to.x, to.y)/> };
    (move || scene.guides.get().into_iter().map(line).collect_view()).into_any()
}

/// What the colours of tables stand for; a click writes it.
#[component]
pub fn Legend(scene: Scene) -> AnyView {
    let key = Memo::new(move |_| {
        scene
            .annotations
            .with(|all| all.key().into_iter().map(|(tint, text)| (tint, text.to_owned())).collect::<Vec<_>>())
    });
    let row = move |(tint, text): (Tint, String)| {
        view! {
            <li>
                <span class=format!("swatch {}", tint.name()) aria-hidden="true"></span>
                <input aria-label=format!("What {} tables are", tint.name()) placeholder=t("What this colour means") value=text
                    spellcheck="false" maxlength="60" on:change=move |event| scene.explain(tint, &event_target_value(&event))/>
            </li>
        }
    };
    view! {
        <Show when=move || key.with(|key| !key.is_empty())>
            <ul class="legend" aria-label=t("Legend")>{move || key.get().into_iter().map(row).collect_view()}</ul>
        </Show>
    }
    .into_any()
}

/// The field in which a note or an area's title is written, laid over the drawing.
#[component]
pub fn Writing(scene: Scene) -> AnyView {
    (move || scene.writing.get().map(|mark| field(scene, mark))).into_any()
}

fn field(scene: Scene, mark: Mark) -> AnyView {
    let area = NodeRef::<leptos::html::Textarea>::new();
    let text = scene.annotations.with_untracked(|all| match mark {
        Mark::Area(id) => all.area(id).map(|area| area.title.clone()),
        Mark::Note(id) => all.note(id).map(|note| note.text.clone()),
    });
    let Some(text) = text else { return ().into_any() };
    if let Some(rect) = scene.text_rect(mark) {
        scene.close_up_rect(rect);
    }
    Effect::new(move || {
        if let Some(area) = area.get() {
            let _ = area.focus();
            area.select();
        }
    });
    let finish = move |keep: bool| {
        if scene.writing.get_untracked() != Some(mark) {
            return;
        }
        let value = area.get_untracked().map(|area| area.value()).unwrap_or_default();
        scene.writing.set(None);
        if keep {
            scene.keep_text(mark, &value);
        }
        request_animation_frame(move || focus_mark(mark));
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        event.stop_propagation();
        let one_line = matches!(mark, Mark::Area(_));
        match event.key().as_str() {
            "Escape" => finish(false),
            "Enter" if one_line || event.ctrl_key() || event.meta_key() => {
                event.prevent_default();
                finish(true);
            }
            _ => {}
        }
    };
    let style = move || {
        let camera = scene.camera.get();
        let Rect { origin, size } = scene.text_rect(mark).unwrap_or_default();
        let at = camera.to_screen(origin);
        format!(
            "left:{:.2}px;top:{:.2}px;width:{:.2}px;height:{:.2}px;transform:scale({:.4})",
            at.x, at.y, size.width, size.height, camera.zoom
        )
    };
    let (class, label) = match mark {
        Mark::Area(_) => ("editor title", "Title of the area"),
        Mark::Note(_) => ("editor prose", "Text of the note"),
    };
    view! {
        <textarea class=class style=style data-writing="" aria-label=label node_ref=area maxlength="4000" prop:value=text
            on:keydown=keys on:blur=move |_| finish(true)></textarea>
    }
    .into_any()
}

/// Gives a note or an area the keyboard.
pub fn focus_mark(mark: Mark) {
    use wasm_bindgen::JsCast;
    let found = document().query_selector(&format!(".erd [data-mark='{}']", mark.key())).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::SvgElement>().ok()) {
        let _ = element.focus();
    }
}

/// A note where it stands now.
pub fn note_now(scene: Scene, id: u32) -> Option<Note> {
    scene.annotations.with_untracked(|all| all.note(id).cloned())
}
