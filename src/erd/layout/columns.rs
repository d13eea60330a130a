//! Arranging the tables of one group in columns.
//!
//! The layers of [`super::seed`] are a start: they are often too tall or too wide, and ignore how long the links get.
//! Simulated annealing then moves tables between the columns until links are short and cross little, parents stand
//! before children, and the group has a pleasant shape.

use super::super::diagram::{Diagram, Link};
use super::super::quality::measured;
use super::super::{REACH, Router};
use super::random::Random;
use super::{Block, LayoutOptions, Point, Rect, Size, seed};
use crate::base::sort;
use std::collections::HashMap;

/// Elementary steps that the search may take for the whole diagram.
const BUDGET: usize = 10_000_000;
const MOST_MOVES: usize = 9_000;

/// Diagrams up to this size are searched more than once.
const SMALL: usize = 80;
/// In groups up to this size the tables stand in rows.
const ALIGNED: usize = 16;

const CROSSING: f64 = 550.0;
/// A link past a column has to find a way between its tables.
const SKIPPED_COLUMN: f64 = 160.0;
const SKIPPED_ROW: f64 = 110.0;
/// A child that stands before its parent.
const BACKWARD: f64 = 90.0;
/// A child in the column of its parent, and above it.
const SAME_COLUMN: f64 = 110.0;
const UPWARD: f64 = 70.0;

/// Arranges each group.
pub(super) fn arrange(diagram: &Diagram, groups: &[Vec<usize>], options: &LayoutOptions) -> Vec<Block> {
    let all: Vec<Group> = groups.iter().map(|tables| Group::new(diagram, tables, options)).collect();
    let effort: usize = all.iter().map(Group::effort).sum();
    let searches = match diagram.tables.len() {
        n if n <= ALIGNED => 8,
        n if n <= SMALL => 4,
        _ => 1,
    };
    let moves = (BUDGET / (effort * searches as usize).max(1)).min(MOST_MOVES);
    all.iter().map(|group| group.block(&group.searched(moves, searches))).collect()
}

type Columns = Vec<Vec<usize>>;

/// Tables by their index in the group.
struct Group<'a> {
    tables: &'a [usize],
    /// The group as a diagram of its own.
    diagram: Diagram,
    sizes: Vec<Size>,
    /// The links between different tables.
    links: Vec<GroupLink>,
    options: &'a LayoutOptions,
}

struct GroupLink {
    child: usize,
    parent: usize,
    child_y: f64,
    parent_y: f64,
}

/// Where a table stands.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    column: usize,
    row: usize,
    at: Point,
}

impl<'a> Group<'a> {
    fn new(diagram: &Diagram, tables: &'a [usize], options: &'a LayoutOptions) -> Self {
        let local: HashMap<usize, usize> = tables.iter().enumerate().map(|(at, table)| (*table, at)).collect();
        let inner = |link: &Link| {
            Some(Link { child: *local.get(&link.child)?, parent: *local.get(&link.parent)?, ..link.clone() })
        };
        let diagram = Diagram {
            tables: tables.iter().map(|table| diagram.tables[*table].clone()).collect(),
            links: diagram.links.iter().filter_map(inner).collect(),
        };
        let link = |link: &Link| {
            let (child_y, parent_y) = (link.child_rows[0], link.parent_rows[0]);
            GroupLink { child: link.child, parent: link.parent, child_y, parent_y }
        };
        let links = diagram.links.iter().filter(|link| link.child != link.parent).map(link).collect();
        let sizes = diagram.tables.iter().map(|table| table.size).collect();
        Self { tables, diagram, sizes, links, options }
    }

    /// Steps that one evaluation takes.
    fn effort(&self) -> usize {
        self.sizes.len() + self.links.len() * (1 + self.links.len() / 4)
    }

    /// What a few searches find, the best of them as it is really drawn.
    fn searched(&self, moves: usize, searches: u64) -> Columns {
        let links: Vec<(usize, usize)> = self.links.iter().map(|link| (link.child, link.parent)).collect();
        let start = seed::layers(self.sizes.len(), &links);
        if self.sizes.len() < 2 {
            return start;
        }
        let moves = moves.min(400 * self.sizes.len());
        let found = (0..searches).map(|seed| self.search(start.clone(), moves, Random::new(seed)));
        if searches == 1 {
            return found.map(|(columns, _)| columns).next().unwrap_or(start);
        }
        let drawn = found.map(|(columns, _)| (self.drawn_cost(&columns), columns));
        drawn.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(start, |(_, columns)| columns)
    }

    /// The same as [`Self::cost`], with the edges as they are drawn.
    fn drawn_cost(&self, columns: &Columns) -> f64 {
        let block = self.block(columns);
        let boxes = block.places.iter().zip(&self.sizes).map(|((_, at), size)| Some(Rect::new(*at, *size))).collect();
        let edges = Router::over(self.diagram.clone(), boxes).edges();
        let drawn = measured(&edges);
        let mut places = vec![Place::default(); self.sizes.len()];
        self.place(columns, &[], &mut places);
        drawn.length
            + drawn.crossings as f64 * CROSSING
            + drawn.bends as f64 * 10.0
            + self.extent_cost(block.size)
            + self.links.iter().map(|link| direction_cost(places[link.child], places[link.parent])).sum::<f64>()
    }

    fn extent_cost(&self, size: Size) -> f64 {
        let extent = size.width.max(size.height * self.options.aspect);
        extent * (1.0 + self.links.len() as f64 * 0.12) + (size.width + size.height) * 0.3
    }

    fn search(&self, mut now: Columns, moves: usize, mut random: Random) -> (Columns, f64) {
        let mut places = vec![Place::default(); self.sizes.len()];
        let mut cost = self.cost(&now, &mut places);
        let (mut best, mut least) = (now.clone(), cost);
        for step in 0..moves {
            let heat = 260.0 * (1.0 - step as f64 / moves as f64).powi(2) + 0.5;
            let mut next = now.clone();
            change(&mut next, &mut random);
            let changed = self.cost(&next, &mut places);
            if changed < cost || random.unit() < ((cost - changed) / heat).exp() {
                (now, cost) = (next, changed);
                if cost < least {
                    (best, least) = (now.clone(), cost);
                }
            }
        }
        (best, least)
    }

    /// Stands the tables of each column below each other. In small groups the rows start at the same height.
    fn place(&self, columns: &Columns, gaps: &[f64], places: &mut [Place]) -> Size {
        let mut size = Size::default();
        let rows = columns.iter().map(Vec::len).max().unwrap_or(0);
        let aligned = self.sizes.len() <= ALIGNED;
        let mut tops = vec![0.0; rows + 1];
        for row in 0..rows {
            let heights = columns.iter().filter_map(|column| column.get(row)).map(|table| self.sizes[*table].height);
            tops[row + 1] = tops[row] + heights.fold(0.0, f64::max) + self.options.gap_y;
        }
        let mut x = 0.0;
        for (number, column) in columns.iter().enumerate() {
            let mut y = 0.0;
            let mut width = 0.0_f64;
            for (row, &table) in column.iter().enumerate() {
                if aligned {
                    y = tops[row];
                }
                places[table] = Place { column: number, row, at: Point::new(x, y) };
                size.height = size.height.max(y + self.sizes[table].height);
                y += self.sizes[table].height + self.options.gap_y;
                width = width.max(self.sizes[table].width);
            }
            size.width = x + width;
            x += width + gaps.get(number).copied().unwrap_or(self.options.gap_x);
        }
        size
    }

    fn cost(&self, columns: &Columns, places: &mut [Place]) -> f64 {
        let size = self.place(columns, &[], places);
        let lines: Vec<(Point, Point)> = self.links.iter().map(|link| self.line(link, places)).collect();
        let mut cost = 0.0;
        for (at, link) in self.links.iter().enumerate() {
            let (child, parent) = (places[link.child], places[link.parent]);
            let (from, to) = lines[at];
            cost += from.distance(to);
            cost += direction_cost(child, parent);
            cost += match child.column.abs_diff(parent.column) {
                0 => SKIPPED_ROW * child.row.abs_diff(parent.row).saturating_sub(1) as f64,
                columns => SKIPPED_COLUMN * (columns - 1) as f64,
            };
            cost += lines[at + 1..].iter().filter(|other| cross(lines[at], **other)).count() as f64 * CROSSING;
        }
        cost + self.extent_cost(size)
    }

    /// A stand-in for the edge: from the child's side to the parent's.
    fn line(&self, link: &GroupLink, places: &[Place]) -> (Point, Point) {
        let (child, parent) = (places[link.child], places[link.parent]);
        let (left, right) = (0.0, 1.0);
        let (from, to) = match child.column.cmp(&parent.column) {
            std::cmp::Ordering::Greater => (left, right),
            std::cmp::Ordering::Less => (right, left),
            std::cmp::Ordering::Equal => (left, left),
        };
        let end = |table: usize, place: Place, side: f64, y: f64| {
            place.at + Point::new(self.sizes[table].width * side + (side * 2.0 - 1.0) * REACH, y)
        };
        (end(link.child, child, from, link.child_y), end(link.parent, parent, to, link.parent_y))
    }

    /// The final places, with gaps as wide as the lanes need that run in them.
    fn block(&self, columns: &Columns) -> Block {
        let mut places = vec![Place::default(); self.sizes.len()];
        self.place(columns, &[], &mut places);
        let gaps: Vec<f64> = (0..columns.len()).map(|gap| self.gap(gap, &places)).collect();
        let size = self.place(columns, &gaps, &mut places);
        let places = self.tables.iter().zip(&places).map(|(table, place)| (*table, place.at)).collect();
        Block { places, size }
    }

    /// The space that the edges need which bend between a column and the next.
    fn gap(&self, column: usize, places: &[Place]) -> f64 {
        let mut turns = Vec::new();
        for link in &self.links {
            let (child, parent) = (places[link.child], places[link.parent]);
            let (low, high) = (child.column.min(parent.column), child.column.max(parent.column));
            let beside = low == column || high == column + 1 && low != high;
            if beside && (low <= column && high > column || low == high) {
                let (a, b) = (child.at.y + link.child_y, parent.at.y + link.parent_y);
                turns.push((a.min(b) - 12.0, true));
                turns.push((a.max(b) + 12.0, false));
            }
        }
        sort::by(&mut turns, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let (mut open, mut most) = (0_i32, 0_i32);
        for (_, starts) in turns {
            open += if starts { 1 } else { -1 };
            most = most.max(open);
        }
        (2.0 * REACH + 14.0 + 11.0 * f64::from(most)).clamp(self.options.gap_x, self.options.gap_x + 150.0)
    }
}

/// Parents are expected to the left of their children or above them.
fn direction_cost(child: Place, parent: Place) -> f64 {
    match child.column.cmp(&parent.column) {
        std::cmp::Ordering::Greater => 0.0,
        std::cmp::Ordering::Less => BACKWARD,
        std::cmp::Ordering::Equal => SAME_COLUMN + if child.row < parent.row { UPWARD } else { 0.0 },
    }
}

/// Moves one table elsewhere, or lets two change places.
fn change(columns: &mut Columns, random: &mut Random) {
    let from = random.below(columns.len());
    if columns[from].is_empty() {
        return;
    }
    let at = random.below(columns[from].len());
    if random.below(3) == 0 {
        let other = random.below(columns.len());
        if !columns[other].is_empty() {
            let with = random.below(columns[other].len());
            let (a, b) = (columns[from][at], columns[other][with]);
            columns[from][at] = b;
            columns[other][with] = a;
        }
        return;
    }
    let table = columns[from].remove(at);
    // One column more than there are: a new one, at either end.
    let to = random.below(columns.len() + 2);
    if to == columns.len() {
        columns.push(vec![table]);
    } else if to > columns.len() {
        columns.insert(0, vec![table]);
    } else {
        let place = random.below(columns[to].len() + 1);
        columns[to].insert(place, table);
    }
    columns.retain(|column| !column.is_empty());
}

/// Whether two straight lines cross.
fn cross((a, b): (Point, Point), (c, d): (Point, Point)) -> bool {
    let turn = |p: Point, q: Point, r: Point| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    turn(a, b, c) * turn(a, b, d) < 0.0 && turn(c, d, a) * turn(c, d, b) < 0.0
}

/// The rectangle of a block at a place.
pub(super) fn rect(block: &Block, at: Point) -> Rect {
    Rect::new(at, block.size)
}
