//! Points, sizes and rectangles, in diagram units (CSS pixels at 100 % zoom); y grows downwards.

use crate::schema::Id;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::{Add, Sub};

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

impl Point {
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Length of the way from one point to another along the axes.
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).abs() + (self.y - other.y).abs()
    }
}

impl Add for Point {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl Size {
    pub const fn new(width: f64, height: f64) -> Self {
        Self { width, height }
    }
}

impl Rect {
    pub const fn new(origin: Point, size: Size) -> Self {
        Self { origin, size }
    }

    /// The rectangle between two opposite corners.
    pub fn between(a: Point, b: Point) -> Self {
        let origin = Point::new(a.x.min(b.x), a.y.min(b.y));
        Self::new(origin, Size::new((a.x - b.x).abs(), (a.y - b.y).abs()))
    }

    pub fn left(&self) -> f64 {
        self.origin.x
    }

    pub fn right(&self) -> f64 {
        self.origin.x + self.size.width
    }

    pub fn top(&self) -> f64 {
        self.origin.y
    }

    pub fn bottom(&self) -> f64 {
        self.origin.y + self.size.height
    }

    pub fn center(&self) -> Point {
        Point::new(self.origin.x + self.size.width / 2.0, self.origin.y + self.size.height / 2.0)
    }

    /// Whether a point lies inside or on the border.
    pub fn contains(&self, point: Point) -> bool {
        self.left() <= point.x && point.x <= self.right() && self.top() <= point.y && point.y <= self.bottom()
    }

    /// Whether the insides of two rectangles have a point in common; touching borders do not count.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left() < other.right()
            && other.left() < self.right()
            && self.top() < other.bottom()
            && other.top() < self.bottom()
    }

    /// The rectangle with `by` added on every side.
    pub fn grown(&self, by: f64) -> Self {
        let size = Size::new(self.size.width + 2.0 * by, self.size.height + 2.0 * by);
        Self::new(Point::new(self.origin.x - by, self.origin.y - by), size)
    }

    /// The smallest rectangle that holds both.
    pub fn union(&self, other: &Self) -> Self {
        let from = Point::new(self.left().min(other.left()), self.top().min(other.top()));
        let to = Point::new(self.right().max(other.right()), self.bottom().max(other.bottom()));
        Self::between(from, to)
    }

    /// The smallest rectangle that holds all of them; `None` for none.
    pub fn around(all: impl IntoIterator<Item = Self>) -> Option<Self> {
        all.into_iter().reduce(|a, b| a.union(&b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn touching_rectangles_do_not_overlap() {
        let at = |x: f64| Rect::new(Point::new(x, 0.0), Size::new(10.0, 10.0));
        assert!(at(0.0).overlaps(&at(9.0)));
        assert!(!at(0.0).overlaps(&at(10.0)));
        assert!(at(0.0).grown(1.0).overlaps(&at(10.0)));
    }

    #[test]
    fn a_union_holds_both() {
        let a = Rect::between(Point::new(5.0, 5.0), Point::new(0.0, 1.0));
        let b = Rect::new(Point::new(-1.0, 2.0), Size::new(2.0, 9.0));
        let both = Rect::around([a, b]).unwrap_or_default();
        assert_eq!((both.left(), both.top(), both.right(), both.bottom()), (-1.0, 1.0, 5.0, 11.0));
        assert_eq!(Rect::around([]), None);
    }
}
