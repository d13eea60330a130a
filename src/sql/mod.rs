//! SQL text from the model, and the model from SQL text.

mod decode;
mod detect;
mod parse;
mod render;

pub use decode::decode;
pub use detect::{Detected, detect};
pub use parse::{
    Comment, Lexeme, Outcome, Parsed, Report, StatementRead, bare, comments, lexeme, lexemes, parse, places, statements,
};
pub use render::{Pieces, Rendered, Statement, prepared, render, render_type};
