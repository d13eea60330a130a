//! Placing what is new beside what the user has placed.

use super::super::diagram::Diagram;
use super::columns::rect;
use super::{Block, LayoutOptions, Point, Rect};
use crate::base::sort;

/// Places around this many of the nearest tables are tried.
const NEAREST: usize = 24;

/// Where the upper left corners of new blocks go: near the tables that they are linked to, where there is room.
pub(super) fn beside(
    diagram: &Diagram,
    fixed: &[Option<Point>],
    blocks: &[Block],
    options: &LayoutOptions,
) -> Vec<Point> {
    let mut boxes: Vec<Option<Rect>> =
        fixed.iter().zip(&diagram.tables).map(|(at, table)| at.map(|at| Rect::new(at, table.size))).collect();
    let mut places = Vec::with_capacity(blocks.len());
    for block in blocks {
        let at = place(diagram, &boxes, block, options);
        for (table, offset) in &block.places {
            boxes[*table] = Some(Rect::new(at + *offset, diagram.tables[*table].size));
        }
        places.push(at);
    }
    places
}

fn place(diagram: &Diagram, boxes: &[Option<Rect>], block: &Block, options: &LayoutOptions) -> Point {
    let taken: Vec<Rect> = boxes.iter().flatten().copied().collect();
    let Some(all) = Rect::around(taken.iter().copied()) else { return Point::default() };
    let linked = linked(diagram, boxes, block);
    // Without links a block goes below everything.
    let below = Point::new(all.left(), all.bottom() + options.gap_y);
    let goal = Rect::around(linked.iter().map(|(there, _)| *there)).map_or(below, |near| near.center());
    let mut near = taken.clone();
    sort::by(&mut near, |a, b| a.center().distance(goal).total_cmp(&b.center().distance(goal)));
    let is_free = |at: &Point| {
        let room = Rect::new(
            Point::new(at.x - options.gap_x + 1.0, at.y - options.gap_y + 1.0),
            super::Size::new(
                block.size.width + 2.0 * (options.gap_x - 1.0),
                block.size.height + 2.0 * (options.gap_y - 1.0),
            ),
        );
        taken.iter().all(|other| !other.overlaps(&room))
    };
    let cost = |at: &Point| {
        if linked.is_empty() {
            return rect(block, *at).center().distance(goal);
        }
        let links = linked.iter().map(|(there, offset)| {
            let backward = if at.x + offset.x < there.left() { 40.0 } else { 0.0 };
            (*at + *offset).distance(there.center()) + backward
        });
        links.sum::<f64>() / linked.len() as f64
    };
    near.iter()
        .take(NEAREST)
        .flat_map(|other| around(other, block, options))
        .chain([below])
        .filter(is_free)
        .min_by(|a, b| cost(a).total_cmp(&cost(b)))
        .unwrap_or(below)
}

/// The placed tables that a block is linked to, and the middle of its own table at the other end.
fn linked(diagram: &Diagram, boxes: &[Option<Rect>], block: &Block) -> Vec<(Rect, Point)> {
    let own = |table: usize| block.places.iter().find(|(at, _)| *at == table).map(|(_, offset)| *offset);
    let middle = |table: usize, offset: Point| Rect::new(offset, diagram.tables[table].size).center();
    let mut linked = Vec::new();
    for link in &diagram.links {
        for (here, there) in [(link.child, link.parent), (link.parent, link.child)] {
            if let (Some(offset), Some(other)) = (own(here), boxes[there]) {
                linked.push((other, middle(here, offset)));
            }
        }
    }
    linked
}

/// Places on all four sides of a table, flush with its borders.
fn around(other: &Rect, block: &Block, options: &LayoutOptions) -> Vec<Point> {
    let xs = [
        other.right() + options.gap_x,
        other.left() - options.gap_x - block.size.width,
        other.left(),
        other.right() - block.size.width,
    ];
    let ys = [
        other.top(),
        other.bottom() + options.gap_y,
        other.top() - options.gap_y - block.size.height,
        other.bottom() - block.size.height,
    ];
    xs.iter().flat_map(|x| ys.iter().map(|y| Point::new(*x, *y))).collect()
}
