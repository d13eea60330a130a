//! A place in the tokens of a statement, and what can be read there.

use super::lexer::{Kind, Token, text_value};
use super::names;
use crate::dialect::Dialect;
use crate::schema::QualifiedName;

/// Reads tokens from left to right. Everything that reads says whether it found what it looked for, and stays where it
/// was if not.
#[derive(Debug, Clone, Copy)]
pub struct Cursor<'a> {
    pub tokens: &'a [Token<'a>],
    pub at: usize,
    pub dialect: Dialect,
}

impl<'a> Cursor<'a> {
    pub fn new(tokens: &'a [Token<'a>], dialect: Dialect) -> Self {
        Self { tokens, at: 0, dialect }
    }

    pub fn peek(&self) -> Option<&'a Token<'a>> {
        self.tokens.get(self.at)
    }

    pub fn peek_at(&self, ahead: usize) -> Option<&'a Token<'a>> {
        self.tokens.get(self.at + ahead)
    }

    pub fn is_done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    pub fn rest(&self) -> &'a [Token<'a>] {
        self.tokens.get(self.at..).unwrap_or_default()
    }

    /// Whether these words stand here, in any case; words are separated by spaces.
    pub fn is(&self, words: &str) -> bool {
        words.split(' ').enumerate().all(|(ahead, word)| self.peek_at(ahead).is_some_and(|token| token.is(word)))
    }

    pub fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    pub fn is_symbol(&self, symbol: &str) -> bool {
        self.peek().is_some_and(|token| token.is_symbol(symbol))
    }

    /// Takes these words if they stand here.
    pub fn eat(&mut self, words: &str) -> bool {
        let found = self.is(words);
        if found {
            self.at += words.split(' ').count();
        }
        found
    }

    pub fn eat_symbol(&mut self, symbol: &str) -> bool {
        let found = self.is_symbol(symbol);
        self.at += usize::from(found);
        found
    }

    /// Takes the next token, whatever it is.
    pub fn take(&mut self) -> Option<&'a Token<'a>> {
        let token = self.peek()?;
        self.at += 1;
        Some(token)
    }

    /// Takes a bare word and gives it in upper case.
    pub fn word(&mut self) -> Option<String> {
        let token = self.peek().filter(|token| token.kind == Kind::Word)?;
        self.at += 1;
        Some(token.text.to_ascii_uppercase())
    }

    /// Takes an identifier, in quotes or not, as the model spells it.
    pub fn name(&mut self) -> Option<String> {
        let name = names::identifier(self.peek()?, self.dialect)?;
        self.at += 1;
        Some(name)
    }

    /// Takes the parts of a dotted name.
    pub fn parts(&mut self) -> Vec<String> {
        let mut parts = Vec::new();
        let start = self.at;
        while let Some(name) = self.name() {
            parts.push(name);
            if !self.is_symbol(".") {
                break;
            }
            self.at += 1;
            // SQL Server's `database..table` has an empty schema.
            self.eat_symbol(".");
        }
        if parts.is_empty() {
            self.at = start;
        }
        parts
    }

    /// Takes a name with its namespace; the dialect's default namespace is left out.
    pub fn qualified(&mut self) -> Option<QualifiedName> {
        names::qualified(self.parts(), self.dialect)
    }

    /// Takes a string and gives its characters.
    pub fn text(&mut self) -> Option<String> {
        let token = self.peek().filter(|token| token.kind == Kind::Text)?;
        self.at += 1;
        Some(text_value(token.text, self.dialect))
    }

    /// Takes an integer, with its sign.
    pub fn number(&mut self) -> Option<i64> {
        let start = self.at;
        let negative = self.eat_symbol("-");
        if !negative {
            self.eat_symbol("+");
        }
        let token = self.peek().filter(|token| token.kind == Kind::Number);
        let value = token.and_then(|token| format!("{}{}", if negative { "-" } else { "" }, token.text).parse().ok());
        match value {
            Some(value) => {
                self.at += 1;
                Some(value)
            }
            None => {
                self.at = start;
                None
            }
        }
    }

    /// Takes `( ... )` and gives what stands inside. An open parenthesis reaches to the end.
    pub fn group(&mut self) -> Option<Cursor<'a>> {
        if !self.is_symbol("(") {
            return None;
        }
        let start = self.at + 1;
        let mut depth = 0_usize;
        for (place, token) in self.tokens.iter().enumerate().skip(self.at) {
            if token.is_symbol("(") {
                depth += 1;
            } else if token.is_symbol(")") {
                depth -= 1;
                if depth == 0 {
                    self.at = place + 1;
                    return Some(Cursor::new(&self.tokens[start..place], self.dialect));
                }
            }
        }
        self.at = self.tokens.len();
        Some(Cursor::new(&self.tokens[start..], self.dialect))
    }

    /// Takes one token, or a whole group in parentheses.
    pub fn take_whole(&mut self) {
        if self.group().is_none() {
            self.at += 1;
        }
    }

    /// Takes tokens up to the first on this level for which `stops` holds; at least one is taken.
    pub fn until(&mut self, stops: impl Fn(&Cursor<'a>) -> bool) -> &'a [Token<'a>] {
        let start = self.at;
        while !self.is_done() && (self.at == start || !stops(self)) {
            self.take_whole();
        }
        self.at = self.at.min(self.tokens.len());
        &self.tokens[start..self.at]
    }

    /// The rest, taken apart at the commas of this level.
    pub fn elements(&self) -> Vec<Cursor<'a>> {
        let mut elements = Vec::new();
        let mut depth = 0_usize;
        let mut start = self.at;
        for (place, token) in self.tokens.iter().enumerate().skip(self.at) {
            match token.text {
                // Brackets hold the elements of PostgreSQL's arrays.
                "(" | "[" if token.kind == Kind::Symbol => depth += 1,
                ")" | "]" if token.kind == Kind::Symbol => depth = depth.saturating_sub(1),
                "," if depth == 0 && token.kind == Kind::Symbol => {
                    elements.push(Cursor::new(&self.tokens[start..place], self.dialect));
                    start = place + 1;
                }
                _ => {}
            }
        }
        elements.push(Cursor::new(self.tokens.get(start..).unwrap_or_default(), self.dialect));
        elements
    }

    /// The names in `(a, b)`.
    pub fn names(&mut self) -> Option<Vec<String>> {
        let start = self.at;
        let names: Option<Vec<String>> =
            self.group()?.elements().into_iter().map(|mut element| element.name()).collect();
        if names.is_none() {
            self.at = start;
        }
        names
    }
}

/// Tokens as they were written, with one space where there was any.
pub fn written(tokens: &[Token]) -> String {
    let mut text = String::new();
    for (place, token) in tokens.iter().enumerate() {
        if token.spaced && place > 0 {
            text.push(' ');
        }
        text.push_str(token.text);
    }
    text
}
