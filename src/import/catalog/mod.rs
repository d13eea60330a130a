//! A living database's catalog, read by one query whose result is pasted: no credentials and no connection.
//!
//! The query of a dialect gives one column, `ddl`, with the statements that make what is there, and a comment with the
//! statistics of each table. So its result is a script, but for what the client that ran it drew around it.

mod pasted;

use crate::dialect::Dialect;
use serde_json::{Value, json};
use std::borrow::Cow;

/// What the first row says, before the dialect's name.
const MARK: &str = "-- schema-architect catalog: ";
/// What a row of statistics says, before a table's JSON.
const STATISTICS: &str = "-- statistics ";

/// The query to run on a database of the dialect.
pub fn catalog_query(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::PostgreSql | Dialect::HeliosDb => include_str!("postgresql.sql"),
        Dialect::MySql | Dialect::MariaDb => include_str!("mysql.sql"),
        Dialect::Oracle => include_str!("oracle.sql"),
        Dialect::SqlServer => include_str!("sqlserver.sql"),
        Dialect::Sqlite => include_str!("sqlite.sql"),
    }
}

/// The dialect of a pasted catalog; nothing where a text is none.
fn catalog_dialect(text: &str) -> Option<Dialect> {
    let line = text.lines().take(8).find_map(|line| line.split_once(MARK))?.1;
    line.split_whitespace().next()?.trim_matches('"').parse().ok()
}

/// The script in a pasted catalog, without frames, headings, counts and quotes; any other text as it is.
pub fn catalog_script(text: &str) -> Cow<'_, str> {
    match catalog_dialect(text) {
        Some(_) => Cow::Owned(pasted::rows(text).join("\n") + "\n"),
        None => Cow::Borrowed(text),
    }
}

/// The statistics in a pasted catalog as JSON, in the form that the advisor and the impact read.
pub fn catalog_statistics(text: &str) -> Option<String> {
    catalog_dialect(text)?;
    let rows = pasted::rows(text);
    let tables = rows.iter().filter_map(|row| serde_json::from_str::<Value>(row.strip_prefix(STATISTICS)?).ok());
    let tables: serde_json::Map<String, Value> =
        tables.filter_map(|table| Some((table["name"].as_str()?.to_owned(), table.clone()))).collect();
    (!tables.is_empty()).then(|| json!(tables).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_catalog_is_known_by_its_first_row() {
        let check = |text: &str, expected: Option<Dialect>| assert_eq!(catalog_dialect(text), expected, "{text}");
        check("-- schema-architect catalog: postgresql\nCREATE TABLE a (id int);", Some(Dialect::PostgreSql));
        check("+-----+\n| ddl |\n+-----+\n| -- schema-architect catalog: mysql |", Some(Dialect::MySql));
        check("ddl\n\"-- schema-architect catalog: oracle\"", Some(Dialect::Oracle));
        check("CREATE TABLE a (id int);", None);
    }

    #[test]
    fn statistics_come_by_table() {
        let text = "-- schema-architect catalog: sqlite\nCREATE TABLE a (id int);\n-- statistics {\"name\": \"a\", \"rows\": 7}\n";
        assert_eq!(catalog_statistics(text).as_deref(), Some(r#"{"a":{"name":"a","rows":7}}"#));
        assert_eq!(catalog_statistics("CREATE TABLE a (id int);"), None);
    }

    #[test]
    fn every_query_begins_with_its_mark() {
        for dialect in Dialect::ALL {
            assert!(catalog_query(dialect).contains(MARK), "{dialect}");
        }
    }
}
