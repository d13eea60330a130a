//! An edge as it is drawn.

use super::{Cardinality, Point};
use crate::schema::Id;
use std::fmt::Write;

/// Radius of an edge's corners.
pub const BEND: f64 = 8.0;

/// A relationship's line: horizontal and vertical pieces from the child to the parent.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// The foreign key.
    pub id: Id,
    pub child: End,
    pub parent: End,
    /// The corners, from the child's point to the parent's; at least two.
    pub points: Vec<Point>,
}

/// Where an edge meets a table.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    pub table: Id,
    pub side: Side,
    pub point: Point,
    /// Heights at which the key's columns stand; more than one for a composite key, which is drawn as a fork.
    pub rows: Vec<f64>,
    pub cardinality: Cardinality,
    /// Half the width of the crow's foot and of the bars; smaller where ends stand close.
    pub half: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    Left,
    Right,
}

impl Side {
    /// The direction away from the table along the x axis.
    pub fn out(self) -> f64 {
        match self {
            Self::Left => -1.0,
            Self::Right => 1.0,
        }
    }
}

impl Edge {
    /// The line as SVG path data, with round corners, and the prongs of composite keys.
    pub fn path(&self) -> String {
        let mut path = rounded(&self.points);
        for end in [&self.child, &self.parent] {
            path.push_str(&prongs(end));
        }
        path
    }
}

/// The further columns of a composite key join the line close to the table.
fn prongs(end: &End) -> String {
    let mut path = String::new();
    let joint = end.point.x + end.side.out() * super::REACH;
    for row in end.rows.iter().skip(1) {
        let _ = write!(path, "M{} {row}H{joint}V{}", end.point.x, end.point.y);
    }
    path
}

/// A polyline as SVG path data with corners of radius [`BEND`], smaller where pieces are short.
fn rounded(points: &[Point]) -> String {
    let mut path = String::new();
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return path };
    let _ = write!(path, "M{} {}", first.x, first.y);
    for corner in points.windows(3) {
        let [from, at, to] = [corner[0], corner[1], corner[2]];
        let radius = BEND.min(from.distance(at) / 2.0).min(at.distance(to) / 2.0);
        let (enter, leave) = (towards(at, from, radius), towards(at, to, radius));
        let _ = write!(path, "L{} {}Q{} {} {} {}", enter.x, enter.y, at.x, at.y, leave.x, leave.y);
    }
    let _ = write!(path, "L{} {}", last.x, last.y);
    path
}

fn towards(from: Point, to: Point, by: f64) -> Point {
    let length = from.distance(to).max(f64::EPSILON);
    Point::new(from.x + (to.x - from.x) / length * by, from.y + (to.y - from.y) / length * by)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_are_round_and_short_pieces_have_smaller_ones() {
        let points = [(0.0, 0.0), (40.0, 0.0), (40.0, 10.0), (80.0, 10.0)].map(|(x, y)| Point::new(x, y));
        assert_eq!(rounded(&points), "M0 0L35 0Q40 0 40 5L40 5Q40 10 45 10L80 10");
        assert_eq!(rounded(&points[..2]), "M0 0L40 0");
        assert_eq!(rounded(&[]), "");
    }
}
