//! Arranging the tables of one group in columns.
//!
//! The layers of [`super::seed`] are a start: they are often too tall or too wide, and ignore how long the links get.
//! Simulated annealing then moves tables between the columns until links are short and cross little, parents stand
//! before children, and the group has a pleasant shape.

use super::super::REACH;
use super::super::diagram::Diagram;
use super::random::Random;
use super::{Block, LayoutOptions, Point, Rect, Size, seed};
use std::collections::HashMap;

/// Elementary steps that the search may take for the whole diagram.
const BUDGET: usize = 24_000_000;
const MOST_MOVES: usize = 9_000;

const CROSSING: f64 = 150.0;
/// A link past a column has to find a way between its tables.
const SKIPPED_COLUMN: f64 = 160.0;
/// A child that stands before its parent.
const BACKWARD: f64 = 70.0;
/// A child in the column of its parent, and above it.
const SAME_COLUMN: f64 = 60.0;
const UPWARD: f64 = 40.0;

/// Arranges each group.
pub(super) fn arrange(diagram: &Diagram, groups: &[Vec<usize>], options: &LayoutOptions) -> Vec<Block> {
    let all: Vec<Group> = groups.iter().map(|tables| Group::new(diagram, tables, options)).collect();
    let effort: usize = all.iter().map(Group::effort).sum();
    let moves = (BUDGET / effort.max(1)).min(MOST_MOVES);
    all.iter().map(|group| group.block(&group.searched(moves))).collect()
}

type Columns = Vec<Vec<usize>>;

/// Tables by their index in the group.
struct Group<'a> {
    tables: &'a [usize],
    sizes: Vec<Size>,
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
        let link = |link: &super::super::diagram::Link| {
            let (child, parent) = (*local.get(&link.child)?, *local.get(&link.parent)?);
            let made = GroupLink { child, parent, child_y: link.child_rows[0], parent_y: link.parent_rows[0] };
            (child != parent).then_some(made)
        };
        let links = diagram.links.iter().filter_map(link).collect();
        let sizes = tables.iter().map(|table| diagram.tables[*table].size).collect();
        Self { tables, sizes, links, options }
    }

    /// Steps that one evaluation takes.
    fn effort(&self) -> usize {
        self.sizes.len() + self.links.len() * (1 + self.links.len() / 4)
    }

    fn searched(&self, moves: usize) -> Columns {
        let links: Vec<(usize, usize)> = self.links.iter().map(|link| (link.child, link.parent)).collect();
        let mut now = seed::layers(self.sizes.len(), &links);
        if self.sizes.len() < 2 {
            return now;
        }
        let moves = moves.min(400 * self.sizes.len());
        let mut places = vec![Place::default(); self.sizes.len()];
        let mut cost = self.cost(&now, &mut places);
        let (mut best, mut least) = (now.clone(), cost);
        let mut random = Random::new(self.sizes.len() as u64);
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
        best
    }

    /// Stands the tables of each column below each other. In small groups the rows start at the same height.
    fn place(&self, columns: &Columns, gaps: &[f64], places: &mut [Place]) -> Size {
        let mut size = Size::default();
        let rows = columns.iter().map(Vec::len).max().unwrap_or(0);
        let aligned = self.sizes.len() <= 16;
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
            cost += match child.column.cmp(&parent.column) {
                std::cmp::Ordering::Greater => SKIPPED_COLUMN * (child.column - parent.column - 1) as f64,
                std::cmp::Ordering::Less => BACKWARD + SKIPPED_COLUMN * (parent.column - child.column - 1) as f64,
                std::cmp::Ordering::Equal => SAME_COLUMN + if child.row < parent.row { UPWARD } else { 0.0 },
            };
            cost += lines[at + 1..].iter().filter(|other| cross(lines[at], **other)).count() as f64 * CROSSING;
        }
        let extent = size.width.max(size.height * self.options.aspect);
        cost + extent * (1.0 + self.links.len() as f64 * 0.12) + (size.width + size.height) * 0.3
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
        turns.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let (mut open, mut most) = (0_i32, 0_i32);
        for (_, starts) in turns {
            open += if starts { 1 } else { -1 };
            most = most.max(open);
        }
        (2.0 * REACH + 14.0 + 11.0 * f64::from(most)).clamp(self.options.gap_x, self.options.gap_x + 150.0)
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
