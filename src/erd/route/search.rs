//! The way around tables: A* over the lines that run beside them.
//!
//! After Wybrow, Marriott and Stuckey, "Orthogonal connector routing" (2009): shortest ways with few bends lie on the
//! lines through the obstacles' borders and the ends, so that a small irregular grid is enough.

use super::{Point, Rect, STUB};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What a bend costs, in units of length.
pub(super) const BEND_COST: f64 = 60.0;
/// Least distance of a line from a table that it does not belong to.
pub(super) const CLEARANCE: f64 = 9.0;
/// Nodes that a search may look at before it gives up.
const BUDGET: usize = 16_000;
/// Grid nodes beyond which no search is tried.
const LARGEST_GRID: usize = 1_500_000;
/// Among many tables a way that is a little longer than the shortest is found much sooner.
const MANY_TABLES: usize = 60;
const HASTE: f64 = 1.6;

/// The cheapest way along the axes from one of `starts` to one of `goals`, both of which it leaves and enters
/// horizontally, with its corners and its cost; `None` if there is none or the search takes too long.
pub(super) fn search(obstacles: &[Rect], starts: &[Point], goals: &[Point]) -> Option<(Vec<Point>, f64)> {
    let grid = Grid::new(obstacles, starts, goals)?;
    let goal_nodes: Vec<(usize, usize)> = goals.iter().filter_map(|p| grid.node(*p)).collect();
    let haste = if obstacles.len() > MANY_TABLES { HASTE } else { 1.0 };
    let rest = |x: usize, y: usize, horizontal: bool| {
        let left = |(gx, gy): &(usize, usize)| {
            let away = (grid.xs[x] - grid.xs[*gx]).abs() + (grid.ys[y] - grid.ys[*gy]).abs();
            let bends = match (horizontal, *gy == y) {
                (true, true) => 0.0,
                (true, false) => 2.0,
                (false, _) => 1.0,
            };
            away + bends * BEND_COST
        };
        goal_nodes.iter().map(left).fold(f64::INFINITY, f64::min) * haste
    };
    let states = grid.xs.len() * grid.ys.len() * 2;
    let state = |x: usize, y: usize, horizontal: bool| (y * grid.xs.len() + x) * 2 + usize::from(horizontal);
    let mut cost = vec![f64::INFINITY; states];
    let mut from = vec![u32::MAX; states];
    let mut open = BinaryHeap::new();
    for (x, y) in starts.iter().filter_map(|p| grid.node(*p)) {
        cost[state(x, y, true)] = 0.0;
        open.push((Reverse(Cost(rest(x, y, true))), state(x, y, true)));
    }
    let mut looked_at = 0;
    while let Some((Reverse(Cost(expected)), at)) = open.pop() {
        let (x, y, horizontal) = (at / 2 % grid.xs.len(), at / 2 / grid.xs.len(), at % 2 == 1);
        if expected > cost[at] + rest(x, y, horizontal) + 1e-6 {
            continue;
        }
        if horizontal && goal_nodes.contains(&(x, y)) {
            return Some((grid.way(&from, at), cost[at]));
        }
        looked_at += 1;
        if looked_at > BUDGET {
            return None;
        }
        for (nx, ny, along) in grid.neighbours(x, y) {
            let length = (grid.xs[x] - grid.xs[nx]).abs() + (grid.ys[y] - grid.ys[ny]).abs();
            let total = cost[at] + length + if along == horizontal { 0.0 } else { BEND_COST };
            let next = state(nx, ny, along);
            if total + 1e-6 < cost[next] {
                cost[next] = total;
                from[next] = at as u32;
                open.push((Reverse(Cost(total + rest(nx, ny, along))), next));
            }
        }
    }
    None
}

/// A finite cost that can be ordered.
#[derive(Clone, Copy, PartialEq)]
struct Cost(f64);

impl Eq for Cost {}

impl PartialOrd for Cost {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Cost {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// Lines beside the tables and through the ends, and which of their pieces are free.
struct Grid {
    xs: Vec<f64>,
    ys: Vec<f64>,
    /// Whether the piece from a node to its right neighbour runs through a table.
    closed_right: Vec<bool>,
    closed_down: Vec<bool>,
}

impl Grid {
    fn new(obstacles: &[Rect], starts: &[Point], goals: &[Point]) -> Option<Self> {
        let (mut xs, mut ys) = (Vec::new(), Vec::new());
        for point in starts.iter().chain(goals) {
            xs.push(point.x);
            ys.push(point.y);
        }
        for rect in obstacles {
            xs.extend([rect.left() - STUB, rect.right() + STUB]);
            ys.extend([rect.top() - 2.0 * CLEARANCE, rect.bottom() + 2.0 * CLEARANCE]);
        }
        narrow_passages(obstacles, &mut xs, &mut ys);
        for lines in [&mut xs, &mut ys] {
            lines.retain(|line| line.is_finite());
            lines.sort_by(f64::total_cmp);
            lines.dedup_by(|a, b| (*a - *b).abs() < 0.01);
        }
        let nodes = xs.len() * ys.len();
        if nodes == 0 || nodes > LARGEST_GRID {
            return None;
        }
        let mut grid = Self { closed_right: vec![false; nodes], closed_down: vec![false; nodes], xs, ys };
        for rect in obstacles {
            grid.close(&rect.grown(CLEARANCE));
        }
        Some(grid)
    }

    fn close(&mut self, rect: &Rect) {
        let width = self.xs.len();
        let inside = |lines: &[f64], low: f64, high: f64| {
            lines.partition_point(|l| *l <= low + 0.01)..lines.partition_point(|l| *l < high - 0.01)
        };
        let columns = inside(&self.xs, rect.left(), rect.right());
        let rows = inside(&self.ys, rect.top(), rect.bottom());
        // A piece is closed if it has any length inside: the one that starts before the first line inside, too.
        let pieces = |lines: &[f64], low: f64, high: f64| {
            lines.partition_point(|l| *l <= low + 0.01).saturating_sub(1)..lines.partition_point(|l| *l < high - 0.01)
        };
        for y in rows {
            for x in pieces(&self.xs, rect.left(), rect.right()) {
                self.closed_right[y * width + x] = true;
            }
        }
        for y in pieces(&self.ys, rect.top(), rect.bottom()) {
            for x in columns.clone() {
                self.closed_down[y * width + x] = true;
            }
        }
    }

    fn node(&self, point: Point) -> Option<(usize, usize)> {
        let find = |lines: &[f64], value: f64| lines.iter().position(|line| (line - value).abs() < 0.02);
        Some((find(&self.xs, point.x)?, find(&self.ys, point.y)?))
    }

    /// Neighbouring nodes, and whether one gets there horizontally.
    fn neighbours(&self, x: usize, y: usize) -> impl Iterator<Item = (usize, usize, bool)> {
        let width = self.xs.len();
        let at = y * width + x;
        let right = (x + 1 < width && !self.closed_right[at]).then_some((x + 1, y, true));
        let left = (x > 0 && !self.closed_right[at - 1]).then(|| (x - 1, y, true));
        let down = (y + 1 < self.ys.len() && !self.closed_down[at]).then_some((x, y + 1, false));
        let up = (y > 0 && !self.closed_down[at - width.min(at)]).then(|| (x, y - 1, false));
        [right, left, down, up].into_iter().flatten()
    }

    /// The corners from the start to a state.
    fn way(&self, from: &[u32], mut at: usize) -> Vec<Point> {
        let point = |state: usize| Point::new(self.xs[state / 2 % self.xs.len()], self.ys[state / 2 / self.xs.len()]);
        let mut points = vec![point(at)];
        while from[at] != u32::MAX {
            at = from[at] as usize;
            points.push(point(at));
        }
        points.reverse();
        points
    }
}

/// Where two tables stand too close for a line in full distance from both, one runs in the middle.
fn narrow_passages(obstacles: &[Rect], xs: &mut Vec<f64>, ys: &mut Vec<f64>) {
    for a in obstacles {
        for b in obstacles {
            let (dx, dy) = (b.left() - a.right(), b.top() - a.bottom());
            if dx > 2.0 * CLEARANCE && dx < STUB + 2.0 * CLEARANCE && a.top() < b.bottom() && b.top() < a.bottom() {
                xs.push((a.right() + b.left()) / 2.0);
            }
            if dy > 2.0 * CLEARANCE && dy < 4.0 * CLEARANCE && a.left() < b.right() && b.left() < a.right() {
                ys.push((a.bottom() + b.top()) / 2.0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::erd::Size;

    #[test]
    fn a_way_goes_around_what_stands_between() {
        let wall = Rect::new(Point::new(100.0, -200.0), Size::new(50.0, 300.0));
        let (from, to) = (Point::new(0.0, 0.0), Point::new(300.0, 0.0));
        let (points, cost) = search(&[wall], &[from], &[to]).expect("there is a way");
        assert_eq!((points.first(), points.last()), (Some(&from), Some(&to)));
        assert!(points.iter().any(|p| p.y > 100.0), "below the wall: {points:?}");
        assert!((300.0..1200.0).contains(&cost), "{cost}");
    }

    #[test]
    fn without_a_way_the_search_ends() {
        let cage = [
            Rect::new(Point::new(-100.0, -60.0), Size::new(200.0, 20.0)),
            Rect::new(Point::new(-100.0, 40.0), Size::new(200.0, 20.0)),
            Rect::new(Point::new(-100.0, -60.0), Size::new(20.0, 120.0)),
            Rect::new(Point::new(80.0, -60.0), Size::new(20.0, 120.0)),
        ];
        assert_eq!(search(&cage, &[Point::new(0.0, 0.0)], &[Point::new(500.0, 0.0)]), None);
        assert_eq!(search(&[], &[Point::new(f64::NAN, 0.0)], &[Point::new(5.0, 0.0)]), None);
    }
}
