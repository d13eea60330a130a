//! The entity-relationship diagram as geometry: sizes, layout, routes, notation, SVG. No DOM.

mod geometry;

pub use geometry::{Point, Positions, Rect, Size};
