//! Queries with their frequencies, from scripts, from PostgreSQL's statement statistics, and from logs of slow queries.

mod catalog;
mod conditions;
mod literal;
mod log;
mod resolve;
mod rownum;
mod script;
mod shape;
mod words;

pub use catalog::workload_query;
pub use literal::Literal;
pub(super) use literal::days as days_of;
pub use shape::{Block, Bound, Edge, Filter, FilterKind, JoinKind, Relation, RelationSource, Shape, Write, WriteKind};

use crate::dialect::Dialect;
use crate::normalize::{Header, read_csv};
use crate::schema::{Diagnostic, Schema, Severity};

/// A statement and how often it runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    pub id: String,
    pub sql: String,
    /// Executions, in any unit that all queries of a workload share.
    pub frequency: f64,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Workload {
    pub queries: Vec<Query>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a workload: a script (`-- frequency: 20` before a query says how often it runs, `-- name: ...` what it is
/// called; a line such as `find orders by customer, 200 times a day` is a query in words), a CSV of `pg_stat_statements`
/// or any with the columns `query` and `calls`, a JSON list of such objects, or a log of MySQL's slow queries or of
/// PostgreSQL's durations.
pub fn read_workload(text: &str, schema: &Schema, dialect: Dialect) -> Workload {
    let queries = from_json(text).or_else(|| from_csv(text)).or_else(|| log::read(text));
    let mut workload = match queries {
        Some(queries) => Workload { queries, diagnostics: Vec::new() },
        None => scripted(text, schema, dialect),
    };
    workload.queries.retain(|query| query.frequency > 0.0);
    for (at, query) in workload.queries.iter_mut().enumerate() {
        if query.id.is_empty() {
            query.id = format!("q{}", at + 1);
        }
    }
    if workload.queries.is_empty() {
        let message = "The workload holds no query; give SQL statements, a CSV with query and calls, or a slow log.";
        workload.diagnostics.push(Diagnostic::new(Severity::Warning, "empty-workload", message));
    }
    workload
}

/// The statements and sentences of a script.
fn scripted(text: &str, schema: &Schema, dialect: Dialect) -> Workload {
    let (sentences, rest) = words::sentences(text);
    let mut workload = Workload { queries: script::read(&rest, dialect), diagnostics: Vec::new() };
    for sentence in sentences {
        match words::query(sentence, schema) {
            Some(query) => {
                let message =
                    format!("\"{sentence}\" was read as {}; it runs {} times a day.", query.sql, query.frequency);
                workload.diagnostics.push(Diagnostic::new(Severity::Info, "query-in-words", message));
                workload.queries.push(query);
            }
            None => {
                let message = format!("\"{sentence}\" names no table of the schema, so it is left out.");
                workload.diagnostics.push(Diagnostic::new(Severity::Warning, "query-not-read", message));
            }
        }
    }
    workload
}

/// What a query asks of the tables of a schema; the error says why it cannot be told.
pub(super) fn shape_of(query: &Query, schema: &Schema, dialect: Dialect) -> Result<Shape, String> {
    let statement = script::parsed(&query.sql, dialect)?;
    resolve::shape(&statement, schema)
}

fn from_csv(text: &str) -> Option<Vec<Query>> {
    let first = text.lines().next()?.to_lowercase();
    if !first.contains("query") || first.contains("select ") || !(first.contains(',') || first.contains(';')) {
        return None;
    }
    let sample = read_csv(text, &[], Header::Present).sample;
    let column = |names: &[&str]| sample.columns.iter().find(|c| names.contains(&c.name.to_lowercase().as_str()));
    let texts = column(&["query", "sql", "statement", "sql_text", "digest_text"])?;
    let calls = column(&["calls", "frequency", "executions", "count", "count_star", "execution_count"]);
    let ids = column(&["queryid", "id", "name", "query_id"]);
    let value = |column: &crate::normalize::SampleColumn, row: usize| {
        column.ids.get(row).and_then(|id| column.values.get(*id as usize)).cloned().unwrap_or_default()
    };
    let query = |row: usize| Query {
        id: ids.map(|column| value(column, row)).unwrap_or_default(),
        sql: value(texts, row),
        frequency: calls.map_or(1.0, |column| value(column, row).parse().unwrap_or(1.0)),
    };
    Some((0..sample.rows).map(query).filter(|query| script::is_query(&query.sql)).collect())
}

fn from_json(text: &str) -> Option<Vec<Query>> {
    if !text.trim_start().starts_with(['[', '{']) {
        return None;
    }
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let list = value.as_array().or_else(|| value.get("queries")?.as_array())?;
    let field = |object: &serde_json::Value, names: &[&str]| names.iter().find_map(|name| object.get(*name)).cloned();
    let query = |object: &serde_json::Value| {
        let sql = match object {
            serde_json::Value::String(text) => text.clone(),
            _ => field(object, &["sql", "query", "statement"])?.as_str()?.to_owned(),
        };
        let text = |value: serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let frequency = field(object, &["frequency", "calls", "weight", "count"]).and_then(|value| value.as_f64());
        let id = field(object, &["id", "name"]).map(text).unwrap_or_default();
        Some(Query { id, sql, frequency: frequency.unwrap_or(1.0) })
    };
    Some(list.iter().filter_map(query).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_gives_queries_with_frequencies() {
        let check = |text: &str, expected: &[(&str, &str, f64)]| {
            let found = read_workload(text, &Schema::new(), Dialect::PostgreSql).queries;
            let found: Vec<(&str, &str, f64)> =
                found.iter().map(|q| (q.id.as_str(), q.sql.as_str(), q.frequency)).collect();
            assert_eq!(found, expected, "{text}");
        };
        check(
            "-- name: top\n-- frequency: 20\nSELECT 1;\nSELECT 2; -- weight: 3\nSELECT 3;",
            &[("top", "SELECT 1", 20.0), ("q2", "SELECT 2", 1.0), ("q3", "SELECT 3", 3.0)],
        );
        check("queryid,query,calls\n7,\"SELECT a, b FROM t\",12\n", &[("7", "SELECT a, b FROM t", 12.0)]);
        check("[{\"sql\": \"SELECT 1\", \"frequency\": 4}]", &[("q1", "SELECT 1", 4.0)]);
        check(
            "# Time: 2024-01-01\n# Query_time: 2.0  Lock_time: 0.0\nSET timestamp=1;\nSELECT * FROM t WHERE a = 1;\n\
             # Query_time: 3.0  Lock_time: 0.0\nSELECT * FROM t WHERE a = 22;\n",
            &[("q1", "SELECT * FROM t WHERE a = 1", 2.0)],
        );
        check(
            "2024-01-01 LOG:  duration: 12.5 ms  statement: SELECT a\n\tFROM t\n2024-01-01 LOG:  checkpoint\n",
            &[("q1", "SELECT a\n\tFROM t", 1.0)],
        );
        check("", &[]);
    }
}
