//! SQL text from the model, and the model from SQL text.

mod conversion;
mod decode;
mod detect;
mod parse;
mod render;

pub use conversion::{Conversion, Form, conversion, origin};
pub use decode::decode;
pub use detect::{Detected, detect};
pub use parse::{
    Comment, Lexeme, Outcome, Parsed, Report, StatementRead, TableRows, bare, comments, lexeme, lexemes, parse,
    parse_watched, places, rows, statements,
};
pub use render::{Pieces, Rendered, Statement, insert_statements, prepared, render, render_type};
