//! Statements of a script, with the comments that say how often they run.

use super::Query;
use crate::dialect::Dialect;
use crate::sql;
use sqlparser::ast::Statement;
use sqlparser::dialect as vendor;
use sqlparser::parser::Parser;

pub(super) fn read(text: &str, dialect: Dialect) -> Vec<Query> {
    let mut queries = Vec::new();
    let mut after = 0;
    for (start, statement) in sql::statements(text, dialect) {
        let comments = text.get(after..start).unwrap_or_default();
        after = start + statement.len();
        let sql = statement.trim();
        // Comments that stand between the statement's first words belong to it as well.
        let noted = |names: &[&str]| note(comments, names).or_else(|| note(leading_comments(sql), names));
        if !is_query(sql) {
            continue;
        }
        let frequency = noted(&["frequency", "weight", "calls", "executions", "freq"]);
        queries.push(Query {
            id: noted(&["name", "id", "query"]).unwrap_or_default(),
            sql: sql.to_owned(),
            frequency: frequency.and_then(|text| number(&text)).unwrap_or(1.0),
        });
    }
    queries
}

/// Whether a statement reads or writes rows.
pub(super) fn is_query(sql: &str) -> bool {
    let rest = sql.trim_start().trim_start_matches('(').trim_start();
    let word: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
    matches!(
        word.to_ascii_uppercase().as_str(),
        "SELECT" | "WITH" | "INSERT" | "UPDATE" | "DELETE" | "MERGE" | "REPLACE" | "VALUES"
    ) || rest.starts_with("--")
        || rest.starts_with("/*")
}

fn leading_comments(sql: &str) -> &str {
    let end = sql.find('\n').unwrap_or(0);
    let first = &sql[..end];
    if first.trim_start().starts_with("--") || first.trim_start().starts_with("/*") { first } else { "" }
}

/// The value of `name: value` or `name = value` in comments; the last one counts.
fn note(comments: &str, names: &[&str]) -> Option<String> {
    let mut found = None;
    for line in comments.lines() {
        let line = line.trim().trim_start_matches(['-', '/', '*', '#', ' ', ';']).trim_end_matches(['*', '/', ' ']);
        for part in line.split(',') {
            let Some((name, value)) = part.split_once([':', '=']) else { continue };
            if names.contains(&name.trim().to_lowercase().as_str()) && !value.trim().is_empty() {
                found = Some(value.trim().to_owned());
            }
        }
    }
    found
}

/// `1,000`, `20/h` and `20x` begin with numbers.
fn number(text: &str) -> Option<f64> {
    let digits: String = text.chars().filter(|c| *c != '_').take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    digits.parse().ok()
}

/// `DELETE TOP (500) FROM t` as `DELETE FROM t`: sqlparser knows TOP of SELECT alone, and how many rows a batch has does not
/// change how they are found.
fn without_top(text: &str) -> String {
    let unchanged = || text.to_owned();
    let Some((verb, rest)) = text.trim_start().split_once(char::is_whitespace) else { return unchanged() };
    let is_write = verb.eq_ignore_ascii_case("delete") || verb.eq_ignore_ascii_case("update");
    let rest = rest.trim_start();
    if !is_write || !rest.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("top")) {
        return unchanged();
    }
    match rest[3..].trim_start().strip_prefix('(').and_then(|inside| inside.split_once(')')) {
        Some((_, after)) => {
            let after = after.trim_start();
            let after = after.strip_prefix("PERCENT").unwrap_or(after).trim_start();
            format!("{verb} {after}")
        }
        None => unchanged(),
    }
}

/// The statement as sqlparser reads it in the dialect, or else in its general grammar.
pub(super) fn parsed(text: &str, dialect: Dialect) -> Result<Statement, String> {
    let text = &if dialect == Dialect::SqlServer { without_top(text) } else { text.to_owned() };
    let own: &dyn vendor::Dialect = match dialect {
        Dialect::PostgreSql | Dialect::HeliosDb => &vendor::PostgreSqlDialect {},
        Dialect::MySql | Dialect::MariaDb => &vendor::MySqlDialect {},
        Dialect::Oracle => &vendor::OracleDialect {},
        Dialect::SqlServer => &vendor::MsSqlDialect {},
        Dialect::Sqlite => &vendor::SQLiteDialect {},
    };
    let read = |with: &dyn vendor::Dialect| Parser::new(with).try_with_sql(text)?.parse_statements();
    let statements = read(own).or_else(|error| read(&vendor::GenericDialect {}).map_err(|_| error));
    let statements = statements.map_err(|error| error.to_string())?;
    statements.into_iter().next().ok_or_else(|| "it is empty".to_owned())
}
