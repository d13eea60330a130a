//! Expressions of the model in a dialect's words.
//!
//! An expression is read into a tree of words, names, texts and groups; what a dialect spells differently is replaced
//! there. Nothing is guessed: what cannot be said in the dialect is [`Lost`], and the caller reports it. Text that
//! could end the statement it stands in (a semicolon, a comment, an open quote) is never let through.

mod nodes;
mod rewrite;
mod write;

use super::Target;
use crate::schema::{Expression, Table};

/// Why an expression cannot be said, as the end of a sentence.
pub(super) type Lost = &'static str;

/// Where an expression stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Check,
    /// The condition of a partial index.
    Condition,
    /// A default, a generated column or a key of an index or partition.
    Value,
    /// A view's query.
    Query,
}

/// The expression in the dialect's words. `table` is the one whose columns it may name.
pub(super) fn translate(
    target: &Target,
    table: Option<&Table>,
    role: Role,
    expression: &Expression,
) -> Result<String, Lost> {
    let scope = Scope { target, table, role };
    let nodes = nodes::read(expression, target.dialect)?;
    let nodes = rewrite::rewrite(&scope, nodes)?;
    write::write(&scope, &nodes)
}

pub(super) struct Scope<'a> {
    target: &'a Target<'a>,
    table: Option<&'a Table>,
    role: Role,
}

/// Whether an expression is one literal: a text, a number, NULL, TRUE or FALSE.
pub(super) fn is_literal(text: &str) -> bool {
    let word = text.trim();
    let is_text = word.len() >= 2 && word.starts_with('\'') && {
        let tokens = Expression::from(word);
        tokens.tokens().len() == 1 && word.ends_with('\'')
    };
    let is_number = word.strip_prefix('-').unwrap_or(word).parse::<f64>().is_ok_and(f64::is_finite)
        && word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    is_text || is_number || ["NULL", "TRUE", "FALSE"].iter().any(|literal| word.eq_ignore_ascii_case(literal))
}

#[cfg(test)]
mod tests;
