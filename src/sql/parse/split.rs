//! A script as statements with their places, without understanding any of them.

use super::classify::{self, Class, class};
use super::lexer::{Kind, first_tokens, lexeme};
use crate::dialect::Dialect::{self, HeliosDb, MariaDb, MySql, Oracle, PostgreSql, SqlServer, Sqlite};

/// A statement without its terminator, from its first token on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Byte in the script where the text starts.
    pub start: usize,
    pub text: &'a str,
    /// How many rows it holds, for statements that insert some.
    pub rows: usize,
}

/// Takes a script apart at `;`, at `GO` and `/` on lines of their own, and at what MySQL's `DELIMITER` names. Quotes,
/// comments, dollar quotes, the bodies of routines and the data of COPY are not searched for terminators. The time is
/// linear in the length of the script.
pub fn split(script: &str, dialect: Dialect) -> Vec<Piece<'_>> {
    split_watched(script, dialect, &mut |_| ())
}

/// The same; `watch` is told the byte at which each statement is looked for.
pub fn split_watched<'a>(script: &'a str, dialect: Dialect, watch: &mut dyn FnMut(usize)) -> Vec<Piece<'a>> {
    let mut splitter = Splitter { script, dialect, at: 0, delimiter: ";".to_owned(), pieces: Vec::new() };
    while splitter.at < script.len() {
        watch(splitter.at);
        splitter.statement();
    }
    splitter.pieces
}

struct Splitter<'a> {
    script: &'a str,
    dialect: Dialect,
    at: usize,
    delimiter: String,
    pieces: Vec<Piece<'a>>,
}

/// How a statement finds its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Plain,
    /// Rows, which may be many: only quotes matter.
    Data,
    /// A body with semicolons of its own.
    Body,
    /// PostgreSQL's rules hold their statements in parentheses.
    Rule,
}

impl<'a> Splitter<'a> {
    /// Reads one statement, or one line that is none.
    fn statement(&mut self) {
        if !self.find_token() {
            return;
        }
        let start = self.at;
        let head = first_tokens(&self.script[start..], self.dialect, 32);
        let Some(first) = head.first() else {
            self.at = self.script.len();
            return;
        };
        let shape = match class(first) {
            Class::Data => Shape::Data,
            _ if classify::has_body(&head, self.dialect) => Shape::Body,
            _ if self.is_postgres() && head.iter().take(5).any(|token| token.is("rule")) => Shape::Rule,
            _ => Shape::Plain,
        };
        let is_copy = first.is("copy");
        let may_run_on = first.is("create") || first.is("alter");
        match shape {
            Shape::Data if self.delimiter == ";" && self.dialect != SqlServer => self.data(start),
            Shape::Body if self.dialect == Oracle => self.block(start),
            Shape::Body if self.dialect == SqlServer => self.batch(start),
            _ => self.plain(start, shape, may_run_on),
        }
        if is_copy && self.pieces.last().is_some_and(|piece| piece.start == start && reads_input(piece.text)) {
            self.copied_rows();
        }
    }

    fn is_postgres(&self) -> bool {
        matches!(self.dialect, PostgreSql | HeliosDb)
    }

    fn is_mysql(&self) -> bool {
        matches!(self.dialect, MySql | MariaDb)
    }

    /// Goes to the next token; whole lines that speak to a client are passed over. Whether there is a token.
    fn find_token(&mut self) -> bool {
        while self.at < self.script.len() {
            if self.at_line_start() && (self.separator_line() || self.client_line()) {
                self.skip_line();
                continue;
            }
            if self.script[self.at..].starts_with(&self.delimiter) {
                self.at += self.delimiter.len();
                continue;
            }
            let (kind, end) = lexeme(self.script, self.at, self.dialect);
            if !kind.is_blank() {
                return true;
            }
            // Line by line, so that no client's line is missed.
            let line_end = self.script[self.at..end].find('\n').map(|line| self.at + line + 1);
            let is_space = self.script.as_bytes()[self.at].is_ascii_whitespace();
            self.at = if is_space { line_end.unwrap_or(end) } else { end };
        }
        false
    }

    fn plain(&mut self, start: usize, shape: Shape, may_run_on: bool) {
        let mut parentheses = 0_usize;
        let mut body = Body::default();
        let (mut in_values, mut rows) = (false, 0);
        while self.at < self.script.len() {
            if self.at > start && self.at_line_start() {
                if self.separator_line() {
                    self.finish_data(start, self.at, rows);
                    self.skip_line();
                    return;
                }
                if parentheses == 0 && self.begins_statement(may_run_on && shape == Shape::Plain) {
                    self.finish_data(start, self.at, rows);
                    return;
                }
            }
            let protected = match shape {
                Shape::Rule => parentheses > 0,
                Shape::Body => body.depth > 0 && self.delimiter == ";",
                _ => false,
            };
            if !protected && self.script[self.at..].starts_with(&self.delimiter) {
                let end = self.at;
                self.at += self.delimiter.len();
                self.finish_data(start, end, rows);
                return;
            }
            let (kind, mut end) = lexeme(self.script, self.at, self.dialect);
            match kind {
                Kind::Word => {
                    // `end$$` is a word to MySQL, and ends with the terminator.
                    if self.delimiter != ";" {
                        let cut = self.script[self.at..end].find(&self.delimiter).filter(|cut| *cut > 0);
                        end = cut.map_or(end, |cut| self.at + cut);
                    }
                    in_values |= shape == Shape::Data
                        && parentheses == 0
                        && self.script[self.at..end].eq_ignore_ascii_case("values");
                    if shape == Shape::Body {
                        body.word(&self.script[self.at..end], self.dialect);
                    }
                    if self.dialect == SqlServer && parentheses == 0 && self.follows_condition(start) {
                        self.finish_data(start, self.at, rows);
                        return;
                    }
                }
                Kind::Symbol if self.script.as_bytes()[self.at] == b'(' => {
                    rows += usize::from(in_values && parentheses == 0);
                    parentheses += 1;
                }
                Kind::Symbol if self.script.as_bytes()[self.at] == b')' => {
                    parentheses = parentheses.saturating_sub(1);
                }
                // Blanks end at a line's end, so that every line's start is seen.
                Kind::Space if self.script.as_bytes()[self.at].is_ascii_whitespace() => {
                    let line = self.script[self.at..end].find('\n').map(|line| self.at + line + 1);
                    end = line.unwrap_or(end);
                }
                _ => {}
            }
            self.at = end;
        }
        self.finish_data(start, self.script.len(), rows);
    }

    /// SQL Server needs no terminators, and in every dialect people forget one before `CREATE TABLE`.
    fn begins_statement(&self, may_run_on: bool) -> bool {
        if self.dialect != SqlServer && !may_run_on {
            return false;
        }
        let line = self.line();
        let mut words = line.split(|c: char| c.is_whitespace() || c == '(' || c == ';').filter(|word| !word.is_empty());
        let first = words.next().unwrap_or_default().to_ascii_uppercase();
        let second = words.next().unwrap_or_default().to_ascii_uppercase();
        if self.dialect != SqlServer {
            return first == "CREATE" && second == "TABLE";
        }
        match first.as_str() {
            "CREATE" | "INSERT" | "USE" | "EXEC" | "EXECUTE" | "PRINT" | "DECLARE" | "GRANT" | "DENY" | "BEGIN"
            | "END" | "TRUNCATE" | "IF" | "COMMIT" | "ROLLBACK" => true,
            "ALTER" => second != "COLUMN",
            "DROP" => second != "CONSTRAINT" && second != "COLUMN",
            "SET" => !matches!(second.as_str(), "NULL" | "DEFAULT"),
            _ => false,
        }
    }

    /// Whether a statement begins here behind the condition of SQL Server's `IF`.
    fn follows_condition(&self, start: usize) -> bool {
        let is_if = self.script.get(start..start + 2).is_some_and(|word| word.eq_ignore_ascii_case("if"));
        let word = self.script[self.at..].split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        is_if
            && self.at > start
            && ["create", "alter", "drop", "exec", "execute", "begin"].iter().any(|w| word.eq_ignore_ascii_case(w))
    }

    /// A statement of rows: fast, and it counts them.
    fn data(&mut self, start: usize) {
        let bytes = self.script.as_bytes();
        let escapes = self.is_mysql();
        let mut depth = 0_usize;
        let mut rows = 0;
        let mut in_values = false;
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b';' => {
                    let end = self.at;
                    self.at += 1;
                    self.finish_data(start, end, rows);
                    return;
                }
                b'\'' | b'"' | b'`' => self.at = past_quote(bytes, self.at, escapes && byte != b'`'),
                b'(' => {
                    rows += usize::from(in_values && depth == 0);
                    depth += 1;
                    self.at += 1;
                }
                b')' => {
                    depth = depth.saturating_sub(1);
                    self.at += 1;
                }
                b'-' | b'/' | b'#' | b'$' | b'E' | b'e' | b'q' | b'Q' | b'[' => {
                    (_, self.at) = lexeme(self.script, self.at, self.dialect);
                }
                b'V' | b'v' if depth == 0 && bytes[self.at..].len() > 6 => {
                    in_values |= bytes[self.at..self.at + 6].eq_ignore_ascii_case(b"values");
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
        self.at = self.script.len();
        self.finish_data(start, self.script.len(), rows);
    }

    /// One of Oracle's blocks: it ends at a line of `/`, or where its last END is closed.
    fn block(&mut self, start: usize) {
        let mut body = Body::default();
        while self.at < self.script.len() {
            if self.at > start && self.at_line_start() && self.separator_line() {
                self.finish(start, self.at);
                self.skip_line();
                return;
            }
            let (kind, mut end) = lexeme(self.script, self.at, self.dialect);
            match kind {
                Kind::Word => body.word(&self.script[self.at..end], self.dialect),
                Kind::Symbol if body.depth == 0 && body.opened && self.script.as_bytes()[self.at] == b';' => {
                    // The semicolon behind the last END belongs to the block.
                    self.at = end;
                    self.finish(start, end);
                    return;
                }
                Kind::Space => {
                    let line = self.script[self.at..end].find('\n').map(|line| self.at + line + 1);
                    end = line.unwrap_or(end);
                }
                _ => {}
            }
            self.at = end;
        }
        self.finish(start, self.script.len());
    }

    /// The rest of a batch: SQL Server's routines stand alone in theirs.
    fn batch(&mut self, start: usize) {
        while self.at < self.script.len() {
            if self.at > start && self.at_line_start() && self.separator_line() {
                self.finish(start, self.at);
                self.skip_line();
                return;
            }
            let (kind, end) = lexeme(self.script, self.at, self.dialect);
            let line = self.script[self.at..end].find('\n').map(|line| self.at + line + 1);
            let is_space = kind == Kind::Space && self.script.as_bytes()[self.at].is_ascii_whitespace();
            self.at = if is_space { line.unwrap_or(end) } else { end };
        }
        self.finish(start, self.script.len());
    }

    /// The lines behind `COPY ... FROM stdin`, up to `\.`.
    fn copied_rows(&mut self) {
        self.skip_line();
        let mut rows = 0;
        while self.at < self.script.len() {
            let rest = &self.script.as_bytes()[self.at..];
            let size = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
            let line = rest[..size].strip_suffix(b"\r").unwrap_or(&rest[..size]);
            self.at = (self.at + size + 1).min(self.script.len());
            if line == b"\\." {
                break;
            }
            rows += 1;
        }
        if let Some(piece) = self.pieces.last_mut() {
            piece.rows = rows;
        }
    }

    fn at_line_start(&self) -> bool {
        self.at == 0 || self.script.as_bytes()[self.at - 1] == b'\n'
    }

    fn line(&self) -> &'a str {
        let rest = &self.script[self.at..];
        rest.split('\n').next().unwrap_or(rest).trim()
    }

    fn skip_line(&mut self) {
        let rest = &self.script[self.at..];
        self.at += rest.find('\n').map_or(rest.len(), |end| end + 1);
    }

    /// A line that speaks to the database's own client. MySQL's `DELIMITER` is remembered.
    fn client_line(&mut self) -> bool {
        let line = self.line();
        let first = line.split(|c: char| c.is_whitespace() || c == ';').next().unwrap_or_default();
        let is = |word: &str| first.eq_ignore_ascii_case(word);
        match self.dialect {
            PostgreSql | HeliosDb => line.starts_with('\\'),
            Sqlite => line.starts_with('.'),
            MySql | MariaDb if is("delimiter") => {
                let named = line[first.len()..].trim();
                if !named.is_empty() {
                    self.delimiter = named.to_owned();
                }
                true
            }
            MySql | MariaDb => is("source") || line.starts_with("\\."),
            Oracle => {
                let client =
                    ["prompt", "rem", "remark", "spool", "whenever", "conn", "connect", "exit", "quit", "define"];
                let sets = [
                    "define",
                    "echo",
                    "feedback",
                    "serveroutput",
                    "sqlblanklines",
                    "verify",
                    "termout",
                    "heading",
                    "pagesize",
                    "linesize",
                    "timing",
                    "scan",
                    "sqlprompt",
                    "escape",
                    "trimspool",
                    "autocommit",
                    "long",
                ];
                let second = line.split_whitespace().nth(1).unwrap_or_default().trim_end_matches(';');
                line.starts_with('@')
                    || client.iter().any(|word| is(word))
                    || is("set") && sets.iter().any(|word| second.eq_ignore_ascii_case(word))
            }
            SqlServer => line.starts_with(":setvar") || line.starts_with(":r ") || line.starts_with(":on "),
        }
    }

    /// A line that ends a batch (`GO`) or a block (`/`).
    fn separator_line(&self) -> bool {
        match self.dialect {
            SqlServer => {
                let mut words = self.line().trim_end_matches(';').split_whitespace();
                words.next().is_some_and(|word| word.eq_ignore_ascii_case("go"))
                    && words
                        .next()
                        .is_none_or(|count| count.starts_with("--") || count.bytes().all(|byte| byte.is_ascii_digit()))
            }
            Oracle => self.line() == "/",
            _ => false,
        }
    }

    fn finish(&mut self, start: usize, end: usize) {
        self.finish_data(start, end, 0);
    }

    fn finish_data(&mut self, start: usize, end: usize, rows: usize) {
        let text = self.script[start..end].trim_end();
        // MySQL's `--;` is two signs, and without its terminator a comment.
        if !first_tokens(text, self.dialect, 1).is_empty() {
            self.pieces.push(Piece { start, text, rows });
        }
    }
}

/// How deep in BEGIN ... END the words so far lead.
#[derive(Default)]
struct Body {
    depth: usize,
    opened: bool,
    last: String,
    /// Declarations stand before the BEGIN that comes next.
    declares: bool,
}

impl Body {
    fn word(&mut self, word: &str, dialect: Dialect) {
        let word = if word.len() <= 8 { word.to_ascii_uppercase() } else { String::new() };
        let postgres = matches!(dialect, PostgreSql | HeliosDb);
        match word.as_str() {
            // In PostgreSQL only the bodies of standard SQL stand without quotes.
            "ATOMIC" if postgres && self.last == "BEGIN" => self.depth += 1,
            "CASE" if postgres && self.depth > 0 && self.last != "END" => self.depth += 1,
            "END" if postgres => self.depth = self.depth.saturating_sub(1),
            _ if postgres => {}
            // Oracle's declarations before BEGIN end with semicolons too.
            "AS" | "IS" | "DECLARE" if dialect == Oracle && self.depth == 0 => {
                self.depth = 1;
                self.declares = true;
            }
            "BEGIN" if self.declares => self.declares = false,
            "BEGIN" | "CASE" if self.last != "END" => self.depth += 1,
            "IF" | "LOOP" | "WHILE" | "REPEAT" if self.last == "END" => self.depth += 1,
            "END" => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.opened |= self.depth > 0;
        self.last = word;
    }
}

fn past_quote(bytes: &[u8], open: usize, escapes: bool) -> usize {
    let quote = bytes[open];
    let mut at = open + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if escapes => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Whether a COPY takes its rows from the lines behind it.
fn reads_input(copy: &str) -> bool {
    let lower = copy.to_ascii_lowercase();
    lower.contains("from stdin") || lower.split_whitespace().collect::<Vec<_>>().join(" ").contains("from stdin")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(dialect: Dialect, script: &str, expected: &[&str]) {
        let pieces: Vec<&str> = split(script, dialect).iter().map(|piece| piece.text).collect();
        assert_eq!(pieces, expected);
    }

    #[test]
    fn semicolons_in_quotes_comments_and_bodies_end_nothing() {
        check(PostgreSql, "a ';' /* ; */ b; $x$;$x$ c;; -- ;\n", &["a ';' /* ; */ b", "$x$;$x$ c"]);
        check(
            PostgreSql,
            "CREATE RULE r AS ON INSERT TO t DO (a; b); c",
            &["CREATE RULE r AS ON INSERT TO t DO (a; b)", "c"],
        );
        check(
            PostgreSql,
            "create function f() begin atomic select 1; end; b",
            &["create function f() begin atomic select 1; end", "b"],
        );
        check(
            Sqlite,
            "CREATE TRIGGER t BEGIN a; SELECT CASE x END; END; b",
            &["CREATE TRIGGER t BEGIN a; SELECT CASE x END; END", "b"],
        );
        check(
            MySql,
            "DELIMITER $$\nCREATE PROCEDURE p() BEGIN a; END$$\nDELIMITER ;\nb;",
            &["CREATE PROCEDURE p() BEGIN a; END", "b"],
        );
        check(MySql, "CREATE TABLE event (a int); b", &["CREATE TABLE event (a int)", "b"]);
        check(
            Oracle,
            "CREATE TRIGGER t DECLARE x int; BEGIN a; END;\n/\nb;\n/\n",
            &["CREATE TRIGGER t DECLARE x int; BEGIN a; END;", "b"],
        );
    }

    #[test]
    fn batches_end_at_go_and_statements_need_no_semicolon() {
        check(
            SqlServer,
            "CREATE TABLE a (b int)\nALTER TABLE a\nADD c int\nGO\nCREATE VIEW v AS\nSELECT 1;\nGO 2\n",
            &["CREATE TABLE a (b int)", "ALTER TABLE a\nADD c int", "CREATE VIEW v AS\nSELECT 1"],
        );
        check(
            SqlServer,
            "IF OBJECT_ID('a') IS NOT NULL DROP TABLE a;",
            &["IF OBJECT_ID('a') IS NOT NULL", "DROP TABLE a"],
        );
    }

    #[test]
    fn a_forgotten_semicolon_costs_nothing() {
        check(
            MySql,
            "CREATE TABLE a (b int)\nCREATE TABLE c (d int)",
            &["CREATE TABLE a (b int)", "CREATE TABLE c (d int)"],
        );
    }

    #[test]
    fn rows_are_counted() {
        let check = |dialect: Dialect, script: &str, expected: &[usize]| {
            let rows: Vec<usize> = split(script, dialect).iter().map(|piece| piece.rows).collect();
            assert_eq!(rows, expected, "{script}");
        };
        check(PostgreSql, "COPY t (a) FROM stdin;\n1\n2;x\n\\.\nSELECT 1;", &[2, 0]);
        check(MySql, "INSERT INTO t (a) VALUES (1,'a;\\''),(2,f(3));x", &[2, 0]);
    }

    #[test]
    fn lines_of_clients_are_no_statements() {
        check(PostgreSql, "\\connect x\nSELECT 1;", &["SELECT 1"]);
        check(Oracle, "SET DEFINE OFF\nPROMPT hi; there\nREM x\nCREATE TABLE a (b int);", &["CREATE TABLE a (b int)"]);
    }
}
