//! The cheapest way of one edge, before lanes are given out.

use super::search::{BEND_COST, CLEARANCE, search};
use super::{Point, Rect, STUB, Side};

/// How far around its ends an edge is looked for, in turn; the last takes in every drawing.
const REACHES: [f64; 3] = [160.0, 800.0, 1e6];

/// Beyond this many tables a search looks only at those near the edge.
const SEARCHED_TABLES: usize = 500;

/// A table as the end of an edge, and the height at which the edge wants to leave it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Port {
    pub rect: Rect,
    pub y: f64,
}

impl Port {
    fn at(&self, side: Side) -> Point {
        let x = if side == Side::Left { self.rect.left() } else { self.rect.right() };
        Point::new(x, self.y)
    }

    /// Where the crow's foot ends and bends may begin.
    fn stub(&self, side: Side) -> Point {
        self.at(side) + Point::new(side.out() * STUB, 0.0)
    }
}

/// The corners from the child's side to the parent's; the first and the last piece are horizontal.
pub(super) fn way(child: Port, parent: Port, tables: &[Rect]) -> (Side, Side, Vec<Point>) {
    let direct = direct(child, parent, tables);
    // Nothing is shorter than a clear line between sides that face each other.
    if let Some(found) = direct.as_ref().filter(|found| found.child != found.parent || child.rect == parent.rect) {
        return (found.child, found.parent, found.points.clone());
    }
    let around = around(child, parent, tables);
    let best = [direct, around].into_iter().flatten().min_by(|a, b| a.cost.total_cmp(&b.cost));
    match best {
        Some(found) => (found.child, found.parent, found.points),
        None => straight(child, parent),
    }
}

struct Found {
    child: Side,
    parent: Side,
    points: Vec<Point>,
    cost: f64,
}

/// The best way with a single lane that meets no table.
fn direct(child: Port, parent: Port, tables: &[Rect]) -> Option<Found> {
    let mut best: Option<Found> = None;
    for (from, to) in
        [(Side::Left, Side::Right), (Side::Right, Side::Left), (Side::Right, Side::Right), (Side::Left, Side::Left)]
    {
        for lane in lanes(child, parent, from, to) {
            let points = bent(child.at(from), lane, parent.at(to));
            let cost = cost(&points);
            if best.as_ref().is_none_or(|b| cost < b.cost) && is_clear(&points, child.rect, parent.rect, tables) {
                best = Some(Found { child: from, parent: to, points, cost });
            }
        }
    }
    best
}

/// Where the vertical piece may run.
fn lanes(child: Port, parent: Port, from: Side, to: Side) -> Vec<f64> {
    let (a, b) = (child.stub(from).x, parent.stub(to).x);
    match (from, to) {
        (Side::Left, Side::Left) => vec![a.min(b)],
        (Side::Right, Side::Right) => vec![a.max(b)],
        (Side::Right, Side::Left) if a <= b => vec![(a + b) / 2.0, a, b],
        (Side::Left, Side::Right) if a >= b => vec![(a + b) / 2.0, a, b],
        _ => Vec::new(),
    }
}

fn bent(from: Point, lane: f64, to: Point) -> Vec<Point> {
    vec![from, Point::new(lane, from.y), Point::new(lane, to.y), to]
}

fn cost(points: &[Point]) -> f64 {
    let length: f64 = points.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
    let straight = points.iter().all(|p| p.y == points[0].y);
    length + if straight { 0.0 } else { (points.len() - 2) as f64 * BEND_COST }
}

/// Whether no piece comes near a table, other than the first and last piece near their own.
fn is_clear(points: &[Point], child: Rect, parent: Rect, tables: &[Rect]) -> bool {
    let pieces = points.len() - 1;
    let whole = Rect::around(points.iter().map(|point| Rect::between(*point, *point))).unwrap_or_default().grown(0.01);
    tables.iter().all(|table| {
        let room = table.grown(CLEARANCE);
        // Most tables are far from all pieces.
        !whole.overlaps(&room)
            || points.windows(2).enumerate().all(|(at, pair)| {
                let own = at == 0 && *table == child || at + 1 == pieces && *table == parent;
                // A piece without height still runs through what it crosses.
                own || !Rect::between(pair[0], pair[1]).grown(0.01).overlaps(&room)
            })
    })
}

/// The way around everything between the ends.
fn around(child: Port, parent: Port, tables: &[Rect]) -> Option<Found> {
    let sides = [Side::Left, Side::Right];
    let starts = sides.map(|side| child.stub(side));
    let goals = sides.map(|side| parent.stub(side));
    for reach in REACHES {
        let window = child.rect.union(&parent.rect).grown(reach);
        let near: Vec<Rect> = tables.iter().filter(|t| t.overlaps(&window)).copied().collect();
        if near.len() > SEARCHED_TABLES {
            break;
        }
        let Some((inner, cost)) = search(&near, &starts, &goals) else { continue };
        let inside = |p: &Point| window.contains(*p);
        // A way that leaves the window might meet a table that was not looked at.
        if near.len() < tables.len() && !inner.iter().all(inside) {
            continue;
        }
        let (Some(first), Some(last)) = (inner.first(), inner.last()) else { continue };
        let from = if *first == starts[0] { sides[0] } else { sides[1] };
        let to = if *last == goals[0] { sides[0] } else { sides[1] };
        let mut points = vec![child.at(from)];
        points.extend(&inner);
        points.push(parent.at(to));
        return Some(Found { child: from, parent: to, points: alternating(&points), cost: cost + 2.0 * STUB });
    }
    None
}

/// One lane straight through whatever is there.
pub(super) fn straight(child: Port, parent: Port) -> (Side, Side, Vec<Point>) {
    let (from, to) = match (child.rect, parent.rect) {
        (c, p) if p.right() + 2.0 * STUB <= c.left() => (Side::Left, Side::Right),
        (c, p) if c.right() + 2.0 * STUB <= p.left() => (Side::Right, Side::Left),
        _ => (Side::Right, Side::Right),
    };
    let lane = lanes(child, parent, from, to).first().copied().unwrap_or(child.stub(from).x);
    (from, to, bent(child.at(from), lane, parent.at(to)))
}

/// The same line with one corner for each change of direction, beginning and ending horizontally.
pub(super) fn alternating(points: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if kept.last().is_some_and(|last| last.distance(*point) < 0.01) {
            continue;
        }
        if let [.., before, last] = kept[..] {
            let on = |a: f64, b: f64, c: f64| (a - b).abs() < 0.01 && (b - c).abs() < 0.01;
            if on(before.x, last.x, point.x) || on(before.y, last.y, point.y) {
                kept.pop();
            }
        }
        kept.push(*point);
    }
    kept
}
