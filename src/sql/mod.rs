//! SQL text from the model, and the model from SQL text.

mod parse;
mod render;

pub use parse::{Comment, Lexeme, Parsed, comments, lexeme, parse, places, statements};
pub use render::{Pieces, Rendered, Statement, prepared, render, render_type};
