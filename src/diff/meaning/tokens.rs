//! The words and marks of an expression.

/// A token of an expression in any dialect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A bare word in lower case, or a quoted name as it is spelled.
    Name(String),
    /// A name in quotes that would mean something else without them.
    Quoted(String),
    /// What a string literal says.
    Text(String),
    Number(String),
    Mark(&'static str),
}

/// Marks, longest first.
const MARKS: [&str; 40] = [
    "!~~*", "#>>", "->>", "!~~", "~~*", "!~*", "<=>", "<->", "||", "::", "<>", "!=", "<=", ">=", "->", "#>", "@>",
    "<@", "?|", "?&", "&&", "!~", "~*", "~~", "<<", ">>", "(", ")", "[", "]", ",", ".", "=", "<", ">", "+", "-", "*",
    "/", "%",
];
const LONE: [&str; 13] = ["^", "~", "&", "|", "?", "@", "#", "!", ":", ";", "{", "}", "\\"];

/// The tokens of a text, comments left out; nothing where a quote or comment is left open.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if let Some(comment) = rest.strip_prefix("--") {
            2 + comment.find('\n').unwrap_or(comment.len())
        } else if let Some(comment) = rest.strip_prefix("/*") {
            2 + comment.find("*/")? + 2
        } else if first == '\'' {
            let (value, length) = quoted(rest, '\'')?;
            tokens.push(Token::Text(value));
            length
        } else if first == '"' || first == '`' {
            let (value, length) = quoted(rest, first)?;
            tokens.push(name_in_quotes(value));
            length
        } else if first == '[' && is_bracketed_name(rest, tokens.last()) {
            let (value, length) = quoted(rest, ']')?;
            tokens.push(name_in_quotes(value));
            length
        } else if first.is_ascii_digit() || first == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
            let length = number_length(rest);
            tokens.push(Token::Number(rest[..length].to_lowercase()));
            length
        } else if is_word(first) {
            let length = rest.find(|c| !is_word(c) && c != '$').unwrap_or(rest.len());
            let word = rest[..length].to_lowercase();
            let prefix = matches!(word.as_str(), "n" | "e" | "_utf8" | "_utf8mb4" | "_latin1" | "_binary");
            if !(prefix && rest[length..].starts_with('\'')) {
                tokens.push(Token::Name(word));
            }
            length
        } else {
            let mark = MARKS.iter().chain(&LONE).find(|mark| rest.starts_with(**mark))?;
            tokens.push(Token::Mark(mark));
            mark.len()
        };
        rest = rest[length..].trim_start();
    }
    Some(tokens)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '@')
}

fn name_in_quotes(value: String) -> Token {
    if crate::schema::is_regular(&value) { Token::Name(value) } else { Token::Quoted(value) }
}

/// `[name]` of SQL Server and not the subscript or list of an array.
fn is_bracketed_name(rest: &str, before: Option<&Token>) -> bool {
    let after_operand = match before {
        Some(Token::Name(word)) => {
            word == "array"
                || !matches!(word.as_str(), "and" | "or" | "not" | "in" | "like" | "then" | "when" | "else" | "case")
        }
        Some(Token::Quoted(_) | Token::Text(_) | Token::Number(_)) => true,
        Some(Token::Mark(mark)) => matches!(*mark, ")" | "]"),
        None => false,
    };
    !after_operand && rest[1..].starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// What stands in quotes, doubled ones taken as one, and the length with the quotes.
fn quoted(text: &str, close: char) -> Option<(String, usize)> {
    let mut value = String::new();
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c != close {
            value.push(c);
        } else if chars.next_if(|(_, next)| *next == close).is_some() {
            value.push(close);
        } else {
            return Some((value, at + c.len_utf8()));
        }
    }
    None
}

fn number_length(text: &str) -> usize {
    let mut last = ' ';
    let part_of = |c: char, last: char| {
        c.is_ascii_alphanumeric() || c == '.' || matches!(c, '+' | '-') && matches!(last, 'e' | 'E')
    };
    for (at, c) in text.char_indices() {
        if !part_of(c, last) {
            return at;
        }
        last = c;
    }
    text.len()
}
