//! Renames that somebody states: `--rename users.name=full_name`, or a comment in the wanted script.

use std::fmt;

/// A rename that is stated rather than found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The old name: `table`, `table.column`, with a namespace in front where there is one.
    pub from: Vec<String>,
    /// The new name; a single part stands beside the old one (`users.name` to `full_name`). `None` says that the
    /// element has no successor, however alike something may be.
    pub to: Option<Vec<String>>,
    pub source: Source,
}

/// Who states a rename.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The user, who has the last word.
    User,
    /// A comment in the wanted script, which stays there when the rename is long done.
    Comment,
}

impl std::str::FromStr for Hint {
    type Err = String;

    /// Reads `OLD=NEW` or, for something that was not renamed, `OLD=`.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("'{text}' is no rename; give OLD=NEW, each a table or a table.column");
        let at = outside_quotes(text, '=').next().ok_or_else(wrong)?;
        let (from, to) = (path(&text[..at]), path(&text[at + 1..]));
        let is_name = |path: &[String]| !path.is_empty() && path.iter().all(|part| !part.is_empty());
        if !is_name(&from) || !to.is_empty() && !is_name(&to) {
            return Err(wrong());
        }
        Ok(Self { from, to: Some(to).filter(|to| !to.is_empty()), source: Source::User })
    }
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.from.join("."), self.to.as_deref().unwrap_or_default().join("."))
    }
}

/// The parts of a dotted name without their quotes.
pub(super) fn path(text: &str) -> Vec<String> {
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    let mut parts = Vec::new();
    let mut start = 0;
    for dot in outside_quotes(text, '.') {
        parts.push(unquoted(&text[start..dot]));
        start = dot + 1;
    }
    parts.push(unquoted(&text[start..]));
    parts
}

/// Bytes at which a character stands outside of quotes.
fn outside_quotes(text: &str, wanted: char) -> impl Iterator<Item = usize> {
    let mut closing = None;
    text.char_indices().filter_map(move |(at, c)| {
        match (closing, c) {
            (Some(end), _) if c == end => closing = None,
            (None, '"' | '`' | '\'') => closing = Some(c),
            (None, '[') => closing = Some(']'),
            (None, _) if c == wanted => return Some(at),
            _ => {}
        }
        None
    })
}

/// A name without the quotes of any dialect.
pub(super) fn unquoted(text: &str) -> String {
    let text = text.trim();
    let mut chars = text.chars();
    let (first, last) = (chars.next(), chars.next_back());
    let (Some(first), Some(last)) = (first, last) else { return text.to_owned() };
    match (first, last) {
        ('"', '"') | ('`', '`') | ('\'', '\'') => {
            chars.as_str().replace(&format!("{first}{first}"), &first.to_string())
        }
        ('[', ']') => chars.as_str().replace("]]", "]"),
        _ => text.to_owned(),
    }
}

/// Whether a written name means a name of the model: spelled alike, or alike but for the case.
pub(super) fn means(written: &str, name: &str) -> bool {
    written == name || written.to_lowercase() == name.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renames_are_read() {
        let check = |text: &str, from: &[&str], to: &[&str]| {
            let hint: Hint = text.parse().unwrap();
            assert_eq!(hint.from, from, "{text}");
            assert_eq!(hint.to.unwrap_or_default(), to, "{text}");
        };
        check("users=accounts", &["users"], &["accounts"]);
        check("users.name = users.full_name", &["users", "name"], &["users", "full_name"]);
        check("\"a.b\".\"c=d\"=[e f]", &["a.b", "c=d"], &["e f"]);
        check("users.name=", &["users", "name"], &[]);
        for text in ["users", "=b", "a..b=c", "a=b.", ""] {
            assert!(text.parse::<Hint>().is_err(), "{text}");
        }
    }
}
