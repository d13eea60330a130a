//! Words, numbers and marks of a text, each with its place.

use crate::schema::Span;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Word,
    /// Digits, with group and decimal separators and an optional percent sign.
    Number,
    /// The possessive `'s` or `'`.
    Possessive,
    /// Text in quotes, without them.
    Quoted,
    /// One character of punctuation.
    Mark,
}

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    pub span: Span,
    /// In lower case, as the rules compare it.
    pub lower: String,
    /// Whether it begins with a capital letter.
    pub capital: bool,
}

impl Token {
    pub fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark && self.lower.starts_with(mark)
    }
}

/// The longest word that is read as one; more is no word of any language but encoded data.
const LONGEST_WORD: usize = 64;

/// The tokens of `text[span]`. White space and what no rule knows are skipped.
pub fn tokens(text: &str, span: Span) -> Vec<Token> {
    let Some(part) = text.get(span.start..span.end) else { return Vec::new() };
    let chars: Vec<(usize, char)> = part.char_indices().collect();
    let offset = |i: usize| span.start + chars.get(i).map_or(part.len(), |(at, _)| *at);
    let at = |i: usize| chars.get(i).map(|(_, c)| *c);
    let mut tokens: Vec<Token> = Vec::new();
    let mut i = 0;
    while let Some(c) = at(i) {
        let start = i;
        let kind = if c.is_alphabetic() || c == '_' {
            i = end_of_word(&at, i);
            Kind::Word
        } else if c.is_numeric() {
            i = end_of_number(&at, i);
            // `3D`, `2nd` are words.
            if at(i).is_some_and(char::is_alphabetic) {
                i = end_of_word(&at, i);
                Kind::Word
            } else {
                Kind::Number
            }
        } else if is_apostrophe(c) && follows_word(&tokens, offset(i)) {
            i += 1;
            if matches!(at(i), Some('s' | 'S')) && !at(i + 1).is_some_and(char::is_alphanumeric) {
                i += 1;
            }
            Kind::Possessive
        } else if let Some(end) = end_of_quotation(&at, i) {
            let inner = Span { start: offset(i + 1), end: offset(end) };
            tokens.push(token(text, Kind::Quoted, inner));
            i = end + 1;
            continue;
        } else {
            i += 1;
            if c.is_whitespace() || c.is_control() || matches!(c, '*' | '`' | '"' | '“' | '”') {
                continue;
            }
            Kind::Mark
        };
        if kind == Kind::Word && i - start > LONGEST_WORD {
            continue;
        }
        tokens.push(token(text, kind, Span { start: offset(start), end: offset(i) }));
    }
    tokens
}

fn token(text: &str, kind: Kind, span: Span) -> Token {
    let original = text.get(span.start..span.end).unwrap_or_default();
    let capital = original.chars().next().is_some_and(char::is_uppercase);
    Token { kind, span, lower: original.to_lowercase(), capital }
}

fn follows_word(tokens: &[Token], at: usize) -> bool {
    tokens.last().is_some_and(|last| matches!(last.kind, Kind::Word | Kind::Quoted) && last.span.end == at)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '´')
}

/// A word goes on over inner hyphens, underscores, dots of identifiers and the apostrophe of `don't`.
fn end_of_word(at: &impl Fn(usize) -> Option<char>, mut i: usize) -> usize {
    while let Some(c) = at(i) {
        let next_is_letter = at(i + 1).is_some_and(char::is_alphanumeric);
        let contraction = is_apostrophe(c) && matches!(at(i + 1), Some('t' | 'r' | 'v' | 'l' | 'm' | 'd'));
        if !(c.is_alphanumeric() || c == '_' || c == '-' && next_is_letter || contraction && next_is_letter) {
            break;
        }
        i += 1;
    }
    i
}

fn end_of_number(at: &impl Fn(usize) -> Option<char>, mut i: usize) -> usize {
    while let Some(c) = at(i) {
        let inside = matches!(c, '.' | ',') && at(i + 1).is_some_and(char::is_numeric);
        if !(c.is_numeric() || inside) {
            break;
        }
        i += 1;
    }
    if at(i) == Some('%') { i + 1 } else { i }
}

/// The place of the closing quote of a short quotation that opens at `i`.
fn end_of_quotation(at: &impl Fn(usize) -> Option<char>, i: usize) -> Option<usize> {
    const LONGEST: usize = 60;
    let close = match at(i)? {
        '"' => '"',
        '“' => '”',
        '‘' => '’',
        '\'' => '\'',
        '`' => '`',
        '«' => '»',
        _ => return None,
    };
    let end = (i + 1..i + 1 + LONGEST).find(|&j| at(j) == Some(close))?;
    let inner: Vec<char> = (i + 1..end).filter_map(at).collect();
    let sound = !inner.is_empty() && inner.iter().any(|c| c.is_alphanumeric()) && !inner.contains(&'\n');
    (sound && !at(end + 1).is_some_and(char::is_alphanumeric)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = tokens(text, Span { start: 0, end: text.len() });
        let words: Vec<&str> = found.iter().map(|t| t.lower.as_str()).collect();
        assert_eq!(words, expected, "{text}");
        for token in &found {
            assert!(text.is_char_boundary(token.span.start) && text.is_char_boundary(token.span.end));
        }
    }

    #[test]
    fn words_numbers_and_marks_come_apart() {
        check("Users' e-mail, 2 phones.", &["users", "'", "e-mail", ",", "2", "phones", "."]);
        check("the customer's name (3D)", &["the", "customer", "'s", "name", "(", "3d", ")"]);
        check("costs 1,250.50 or 5%", &["costs", "1,250.50", "or", "5%"]);
        check("status is \"in stock\" or 'sold'", &["status", "is", "in stock", "or", "sold"]);
        check("don't **store** order_items", &["don't", "store", "order_items"]);
        check("Größe; 名称", &["größe", ";", "名称"]);
        check("\u{0}\u{1}", &[]);
    }
}
