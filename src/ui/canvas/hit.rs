//! What lies under the pointer.

use super::annotate::Mark;
use super::scene::Scene;
use crate::erd::{self, Point};
use crate::project::Spot;
use crate::schema::Id;
use leptos::ev::PointerEvent;
use leptos::prelude::WithUntracked;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// What a press is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hit {
    Nothing,
    Spot(Spot),
    Edge(Id),
    /// The dot at a column's end from which relationships are drawn.
    Handle(Spot),
    /// The line below the last column that adds one.
    AddRow(Id),
    /// An area's title, or a note.
    Mark(Mark),
    /// The corner of a note that makes it larger.
    Corner(u32),
}

impl Hit {
    /// By the element that an event came from; tables by geometry, which also holds while the pointer is captured.
    pub fn of(scene: Scene, event: &PointerEvent, at: Point) -> Self {
        let spot = scene.spot_at(at);
        if let Some(mark) = Self::mark(event) {
            let corner = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            return match (mark, corner.is_some_and(|element| element.has_attribute("data-corner"))) {
                (Mark::Note(id), true) => Self::Corner(id),
                _ => Self::Mark(mark),
            };
        }
        let Some(element) = Self::element(event) else { return Self::Nothing };
        let Some(id) = id_of(&element) else { return Self::Nothing };
        if element.has_attribute("data-handle") {
            return scene.spot_of(id).map_or(Self::Nothing, Self::Handle);
        }
        if element.has_attribute("data-add-column") {
            return Self::AddRow(id);
        }
        if element.has_attribute("data-edge") {
            return Self::Edge(id);
        }
        spot.map_or(Self::Nothing, Self::Spot)
    }

    /// The element of the diagram that an event came from.
    pub fn element(event: &Event) -> Option<Element> {
        event.target()?.dyn_into::<Element>().ok()?.closest("[data-id]").ok()?
    }

    /// The area's title or note that an event came from.
    pub fn mark(event: &Event) -> Option<Mark> {
        let element = event.target()?.dyn_into::<Element>().ok()?.closest("[data-mark]").ok()??;
        Mark::of(&element.get_attribute("data-mark")?)
    }

    /// The element that a click on it selects.
    pub fn id(&self) -> Option<Id> {
        match self {
            Self::Spot(spot) => Some(spot.column.unwrap_or(spot.table)),
            Self::Edge(id) => Some(*id),
            _ => None,
        }
    }
}

pub fn id_of(element: &Element) -> Option<Id> {
    element.get_attribute("data-id")?.parse().ok().map(Id)
}

impl Scene {
    /// The table and column at a point of the diagram; the table drawn last wins.
    pub fn spot_at(&self, at: Point) -> Option<Spot> {
        let (table, rect) = self.rects().into_iter().rev().find(|(_, rect)| rect.contains(at))?;
        let row = (at.y - rect.top() - erd::HEADER_HEIGHT) / erd::ROW_HEIGHT;
        let placed = self.table(table)?;
        let column = (row >= 0.0)
            .then(|| placed.card.with_untracked(|card| card.rows.get(row as usize).map(|row| row.column)))
            .flatten();
        Some(Spot { table, column })
    }

    /// Where an element of a table is.
    pub fn spot_of(&self, id: Id) -> Option<Spot> {
        self.workbench.project.with_untracked(|project| {
            let table = project.schema.table_of(id)?;
            let column = table.columns.iter().find(|column| column.id == id).map(|column| column.id);
            Some(Spot { table: table.id, column })
        })
    }
}
