//! The comments of a script, with the lines that they speak about.

use super::Places;
use super::lexer::{Kind as Lexeme, lexeme};
use super::split::split;
use crate::dialect::Dialect;
use std::ops::RangeInclusive;

/// A comment of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// What it says, without the marks of a comment.
    pub text: String,
    /// The lines, from 1, that it speaks about: its own line where it stands behind code; where it stands alone, the
    /// next line within a statement, and the whole next statement between statements.
    pub lines: RangeInclusive<usize>,
}

/// All comments in their order.
pub fn comments(script: &str, dialect: Dialect) -> Vec<Comment> {
    let statements = split(script, dialect);
    let mut line_of = line_counter(script);
    let extents: Vec<(usize, usize, RangeInclusive<usize>)> = (statements.iter())
        .map(|piece| {
            let end = piece.start + piece.text.len();
            (piece.start, end, line_of(piece.start)..=line_of(end))
        })
        .collect();
    let mut line_of = line_counter(script);
    let mut found = Vec::new();
    let mut at = 0;
    while at < script.len() {
        let (kind, end) = lexeme(script, at, dialect);
        if kind == Lexeme::Comment {
            let line = line_of(at);
            let before = script[..at].rsplit('\n').next().unwrap_or_default();
            let next = extents.partition_point(|(start, ..)| *start < at);
            let inside = next.checked_sub(1).is_some_and(|last| extents[last].1 > at);
            let lines = match extents.get(next) {
                _ if !before.trim().is_empty() => line..=line,
                _ if inside => line + 1..=line + 1,
                Some((.., lines)) => lines.clone(),
                None => line..=line,
            };
            found.push(Comment { text: inner(&script[at..end]).to_owned(), lines });
        }
        at = end;
    }
    found
}

/// Gives the line of bytes that come in order.
fn line_counter(script: &str) -> impl FnMut(usize) -> usize {
    let mut places = Places::new(script);
    move |byte| places.position(byte).line
}

fn inner(comment: &str) -> &str {
    let bare = comment.strip_prefix("--").or_else(|| comment.strip_prefix('#'));
    let bare = bare.or_else(|| comment.strip_prefix("/*").map(|rest| rest.strip_suffix("*/").unwrap_or(rest)));
    bare.unwrap_or(comment).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_speak_about_lines() {
        let check = |script: &str, expected: &[(&str, RangeInclusive<usize>)]| {
            let found = comments(script, Dialect::PostgreSql);
            let found: Vec<_> = found.iter().map(|comment| (comment.text.as_str(), comment.lines.clone())).collect();
            assert_eq!(found, expected);
        };
        check(
            "-- a\nCREATE TABLE t (\n  id int, -- b\n  /* c */\n  x int\n); -- d",
            &[("a", 2..=6), ("b", 3..=3), ("c", 5..=5), ("d", 6..=6)],
        );
        check("SELECT '-- no'; -- end", &[("end", 1..=1)]);
        check("-- only", &[("only", 1..=1)]);
    }
}
