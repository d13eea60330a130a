//! The diagram as it stands on the screen: what the project says, plus what is being done to it right now.

use super::annotate::Mark;
use super::camera::Camera;
use super::commands::Choice;
use super::editor::Editing;
use super::highlight::Lit;
use super::menu::Menu;
use super::pointer::Gesture;
use crate::base::sort;
use crate::erd::{
    self, Annotations, Arrangement, Detail, Edge, Guide, Note, Point, Positions, Rect, Router, Size, TableBox,
};
use crate::schema::{Id, Schema};
use crate::ui::evolve::{Evolution, Marks};
use crate::ui::page::{Mode, Page};
use crate::ui::state::Workbench;
use leptos::prelude::*;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

/// Time for the browser to show a drop, before edges are routed anew.
const TIDY_PAUSE: Duration = Duration::from_millis(120);

/// Diagrams with more edges keep those that a move does not touch: routing all of them would be felt.
const TIDIED: usize = 250;

/// With more tables in sight the drawing is a picture that moves as a whole; see [`Scene::drawn`].
const HEAVY: usize = 120;

/// How long tables glide to their places; style/canvas.css has the same.
const GLIDE: Duration = Duration::from_millis(320);

/// How long the view has to rest before such a picture is drawn anew.
const REST: Duration = Duration::from_millis(140);

/// How far, in CSS pixels, the picture reaches beyond the canvas on each side.
pub const BLEED: f64 = 240.0;

/// What a press on the canvas does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tool {
    #[default]
    Select,
    Table,
    Relation,
    Note,
}

/// How much is drawn at a zoom: what would be too small to read is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Everything,
    /// Each table is its name.
    Names,
    /// Each table is a box.
    Boxes,
}

impl Level {
    fn at(zoom: f64) -> Self {
        match zoom {
            zoom if zoom >= 0.3 => Self::Everything,
            zoom if zoom >= 0.1 => Self::Names,
            _ => Self::Boxes,
        }
    }
}

/// A table on the canvas. Its position is a signal of its own, so that a drag touches nothing else.
#[derive(Clone)]
pub struct Placed {
    pub at: ArcRwSignal<Point>,
    pub card: ArcRwSignal<Arc<TableBox>>,
}

impl Placed {
    pub fn rect_untracked(&self) -> Rect {
        self.card.with_untracked(|card| card.at(self.at.get_untracked()))
    }
}

/// Handles to the canvas' state; cheap to copy into every closure.
#[derive(Clone, Copy)]
pub struct Scene {
    pub workbench: Workbench,
    pub camera: RwSignal<Camera>,
    /// The camera that the drawing was made for. Where few tables are in sight it is [`Scene::camera`]; where many are,
    /// the drawing is moved and stretched as a picture until the view rests, which costs no painting.
    pub drawn: RwSignal<Camera>,
    /// Whether so many tables are in sight that painting them takes longer than a frame.
    pub heavy: RwSignal<bool>,
    resting: StoredValue<Option<TimeoutHandle>>,
    /// Whether tables glide to new places.
    pub gliding: RwSignal<bool>,
    /// Tables that are being dragged above a heavy drawing, and are drawn on their own meanwhile.
    pub lifted: RwSignal<Arc<HashSet<Id>>>,
    /// Size of the canvas in CSS pixels; zero until it was measured.
    pub viewport: RwSignal<Size>,
    pub tool: RwSignal<Tool>,
    pub gesture: RwSignal<Gesture>,
    pub editing: RwSignal<Option<Editing>>,
    pub menu: RwSignal<Option<Menu>>,
    /// A question to the user that a gesture has raised.
    pub choice: RwSignal<Option<Choice>>,
    /// What [`Scene::fit`] set last: as long as nobody moved, a canvas of another size shows the whole diagram again.
    fitted: StoredValue<Option<Camera>>,
    /// Areas, notes and colours, as the project has them.
    pub annotations: Memo<Arc<Annotations>>,
    /// The area or note that is selected.
    pub marked: RwSignal<Option<Mark>>,
    /// The area or note whose text is being written.
    pub writing: RwSignal<Option<Mark>>,
    /// A note that is being moved or made larger, as it is shown meanwhile.
    pub note_draft: RwSignal<Option<Note>>,
    /// What a drag has snapped to.
    pub guides: RwSignal<Vec<Guide>>,
    /// Whether drags snap.
    pub snaps: RwSignal<bool>,
    /// What a drag can snap to.
    pub anchors: StoredValue<Vec<Rect>>,
    /// Tables drawn above the others: those moved last.
    pub raised: RwSignal<Vec<Id>>,
    /// How much of each table is drawn.
    pub detail: RwSignal<Detail>,
    /// How many steps from the selection tables stay bright; 0 leaves all as they are.
    pub reach: RwSignal<usize>,
    /// Whether the overview map is shown.
    pub map: RwSignal<bool>,
    /// What became of tables and columns since the database that the design is compared with.
    pub became: Memo<Marks>,
    level: Memo<Level>,
    /// Tables that stay bright, if others do not.
    bright: Memo<Option<HashSet<Id>>>,
    lit: Memo<Lit>,
    /// The table that the Tab key reaches.
    pub focus: RwSignal<Option<Id>>,
    /// Ids in the order of the schema; a change tells that tables or edges came, went or moved for good.
    pub tables: RwSignal<Arc<Vec<Id>>>,
    pub edges: RwSignal<Arc<Vec<Id>>>,
    /// Tables that arrow keys have moved since the last key was released.
    pub nudged: StoredValue<Vec<Id>>,
    /// The canvas' upper left corner in the window when the last press began.
    pub corner: StoredValue<Point>,
    /// Where dragged tables go with the next frame.
    heading: StoredValue<Vec<(Id, Point)>>,
    shown: StoredValue<Shown>,
}

/// What is drawn, by id.
#[derive(Default)]
struct Shown {
    schema: Schema,
    positions: Positions,
    tables: HashMap<Id, Placed>,
    edges: HashMap<Id, ArcRwSignal<Arc<Edge>>>,
    router: Option<Router>,
    /// Where tables stand whose edges are only sketched yet.
    sketched: HashMap<Id, Point>,
}

impl Shown {
    fn draw(&self, edges: Vec<Edge>) {
        for edge in edges {
            if let Some(line) = self.edges.get(&edge.id) {
                set_if_other(line, Arc::new(edge));
            }
        }
    }

    /// Whether every table is drawn where these positions have it.
    fn is_drawn_at(&self, positions: &Positions) -> bool {
        let drawn = |(id, placed): (&Id, &Placed)| positions.get(id) == Some(&placed.at.get_untracked());
        self.tables.len() == positions.len() && self.tables.iter().all(drawn)
    }
}

impl Scene {
    pub fn new(workbench: Workbench, page: Page, evolution: Evolution) -> Self {
        let camera = RwSignal::new(Camera::default());
        let drawn = RwSignal::new(Camera::default());
        let reach = RwSignal::new(0);
        let scene = Self {
            workbench,
            camera,
            drawn,
            heavy: RwSignal::new(false),
            resting: StoredValue::new(None),
            gliding: RwSignal::new(false),
            lifted: RwSignal::new(Arc::default()),
            detail: RwSignal::new(Detail::default()),
            reach,
            map: RwSignal::new(false),
            became: Memo::new(move |_| match page.mode.get() {
                _ if workbench.outlook.with(Option::is_some) => {
                    workbench.outlook.with(|outlook| outlook.as_deref().map(Marks::of_outlook).unwrap_or_default())
                }
                Mode::Evolve => evolution.marks(),
                Mode::Design | Mode::Optimize | Mode::Prove => Marks::default(),
            }),
            level: Memo::new(move |_| Level::at(drawn.get().zoom)),
            bright: Memo::new(move |_| {
                let steps = reach.get();
                let selection = workbench.selection.get();
                (steps > 0 && !selection.is_empty())
                    .then(|| workbench.design.with(|project| within(&project.schema, &selection, steps)))
            }),
            viewport: RwSignal::new(Size::default()),
            tool: RwSignal::new(Tool::default()),
            gesture: RwSignal::new(Gesture::default()),
            editing: RwSignal::new(None),
            menu: RwSignal::new(None),
            choice: RwSignal::new(None),
            fitted: StoredValue::new(None),
            raised: RwSignal::new(Vec::new()),
            lit: Memo::new(move |_| {
                let (selection, hovered) = (workbench.selection.get(), workbench.hovered.get());
                workbench.design.with(|project| Lit::of(&project.schema, &selection, hovered))
            }),
            annotations: Memo::new(move |_| workbench.design.with(|project| Arc::new(project.annotations.clone()))),
            marked: RwSignal::new(None),
            writing: RwSignal::new(None),
            note_draft: RwSignal::new(None),
            guides: RwSignal::new(Vec::new()),
            snaps: RwSignal::new(true),
            anchors: StoredValue::new(Vec::new()),
            focus: RwSignal::new(None),
            tables: RwSignal::new(Arc::default()),
            edges: RwSignal::new(Arc::default()),
            nudged: StoredValue::new(Vec::new()),
            corner: StoredValue::new(Point::default()),
            heading: StoredValue::new(Vec::new()),
            shown: StoredValue::new(Shown::default()),
        };
        Effect::new(move || scene.draw_for(camera.get()));
        Effect::new(move || {
            let project = workbench.project.get();
            let outlook = workbench.outlook.get();
            let schema = outlook.as_ref().map_or(&project.schema, |outlook| &outlook.schema);
            let known = scene.viewport.with(|size| size.width > 0.0);
            let drawn = erd::detailed(schema, scene.detail.get());
            // Without a size there is nothing to fit the diagram into.
            let Some(is_new) = known.then(|| scene.follow(&drawn, &project.positions, &project.annotations)).flatten()
            else {
                return;
            };
            if is_new {
                scene.fit();
            }
            let positions = scene.positions();
            if positions != project.positions && outlook.is_none() {
                workbench.settle(positions);
            }
        });
        scene
    }

    /// Draws the project if it is not what is drawn. Tells then whether most of it was not there before.
    fn follow(&self, schema: &Schema, places: &Positions, annotations: &Annotations) -> Option<bool> {
        let mut shown = self.shown.try_write_value()?;
        let same = shown.router.is_some() && shown.schema == *schema;
        if same && shown.positions == *places {
            return None;
        }
        if same && shown.is_drawn_at(places) {
            // Tables were dropped where they are drawn.
            shown.positions = places.clone();
            drop(shown);
            self.tables.update(|_| {});
            self.edges.update(|_| {});
            self.tidy_soon();
            return None;
        }
        let is_new = is_another_drawing(&shown.schema, schema);
        let complete = schema.tables.iter().all(|table| places.contains_key(&table.id));
        let mut positions =
            if complete { places.clone() } else { arranged(schema, &kept(&shown, schema, places), annotations) };
        let ids: HashSet<Id> = schema.tables.iter().map(|table| table.id).collect();
        positions.retain(|id, _| ids.contains(id));
        let router = Router::new(schema, &positions);

        let mut tables = HashMap::new();
        for table in &schema.tables {
            let card = Arc::new(erd::table_box(table));
            let at = positions.get(&table.id).copied().unwrap_or_default();
            let placed = match shown.tables.remove(&table.id) {
                Some(placed) => {
                    set_if_other(&placed.at, at);
                    set_if_other(&placed.card, card);
                    placed
                }
                None => Placed { at: ArcRwSignal::new(at), card: ArcRwSignal::new(card) },
            };
            tables.insert(table.id, placed);
        }
        let mut edges = HashMap::new();
        for edge in router.edges() {
            let line = match shown.edges.remove(&edge.id) {
                Some(line) => {
                    set_if_other(&line, Arc::new(edge.clone()));
                    line
                }
                None => ArcRwSignal::new(Arc::new(edge.clone())),
            };
            edges.insert(edge.id, line);
        }
        let table_ids: Vec<Id> = schema.tables.iter().map(|table| table.id).collect();
        let edge_ids: Vec<Id> = router.edges().iter().map(|edge| edge.id).collect();
        let sketched = HashMap::new();
        *shown = Shown { schema: schema.clone(), positions, tables, edges, router: Some(router), sketched };
        drop(shown);
        if self.focus.get_untracked().is_none_or(|id| !table_ids.contains(&id)) {
            self.focus.set(table_ids.first().copied());
        }
        self.tables.set(Arc::new(table_ids));
        self.edges.set(Arc::new(edge_ids));
        Some(is_new)
    }

    /// Routes all edges anew when the browser has shown what was dropped: a move has routed only those it touched.
    fn tidy_soon(&self) {
        let scene = *self;
        set_timeout(move || scene.tidy(), TIDY_PAUSE);
    }

    fn tidy(&self) {
        match self.gesture.try_with_untracked(|gesture| *gesture == Gesture::Idle) {
            Some(true) if self.edges.with_untracked(|edges| edges.len() > TIDIED) => return,
            Some(true) => {}
            // Not while something else is being done.
            Some(false) => return self.tidy_soon(),
            None => return,
        }
        let Some(mut shown) = self.shown.try_write_value() else { return };
        if !shown.is_drawn_at(&shown.positions) {
            return;
        }
        let router = Router::new(&shown.schema, &shown.positions);
        shown.draw(router.edges());
        shown.router = Some(router);
    }

    /// How much is drawn at the present zoom.
    pub fn level(&self) -> Level {
        self.level.get()
    }

    /// Whether a table is dimmed, because it is too far from what is selected.
    pub fn is_dimmed(&self, table: Id) -> bool {
        self.bright.with(|bright| bright.as_ref().is_some_and(|bright| !bright.contains(&table)))
    }

    /// The schema as it is drawn: without the columns that are not.
    pub fn drawn_schema(&self) -> Schema {
        self.shown.with_value(|shown| shown.schema.clone())
    }

    /// What is lit up now.
    pub fn lit(&self) -> Memo<Lit> {
        self.lit
    }

    /// Selected tables, and tables of which a column is selected.
    pub fn selected_tables(&self) -> Vec<Id> {
        let selection = self.workbench.selection.get_untracked();
        let mut tables: Vec<Id> =
            selection.into_iter().filter_map(|id| self.spot_of(id)).map(|spot| spot.table).collect();
        tables.sort_unstable();
        tables.dedup();
        tables
    }

    pub fn table(&self, id: Id) -> Option<Placed> {
        self.shown.with_value(|shown| shown.tables.get(&id).cloned())
    }

    pub fn edge(&self, id: Id) -> Option<ArcRwSignal<Arc<Edge>>> {
        self.shown.with_value(|shown| shown.edges.get(&id).cloned())
    }

    /// Where a table is drawn now, whether or not that is in the project yet.
    pub fn rect(&self, id: Id) -> Option<Rect> {
        self.shown.with_value(|shown| shown.tables.get(&id).map(Placed::rect_untracked))
    }

    /// Where every table is drawn now, the uppermost last.
    pub fn rects(&self) -> Vec<(Id, Rect)> {
        let tables = self.tables.get_untracked();
        let mut rects: Vec<(Id, Rect)> = self.shown.with_value(|shown| {
            tables.iter().filter_map(|id| Some((*id, shown.tables.get(id)?.rect_untracked()))).collect()
        });
        self.raised.with_untracked(|raised| sort::by_key(&mut rects, |(id, _)| raised.contains(id)));
        rects
    }

    /// The rectangle around an edge, its symbols included.
    pub fn edge_bounds(&self, id: Id) -> Option<Rect> {
        let edge = self.edge(id)?.get_untracked();
        let bounds = Rect::around(edge.points.iter().map(|point| Rect::new(*point, Size::default())))?;
        Some(bounds.grown(erd::REACH))
    }

    /// Puts tables elsewhere with the next frame; of several moves before it only the last counts.
    pub fn place_soon(&self, moves: Vec<(Id, Point)>) {
        let waits = self.heading.with_value(|heading| !heading.is_empty());
        self.heading.set_value(moves);
        if !waits {
            let scene = *self;
            request_animation_frame(move || scene.place_now());
        }
    }

    /// Does what [`Scene::place_soon`] has put off.
    pub fn place_now(&self) {
        let moves = self.heading.try_update_value(std::mem::take).unwrap_or_default();
        if !moves.is_empty() {
            self.place(&moves);
        }
    }

    /// Puts tables elsewhere on the screen; the edges that touch them follow as sketches.
    /// [`Scene::commit_positions`] routes them and keeps it.
    pub fn place(&self, moves: &[(Id, Point)]) {
        let Some(mut shown) = self.shown.try_write_value() else { return };
        for (id, to) in moves {
            if let Some(placed) = shown.tables.get(id) {
                set_if_other(&placed.at, *to);
            }
        }
        shown.sketched.extend(moves.iter().copied());
        let sketched: Vec<(Id, Point)> = shown.sketched.iter().map(|(id, at)| (*id, *at)).collect();
        let changed = shown.router.as_ref().map(|router| router.sketch(&sketched)).unwrap_or_default();
        shown.draw(changed);
    }

    /// Routes what was only sketched.
    pub fn land(&self) {
        let Some(mut shown) = self.shown.try_write_value() else { return };
        let moves: Vec<(Id, Point)> = std::mem::take(&mut shown.sketched).into_iter().collect();
        let changed = shown.router.as_mut().map(|router| router.place(&moves)).unwrap_or_default();
        shown.draw(changed);
    }

    /// Draws these tables and their edges above all others while they are dragged, where the drawing is heavy: painting
    /// a step then costs what they cost. With none, all are drawn together again.
    pub fn lift(&self, tables: &[Id]) {
        let lifted = if self.heavy.get_untracked() { tables.iter().copied().collect() } else { HashSet::new() };
        if self.lifted.with_untracked(|now| **now != lifted) {
            self.lifted.set(Arc::new(lifted));
        }
    }

    /// The edges that touch these tables.
    pub fn edges_of(&self, tables: &HashSet<Id>) -> Vec<Id> {
        let touches = |edge: &Edge| tables.contains(&edge.child.table) || tables.contains(&edge.parent.table);
        self.shown.with_value(|shown| {
            let all = shown.edges.iter().filter(|(_, edge)| edge.with_untracked(|edge| touches(edge)));
            all.map(|(id, _)| *id).collect()
        })
    }

    /// Keeps what is on the screen in the project, as one step that can be undone.
    pub fn commit_positions(&self, label: &str) {
        self.land();
        let positions = self.positions();
        self.workbench.edit(label, |project| project.positions = positions);
    }

    /// Takes the number of tables in sight.
    pub fn weigh(&self, in_sight: usize) {
        let heavy = in_sight > HEAVY;
        if self.heavy.get_untracked() != heavy {
            self.heavy.set(heavy);
        }
    }

    /// Whether the drawing is being moved as a picture.
    pub fn is_moving(&self) -> bool {
        self.drawn.get_untracked() != self.camera.get_untracked()
    }

    /// Draws for a camera, at once or when it rests.
    fn draw_for(&self, camera: Camera) {
        let drawn = self.drawn.get_untracked();
        if drawn == camera {
            return;
        }
        if let Some(handle) = self.resting.get_value() {
            handle.clear();
            self.resting.set_value(None);
        }
        let viewport = self.viewport.get_untracked();
        if !self.heavy.get_untracked() || !camera.is_near(drawn, viewport, BLEED) {
            return self.drawn.set(camera);
        }
        let scene = *self;
        let rest = move || {
            if let Some(camera) = scene.camera.try_get_untracked() {
                scene.drawn.set(camera);
            }
        };
        self.resting.set_value(set_timeout_with_handle(rest, REST).ok());
    }

    /// Where the tables stand on the screen.
    pub fn positions(&self) -> Positions {
        self.rects().into_iter().map(|(id, rect)| (id, rect.origin)).collect()
    }

    /// Shows the whole diagram.
    pub fn fit(&self) {
        let viewport = self.viewport.get_untracked();
        match Rect::around(self.rects().into_iter().map(|(_, rect)| rect)) {
            Some(all) => self.camera.set(Camera::fitting(all, viewport)),
            None => self.camera.set(Camera::default()),
        }
        self.fitted.set_value(Some(self.camera.get_untracked()));
    }

    /// Takes the canvas' new size.
    pub fn resize(&self, size: Size) {
        self.viewport.set(size);
        if self.fitted.get_value() == Some(self.camera.get_untracked()) {
            self.fit();
        }
    }

    /// Zooms by a factor around the middle of the canvas.
    pub fn zoom_by(&self, factor: f64) {
        let middle = self.middle();
        self.camera.update(|camera| *camera = camera.zoomed(factor, middle));
    }

    /// Shows the diagram in its own size.
    pub fn zoom_to_life(&self) {
        let middle = self.middle();
        self.camera.update(|camera| *camera = camera.zoomed(1.0 / camera.zoom, middle));
    }

    /// The middle of the canvas in CSS pixels.
    pub fn middle(&self) -> Point {
        let size = self.viewport.get_untracked();
        Point::new(size.width / 2.0, size.height / 2.0)
    }

    /// Pans just far enough to show a table.
    pub fn reveal(&self, id: Id) {
        let Some(rect) = self.rect(id) else { return };
        let viewport = self.viewport.get_untracked();
        let camera = self.camera.get_untracked();
        let shows = camera.revealing(rect, viewport);
        if shows != camera {
            self.camera.set(shows);
        }
    }

    /// Shows the selected tables as large as they fit; everything if none is selected.
    pub fn fit_selection(&self) {
        match Rect::around(self.selected_tables().into_iter().filter_map(|id| self.rect(id))) {
            Some(some) => self.camera.set(Camera::fitting(some, self.viewport.get_untracked())),
            None => self.fit(),
        }
    }

    /// Puts a point of the diagram into the middle of the canvas.
    pub fn look_at(&self, point: Point) {
        let middle = self.middle();
        self.camera.update(|camera| *camera = camera.panned(middle - camera.to_screen(point)));
    }

    /// Selects an element and shows it, large enough to read.
    pub fn go_to(&self, id: Id) {
        self.workbench.select(Some(id));
        let Some(rect) = self.spot_of(id).and_then(|spot| self.rect(spot.table)) else { return };
        self.camera.update(|camera| {
            if camera.zoom < 0.6 {
                *camera = camera.zoomed(0.8 / camera.zoom, camera.to_screen(rect.center()));
            }
        });
        self.look_at(rect.center());
        if let Some(spot) = self.spot_of(id) {
            self.focus_table(spot.table);
        }
    }

    /// Pans just far enough to show several tables, as far as they fit.
    pub fn reveal_all(&self, ids: &[Id]) {
        let Some(rect) = Rect::around(ids.iter().filter_map(|id| self.rect(*id))) else { return };
        let viewport = self.viewport.get_untracked();
        self.camera.update(|camera| *camera = camera.revealing(rect, viewport));
    }

    /// Arranges all tables anew, as one step that can be undone.
    pub fn arrange(&self) {
        self.arrange_as(self.annotations.with_untracked(|all| all.arrangement));
    }

    /// Arranges all tables in this way from now on, as one step that can be undone.
    pub fn arrange_as(&self, arrangement: Arrangement) {
        let annotations = Annotations { arrangement, ..self.annotations.with_untracked(|all| (**all).clone()) };
        let positions = self.layout_for(&annotations, &Positions::new());
        self.glide();
        self.workbench.edit("Arrange the diagram", |project| {
            project.positions = positions;
            project.annotations.arrangement = arrangement;
        });
        // The project is drawn by an effect, after this; fit when it is.
        request_animation_frame({
            let scene = *self;
            move || scene.fit()
        });
    }

    /// Places for all tables of which `kept` has none.
    pub fn layout_for(&self, annotations: &Annotations, kept: &Positions) -> Positions {
        arranged(&self.drawn_schema(), kept, annotations)
    }

    /// Lets tables glide to their new places for a moment, unless they are many or motion is not wanted.
    pub fn glide(&self) {
        if self.heavy.get_untracked() {
            return;
        }
        self.gliding.set(true);
        let scene = *self;
        set_timeout(
            move || {
                let _ = scene.gliding.try_set(false);
            },
            GLIDE,
        );
    }
}

fn arranged(schema: &Schema, kept: &Positions, annotations: &Annotations) -> Positions {
    let areas: Vec<Vec<Id>> = annotations.areas.iter().map(|area| area.tables.clone()).collect();
    erd::layout_in_areas(schema, kept, &areas, &annotations.arrangement.options())
}

/// Positions that a layout must leave alone: the project's own, and for tables that it has none for, where they
/// were drawn last.
fn kept(shown: &Shown, schema: &Schema, places: &Positions) -> Positions {
    let is_first = is_another_drawing(&shown.schema, schema);
    let mut kept = places.clone();
    for table in &schema.tables {
        let drawn = shown.tables.get(&table.id).filter(|_| !is_first).map(|placed| placed.at.get_untracked());
        if let Some(at) = drawn {
            kept.entry(table.id).or_insert(at);
        }
    }
    kept
}

/// The tables that relationships reach from these elements in so many steps, their own tables included.
fn within(schema: &Schema, from: &[Id], steps: usize) -> HashSet<Id> {
    let mut reached: HashSet<Id> = from.iter().filter_map(|id| schema.table_of(*id)).map(|table| table.id).collect();
    for _ in 0..steps {
        reached.extend(neighbours(schema, &reached));
    }
    reached
}

/// The tables that are related to one of these.
pub fn neighbours(schema: &Schema, tables: &HashSet<Id>) -> HashSet<Id> {
    let ids: HashMap<_, Id> = schema.tables.iter().map(|table| (&table.name, table.id)).collect();
    let pairs = schema.tables.iter().flat_map(|table| {
        table.foreign_keys.iter().filter_map(|key| Some((table.id, *ids.get(&key.references.table)?)))
    });
    let other = |(a, b): (Id, Id)| match (tables.contains(&a), tables.contains(&b)) {
        (true, _) => Some(b),
        (_, true) => Some(a),
        _ => None,
    };
    pairs.filter_map(other).collect()
}

/// Whether most of the tables are not the ones that were there before.
fn is_another_drawing(before: &Schema, after: &Schema) -> bool {
    let names: HashMap<Id, &str> = before.tables.iter().map(|table| (table.id, table.name.name.as_str())).collect();
    let same = after.tables.iter().filter(|t| names.get(&t.id) == Some(&t.name.name.as_str())).count();
    !after.tables.is_empty() && 2 * same < before.tables.len().min(after.tables.len()).max(1)
}

fn set_if_other<T: PartialEq + Send + Sync + 'static>(signal: &ArcRwSignal<T>, value: T) {
    if signal.with_untracked(|now| *now != value) {
        signal.set(value);
    }
}
