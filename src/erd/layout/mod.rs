//! Where tables stand.
//!
//! Components and clusters of at most a few dozen tables are arranged one by one in columns, parents to the left of
//! their children, and then packed on shelves. What the user placed stays; only what is new finds a place.

mod cluster;
mod columns;
mod keep;
mod pack;
mod random;
mod seed;

use super::diagram::Diagram;
use super::{Point, Positions, Rect, Size};
use crate::schema::Schema;

/// How tables are arranged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LayoutOptions {
    /// Least space between two columns of tables.
    pub gap_x: f64,
    /// Space between two tables of a column.
    pub gap_y: f64,
    /// Width by height that the whole drawing comes close to.
    pub aspect: f64,
}

impl Default for LayoutOptions {
    fn default() -> Self {
        Self { gap_x: 90.0, gap_y: 60.0, aspect: 1.6 }
    }
}

/// Tables that were arranged together.
#[derive(Debug, Clone, Default)]
struct Block {
    /// Tables by their index in the diagram, and where they stand in the block.
    places: Vec<(usize, Point)>,
    size: Size,
}

/// A place for every table. Tables in `kept` stay where they are; no two of the others overlap anything.
/// The same arguments always give the same places.
pub fn layout(schema: &Schema, kept: &Positions, options: &LayoutOptions) -> Positions {
    let diagram = Diagram::of(schema);
    let fixed: Vec<Option<Point>> = diagram.tables.iter().map(|table| kept.get(&table.id).copied()).collect();
    let free: Vec<usize> = (0..fixed.len()).filter(|at| fixed[*at].is_none()).collect();
    let groups = cluster::groups(&diagram, &free);
    let blocks = columns::arrange(&diagram, &groups, options);
    let places = if free.len() == fixed.len() {
        pack::shelves(&diagram, &blocks, options)
    } else {
        keep::beside(&diagram, &fixed, &blocks, options)
    };
    let mut positions = Positions::new();
    for (table, fixed) in diagram.tables.iter().zip(&fixed) {
        positions.extend(fixed.map(|at| (table.id, at)));
    }
    for (block, at) in blocks.iter().zip(places) {
        positions.extend(block.places.iter().map(|(table, offset)| (diagram.tables[*table].id, at + *offset)));
    }
    positions
}
