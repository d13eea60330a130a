//! Edges along rows, around tables and in lanes of their own.

mod lanes;
mod search;
mod way;

use super::diagram::{Diagram, Link};
use super::{Cardinality, Edge, End, HEADER_HEIGHT, Point, Positions, REACH, ROW_HEIGHT, Rect, Side};
use crate::base::sort;
use crate::schema::{Id, Schema};
use lanes::{Lanes, Wire};
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use way::{Port, alternating, straight, way};

/// How far an edge leaves its table before it may bend: past the crow's foot and its ring.
const STUB: f64 = REACH + 5.0;

/// Where more ends meet a side of a table, exchanging them takes too long for what it gives.
const MOST_EXCHANGED: usize = 12;

/// The edges of a schema whose tables stand at these positions; tables without a position have no edges.
pub fn route(schema: &Schema, positions: &Positions) -> Vec<Edge> {
    Router::new(schema, positions).edges()
}

/// The edges of a diagram whose tables are being moved: a move routes only the edges of what was moved.
///
/// Build a new one when the move has ended: then all edges find their lanes anew.
#[derive(Debug, Clone)]
pub struct Router {
    diagram: Diagram,
    places: HashMap<Id, usize>,
    boxes: Vec<Option<Rect>>,
    /// One for each link of the diagram.
    wires: Vec<Option<Wire>>,
    lanes: Lanes,
}

impl Router {
    pub fn new(schema: &Schema, positions: &Positions) -> Self {
        let diagram = Diagram::of(schema);
        let finite = |at: &&Point| at.x.is_finite() && at.y.is_finite();
        let boxes: Vec<Option<Rect>> = diagram
            .tables
            .iter()
            .map(|table| positions.get(&table.id).filter(finite).map(|at| Rect::new(*at, table.size)))
            .collect();
        Self::over(diagram, boxes)
    }

    /// Routes a diagram whose tables, by index, have these boxes.
    pub(super) fn over(diagram: Diagram, boxes: Vec<Option<Rect>>) -> Self {
        let places = diagram.tables.iter().enumerate().map(|(at, table)| (table.id, at)).collect();
        let bounds = Rect::around(boxes.iter().flatten().copied()).unwrap_or_default();
        let wires = vec![None; diagram.links.len()];
        let mut router = Self { diagram, places, boxes, wires, lanes: Lanes::new(bounds) };
        let all: Vec<usize> = (0..router.diagram.links.len()).collect();
        // The gain of a further round is small, and large diagrams are looked at from afar.
        router.connect(&all, if all.len() > 400 { 2 } else { 4 });
        router
    }

    /// All edges, in the order of the schema's tables and their keys.
    pub fn edges(&self) -> Vec<Edge> {
        let all: Vec<usize> = (0..self.wires.len()).collect();
        self.drawn(&all)
    }

    /// Puts tables elsewhere and gives the edges that changed: those that touch them, and those that the tables would
    /// stand on. Edges between tables that went the same way keep their shape.
    pub fn place(&mut self, moves: &[(Id, Point)]) -> Vec<Edge> {
        let mut shifts: Vec<Option<Point>> = vec![None; self.boxes.len()];
        for (at, to) in self.movable(moves) {
            let from = self.boxes[at].map(|rect| rect.origin);
            self.boxes[at] = Some(Rect::new(to, self.diagram.tables[at].size));
            shifts[at] = Some(from.map_or(Point::new(f64::NAN, 0.0), |from| to - from));
        }
        let arrived: Vec<Rect> = self.boxes.iter().zip(&shifts).filter_map(|(rect, shift)| shift.and(*rect)).collect();
        let stood_on = |wire: &Option<Wire>| wire.as_ref().is_some_and(|wire| !wire.keeps_off(&arrived));
        let touches = |at: usize| {
            let link = &self.diagram.links[at];
            shifts[link.child].is_some() || shifts[link.parent].is_some() || stood_on(&self.wires[at])
        };
        let touched: Vec<usize> = (0..self.diagram.links.len()).filter(|at| touches(*at)).collect();
        let tables: Vec<Rect> = self.boxes.iter().flatten().copied().collect();
        let mut anew = Vec::new();
        for &at in &touched {
            let Some(wire) = self.wires[at].take() else {
                anew.push(at);
                continue;
            };
            self.lanes.remove(at, &wire);
            let link = &self.diagram.links[at];
            let shift = shifts[link.child].filter(|shift| Some(*shift) == shifts[link.parent]);
            match shift.map(|by| wire.shifted(by)).filter(|wire| wire.keeps_off(&tables)) {
                Some(wire) => {
                    self.lanes.insert(at, &wire);
                    self.wires[at] = Some(wire);
                }
                None => anew.push(at),
            }
        }
        self.connect(&anew, 2);
        self.drawn(&touched)
    }

    /// The edges of tables that are on their way to these places, drawn cheaply: no other table is looked at.
    /// The router stays as it is.
    pub fn sketch(&self, moves: &[(Id, Point)]) -> Vec<Edge> {
        let mut boxes: HashMap<usize, Rect> = HashMap::with_capacity(moves.len());
        for (at, to) in self.movable(moves) {
            boxes.insert(at, Rect::new(to, self.diagram.tables[at].size));
        }
        let moved = |at: usize| boxes.get(&at).copied();
        let sketched = |(at, link): (usize, &Link)| {
            let (child, parent) = (moved(link.child), moved(link.parent));
            if child.is_none() && parent.is_none() {
                return None;
            }
            let (from, to) = (self.boxes[link.child], self.boxes[link.parent]);
            let kept = from.zip(to).zip(child.zip(parent)).and_then(|((from, to), (child, parent))| {
                let by = child.origin - from.origin;
                (by == parent.origin - to.origin).then(|| self.wires[at].as_ref().map(|wire| wire.shifted(by)))?
            });
            let (child, parent) = (child.or(from)?, parent.or(to)?);
            let wire = kept.unwrap_or_else(|| sketch(link, child, parent));
            edge(&self.diagram, link, &wire, [child.top(), parent.top()], [6.0; 2])
        };
        self.diagram.links.iter().enumerate().filter_map(sketched).collect()
    }

    /// The moves to finite places of tables that there are, by the tables' indices.
    fn movable(&self, moves: &[(Id, Point)]) -> Vec<(usize, Point)> {
        let known = |(id, to): &(Id, Point)| {
            (to.x.is_finite() && to.y.is_finite()).then(|| self.places.get(id).map(|at| (*at, *to)))?
        };
        moves.iter().filter_map(known).collect()
    }

    /// Finds ways for these links, and then lanes, in rounds.
    fn connect(&mut self, links: &[usize], rounds: usize) {
        let tables: Vec<Rect> = self.boxes.iter().flatten().copied().collect();
        for &at in links {
            self.wires[at] = wire(&self.diagram.links[at], &self.boxes, &tables);
            if let Some(wire) = &self.wires[at] {
                self.lanes.insert(at, wire);
            }
        }
        for _ in 0..rounds {
            let mut settled = true;
            for &at in links {
                let Some(wire) = &mut self.wires[at] else { continue };
                let before = wire.points.clone();
                self.lanes.remove(at, wire);
                self.lanes.settle(wire, &tables);
                self.lanes.insert(at, wire);
                settled &= before == wire.points;
            }
            if settled {
                break;
            }
        }
        self.untangle(links, &tables);
    }

    /// Lets neighbouring ends on a table's side change places where that saves crossings, which no wire can do alone.
    fn untangle(&mut self, links: &[usize], tables: &[Rect]) {
        let mut sides: BTreeMap<(usize, Side), Vec<(usize, bool)>> = BTreeMap::new();
        for &at in links {
            let (link, Some(wire)) = (&self.diagram.links[at], &self.wires[at]) else { continue };
            sides.entry((link.child, wire.child_side)).or_default().push((at, true));
            sides.entry((link.parent, wire.parent_side)).or_default().push((at, false));
        }
        for mut ends in sides.into_values().filter(|ends| (2..=MOST_EXCHANGED).contains(&ends.len())) {
            let height =
                |router: &Self, (at, child): (usize, bool)| router.wires[at].as_ref().and_then(|w| w.end(child));
            sort::by(&mut ends, |a, b| height(self, *a).partial_cmp(&height(self, *b)).unwrap_or(Ordering::Equal));
            for _ in 0..ends.len().min(4) {
                let mut changed = false;
                for upper in 0..ends.len() - 1 {
                    if self.exchange(ends[upper], ends[upper + 1], tables) {
                        ends.swap(upper, upper + 1);
                        changed = true;
                    }
                }
                if !changed {
                    break;
                }
            }
        }
    }

    /// Exchanges two ends if that costs less, and says whether it did.
    fn exchange(&mut self, (a, a_child): (usize, bool), (b, b_child): (usize, bool), tables: &[Rect]) -> bool {
        let row = |wire: &Wire, child: bool| if child { wire.child_y } else { wire.parent_y };
        let (Some(first), Some(second)) = (self.wires[a].clone(), self.wires[b].clone()) else { return false };
        // Ends of different rows stay in their order, and the two ends of one wire have no other.
        if a == b || row(&first, a_child) != row(&second, b_child) {
            return false;
        }
        let (Some(upper), Some(lower)) = (first.end(a_child), second.end(b_child)) else { return false };
        let mut ends = (first.clone(), second.clone());
        ends.0.move_end(a_child, lower);
        ends.1.move_end(b_child, upper);
        let mut lanes = ends.clone();
        if let (Some(left), Some(right)) = (first.lane(a_child), second.lane(b_child)) {
            lanes.0.move_lane(a_child, right);
            lanes.1.move_lane(b_child, left);
        }
        self.lanes.remove(a, &first);
        self.lanes.remove(b, &second);
        self.lanes.settle_inner(&mut ends.0, tables);
        self.lanes.insert(a, &ends.0);
        self.lanes.settle_inner(&mut ends.1, tables);
        self.lanes.remove(a, &ends.0);

        let mut best = (first, second);
        let before = self.cost_of_both(a, &best);
        let mut least = before;
        for tried in [ends, lanes] {
            let cost = self.cost_of_both(a, &tried);
            if cost + 1.0 < least && tried.0.keeps_off(tables) && tried.1.keeps_off(tables) {
                (best, least) = (tried, cost);
            }
        }
        self.lanes.insert(a, &best.0);
        self.lanes.insert(b, &best.1);
        self.wires[a] = Some(best.0);
        self.wires[b] = Some(best.1);
        least < before
    }

    /// What two wires cost that are not among the lanes; the first has number `a`.
    fn cost_of_both(&mut self, a: usize, (first, second): &(Wire, Wire)) -> f64 {
        let alone = self.lanes.total(first);
        self.lanes.insert(a, first);
        let cost = alone + self.lanes.total(second);
        self.lanes.remove(a, first);
        cost
    }

    fn drawn(&self, links: &[usize]) -> Vec<Edge> {
        let ends = self.ends_by_side(links);
        let drawn = |at: &usize| {
            let (link, wire) = (&self.diagram.links[*at], self.wires[*at].as_ref()?);
            let (first, last) = (*wire.points.first()?, *wire.points.last()?);
            let half = |table: usize, side: Side, y: f64| {
                let room = ends.get(&(table, side)).map_or(f64::INFINITY, |all| nearest(all, y));
                (room / 2.0 - 0.5).clamp(1.5, 6.0)
            };
            let halves = [half(link.child, wire.child_side, first.y), half(link.parent, wire.parent_side, last.y)];
            let top = |table: usize| self.boxes[table].map_or(0.0, |rect| rect.top());
            edge(&self.diagram, link, wire, [top(link.child), top(link.parent)], halves)
        };
        links.iter().filter_map(drawn).collect()
    }

    /// The heights at which edges meet each side of the tables that these links touch.
    fn ends_by_side(&self, links: &[usize]) -> HashMap<(usize, Side), Vec<f64>> {
        let mut touched = vec![false; self.boxes.len()];
        for link in links.iter().map(|at| &self.diagram.links[*at]) {
            touched[link.child] = true;
            touched[link.parent] = true;
        }
        let mut ends: HashMap<(usize, Side), Vec<f64>> = HashMap::new();
        for (link, wire) in self.diagram.links.iter().zip(&self.wires) {
            let Some(wire) = wire else { continue };
            let (Some(first), Some(last)) = (wire.points.first(), wire.points.last()) else { continue };
            if touched[link.child] {
                ends.entry((link.child, wire.child_side)).or_default().push(first.y);
            }
            if touched[link.parent] {
                ends.entry((link.parent, wire.parent_side)).or_default().push(last.y);
            }
        }
        ends
    }
}

/// A wire as an edge; `tops` and `halves` are those of the child's and the parent's end.
fn edge(diagram: &Diagram, link: &Link, wire: &Wire, tops: [f64; 2], halves: [f64; 2]) -> Option<Edge> {
    let end = |table: usize, side: Side, point: Point, top: f64, rows: &[f64], cardinality: Cardinality, half: f64| {
        let rows = rows.iter().map(|row| top + row).collect();
        End { table: diagram.tables[table].id, side, point, rows, cardinality, half }
    };
    let (first, last) = (*wire.points.first()?, *wire.points.last()?);
    Some(Edge {
        id: link.id,
        child: end(link.child, wire.child_side, first, tops[0], &link.child_rows, link.child_end, halves[0]),
        parent: end(link.parent, wire.parent_side, last, tops[1], &link.parent_rows, link.parent_end, halves[1]),
        points: alternating(&wire.points),
    })
}

/// A wire with one lane, whatever stands in its way.
fn sketch(link: &Link, child: Rect, parent: Rect) -> Wire {
    let (child_y, parent_y) = (child.top() + link.child_rows[0], parent.top() + link.parent_rows[0]);
    let (child_side, parent_side, points) =
        straight(Port { rect: child, y: child_y }, Port { rect: parent, y: parent_y });
    Wire { child, parent, child_side, parent_side, child_y, parent_y, points }
}

fn wire(link: &Link, boxes: &[Option<Rect>], tables: &[Rect]) -> Option<Wire> {
    let (child, parent) = (boxes[link.child]?, boxes[link.parent]?);
    let (child_y, parent_y) = (child.top() + link.child_rows[0], parent.top() + link.parent_rows[0]);
    let (child_side, parent_side, points) =
        way(Port { rect: child, y: child_y }, Port { rect: parent, y: parent_y }, tables);
    Some(Wire { child, parent, child_side, parent_side, child_y, parent_y, points })
}

/// The distance from one end to the next on the same side.
fn nearest(ends: &[f64], y: f64) -> f64 {
    let mut own = false;
    ends.iter().fold(f64::INFINITY, |least, end| {
        let away = (end - y).abs();
        if away == 0.0 && !own {
            own = true;
            return least;
        }
        least.min(away)
    })
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::erd::{LayoutOptions, layout, quality, sample, table_size};
    use proptest::prelude::*;

    fn placed(schema: &Schema) -> Positions {
        layout(schema, &Positions::new(), &LayoutOptions::default())
    }

    #[test]
    fn edges_leave_and_enter_tables_at_their_columns() {
        let schema = sample::shop();
        let positions = placed(&schema);
        for edge in route(&schema, &positions) {
            let key = schema.tables.iter().flat_map(|t| &t.foreign_keys).find(|key| key.id == edge.id).expect("a key");
            for (end, column) in [(&edge.child, &key.columns[0]), (&edge.parent, &key.references.columns[0])] {
                let table = schema.table_by_id(end.table).expect("a table");
                let rect = Rect::new(positions[&end.table], table_size(table));
                let index = table.columns.iter().position(|c| c.name == *column).expect("a column");
                assert_eq!(end.rows, [rect.top() + crate::erd::row_y(index)]);
                // Crowded parents also use the header above their first row.
                let above = if *column == "id" { 41.0 } else { 13.0 };
                let away = end.point.y - end.rows[0];
                assert!((-above..=13.0).contains(&away), "{column} of {}: {away}", table.name);
                assert_eq!(end.point.x, if end.side == Side::Left { rect.left() } else { rect.right() });
            }
            assert_eq!((edge.points[0], edge.points[edge.points.len() - 1]), (edge.child.point, edge.parent.point));
        }
    }

    #[test]
    fn an_edge_goes_around_a_table_in_its_way() {
        let mut schema = Schema::new();
        sample::table(&mut schema, "users", &["id int *"]);
        sample::table(&mut schema, "wall", &["id int *", "a text", "b text", "c text"]);
        sample::table(&mut schema, "orders", &["id int *", "user_id int -> users"]);
        let positions: Positions =
            schema.tables.iter().zip([0.0, 300.0, 600.0]).map(|(t, x)| (t.id, Point::new(x, 0.0))).collect();
        let found = quality(&schema, &positions, &route(&schema, &positions));
        assert_eq!(found.through_tables, 0);
        assert_eq!(found.bends, 4);
    }

    #[test]
    fn a_reference_to_itself_loops_at_the_side() {
        let mut schema = Schema::new();
        sample::table(&mut schema, "categories", &["id int *", "name text", "parent_id int ? -> categories"]);
        let edges = route(&schema, &placed(&schema));
        let [edge] = &edges[..] else { panic!("one edge: {edges:?}") };
        assert_eq!(edge.child.side, edge.parent.side);
        assert_eq!(edge.points.len(), 4);
    }

    #[test]
    fn several_keys_between_two_tables_keep_apart() {
        let mut schema = Schema::new();
        sample::table(&mut schema, "users", &["id int *", "name text"]);
        sample::table(
            &mut schema,
            "documents",
            &["id int *", "author_id int -> users", "editor_id int -> users", "owner_id int -> users"],
        );
        let positions = placed(&schema);
        let found = quality(&schema, &positions, &route(&schema, &positions));
        assert_eq!((found.shared, found.crossings), (0.0, 0));
    }

    #[test]
    fn composite_keys_are_forks() {
        let mut schema = Schema::new();
        sample::table(&mut schema, "seats", &["row int *", "number int *"]);
        sample::table(&mut schema, "bookings", &["id int *", "seat_row int", "seat_number int"]);
        let key = sample::foreign_key(schema.fresh_id(), &["seat_row", "seat_number"], "seats", &["row", "number"]);
        schema.tables[1].foreign_keys.push(key);
        let edges = route(&schema, &placed(&schema));
        assert_eq!((edges[0].child.rows.len(), edges[0].parent.rows.len()), (2, 2));
        assert_eq!(edges[0].path().matches('M').count(), 3);
    }

    #[test]
    fn a_move_routes_only_the_edges_of_what_moved() {
        let schema = sample::shop();
        let positions = placed(&schema);
        let mut router = Router::new(&schema, &positions);
        let before = router.edges();
        let orders = schema.table_named("orders").expect("orders").id;
        let changed = router.place(&[(orders, positions[&orders] + Point::new(40.0, 25.0))]);
        assert_eq!(changed.len(), 2);
        let after = router.edges();
        for (old, new) in before.iter().zip(&after) {
            let touched = changed.iter().any(|edge| edge.id == new.id);
            assert!(touched || old.points == new.points);
        }
        assert_eq!(router.place(&[(Id(9999), Point::default())]), []);
    }

    #[test]
    fn a_sketch_follows_the_tables_and_keeps_nothing() {
        let schema = sample::shop();
        let positions = placed(&schema);
        let router = Router::new(&schema, &positions);
        let before = router.edges();
        let orders = schema.table_named("orders").expect("orders").id;
        let to = positions[&orders] + Point::new(500.0, 320.0);
        let sketched = router.sketch(&[(orders, to)]);
        assert_eq!(sketched.len(), 2);
        for end in sketched.iter().flat_map(|edge| [&edge.child, &edge.parent]).filter(|end| end.table == orders) {
            assert!(end.point.x >= to.x && end.point.y >= to.y);
        }
        assert_eq!(router.edges(), before);
    }

    #[test]
    fn what_is_moved_together_keeps_its_edges() {
        let schema = sample::synthetic(40, 3);
        let positions = placed(&schema);
        let mut router = Router::new(&schema, &positions);
        let before = router.edges();
        let by = Point::new(300.0, -80.0);
        let moves: Vec<(Id, Point)> = positions.iter().map(|(id, at)| (*id, *at + by)).collect();
        for (old, new) in before.iter().zip(router.place(&moves)) {
            let shifted: Vec<Point> = old.points.iter().map(|point| *point + by).collect();
            let near = shifted.iter().zip(&new.points).all(|(a, b)| a.distance(*b) < 1e-6);
            assert!(near && shifted.len() == new.points.len(), "{shifted:?} {:?}", new.points);
        }
    }

    #[test]
    fn an_edge_gives_way_to_a_table_that_is_put_on_it() {
        let mut schema = Schema::new();
        sample::table(&mut schema, "users", &["id int *"]);
        sample::table(&mut schema, "wall", &["id int *", "a text", "b text"]);
        sample::table(&mut schema, "orders", &["id int *", "user_id int -> users"]);
        let at = [(0.0, 0.0), (300.0, 900.0), (700.0, 0.0)];
        let mut positions: Positions =
            schema.tables.iter().zip(at).map(|(table, (x, y))| (table.id, Point::new(x, y))).collect();
        let mut router = Router::new(&schema, &positions);
        let (wall, to) = (schema.tables[1].id, Point::new(330.0, 0.0));
        assert_eq!(router.place(&[(wall, to)]).len(), 1);
        positions.insert(wall, to);
        assert_eq!(quality(&schema, &positions, &router.edges()).through_tables, 0);
    }

    #[test]
    fn impossible_places_do_no_harm() {
        let schema = sample::shop();
        for wild in [f64::NAN, f64::INFINITY, 1e300, -1e300, 1e15] {
            let mut positions = placed(&schema);
            let orders = schema.table_named("orders").expect("orders").id;
            positions.insert(orders, Point::new(wild, wild));
            let mut router = Router::new(&schema, &positions);
            router.place(&[(orders, Point::new(0.0, wild))]);
            let _ = layout(&schema, &positions, &LayoutOptions::default());
            assert!(router.edges().iter().all(|edge| edge.points.len() >= 2));
        }
        let nowhere: Positions = schema.tables.iter().map(|table| (table.id, Point::default())).collect();
        assert_eq!(route(&schema, &nowhere).len(), 9);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn edges_are_level_and_upright_and_keep_off_tables(tables in 2_usize..60, seed in 0_u64..500) {
            let schema = sample::synthetic(tables, seed);
            let positions = placed(&schema);
            let edges = route(&schema, &positions);
            prop_assert_eq!(edges.len(), schema.relationship_count());
            for edge in &edges {
                prop_assert!(edge.points.windows(2).all(|p| p[0].x == p[1].x || p[0].y == p[1].y), "{:?}", edge.points);
            }
            prop_assert_eq!(quality(&schema, &positions, &edges).through_tables, 0);
        }
    }
}
