//! The entity-relationship diagram as geometry: sizes, layout, routes, notation, SVG.
//!
//! Architecture invariant: no DOM. Everything here is a pure function of the schema and the tables' positions, so
//! that the page, the command line and the tests draw the same picture.

mod align;
mod detail;
mod diagram;
mod edge;
mod geometry;
mod layout;
mod metrics;
mod notation;
mod quality;
mod route;
#[doc(hidden)]
pub mod sample;
mod svg;

pub use align::{Axis, Line, aligned, distributed};
pub use detail::{Detail, detailed};
pub use edge::{BEND, Edge, End, Side};
pub use geometry::{Point, Positions, Rect, Size};
pub use layout::{LayoutOptions, layout};
pub use metrics::{
    BOTTOM, CORNER, HEADER_HEIGHT, Label, MARK_WIDTH, Marks, PADDING, ROW_HEIGHT, Row, TableBox, cells, row_y, rows,
    table_box, table_size,
};
pub use notation::{Cardinality, Multiplicity, REACH, RING, Symbol, sentence, symbol};
pub use quality::{Quality, quality};
pub use route::{Router, route};
pub use svg::{SvgOptions, Theme, svg};
