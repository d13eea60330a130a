//! Lanes: edges that run side by side keep apart, in the order that crosses least.
//!
//! Every edge is taken out and put back piece by piece where it costs least beside all others; a few rounds of this
//! do what an exact ordering of the lanes would do, and work the same for one edge that is being moved.

use super::search::CLEARANCE;
use super::{HEADER_HEIGHT, Point, ROW_HEIGHT, Rect, STUB, Side};

/// Distance at which two lanes no longer disturb each other.
const LANE: f64 = 10.0;
/// Candidates stand this far apart.
const STEP: f64 = 5.0;
/// Heights at which an edge can meet a row stand this far apart.
const ROW_STEP: f64 = 4.0;
/// How far from the middle of its row an end still belongs to it.
const ROW_REACH: f64 = 13.0;
/// Ends leave their row only if it is full.
const OUTSIDE_ROW: f64 = 180.0;
const CROSSING_COST: f64 = 50.0;
const SHARED_COST: f64 = 400.0;
/// Pieces that end this close to each other still disturb.
const SLACK: f64 = 4.0;
/// Size of a cell, across the pieces and along them.
const ACROSS: f64 = 64.0;
const ALONG: f64 = 512.0;
/// Pieces beyond this length are long.
const LONG: f64 = 2_500.0;

/// An edge on its way through the diagram: pieces in turn horizontal and vertical, the first and last horizontal.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wire {
    pub child: Rect,
    pub parent: Rect,
    pub child_side: Side,
    pub parent_side: Side,
    /// Heights of the rows that the ends belong to.
    pub child_y: f64,
    pub parent_y: f64,
    pub points: Vec<Point>,
}

impl Wire {
    fn pieces(&self) -> usize {
        self.points.len().saturating_sub(1)
    }

    /// The height of one end; `None` without pieces.
    pub fn end(&self, at_child: bool) -> Option<f64> {
        if at_child { self.points.first() } else { self.points.last() }.map(|point| point.y)
    }

    /// Moves one end to another height.
    pub fn move_end(&mut self, at_child: bool, y: f64) {
        if self.pieces() > 0 {
            self.shift(if at_child { 0 } else { self.pieces() - 1 }, y);
        }
    }

    /// The lane next to an end: where the first vertical piece runs.
    pub fn lane(&self, at_child: bool) -> Option<f64> {
        let pieces = self.pieces();
        (pieces >= 3).then(|| self.points[if at_child { 1 } else { pieces - 2 }].x)
    }

    pub fn move_lane(&mut self, at_child: bool, x: f64) {
        let pieces = self.pieces();
        if pieces >= 3 {
            self.shift(if at_child { 1 } else { pieces - 2 }, x);
        }
    }

    /// Whether no piece runs through a table; the ends touch the borders of their own.
    pub fn keeps_off(&self, tables: &[Rect]) -> bool {
        let runs = |table: &Rect| {
            let inside = table.grown(-1.0);
            self.points.windows(2).any(|pair| Rect::between(pair[0], pair[1]).grown(0.01).overlaps(&inside))
        };
        !tables.iter().any(runs)
    }

    /// The same wire elsewhere, with the tables that it joins.
    pub fn shifted(&self, by: Point) -> Self {
        let moved = |rect: Rect| Rect::new(rect.origin + by, rect.size);
        Self {
            child: moved(self.child),
            parent: moved(self.parent),
            child_y: self.child_y + by.y,
            parent_y: self.parent_y + by.y,
            points: self.points.iter().map(|point| *point + by).collect(),
            ..self.clone()
        }
    }

    /// Moves a piece sideways; its neighbours stretch.
    fn shift(&mut self, piece: usize, to: f64) {
        for point in &mut self.points[piece..piece + 2] {
            *(if piece.is_multiple_of(2) { &mut point.y } else { &mut point.x }) = to;
        }
    }
}

/// A piece of an edge: where it lies across its direction, and from where to where along it.
#[derive(Debug, Clone, Copy)]
struct Piece {
    wire: usize,
    at: f64,
    low: f64,
    high: f64,
}

/// All pieces, by direction.
#[derive(Debug, Clone)]
pub(super) struct Lanes {
    horizontal: Sheet,
    vertical: Sheet,
}

/// Pieces of one direction in cells, so that only the near ones are looked at. A piece is in all cells it runs through.
#[derive(Debug, Clone)]
struct Sheet {
    cells: Vec<Vec<Piece>>,
    /// Where the cells begin, across the pieces' direction and along it.
    from: (f64, f64),
    count: (usize, usize),
}

impl Sheet {
    fn new(from: (f64, f64), extent: (f64, f64)) -> Self {
        let cells = |length: f64, size: f64| ((length / size).ceil().clamp(0.0, 1024.0) as usize) + 1;
        let count = (cells(extent.0, ACROSS), cells(extent.1, ALONG));
        Self { cells: vec![Vec::new(); count.0 * count.1], from, count }
    }

    // The conversions saturate, so that far-off pieces fall into the outermost cells.
    fn across(&self, at: f64) -> usize {
        (((at - self.from.0) / ACROSS) as usize).min(self.count.0 - 1)
    }

    fn along(&self, at: f64) -> usize {
        (((at - self.from.1) / ALONG) as usize).min(self.count.1 - 1)
    }

    fn cells_of(&self, piece: &Piece) -> impl Iterator<Item = usize> + use<> {
        let row = self.across(piece.at) * self.count.1;
        (self.along(piece.low)..=self.along(piece.high)).map(move |cell| row + cell)
    }

    /// Pieces of this direction near `own`, of the same direction, each once.
    fn beside(&self, own: &Piece) -> impl Iterator<Item = &Piece> {
        let (first, last) = (self.along(own.low - SLACK), self.along(own.high + SLACK));
        let rows = self.across(own.at - LANE)..=self.across(own.at + LANE);
        rows.flat_map(move |row| (first..=last).map(move |cell| (row, cell))).flat_map(move |(row, cell)| {
            let known = &self.cells[row * self.count.1 + cell];
            known.iter().filter(move |other| self.along(other.low).max(first) == cell)
        })
    }

    /// Pieces of this direction that may cross `own`, of the other direction, each once.
    fn athwart(&self, own: &Piece) -> impl Iterator<Item = &Piece> {
        let cell = self.along(own.at);
        let rows = self.across(own.low)..=self.across(own.high);
        rows.flat_map(move |row| &self.cells[row * self.count.1 + cell])
    }
}

impl Lanes {
    /// Lanes of a diagram that lies in `bounds`; pieces outside are allowed, but make everything slower.
    pub fn new(bounds: Rect) -> Self {
        let (from, size) = (bounds.origin, bounds.size);
        Self {
            horizontal: Sheet::new((from.y, from.x), (size.height, size.width)),
            vertical: Sheet::new((from.x, from.y), (size.width, size.height)),
        }
    }

    pub fn insert(&mut self, id: usize, wire: &Wire) {
        for (piece, pair) in wire.points.windows(2).enumerate() {
            let made = made(id, piece, pair);
            let sheet = self.sheet_mut(piece % 2 == 0);
            for cell in sheet.cells_of(&made) {
                sheet.cells[cell].push(made);
            }
        }
    }

    pub fn remove(&mut self, id: usize, wire: &Wire) {
        for (piece, pair) in wire.points.windows(2).enumerate() {
            let made = made(id, piece, pair);
            let sheet = self.sheet_mut(piece % 2 == 0);
            for cell in sheet.cells_of(&made) {
                sheet.cells[cell].retain(|known| known.wire != id);
            }
        }
    }

    fn sheet(&self, horizontal: bool) -> &Sheet {
        if horizontal { &self.horizontal } else { &self.vertical }
    }

    fn sheet_mut(&mut self, horizontal: bool) -> &mut Sheet {
        if horizontal { &mut self.horizontal } else { &mut self.vertical }
    }

    /// What the pieces from `first` to `last` of a wire cost beside all others. Beyond `limit` the exact cost does not
    /// matter, and is not found out.
    fn cost(&self, wire: &Wire, first: usize, last: usize, limit: f64) -> f64 {
        let mut cost = 0.0;
        for piece in first..=last.min(wire.pieces().saturating_sub(1)) {
            let own = made(usize::MAX, piece, &wire.points[piece..piece + 2]);
            let horizontal = piece % 2 == 0;
            for other in self.sheet(horizontal).beside(&own) {
                let away = (other.at - own.at).abs();
                let beside = own.low < other.high + SLACK && other.low < own.high + SLACK;
                if beside && away < LANE {
                    cost += if away < 3.0 { SHARED_COST } else { 60.0 * (1.0 - away / LANE) };
                    if cost > limit {
                        return cost;
                    }
                }
            }
            for other in self.sheet(!horizontal).athwart(&own) {
                let crossed = own.low < other.at && other.at < own.high;
                if crossed && other.low < own.at && own.at < other.high {
                    cost += CROSSING_COST;
                    if cost > limit {
                        return cost;
                    }
                }
            }
        }
        cost
    }

    /// Moves each piece of a wire, which is not among the others, to where it costs least.
    pub fn settle(&self, wire: &mut Wire, tables: &[Rect]) {
        self.settle_inner(wire, tables);
        for piece in [0, wire.pieces().saturating_sub(1)] {
            self.settle_piece(wire, piece, tables);
        }
        self.settle_inner(wire, tables);
    }

    /// Leaves the ends where they are.
    pub fn settle_inner(&self, wire: &mut Wire, tables: &[Rect]) {
        for piece in 1..wire.pieces().saturating_sub(1) {
            self.settle_piece(wire, piece, tables);
        }
    }

    fn settle_piece(&self, wire: &mut Wire, piece: usize, tables: &[Rect]) {
        let is_end = piece == 0 || piece + 1 == wire.pieces();
        let (wanted, candidates) =
            if is_end { end_candidates(wire, piece) } else { inner_candidates(wire, piece, tables) };
        let mut best: Option<(f64, f64)> = None;
        let before = wire.clone();
        let near = if is_end { near(wire, tables) } else { Vec::new() };
        // Moving a vertical piece changes no jogs, so that nothing costs less than its price.
        let jogs = |wire: &Wire| if piece.is_multiple_of(2) { jog_cost(wire) } else { 0.0 };
        for candidate in candidates {
            let price = if is_end { end_price(wire, piece == 0, candidate) } else { 0.12 * (candidate - wanted).abs() };
            if !piece.is_multiple_of(2) && best.is_some_and(|(least, _)| least <= price) {
                continue;
            }
            wire.shift(piece, candidate);
            // An end's piece may be long, and what stretches with it too.
            if is_end && !wire.keeps_off(&near) {
                continue;
            }
            let fixed = jogs(wire) + price;
            let limit = best.map_or(f64::INFINITY, |(least, _)| least - fixed);
            let cost = self.cost(wire, piece.saturating_sub(1), piece + 1, limit) + fixed;
            if best.is_none_or(|(least, _)| cost + 1e-6 < least) {
                best = Some((cost, candidate));
            }
        }
        match best {
            Some((_, at)) => wire.shift(piece, at),
            None => *wire = before,
        }
    }

    /// What a whole wire costs beside all others.
    pub fn total(&self, wire: &Wire) -> f64 {
        let (Some(first), Some(last)) = (wire.points.first(), wire.points.last()) else { return 0.0 };
        let ends = end_price(wire, true, first.y) + end_price(wire, false, last.y);
        self.cost(wire, 0, wire.pieces(), f64::INFINITY) + jog_cost(wire) + ends
    }
}

/// The tables that a wire might meet when one of its ends moves along its table's side.
fn near(wire: &Wire, tables: &[Rect]) -> Vec<Rect> {
    let corners = wire.points.iter().map(|point| Rect::between(*point, *point));
    let reach = wire.child.size.height.max(wire.parent.size.height);
    let band = Rect::around(corners).unwrap_or_default().grown(reach);
    tables.iter().filter(|table| table.overlaps(&band)).copied().collect()
}

/// A jog of a few pixels looks like a mistake; none at all is best.
fn jog_cost(wire: &Wire) -> f64 {
    let jogs = wire.points.windows(2).skip(1).step_by(2).map(|pair| pair[0].distance(pair[1]));
    jogs.map(|jog| if jog < 0.01 { -40.0 } else { (12.0 - jog).max(0.0) * 4.0 }).sum()
}

/// What it costs that an end stands away from the middle of its row. A parent's first row shares its ends with the
/// header above it.
fn end_price(wire: &Wire, at_child: bool, y: f64) -> f64 {
    let (row, table) = if at_child { (wire.child_y, wire.child) } else { (wire.parent_y, wire.parent) };
    let away = (y - row).abs();
    let in_header = !at_child && y < row && row - table.top() < HEADER_HEIGHT + ROW_HEIGHT;
    if away <= ROW_REACH || in_header { 0.6 * away } else { OUTSIDE_ROW + 3.0 * away }
}

fn made(wire: usize, piece: usize, pair: &[Point]) -> Piece {
    let (a, b) = (pair[0], pair[1]);
    match piece % 2 {
        0 => Piece { wire, at: a.y, low: a.x.min(b.x), high: a.x.max(b.x) },
        _ => Piece { wire, at: a.x, low: a.y.min(b.y), high: a.y.max(b.y) },
    }
}

/// Heights at which an end can meet its table: within its row, and for crowded parents beside it.
fn end_candidates(wire: &Wire, piece: usize) -> (f64, Vec<f64>) {
    let straight = wire.pieces() == 1;
    let at_child = piece == 0;
    let (row, table) = if at_child { (wire.child_y, wire.child) } else { (wire.parent_y, wire.parent) };
    let steps = |count: i32, step: f64| (1..=count).flat_map(move |n| [f64::from(-n) * step, f64::from(n) * step]);
    let mut heights = vec![row];
    if at_child {
        heights.extend(steps(2, ROW_STEP).map(|away| row + away));
    } else {
        heights.extend(steps(10, ROW_STEP).chain(steps(6, 5.0 * ROW_STEP)).map(|away| row + away));
        heights.retain(|y| *y <= row + ROW_REACH || (y - row) % (5.0 * ROW_STEP) == 0.0);
    }
    if !straight {
        let other = if at_child { wire.end(false) } else { wire.end(true) };
        heights.extend(other.filter(|y| (y - row).abs() <= ROW_REACH));
    }
    heights.retain(|y| table.top() + 6.0 <= *y && *y <= table.bottom() - 6.0);
    (row, heights)
}

/// Places of an inner piece between the tables on both sides of it.
fn inner_candidates(wire: &Wire, piece: usize, tables: &[Rect]) -> (f64, Vec<f64>) {
    let own = made(0, piece, &wire.points[piece..piece + 2]);
    let vertical = piece % 2 == 1;
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    for table in tables {
        let (along, across) = match vertical {
            true => ((table.top(), table.bottom()), (table.left(), table.right())),
            false => ((table.left(), table.right()), (table.top(), table.bottom())),
        };
        if along.0 - CLEARANCE < own.high && own.low < along.1 + CLEARANCE {
            if across.1 <= own.at {
                low = low.max(across.1);
            } else if across.0 >= own.at {
                high = high.min(across.0);
            } else {
                return (own.at, vec![own.at]);
            }
        }
    }
    let margin = if vertical { STUB } else { 2.0 * CLEARANCE };
    let room = high - low;
    let margin = margin.min(room / 2.0);
    let (low_most, high_most) = (low + margin, high - margin);
    let wanted = if room <= 180.0 { (low + high) / 2.0 } else { own.at.clamp(low_most, high_most) };
    let mut places = vec![wanted];
    // A long piece has many neighbours to be compared with, and need not stand exactly.
    let steps = if own.high - own.low > LONG { 8 } else { 24 };
    for step in 1..=steps {
        let away = f64::from(step) * STEP;
        places.extend([wanted - away, wanted + away]);
    }
    places.retain(|at| low_most <= *at && *at <= high_most);
    if places.is_empty() { (own.at, vec![own.at]) } else { (wanted, places) }
}
