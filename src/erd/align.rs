//! Putting tables in line and at equal distances.

use super::{Point, Rect};
use crate::base::sort;
use crate::schema::Id;

/// The line on which tables are put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Left,
    Center,
    Right,
    Top,
    Middle,
    Bottom,
}

/// The direction in which tables follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    Horizontal,
    Vertical,
}

/// Where the tables go so that they share a line: the outermost edge of all, or the middle between the outermost.
pub fn aligned(tables: &[(Id, Rect)], line: Line) -> Vec<(Id, Point)> {
    let Some(all) = Rect::around(tables.iter().map(|(_, rect)| *rect)) else { return Vec::new() };
    let middle = all.center();
    let place = |rect: &Rect| match line {
        Line::Left => Point::new(all.left(), rect.top()),
        Line::Center => Point::new((middle.x - rect.size.width / 2.0).round(), rect.top()),
        Line::Right => Point::new(all.right() - rect.size.width, rect.top()),
        Line::Top => Point::new(rect.left(), all.top()),
        Line::Middle => Point::new(rect.left(), (middle.y - rect.size.height / 2.0).round()),
        Line::Bottom => Point::new(rect.left(), all.bottom() - rect.size.height),
    };
    tables.iter().map(|(id, rect)| (*id, place(rect))).collect()
}

/// Least gap between distributed tables.
const GAP: f64 = 16.0;

/// Where the tables go so that the gaps between neighbours are equal; the first and the last stay, unless there is no
/// room between them.
pub fn distributed(tables: &[(Id, Rect)], axis: Axis) -> Vec<(Id, Point)> {
    let start = |rect: &Rect| if axis == Axis::Horizontal { rect.left() } else { rect.top() };
    let extent = |rect: &Rect| if axis == Axis::Horizontal { rect.size.width } else { rect.size.height };
    let mut ordered = tables.to_vec();
    sort::by(&mut ordered, |(_, a), (_, b)| start(a).total_cmp(&start(b)));
    let (Some((_, first)), Some((_, last))) = (ordered.first(), ordered.last()) else { return Vec::new() };
    let (from, to) = (start(first), start(last) + extent(last));
    let filled: f64 = ordered.iter().map(|(_, rect)| extent(rect)).sum();
    let gap = ((to - from - filled) / (ordered.len().max(2) - 1) as f64).max(GAP);
    let mut at = from;
    let place = |(id, rect): &(Id, Rect)| {
        let here = at.round();
        at += extent(rect) + gap;
        let point = match axis {
            Axis::Horizontal => Point::new(here, rect.top()),
            Axis::Vertical => Point::new(rect.left(), here),
        };
        (*id, point)
    };
    ordered.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::erd::Size;

    fn tables() -> Vec<(Id, Rect)> {
        let rect = |x, y, width, height| Rect::new(Point::new(x, y), Size::new(width, height));
        vec![
            (Id(1), rect(0.0, 0.0, 100.0, 50.0)),
            (Id(2), rect(300.0, 10.0, 60.0, 90.0)),
            (Id(3), rect(120.0, 40.0, 40.0, 20.0)),
        ]
    }

    fn places(moves: Vec<(Id, Point)>) -> Vec<(u32, f64, f64)> {
        moves.into_iter().map(|(id, at)| (id.0, at.x, at.y)).collect()
    }

    #[test]
    fn tables_share_a_line() {
        let check = |line, expected: [(u32, f64, f64); 3]| assert_eq!(places(aligned(&tables(), line)), expected);
        check(Line::Left, [(1, 0.0, 0.0), (2, 0.0, 10.0), (3, 0.0, 40.0)]);
        check(Line::Right, [(1, 260.0, 0.0), (2, 300.0, 10.0), (3, 320.0, 40.0)]);
        check(Line::Center, [(1, 130.0, 0.0), (2, 150.0, 10.0), (3, 160.0, 40.0)]);
        check(Line::Top, [(1, 0.0, 0.0), (2, 300.0, 0.0), (3, 120.0, 0.0)]);
        check(Line::Middle, [(1, 0.0, 25.0), (2, 300.0, 5.0), (3, 120.0, 40.0)]);
        check(Line::Bottom, [(1, 0.0, 50.0), (2, 300.0, 10.0), (3, 120.0, 80.0)]);
    }

    #[test]
    fn gaps_become_equal() {
        let check = |axis, expected: [(u32, f64, f64); 3]| assert_eq!(places(distributed(&tables(), axis)), expected);
        check(Axis::Horizontal, [(1, 0.0, 0.0), (3, 180.0, 40.0), (2, 300.0, 10.0)]);
        check(Axis::Vertical, [(1, 0.0, 0.0), (2, 300.0, 66.0), (3, 120.0, 172.0)]);
    }

    #[test]
    fn nothing_and_one_table_are_left_alone() {
        assert_eq!(aligned(&[], Line::Left), []);
        assert_eq!(distributed(&[], Axis::Vertical), []);
        assert_eq!(places(distributed(&tables()[..1], Axis::Vertical)), [(1, 0.0, 0.0)]);
    }
}
