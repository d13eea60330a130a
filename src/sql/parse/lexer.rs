//! Tokens of a dialect. Whatever the text, every byte belongs to exactly one lexeme.

use crate::dialect::Dialect::{self, HeliosDb, MariaDb, MySql, Oracle, PostgreSql, SqlServer, Sqlite};

/// What stands at a place of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// White space, and the marks around MySQL's versioned comments, whose inside is code.
    Space,
    Comment,
    /// A bare word: keyword, identifier or function name.
    Word,
    /// An identifier in quotes.
    Name,
    /// A string, with its prefix if it has one.
    Text,
    Number,
    Symbol,
}

impl Kind {
    pub fn is_blank(self) -> bool {
        matches!(self, Self::Space | Self::Comment)
    }
}

/// A lexeme with meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    pub kind: Kind,
    pub text: &'a str,
    /// Byte in the statement where it starts.
    pub start: usize,
    /// White space or a comment stands before it.
    pub spaced: bool,
}

impl Token<'_> {
    /// Whether this is the bare word, in any case.
    pub fn is(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    pub fn is_symbol(&self, symbol: &str) -> bool {
        self.kind == Kind::Symbol && self.text == symbol
    }

    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The tokens of a text in order.
pub fn tokens(text: &str, dialect: Dialect) -> Vec<Token<'_>> {
    first_tokens(text, dialect, usize::MAX)
}

/// At most `most` tokens from the beginning of a text.
pub fn first_tokens(text: &str, dialect: Dialect, most: usize) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut spaced = false;
    while at < text.len() && found.len() < most {
        let (kind, end) = lexeme(text, at, dialect);
        if kind.is_blank() {
            spaced = true;
        } else {
            found.push(Token { kind, text: &text[at..end], start: at, spaced });
            spaced = false;
        }
        at = end;
    }
    found
}

/// The text without the marks around MySQL's versioned comments: what they hold is code, and reads as such everywhere.
pub fn unversioned(text: &str, dialect: Dialect) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let (kind, end) = lexeme(text, at, dialect);
        let is_mark = kind == Kind::Space && (text[at..].starts_with("/*") || text[at..].starts_with("*/"));
        plain.push_str(if is_mark { " " } else { &text[at..end] });
        at = end;
    }
    plain.trim().to_owned()
}

/// The lexemes of a text that carry meaning, with their bytes.
pub fn lexemes(text: &str, dialect: Dialect) -> impl Iterator<Item = (Kind, &str, usize)> {
    tokens(text, dialect).into_iter().map(|token| (token.kind, token.text, token.start))
}

/// An identifier without its quotes.
pub fn bare(text: &str) -> String {
    for (open, close) in [('"', '"'), ('`', '`'), ('[', ']')] {
        if let Some(inside) = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)) {
            return inside.replace(&format!("{close}{close}"), &close.to_string());
        }
    }
    text.to_owned()
}

/// The lexeme that starts at a byte, and the byte after it: always further on, and at a character's boundary.
pub fn lexeme(text: &str, at: usize, dialect: Dialect) -> (Kind, usize) {
    let rest = &text[at..];
    let bytes = rest.as_bytes();
    let (kind, size) = match bytes.first() {
        None => (Kind::Space, 1),
        Some(byte) if byte.is_ascii_whitespace() => (Kind::Space, run(bytes, |b| b.is_ascii_whitespace())),
        Some(b'-') if is_line_comment(bytes, dialect) => (Kind::Comment, line(bytes)),
        Some(b'#') if is_mysql(dialect) => (Kind::Comment, line(bytes)),
        Some(b'/') if bytes.get(1) == Some(&b'*') => match versioned(bytes, dialect) {
            Some(size) => (Kind::Space, size),
            None => (Kind::Comment, comment(bytes, dialect)),
        },
        Some(b'*') if bytes.get(1) == Some(&b'/') && is_mysql(dialect) => (Kind::Space, 2),
        Some(b'\'') => (Kind::Text, quoted(bytes, 0, is_mysql(dialect))),
        Some(b'"') if is_mysql(dialect) => (Kind::Text, quoted(bytes, 0, true)),
        Some(b'"' | b'`') => (Kind::Name, quoted(bytes, 0, false)),
        Some(b'[') if matches!(dialect, SqlServer | Sqlite) => (Kind::Name, bracketed(bytes)),
        Some(b'$') if placeholder(bytes, dialect) > 0 => (Kind::Word, word(bytes, dialect)),
        Some(b'$') if matches!(dialect, PostgreSql | HeliosDb) => match dollar_quoted(rest) {
            Some(size) => (Kind::Text, size),
            None => (Kind::Symbol, 1),
        },
        Some(byte) if byte.is_ascii_digit() => number(bytes, dialect),
        Some(byte) if is_word_start(*byte, dialect) => match prefixed(rest, dialect) {
            Some(size) => (Kind::Text, size),
            None => (Kind::Word, word(bytes, dialect)),
        },
        Some(b':') if bytes.get(1) == Some(&b':') => (Kind::Symbol, 2),
        Some(_) => (Kind::Symbol, 1),
    };
    (kind, (at + size).min(text.len()))
}

fn is_mysql(dialect: Dialect) -> bool {
    matches!(dialect, MySql | MariaDb)
}

/// The size of a word, with the placeholders in it.
fn word(bytes: &[u8], dialect: Dialect) -> usize {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += match placeholder(&bytes[at..], dialect) {
            0 if is_word(*byte, dialect) => 1,
            0 => break,
            size => size,
        };
    }
    at
}

/// The size of a placeholder for which a tool puts in a text before the script runs: `${prefix}` of Flyway, Ant and
/// shells, `$(prefix)` of SQL Server's sqlcmd, and `&prefix.` of Oracle's SQL*Plus, whose full stop ends it.
pub fn placeholder(bytes: &[u8], dialect: Dialect) -> usize {
    const LONGEST: usize = 80;
    let close = match bytes {
        [b'$', b'{', ..] => b'}',
        [b'$', b'(', ..] if dialect == SqlServer => b')',
        [b'&', ..] if dialect == Oracle => {
            let marks = run(bytes, |b| b == b'&');
            let name = run(&bytes[marks..], |b| b.is_ascii_alphanumeric() || b == b'_');
            let stop = usize::from(bytes.get(marks + name) == Some(&b'.'));
            return if name > 0 { marks + name + stop } else { 0 };
        }
        _ => return 0,
    };
    let inside = run(&bytes[2..bytes.len().min(LONGEST)], |b| {
        b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-' | b':')
    });
    if inside > 0 && bytes.get(2 + inside) == Some(&close) { inside + 3 } else { 0 }
}

/// A word without the placeholders in it; nothing where it has none.
pub fn without_placeholders(text: &str, dialect: Dialect) -> Option<String> {
    let bytes = text.as_bytes();
    let (mut left, mut at, mut from) = (String::new(), 0, 0);
    while at < bytes.len() {
        match placeholder(&bytes[at..], dialect) {
            0 => at += 1,
            size => {
                left.push_str(&text[from..at]);
                at += size;
                from = at;
            }
        }
    }
    left.push_str(&text[from..]);
    (from > 0).then_some(left)
}

fn run(bytes: &[u8], inside: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|b| !inside(*b)).unwrap_or(bytes.len())
}

fn line(bytes: &[u8]) -> usize {
    run(bytes, |b| b != b'\n')
}

/// MySQL wants white space behind the dashes.
fn is_line_comment(bytes: &[u8], dialect: Dialect) -> bool {
    bytes.get(1) == Some(&b'-')
        && (!is_mysql(dialect) || bytes.get(2).is_none_or(|b| b.is_ascii_whitespace() || b.is_ascii_control()))
}

/// The size of a comment.
fn comment(bytes: &[u8], dialect: Dialect) -> usize {
    let nests = matches!(dialect, PostgreSql | HeliosDb | SqlServer);
    let mut depth = 1_usize;
    let mut at = 2;
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (b'*', Some(b'/')) => {
                at += 2;
                depth -= 1;
                if depth == 0 {
                    return at;
                }
            }
            (b'/', Some(b'*')) if nests => {
                at += 2;
                depth += 1;
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

/// `/*!40101`, and MariaDB's `/*M!100100`, where the database would run what follows. MariaDB passes over what is meant
/// for MySQL 5.7 and later.
fn versioned(bytes: &[u8], dialect: Dialect) -> Option<usize> {
    if !is_mysql(dialect) {
        return None;
    }
    let mark = match bytes {
        [b'/', b'*', b'!', ..] => 3,
        [b'/', b'*', b'M', b'!', ..] if dialect == MariaDb => 4,
        _ => return None,
    };
    let digits = bytes[mark..].iter().take(6).take_while(|b| b.is_ascii_digit()).count();
    let version = bytes[mark..mark + digits].iter().fold(0_u32, |n, b| n * 10 + u32::from(b - b'0'));
    let passes_over = dialect == MariaDb && mark == 3 && (50_700..100_000).contains(&version);
    (!passes_over).then_some(mark + digits)
}

/// The size of a text in quotes that begin at `open`; a doubled quote stands for itself.
fn quoted(bytes: &[u8], open: usize, escapes: bool) -> usize {
    let quote = bytes[open];
    let mut at = open + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if escapes => at += 2,
            byte if byte == quote && bytes.get(at + 1) == Some(&quote) => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn bracketed(bytes: &[u8]) -> usize {
    let mut at = 1;
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (b']', Some(b']')) => at += 2,
            (b']', _) => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// `$tag$ ... $tag$`
fn dollar_quoted(rest: &str) -> Option<usize> {
    let tag = rest[1..].find('$')?;
    let name = &rest[1..1 + tag];
    let is_tag = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b >= 0x80)
        && !name.starts_with(|c: char| c.is_ascii_digit());
    if !is_tag {
        return None;
    }
    let mark = &rest[..tag + 2];
    let body = &rest[mark.len()..];
    Some(body.find(mark).map_or(rest.len(), |end| mark.len() + end + mark.len()))
}

/// `E'...'`, `N'...'`, `B'...'`, `X'...'`, `U&'...'`, and Oracle's `q'[...]'`.
fn prefixed(rest: &str, dialect: Dialect) -> Option<usize> {
    let bytes = rest.as_bytes();
    match (bytes[0].to_ascii_lowercase(), bytes.get(1)?, bytes.get(2)) {
        (b'u', b'&', Some(b'\'')) => Some(quoted(bytes, 2, false)),
        (b'q', b'\'', _) if dialect == Oracle => Some(oracle_quoted(rest, 2)),
        (b'n', b'q' | b'Q', Some(b'\'')) if dialect == Oracle => Some(oracle_quoted(rest, 3)),
        (b'e', b'\'', _) if matches!(dialect, PostgreSql | HeliosDb) => Some(quoted(bytes, 1, true)),
        (b'n' | b'b' | b'x', b'\'', _) => Some(quoted(bytes, 1, is_mysql(dialect))),
        _ => None,
    }
}

fn oracle_quoted(rest: &str, from: usize) -> usize {
    let Some(open) = rest.get(from..).and_then(|text| text.chars().next()) else { return rest.len() };
    let close = match open {
        '[' => ']',
        '(' => ')',
        '{' => '}',
        '<' => '>',
        other => other,
    };
    let inside = from + open.len_utf8();
    rest[inside..].find(&format!("{close}'")).map_or(rest.len(), |end| inside + end + close.len_utf8() + 1)
}

/// Numbers; in MySQL a name may begin with digits.
fn number(bytes: &[u8], dialect: Dialect) -> (Kind, usize) {
    let mut size = run(bytes, |b| b.is_ascii_alphanumeric() || b == b'.' || b == b'_');
    let before_sign = bytes[size - 1];
    if matches!(before_sign, b'e' | b'E')
        && !bytes.starts_with(b"0x")
        && matches!(bytes.get(size), Some(b'+' | b'-'))
        && bytes.get(size + 1).is_some_and(u8::is_ascii_digit)
    {
        size += 1 + run(&bytes[size + 1..], |b| b.is_ascii_digit());
    }
    let digits = run(bytes, |b| b.is_ascii_digit());
    let is_hex = bytes.starts_with(b"0x") || bytes.starts_with(b"0X") || bytes.starts_with(b"0b");
    let is_name = is_mysql(dialect)
        && !is_hex
        && bytes.get(digits).is_some_and(|b| b.is_ascii_alphabetic() && !matches!(b, b'e' | b'E') || *b == b'_');
    if is_name { (Kind::Word, word(bytes, dialect)) } else { (Kind::Number, size) }
}

fn is_word_start(byte: u8, dialect: Dialect) -> bool {
    byte.is_ascii_alphabetic()
        || matches!(byte, b'_' | 0x80..)
        || matches!(byte, b'@' | b'#') && dialect == SqlServer
        // Variables of Oracle's client.
        || byte == b'&' && dialect == Oracle
}

/// Letters beyond ASCII belong to words, so that a boundary never falls inside a character.
fn is_word(byte: u8, dialect: Dialect) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'_' | b'$')
        || byte >= 0x80
        || byte == b'#' && matches!(dialect, SqlServer | Oracle)
        || byte == b'@' && dialect == SqlServer
        || byte == b'&' && dialect == Oracle
}

/// The characters that a string token stands for.
pub fn text_value(token: &str, dialect: Dialect) -> String {
    if let Some(rest) = token.strip_prefix('$') {
        let tag = rest.find('$').map_or(token.len(), |end| end + 2);
        return token.get(tag..token.len().saturating_sub(tag).max(tag)).unwrap_or_default().to_owned();
    }
    let lower = token.bytes().next().unwrap_or(b' ').to_ascii_lowercase();
    if dialect == Oracle
        && let Some(start) = token.find('\'').filter(|at| token[..*at].to_ascii_lowercase().ends_with('q'))
    {
        let mut inside = token[start + 1..].chars();
        inside.next();
        return inside.as_str().strip_suffix('\'').map(drop_last).unwrap_or_default().to_owned();
    }
    let escapes = is_mysql(dialect) || lower == b'e';
    let Some(open) = token.find(['\'', '"']) else { return token.to_owned() };
    let quote = token[open..].chars().next().unwrap_or('\'');
    let inside = &token[open + 1..];
    let inside = inside.strip_suffix(quote).unwrap_or(inside);
    let doubled = inside.replace(&format!("{quote}{quote}"), &quote.to_string());
    if escapes && inside.contains('\\') { unescaped(inside, quote) } else { doubled }
}

fn drop_last(text: &str) -> &str {
    let mut chars = text.chars();
    chars.next_back();
    chars.as_str()
}

/// Backslash escapes as PostgreSQL's `E''` and MySQL's strings share them.
fn unescaped(text: &str, quote: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == quote && chars.peek() == Some(&quote) {
            chars.next();
            out.push(quote);
        } else if c != '\\' {
            out.push(c);
        } else {
            match chars.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('r') => out.push('\r'),
                Some('b') => out.push('\u{8}'),
                Some('0') => {}
                Some('Z') => out.push('\u{1a}'),
                Some(wild @ ('%' | '_')) => out.extend(['\\', wild]),
                Some(other) => out.push(other),
                None => {}
            }
        }
    }
    out
}

/// The name between the quotes of an identifier.
pub fn name_value(token: &str) -> String {
    let mut chars = token.chars();
    let (open, inside) = (chars.next(), chars.as_str());
    let close = match open {
        Some('[') => ']',
        Some(quote) => quote,
        None => return String::new(),
    };
    let inside = inside.strip_suffix(close).unwrap_or(inside);
    inside.replace(&format!("{close}{close}"), &close.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lexemes_are_told_apart() {
        let check = |dialect: Dialect, text: &str, expected: &[&str]| {
            let found: Vec<&str> = tokens(text, dialect).iter().map(|token| token.text).collect();
            assert_eq!(found, expected, "{text}");
        };
        check(PostgreSql, "a /* b /* c */ */ -- d\n e", &["a", "e"]);
        check(PostgreSql, "$$ a; $b$ $$::text", &["$$ a; $b$ $$", "::", "text"]);
        check(PostgreSql, "E'it\\'s' N'x''y'", &["E'it\\'s'", "N'x''y'"]);
        check(MySql, "/*!40101 SET a */ b /* c */", &["SET", "a", "b"]);
        check(MariaDb, "/*!80000 x */ /*M!100100 y */", &["y"]);
        check(MySql, "5--1 -- c\n# d\n2fa 1e-5", &["5", "-", "-", "1", "2fa", "1e-5"]);
        check(SqlServer, "[a]]b] @x #t", &["[a]]b]", "@x", "#t"]);
        check(Oracle, "q'[it's]' b#", &["q'[it's]'", "b#"]);
        check(Sqlite, "\"a\"\"b\" `c` 'open", &["\"a\"\"b\"", "`c`", "'open"]);
        check(PostgreSql, "größe$1 \u{a0}x", &["größe$1", "\u{a0}x"]);
    }

    #[test]
    fn strings_give_their_characters() {
        let check = |dialect: Dialect, token: &str, expected: &str| assert_eq!(text_value(token, dialect), expected);
        check(PostgreSql, "'it''s \\n'", "it's \\n");
        check(PostgreSql, "E'a\\nb'", "a\nb");
        check(PostgreSql, "$x$it's$x$", "it's");
        check(MySql, "'a\\'b'", "a'b");
        check(MySql, "\"say \"\"hi\"\"\"", "say \"hi\"");
        check(SqlServer, "N'é'", "é");
        check(Oracle, "q'[it's]'", "it's");
        assert_eq!(name_value("[a]]b]"), "a]b");
        assert_eq!(name_value("`a``b`"), "a`b");
    }

    #[test]
    fn code_in_versioned_comments_reads_as_code() {
        let check = |text: &str, expected: &str| assert_eq!(unversioned(text, MySql), expected, "{text}");
        check("CREATE*/ /*!50017 DEFINER=`a`@`b`*/ /*!50003 TRIGGER t */", "CREATE    DEFINER=`a`@`b`    TRIGGER t");
        check("SELECT '*/' /* said */", "SELECT '*/' /* said */");
    }
}
