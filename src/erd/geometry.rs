//! Points, sizes and rectangles, in diagram units (CSS pixels at 100 % zoom); y grows downwards.

use crate::schema::Id;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Upper left corners of tables.
pub type Positions = BTreeMap<Id, Point>;

#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Size {
    pub width: f64,
    pub height: f64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    pub origin: Point,
    pub size: Size,
}
