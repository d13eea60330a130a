//! Snapping: what is dragged is drawn to the edges and middles of what stands around it.

use super::{Point, Rect};

/// A line that shows what was snapped to, from one point to the other.
pub type Guide = (Point, Point);

/// How far a moving rectangle is to be shifted to be in line with others, and the lines that show it. Edges snap to edges
/// and middles to middles, each axis on its own, where they are at most `reach` apart.
pub fn snapped(moving: Rect, others: &[Rect], reach: f64) -> (Point, Vec<Guide>) {
    let across = nearest(lines_x(&moving), others.iter().map(lines_x), reach);
    let down = nearest(lines_y(&moving), others.iter().map(lines_y), reach);
    let shift = Point::new(across.map_or(0.0, |found| found.shift), down.map_or(0.0, |found| found.shift));
    let at = Rect::new(moving.origin + shift, moving.size);
    let mut guides = Vec::new();
    if let Some(found) = across {
        let aligned = others.iter().filter(|other| lines_x(other).iter().any(|x| (x - found.line).abs() < 0.5));
        if let Some(all) = Rect::around(aligned.copied().chain([at])) {
            guides.push((Point::new(found.line, all.top()), Point::new(found.line, all.bottom())));
        }
    }
    if let Some(found) = down {
        let aligned = others.iter().filter(|other| lines_y(other).iter().any(|y| (y - found.line).abs() < 0.5));
        if let Some(all) = Rect::around(aligned.copied().chain([at])) {
            guides.push((Point::new(all.left(), found.line), Point::new(all.right(), found.line)));
        }
    }
    (shift, guides)
}

#[derive(Debug, Clone, Copy)]
struct Found {
    shift: f64,
    line: f64,
}

/// The smallest shift that brings a line of the one onto the same line of another: edges and middle, in this order.
fn nearest(own: [f64; 3], others: impl Iterator<Item = [f64; 3]>, reach: f64) -> Option<Found> {
    let pairs = others.flat_map(|other| {
        let edges = [(0, 0), (0, 2), (2, 0), (2, 2), (1, 1)];
        edges.map(|(a, b)| Found { shift: other[b] - own[a], line: other[b] })
    });
    let near = pairs.filter(|found| found.shift.abs() <= reach);
    near.min_by(|a, b| a.shift.abs().total_cmp(&b.shift.abs()))
}

fn lines_x(rect: &Rect) -> [f64; 3] {
    [rect.left(), rect.center().x, rect.right()]
}

fn lines_y(rect: &Rect) -> [f64; 3] {
    [rect.top(), rect.center().y, rect.bottom()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::erd::Size;

    fn rect(x: f64, y: f64) -> Rect {
        Rect::new(Point::new(x, y), Size::new(100.0, 60.0))
    }

    #[test]
    fn edges_and_middles_snap_within_reach() {
        let check = |moving: Rect, other: Rect, expected: (f64, f64)| {
            let (shift, guides) = snapped(moving, &[other], 6.0);
            assert_eq!((shift.x, shift.y), expected);
            assert_eq!(guides.len(), usize::from(expected.0 != 0.0) + usize::from(expected.1 != 0.0));
        };
        check(rect(4.0, 300.0), rect(0.0, 0.0), (-4.0, 0.0));
        check(rect(103.0, 300.0), rect(0.0, 0.0), (-3.0, 0.0));
        check(rect(300.0, -5.0), rect(0.0, 0.0), (0.0, 5.0));
        check(rect(20.0, 200.0), rect(0.0, 0.0), (0.0, 0.0));
    }

    #[test]
    fn guides_reach_over_all_that_is_in_line() {
        let (_, guides) = snapped(rect(2.0, 400.0), &[rect(0.0, 0.0), rect(0.0, 200.0), rect(300.0, 900.0)], 6.0);
        assert_eq!(guides, [(Point::new(0.0, 0.0), Point::new(0.0, 460.0))]);
    }
}
