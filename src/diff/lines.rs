//! Two texts line by line, side by side.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// One row of a side-by-side view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub kind: RowKind,
    pub old: Option<Line>,
    pub new: Option<Line>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    Same,
    Removed,
    Added,
    /// The line of one side stands for that of the other.
    Changed,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// From 1, within its side.
    pub number: usize,
    pub text: String,
    /// Bytes in which a changed line differs from its partner; empty otherwise.
    pub marked: Range<usize>,
}

/// The rows of two texts: the fewest lines removed and added (Myers 1986), removed lines beside the added ones that
/// follow them.
pub fn rows(old: &str, new: &str) -> Vec<Row> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let line = |lines: &[&str], at: usize| Line { number: at + 1, text: lines[at].to_owned(), marked: 0..0 };
    let mut rows = Vec::new();
    let (mut x, mut y) = (0, 0);
    let end = [(old.len(), new.len())];
    for (same_x, same_y) in common(&old, &new).into_iter().chain(end) {
        while x < same_x && y < same_y {
            let (mut left, mut right) = (line(&old, x), line(&new, y));
            (left.marked, right.marked) = differing(&left.text, &right.text);
            rows.push(Row { kind: RowKind::Changed, old: Some(left), new: Some(right) });
            (x, y) = (x + 1, y + 1);
        }
        rows.extend((x..same_x).map(|at| Row { kind: RowKind::Removed, old: Some(line(&old, at)), new: None }));
        rows.extend((y..same_y).map(|at| Row { kind: RowKind::Added, old: None, new: Some(line(&new, at)) }));
        if same_x < old.len() && same_y < new.len() {
            rows.push(Row { kind: RowKind::Same, old: Some(line(&old, same_x)), new: Some(line(&new, same_y)) });
        }
        (x, y) = (same_x + 1, same_y + 1);
    }
    rows
}

/// Places of a longest common subsequence in both lists.
fn common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old_rest[..old_rest.len() - end], &new_rest[..new_rest.len() - end]);
    let mut pairs: Vec<(usize, usize)> = (0..start).map(|at| (at, at)).collect();
    pairs.extend(myers(old_rest, new_rest).into_iter().map(|(x, y)| (x + start, y + start)));
    pairs.extend((0..end).map(|at| (old.len() - end + at, new.len() - end + at)));
    pairs
}

/// Texts that differ in more lines than this are shown as replaced, which costs no time.
const MOST_EDITS: usize = 2_000;

/// Myers' greedy algorithm, O((N + M) D): the furthest reach on each diagonal, edit by edit, and the way back.
fn myers(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let (n, m) = (old.len() as isize, new.len() as isize);
    let most = (old.len() + new.len()).min(MOST_EDITS) as isize;
    let place = |diagonal: isize| (diagonal + most + 1) as usize;
    let mut reach = vec![0_isize; 2 * most as usize + 3];
    let mut history = Vec::new();
    for edits in 0..=most {
        history.push(reach.clone());
        for diagonal in (-edits..=edits).step_by(2) {
            let down =
                diagonal == -edits || diagonal != edits && reach[place(diagonal - 1)] < reach[place(diagonal + 1)];
            let mut x = if down { reach[place(diagonal + 1)] } else { reach[place(diagonal - 1)] + 1 };
            while x < n && x - diagonal < m && x >= diagonal && old[x as usize] == new[(x - diagonal) as usize] {
                x += 1;
            }
            reach[place(diagonal)] = x;
            if x >= n && x - diagonal >= m {
                return way_back(&history, n, m, place);
            }
        }
    }
    Vec::new()
}

fn way_back(history: &[Vec<isize>], n: isize, m: isize, place: impl Fn(isize) -> usize) -> Vec<(usize, usize)> {
    let (mut x, mut y) = (n, m);
    let mut pairs = Vec::new();
    for (edits, reach) in history.iter().enumerate().rev() {
        let (diagonal, edits) = (x - y, edits as isize);
        let down = diagonal == -edits || diagonal != edits && reach[place(diagonal - 1)] < reach[place(diagonal + 1)];
        let before = if down { diagonal + 1 } else { diagonal - 1 };
        let (old_x, old_y) = match edits {
            0 => (0, 0),
            _ => (reach[place(before)], reach[place(before)] - before),
        };
        while x > old_x && y > old_y {
            (x, y) = (x - 1, y - 1);
            pairs.push((x as usize, y as usize));
        }
        (x, y) = (old_x, old_y);
    }
    pairs.reverse();
    pairs
}

/// The bytes between the common beginning and the common end of two lines.
fn differing(a: &str, b: &str) -> (Range<usize>, Range<usize>) {
    let start: usize = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(c, _)| c.len_utf8()).sum();
    let (rest_a, rest_b) = (&a[start..], &b[start..]);
    let same_end = rest_a.chars().rev().zip(rest_b.chars().rev()).take_while(|(x, y)| x == y);
    let end: usize = same_end.map(|(c, _)| c.len_utf8()).sum();
    (start..a.len() - end, start..b.len() - end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> Vec<String> {
        let text = |line: &Option<Line>| line.as_ref().map(|line| line.text.clone()).unwrap_or_default();
        rows(old, new).iter().map(|row| format!("{:?} {}|{}", row.kind, text(&row.old), text(&row.new))).collect()
    }

    #[test]
    fn lines_stand_side_by_side() {
        let check = |old: &str, new: &str, expected: &[&str]| assert_eq!(shown(old, new), expected, "{old} {new}");
        check("a\nb\nc", "a\nb\nc", &["Same a|a", "Same b|b", "Same c|c"]);
        check("a\nb\nc", "a\nx\nc", &["Same a|a", "Changed b|x", "Same c|c"]);
        check("a\nc", "a\nb\nc", &["Same a|a", "Added |b", "Same c|c"]);
        check("", "a", &["Added |a"]);
        check("", "", &[]);
    }

    #[test]
    fn both_sides_are_whole_and_the_same_lines_are_the_most() {
        let texts = ["a\nb\nc\nd", "d\nb", "b\nc\nx\nd\ny", "x\ny", "", "a\na\na\nb", "b\na\na"];
        for old in texts {
            for new in texts {
                let rows = rows(old, new);
                let side = |line: fn(&Row) -> &Option<Line>| -> Vec<String> {
                    rows.iter().filter_map(|row| line(row).as_ref().map(|line| line.text.clone())).collect()
                };
                assert_eq!(side(|row| &row.old), old.lines().collect::<Vec<_>>());
                assert_eq!(side(|row| &row.new), new.lines().collect::<Vec<_>>());
                let same = rows.iter().filter(|row| row.kind == RowKind::Same).count();
                assert_eq!(
                    same,
                    longest(&old.lines().collect::<Vec<_>>(), &new.lines().collect::<Vec<_>>()),
                    "{rows:?}"
                );
            }
        }
    }

    /// The length of the longest common subsequence, by the definition.
    fn longest(a: &[&str], b: &[&str]) -> usize {
        match (a.split_first(), b.split_first()) {
            (Some((x, rest_a)), Some((y, rest_b))) if x == y => 1 + longest(rest_a, rest_b),
            (Some((_, rest_a)), Some((_, rest_b))) => longest(rest_a, b).max(longest(a, rest_b)),
            _ => 0,
        }
    }

    #[test]
    fn what_differs_within_a_line_is_marked() {
        let row = &rows("  größe int,", "  größer int,")[0];
        let marked = |line: &Option<Line>| line.as_ref().map(|line| line.text[line.marked.clone()].to_owned());
        assert_eq!((marked(&row.old), marked(&row.new)), (Some(String::new()), Some("r".to_owned())));
    }
}
