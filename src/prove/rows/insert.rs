//! Rows as statements.

use super::Rows;
use crate::dialect::Dialect;
use crate::schema::{ColumnType, Schema, Table};
use crate::sql;

/// Rows of one INSERT; some servers take no more than a thousand.
const BATCH: usize = 100;

/// The rows as INSERT statements without terminators, each with the name of its table, parents first.
pub fn statements(rows: &Rows, schema: &Schema, dialect: Dialect) -> Vec<(String, String)> {
    let schema = sql::prepared(schema, dialect);
    let mut statements = Vec::new();
    for filled in &rows.tables {
        let Some(table) = schema.table(&filled.table) else { continue };
        if filled.rows.is_empty() || filled.columns.is_empty() {
            continue;
        }
        let types: Vec<&ColumnType> =
            filled.columns.iter().filter_map(|name| table.column(name)).map(|column| &column.data_type).collect();
        let name = dialect.quote_qualified(&filled.table);
        let columns: Vec<String> = filled.columns.iter().map(|column| dialect.quote_identifier(column)).collect();
        let overriding = match dialect {
            Dialect::PostgreSql if always(table) => " OVERRIDING SYSTEM VALUE",
            _ => "",
        };
        let head = format!("INSERT INTO {name} ({}){overriding} VALUES", columns.join(", "));
        let numbered = table.columns.iter().any(|column| column.identity.is_some());
        let batch = if dialect == Dialect::Oracle { 1 } else { BATCH };
        let mut add = |sql: String| statements.push((filled.table.to_string(), sql));
        if dialect == Dialect::SqlServer && numbered {
            add(format!("SET IDENTITY_INSERT {name} ON"));
        }
        for chunk in filled.rows.chunks(batch) {
            let lines: Vec<String> = chunk
                .iter()
                .map(|row| {
                    let cells: Vec<String> =
                        row.iter().zip(&types).map(|(value, data_type)| value.sql(data_type, dialect)).collect();
                    format!("({})", cells.join(", "))
                })
                .collect();
            let space = if lines.len() == 1 { " " } else { "\n    " };
            add(format!("{head}{space}{}", lines.join(",\n    ")));
        }
        if dialect == Dialect::SqlServer && numbered {
            add(format!("SET IDENTITY_INSERT {name} OFF"));
        }
    }
    statements
}

/// Statements that let the database go on counting after the rows, where it does not by itself.
pub fn tidy(rows: &Rows, schema: &Schema, dialect: Dialect) -> Vec<String> {
    let schema = sql::prepared(schema, dialect);
    let mut statements = Vec::new();
    for filled in rows.tables.iter().filter(|filled| !filled.rows.is_empty()) {
        let Some(table) = schema.table(&filled.table) else { continue };
        for column in table.columns.iter().filter(|column| column.identity.is_some()) {
            let name = dialect.quote_qualified(&filled.table);
            let own = dialect.quote_identifier(&column.name);
            if dialect == Dialect::PostgreSql {
                statements.push(format!(
                    "SELECT setval(pg_get_serial_sequence({}, {}), (SELECT max({own}) FROM {name}))",
                    dialect.quote_text(&name),
                    dialect.quote_text(&column.name)
                ));
            }
        }
    }
    statements
}

fn always(table: &Table) -> bool {
    table.columns.iter().filter_map(|column| column.identity.as_ref()).any(|identity| identity.always)
}
