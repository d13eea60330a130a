//! Edges along rows, around tables and in lanes of their own.

mod lanes;
mod search;
mod way;

use super::diagram::{Diagram, Link};
use super::{Cardinality, Edge, End, Point, Positions, REACH, Rect, Side};
use crate::schema::{Id, Schema};
use lanes::{Lanes, Wire};
use std::collections::HashMap;
use way::{Port, alternating, way};

/// How far an edge leaves its table before it may bend: past the crow's foot and its ring.
const STUB: f64 = REACH + 5.0;

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

    /// Puts tables elsewhere and gives the edges that changed: those that touch them.
    pub fn place(&mut self, moves: &[(Id, Point)]) -> Vec<Edge> {
        let mut moved = vec![false; self.boxes.len()];
        for (id, to) in moves.iter().filter(|(_, to)| to.x.is_finite() && to.y.is_finite()) {
            let Some(&at) = self.places.get(id) else { continue };
            self.boxes[at] = Some(Rect::new(*to, self.diagram.tables[at].size));
            moved[at] = true;
        }
        let touches = |link: &Link| moved[link.child] || moved[link.parent];
        let touched: Vec<usize> =
            (0..self.diagram.links.len()).filter(|at| touches(&self.diagram.links[*at])).collect();
        for &at in &touched {
            if let Some(wire) = self.wires[at].take() {
                self.lanes.remove(at, &wire);
            }
        }
        self.connect(&touched, 2);
        self.drawn(&touched)
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
    }

    fn drawn(&self, links: &[usize]) -> Vec<Edge> {
        let ends = self.ends_by_side();
        let edge = |at: &usize| {
            let (link, wire) = (&self.diagram.links[*at], self.wires[*at].as_ref()?);
            let end = |table: usize, side: Side, point: Point, rows: &[f64], cardinality: Cardinality| {
                let id = self.diagram.tables[table].id;
                let top = self.boxes[table].map_or(0.0, |rect| rect.top());
                let rows = rows.iter().map(|row| top + row).collect();
                let room = ends.get(&(table, side)).map_or(f64::INFINITY, |all| nearest(all, point.y));
                End { table: id, side, point, rows, cardinality, half: (room / 2.0 - 0.5).clamp(1.5, 6.0) }
            };
            let (first, last) = (*wire.points.first()?, *wire.points.last()?);
            Some(Edge {
                id: link.id,
                child: end(link.child, wire.child_side, first, &link.child_rows, link.child_end),
                parent: end(link.parent, wire.parent_side, last, &link.parent_rows, link.parent_end),
                points: alternating(&wire.points),
            })
        };
        links.iter().filter_map(edge).collect()
    }

    /// The heights at which edges meet each side of each table.
    fn ends_by_side(&self) -> HashMap<(usize, Side), Vec<f64>> {
        let mut ends: HashMap<(usize, Side), Vec<f64>> = HashMap::new();
        for (link, wire) in self.diagram.links.iter().zip(&self.wires) {
            let Some(wire) = wire else { continue };
            let (Some(first), Some(last)) = (wire.points.first(), wire.points.last()) else { continue };
            ends.entry((link.child, wire.child_side)).or_default().push(first.y);
            ends.entry((link.parent, wire.parent_side)).or_default().push(last.y);
        }
        ends
    }
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
