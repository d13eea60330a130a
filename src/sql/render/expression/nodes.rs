//! An expression as a tree of groups.

use super::Lost;
use crate::dialect::Dialect;
use crate::schema::{Expression, Token};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Space(String),
    /// A bare word.
    Word(String),
    /// The name between double quotes.
    Name(String),
    /// The characters between single quotes.
    Text(String),
    Number(String),
    /// An operator or a separator.
    Symbol(String),
    /// `( ... )`
    Group(Vec<Node>),
    /// `[ ... ]`
    List(Vec<Node>),
    /// Parts that are joined to one text.
    Concat(Vec<Vec<Node>>),
    /// Words of the dialect.
    Done(String),
}

/// Operators of more than one character, longer ones first.
const OPERATORS: &[&str] =
    &["!~*", "->>", "#>>", "::", "||", "~*", "!~", "<>", "<=", ">=", "!=", "->", "#>", "@>", "<@", "&&", "=>", ":="];

/// Deeper nesting is not written by people, and would overflow the stack.
const DEEPEST: usize = 64;

pub(super) fn read(expression: &Expression, dialect: Dialect) -> Result<Vec<Node>, Lost> {
    let text = expression.as_str();
    if text.contains('\0') || text.trim().is_empty() {
        return Err("it cannot be read");
    }
    let mut open: Vec<(bool, Vec<Node>)> = Vec::new();
    let mut nodes: Vec<Node> = Vec::new();
    for token in joined(expression) {
        match token.as_str() {
            "(" | "[" => {
                if open.len() >= DEEPEST {
                    return Err("it is nested too deeply");
                }
                open.push((token == "(", std::mem::take(&mut nodes)));
            }
            ")" | "]" => {
                let (round, outer) = open.pop().ok_or("its parentheses do not match")?;
                if round != (token == ")") {
                    return Err("its parentheses do not match");
                }
                let inner = std::mem::replace(&mut nodes, outer);
                nodes.push(if round { Node::Group(inner) } else { Node::List(inner) });
            }
            _ => nodes.push(node(token, nodes.last(), dialect)?),
        }
    }
    if open.is_empty() { Ok(nodes) } else { Err("its parentheses do not match") }
}

fn node(token: String, previous: Option<&Node>, dialect: Dialect) -> Result<Node, Lost> {
    let first = token.chars().next().unwrap_or(' ');
    let closed = |quote: char| token.len() >= 2 && token.ends_with(quote);
    Ok(match first {
        '\'' if closed('\'') => {
            let escaped = matches!(previous, Some(Node::Word(word)) if word.eq_ignore_ascii_case("e"));
            if escaped && token.contains('\\') {
                return Err("it has a string with escapes");
            }
            Node::Text(token[1..token.len() - 1].replace("''", "'"))
        }
        '"' if closed('"') => Node::Name(token[1..token.len() - 1].replace("\"\"", "\"")),
        '\'' | '"' => return Err("it has an open quote"),
        ';' => return Err("it has a semicolon"),
        '`' | '\\' | '$' | '{' | '}' => return Err("it has a character that is no part of SQL"),
        '#' if matches!(dialect, Dialect::MySql | Dialect::MariaDb) => return Err("it has a comment sign"),
        _ if token == "--" || token == "/*" || token == "*/" => return Err("it has a comment"),
        _ if first.is_whitespace() => Node::Space(token),
        _ if first.is_alphabetic() || first == '_' || !first.is_ascii() => Node::Word(token),
        _ if first.is_ascii_digit() => Node::Number(token),
        _ if first.is_control() => return Err("it has a control character"),
        _ => Node::Symbol(token),
    })
}

/// Tokens as texts, with operators and white space in one piece.
fn joined(expression: &Expression) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    let mut rest = String::new();
    let flush = |rest: &mut String, joined: &mut Vec<String>| {
        let mut text = rest.as_str();
        while let Some(first) = text.chars().next() {
            let blank = text.len() - text.trim_start().len();
            let operator = OPERATORS.iter().chain(&["--", "/*", "*/"]).find(|operator| text.starts_with(**operator));
            let digits = text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'.').count();
            let size = match operator {
                _ if blank > 0 => blank,
                Some(operator) => operator.len(),
                None if first.is_ascii_digit() => digits,
                None => first.len_utf8(),
            };
            joined.push(text[..size].to_owned());
            text = &text[size..];
        }
        rest.clear();
    };
    for token in expression.tokens() {
        match token {
            Token::Other(text) if !text.starts_with(['\'', '"']) => rest.push_str(text),
            Token::Word(text) | Token::Quoted(text) | Token::Text(text) | Token::Other(text) => {
                flush(&mut rest, &mut joined);
                joined.push(text.to_owned());
            }
        }
    }
    flush(&mut rest, &mut joined);
    joined
}

/// The last node that is not white space, and where it stands.
pub(super) fn last_solid(nodes: &[Node]) -> Option<(usize, &Node)> {
    nodes.iter().enumerate().rev().find(|(_, node)| !matches!(node, Node::Space(_)))
}

/// The first node from `at` on that is not white space, and where it stands.
pub(super) fn next_solid(nodes: &[Node], at: usize) -> Option<(usize, &Node)> {
    nodes.iter().enumerate().skip(at).find(|(_, node)| !matches!(node, Node::Space(_)))
}

pub(super) fn is_word(node: Option<&Node>, word: &str) -> bool {
    matches!(node, Some(Node::Word(text)) if text.eq_ignore_ascii_case(word))
}

pub(super) fn is_symbol(node: Option<&Node>, symbol: &str) -> bool {
    matches!(node, Some(Node::Symbol(text)) if text == symbol)
}
