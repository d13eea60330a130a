//! SQL text -> Schema.
//!
//! A script is split into statements (`split`), each statement into tokens (`lexer`), and its first words say what it is
//! (`classify`). The grammar of definitions is read here, with every vendor's clauses, because no parser knows them all
//! and one clause that is not understood must not cost its table: the clause is noted and the rest is taken over. What
//! the model has no place for is kept as it was written. Expressions, types and queries stay texts of tokens in the
//! model's neutral spelling (`names`).

mod alter;
mod block;
mod classify;
mod column;
mod comments;
mod constraint;
mod cursor;
mod index;
mod lexer;
mod links;
mod names;
mod object;
mod opaque;
mod partition;
mod places;
mod read;
mod report;
mod resolve;
mod rows;
mod sequence;
mod split;
mod table;
mod types;

pub use comments::{Comment, comments};
pub use lexer::{Kind as Lexeme, bare, lexeme, lexemes};
pub use places::places;
pub use report::{Outcome, Report, StatementRead};
pub use rows::{TableRows, rows};

use crate::dialect::Dialect;
use crate::schema::{Diagnostic, Position, Schema, Severity};
use split::Piece;

/// What was understood of a script, and what was not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parsed {
    pub schema: Schema,
    pub diagnostics: Vec<Diagnostic>,
    /// What became of every statement.
    pub report: Report,
    /// Rows of the script, as many as were asked for.
    pub samples: Vec<TableRows>,
}

/// Reads a script of a dialect. Never fails as a whole: what is not understood is kept as an opaque object.
pub fn parse(text: &str, dialect: Dialect) -> Parsed {
    parse_watched(text, dialect, 0, &mut |_| ())
}

/// The same, with the first rows of each table as samples, at most so many; `watch` is told what part of the work is
/// done, from 0 to 1, before each statement.
pub fn parse_watched(text: &str, dialect: Dialect, samples: usize, watch: &mut dyn FnMut(f64)) -> Parsed {
    let mut reader = read::Reader::new(dialect);
    let mut rows = rows::Samples::new(dialect, samples);
    let mut place = Places::new(text);
    let part = |at: usize| at as f64 / text.len().max(1) as f64;
    // Finding the statements of a dump takes as long as reading them.
    for piece in split::split_watched(text, dialect, &mut |at| watch(part(at) / 2.0)) {
        watch(0.5 + part(piece.start) / 2.0);
        rows.take(text, &piece);
        reader.statement(&piece, &mut place);
    }
    Parsed { samples: rows.tables, ..reader.finish() }
}

/// The statements of a script as they are written, with the bytes at which they start.
pub fn statements(text: &str, dialect: Dialect) -> impl Iterator<Item = (usize, &str)> {
    split::split(text, dialect).into_iter().map(|piece| (piece.start, piece.text))
}

/// Whether a query already reads as the neutral spelling has it, so that its lines can stay.
fn view_is_neutral(query: &str, dialect: Dialect) -> bool {
    match dialect {
        Dialect::MySql | Dialect::MariaDb => !query.contains(['`', '"', '\\']),
        Dialect::SqlServer => !query.contains(['[', '@']),
        _ => !query.contains(['$', '`', '[']) && !query.contains("E'"),
    }
}

/// Turns bytes of a text into lines and columns, cheaply for places that come in order.
struct Places<'a> {
    text: &'a str,
    at: usize,
    now: Position,
}

impl<'a> Places<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, now: Position { line: 1, column: 1 } }
    }

    fn position(&mut self, byte: usize) -> Position {
        self.now = moved(self.now, self.text.get(self.at..byte).unwrap_or_default());
        self.at = self.at.max(byte);
        self.now
    }

    /// The place of a byte of a statement, for a statement whose own place was asked last.
    fn within(&self, piece: &Piece, byte: usize) -> Position {
        moved(self.now, piece.text.get(..byte).unwrap_or_default())
    }
}

fn moved(from: Position, over: &str) -> Position {
    let lines = over.bytes().filter(|byte| *byte == b'\n').count();
    match over.rfind('\n') {
        Some(last) => Position { line: from.line + lines, column: over[last + 1..].chars().count() + 1 },
        None => Position { line: from.line, column: from.column + over.chars().count() },
    }
}

fn info(code: &str, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Severity::Info, code, message)
}

fn warning(code: &str, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Severity::Warning, code, message)
}

#[cfg(test)]
mod tests;
