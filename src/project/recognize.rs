//! What a file that someone opens or drops is, by its content first and its name second.

use crate::dialect::Dialect;
use crate::import::{self, Language};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// JSON, as projects are saved.
    Project,
    /// An SQL script, with the dialect that its words tell, if they tell one.
    Sql(Option<Dialect>),
    /// A schema in another language than SQL.
    Schema(Language),
    /// A text in plain language.
    Description,
    /// No text at all.
    Binary,
}

/// Recognises a file.
pub fn recognize(name: &str, text: &str) -> Kind {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let start = text.trim_start();
    if is_binary(text) {
        return Kind::Binary;
    }
    if start.starts_with('{') || ending == "json" {
        return Kind::Project;
    }
    if let Some(language) = import::recognize(name, text) {
        return Kind::Schema(language);
    }
    if matches!(ending.as_str(), "sql" | "ddl" | "psql" | "pgsql") || is_sql(text) {
        return Kind::Sql(dialect_of(text));
    }
    Kind::Description
}

/// Whether a text has characters that no text has, or was not in UTF-8.
fn is_binary(text: &str) -> bool {
    let odd = |c: &char| *c == '\u{FFFD}' || (c.is_control() && !c.is_whitespace());
    let all = text.chars().take(4_000).count();
    text.contains('\0') || text.chars().take(4_000).filter(odd).count() * 20 > all
}

/// Whether a text has a line that begins a statement which makes or changes a table or type.
pub fn is_sql(text: &str) -> bool {
    let begins = |line: &str| {
        let words: Vec<String> = line.split_whitespace().take(6).map(str::to_lowercase).collect();
        let object =
            |word: &String| matches!(word.as_str(), "table" | "type" | "schema" | "database" | "index" | "view");
        let verb = words.first().is_some_and(|word| matches!(word.as_str(), "create" | "alter"));
        verb && words.iter().skip(1).any(object)
    };
    text.lines().any(begins)
}

/// Words and signs that one dialect has and the others have not, in lower case.
const SIGNS: [(Dialect, &[&str]); 6] = [
    (
        Dialect::PostgreSql,
        &[
            "bigserial",
            " serial",
            "timestamptz",
            "jsonb",
            "::",
            "$$",
            "create extension",
            "owner to",
            "nextval(",
            "pg_catalog",
            "tsvector",
            "character varying",
            "without time zone",
        ],
    ),
    (
        Dialect::MySql,
        &["`", "engine=", "auto_increment", " unsigned", "charset", "mysql dump", "tinyint(1)", "mediumtext"],
    ),
    (Dialect::MariaDb, &["mariadb", "current_timestamp()", "engine=aria"]),
    (
        Dialect::SqlServer,
        &[
            "\ngo\n",
            "\ngo\r",
            "nvarchar(",
            "identity(1",
            "[dbo]",
            "dbo.",
            "datetime2",
            "uniqueidentifier",
            "nonclustered",
            "] [",
        ],
    ),
    (
        Dialect::Oracle,
        &["varchar2", " number(", " number,", "nvarchar2", "sysdate", "tablespace users", "systimestamp", " byte)"],
    ),
    (Dialect::Sqlite, &["autoincrement", "pragma ", "without rowid", "sqlite_sequence", "begin transaction;"]),
];

/// The dialect whose words a script uses most, if it uses any.
fn dialect_of(script: &str) -> Option<Dialect> {
    // The beginning of a dump says enough; its rows say nothing.
    let start: String = script.chars().take(200_000).collect::<String>().to_lowercase();
    let has = |signs: &[&str]| signs.iter().filter(|sign| start.contains(*sign)).count();
    let score = |(dialect, signs): (Dialect, &[&str])| {
        // MariaDB writes all that MySQL does.
        let own = has(signs);
        let score = if dialect == Dialect::MariaDb && own > 0 { own + has(SIGNS[1].1) } else { own };
        (score, dialect)
    };
    let best = SIGNS.into_iter().map(score).max_by_key(|(score, _)| *score)?;
    (best.0 > 0).then_some(best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_what_is_in_them() {
        let check =
            |name: &str, text: &str, expected: Kind| assert_eq!(recognize(name, text), expected, "{name}: {text}");
        check("a.json", "{}", Kind::Project);
        check("a.txt", " {\"format\": \"schema-architect\"}", Kind::Project);
        check("a.sql", "", Kind::Sql(None));
        check("dump", "-- x\nCREATE TABLE a (id int);", Kind::Sql(None));
        check("dump.txt", "create unlogged table a (id bigserial);", Kind::Sql(Some(Dialect::PostgreSql)));
        check("shop.txt", "Users create orders. A table has four seats.", Kind::Description);
        check("notes.md", "# Shop\n- users with name", Kind::Description);
        check("empty.txt", "", Kind::Description);
        check("photo.png", "\u{FFFD}PNG\r\n\u{1A}\n\0\0", Kind::Binary);
        check("odd.txt", &"\u{FFFD}\u{2}ab".repeat(50), Kind::Binary);
    }

    #[test]
    fn scripts_tell_their_dialect() {
        let check = |script: &str, expected: Option<Dialect>| assert_eq!(dialect_of(script), expected, "{script}");
        check("CREATE TABLE a (id int)", None);
        check("CREATE TABLE a (id timestamptz DEFAULT 'x'::text)", Some(Dialect::PostgreSql));
        check("CREATE TABLE `a` (id int(10) unsigned) ENGINE=InnoDB", Some(Dialect::MySql));
        check("-- MariaDB dump 10.19\nCREATE TABLE `a` (id int) ENGINE=InnoDB", Some(Dialect::MariaDb));
        check("CREATE TABLE [dbo].[a] ([id] int IDENTITY(1,1))\nGO\n", Some(Dialect::SqlServer));
        check("CREATE TABLE a (id NUMBER(10), name VARCHAR2(20 CHAR))", Some(Dialect::Oracle));
        check("CREATE TABLE a (id integer primary key autoincrement)", Some(Dialect::Sqlite));
    }
}
