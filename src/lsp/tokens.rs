//! The words of a statement with their bytes in the script.

use crate::dialect::Dialect;
use crate::sql::{self, Lexeme};

#[derive(Debug, Clone, Copy)]
pub struct Token<'a> {
    pub kind: Lexeme,
    pub text: &'a str,
    pub start: usize,
    pub end: usize,
}

impl Token<'_> {
    pub fn is(&self, word: &str) -> bool {
        self.kind == Lexeme::Word && self.text.eq_ignore_ascii_case(word)
    }

    pub fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    pub fn is_symbol(&self, symbol: &str) -> bool {
        self.kind == Lexeme::Symbol && self.text == symbol
    }

    /// Whether it may name something.
    pub fn is_name(&self) -> bool {
        matches!(self.kind, Lexeme::Word | Lexeme::Name)
    }

    /// Whether it names what the model calls so. Words and quoted names are compared without case: the dialects differ
    /// in what they fold, and a file that has both `a` and `"A"` is not renamed in by an editor.
    pub fn names(&self, name: &str) -> bool {
        self.is_name() && sql::bare(self.text).to_lowercase() == name.to_lowercase()
    }
}

/// A statement: where it stands, and its words.
pub struct Statement<'a> {
    pub start: usize,
    pub end: usize,
    pub tokens: Vec<Token<'a>>,
}

pub fn statements(script: &str, dialect: Dialect) -> Vec<Statement<'_>> {
    sql::statements(script, dialect).map(|(start, text)| statement(text, start, dialect)).collect()
}

fn statement(text: &str, start: usize, dialect: Dialect) -> Statement<'_> {
    let tokens = sql::lexemes(text, dialect).map(|(kind, text, at)| {
        let start = start + at;
        Token { kind, text, start, end: start + text.len() }
    });
    Statement { start, end: start + text.len(), tokens: tokens.collect() }
}

/// The byte behind the item of a list that begins at a token: before the comma or parenthesis that ends it.
pub fn item_end(tokens: &[Token], from: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut end = None;
    for token in tokens.get(from..)? {
        if token.is_symbol("(") {
            depth += 1;
        } else if token.is_symbol(")") {
            if depth == 0 {
                return end;
            }
            depth -= 1;
        } else if depth == 0 && token.is_symbol(",") {
            return end;
        }
        end = Some(token.end);
    }
    end
}
