//! Statements that are kept as text: what they make, and the statement that takes them back.

use crate::dialect::Dialect;
use crate::schema::{Opaque, QualifiedName, Schema};

/// What a `CREATE` statement makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Made {
    /// In the words of SQL (`MATERIALIZED VIEW`).
    pub kind: String,
    pub name: QualifiedName,
    /// The name with its quotes.
    pub written: String,
    /// The table of a trigger, policy or rule, with its quotes.
    pub on: Option<String>,
    /// The text between a routine's first parentheses.
    pub arguments: Option<String>,
}

/// Kinds of objects, the longer names first.
const KINDS: &[&str] = &[
    "MATERIALIZED VIEW",
    "FOREIGN DATA WRAPPER",
    "FOREIGN TABLE",
    "EVENT TRIGGER",
    "TEXT SEARCH CONFIGURATION",
    "TEXT SEARCH DICTIONARY",
    "ACCESS METHOD",
    "OPERATOR CLASS",
    "OPERATOR FAMILY",
    "PACKAGE BODY",
    "TYPE BODY",
    "EXTERNAL DATA SOURCE",
    "FULLTEXT INDEX",
    "SPATIAL INDEX",
    "BITMAP INDEX",
    "CLUSTERED INDEX",
    "NONCLUSTERED INDEX",
    "XML SCHEMA COLLECTION",
    "PARTITION FUNCTION",
    "PARTITION SCHEME",
    "CONSTRAINT TRIGGER",
    "PROCEDURAL LANGUAGE",
    "VIRTUAL TABLE",
    "PUBLIC SYNONYM",
    "TABLE",
    "VIEW",
    "FUNCTION",
    "PROCEDURE",
    "PROC",
    "TRIGGER",
    "POLICY",
    "RULE",
    "EXTENSION",
    "TYPE",
    "DOMAIN",
    "SEQUENCE",
    "INDEX",
    "AGGREGATE",
    "OPERATOR",
    "COLLATION",
    "CONVERSION",
    "STATISTICS",
    "PUBLICATION",
    "SUBSCRIPTION",
    "SERVER",
    "SCHEMA",
    "ROLE",
    "USER",
    "EVENT",
    "PACKAGE",
    "SYNONYM",
    "LANGUAGE",
    "LOGIN",
    "ASSEMBLY",
    "DATABASE",
    "CONTEXT",
    "DIRECTORY",
];

const FILLERS: &[&str] = &[
    "OR",
    "REPLACE",
    "ALTER",
    "TEMPORARY",
    "TEMP",
    "UNIQUE",
    "UNLOGGED",
    "EDITIONABLE",
    "NONEDITIONABLE",
    "FORCE",
    "NOFORCE",
    "DEFINER",
    "RECURSIVE",
    "CLUSTERED",
    "NONCLUSTERED",
    "GLOBAL",
    "LOCAL",
    "TRUSTED",
    "PUBLIC",
    "COLUMNSTORE",
    "ALGORITHM",
    "SQL",
    "SECURITY",
    "UNDEFINED",
    "MERGE",
    "TEMPTABLE",
    "INVOKER",
];

/// What a statement makes; `None` for one that makes nothing.
pub(super) fn made(sql: &str) -> Option<Made> {
    let tokens = tokens(sql);
    let upper: Vec<String> = tokens.iter().map(|token| token.to_uppercase()).collect();
    if upper.first()? != "CREATE" {
        return None;
    }
    let mut at = 1;
    let kind = loop {
        let rest = upper.get(at..)?;
        if let Some(kind) =
            KINDS.iter().find(|kind| kind.split(' ').eq(rest.iter().take(kind.split(' ').count()).map(String::as_str)))
        {
            break *kind;
        }
        let word = rest.first()?;
        // MySQL's DEFINER = `user`@`host` stands before the kind.
        let is_filler = FILLERS.contains(&word.as_str())
            || !word.chars().next()?.is_alphabetic()
            || at > 1 && upper[1..at].iter().any(|word| word == "DEFINER");
        if !is_filler || at > 16 {
            return None;
        }
        at += 1;
    };
    at += kind.split(' ').count();
    while matches!(upper.get(at).map(String::as_str), Some("IF" | "NOT" | "EXISTS" | "CONCURRENTLY")) {
        at += 1;
    }
    let (written, next) = name_at(&tokens, at)?;
    let on = upper.iter().skip(next).position(|word| word == "ON").and_then(|place| {
        let mut at = next + place + 1;
        if upper.get(at).is_some_and(|word| word == "ONLY") {
            at += 1;
        }
        name_at(&tokens, at).map(|(name, _)| name)
    });
    let arguments = arguments(&tokens, next);
    let on =
        on.filter(|_| matches!(kind, "TRIGGER" | "CONSTRAINT TRIGGER" | "POLICY" | "RULE") || kind.ends_with("INDEX"));
    let kind = if kind == "CONSTRAINT TRIGGER" { "TRIGGER" } else { kind };
    Some(Made { kind: kind.to_owned(), name: unquoted(&written), written, on, arguments })
}

/// The statement that takes an opaque object away again; `None` where there is none.
pub(super) fn undo(object: &Opaque, dialect: Dialect) -> Option<String> {
    match made(&object.sql) {
        Some(made) => Some(drop(&made, dialect)),
        None => inverse(&object.sql),
    }
}

fn drop(made: &Made, dialect: Dialect) -> String {
    let Made { kind, written, .. } = made;
    let on = made.on.as_ref();
    let postgres = matches!(dialect, Dialect::PostgreSql | Dialect::HeliosDb);
    match (kind.as_str(), on) {
        ("TRIGGER" | "POLICY" | "RULE", Some(table)) if postgres => format!("DROP {kind} {written} ON {table}"),
        (kind, Some(table))
            if kind.ends_with("INDEX") && !postgres && !matches!(dialect, Dialect::Oracle | Dialect::Sqlite) =>
        {
            format!("DROP INDEX {written} ON {table}")
        }
        (kind, _) if kind.ends_with("INDEX") => format!("DROP INDEX {written}"),
        ("FUNCTION" | "PROCEDURE" | "AGGREGATE", _) if postgres => match &made.arguments {
            Some(arguments) => format!("DROP {kind} {written}({})", signature(arguments)),
            None => format!("DROP {kind} {written}"),
        },
        ("PROC", _) => format!("DROP PROCEDURE {written}"),
        ("VIRTUAL TABLE", _) => format!("DROP TABLE {written}"),
        _ => format!("DROP {kind} {written}"),
    }
}

/// A routine's arguments without their defaults, as `DROP FUNCTION` takes them.
fn signature(arguments: &str) -> String {
    let mut kept = Vec::new();
    for argument in split_commas(arguments) {
        let upper = argument.to_uppercase();
        let end = [upper.find(" DEFAULT "), argument.find('=')].into_iter().flatten().min().unwrap_or(argument.len());
        kept.push(argument.get(..end).unwrap_or(&argument).trim().to_owned());
    }
    kept.join(", ")
}

fn split_commas(text: &str) -> Vec<String> {
    let (mut depth, mut parts) = (0_i32, vec![String::new()]);
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            ',' if depth == 0 && !quoted => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.iter_mut().next_back().into_iter().for_each(|part| part.push(c));
    }
    if parts.len() == 1 && parts[0].trim().is_empty() { Vec::new() } else { parts }
}

/// The statement that undoes one which makes nothing, for the pairs of words that have an opposite.
fn inverse(sql: &str) -> Option<String> {
    let tokens = tokens(sql);
    let upper: Vec<String> = tokens.iter().map(|token| token.to_uppercase()).collect();
    let text = sql.trim().trim_end_matches(';').trim_end();
    let has = |words: &str| find_words(text, words);
    match upper.first()?.as_str() {
        "GRANT" => {
            let (to, end) = has("TO")?;
            let rest = text[end..].to_owned();
            let rest = find_words(&rest, "WITH").map_or(rest.clone(), |(at, _)| rest[..at].trim_end().to_owned());
            Some(format!("REVOKE{}FROM{rest}", &text["GRANT".len()..to]))
        }
        "REVOKE" => {
            let (from, end) = has("FROM")?;
            Some(format!("GRANT{}TO{}", &text["REVOKE".len()..from], &text[end..]))
        }
        "COMMENT" => {
            let (_, end) = has("IS")?;
            Some(format!("{} NULL", &text[..end]))
        }
        "ALTER" => {
            if let (Some((grant, end)), Some((to, after))) = (has("GRANT"), has("TO")) {
                return Some(format!("{}REVOKE{}FROM{}", &text[..grant], &text[end..to], &text[after..]));
            }
            const OPPOSITES: &[(&str, &str)] = &[
                ("NO FORCE ROW LEVEL SECURITY", "FORCE ROW LEVEL SECURITY"),
                ("FORCE ROW LEVEL SECURITY", "NO FORCE ROW LEVEL SECURITY"),
                ("ENABLE ROW LEVEL SECURITY", "DISABLE ROW LEVEL SECURITY"),
                ("DISABLE ROW LEVEL SECURITY", "ENABLE ROW LEVEL SECURITY"),
                ("ENABLE TRIGGER", "DISABLE TRIGGER"),
                ("DISABLE TRIGGER", "ENABLE TRIGGER"),
                ("ENABLE CHANGE_TRACKING", "DISABLE CHANGE_TRACKING"),
                ("NOCHECK CONSTRAINT", "CHECK CONSTRAINT"),
                ("SET UNLOGGED", "SET LOGGED"),
            ];
            for (words, opposite) in OPPOSITES {
                if let Some((at, end)) = has(words) {
                    let rest = if *words == "ENABLE CHANGE_TRACKING" { "" } else { &text[end..] };
                    return Some(format!("{}{opposite}{rest}", &text[..at]));
                }
            }
            let (attach, end) = has("ATTACH PARTITION")?;
            let partition = text[end..].split_whitespace().next()?;
            Some(format!("{}DETACH PARTITION {partition}", &text[..attach]))
        }
        _ => None,
    }
}

/// Where words stand in a text outside quotes: the first byte and the one after.
fn find_words(text: &str, words: &str) -> Option<(usize, usize)> {
    let wanted: Vec<&str> = words.split(' ').collect();
    let tokens = tokens(text);
    let start = text.as_ptr() as usize;
    let place = tokens
        .windows(wanted.len())
        .find(|window| window.iter().zip(&wanted).all(|(a, b)| a.eq_ignore_ascii_case(b)))?;
    let first = place.first()?.as_ptr() as usize - start;
    let last = place.last()?;
    Some((first, last.as_ptr() as usize - start + last.len()))
}

/// Whether one statement can change a function into the one that the new schema has under its id.
pub(super) fn replaceable(old: &Opaque, new: &Schema, dialect: Dialect) -> bool {
    let wanted = new.opaque.iter().find(|wanted| wanted.id == old.id);
    wanted.is_some_and(|wanted| replacing(&old.sql, &wanted.sql, dialect).is_some())
}

/// The statement that replaces a routine by another one with the same arguments and result, where the dialect has one.
pub(super) fn replacing(old: &str, new: &str, dialect: Dialect) -> Option<String> {
    let way = match dialect {
        Dialect::SqlServer => "OR ALTER",
        Dialect::MySql | Dialect::Sqlite => return None,
        _ => "OR REPLACE",
    };
    let (a, b) = (made(old)?, made(new)?);
    let words = |text: &Option<String>| {
        text.as_ref().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
    };
    let alike = a.kind == b.kind
        && a.name == b.name
        && words(&a.arguments) == words(&b.arguments)
        && returns(old) == returns(new);
    if !alike || !matches!(a.kind.as_str(), "FUNCTION" | "PROCEDURE") {
        return None;
    }
    let (_, end) = find_words(new, "CREATE")?;
    let replaces = find_words(new, way).is_some_and(|(at, _)| new[end..at].trim().is_empty());
    Some(if replaces { new.trim().to_owned() } else { format!("CREATE {way}{}", new[end..].trim_end()) })
}

/// The words of a function's result, up to the word that follows it.
fn returns(sql: &str) -> Vec<String> {
    let tokens = tokens(sql);
    let upper = tokens.iter().map(|token| token.to_uppercase());
    let rest = upper.skip_while(|word| word != "RETURNS").skip(1);
    rest.take_while(|word| {
        !matches!(
            word.as_str(),
            "AS" | "LANGUAGE" | "IMMUTABLE" | "STABLE" | "VOLATILE" | "BEGIN" | "DETERMINISTIC" | "COST" | "SECURITY"
        )
    })
    .collect()
}

/// Whether an object cannot stay when another one of this name goes: a trigger on its function, a grant on its view.
pub(super) fn rests_on(object: &Opaque, name: &str) -> bool {
    let kind = made(&object.sql).map(|made| made.kind);
    let mentions = tokens(&object.sql).iter().any(|token| unquoted(token).name.eq_ignore_ascii_case(name));
    match kind.as_deref() {
        // Bodies are looked up when they run.
        Some("FUNCTION" | "PROCEDURE" | "PROC" | "PACKAGE" | "PACKAGE BODY" | "EVENT") => false,
        _ => mentions,
    }
}

/// A name with its namespace, from the token at a place on; and the place after it.
fn name_at(tokens: &[&str], at: usize) -> Option<(String, usize)> {
    let mut written = (*tokens.get(at)?).to_owned();
    let is_name = |token: &str| {
        token.chars().next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '"' | '`' | '[' | '#' | '@'))
    };
    if !is_name(&written) {
        return None;
    }
    let mut next = at + 1;
    while tokens.get(next) == Some(&".") {
        written = format!("{written}.{}", tokens.get(next + 1)?);
        next += 2;
    }
    Some((written, next))
}

fn unquoted(written: &str) -> QualifiedName {
    let mut parts: Vec<String> = Vec::new();
    for token in tokens(written).into_iter().filter(|token| *token != ".") {
        let inner = token.strip_prefix(['"', '`', '[']).and_then(|rest| rest.strip_suffix(['"', '`', ']']));
        parts.push(inner.map_or_else(|| token.to_lowercase(), str::to_owned));
    }
    match parts.pop() {
        Some(name) => QualifiedName { namespace: parts.pop(), name },
        None => QualifiedName::default(),
    }
}

/// The text between the parentheses that open right after a name.
fn arguments(tokens: &[&str], at: usize) -> Option<String> {
    if tokens.get(at) != Some(&"(") {
        return None;
    }
    let mut depth = 0;
    let mut end = at;
    for (place, token) in tokens.iter().enumerate().skip(at) {
        depth += i32::from(*token == "(") - i32::from(*token == ")");
        if depth == 0 {
            end = place;
            break;
        }
    }
    let words: Vec<&str> = tokens.get(at + 1..end)?.to_vec();
    let mut text = String::new();
    for word in words {
        let tight = matches!(word, "," | "(" | ")" | "." | "]" | "[" | ":") || text.ends_with(['(', '.', '[', ':']);
        if !text.is_empty() && !tight {
            text.push(' ');
        }
        text.push_str(word);
    }
    Some(text)
}

/// Words, quoted names, texts and single other characters, without spaces and comments.
fn tokens(sql: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = sql[at..].chars().next() {
        let rest = &sql[at..];
        let end = match c {
            _ if rest.starts_with("--") => {
                at += rest.find('\n').unwrap_or(rest.len());
                continue;
            }
            _ if rest.starts_with("/*") => {
                at += rest.find("*/").map_or(rest.len(), |end| end + 2);
                continue;
            }
            c if c.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            '\'' | '"' | '`' => rest[1..].find(c).map_or(rest.len(), |end| end + 2),
            '[' if rest[1..].starts_with(|c: char| c.is_alphabetic() || c == '_') => {
                rest.find(']').map_or(rest.len(), |end| end + 1)
            }
            c if c.is_alphanumeric() || c == '_' => {
                rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(rest.len())
            }
            c => c.len_utf8(),
        };
        tokens.push(&rest[..end]);
        at += end;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(dialect: Dialect, sql: &str, expected: Option<&str>) {
        let object = Opaque {
            id: Default::default(),
            kind: String::new(),
            name: None,
            table: None,
            sql: sql.to_owned(),
            origin: String::new(),
            depends_on: Vec::new(),
        };
        assert_eq!(undo(&object, dialect).as_deref(), expected, "{sql}");
    }

    #[test]
    fn what_was_made_is_dropped() {
        let pg = Dialect::PostgreSql;
        check(
            pg,
            "CREATE FUNCTION s.f(a int, b numeric(10, 2) DEFAULT 1) RETURNS int AS $$ $$",
            Some("DROP FUNCTION s.f(a int, b numeric(10, 2))"),
        );
        check(pg, "CREATE OR REPLACE FUNCTION f() RETURNS int", Some("DROP FUNCTION f()"));
        check(
            pg,
            "CREATE TRIGGER t BEFORE INSERT OR UPDATE OF a ON \"S\".t FOR EACH ROW",
            Some("DROP TRIGGER t ON \"S\".t"),
        );
        check(pg, "CREATE POLICY p ON t USING (true)", Some("DROP POLICY p ON t"));
        check(pg, "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)", Some("DROP INDEX i"));
        check(pg, "CREATE EXTENSION IF NOT EXISTS citext", Some("DROP EXTENSION citext"));
        check(
            Dialect::MySql,
            "CREATE DEFINER=`root`@`%` TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET x = 1",
            Some("DROP TRIGGER t"),
        );
        check(Dialect::SqlServer, "CREATE PROC [dbo].[p] AS SELECT 1", Some("DROP PROCEDURE [dbo].[p]"));
    }

    #[test]
    fn what_was_set_is_set_back() {
        let pg = Dialect::PostgreSql;
        check(pg, "GRANT SELECT ON t TO a, b WITH GRANT OPTION", Some("REVOKE SELECT ON t FROM a, b"));
        check(pg, "ALTER TABLE t ENABLE ROW LEVEL SECURITY", Some("ALTER TABLE t DISABLE ROW LEVEL SECURITY"));
        check(pg, "ALTER TABLE t ATTACH PARTITION p FOR VALUES IN (1)", Some("ALTER TABLE t DETACH PARTITION p"));
        check(pg, "COMMENT ON INDEX i IS 'IS it?'", Some("COMMENT ON INDEX i IS NULL"));
        check(pg, "DO $$ BEGIN END $$", None);
    }

    #[test]
    fn routines_with_the_same_arguments_are_replaced() {
        let check = |old: &str, new: &str, expected: Option<&str>| {
            assert_eq!(replacing(old, new, Dialect::PostgreSql).as_deref(), expected);
        };
        let sql = "CREATE PROCEDURE p AS SELECT 1";
        assert_eq!(replacing(sql, sql, Dialect::SqlServer).as_deref(), Some("CREATE OR ALTER PROCEDURE p AS SELECT 1"));
        assert_eq!(replacing(sql, sql, Dialect::MySql), None);
        check(
            "CREATE FUNCTION f(a int) RETURNS int AS 'x'",
            "CREATE FUNCTION f(a  int) RETURNS int AS 'y'",
            Some("CREATE OR REPLACE FUNCTION f(a  int) RETURNS int AS 'y'"),
        );
        check("CREATE FUNCTION f(a int) RETURNS int AS 'x'", "CREATE FUNCTION f(a int) RETURNS text AS 'y'", None);
    }
}
