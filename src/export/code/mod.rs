//! The schema as the models of an application's object-relational mapper.
//!
//! All of them start from [`entities`]: classes, fields and relations with names that are valid in the language and
//! clash with nothing. What a mapper cannot say stands in a comment beside the place.

mod django;
mod drizzle;
mod entities;
mod prisma;
mod rails;
mod sqlalchemy;
mod typeorm;

pub use django::django;
pub use drizzle::drizzle;
pub use prisma::prisma;
pub use rails::rails;
pub use sqlalchemy::sqlalchemy;
pub use typeorm::typeorm;

use crate::schema::{Column, Expression, Token};

/// What a default is, as far as mappers tell them apart.
enum Default<'a> {
    Now,
    Boolean(bool),
    Number(&'a str),
    Text(String),
    /// Left to the database.
    Other(&'a str),
}

fn default_of(column: &Column) -> Option<Default<'_>> {
    let expression = column.default.as_ref()?;
    let written = expression.as_str().trim();
    Some(match written.to_lowercase().as_str() {
        "current_timestamp" | "now()" | "localtimestamp" | "current_date" => Default::Now,
        "true" => Default::Boolean(true),
        "false" => Default::Boolean(false),
        _ => match literal(expression) {
            Some(text) => Default::Text(text),
            None if written.parse::<f64>().is_ok_and(f64::is_finite) => Default::Number(written),
            None => Default::Other(written),
        },
    })
}

/// The text of a string literal.
fn literal(expression: &Expression) -> Option<String> {
    match expression.tokens()[..] {
        [Token::Text(quoted)] if quoted.len() >= 2 => Some(quoted[1..quoted.len() - 1].replace("''", "'")),
        _ => None,
    }
}

/// A string literal with the escapes that Python, TypeScript, Ruby and Prisma share.
fn quoted(text: &str) -> String {
    let mut out = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Ruby reads #{...} and TypeScript's template is not used; a control character has no other spelling in common.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Text for the rest of a line comment.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect()
}
