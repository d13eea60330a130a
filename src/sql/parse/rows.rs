//! Some of the rows that a script holds: those of INSERT ... VALUES, and those behind PostgreSQL's COPY.

use super::cursor::Cursor;
use super::lexer::{Kind, first_tokens, lexeme, text_value};
use super::read::row_target;
use super::split::{Piece, split};
use crate::dialect::Dialect;
use crate::schema::QualifiedName;

/// Rows of one table under the columns that the script names; no columns where it names none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRows {
    pub table: QualifiedName,
    pub columns: Vec<String>,
    /// `None` is NULL, and what a call or an expression would give, which is not in the text.
    pub rows: Vec<Vec<Option<String>>>,
}

/// How many tokens may stand before VALUES: a name and the columns.
const LONGEST_HEAD: usize = 4_000;

/// The first rows of each table of a script, at most so many.
pub fn rows(script: &str, dialect: Dialect, most: usize) -> Vec<TableRows> {
    let mut samples = Samples::new(dialect, most);
    split(script, dialect).iter().for_each(|piece| samples.take(script, piece));
    samples.tables
}

/// What was gathered so far.
pub struct Samples {
    dialect: Dialect,
    most: usize,
    pub tables: Vec<TableRows>,
}

impl Samples {
    pub fn new(dialect: Dialect, most: usize) -> Self {
        Self { dialect, most, tables: Vec::new() }
    }

    /// Adds the rows of a statement, as long as its table has not enough.
    pub fn take(&mut self, script: &str, piece: &Piece) {
        if self.most == 0 || piece.rows == 0 {
            return;
        }
        let head = first_tokens(piece.text, self.dialect, LONGEST_HEAD.min(16));
        let mut cursor = Cursor::new(&head, self.dialect);
        let Some(table) = row_target(&mut cursor) else { return };
        let known = self.tables.iter().filter(|known| known.table == table).map(|known| known.rows.len()).sum();
        let wanted = self.most.saturating_sub(known);
        if wanted == 0 {
            return;
        }
        let head = first_tokens(piece.text, self.dialect, LONGEST_HEAD);
        let mut cursor = Cursor::new(&head, self.dialect);
        row_target(&mut cursor);
        let columns = cursor.names().unwrap_or_default();
        let rows = if head.first().is_some_and(|first| first.is("copy")) {
            copied(script.get(piece.start + piece.text.len()..).unwrap_or_default(), wanted)
        } else {
            let Some(values) = head.iter().find(|token| token.is("values")) else { return };
            inserted(piece.text, values.end(), self.dialect, wanted)
        };
        match self.tables.iter_mut().find(|known| known.table == table && known.columns == columns) {
            Some(known) => known.rows.extend(rows),
            None => self.tables.push(TableRows { table, columns, rows }),
        }
    }
}

/// The values between the parentheses behind VALUES.
fn inserted(text: &str, mut at: usize, dialect: Dialect, wanted: usize) -> Vec<Vec<Option<String>>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut value: Vec<(Kind, &str)> = Vec::new();
    let mut depth = 0_usize;
    while at < text.len() && rows.len() < wanted {
        let (kind, end) = lexeme(text, at, dialect);
        let token = &text[at..end];
        at = end;
        match (depth, token) {
            _ if kind.is_blank() => {}
            (0, "(") => depth = 1,
            (0, _) => {}
            (1, ")" | ",") => {
                row.push(literal(&value, dialect));
                value.clear();
                if token == ")" {
                    rows.push(std::mem::take(&mut row));
                    depth = 0;
                }
            }
            _ => {
                match token {
                    "(" => depth += 1,
                    ")" => depth -= 1,
                    _ => {}
                }
                value.push((kind, token));
            }
        }
    }
    rows
}

/// A string, a number with its sign, or a truth value.
fn literal(value: &[(Kind, &str)], dialect: Dialect) -> Option<String> {
    match value {
        [(Kind::Text, text)] => Some(text_value(text, dialect)),
        [(Kind::Number, digits)] => Some((*digits).to_owned()),
        [(Kind::Symbol, "-"), (Kind::Number, digits)] => Some(format!("-{digits}")),
        [(Kind::Word, word)] if word.eq_ignore_ascii_case("true") || word.eq_ignore_ascii_case("false") => {
            Some(word.to_ascii_lowercase())
        }
        // PostgreSQL's casts and SQL Server's `CAST(N'...' AS Date)` leave the text as it is.
        [(Kind::Text, text), (Kind::Symbol, "::"), ..] => Some(text_value(text, dialect)),
        [(Kind::Word, cast), (Kind::Symbol, "("), (Kind::Text, text), ..] if cast.eq_ignore_ascii_case("cast") => {
            Some(text_value(text, dialect))
        }
        _ => None,
    }
}

/// The lines behind `COPY ... FROM stdin` in its text format: tabs between fields, `\N` for NULL.
fn copied(behind: &str, wanted: usize) -> Vec<Vec<Option<String>>> {
    let lines = behind.split('\n').skip(1).map(|line| line.strip_suffix('\r').unwrap_or(line));
    let fields = |line: &str| line.split('\t').map(field).collect();
    lines.take_while(|line| *line != "\\.").take(wanted).map(fields).collect()
}

fn field(text: &str) -> Option<String> {
    if text == "\\N" {
        return None;
    }
    let mut value = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        value.push(match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                Some(other) => other,
                None => '\\',
            },
            (other, _) => other,
        });
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table's rows as `table(columns): a|b; c|NULL`.
    fn check(dialect: Dialect, script: &str, most: usize, expected: &[&str]) {
        let line = |row: &Vec<Option<String>>| {
            row.iter().map(|value| value.as_deref().unwrap_or("NULL")).collect::<Vec<_>>().join("|")
        };
        let shown: Vec<String> = rows(script, dialect, most)
            .iter()
            .map(|own| {
                let rows: Vec<String> = own.rows.iter().map(line).collect();
                format!("{}({}): {}", own.table, own.columns.join(","), rows.join("; "))
            })
            .collect();
        assert_eq!(shown, expected, "{script}");
    }

    #[test]
    fn rows_of_every_dump_are_read() {
        check(
            Dialect::PostgreSql,
            "COPY public.t (a, b) FROM stdin;\n1\tx\\ty\n2\t\\N\n\\.\nINSERT INTO t VALUES ('a'::text, -1, now());",
            9,
            &["t(a,b): 1|x\ty; 2|NULL", "t(): a|-1|NULL"],
        );
        check(
            Dialect::MySql,
            "INSERT INTO `t` (`a`, `b`) VALUES (1,'it\\'s;'),(2,'(,)');\nINSERT INTO t (a, b) VALUES (3, NULL);",
            9,
            &["t(a,b): 1|it's;; 2|(,); 3|NULL"],
        );
        check(
            Dialect::SqlServer,
            "INSERT [dbo].[t] ([Id], [At]) VALUES (1, CAST(N'2020-01-01' AS Date))\nINSERT [dbo].[t] ([Id], [At]) VALUES (2, N'x')\nGO\n",
            9,
            &["t(Id,At): 1|2020-01-01; 2|x"],
        );
    }

    #[test]
    fn no_more_rows_are_kept_than_were_asked_for() {
        check(Dialect::Sqlite, "INSERT INTO t VALUES (1),(2),(3);INSERT INTO t VALUES (4);", 2, &["t(): 1; 2"]);
        check(Dialect::Sqlite, "INSERT INTO t VALUES (1);INSERT INTO t SELECT 2;", 0, &[]);
    }
}
