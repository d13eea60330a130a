//! The overview map in the corner: all tables, and the part that is seen. A press or a drag goes there.

use super::scene::Scene;
use crate::erd::{Point, Rect, Size};
use leptos::ev::PointerEvent;
use leptos::prelude::*;
use std::fmt::Write;
use wasm_bindgen::JsCast;

/// The map's size in CSS pixels, and the space inside its border.
const SIZE: Size = Size::new(176.0, 116.0);
const MARGIN: f64 = 6.0;

/// How the diagram is shrunk onto the map.
#[derive(Clone, Copy, PartialEq)]
struct Scale {
    all: Rect,
    factor: f64,
}

impl Scale {
    fn of(all: Rect) -> Self {
        let room = (SIZE.width - 2.0 * MARGIN, SIZE.height - 2.0 * MARGIN);
        let factor = (room.0 / all.size.width.max(1.0)).min(room.1 / all.size.height.max(1.0)).min(0.25);
        Self { all, factor }
    }

    /// Where the diagram's middle stands in the map's.
    fn shift(self) -> Point {
        let middle = self.all.center();
        Point::new(SIZE.width / 2.0 - middle.x * self.factor, SIZE.height / 2.0 - middle.y * self.factor)
    }

    fn to_map(self, rect: Rect) -> Rect {
        let shift = self.shift();
        let origin = Point::new(rect.left() * self.factor + shift.x, rect.top() * self.factor + shift.y);
        Rect::new(origin, Size::new(rect.size.width * self.factor, rect.size.height * self.factor))
    }

    fn to_diagram(self, at: Point) -> Point {
        let shift = self.shift();
        Point::new((at.x - shift.x) / self.factor, (at.y - shift.y) / self.factor)
    }
}

#[component]
pub fn Minimap(scene: Scene) -> AnyView {
    (move || scene.map.get().then(|| map(scene))).into_any()
}

fn map(scene: Scene) -> AnyView {
    // Tables that are being dragged move on the map when they are let go.
    let rects = Memo::new(move |_| {
        scene.tables.track();
        scene.rects().into_iter().map(|(_, rect)| rect).collect::<Vec<_>>()
    });
    let scale =
        Memo::new(move |_| Scale::of(rects.with(|rects| Rect::around(rects.iter().copied())).unwrap_or_default()));
    let boxes = move || {
        let scale = scale.get();
        rects.with(|rects| {
            let mut path = String::new();
            for rect in rects {
                let at = scale.to_map(*rect);
                let (width, height) = (at.size.width.max(1.0), at.size.height.max(1.0));
                let _ = write!(path, "M{:.1} {:.1}h{width:.1}v{height:.1}h-{width:.1}z", at.left(), at.top());
            }
            path
        })
    };
    let seen = Memo::new(move |_| {
        let seen = scene.camera.get().seen(scene.viewport.get());
        let rect = scale.get().to_map(seen);
        // Clipped to the map, so that the frame stays a frame.
        let from = Point::new(rect.left().max(1.0), rect.top().max(1.0));
        let to = Point::new(rect.right().min(SIZE.width - 1.0), rect.bottom().min(SIZE.height - 1.0));
        Rect::between(from, Point::new(to.x.max(from.x), to.y.max(from.y)))
    });
    let dragging = StoredValue::new(false);
    let go = move |event: &PointerEvent| {
        let Some(map) = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
            return;
        };
        let corner = map.get_bounding_client_rect();
        let at = Point::new(f64::from(event.client_x()) - corner.left(), f64::from(event.client_y()) - corner.top());
        scene.look_at(scale.get_untracked().to_diagram(at));
    };
    let down = move |event: PointerEvent| {
        if let Some(map) = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) {
            let _ = map.set_pointer_capture(event.pointer_id());
        }
        dragging.set_value(true);
        go(&event);
    };
    view! {
        <svg class="minimap" aria-hidden="true" width=SIZE.width height=SIZE.height on:pointerdown=down
            on:pointermove=move |event| if dragging.get_value() { go(&event) }
            on:pointerup=move |_| dragging.set_value(false) on:pointercancel=move |_| dragging.set_value(false)>
            <path class="map-tables" d=boxes/>
            <rect class="map-seen" rx="2" x=move || seen.get().left() y=move || seen.get().top()
                width=move || seen.get().size.width height=move || seen.get().size.height/>
        </svg>
    }
    .into_any()
}
