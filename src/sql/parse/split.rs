//! A script as statements with their places, without understanding any of them.

use crate::dialect::Dialect::{self, HeliosDb, MariaDb, MySql, Oracle, PostgreSql, SqlServer, Sqlite};

/// A statement without its terminator, from its first token on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Byte in the script where the text starts.
    pub start: usize,
    pub text: &'a str,
}

/// Takes a script apart at `;`, at `GO` and `/` on lines of their own, and at what MySQL's `DELIMITER` names. Quotes,
/// comments, dollar quotes and the bodies of routines are not searched for terminators.
pub fn split(script: &str, dialect: Dialect) -> Vec<Piece<'_>> {
    let mut splitter = Splitter { script, dialect, at: 0, delimiter: ";".to_owned(), pieces: Vec::new() };
    while splitter.at < script.len() {
        splitter.statement();
    }
    splitter.pieces
}

/// What stands at a place of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lexeme {
    Space,
    Comment,
    /// A string, quoted identifier or dollar-quoted text.
    Quoted,
    Word,
    Other,
}

/// The lexeme that starts at a byte, and the byte after it; always further on and at a character's boundary.
pub fn lexeme(text: &str, at: usize, dialect: Dialect) -> (Lexeme, usize) {
    let rest = &text[at..];
    let bytes = rest.as_bytes();
    let until = |end: Option<usize>| at + end.unwrap_or(rest.len());
    let is_mysql = matches!(dialect, MySql | MariaDb);
    let line = || until(rest.find('\n'));
    match bytes[0] {
        b'-' if rest.starts_with("--") => (Lexeme::Comment, line()),
        b'#' if is_mysql => (Lexeme::Comment, line()),
        b'/' if rest.starts_with("/*") => (Lexeme::Comment, until(end_of_comment(rest, dialect))),
        b'\'' => (Lexeme::Quoted, until(end_of_quoted(bytes, 1, b'\'', is_mysql))),
        b'"' => (Lexeme::Quoted, until(end_of_quoted(bytes, 1, b'"', is_mysql))),
        b'`' => (Lexeme::Quoted, until(end_of_quoted(bytes, 1, b'`', false))),
        b'[' if matches!(dialect, SqlServer | Sqlite) => (Lexeme::Quoted, until(end_of_quoted(bytes, 1, b']', false))),
        b'$' if matches!(dialect, PostgreSql | HeliosDb) => match end_of_dollar_quoted(rest) {
            Some(end) => (Lexeme::Quoted, at + end),
            None => (Lexeme::Other, at + 1),
        },
        b'e' | b'E' if bytes.get(1) == Some(&b'\'') && !is_mysql => {
            (Lexeme::Quoted, until(end_of_quoted(bytes, 2, b'\'', true)))
        }
        b'q' | b'Q' if bytes.get(1) == Some(&b'\'') && dialect == Oracle => {
            (Lexeme::Quoted, until(end_of_oracle_quoted(rest)))
        }
        byte if byte.is_ascii_whitespace() => {
            (Lexeme::Space, until(bytes.iter().position(|b| !b.is_ascii_whitespace())))
        }
        byte if is_word(byte) => (Lexeme::Word, until(bytes.iter().position(|b| !is_word(*b) && *b != b'$'))),
        _ => (Lexeme::Other, at + 1),
    }
}

/// The lexemes of a text that carry meaning, with their bytes.
pub fn lexemes(text: &str, dialect: Dialect) -> impl Iterator<Item = (Lexeme, &str, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let (kind, end) = lexeme(text, at, dialect);
            let start = std::mem::replace(&mut at, end);
            if !matches!(kind, Lexeme::Space | Lexeme::Comment) {
                return Some((kind, &text[start..end], start));
            }
        }
        None
    })
}

struct Splitter<'a> {
    script: &'a str,
    dialect: Dialect,
    at: usize,
    delimiter: String,
    pieces: Vec<Piece<'a>>,
}

impl Splitter<'_> {
    /// Reads one statement, or one line that is none.
    fn statement(&mut self) {
        let mut start = None;
        let mut words = Vec::new();
        let mut last = String::new();
        let mut depth = 0_usize;
        let mut had_body = false;
        while self.at < self.script.len() {
            if self.at_line_start() {
                if start.is_none() && self.client_line() {
                    return;
                }
                if self.separator_line() {
                    self.finish(start, self.at);
                    self.skip_line();
                    return;
                }
            }
            let inside_body = depth > 0 && self.delimiter == ";";
            if !inside_body && self.script[self.at..].starts_with(&self.delimiter) {
                let before = self.at;
                self.at += self.delimiter.len();
                // The semicolon behind the last END belongs to Oracle's blocks.
                let end = if had_body && self.dialect == Oracle { self.at } else { before };
                self.finish(start, end);
                return;
            }
            let (kind, mut end) = lexeme(self.script, self.at, self.dialect);
            if kind == Lexeme::Word {
                // `end$$` is a word to MySQL, and ends with the terminator.
                let cut = self.script[self.at..end].find(&self.delimiter).filter(|cut| *cut > 0);
                end = cut.map_or(end, |cut| self.at + cut);
            }
            if !matches!(kind, Lexeme::Space | Lexeme::Comment) {
                start.get_or_insert(self.at);
            }
            if kind == Lexeme::Word {
                let word = self.script[self.at..end].to_ascii_uppercase();
                depth = self.body_depth(depth, &word, &last, &words);
                had_body |= depth > 0;
                last.clone_from(&word);
                if words.len() < 8 || depth > 0 && word == "BEGIN" {
                    words.push(word);
                }
            }
            self.at = end;
        }
        self.finish(start, self.script.len());
    }

    /// How deep in BEGIN ... END the words so far lead, in the statements that have a body.
    fn body_depth(&self, depth: usize, word: &str, last: &str, before: &[String]) -> usize {
        let routine = |w: &String| matches!(w.as_str(), "TRIGGER" | "PROCEDURE" | "FUNCTION" | "PACKAGE" | "EVENT");
        let has_body = before.first().is_some_and(|w| w == "CREATE" || w == "ALTER") && before.iter().any(routine);
        match word {
            _ if matches!(self.dialect, PostgreSql | HeliosDb) || !has_body => depth,
            // Oracle's declarations before BEGIN end with semicolons too; its bodies end with a line of `/`.
            "AS" | "IS" if self.dialect == Oracle && depth == 0 => 1,
            "BEGIN" if self.dialect == Oracle && depth == 1 && !before.iter().any(|w| w == "BEGIN") => depth,
            "BEGIN" | "CASE" if last != "END" => depth + 1,
            "IF" | "LOOP" | "WHILE" | "REPEAT" if last == "END" => depth + 1,
            "END" => depth.saturating_sub(1),
            _ => depth,
        }
    }

    fn at_line_start(&self) -> bool {
        self.at == 0 || self.script.as_bytes()[self.at - 1] == b'\n'
    }

    fn line(&self) -> &str {
        let rest = &self.script[self.at..];
        rest.split('\n').next().unwrap_or(rest).trim()
    }

    fn skip_line(&mut self) {
        let rest = &self.script[self.at..];
        self.at += rest.find('\n').map_or(rest.len(), |end| end + 1);
    }

    /// Skips a line that speaks to the database's own client.
    fn client_line(&mut self) -> bool {
        let line = self.line();
        let is_mysql = matches!(self.dialect, MySql | MariaDb);
        let delimiter = line.get(.."delimiter".len()).filter(|word| is_mysql && word.eq_ignore_ascii_case("delimiter"));
        if let Some(word) = delimiter {
            let named = line[word.len()..].trim();
            if !named.is_empty() {
                self.delimiter = named.to_owned();
            }
        } else if !(line.starts_with('\\') && matches!(self.dialect, PostgreSql | HeliosDb)
            || line.starts_with('.') && self.dialect == Sqlite)
        {
            return false;
        }
        self.skip_line();
        true
    }

    /// A line that ends a batch (`GO`) or a block (`/`).
    fn separator_line(&self) -> bool {
        match self.dialect {
            SqlServer => {
                self.line().split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("go"))
                    && self
                        .line()
                        .split_whitespace()
                        .nth(1)
                        .is_none_or(|count| count.bytes().all(|b| b.is_ascii_digit()))
            }
            Oracle => self.line() == "/",
            _ => false,
        }
    }

    fn finish(&mut self, start: Option<usize>, end: usize) {
        let Some(start) = start else { return };
        let text = self.script[start..end].trim_end();
        if text.is_empty() {
            return;
        }
        self.pieces.push(Piece { start, text });
        if reads_rows(text) && matches!(self.dialect, PostgreSql | HeliosDb) {
            self.skip_rows();
        }
    }

    /// Skips the rows behind `COPY ... FROM stdin`, up to the line `\.`.
    fn skip_rows(&mut self) {
        self.skip_line();
        while self.at < self.script.len() {
            let is_end = self.line() == "\\.";
            self.skip_line();
            if is_end {
                return;
            }
        }
    }
}

fn reads_rows(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.starts_with("copy ") && lower.contains("from stdin")
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Where a quoted text ends whose inside starts at `at`. A doubled quote stands for one.
fn end_of_quoted(bytes: &[u8], mut at: usize, quote: u8, backslash: bool) -> Option<usize> {
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if backslash => at += 2,
            byte if byte != quote => at += 1,
            _ if bytes.get(at + 1) == Some(&quote) => at += 2,
            _ => return Some(at + 1),
        }
    }
    None
}

fn end_of_comment(text: &str, dialect: Dialect) -> Option<usize> {
    let nests = matches!(dialect, PostgreSql | HeliosDb | SqlServer);
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while at + 1 < bytes.len() {
        match (bytes[at], bytes[at + 1]) {
            (b'/', b'*') if depth == 0 || nests => {
                depth += 1;
                at += 2;
            }
            (b'*', b'/') => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => at += 1,
        }
    }
    None
}

/// `$$ ... $$` or `$tag$ ... $tag$`.
fn end_of_dollar_quoted(text: &str) -> Option<usize> {
    let tag_end = text[1..].find('$')? + 2;
    let tag = &text[..tag_end];
    let inside = &tag[1..tag.len() - 1];
    if !inside.bytes().all(is_word) || inside.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some(text[tag_end..].find(tag).map_or(text.len(), |end| tag_end + end + tag_end))
}

/// `q'[ ... ]'`.
fn end_of_oracle_quoted(text: &str) -> Option<usize> {
    let open = text[2..].chars().next()?;
    let close = match open {
        '[' => ']',
        '(' => ')',
        '{' => '}',
        '<' => '>',
        other => other,
    };
    let inside = 2 + open.len_utf8();
    let ending = format!("{close}'");
    text[inside..].find(&ending).map(|end| inside + end + ending.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(dialect: Dialect, script: &str, expected: &[&str]) {
        let texts: Vec<&str> = split(script, dialect).iter().map(|piece| piece.text).collect();
        assert_eq!(texts, expected, "{dialect}: {script}");
    }

    #[test]
    fn terminators_inside_quotes_and_comments_do_not_count() {
        check(
            PostgreSql,
            "a ';' b; -- c;\nd /* ; /* ; */ ; */ e; \";\"",
            &["a ';' b", "d /* ; /* ; */ ; */ e", "\";\""],
        );
        check(
            PostgreSql,
            "do $$ a; b $$; do $x$ ; $$ ; $x$; select $1;",
            &["do $$ a; b $$", "do $x$ ; $$ ; $x$", "select $1"],
        );
        check(PostgreSql, "a E'\\';' ; b", &["a E'\\';'", "b"]);
        check(MySql, "a 'x\\';' # ;\n; b `;`", &["a 'x\\';' # ;", "b `;`"]);
        check(SqlServer, "a [;]; b", &["a [;]", "b"]);
        check(Oracle, "a q'[;'']' ; b", &["a q'[;'']'", "b"]);
        check(Sqlite, "  ;; ", &[]);
    }

    #[test]
    fn clients_have_separators_of_their_own() {
        check(SqlServer, "a\nGO\nb\ngo 3\nc", &["a", "b", "c"]);
        check(SqlServer, "a\ngoal", &["a\ngoal"]);
        check(
            Oracle,
            "create procedure p as x int; begin y; end;\n/\nb",
            &["create procedure p as x int; begin y; end;", "b"],
        );
        check(
            MySql,
            "DELIMITER $$\ncreate trigger a begin b; end$$\nDELIMITER ;\nc;",
            &["create trigger a begin b; end", "c"],
        );
        check(PostgreSql, "\\connect x\na; copy t from stdin;\n1\t;\n\\.\nb;", &["a", "copy t from stdin", "b"]);
    }

    #[test]
    fn bodies_of_triggers_stay_whole() {
        let body =
            "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET c = CASE WHEN 1 THEN 2 END; DELETE FROM d; END";
        check(Sqlite, &format!("{body}; x;"), &[body, "x"]);
        let body = "CREATE PROCEDURE p() BEGIN IF a THEN b; END IF; c; END";
        check(MySql, &format!("{body}; x;"), &[body, "x"]);
    }
}
