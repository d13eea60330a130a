//! Names and types edited where they stand: an input field laid over the drawing.

use super::scene::Scene;
use crate::erd::{self, Point, Rect, Size};
use crate::project::edit;
use crate::schema::{Id, Table};
use crate::ui::panels::edits;
use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What is being edited, and the text that the field starts with.
#[derive(Debug, Clone, PartialEq)]
pub struct Editing {
    pub field: Field,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Field {
    TableName(Id),
    ColumnName(Id),
    ColumnType(Id),
    /// A column to be added to this table.
    NewColumn(Id),
    /// A table to be added at this point of the diagram.
    NewTable(Point),
}

/// Below this zoom a field would be too small to read.
const LEAST_ZOOM: f64 = 0.8;
const NEW_TABLE: Size = Size::new(200.0, erd::HEADER_HEIGHT);

impl Field {
    fn class(self) -> &'static str {
        match self {
            Self::TableName(_) | Self::NewTable(_) => "editor title",
            Self::ColumnName(_) | Self::NewColumn(_) => "editor column",
            Self::ColumnType(_) => "editor type",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::TableName(_) => "Table name",
            Self::NewTable(_) => "Name of the new table",
            Self::ColumnName(_) => "Column name",
            Self::ColumnType(_) => "Column type",
            Self::NewColumn(_) => "New column: name, and a type after it",
        }
    }

    fn placeholder(self) -> &'static str {
        if matches!(self, Self::NewColumn(_)) { "name type" } else { "" }
    }
}

impl Scene {
    /// Where a field stands in the diagram.
    fn field_rect(&self, field: Field) -> Option<Rect> {
        let inset = |rect: Rect, x: f64, y: f64, width: f64, height: f64| {
            Rect::new(rect.origin + Point::new(x, y), Size::new(width, height))
        };
        let row_of = |id: Id| {
            let spot = self.spot_of(id)?;
            let placed = self.table(spot.table)?;
            let rect = placed.rect_untracked();
            let card = placed.card.get_untracked();
            let at = card.rows.iter().position(|row| row.column == id)?;
            Some((rect, card, erd::row_y(at) - erd::ROW_HEIGHT / 2.0))
        };
        match field {
            Field::TableName(id) => {
                let rect = self.rect(id)?;
                Some(inset(rect, 4.0, 4.0, rect.size.width - 8.0, erd::HEADER_HEIGHT - 8.0))
            }
            Field::ColumnName(id) => {
                let (rect, card, top) = row_of(id)?;
                let x = card.name_x - 7.0;
                Some(inset(rect, x, top + 2.0, (rect.size.width - x) * 0.62, erd::ROW_HEIGHT - 4.0))
            }
            Field::ColumnType(id) => {
                let (rect, card, top) = row_of(id)?;
                let x = rect.size.width * 0.4;
                Some(inset(rect, x, top + 2.0, card.type_x + 7.0 - x, erd::ROW_HEIGHT - 4.0))
            }
            Field::NewColumn(table) => {
                let placed = self.table(table)?;
                let rect = placed.rect_untracked();
                let x = placed.card.with_untracked(|card| card.name_x) - 7.0;
                Some(inset(rect, x, rect.size.height + 3.0, rect.size.width - x - 4.0, erd::ROW_HEIGHT - 4.0))
            }
            Field::NewTable(at) => Some(Rect::new(at, NEW_TABLE)),
        }
    }

    /// Brings a field into view, large enough to read.
    pub fn close_up(&self, field: &Field) {
        let Some(rect) = self.field_rect(*field) else { return };
        let viewport = self.viewport.get_untracked();
        let table = self.table_of(*field).and_then(|id| self.rect(id)).unwrap_or(rect);
        self.camera.update(|camera| {
            let at = camera.to_screen(rect.center());
            if camera.zoom < LEAST_ZOOM {
                *camera = camera.zoomed(LEAST_ZOOM / camera.zoom, at);
            }
            // The whole table where there is room for it, the field in any case.
            *camera = camera.revealing(table.union(&rect), viewport).revealing(rect.grown(8.0), viewport);
        });
    }

    /// Brings a part of the diagram into view, large enough to write in.
    pub fn close_up_rect(&self, rect: Rect) {
        let viewport = self.viewport.get_untracked();
        let camera = self.camera.get_untracked();
        let near = if camera.zoom < LEAST_ZOOM {
            camera.zoomed(LEAST_ZOOM / camera.zoom, camera.to_screen(rect.origin))
        } else {
            camera
        };
        let near = near.revealing(rect.grown(8.0), viewport);
        if near != camera {
            self.camera.set(near);
        }
    }

    /// Opens the editor of what is drawn at a point of the diagram.
    pub fn edit_at(&self, at: Point) {
        let Some(spot) = self.spot_at(at) else { return };
        let Some(column) = spot.column else { return self.edit_name(spot.table) };
        let Some(placed) = self.table(spot.table) else { return };
        let card = placed.card.get_untracked();
        let row = card.rows.iter().find(|row| row.column == column);
        let type_start =
            row.map_or(card.type_x, |row| card.type_x - erd::cells(&row.data_type.text) as f64 * 6.7 - 8.0);
        if at.x - placed.at.get_untracked().x >= type_start {
            self.edit_type(column);
        } else {
            self.edit_name(column);
        }
    }

    /// Does what a field says. Tells whether the field can be closed; what went wrong is shown by the page.
    fn commit(&self, field: Field, text: &str) -> Option<Id> {
        let text = text.trim();
        match field {
            Field::TableName(id) => self.rename(id, text).then_some(id),
            Field::ColumnName(id) => self.rename(id, text).then_some(id),
            Field::ColumnType(id) => self.retype(id, text).then_some(id),
            Field::NewColumn(table) => self.add_column(table, text),
            Field::NewTable(at) => self.add_table(text, at).then(|| self.focus.get_untracked().unwrap_or_default()),
        }
    }

    fn retype(&self, column: Id, text: &str) -> bool {
        let project = self.workbench.project.get_untracked();
        let name = project.schema.object(column).map(|object| object.label()).unwrap_or_default();
        let changes =
            edits::retype(&project.schema, column, &edit::column_type(&project.schema, text, project.dialect));
        self.workbench.apply(&format!("Make {name} {text}"), &changes).is_ok()
    }

    /// The table that a field belongs to.
    fn table_of(&self, field: Field) -> Option<Id> {
        match field {
            Field::TableName(id) | Field::ColumnName(id) | Field::ColumnType(id) | Field::NewColumn(id) => {
                Some(self.spot_of(id)?.table)
            }
            Field::NewTable(_) => None,
        }
    }

    /// The field after this one, or before it: the table's name, then each column's name and type, then a new one.
    fn neighbour(&self, field: Field, back: bool) -> Option<Field> {
        let table = self.table_of(field)?;
        let fields = self
            .workbench
            .project
            .with_untracked(|project| project.schema.table_by_id(table).map(fields_of).unwrap_or_default());
        let at = fields.iter().position(|other| *other == field)?;
        let next = if back { at.checked_sub(1)? } else { at + 1 };
        fields.get(next).copied()
    }

    fn open(&self, field: Field) {
        match field {
            Field::TableName(id) | Field::ColumnName(id) => self.edit_name(id),
            Field::ColumnType(id) => self.edit_type(id),
            Field::NewColumn(id) => self.draft_column(id),
            Field::NewTable(at) => self.draft_table(at),
        }
    }
}

fn fields_of(table: &Table) -> Vec<Field> {
    let columns = table.columns.iter().flat_map(|column| [Field::ColumnName(column.id), Field::ColumnType(column.id)]);
    std::iter::once(Field::TableName(table.id)).chain(columns).chain([Field::NewColumn(table.id)]).collect()
}

/// Takes the focus from the field, which commits it.
pub fn blur() {
    let active = document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = active {
        let _ = element.blur();
    }
}

#[component]
pub fn Editor(scene: Scene) -> AnyView {
    (move || scene.editing.get().map(|editing| field(scene, editing))).into_any()
}

fn field(scene: Scene, editing: Editing) -> AnyView {
    let Editing { field, text } = editing;
    let input = NodeRef::<Input>::new();
    Effect::new(move || {
        if let Some(input) = input.get() {
            let _ = input.focus();
            input.select();
        }
    });
    let is_open = move || scene.editing.with_untracked(|now| now.as_ref().is_some_and(|now| now.field == field));
    let close = move || {
        scene.editing.set(None);
        if let Some(table) = scene.focus.get_untracked() {
            scene.focus_table(table);
        }
    };
    let before = text.clone();
    let finish = move |next: Option<bool>| {
        let Some(value) = input.get_untracked().map(|input| input.value()) else { return };
        let unchanged = value.trim() == before && !matches!(field, Field::NewTable(_));
        if unchanged || value.trim().is_empty() {
            close();
        } else {
            let Some(made) = scene.commit(field, &value) else { return };
            close();
            if let (Field::NewColumn(_), Some(false)) = (field, next) {
                return scene.edit_type(made);
            }
        }
        if let Some(next) = next.and_then(|back| scene.neighbour(field, back)) {
            scene.open(next);
        }
    };
    let keys = {
        let finish = finish.clone();
        move |event: KeyboardEvent| {
            // The canvas' own keys must not see what is typed.
            event.stop_propagation();
            match event.key().as_str() {
                "Enter" => finish(None),
                "Tab" => {
                    event.prevent_default();
                    finish(Some(event.shift_key()));
                }
                "Escape" => close(),
                _ => {}
            }
        }
    };
    let blurred = move |_| {
        if is_open() {
            finish(None);
            if is_open() {
                scene.editing.set(None);
            }
        }
    };
    let style = move || {
        let camera = scene.camera.get();
        let rect = scene.field_rect(field).unwrap_or_default();
        let at = camera.to_screen(rect.origin);
        format!(
            "left:{:.2}px;top:{:.2}px;width:{:.2}px;height:{:.2}px;transform:scale({:.4})",
            at.x, at.y, rect.size.width, rect.size.height, camera.zoom
        )
    };
    view! {
        <input
            class=field.class()
            style=style
            data-editor=""
            aria-label=field.label()
            placeholder=field.placeholder()
            value=text
            spellcheck="false"
            autocomplete="off"
            maxlength="200"
            node_ref=input
            on:keydown=keys
            on:blur=blurred
        />
    }
    .into_any()
}
