//! What is drawn above the tables: handles, the line of a relationship being drawn, the marquee.

use super::pointer::Gesture;
use super::scene::Scene;
use crate::erd::{self, Point, Rect};
use crate::schema::Id;
use crate::ui::messages::t;
use leptos::prelude::*;
use std::fmt::Write;

#[component]
pub fn Overlay(scene: Scene) -> AnyView {
    let gesture = move || match scene.gesture.get() {
        Gesture::Marquee { from, to, .. } => Some(marquee(Rect::between(from, to))),
        Gesture::Relate { start, to, over, .. } => {
            let goal = over.and_then(|spot| target(scene, spot.table, spot.column));
            Some(line(start, to, goal))
        }
        _ => None,
    };
    let idle = Memo::new(move |_| scene.gesture.with(|gesture| *gesture == Gesture::Idle));
    let column = Memo::new(move |_| {
        let hovered = scene.workbench.hovered.get()?;
        scene.spot_of(hovered)?.column.filter(|_| idle.get())
    });
    let handles = move || column.get().and_then(|column| handles(scene, column));
    view! {
        <g class="overlay">
            {handles}
            {gesture}
            {outlines(scene)}
        </g>
    }
    .into_any()
}

/// Where many tables would stand.
fn outlines(scene: Scene) -> impl Fn() -> Option<AnyView> {
    let shift = Memo::new(move |_| {
        scene.gesture.with(|gesture| match gesture {
            Gesture::Move { by, .. } => *by,
            _ => None,
        })
    });
    let moving = Memo::new(move |_| shift.get().is_some());
    let path = move || {
        let mut path = String::new();
        scene.gesture.with_untracked(|gesture| {
            let Gesture::Move { tables, .. } = gesture else { return };
            for (id, at) in tables {
                if let Some(Rect { size, .. }) = scene.rect(*id) {
                    let _ = write!(path, "M{} {}h{}v{}h-{}z", at.x, at.y, size.width, size.height, size.width);
                }
            }
        });
        path
    };
    let transform = move || shift.get().map(|by| format!("translate({} {})", by.x, by.y));
    move || moving.get().then(|| view! { <path class="outlines" d=path() transform=transform/> }.into_any())
}

fn marquee(rect: Rect) -> AnyView {
    view! { <rect class="marquee" x=rect.left() y=rect.top() width=rect.size.width height=rect.size.height/> }
        .into_any()
}

fn line(from: Point, to: Point, goal: Option<Rect>) -> AnyView {
    let goal = goal.map(|rect| {
        view! {
            <rect
                class="goal"
                x=rect.left()
                y=rect.top()
                width=rect.size.width
                height=rect.size.height
                rx=erd::CORNER / 2.0
            />
        }
    });
    view! {
        <g class="drawn">
            {goal}
            <path d=format!("M{} {}L{} {}", from.x, from.y, to.x, to.y)/>
            <circle cx=from.x cy=from.y r="4"/>
        </g>
    }
    .into_any()
}

/// The row or header that a relationship would end at.
fn target(scene: Scene, table: Id, column: Option<Id>) -> Option<Rect> {
    let placed = scene.table(table)?;
    let rect = placed.rect_untracked();
    let row = |id: Id| placed.card.with_untracked(|card| card.rows.iter().position(|row| row.column == id));
    let (top, height) = match column.and_then(row) {
        Some(at) => (erd::row_y(at) - erd::ROW_HEIGHT / 2.0, erd::ROW_HEIGHT),
        None => (0.0, erd::HEADER_HEIGHT),
    };
    let from = rect.origin + Point::new(0.0, top);
    Some(Rect::new(from, erd::Size::new(rect.size.width, height)))
}

/// The dots at both ends of the row under the pointer, from which a relationship can be drawn.
fn handles(scene: Scene, column: Id) -> Option<AnyView> {
    let spot = scene.spot_of(column)?;
    let placed = scene.table(spot.table)?;
    let row = placed.card.with(|card| card.rows.iter().position(|row| row.column == column))?;
    let dot = move |x: f64| {
        view! {
            <g class="handle" data-handle="" data-id=column.0 transform=format!("translate({x} {})", erd::row_y(row))>
                <title>{t("Drag to another table or column to relate them")}</title>
                <circle class="reach" r="10"/>
                <circle class="dot" r="4.5"/>
            </g>
        }
    };
    let width = placed.card.with(|card| card.size.width);
    let at = placed.at.clone();
    let place = move || at.with(|at| format!("translate({} {})", at.x, at.y));
    Some(view! { <g transform=place>{dot(0.0)} {dot(width)}</g> }.into_any())
}
