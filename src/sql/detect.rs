//! Which dialect a script is written in, from the words that only some dialects have.

use super::parse::{Lexeme, lexeme};
use crate::dialect::Dialect::{self, MariaDb, MySql, Oracle, PostgreSql, SqlServer, Sqlite};

/// A guess with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detected {
    pub dialect: Dialect,
    /// Words of the script that speak for it, as sentences show them; empty where nothing did.
    pub evidence: Vec<String>,
    /// No other dialect comes near.
    pub sure: bool,
}

/// How much of a script is looked at. Dumps begin with what tells them apart.
const LOOKED_AT: usize = 256 * 1024;

/// Words, the dialect that has them, and how much each says.
const WORDS: &[(&str, Dialect, u32)] = &[
    ("serial", PostgreSql, 3),
    ("bigserial", PostgreSql, 5),
    ("smallserial", PostgreSql, 5),
    ("timestamptz", PostgreSql, 4),
    ("jsonb", PostgreSql, 4),
    ("bytea", PostgreSql, 4),
    ("tsvector", PostgreSql, 4),
    ("plpgsql", PostgreSql, 5),
    ("citext", PostgreSql, 4),
    ("inet", PostgreSql, 2),
    ("nextval", PostgreSql, 3),
    ("extension", PostgreSql, 3),
    ("search_path", PostgreSql, 4),
    ("gin", PostgreSql, 2),
    ("gist", PostgreSql, 2),
    ("owner", PostgreSql, 1),
    ("auto_increment", MySql, 6),
    ("engine", MySql, 3),
    ("innodb", MySql, 5),
    ("myisam", MySql, 5),
    ("unsigned", MySql, 4),
    ("mediumint", MySql, 5),
    ("mediumtext", MySql, 5),
    ("longtext", MySql, 5),
    ("longblob", MySql, 5),
    ("tinytext", MySql, 5),
    ("charset", MySql, 3),
    ("zerofill", MySql, 5),
    ("delimiter", MySql, 3),
    ("fulltext", MySql, 2),
    ("nvarchar", SqlServer, 3),
    ("uniqueidentifier", SqlServer, 5),
    ("datetime2", SqlServer, 5),
    ("datetimeoffset", SqlServer, 5),
    ("smalldatetime", SqlServer, 5),
    ("nonclustered", SqlServer, 5),
    ("clustered", SqlServer, 4),
    ("rowguidcol", SqlServer, 5),
    ("dbo", SqlServer, 5),
    ("sp_addextendedproperty", SqlServer, 6),
    ("getdate", SqlServer, 3),
    ("newid", SqlServer, 3),
    ("nchar", SqlServer, 1),
    ("money", SqlServer, 1),
    ("identity", SqlServer, 1),
    ("varchar2", Oracle, 6),
    ("nvarchar2", Oracle, 6),
    ("number", Oracle, 3),
    ("clob", Oracle, 2),
    ("nclob", Oracle, 3),
    ("sysdate", Oracle, 3),
    ("systimestamp", Oracle, 4),
    ("dual", Oracle, 2),
    ("pctfree", Oracle, 5),
    ("tablespace", Oracle, 1),
    ("editionable", Oracle, 5),
    ("novalidate", Oracle, 4),
    ("raise_application_error", Oracle, 5),
    ("autoincrement", Sqlite, 6),
    ("pragma", Sqlite, 6),
    ("rowid", Sqlite, 3),
    ("strict", Sqlite, 2),
    ("sqlite_sequence", Sqlite, 6),
    ("nocase", Sqlite, 3),
];

/// What a dump's first lines say about the tool that wrote it.
const HEADERS: &[(&str, Dialect)] = &[
    ("mariadb dump", MariaDb),
    ("mariadb-dump", MariaDb),
    ("postgresql database dump", PostgreSql),
    ("mysql dump", MySql),
    ("phpmyadmin sql dump", MySql),
    ("mysql workbench", MySql),
    ("heliosdb", Dialect::HeliosDb),
    ("schema-architect catalog: postgresql", PostgreSql),
    ("schema-architect catalog: mysql", MySql),
    ("schema-architect catalog: mariadb", MariaDb),
    ("schema-architect catalog: oracle", Oracle),
    ("schema-architect catalog: sqlserver", SqlServer),
    ("schema-architect catalog: sqlite", Sqlite),
];

/// The dialect that most of what is special about a script speaks for; PostgreSQL where nothing does.
pub fn detect(script: &str) -> Detected {
    let mut end = script.len().min(LOOKED_AT);
    while !script.is_char_boundary(end) {
        end -= 1;
    }
    let text = &script[..end];
    let mut scores = Scores::default();
    let head: String = text.chars().take(2000).collect::<String>().to_lowercase();
    for (words, dialect) in HEADERS {
        if head.contains(words) {
            scores.add(*dialect, 40, words);
        }
    }
    // PostgreSQL's lexer knows neither backticks nor brackets as quotes, so that they show.
    let mut at = 0;
    let mut last = "";
    while at < text.len() {
        let (kind, next) = lexeme(text, at, PostgreSql);
        let token = &text[at..next];
        match kind {
            Lexeme::Word => {
                let lower = token.to_ascii_lowercase();
                for (word, dialect, weight) in WORDS {
                    if *word == lower {
                        scores.add(*dialect, *weight, word);
                    }
                }
                if lower == "go" && stands_alone(text, at, next) {
                    scores.add(SqlServer, 6, "GO");
                }
            }
            Lexeme::Name if token.starts_with('`') => scores.add(MySql, 2, "`name`"),
            Lexeme::Text if token.starts_with('$') => scores.add(PostgreSql, 4, "$$"),
            Lexeme::Symbol if token == "::" => scores.add(PostgreSql, 3, "::"),
            Lexeme::Symbol if token == "[" && text[next..].starts_with(|c: char| c.is_alphabetic()) && last != "]" => {
                scores.add(SqlServer, 2, "[name]");
            }
            Lexeme::Symbol if token == "[" && text[next..].starts_with(']') => scores.add(PostgreSql, 3, "[]"),
            Lexeme::Symbol if token == "/" && stands_alone(text, at, next) => scores.add(Oracle, 6, "/"),
            Lexeme::Comment if token.starts_with("/*!") => scores.add(MySql, 6, "/*!"),
            _ => {}
        }
        if !matches!(kind, Lexeme::Space) {
            last = token;
        }
        at = next;
    }
    scores.best()
}

/// Whether a token is all there is on its line.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].rsplit('\n').next().unwrap_or_default();
    let behind = text[end..].split('\n').next().unwrap_or_default();
    before.trim().is_empty() && behind.trim_matches([' ', '\t', '\r', ';']).is_empty()
}

#[derive(Default)]
struct Scores {
    /// Dialect, points, evidence.
    found: Vec<(Dialect, u32, Vec<String>)>,
}

impl Scores {
    fn add(&mut self, dialect: Dialect, points: u32, word: &str) {
        let at = self.found.iter().position(|(known, ..)| *known == dialect).unwrap_or_else(|| {
            self.found.push((dialect, 0, Vec::new()));
            self.found.len() - 1
        });
        let (_, sum, evidence) = &mut self.found[at];
        // Repetition says little: the tenth backtick is no news.
        let is_new = !evidence.iter().any(|known| known == word);
        *sum = sum.saturating_add(if is_new { points * 4 } else { points.min(1) });
        if is_new {
            evidence.push(word.to_owned());
        }
    }

    fn best(mut self) -> Detected {
        // MariaDB is MySQL with a header.
        let mariadb = self.found.iter().any(|(dialect, ..)| *dialect == MariaDb);
        if mariadb {
            let (points, evidence) = self.found.iter().filter(|(dialect, ..)| *dialect == MySql).fold(
                (0, Vec::new()),
                |(sum, mut all), (_, points, evidence)| {
                    all.extend(evidence.iter().cloned());
                    (sum + points, all)
                },
            );
            self.found.retain(|(dialect, ..)| *dialect != MySql);
            for (dialect, sum, words) in &mut self.found {
                if *dialect == MariaDb {
                    *sum += points;
                    words.extend(evidence.iter().cloned());
                }
            }
        }
        self.found.sort_by_key(|(dialect, points, _)| (std::cmp::Reverse(*points), *dialect));
        let second = self.found.get(1).map_or(0, |(_, points, _)| *points);
        match self.found.into_iter().next() {
            Some((dialect, points, evidence)) => {
                Detected { dialect, evidence, sure: points >= 8 && points > 2 * second }
            }
            None => Detected { dialect: PostgreSql, evidence: Vec::new(), sure: false },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_gives_its_dialect_away() {
        let check = |script: &str, expected: Dialect| assert_eq!(detect(script).dialect, expected, "{script}");
        check("CREATE TABLE a (id serial PRIMARY KEY, b jsonb DEFAULT '{}'::jsonb);", PostgreSql);
        check("CREATE TABLE `a` (`id` int(11) NOT NULL AUTO_INCREMENT) ENGINE=InnoDB;", MySql);
        check("-- MariaDB dump 10.19\nCREATE TABLE `a` (`id` int(11) NOT NULL) ENGINE=InnoDB;", MariaDb);
        check("CREATE TABLE [dbo].[a] ([id] [int] IDENTITY(1,1) NOT NULL)\nGO\n", SqlServer);
        check("CREATE TABLE a (id NUMBER(10), b VARCHAR2(20 CHAR));\n/\n", Oracle);
        check("PRAGMA foreign_keys=OFF;\nCREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT);", Sqlite);
        check("CREATE TABLE a (id int);", PostgreSql);
    }

    #[test]
    fn a_guess_without_evidence_is_not_sure() {
        assert!(!detect("CREATE TABLE a (id int);").sure);
        assert!(detect("CREATE TABLE `a` (id int AUTO_INCREMENT) ENGINE=InnoDB;").sure);
    }
}
