//! Statements and queries by their words: white space, comments, the case of words and needless quotes aside.

use super::tokens::{Token, tokens};

/// The text in a form that does not depend on how it was laid out.
pub(super) fn canonical(text: &str) -> String {
    let text = text.trim().trim_end_matches(';').trim_end();
    match tokens(text) {
        Some(tokens) => tokens.iter().map(word).collect::<Vec<_>>().join(" "),
        None => text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// A statement without the words that say what to do when the object is there already.
pub(super) fn statement(text: &str) -> String {
    let text = canonical(text);
    text.replacen("create or replace ", "create ", 1).replacen(" if not exists ", " ", 1)
}

fn word(token: &Token) -> String {
    match token {
        Token::Name(word) => word.clone(),
        Token::Quoted(name) => format!("\"{name}\""),
        Token::Text(text) => format!("'{}'", text.replace('\'', "''")),
        Token::Number(number) => number.clone(),
        Token::Mark(mark) => (*mark).to_owned(),
    }
}
