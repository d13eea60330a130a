//! Words and signs of languages with braces, with their places.

use crate::schema::Position;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters, digits, `_` and what is not ASCII.
    Word,
    /// In `"..."`; languages differ in whether it is a name or a text.
    Quoted,
    /// In `'...'` or `'''...'''`.
    Text,
    /// In backquotes.
    Code,
    /// Any other single character.
    Sign,
    /// A comment that documents what follows (`/// ...`).
    Note,
    /// The end of a line that has anything.
    Line,
}

/// A piece of a text. `text` is without quotes, with escapes resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub kind: Kind,
    pub text: String,
    pub at: Position,
    /// Blank space stands before it.
    pub spaced: bool,
}

impl Piece {
    pub fn is(&self, sign: &str) -> bool {
        matches!(self.kind, Kind::Sign | Kind::Word) && self.text == sign
    }
}

/// Reads pieces one after the other.
pub struct Cursor<'a> {
    pieces: &'a [Piece],
    next: usize,
}

impl<'a> Cursor<'a> {
    pub fn new(pieces: &'a [Piece]) -> Self {
        Self { pieces, next: 0 }
    }

    pub fn peek(&self) -> Option<&'a Piece> {
        self.pieces.get(self.next)
    }

    pub fn next(&mut self) -> Option<&'a Piece> {
        let piece = self.peek()?;
        self.next += 1;
        Some(piece)
    }

    /// The place of what comes next, or of the last piece.
    pub fn at(&self) -> Position {
        self.peek().or(self.pieces.last()).map_or(Position { line: 1, column: 1 }, |piece| piece.at)
    }

    pub fn sees(&self, sign: &str) -> bool {
        self.peek().is_some_and(|piece| piece.is(sign))
    }

    /// Takes the sign or word if it comes next.
    pub fn takes(&mut self, sign: &str) -> bool {
        let seen = self.sees(sign);
        self.next += usize::from(seen);
        seen
    }

    /// Takes a word or a quoted name.
    pub fn name(&mut self) -> Option<&'a str> {
        let piece = self.peek().filter(|piece| matches!(piece.kind, Kind::Word | Kind::Quoted))?;
        self.next += 1;
        Some(&piece.text)
    }

    /// Takes a text in any quotes.
    pub fn text(&mut self) -> Option<&'a str> {
        let piece = self.peek().filter(|piece| matches!(piece.kind, Kind::Text | Kind::Quoted))?;
        self.next += 1;
        Some(&piece.text)
    }

    pub fn skip_lines(&mut self) {
        while self.peek().is_some_and(|piece| piece.kind == Kind::Line) {
            self.next += 1;
        }
    }

    /// What is left of this line; the line's end is taken too.
    pub fn line(&mut self) -> &'a [Piece] {
        let start = self.next;
        while self.next().is_some_and(|piece| piece.kind != Kind::Line) {}
        let end =
            self.next - usize::from(self.pieces.get(self.next.wrapping_sub(1)).is_some_and(|p| p.kind == Kind::Line));
        &self.pieces[start.min(end)..end]
    }

    /// What stands between an opening sign, which comes next, and the sign that closes it, both left out.
    pub fn within(&mut self, open: &str, close: &str) -> Option<&'a [Piece]> {
        if !self.takes(open) {
            return None;
        }
        let start = self.next;
        let mut depth = 1;
        while let Some(piece) = self.next() {
            depth += i32::from(piece.is(open)) - i32::from(piece.is(close));
            if depth == 0 {
                return Some(&self.pieces[start..self.next - 1]);
            }
        }
        Some(&self.pieces[start..])
    }
}

/// Pieces as text again, with a space where there was one.
pub fn joined(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces.iter().filter(|piece| piece.kind != Kind::Line) {
        if piece.spaced && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&piece.text);
    }
    text
}

/// The parts between commas that stand outside brackets.
pub fn parts(pieces: &[Piece]) -> Vec<&[Piece]> {
    let (mut found, mut start, mut depth) = (Vec::new(), 0, 0);
    for (n, piece) in pieces.iter().enumerate() {
        depth += i32::from(["(", "[", "{"].iter().any(|sign| piece.is(sign)));
        depth -= i32::from([")", "]", "}"].iter().any(|sign| piece.is(sign)));
        if depth == 0 && piece.is(",") {
            found.push(&pieces[start..n]);
            start = n + 1;
        }
    }
    found.push(&pieces[start..]);
    found.retain(|part| part.iter().any(|piece| piece.kind != Kind::Line));
    found
}

/// The pieces of a text. Comments of `//`, `/* */` are left out, those of `///` are notes.
pub fn scan(text: &str) -> Vec<Piece> {
    let chars: Vec<char> = text.chars().collect();
    let mut scanner = Scanner { chars, next: 0, line: 1, column: 1, pieces: Vec::new() };
    while scanner.step() {}
    scanner.end_line();
    scanner.pieces
}

struct Scanner {
    chars: Vec<char>,
    next: usize,
    line: usize,
    column: usize,
    pieces: Vec<Piece>,
}

impl Scanner {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.next + ahead).copied()
    }

    fn take(&mut self) -> Option<char> {
        let c = self.peek(0)?;
        self.next += 1;
        (self.line, self.column) = if c == '\n' { (self.line + 1, 1) } else { (self.line, self.column + 1) };
        Some(c)
    }

    fn starts(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(n, c)| self.peek(n) == Some(c))
    }

    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.take();
        }
    }

    fn until(&mut self, end: &str) -> String {
        let mut found = String::new();
        while self.peek(0).is_some() && !self.starts(end) {
            if self.peek(0) == Some('\\') && end != "\n" && end != "*/" {
                self.take();
                match self.take() {
                    Some('n') => found.push('\n'),
                    Some('t') => found.push('\t'),
                    // A backslash at the end of a line joins it with the next.
                    Some('\n') | None => {}
                    Some(c) => found.push(c),
                }
                continue;
            }
            found.extend(self.take());
        }
        if end != "\n" {
            self.skip(end.chars().count());
        }
        found
    }

    fn end_line(&mut self) {
        if self.pieces.last().is_some_and(|piece| piece.kind != Kind::Line) {
            let at = Position { line: self.line, column: self.column };
            self.pieces.push(Piece { kind: Kind::Line, text: String::new(), at, spaced: false });
        }
    }

    fn step(&mut self) -> bool {
        let Some(c) = self.peek(0) else { return false };
        let at = Position { line: self.line, column: self.column };
        let spaced = self.next == 0 || self.chars.get(self.next - 1).is_some_and(|c| c.is_whitespace());
        if c == '\n' {
            self.end_line();
            self.take();
        } else if c.is_whitespace() || c == '\u{feff}' {
            self.take();
        } else if c.is_alphanumeric() || c == '_' {
            let mut word = String::new();
            while let Some(c) = self.peek(0).filter(|c| c.is_alphanumeric() || *c == '_') {
                word.push(c);
                self.take();
            }
            self.pieces.push(Piece { kind: Kind::Word, text: word, at, spaced });
        } else if self.starts("///") {
            self.skip(3);
            let note = self.until("\n").trim().to_owned();
            self.pieces.push(Piece { kind: Kind::Note, text: note, at, spaced });
        } else if self.starts("//") {
            self.until("\n");
        } else if self.starts("/*") {
            self.until("*/");
        } else if self.starts("'''") {
            self.skip(3);
            let text = self.until("'''");
            self.pieces.push(Piece { kind: Kind::Text, text: dedented(&text), at, spaced });
        } else if let Some(kind) = quoted(c) {
            self.take();
            let text = self.until(&c.to_string());
            self.pieces.push(Piece { kind, text, at, spaced });
        } else {
            self.take();
            self.pieces.push(Piece { kind: Kind::Sign, text: c.to_string(), at, spaced });
        }
        true
    }
}

fn quoted(quote: char) -> Option<Kind> {
    match quote {
        '"' => Some(Kind::Quoted),
        '\'' => Some(Kind::Text),
        '`' => Some(Kind::Code),
        _ => None,
    }
}

/// A text over several lines without the indentation that all of them share.
fn dedented(text: &str) -> String {
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let least = text.lines().filter(|line| !line.trim().is_empty()).map(|line| indent(&line)).min().unwrap_or(0);
    let lines: Vec<&str> = text.lines().map(|line| line.get(least..).unwrap_or_default()).collect();
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_apart_into_words_quotes_and_signs() {
        let check = |text: &str, expected: &[(Kind, &str)]| {
            let pieces = scan(text);
            let found: Vec<(Kind, &str)> = pieces.iter().map(|p| (p.kind, p.text.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        };
        check(
            "Table \"a b\" { // why\n  `x > 0` '''one\n  two''' 'it\\'s'",
            &[
                (Kind::Word, "Table"),
                (Kind::Quoted, "a b"),
                (Kind::Sign, "{"),
                (Kind::Line, ""),
                (Kind::Code, "x > 0"),
                (Kind::Text, "one\n  two"),
                (Kind::Text, "it's"),
                (Kind::Line, ""),
            ],
        );
        check(
            "/// doc\na /* b\n */ c",
            &[(Kind::Note, "doc"), (Kind::Line, ""), (Kind::Word, "a"), (Kind::Word, "c"), (Kind::Line, "")],
        );
        check("'never closed", &[(Kind::Text, "never closed"), (Kind::Line, "")]);
        check("", &[]);
    }
}
