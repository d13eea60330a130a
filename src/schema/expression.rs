//! SQL expressions as the model keeps them: defaults, checks, generated columns, index keys.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// An SQL expression in the model's neutral spelling.
///
/// Identifiers are bare where they are regular and in double quotes otherwise, strings are in single quotes with
/// `''` for a quote inside. The vocabulary is that of standard SQL plus `gen_random_uuid()`; dialects translate
/// what they spell differently (`CURRENT_TIMESTAMP`, `TRUE`, ...).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Expression(pub String);

/// A piece of an expression, as far as the model must tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// A bare word: identifier, keyword or function name.
    Word(&'a str),
    /// An identifier in double quotes, with its quotes.
    Quoted(&'a str),
    /// A string in single quotes, with its quotes.
    Text(&'a str),
    /// Anything else: operators, numbers, white space.
    Other(&'a str),
}

impl Expression {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// A string literal.
    pub fn text(value: &str) -> Self {
        Self(format!("'{}'", value.replace('\'', "''")))
    }

    /// An identifier, quoted where it is not regular.
    pub fn identifier(name: &str) -> Self {
        Self(quoted_if_needed(name))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The tokens in order; joined together they give the text back.
    pub fn tokens(&self) -> Vec<Token<'_>> {
        tokens(&self.0).into_iter().map(|(token, _)| token).collect()
    }

    /// Whether an identifier of this name occurs, in either spelling.
    pub fn mentions(&self, name: &str) -> bool {
        may_contain(&self.0, name) && tokens(&self.0).into_iter().any(|(token, _)| names(token, name))
    }

    /// Whether the name occurs as an identifier or as a word within a string, where dynamic SQL stands.
    pub fn mentions_anywhere(&self, name: &str) -> bool {
        let within = |token: Token| match token {
            Token::Text(text) => Self::new(text.trim_matches('\'')).mentions(name),
            other => names(other, name),
        };
        may_contain(&self.0, name) && self.tokens().into_iter().any(within)
    }

    /// The expression with every identifier `from` spelled as `to`; strings stay as they are.
    pub fn renamed(&self, from: &str, to: &str) -> Self {
        let mut text = String::with_capacity(self.0.len());
        for (token, range) in tokens(&self.0) {
            match names(token, from) {
                true => text.push_str(&quoted_if_needed(to)),
                false => text.push_str(&self.0[range]),
            }
        }
        Self(text)
    }
}

impl From<&str> for Expression {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl std::fmt::Display for Expression {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A quick look before a text is taken apart: whether the letters of a name occur at all.
fn may_contain(text: &str, name: &str) -> bool {
    let (text, name) = (text.as_bytes(), name.as_bytes());
    // A quote within a name is doubled in the text.
    name.is_empty() || name.contains(&b'"') || text.windows(name.len()).any(|window| window.eq_ignore_ascii_case(name))
}

fn names(token: Token<'_>, name: &str) -> bool {
    match token {
        Token::Word(word) => word == name || is_regular(name) && word.eq_ignore_ascii_case(name),
        Token::Quoted(quoted) => quoted[1..quoted.len() - 1].replace("\"\"", "\"") == name,
        _ => false,
    }
}

/// Whether a name can stand without quotes in the neutral spelling.
pub fn is_regular(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_ascii_lowercase() || c == '_')
        && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '$')
}

fn quoted_if_needed(name: &str) -> String {
    if is_regular(name) { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}

fn tokens(text: &str) -> Vec<(Token<'_>, Range<usize>)> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let (token, end) = token_at(text, start);
        tokens.push((token, start..end));
        start = end;
    }
    tokens
}

/// The token that starts at a byte, and where it ends.
fn token_at(text: &str, start: usize) -> (Token<'_>, usize) {
    let bytes = text.as_bytes();
    let end_of =
        |inside: fn(u8) -> bool| bytes[start..].iter().position(|b| !inside(*b)).map_or(bytes.len(), |n| start + n);
    match bytes[start] {
        b'\'' => match end_of_quoted(bytes, start) {
            Some(end) => (Token::Text(&text[start..end]), end),
            None => (Token::Other(&text[start..]), bytes.len()),
        },
        b'"' => match end_of_quoted(bytes, start) {
            Some(end) => (Token::Quoted(&text[start..end]), end),
            None => (Token::Other(&text[start..]), bytes.len()),
        },
        byte if is_word_start(byte) => {
            let end = end_of(|b| is_word_start(b) || b.is_ascii_digit() || b == b'$');
            (Token::Word(&text[start..end]), end)
        }
        byte if byte.is_ascii_digit() => {
            let end = end_of(|b| b.is_ascii_alphanumeric() || b == b'.');
            (Token::Other(&text[start..end]), end)
        }
        _ => (Token::Other(&text[start..start + 1]), start + 1),
    }
}

/// Non-ASCII letters belong to words, so that a boundary never falls inside a character.
fn is_word_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

fn end_of_quoted(bytes: &[u8], start: usize) -> Option<usize> {
    let quote = bytes[start];
    let mut at = start + 1;
    while at < bytes.len() {
        if bytes[at] != quote {
            at += 1;
        } else if bytes.get(at + 1) == Some(&quote) {
            at += 2;
        } else {
            return Some(at + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renaming_touches_identifiers_only() {
        let check =
            |text: &str, expected: &str| assert_eq!(Expression::from(text).renamed("price", "Net Price").0, expected);
        check("price > 0", "\"Net Price\" > 0");
        check("\"price\" > 0 AND note <> 'price'", "\"Net Price\" > 0 AND note <> 'price'");
        check("price2 > 0", "price2 > 0");
        check("lower('it''s price')", "lower('it''s price')");
    }

    #[test]
    fn tokens_give_the_text_back() {
        for text in ["a = 'x''y' AND \"Größe\" > 1.5e3", "unclosed 'text", "größe > 0", "\"", ""] {
            let joined: String = Expression::from(text)
                .tokens()
                .into_iter()
                .map(|t| match t {
                    Token::Word(s) | Token::Quoted(s) | Token::Text(s) | Token::Other(s) => s,
                })
                .collect();
            assert_eq!(joined, text);
        }
    }
}
