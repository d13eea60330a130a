//! The diagram that the user edits.
//!
//! Geometry comes from [`crate::erd`]; this module draws it, and turns gestures and keys into changes.
//! The project says where tables stand; while something is dragged the [`Scene`] is ahead of it and commits on release.
//!
//! Hooks that tests and other parts of the page may rely on:
//! - `main.canvas`, in it `svg.erd`;
//! - `[data-table="users"]`, `[data-column="users.email"]`, `[data-edge="orders.user_id->users"]` (several columns of a
//!   key stand with commas between them); each also has `data-id`, the element's [`Id`](Id);
//! - `[data-action=...]` in the toolbar: `select`, `table`, `relation`, `arrange`, `fit`, `detail`, `zoom-out`, `zoom-100`,
//!   `zoom-in`;
//! - `.selection-bar` with its `[data-action=...]` while several tables are selected; `.minimap`;
//! - `[data-add-column]` below the selected table; `[data-handle]` at the ends of the row under the pointer;
//! - `input[data-editor]` while a name or type is edited;
//! - in `.context-menu`, `[data-action=...]`: `rename`, `change-type`, `primary-key`, `not-null`, `unique`, `add-column`,
//!   `delete`, and on the empty canvas `add-table`, `select-all`, `arrange-all`, `fit-all`;
//! - `[data-mark="area-1"]` on an area's title, `[data-mark="note-2"]` on a note, in it `[data-corner]`; `.legend`;
//!   `textarea[data-writing]` while a title or note is written; `[data-tint=...]` in menus;
//! - `[data-action=choose]`, once for each reading of a relationship that can be read in several ways.

mod annotate;
mod arrange;
mod camera;
mod choice;
mod commands;
mod copying;
mod edge;
mod editor;
mod ground;
mod highlight;
mod hit;
mod keyboard;
mod menu;
mod minimap;
mod overlay;
mod pointer;
mod scene;
mod selection_bar;
mod swatches;
mod table;
mod toolbar;

use crate::base::sort;
use crate::erd::{Point, Rect, Size};
use crate::schema::Id;
use crate::ui::messages::t;
use choice::ChoiceDialog;
use edge::{EdgeView, EdgeViewProps};
use editor::Editor;
use ground::{Areas, Guides, Legend, Notes, Writing};
use leptos::html::Main;
use leptos::prelude::*;
use menu::ContextMenu;
use minimap::Minimap;
use overlay::Overlay;
use pointer::Gesture;
use scene::Level;
pub use scene::{Scene, Tool};
use selection_bar::SelectionBar;
use std::collections::HashSet;
use std::sync::Arc;
use table::{TableView, TableViewProps};
use toolbar::Toolbar;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// The diagram with its toolbar. Needs a [`Scene`] in the context.
#[component]
pub fn Canvas() -> AnyView {
    let scene = expect_context::<Scene>();
    let canvas = NodeRef::<Main>::new();
    measure(scene, canvas);
    let grid = move || {
        let camera = scene.camera.get();
        // The grid of dots gets coarser as the diagram gets smaller, so that it never becomes a grey veil.
        let step = 20.0 * camera.zoom * (1.0 / camera.zoom).log2().round().max(0.0).exp2();
        format!(
            "background-position:{:.2}px {:.2}px;background-size:{step:.3}px {step:.3}px",
            camera.offset.x, camera.offset.y
        )
    };
    let class = move || {
        let busy = scene.gesture.with(|gesture| match gesture {
            Gesture::ReadyToPan => " can-pan",
            Gesture::Pan { .. } => " panning",
            Gesture::Move { .. } => " moving",
            Gesture::Relate { .. } => " relating",
            _ => "",
        });
        let tool = match scene.tool.get() {
            Tool::Select => "",
            Tool::Table | Tool::Note => " placing",
            Tool::Relation => " relating",
        };
        format!("canvas{busy}{tool}")
    };
    view! {
        <main
            class=class
            node_ref=canvas
            style=grid
            on:keydown=move |event| keyboard::down(scene, &event)
            on:keyup=move |event| keyboard::up(scene, &event)
            on:focusin=move |event| keyboard::focused(scene, &event)
        >
            <Drawing scene/>
            <Editor scene/>
            <Writing scene/>
            <Legend scene/>
            <SelectionBar scene/>
            <Minimap scene/>
            <Toolbar scene/>
            <ContextMenu scene/>
            <ChoiceDialog scene/>
        </main>
    }
    .into_any()
}

#[component]
fn Drawing(scene: Scene) -> AnyView {
    let tables = seen(scene, scene.tables, Scene::rect);
    let edges = seen(scene, scene.edges, Scene::edge_bounds);
    Effect::new(move || scene.weigh(tables.with(Vec::len)));
    let raised = Memo::new(move |_| scene.edges_of(&scene.lifted.get()).into_iter().collect::<HashSet<_>>());
    let below = move |ids: Memo<Vec<Id>>, above: HashSet<Id>| {
        ids.get().into_iter().filter(|id| !above.contains(id)).collect::<Vec<_>>()
    };
    let bleed = move || if scene.heavy.get() { scene::BLEED } else { 0.0 };
    let transform = move || {
        let (camera, bleed) = (scene.drawn.get(), bleed());
        let (x, y) = (camera.offset.x + bleed, camera.offset.y + bleed);
        format!("translate({x:.3} {y:.3}) scale({:.5})", camera.zoom)
    };
    // A picture that the browser moves and stretches without painting it again.
    let picture = move || {
        let bleed = bleed();
        if bleed == 0.0 {
            return String::new();
        }
        let (scale, shift) = scene.camera.get().stretch(scene.drawn.get());
        let (x, y) = (shift.x + bleed * (1.0 - scale), shift.y + bleed * (1.0 - scale));
        format!(
            "inset:-{bleed}px;width:calc(100% + {0}px);height:calc(100% + {0}px);will-change:transform;\
             transform-origin:0 0;transform:translate({x:.2}px,{y:.2}px) scale({scale:.5})",
            2.0 * bleed
        )
    };
    view! {
        <svg
            class=move || if scene.level() == Level::Boxes { "erd far" } else { "erd" }
            style=picture
            role="application"
            aria-label=t("Entity-relationship diagram")
            on:mousedown=move |event| event.prevent_default()
            on:pointerdown=move |event| pointer::down(scene, &event)
            on:pointermove=move |event| pointer::moved(scene, &event)
            on:pointerup=move |event| pointer::up(scene, &event)
            on:pointercancel=move |_| pointer::cancel(scene)
            on:pointerover=move |event| pointer::over(scene, &event)
            on:pointerleave=move |_| scene.workbench.hovered.set(None)
            on:dblclick=move |event| pointer::double_click(scene, &event)
            on:contextmenu=move |event| pointer::context_menu(scene, &event)
            on:wheel=move |event| pointer::wheel(scene, &event)
        >
            <defs>
                <symbol id="mark-key" viewBox="0 0 14 14">
                    <circle cx="4.5" cy="7" r="3" fill="none" stroke="currentColor" stroke-width="1.6"/>
                    <path d="M7.5 7H13M11 7v3" stroke="currentColor" stroke-width="1.6" fill="none"/>
                </symbol>
                <symbol id="mark-link" viewBox="0 0 14 14">
                    <path
                        d="M5 9L9 5M4 7L2.5 8.5a2.1 2.1 0 003 3L7 10M7 4l1.5-1.5a2.1 2.1 0 013 3L10 7"
                        stroke="currentColor"
                        stroke-width="1.4"
                        fill="none"
                        stroke-linecap="round"
                    />
                </symbol>
            </defs>
            <g transform=transform class:gliding=move || scene.gliding.get()>
                <Areas scene/>
                <For each=move || below(edges, raised.get()) key=|id| id.0 let:id>
                    <EdgeView scene id/>
                </For>
                <For each=move || below(tables, (*scene.lifted.get()).clone()) key=|id| id.0 let:id>
                    <TableView scene id/>
                </For>
                <Notes scene/>
                <Guides scene/>
                <Overlay scene/>
            </g>
        </svg>
        {lifted(scene, raised)}
    }
    .into_any()
}

/// The tables that are being dragged above a heavy drawing, with their edges.
fn lifted(scene: Scene, edges: Memo<HashSet<Id>>) -> AnyView {
    let any = Memo::new(move |_| scene.lifted.with(|tables| !tables.is_empty()));
    let transform = move || {
        let camera = scene.camera.get();
        format!("translate({:.3} {:.3}) scale({:.5})", camera.offset.x, camera.offset.y, camera.zoom)
    };
    view! {
        <Show when=move || any.get()>
            <svg class="erd lifted" aria-hidden="true">
                <g transform=transform>
                    {move || edges.get().into_iter().map(|id| EdgeView(EdgeViewProps { scene, id })).collect_view()}
                    {move || scene.lifted.get().iter().map(|id| TableView(TableViewProps { scene, id: *id })).collect_view()}
                </g>
            </svg>
        </Show>
    }
    .into_any()
}

/// The elements that the viewport shows, or nearly shows, in the order in which they are drawn.
fn seen(scene: Scene, all: RwSignal<Arc<Vec<Id>>>, bounds: fn(&Scene, Id) -> Option<Rect>) -> Memo<Vec<Id>> {
    // In steps, so that most pans and drags change nothing here.
    let area = Memo::new(move |_| {
        let step = 256.0;
        let (camera, bleed) = (scene.drawn.get(), if scene.heavy.get() { scene::BLEED } else { 0.0 });
        let seen = camera.seen(scene.viewport.get()).grown(step / 2.0 + bleed / camera.zoom);
        let from = Point::new((seen.left() / step).floor() * step, (seen.top() / step).floor() * step);
        let to = Point::new((seen.right() / step).ceil() * step, (seen.bottom() / step).ceil() * step);
        Rect::between(from, to)
    });
    Memo::new(move |_| {
        let area = area.get();
        let ids = all.get();
        let mut seen: Vec<Id> =
            ids.iter().copied().filter(|id| bounds(&scene, *id).is_some_and(|rect| rect.overlaps(&area))).collect();
        scene.raised.with(|raised| sort::by_key(&mut seen, |id| raised.contains(id)));
        seen
    })
}

/// Keeps the scene's viewport as large as the canvas.
fn measure(scene: Scene, canvas: NodeRef<Main>) {
    Effect::new(move || {
        let Some(element) = canvas.get() else { return };
        let measured = element.clone();
        let read = move || {
            let size = Size::new(f64::from(measured.client_width()), f64::from(measured.client_height()));
            if scene.viewport.try_get_untracked().is_some_and(|known| known != size) {
                scene.resize(size);
            }
        };
        read();
        let callback = Closure::<dyn FnMut()>::new(read);
        let Ok(observer) = web_sys::ResizeObserver::new(callback.as_ref().unchecked_ref()) else { return };
        observer.observe(&element);
        let kept = StoredValue::new_local((callback, observer));
        on_cleanup(move || {
            kept.try_with_value(|(_, observer)| observer.disconnect());
        });
    });
}
