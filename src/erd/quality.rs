//! How good a drawing is, in numbers, for tests and benchmarks.

use super::{Edge, Point, Positions, Rect, Size, table_size};
use crate::schema::{Id, Schema};

/// What a reader stumbles over, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Quality {
    /// Pairs of edges that cross, once for every point where they do.
    pub crossings: usize,
    /// Edges that run through a table, once for every table.
    pub through_tables: usize,
    /// Pairs of tables that overlap.
    pub overlaps: usize,
    /// Length along which two edges lie on each other (closer than 2 px).
    pub shared: f64,
    /// Total length of all edges.
    pub length: f64,
    pub bends: usize,
    /// The whole drawing.
    pub size: Size,
}

/// Counts what is wrong with a drawing.
pub fn quality(schema: &Schema, positions: &Positions, edges: &[Edge]) -> Quality {
    let boxes: Vec<(Id, Rect)> = schema
        .tables
        .iter()
        .filter_map(|table| positions.get(&table.id).map(|at| (table.id, Rect::new(*at, table_size(table)))))
        .collect();
    let size = Rect::around(boxes.iter().map(|(_, rect)| *rect)).unwrap_or_default().size;
    let mut found = Quality { size, ..measured(edges) };
    for (at, (_, a)) in boxes.iter().enumerate() {
        found.overlaps += boxes[at + 1..].iter().filter(|(_, b)| a.overlaps(b)).count();
    }
    for edge in edges {
        found.through_tables += boxes.iter().filter(|(_, rect)| runs_through(edge, rect)).count();
    }
    found
}

/// What can be said of the edges alone.
pub(super) fn measured(edges: &[Edge]) -> Quality {
    let mut found = Quality::default();
    for (at, edge) in edges.iter().enumerate() {
        found.length += edge.points.windows(2).map(|pair| pair[0].distance(pair[1])).sum::<f64>();
        found.bends += edge.points.len().saturating_sub(2);
        for other in &edges[at + 1..] {
            let (crossings, shared) = meetings(&edge.points, &other.points);
            found.crossings += crossings;
            found.shared += shared;
        }
    }
    found
}

fn runs_through(edge: &Edge, rect: &Rect) -> bool {
    // Edges touch the border of their own tables.
    let inside = rect.grown(-1.0);
    edge.points.windows(2).any(|pair| Rect::between(pair[0], pair[1]).grown(0.01).overlaps(&inside))
}

fn meetings(a: &[Point], b: &[Point]) -> (usize, f64) {
    let (mut crossings, mut shared) = (0, 0.0);
    for first in a.windows(2) {
        for second in b.windows(2) {
            let (p, q) = (Rect::between(first[0], first[1]), Rect::between(second[0], second[1]));
            let level = |rect: &Rect| rect.size.height < 0.01;
            let overlap = |low: f64, high: f64| (high - low).max(0.0);
            match (level(&p), level(&q)) {
                (true, true) if (p.top() - q.top()).abs() < 2.0 => {
                    shared += overlap(p.left().max(q.left()), p.right().min(q.right()));
                }
                (false, false) if (p.left() - q.left()).abs() < 2.0 => {
                    shared += overlap(p.top().max(q.top()), p.bottom().min(q.bottom()));
                }
                (true, false) => crossings += usize::from(crosses(&p, &q)),
                (false, true) => crossings += usize::from(crosses(&q, &p)),
                _ => {}
            }
        }
    }
    (crossings, shared)
}

fn crosses(level: &Rect, upright: &Rect) -> bool {
    level.left() < upright.left()
        && upright.left() < level.right()
        && upright.top() < level.top()
        && level.top() < upright.bottom()
}
