//! The canvas by keyboard. Undo, redo, save and help belong to the page.

use super::annotate::Mark;
use super::hit::{Hit, id_of};
use super::menu::is_typing;
use super::pointer::{self, Gesture};
use super::scene::{Scene, Tool};
use crate::erd::{Detail, Point};
use crate::project::Spot;
use crate::schema::Id;
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// How far one press of an arrow key moves a table, in diagram units.
const STEP: f64 = 10.0;

pub fn down(scene: Scene, event: &KeyboardEvent) {
    if is_typing(event) {
        return;
    }
    if let Some(mark) = Hit::mark(event) {
        if on_mark(scene, mark, event) {
            event.prevent_default();
            event.stop_propagation();
        }
        return;
    }
    let on_drawing = target_of(event).is_some_and(|element| element.closest(".erd").ok().flatten().is_some());
    let (ctrl, shift, alt) = (event.ctrl_key() || event.meta_key(), event.shift_key(), event.alt_key());
    let done = match (event.key().as_str(), event.code().as_str()) {
        // Some layouts have no "!" or ")" on these keys, so the place of the key counts.
        (_, "Digit1") if shift && !ctrl => run(|| scene.fit()),
        (_, "Digit0") if shift && !ctrl => run(|| scene.zoom_to_life()),
        (_, "Digit2") if shift && !ctrl => run(|| scene.fit_selection()),
        (_, "Digit3") if shift && !ctrl => run(|| scene.detail.set(Detail::All)),
        (_, "Digit4") if shift && !ctrl => run(|| scene.detail.set(Detail::Keys)),
        (_, "Digit5") if shift && !ctrl => run(|| scene.detail.set(Detail::Names)),
        ("+" | "=", _) if !ctrl => run(|| scene.zoom_by(1.25)),
        ("-", _) if !ctrl => run(|| scene.zoom_by(0.8)),
        ("Escape", _) => escape(scene),
        _ if !on_drawing => false,
        (" ", _) => run(|| {
            if scene.gesture.with_untracked(|gesture| *gesture == Gesture::Idle) {
                scene.gesture.set(Gesture::ReadyToPan);
            }
        }),
        ("a" | "A", _) if ctrl => run(|| scene.select_all()),
        ("d" | "D", _) if ctrl => run(|| scene.duplicate()),
        ("R", _) if shift && !ctrl && !alt => run(|| scene.select_related()),
        ("j" | "J", _) if !ctrl && !alt => run(|| scene.show_path()),
        ("f" | "F", _) if !ctrl && !alt => run(|| scene.next_reach()),
        ("m" | "M", _) if !ctrl && !alt => run(|| scene.toggle_map()),
        ("g" | "G", _) if ctrl && shift => run(|| scene.ungroup_selection()),
        ("g" | "G", _) if ctrl => run(|| scene.group_selection()),
        ("n" | "N", _) if !ctrl && !alt => run(|| scene.tool.set(Tool::Note)),
        ("v" | "V", _) if !ctrl && !alt => run(|| scene.tool.set(Tool::Select)),
        ("t" | "T", _) if !ctrl && !alt => run(|| scene.tool.set(Tool::Table)),
        ("r" | "R", _) if !ctrl && !alt => run(|| scene.tool.set(Tool::Relation)),
        ("Delete" | "Backspace", _) => run(|| scene.delete_selection()),
        ("ContextMenu", _) => run(|| scene.open_menu()),
        ("F10", _) if shift => run(|| scene.open_menu()),
        ("Enter" | "F2", _) => run(|| enter(scene)),
        ("Tab", _) => tab(scene, shift),
        (key, _) => match direction(key) {
            Some(by) if shift || alt => run(|| nudge(scene, by)),
            Some(by) if ctrl => run(|| step_inside(scene, by)),
            Some(by) => run(|| go(scene, by)),
            None => false,
        },
    };
    if done {
        event.prevent_default();
    }
}

/// Keys on a note or an area's title.
fn on_mark(scene: Scene, mark: Mark, event: &KeyboardEvent) -> bool {
    match (event.key().as_str(), mark) {
        ("Enter" | "F2", _) => run(|| scene.write(mark)),
        (" ", Mark::Area(id)) => run(|| scene.select_area(id)),
        ("Delete" | "Backspace", _) => run(|| scene.remove(mark)),
        ("Escape", _) => run(|| {
            scene.marked.set(None);
            if let Some(table) = scene.focus.get_untracked() {
                scene.focus_table(table);
            }
        }),
        ("ContextMenu", _) => run(|| scene.open_mark_menu(mark)),
        ("F10", _) if event.shift_key() => run(|| scene.open_mark_menu(mark)),
        (key, mark) => match (direction(key), mark) {
            (Some(by), Mark::Note(id)) => run(|| scene.shift_note(id, Point::new(by.x * STEP, by.y * STEP))),
            (Some(by), Mark::Area(id)) => run(|| {
                scene.select_area(id);
                nudge(scene, by);
            }),
            _ => false,
        },
    }
}

fn run(does: impl FnOnce()) -> bool {
    does();
    true
}

pub fn up(scene: Scene, event: &KeyboardEvent) {
    let ready = scene.gesture.with_untracked(|gesture| *gesture == Gesture::ReadyToPan);
    if event.key() == " " && ready {
        scene.gesture.set(Gesture::Idle);
    }
    if direction(&event.key()).is_some() || matches!(event.key().as_str(), "Shift" | "Alt") {
        commit_nudges(scene);
    }
}

/// The focus comes to a table or edge.
pub fn focused(scene: Scene, event: &FocusEvent) {
    if let Some(mark) = Hit::mark(event) {
        return scene.marked.set(Some(mark));
    }
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(id) = element.and_then(|element| id_of(&element)) else { return };
    if scene.table(id).is_some() && scene.focus.get_untracked() != Some(id) {
        scene.focus.set(Some(id));
    }
}

fn target_of(event: &KeyboardEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn direction(key: &str) -> Option<Point> {
    match key {
        "ArrowLeft" => Some(Point::new(-1.0, 0.0)),
        "ArrowRight" => Some(Point::new(1.0, 0.0)),
        "ArrowUp" => Some(Point::new(0.0, -1.0)),
        "ArrowDown" => Some(Point::new(0.0, 1.0)),
        _ => None,
    }
}

fn escape(scene: Scene) -> bool {
    let busy = scene.gesture.with_untracked(|gesture| *gesture != Gesture::Idle);
    if scene.menu.with_untracked(|menu| menu.is_some()) {
        scene.menu.set(None);
    } else if busy || scene.tool.get_untracked() != Tool::Select {
        pointer::cancel(scene);
        scene.tool.set(Tool::Select);
    } else if scene.workbench.selection.with_untracked(|ids| !ids.is_empty()) {
        scene.workbench.select(None);
    } else {
        return false;
    }
    true
}

/// Enter edits what is selected; with a tool it does what a click would do.
fn enter(scene: Scene) {
    let selected = scene.workbench.selection.with_untracked(|ids| ids.last().copied());
    let at = selected.or(scene.focus.get_untracked());
    match (scene.tool.get_untracked(), at) {
        (Tool::Table, _) => {
            scene.tool.set(Tool::Select);
            let middle = scene.camera.get_untracked().to_diagram(scene.middle());
            scene.draft_table(pointer::whole(middle - Point::new(100.0, 60.0)));
        }
        (Tool::Note, _) => {
            scene.tool.set(Tool::Select);
            scene.add_note_in_view();
        }
        (Tool::Relation, Some(id)) => relate(scene, id),
        (Tool::Select, Some(id)) => scene.edit_name(id),
        _ => {}
    }
}

/// The first Enter says where a relationship begins, the second where it ends.
fn relate(scene: Scene, id: Id) {
    let Some(spot) = scene.spot_of(id) else { return };
    match scene.gesture.get_untracked() {
        Gesture::Relate { from, .. } => {
            scene.gesture.set(Gesture::Idle);
            scene.tool.set(Tool::Select);
            scene.relate(from, spot);
        }
        _ => {
            let start = scene.rect(spot.table).unwrap_or_default().center();
            scene.gesture.set(Gesture::Relate { from: spot, start, to: start, over: Some(spot) });
        }
    }
}

/// Tab goes through the tables in the schema's order and leaves the diagram after the last one.
fn tab(scene: Scene, back: bool) -> bool {
    let tables = scene.tables.get_untracked();
    let Some(at) = scene.focus.get_untracked().and_then(|id| tables.iter().position(|other| *other == id)) else {
        return false;
    };
    let next = if back { at.checked_sub(1) } else { Some(at + 1) };
    let Some(next) = next.and_then(|at| tables.get(at)) else { return false };
    visit(scene, Spot { table: *next, column: None });
    true
}

/// Selects a place and gives it the focus.
fn visit(scene: Scene, spot: Spot) {
    scene.workbench.select(Some(spot.column.unwrap_or(spot.table)));
    scene.reveal(spot.table);
    scene.focus_table(spot.table);
    if let Gesture::Relate { from, start, .. } = scene.gesture.get_untracked() {
        let to = scene.rect(spot.table).unwrap_or_default().center();
        scene.gesture.set(Gesture::Relate { from, start, to, over: Some(spot) });
    }
}

/// To the nearest table in a direction.
fn go(scene: Scene, by: Point) {
    let Some(here) = scene.focus.get_untracked() else { return };
    let Some(from) = scene.rect(here).map(|rect| rect.center()) else { return };
    let distance = |to: Point| {
        let (ahead, aside) = (
            (to.x - from.x) * by.x + (to.y - from.y) * by.y,
            (to.x - from.x) * by.y.abs() + (to.y - from.y) * by.x.abs(),
        );
        (ahead > 1.0 && ahead * 2.0 > aside.abs()).then_some(ahead + 2.0 * aside.abs())
    };
    let others = scene.rects().into_iter().filter(|(id, _)| *id != here);
    let near = others.filter_map(|(id, rect)| Some((id, distance(rect.center())?)));
    match near.min_by(|a, b| a.1.total_cmp(&b.1)) {
        Some((table, _)) => visit(scene, Spot { table, column: None }),
        None if scene.workbench.selection.with_untracked(|ids| ids.is_empty()) => {
            visit(scene, Spot { table: here, column: None });
        }
        None => {}
    }
}

/// Up and down go through a table's columns, left and right through its relationships.
fn step_inside(scene: Scene, by: Point) {
    let Some(table) = scene.focus.get_untracked() else { return };
    let selected = scene.workbench.selection.with_untracked(|ids| ids.last().copied());
    let project = scene.workbench.project.get_untracked();
    let Some(found) = project.schema.table_by_id(table) else { return };
    let ids: Vec<Id> = if by.x == 0.0 {
        std::iter::once(table).chain(found.columns.iter().map(|column| column.id)).collect()
    } else {
        let edges = scene.edges.get_untracked();
        let touches = |id: &Id| {
            scene
                .edge(*id)
                .is_some_and(|edge| edge.with_untracked(|edge| edge.child.table == table || edge.parent.table == table))
        };
        std::iter::once(table).chain(edges.iter().copied().filter(touches)).collect()
    };
    let at = selected.and_then(|id| ids.iter().position(|other| *other == id)).unwrap_or(0);
    let next = if by.x + by.y < 0.0 { (at + ids.len() - 1) % ids.len() } else { (at + 1) % ids.len() };
    scene.workbench.select(ids.get(next).copied());
}

/// Moves the selected tables, or the one with the focus, on the screen.
fn nudge(scene: Scene, by: Point) {
    let mut tables = scene.selected_tables();
    if tables.is_empty() {
        tables.extend(scene.focus.get_untracked());
    }
    let by = Point::new(by.x * STEP, by.y * STEP);
    let moves: Vec<_> = tables.into_iter().filter_map(|id| Some((id, scene.rect(id)?.origin + by))).collect();
    scene.place(&moves);
    scene.nudged.set_value(moves.into_iter().map(|(id, _)| id).collect());
}

/// However often the key was pressed, it is one step for undo.
fn commit_nudges(scene: Scene) {
    let nudged = scene.nudged.get_value();
    if !nudged.is_empty() {
        scene.nudged.set_value(Vec::new());
        scene.commit_positions(&scene.move_label(&nudged));
    }
}
