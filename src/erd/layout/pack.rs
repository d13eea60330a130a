//! Packing blocks on shelves.

use super::super::diagram::Diagram;
use super::random::Random;
use super::{Block, LayoutOptions, Point};

/// Where the upper left corners of the blocks go. The largest come first, and blocks that are linked near each other.
pub(super) fn shelves(diagram: &Diagram, blocks: &[Block], options: &LayoutOptions) -> Vec<Point> {
    let links = links_between(diagram, blocks);
    let mut order = chained(blocks.len(), &links);
    let width = best_width(blocks, &order, options);
    let mut places = shelved(blocks, &order, width, options);
    let mut cost = length(blocks, &links, &places);
    let mut random = Random::new(blocks.len() as u64);
    // Exchanging blocks shortens the links between them.
    let rounds = if links.is_empty() { 0 } else { 2_000_000 / (blocks.len() + links.len()) };
    for _ in 0..rounds.min(4_000) {
        let (a, b) = (random.below(order.len()), random.below(order.len()));
        order.swap(a, b);
        let tried = shelved(blocks, &order, width, options);
        let changed = length(blocks, &links, &tried);
        if changed < cost {
            (places, cost) = (tried, changed);
        } else {
            order.swap(a, b);
        }
    }
    places
}

/// Pairs of blocks with the number of links between them.
fn links_between(diagram: &Diagram, blocks: &[Block]) -> Vec<(usize, usize, f64)> {
    let mut home = vec![usize::MAX; diagram.tables.len()];
    for (at, block) in blocks.iter().enumerate() {
        block.places.iter().for_each(|(table, _)| home[*table] = at);
    }
    let mut counted = std::collections::BTreeMap::new();
    for link in &diagram.links {
        let (a, b) = (home[link.child], home[link.parent]);
        if a != b && a != usize::MAX && b != usize::MAX {
            *counted.entry((a.min(b), a.max(b))).or_insert(0.0) += 1.0;
        }
    }
    counted.into_iter().map(|((a, b), n)| (a, b, n)).collect()
}

/// An order in which each block follows what it is linked to.
fn chained(blocks: usize, links: &[(usize, usize, f64)]) -> Vec<usize> {
    let mut pull = vec![0.0; blocks];
    let mut order = Vec::with_capacity(blocks);
    let mut placed = vec![false; blocks];
    for _ in 0..blocks {
        let mut next = None;
        for at in (0..blocks).filter(|at| !placed[*at]) {
            if next.is_none_or(|best: usize| pull[at] > pull[best]) {
                next = Some(at);
            }
        }
        let Some(next) = next else { break };
        placed[next] = true;
        order.push(next);
        for (a, b, weight) in links {
            if *a == next {
                pull[*b] += weight;
            } else if *b == next {
                pull[*a] += weight;
            }
        }
    }
    order
}

/// The shelf width that brings the whole closest to the wanted shape.
fn best_width(blocks: &[Block], order: &[usize], options: &LayoutOptions) -> f64 {
    let widest = blocks.iter().map(|block| block.size.width).fold(0.0, f64::max);
    let area: f64 = blocks.iter().map(|b| (b.size.width + options.gap_x) * (b.size.height + options.gap_y)).sum();
    let ideal = (area * options.aspect).sqrt();
    let extent = |width: f64| {
        let places = shelved(blocks, order, width, options);
        let (mut right, mut bottom) = (0.0_f64, 0.0_f64);
        for (block, at) in blocks.iter().zip(&places) {
            right = right.max(at.x + block.size.width);
            bottom = bottom.max(at.y + block.size.height);
        }
        right.max(bottom * options.aspect)
    };
    let widths = (0..12).map(|step| (ideal * (0.8 + 0.08 * f64::from(step))).max(widest));
    widths.min_by(|a, b| extent(*a).total_cmp(&extent(*b))).unwrap_or(widest)
}

fn shelved(blocks: &[Block], order: &[usize], width: f64, options: &LayoutOptions) -> Vec<Point> {
    let mut places = vec![Point::default(); blocks.len()];
    let mut at = Point::default();
    let mut height = 0.0_f64;
    for &number in order {
        let size = blocks[number].size;
        if at.x > 0.0 && at.x + size.width > width {
            at = Point::new(0.0, at.y + height + options.gap_y * 1.5);
            height = 0.0;
        }
        places[number] = at;
        at.x += size.width + options.gap_x * 1.3;
        height = height.max(size.height);
    }
    places
}

fn length(blocks: &[Block], links: &[(usize, usize, f64)], places: &[Point]) -> f64 {
    let middle = |at: usize| places[at] + Point::new(blocks[at].size.width / 2.0, blocks[at].size.height / 2.0);
    links.iter().map(|(a, b, weight)| middle(*a).distance(middle(*b)) * weight).sum()
}
