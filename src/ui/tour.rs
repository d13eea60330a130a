//! A tour of a minute: a card that stands beside each part in turn and says what it is for. The page stays usable.

use super::page::Page;
use super::widgets::{Icon, icon};
use crate::ui::messages::t;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

struct Stop {
    /// What it is about, as a selector.
    part: &'static str,
    title: &'static str,
    text: &'static str,
}

const STOPS: &[Stop] = &[
    Stop {
        part: ".desc-text",
        title: "Describe what the system keeps",
        text: "In your own words, as a list or in sentences. Generate (Ctrl+Enter) designs tables, keys and relationships from it.",
    },
    Stop {
        part: "main.canvas",
        title: "The diagram is the schema",
        text: "Drag tables, double-click names and types, drag from a column’s dot to another table to relate them. The wheel pans, Ctrl+wheel zooms.",
    },
    Stop {
        part: "aside.right",
        title: "Every element says why",
        text: "Select one: here are the reason, the words it rests on, and every property to change.",
    },
    Stop {
        part: "section.dock",
        title: "Statements, problems, history",
        text: "The DDL follows each edit. Problems have fixes to click. Every step can be taken back, also tomorrow.",
    },
    Stop {
        part: ".request",
        title: "Change it in words",
        text: "“Add loyalty points to customers”: the change is made, explained, and can be undone like any other.",
    },
    Stop {
        part: ".seg.modes",
        title: "From a database to the design",
        text: "Evolve compares a database as it is with the design, and writes the migration with its way back.",
    },
    Stop {
        part: ".btn.find",
        title: "Everything has a name",
        text: "Ctrl+K finds tables, columns and commands. All of it is kept on this device; nothing is sent.",
    },
];

/// Space between a part and the card, and the card's width, in pixels.
const GAP: f64 = 12.0;
const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 190.0;

#[component]
pub fn Tour() -> impl IntoView {
    let page = expect_context::<Page>();
    let card = NodeRef::<leptos::html::Div>::new();
    let go = move |to: Option<usize>| page.tour.set(to.filter(|at| *at < STOPS.len()));
    let keys = move |event: ev::KeyboardEvent| {
        let Some(at) = page.tour.get_untracked() else { return };
        match event.key().as_str() {
            "Escape" => go(None),
            "ArrowRight" => go(Some(at + 1)),
            "ArrowLeft" => go(Some(at.saturating_sub(1))),
            _ => return,
        }
        event.stop_propagation();
        event.prevent_default();
    };
    Effect::new(move |_| {
        page.tour.track();
        let focus = move || {
            let next = card.get_untracked().and_then(|card| card.query_selector(".primary").ok().flatten());
            if let Some(button) = next.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = button.focus();
            }
        };
        request_animation_frame(focus);
    });
    move || {
        let at = page.tour.get()?;
        let stop = STOPS.get(at)?;
        let part = part_of(stop.part);
        let (style, ring) = places(part);
        let last = at + 1 == STOPS.len();
        Some(view! {
            <div class="tour-ring" style=ring aria-hidden="true"></div>
            <div class="tour" role="dialog" aria-label=t("Tour") style=style node_ref=card on:keydown=keys>
                <div class="row"><h2>{format!("{} / {}", at + 1, STOPS.len())}</h2><span class="grow"></span>
                    <button class="btn square small plain" aria-label=t("End the tour") on:click=move |_| go(None)>{icon(Icon::Close)}</button></div>
                <h3>{crate::ui::messages::t(stop.title)}</h3>
                <p>{crate::ui::messages::t(stop.text)}</p>
                <div class="actions">
                    <button class="btn small plain" on:click=move |_| go(None)>{t("Skip")}</button><span class="grow"></span>
                    <button class="btn small" disabled=at == 0 on:click=move |_| go(Some(at.saturating_sub(1)))>{t("Back")}</button>
                    <button class="btn small primary" on:click=move |_| go(Some(at + 1))>{if last { crate::ui::messages::t("Done") } else { crate::ui::messages::t("Next") }}</button>
                </div>
            </div>
        })
    }
}

/// Where a part is: left, top, width, height. A part that is not shown has none.
fn part_of(selector: &str) -> Option<[f64; 4]> {
    let rect = document().query_selector(selector).ok().flatten()?.get_bounding_client_rect();
    (rect.width() > 0.0).then(|| [rect.left(), rect.top(), rect.width(), rect.height()])
}

/// Where the card and the ring stand.
fn places(part: Option<[f64; 4]>) -> (String, String) {
    let size = |read: Result<wasm_bindgen::JsValue, _>| read.ok().and_then(|size| size.as_f64()).unwrap_or(800.0);
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let Some([left, top, wide, high]) = part else {
        return (format!("left:{:.0}px;bottom:24px", ((width - WIDTH) / 2.0).max(8.0)), "display:none".into());
    };
    // Beside the part where there is room, else below or above it, else on it.
    let (x, y) = if left + wide + GAP + WIDTH < width {
        (left + wide + GAP, top)
    } else if left - GAP - WIDTH > 0.0 {
        (left - GAP - WIDTH, top)
    } else if top + high + GAP + HEIGHT < height {
        (left, top + high + GAP)
    } else {
        (left + (wide - WIDTH) / 2.0, top - GAP - HEIGHT)
    };
    let x = x.clamp(8.0, (width - WIDTH - 8.0).max(8.0));
    let y = y.clamp(8.0, (height - HEIGHT - 24.0).max(8.0));
    let ring = format!("left:{left:.0}px;top:{top:.0}px;width:{wide:.0}px;height:{high:.0}px");
    (format!("left:{x:.0}px;top:{y:.0}px"), ring)
}
