//! Packing blocks into one drawing.

use super::super::diagram::Diagram;
use super::{Block, LayoutOptions, Point, Rect, Size};
use std::collections::BTreeMap;

/// What a pixel between two linked blocks costs, in pixels of the drawing's extent.
const LINK_COST: f64 = 0.05;

/// Lanes that the gaps between blocks make room for, in pixels, as soon as there are as many links.
const LANES: f64 = 90.0;

/// Where the upper left corners of the blocks go.
///
/// One block after the other is put into a corner that the earlier ones leave: where the drawing grows least and the
/// blocks that it is linked to are near.
pub(super) fn pack(diagram: &Diagram, blocks: &[Block], options: &LayoutOptions) -> Vec<Point> {
    let links = links_between(diagram, blocks);
    let between: f64 = links.iter().flatten().map(|(_, weight)| weight / 2.0).sum();
    // Edges between blocks run in the gaps.
    let lanes = between.min(LANES);
    let gap = Point::new(options.gap_x * 1.3 + lanes, options.gap_y * 1.5 + lanes);
    let mut rects: Vec<Option<Rect>> = vec![None; blocks.len()];
    let mut whole = Size::default();
    for next in chained(blocks, &links) {
        let size = blocks[next].size;
        let cost = |at: &Point| {
            let extent =
                (at.x + size.width).max(whole.width).max((at.y + size.height).max(whole.height) * options.aspect);
            let middle = Rect::new(*at, size).center();
            let pull = links[next]
                .iter()
                .filter_map(|(other, weight)| rects[*other].map(|rect| rect.center().distance(middle) * weight));
            extent + pull.sum::<f64>() * LINK_COST + (at.x + at.y * options.aspect) * 0.02
        };
        let placed: Vec<Rect> = rects.iter().flatten().copied().collect();
        let is_free = |at: &Point| {
            let room = Rect::new(*at - gap, Size::new(size.width + 2.0 * gap.x, size.height + 2.0 * gap.y)).grown(-0.5);
            placed.iter().all(|rect| !rect.overlaps(&room))
        };
        let at = corners(&placed, gap)
            .into_iter()
            .filter(is_free)
            .min_by(|a, b| cost(a).total_cmp(&cost(b)))
            .unwrap_or(Point::new(0.0, whole.height + gap.y));
        rects[next] = Some(Rect::new(at, size));
        whole = Size::new(whole.width.max(at.x + size.width), whole.height.max(at.y + size.height));
    }
    rects.into_iter().map(|rect| rect.unwrap_or_default().origin).collect()
}

/// Beside and below what is placed, flush with it, and at the drawing's upper and left border.
fn corners(placed: &[Rect], gap: Point) -> Vec<Point> {
    let mut corners = vec![Point::default()];
    for rect in placed {
        let (right, below) = (rect.right() + gap.x, rect.bottom() + gap.y);
        corners.extend([
            Point::new(right, rect.top()),
            Point::new(right, 0.0),
            Point::new(rect.left(), below),
            Point::new(0.0, below),
        ]);
    }
    corners
}

/// For each block the blocks that it is linked to, with the number of links.
fn links_between(diagram: &Diagram, blocks: &[Block]) -> Vec<Vec<(usize, f64)>> {
    let mut home = vec![usize::MAX; diagram.tables.len()];
    for (at, block) in blocks.iter().enumerate() {
        block.places.iter().for_each(|(table, _)| home[*table] = at);
    }
    let mut counted: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for link in &diagram.links {
        let (a, b) = (home[link.child], home[link.parent]);
        if a != b && a != usize::MAX && b != usize::MAX {
            *counted.entry((a, b)).or_default() += 1.0;
            *counted.entry((b, a)).or_default() += 1.0;
        }
    }
    let mut links = vec![Vec::new(); blocks.len()];
    for ((a, b), count) in counted {
        links[a].push((b, count));
    }
    links
}

/// The largest block first, then always the one that has most links to those before it; of blocks without any, the
/// largest.
fn chained(blocks: &[Block], links: &[Vec<(usize, f64)>]) -> Vec<usize> {
    let area = |at: usize| blocks[at].size.width * blocks[at].size.height;
    let mut pull = vec![0.0; blocks.len()];
    let mut waiting: Vec<usize> = (0..blocks.len()).collect();
    let mut order = Vec::with_capacity(blocks.len());
    while let Some((place, next)) = waiting.iter().copied().enumerate().max_by(|(_, a), (_, b)| {
        (pull[*a], area(*a)).partial_cmp(&(pull[*b], area(*b))).unwrap_or(std::cmp::Ordering::Equal)
    }) {
        waiting.remove(place);
        order.push(next);
        for (other, weight) in &links[next] {
            pull[*other] += weight;
        }
    }
    order
}
