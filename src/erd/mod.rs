//! The entity-relationship diagram as geometry: sizes, layout, routes, notation, SVG.
//!
//! Architecture invariant: no DOM. Everything here is a pure function of the schema and the tables' positions, so
//! that the page, the command line and the tests draw the same picture.

mod align;
mod annotation;
mod detail;
mod diagram;
mod edge;
mod geometry;
mod layout;
mod metrics;
mod notation;
mod pdf;
mod quality;
mod route;
#[doc(hidden)]
pub mod sample;
mod snap;
mod svg;

pub use align::{Axis, Line, aligned, distributed};
pub use annotation::{
    AREA_MARGIN, AREA_TITLE, Annotations, Area, NOTE_LEAST, NOTE_LINE, NOTE_PADDING, NOTE_SIZE, Note, Tint, area_rect,
    note_lines, proposed,
};
pub use detail::{Detail, detailed};
pub use edge::{BEND, Edge, End, Side};
pub use geometry::{Point, Positions, Rect, Size};
pub use layout::{Arrangement, Density, Direction, LayoutOptions, layout, layout_in_areas};
pub use metrics::{
    BOTTOM, CORNER, HEADER_HEIGHT, Label, MARK_WIDTH, Marks, PADDING, ROW_HEIGHT, Row, TableBox, cells, row_y, rows,
    table_box, table_size,
};
pub use notation::{Cardinality, Multiplicity, REACH, RING, Symbol, sentence, symbol};
pub use pdf::pdf;
pub use quality::{Quality, quality};
pub use route::{Router, route};
pub use snap::{Guide, snapped};
pub use svg::{SvgOptions, Theme, svg};
