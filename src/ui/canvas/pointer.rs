//! Mouse, pen, touch and wheel: one handler on the drawing decides what a gesture means.

use super::annotate::Mark;
use super::ground::{focus_mark, note_now};
use super::hit::Hit;
use super::menu::Menu;
use super::scene::{Scene, Tool};
use crate::erd::{NOTE_LEAST, Note, Point, Rect, Size, snapped};
use crate::project::Spot;
use crate::schema::Id;
use leptos::ev::{MouseEvent, PointerEvent, WheelEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// What the pointer is doing.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Gesture {
    #[default]
    Idle,
    /// Space is held: the next press pans.
    ReadyToPan,
    /// `from` is the pointer, `offset` the camera's offset when the pan began; in pixels.
    Pan {
        from: Point,
        offset: Point,
        pointer: i32,
    },
    /// The right button is down: a drag pans, a click opens this menu. In pixels.
    Right {
        from: Point,
        offset: Point,
        menu: Menu,
    },
    /// Pressed on something, not yet moved far enough for a drag; `known` if it was selected before. In pixels.
    Press {
        on: Hit,
        from: Point,
        extend: bool,
        known: bool,
    },
    /// Tables on the move: their places when it began. `by` is how far those went that move as outlines, because they are
    /// many.
    Move {
        from: Point,
        tables: Vec<(Id, Point)>,
        by: Option<Point>,
    },
    /// A note on the move, as it was when that began; or being made larger.
    MoveNote {
        from: Point,
        note: Note,
    },
    SizeNote {
        from: Point,
        note: Note,
    },
    /// A rectangle that selects, beside what was selected before. Points of the diagram.
    Marquee {
        from: Point,
        to: Point,
        kept: Vec<Id>,
    },
    /// A relationship being drawn. Points of the diagram.
    Relate {
        from: Spot,
        start: Point,
        to: Point,
        over: Option<Spot>,
    },
    /// Two fingers, in pixels: which they are, and where they are now.
    Pinch([(i32, Point); 2]),
}

/// Pixels that a press may move before it is a drag.
const SLACK: f64 = 4.0;

/// More tables than this move as outlines, and stand where they are until they are let go.
const OUTLINED: usize = 60;

/// How near, in pixels, a drag snaps.
const SNAP: f64 = 6.0;

/// With more tables in sight everything would be in line with something.
const MOST_ANCHORS: usize = 250;

/// Where an event happened, in pixels from the canvas' corner.
fn pixels(event: &MouseEvent) -> Point {
    // Not from the drawing's: it may be moved about as a picture.
    let drawing = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(canvas) = drawing.and_then(|drawing| drawing.closest("main.canvas").ok().flatten()) else {
        return Point::default();
    };
    let corner = canvas.get_bounding_client_rect();
    Point::new(f64::from(event.client_x()) - corner.left(), f64::from(event.client_y()) - corner.top())
}

pub fn down(scene: Scene, event: &PointerEvent) {
    let at = pixels(event);
    scene.corner.set_value(Point::new(f64::from(event.client_x()), f64::from(event.client_y())) - at);
    if event.pointer_type() == "touch" && !event.is_primary() {
        return second_finger(scene, event, at);
    }
    // The drawing gives out the focus itself (the press of the mouse is cancelled), so fields elsewhere must lose it.
    super::editor::blur();
    scene.menu.set(None);
    if let Some(canvas) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
        let _ = canvas.set_pointer_capture(event.pointer_id());
    }
    let camera = scene.camera.get_untracked();
    let space = scene.gesture.with_untracked(|gesture| *gesture == Gesture::ReadyToPan);
    let pans = event.button() == 1 || event.button() == 0 && space;
    if pans {
        return scene.gesture.set(Gesture::Pan { from: at, offset: camera.offset, pointer: event.pointer_id() });
    }
    if event.button() == 2 {
        let menu = menu_under(scene, event);
        return scene.gesture.set(Gesture::Right { from: at, offset: camera.offset, menu });
    }
    if event.button() != 0 {
        return;
    }
    let on = Hit::of(scene, event, camera.to_diagram(at));
    let touch = event.pointer_type() == "touch";
    match (scene.tool.get_untracked(), &on) {
        (Tool::Table, _) => {
            scene.tool.set(Tool::Select);
            scene.draft_table(whole(camera.to_diagram(at)));
        }
        (Tool::Note, _) => {
            scene.tool.set(Tool::Select);
            scene.add_note(whole(camera.to_diagram(at)));
        }
        (_, Hit::Corner(id)) => {
            if let Some(note) = note_now(scene, *id) {
                scene.gesture.set(Gesture::SizeNote { from: camera.to_diagram(at), note });
            }
        }
        (_, Hit::Mark(mark)) => {
            scene.marked.set(Some(*mark));
            scene.workbench.select(None);
            focus_mark(*mark);
            scene.gesture.set(Gesture::Press { on, from: at, extend: false, known: false });
        }
        (_, Hit::AddRow(table)) => {
            scene.draft_column(*table);
        }
        (Tool::Relation, Hit::Spot(spot)) | (_, Hit::Handle(spot)) => {
            let start = camera.to_diagram(at);
            scene.gesture.set(Gesture::Relate { from: *spot, start, to: start, over: None });
        }
        (_, Hit::Nothing) if touch => {
            scene.gesture.set(Gesture::Pan { from: at, offset: camera.offset, pointer: event.pointer_id() })
        }
        _ => {
            let extend = event.shift_key() || event.ctrl_key() || event.meta_key();
            if let (Hit::Nothing | Hit::Edge(_), Some(id)) = (&on, scene.focus.get_untracked()) {
                // So that keys go on working after a press beside the tables.
                scene.focus_table(id);
            }
            scene.marked.set(None);
            let known = press(scene, &on, extend);
            scene.gesture.set(Gesture::Press { on, from: at, extend, known });
        }
    }
}

/// A second finger turns a pan into a pinch; other gestures go on with the first.
fn second_finger(scene: Scene, event: &PointerEvent, at: Point) {
    if let Gesture::Pan { from, offset, pointer } = scene.gesture.get_untracked() {
        let first = from + (scene.camera.get_untracked().offset - offset);
        scene.gesture.set(Gesture::Pinch([(pointer, first), (event.pointer_id(), at)]));
    }
}

/// Zooms by how far the fingers moved apart, and pans with their middle.
fn pinch(scene: Scene, before: [(i32, Point); 2], finger: i32, at: Point) {
    let after = before.map(|(id, point)| (id, if id == finger { at } else { point }));
    let spread = |[(_, a), (_, b)]: [(i32, Point); 2]| (a.x - b.x).hypot(a.y - b.y).max(1.0);
    let middle = |[(_, a), (_, b)]: [(i32, Point); 2]| Point::new((a.x + b.x) / 2.0, (a.y + b.y) / 2.0);
    let factor = spread(after) / spread(before);
    let (from, to) = (middle(before), middle(after));
    scene.camera.update(|camera| *camera = camera.panned(to - from).zoomed(factor, to));
    scene.gesture.set(Gesture::Pinch(after));
}

/// Selects at once what is pressed, unless it already is: then the press may be the start of moving all.
/// Tells whether it was selected.
fn press(scene: Scene, on: &Hit, extend: bool) -> bool {
    let Some(id) = on.id() else { return false };
    if let Hit::Spot(spot) = on {
        scene.focus_table(spot.table);
    }
    let known = scene.workbench.selection.with_untracked(|ids| ids.contains(&id));
    if !known && extend {
        scene.workbench.selection.update(|ids| ids.push(id));
    } else if !known && !moves_along(scene, on) {
        scene.workbench.select(Some(id));
    }
    known
}

/// Whether the pressed row belongs to one of several selected tables, all of which a drag would move.
fn moves_along(scene: Scene, on: &Hit) -> bool {
    let Hit::Spot(spot) = on else { return false };
    scene.workbench.selection.with_untracked(|ids| ids.len() > 1 && ids.contains(&spot.table))
}

pub fn moved(scene: Scene, event: &PointerEvent) {
    let gesture = scene.gesture.get_untracked();
    if matches!(gesture, Gesture::Idle | Gesture::ReadyToPan) {
        return;
    }
    // Where the canvas is was measured when the press began: measuring it now would have the browser lay out first
    // what the last move has changed.
    let at = Point::new(f64::from(event.client_x()), f64::from(event.client_y())) - scene.corner.get_value();
    let camera = scene.camera.get_untracked();
    match gesture {
        Gesture::Idle | Gesture::ReadyToPan => {}
        Gesture::Pinch(fingers) => pinch(scene, fingers, event.pointer_id(), at),
        Gesture::Pan { from, offset, .. } => scene.camera.update(|camera| camera.offset = offset + (at - from)),
        Gesture::Right { from, offset, .. } => {
            if (at - from).distance(Point::default()) >= SLACK {
                scene.gesture.set(Gesture::Pan { from, offset, pointer: event.pointer_id() });
                moved(scene, event);
            }
        }
        Gesture::Press { on, from, extend, .. } => {
            if (at - from).distance(Point::default()) >= SLACK {
                begin_drag(scene, &on, from, extend);
                moved(scene, event);
            }
        }
        Gesture::Move { from, tables, by: Some(_) } => {
            let by = Some(whole(camera.to_diagram(at) - from));
            scene.gesture.set(Gesture::Move { from, tables, by });
        }
        Gesture::Move { from, tables, by: None } => {
            let by = snap(scene, &tables, camera.to_diagram(at) - from, event.alt_key());
            scene.place_soon(tables.iter().map(|(id, start)| (*id, whole(*start + by))).collect());
        }
        Gesture::MoveNote { from, note } => {
            let at = whole(note.at + (camera.to_diagram(at) - from));
            scene.note_draft.set(Some(Note { at, ..note }));
        }
        Gesture::SizeNote { from, note } => {
            let by = camera.to_diagram(at) - from;
            let width = (note.size.width + by.x).round().max(NOTE_LEAST.width);
            let height = (note.size.height + by.y).round().max(NOTE_LEAST.height);
            scene.note_draft.set(Some(Note { size: Size::new(width, height), ..note }));
        }
        Gesture::Marquee { from, kept, .. } => {
            let to = camera.to_diagram(at);
            let area = Rect::between(from, to);
            let inside = scene.rects().into_iter().filter(|(_, rect)| rect.overlaps(&area)).map(|(id, _)| id);
            let mut ids = kept.clone();
            ids.extend(inside.filter(|id| !kept.contains(id)));
            if scene.workbench.selection.with_untracked(|now| *now != ids) {
                scene.workbench.selection.set(ids);
            }
            scene.gesture.set(Gesture::Marquee { from, to, kept });
        }
        Gesture::Relate { from, start, .. } => {
            let to = camera.to_diagram(at);
            let over = scene.spot_at(to);
            scene.gesture.set(Gesture::Relate { from, start, to, over });
        }
    }
}

/// How far the tables really go: where that brings them in line with others, they snap. Alt lets them go freely.
fn snap(scene: Scene, tables: &[(Id, Point)], by: Point, free: bool) -> Point {
    let show = |guides: Vec<crate::erd::Guide>| {
        if scene.guides.with_untracked(|now| *now != guides) {
            scene.guides.set(guides);
        }
    };
    let rects = tables.iter().filter_map(|(id, at)| Some(Rect::new(*at + by, scene.rect(*id)?.size)));
    let Some(moving) = Rect::around(rects).filter(|_| scene.snaps.get_untracked() && !free) else {
        show(Vec::new());
        return by;
    };
    let reach = SNAP / scene.camera.get_untracked().zoom;
    let (shift, guides) = scene.anchors.with_value(|anchors| snapped(moving, anchors, reach.min(24.0)));
    show(guides);
    by + shift
}

/// What stands still and is in sight, unless there is too much of it to be a help.
fn anchors(scene: Scene, moving: &[Id]) -> Vec<Rect> {
    let seen = scene.camera.get_untracked().seen(scene.viewport.get_untracked());
    let all = scene.rects().into_iter().filter(|(id, rect)| !moving.contains(id) && rect.overlaps(&seen));
    let all: Vec<Rect> = all.map(|(_, rect)| rect).collect();
    if all.len() > MOST_ANCHORS { Vec::new() } else { all }
}

/// Moves these tables from now on.
fn begin_move(scene: Scene, moving: Vec<Id>, from: Point) {
    let many = moving.len() > OUTLINED;
    if many {
        scene.raised.set(Vec::new());
    } else {
        scene.raised.set(moving.clone());
        scene.lift(&moving);
    }
    scene.anchors.set_value(anchors(scene, &moving));
    let tables = moving.into_iter().filter_map(|id| Some((id, scene.rect(id)?.origin))).collect();
    scene.gesture.set(Gesture::Move { from, tables, by: many.then(Point::default) });
}

fn begin_drag(scene: Scene, on: &Hit, from: Point, extend: bool) {
    let start = scene.camera.get_untracked().to_diagram(from);
    match on {
        Hit::Spot(spot) => {
            let mut moving = scene.selected_tables();
            if !moving.contains(&spot.table) {
                moving = vec![spot.table];
            }
            begin_move(scene, moving, start);
        }
        Hit::Mark(Mark::Area(id)) => {
            let tables = scene.annotations.with_untracked(|all| all.area(*id).map(|area| area.tables.clone()));
            begin_move(scene, tables.unwrap_or_default(), start);
        }
        Hit::Mark(Mark::Note(id)) => match note_now(scene, *id) {
            Some(note) => scene.gesture.set(Gesture::MoveNote { from: start, note }),
            None => scene.gesture.set(Gesture::Idle),
        },
        Hit::Nothing => {
            let kept = if extend { scene.workbench.selection.get_untracked() } else { Vec::new() };
            scene.gesture.set(Gesture::Marquee { from: start, to: start, kept });
        }
        _ => scene.gesture.set(Gesture::Idle),
    }
}

/// Positions are whole numbers, so that lines stay sharp.
pub fn whole(point: Point) -> Point {
    Point::new(point.x.round(), point.y.round())
}

pub fn up(scene: Scene, event: &PointerEvent) {
    let gesture = scene.gesture.get_untracked();
    scene.gesture.set(Gesture::Idle);
    if scene.guides.with_untracked(|guides| !guides.is_empty()) {
        scene.guides.set(Vec::new());
    }
    match gesture {
        Gesture::MoveNote { .. } | Gesture::SizeNote { .. } => {
            if let Some(note) = scene.note_draft.get_untracked() {
                scene.put_note(&note);
                scene.note_draft.set(None);
            }
        }
        Gesture::Right { menu, .. } => open_menu(scene, menu),
        Gesture::Press { on: Hit::Mark(Mark::Area(id)), .. } => scene.select_area(id),
        Gesture::Press { on: Hit::Nothing, extend: false, .. } => scene.workbench.select(None),
        Gesture::Press { on, extend, known, .. } => release(scene, &on, extend, known),
        Gesture::Move { tables, by, .. } => {
            let ids: Vec<Id> = tables.iter().map(|(id, _)| *id).collect();
            match by {
                Some(by) => scene.place(&tables.iter().map(|(id, at)| (*id, *at + by)).collect::<Vec<_>>()),
                None => scene.place_now(),
            }
            scene.lift(&[]);
            scene.commit_positions(&scene.move_label(&ids));
            if scene.marked.with_untracked(Option::is_none) {
                ids.first().into_iter().for_each(|id| scene.focus_table(*id));
            }
        }
        Gesture::Relate { from, .. } => {
            let at = scene.camera.get_untracked().to_diagram(pixels(event));
            scene.tool.set(Tool::Select);
            if let Some(to) = scene.spot_at(at).filter(|to| *to != from) {
                scene.relate(from, to);
            }
        }
        _ => {}
    }
}

/// A press without a drag: with Shift or Ctrl it takes out what was selected before, else nothing else stays.
fn release(scene: Scene, on: &Hit, extend: bool, known: bool) {
    let Some(id) = on.id() else { return };
    match (extend, known) {
        (true, true) => scene.workbench.selection.update(|ids| ids.retain(|other| *other != id)),
        (true, false) => {}
        (false, _) => {
            if scene.workbench.selection.with_untracked(|ids| *ids != [id]) {
                scene.workbench.select(Some(id));
            }
        }
    }
}

/// Gives up the gesture: tables go back to where the project has them.
pub fn cancel(scene: Scene) {
    if let Gesture::Move { tables, .. } = scene.gesture.get_untracked() {
        scene.place_now();
        scene.place(&tables);
        scene.land();
        scene.lift(&[]);
    }
    scene.note_draft.set(None);
    scene.guides.set(Vec::new());
    scene.gesture.set(Gesture::Idle);
}

/// Two-finger scroll and wheel pan; with Ctrl (which browsers also report for a pinch) they zoom at the pointer.
pub fn wheel(scene: Scene, event: &WheelEvent) {
    event.prevent_default();
    // Firefox counts in lines and pages.
    let unit = match event.delta_mode() {
        WheelEvent::DOM_DELTA_LINE => 18.0,
        WheelEvent::DOM_DELTA_PAGE => 400.0,
        _ => 1.0,
    };
    let (x, y) = (event.delta_x() * unit, event.delta_y() * unit);
    if event.ctrl_key() || event.meta_key() {
        let factor = (-y.clamp(-24.0, 24.0) * 0.01).exp();
        let at = pixels(event);
        return scene.camera.update(|camera| *camera = camera.zoomed(factor, at));
    }
    let by = if event.shift_key() && x == 0.0 { Point::new(-y, 0.0) } else { Point::new(-x, -y) };
    scene.camera.update(|camera| *camera = camera.panned(by));
}

/// Tells the page what is under the pointer.
pub fn over(scene: Scene, event: &PointerEvent) {
    if scene.gesture.with_untracked(|gesture| !matches!(gesture, Gesture::Idle)) || scene.is_moving() {
        return;
    }
    let id = Hit::element(event).and_then(|element| super::hit::id_of(&element));
    if scene.workbench.hovered.get_untracked() != id {
        scene.workbench.hovered.set(id);
    }
}

pub fn double_click(scene: Scene, event: &MouseEvent) {
    if let Some(mark) = Hit::mark(event) {
        return scene.write(mark);
    }
    let at = scene.camera.get_untracked().to_diagram(pixels(event));
    if scene.spot_at(at).is_none() && Hit::element(event).is_none() {
        return scene.add_note(whole(at));
    }
    scene.edit_at(at);
}

/// The browser's own menu stays away. Ours opens when the right button is let go, because a drag with it pans; a long touch
/// has no button.
pub fn context_menu(scene: Scene, event: &MouseEvent) {
    event.prevent_default();
    let touch = event.dyn_ref::<PointerEvent>().is_some_and(|event| event.pointer_type() == "touch");
    if touch {
        let menu = menu_under(scene, event);
        scene.gesture.set(Gesture::Idle);
        open_menu(scene, menu);
    }
}

/// The menu of what is under the pointer.
fn menu_under(scene: Scene, event: &MouseEvent) -> Menu {
    let at = pixels(event);
    let point = scene.camera.get_untracked().to_diagram(at);
    if let Some(mark) = Hit::mark(event) {
        return Menu { at, point, on: None, mark: Some(mark) };
    }
    let edge = Hit::element(event).filter(|element| element.has_attribute("data-edge"));
    let on = match scene.spot_at(point) {
        Some(spot) => Some(spot.column.unwrap_or(spot.table)),
        None => edge.and_then(|element| super::hit::id_of(&element)),
    };
    Menu { at, point, on, mark: None }
}

/// Opens a menu, and selects what it is about.
fn open_menu(scene: Scene, menu: Menu) {
    if let Some(mark) = menu.mark {
        scene.marked.set(Some(mark));
    } else if !menu.on.is_none_or(|id| scene.workbench.selection.with_untracked(|ids| ids.contains(&id))) {
        scene.workbench.select(menu.on);
    }
    scene.menu.set(Some(menu));
}
