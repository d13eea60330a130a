//! Places in a text as editors count them: lines from 0 and UTF-16 units within the line.

use serde_json::{Value, json};

/// The lines of a text.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// The byte of a place; what lies behind the end of a line or of the text is its end.
    pub fn byte(&self, text: &str, line: usize, units: usize) -> usize {
        let Some(&start) = self.starts.get(line) else { return text.len() };
        let mut left = units;
        let mut at = start;
        for character in text[start..].chars() {
            if left == 0 || character == '\n' || character == '\r' {
                break;
            }
            left = left.saturating_sub(character.len_utf16());
            at += character.len_utf8();
        }
        at
    }

    /// The byte of a place that counts lines and characters from 1.
    pub fn byte_of(&self, text: &str, place: crate::schema::Position) -> usize {
        let Some(&start) = self.starts.get(place.line.saturating_sub(1)) else { return text.len() };
        let before = text[start..].chars().take(place.column.saturating_sub(1));
        start + before.map(char::len_utf8).sum::<usize>()
    }

    /// Line and UTF-16 units of a byte.
    fn place(&self, text: &str, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= byte).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let units = text.get(start..byte).unwrap_or_default().chars().map(char::len_utf16).sum();
        (line, units)
    }

    /// A `Range` of the protocol.
    pub fn range(&self, text: &str, start: usize, end: usize) -> Value {
        let position = |byte| {
            let (line, character) = self.place(text, byte);
            json!({ "line": line, "character": character })
        };
        json!({ "start": position(start), "end": position(end) })
    }

    /// A `Position` of the protocol as a byte.
    pub fn byte_at(&self, text: &str, position: &Value) -> Option<usize> {
        let line = usize::try_from(position["line"].as_u64()?).ok()?;
        let units = usize::try_from(position["character"].as_u64()?).ok()?;
        Some(self.byte(text, line, units))
    }
}

/// A piece of a text and what stands there afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub start: usize,
    pub end: usize,
    pub text: String,
}

/// The text with all edits made; nothing where two of them overlap.
pub fn edited(text: &str, edits: &[Edit]) -> Option<String> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.start, edit.end));
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for edit in sorted {
        result += text.get(at..edit.start)?;
        result += &edit.text;
        at = edit.end;
    }
    result += text.get(at..)?;
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_utf_16_units() {
        let text = "é😀x\r\nab";
        let lines = Lines::of(text);
        let check = |line, units, byte: usize| assert_eq!(lines.byte(text, line, units), byte, "{line}:{units}");
        check(0, 0, 0);
        check(0, 1, 2);
        check(0, 3, 6);
        check(0, 99, 7);
        check(1, 1, 10);
        check(7, 0, text.len());
        assert_eq!(lines.place(text, 6), (0, 3));
        assert_eq!(lines.place(text, 10), (1, 1));
    }

    #[test]
    fn edits_that_overlap_are_refused() {
        let edit = |start, end, text: &str| Edit { start, end, text: text.to_owned() };
        assert_eq!(edited("abc", &[edit(2, 3, "z"), edit(0, 1, "x")]), Some("xbz".to_owned()));
        assert_eq!(edited("abc", &[edit(1, 1, "-")]), Some("a-bc".to_owned()));
        assert_eq!(edited("abc", &[edit(0, 2, "x"), edit(1, 3, "y")]), None);
    }
}
