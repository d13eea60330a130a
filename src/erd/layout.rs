//! Where tables stand.

use super::diagram::Diagram;
use super::{Point, Positions, Rect};
use crate::schema::Schema;

/// How tables are arranged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LayoutOptions {
    /// Least space between tables, across the reading direction and along it.
    pub gap_x: f64,
    pub gap_y: f64,
    /// Width by height that the whole drawing comes close to.
    pub aspect: f64,
}

impl Default for LayoutOptions {
    fn default() -> Self {
        Self { gap_x: 90.0, gap_y: 60.0, aspect: 1.6 }
    }
}

/// A place for every table. Tables in `kept` stay where they are; no two of the others overlap anything.
pub fn layout(schema: &Schema, kept: &Positions, options: &LayoutOptions) -> Positions {
    let diagram = Diagram::of(schema);
    let mut positions = Positions::new();
    let mut used: Option<Rect> = None;
    let mut area = 0.0;
    for table in &diagram.tables {
        area += (table.size.width + options.gap_x) * (table.size.height + options.gap_y);
        if let Some(at) = kept.get(&table.id) {
            positions.insert(table.id, *at);
            let rect = Rect::new(*at, table.size);
            used = Some(used.map_or(rect, |u| u.union(&rect)));
        }
    }
    let left = used.map_or(0.0, |u| u.left());
    let width = (area * options.aspect).sqrt();
    let mut at = Point::new(left, used.map_or(0.0, |u| u.bottom() + options.gap_y));
    let mut row_height = 0.0_f64;
    for table in diagram.tables.iter().filter(|table| !kept.contains_key(&table.id)) {
        if at.x > left && at.x + table.size.width > left + width {
            at = Point::new(left, at.y + row_height + options.gap_y);
            row_height = 0.0;
        }
        positions.insert(table.id, at);
        at.x += table.size.width + options.gap_x;
        row_height = row_height.max(table.size.height);
    }
    positions
}
