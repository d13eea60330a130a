//! Rows as INSERT statements of a dialect, so that what a dump holds survives on its way to another database.

use super::{Statement, order, prepare, statement};
use crate::dialect::Dialect::{self, HeliosDb, MariaDb, MySql, Oracle, PostgreSql, SqlServer, Sqlite};
use crate::schema::{Column, ColumnType, Schema, Table};
use crate::sql::TableRows;

/// Rows of one statement: SQL Server takes a thousand.
const ROWS_AT_ONCE: usize = 500;

/// The statements that put rows into the tables of a schema, parents first, and that let numbering go on behind them.
pub fn insert_statements(schema: &Schema, dialect: Dialect, rows: &[TableRows]) -> Vec<Statement> {
    let mut notes = super::notes::Notes::default();
    let prepared = prepare::prepared(schema, dialect, &mut notes);
    let target = prepared.as_ref();
    let mut statements = Vec::new();
    for at in order::order(target, dialect).tables {
        let Some(table) = target.tables.get(at) else { continue };
        // Rows name the table as the script did.
        let Some(named) = schema.tables.iter().find(|own| own.id == table.id) else { continue };
        let of_table = |own: &&TableRows| {
            let namespace = own.table.namespace.is_none() || own.table.namespace == named.name.namespace;
            namespace && own.table.name.eq_ignore_ascii_case(&named.name.name)
        };
        let before = statements.len();
        for own in rows.iter().filter(of_table) {
            inserts(table, own, dialect, &mut statements);
        }
        if statements.len() > before {
            numbering(table, dialect, before, &mut statements);
        }
    }
    statements
}

fn inserts(table: &Table, own: &TableRows, dialect: Dialect, statements: &mut Vec<Statement>) {
    let known = |name: &String| table.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name));
    let columns: Vec<Option<&Column>> = match own.columns.is_empty() {
        true => table.columns.iter().filter(|column| column.generated.is_none()).map(Some).collect(),
        false => own.columns.iter().map(known).collect(),
    };
    let taken: Vec<(usize, &Column)> = columns
        .iter()
        .enumerate()
        .filter_map(|(at, own)| Some((at, own.filter(|own| own.generated.is_none())?)))
        .collect();
    if taken.is_empty() {
        return;
    }
    let names: Vec<String> = taken.iter().map(|(_, column)| dialect.quote_identifier(&column.name)).collect();
    let chooses = taken.iter().any(|(_, column)| column.identity.as_ref().is_some_and(|own| own.always));
    let overriding = if chooses && dialect == PostgreSql { " OVERRIDING SYSTEM VALUE" } else { "" };
    let name = dialect.quote_qualified(&table.name);
    let head = format!("INSERT INTO {name} ({}){overriding} VALUES", names.join(", "));
    let row = |row: &Vec<Option<String>>| {
        let value = |(at, column): &(usize, &Column)| match row.get(*at).and_then(Option::as_deref) {
            Some(value) => literal(value, column, dialect),
            None => "NULL".to_owned(),
        };
        format!("({})", taken.iter().map(value).collect::<Vec<_>>().join(", "))
    };
    let at_once = if dialect == Oracle { 1 } else { ROWS_AT_ONCE };
    for some in own.rows.chunks(at_once) {
        let lines: Vec<String> = some.iter().map(row).collect();
        let between = if lines.len() == 1 { " " } else { "\n  " };
        statements.push(statement(format!("{head}{between}{}", lines.join(",\n  ")), table.id));
    }
}

fn literal(value: &str, column: &Column, dialect: Dialect) -> String {
    let is_plain =
        !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E'));
    match &column.data_type {
        ColumnType::Boolean => {
            let yes = matches!(value.to_ascii_lowercase().as_str(), "1" | "t" | "true" | "y" | "yes" | "on");
            match (dialect.facts().booleans, yes) {
                (true, true) => "TRUE".to_owned(),
                (true, false) => "FALSE".to_owned(),
                (false, yes) => u8::from(yes).to_string(),
            }
        }
        own if own.is_numeric() && is_plain => value.to_owned(),
        // PostgreSQL's booleans in columns that became numbers.
        own if own.is_integer() && matches!(value, "t" | "true") => "1".to_owned(),
        own if own.is_integer() && matches!(value, "f" | "false") => "0".to_owned(),
        ColumnType::Date if dialect == Oracle => {
            format!("DATE {}", dialect.quote_text(value.get(..10).unwrap_or(value)))
        }
        ColumnType::Timestamp { .. } if dialect == Oracle => format!("TIMESTAMP {}", dialect.quote_text(value)),
        _ => text(value, dialect),
    }
}

/// A string with its line ends, which the clients of Oracle and SQL Server do not take within quotes.
fn text(value: &str, dialect: Dialect) -> String {
    let (join, call) = match dialect {
        Oracle => (" || ", "CHR"),
        SqlServer => (" + ", "CHAR"),
        _ => return dialect.quote_text(value),
    };
    let quoted: Vec<String> = value.split('\n').map(|line| dialect.quote_text(line)).collect();
    quoted.join(&format!("{join}{call}(10){join}"))
}

/// Lets the table's own numbering go on behind the rows that were put in.
fn numbering(table: &Table, dialect: Dialect, first: usize, statements: &mut Vec<Statement>) {
    let name = dialect.quote_qualified(&table.name);
    let Some(column) = table.columns.iter().find(|column| column.identity.is_some()) else { return };
    let own = dialect.quote_identifier(&column.name);
    match dialect {
        SqlServer => {
            statements.insert(first, statement(format!("SET IDENTITY_INSERT {name} ON"), table.id));
            statements.push(statement(format!("SET IDENTITY_INSERT {name} OFF"), table.id));
        }
        PostgreSql => {
            let of = format!("{}, {}", dialect.quote_text(&name), dialect.quote_text(&column.name));
            let sql = format!("SELECT setval(pg_get_serial_sequence({of}), (SELECT max({own}) FROM {name}))");
            statements.push(statement(sql, table.id));
        }
        Oracle => {
            let sql =
                format!("ALTER TABLE {name} MODIFY ({own} GENERATED BY DEFAULT AS IDENTITY (START WITH LIMIT VALUE))");
            statements.push(statement(sql, table.id));
        }
        // These go on behind the largest value by themselves.
        MySql | MariaDb | Sqlite | HeliosDb => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::dialect::Dialect;
    use crate::sql::{insert_statements, parse, rows};

    fn check(dialect: Dialect, expected: &[&str]) {
        let script = "CREATE TABLE b (a_id int, at date, FOREIGN KEY (a_id) REFERENCES a (id));\n\
                      CREATE TABLE a (id int AUTO_INCREMENT PRIMARY KEY, n varchar(9), ok tinyint(1));\n\
                      INSERT INTO b VALUES (1, '2024-05-06');\nINSERT INTO a VALUES (1, 'it''s', 1), (2, NULL, 0);";
        let schema = parse(script, Dialect::MySql).schema;
        let rows = rows(script, Dialect::MySql, usize::MAX);
        let statements = insert_statements(&schema, dialect, &rows);
        assert_eq!(statements.iter().map(|own| own.sql.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn rows_are_said_as_the_dialect_has_them() {
        check(
            Dialect::PostgreSql,
            &[
                "INSERT INTO a (id, n, ok) VALUES\n  (1, 'it''s', TRUE),\n  (2, NULL, FALSE)",
                "SELECT setval(pg_get_serial_sequence('a', 'id'), (SELECT max(id) FROM a))",
                "INSERT INTO b (a_id, at) VALUES (1, '2024-05-06')",
            ],
        );
        check(
            Dialect::SqlServer,
            &[
                "SET IDENTITY_INSERT a ON",
                "INSERT INTO a (id, n, ok) VALUES\n  (1, 'it''s', 1),\n  (2, NULL, 0)",
                "SET IDENTITY_INSERT a OFF",
                "INSERT INTO b (a_id, at) VALUES (1, '2024-05-06')",
            ],
        );
        check(
            Dialect::Oracle,
            &[
                "INSERT INTO a (id, n, ok) VALUES (1, 'it''s', 1)",
                "INSERT INTO a (id, n, ok) VALUES (2, NULL, 0)",
                "ALTER TABLE a MODIFY (id GENERATED BY DEFAULT AS IDENTITY (START WITH LIMIT VALUE))",
                "INSERT INTO b (a_id, at) VALUES (1, DATE '2024-05-06')",
            ],
        );
    }
}
