//! Edges along rows and between tables.

use super::diagram::{Diagram, Link};
use super::{Edge, End, Point, Positions, REACH, Rect, Side};
use crate::schema::{Id, Schema};
use std::collections::HashMap;

/// The edges of a schema whose tables stand at these positions; tables without a position have no edges.
pub fn route(schema: &Schema, positions: &Positions) -> Vec<Edge> {
    Router::new(schema, positions).edges().to_vec()
}

/// The edges of a diagram whose tables are being moved: a move routes only the edges of what was moved.
#[derive(Debug, Clone)]
pub struct Router {
    diagram: Diagram,
    boxes: Vec<Option<Rect>>,
    places: HashMap<Id, usize>,
    edges: Vec<Edge>,
}

impl Router {
    pub fn new(schema: &Schema, positions: &Positions) -> Self {
        let diagram = Diagram::of(schema);
        let boxes = diagram.tables.iter().map(|t| positions.get(&t.id).map(|at| Rect::new(*at, t.size))).collect();
        let places = diagram.tables.iter().enumerate().map(|(at, t)| (t.id, at)).collect();
        let mut router = Self { diagram, boxes, places, edges: Vec::new() };
        router.edges = router.diagram.links.iter().filter_map(|link| router.connect(link)).collect();
        router
    }

    /// All edges, in the order of the schema's tables and their keys.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// Puts tables elsewhere and gives the edges that changed.
    pub fn place(&mut self, moves: &[(Id, Point)]) -> Vec<Edge> {
        let mut moved = Vec::new();
        for (id, to) in moves {
            let Some(&at) = self.places.get(id) else { continue };
            self.boxes[at] = Some(Rect::new(*to, self.diagram.tables[at].size));
            moved.push(at);
        }
        let mut changed = Vec::new();
        for link in self.diagram.links.iter().filter(|l| moved.contains(&l.child) || moved.contains(&l.parent)) {
            let Some(edge) = self.connect(link) else { continue };
            changed.push(edge);
        }
        for edge in &changed {
            match self.edges.iter_mut().find(|known| known.id == edge.id) {
                Some(known) => *known = edge.clone(),
                None => self.edges.push(edge.clone()),
            }
        }
        changed
    }

    fn connect(&self, link: &Link) -> Option<Edge> {
        let (child, parent) = (self.boxes[link.child]?, self.boxes[link.parent]?);
        let (from, to) = sides(link, child, parent);
        let child_end = self.end(link.child, child, from, &link.child_rows, link.child_end);
        let parent_end = self.end(link.parent, parent, to, &link.parent_rows, link.parent_end);
        let points = simple(&child_end, &parent_end);
        Some(Edge { id: link.id, child: child_end, parent: parent_end, points })
    }

    fn end(&self, at: usize, rect: Rect, side: Side, rows: &[f64], cardinality: super::Cardinality) -> End {
        let x = if side == Side::Left { rect.left() } else { rect.right() };
        let rows: Vec<f64> = rows.iter().map(|row| rect.top() + row).collect();
        let point = Point::new(x, rows[0]);
        End { table: self.diagram.tables[at].id, side, point, rows, cardinality }
    }
}

fn sides(link: &Link, child: Rect, parent: Rect) -> (Side, Side) {
    let room = 2.0 * REACH;
    if link.child == link.parent {
        (Side::Right, Side::Right)
    } else if parent.right() + room <= child.left() {
        (Side::Left, Side::Right)
    } else if child.right() + room <= parent.left() {
        (Side::Right, Side::Left)
    } else {
        (Side::Left, Side::Left)
    }
}

/// Out of the one table, along one vertical lane, and into the other.
fn simple(child: &End, parent: &End) -> Vec<Point> {
    let reach = REACH + 5.0;
    let lane = match (child.side, parent.side) {
        (Side::Left, Side::Left) => child.point.x.min(parent.point.x) - reach,
        (Side::Right, Side::Right) => child.point.x.max(parent.point.x) + reach,
        _ => (child.point.x + parent.point.x) / 2.0,
    };
    if child.point.y == parent.point.y {
        return vec![child.point, parent.point];
    }
    vec![child.point, Point::new(lane, child.point.y), Point::new(lane, parent.point.y), parent.point]
}
