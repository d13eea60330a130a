//! Least privilege and masking as SQL: roles that see no more than their task needs, and views that show the rest masked.
//!
//! Three roles: `reporting` sees views only, with everything sensitive masked; `support` sees personal data, but neither
//! special categories, health, cards nor credentials; `privacy` sees all but credentials, to answer requests of people.

use super::{Class, Classification, ClassifiedColumn, ClassifiedTable};
use crate::dialect::Dialect;
use crate::schema::{Column, ColumnType, QualifiedName, Schema, Table};
use std::fmt::Write;

/// The script for a dialect: views, then roles and grants where the database has roles.
pub fn protection(schema: &Schema, classification: &Classification, dialect: Dialect) -> String {
    let mut out = format!("-- Masked views and least-privilege roles for {dialect}. Review before running.\n");
    let pairs: Vec<(&Table, &ClassifiedTable)> =
        (classification.tables.iter()).filter_map(|found| Some((schema.table_by_id(found.id)?, found))).collect();
    for (table, found) in pairs.iter().filter(|(_, found)| is_sensitive(found)) {
        out += &end(&view(table, found, dialect), dialect);
    }
    if dialect == Dialect::Sqlite {
        out += "\n-- SQLite has no roles: give reports a copy of the database that has the views only.\n";
        return out;
    }
    if dialect == Dialect::HeliosDb {
        out += "\n-- Grant SELECT on the views, and on no table, to those who report.\n";
        return out;
    }
    out.push('\n');
    for role in ["reporting", "support", "privacy"] {
        out += &end(&create_role(role, dialect), dialect);
    }
    for (table, found) in &pairs {
        let name = match is_sensitive(found) {
            true => dialect.quote_qualified(&masked_name(&table.name)),
            false => dialect.quote_qualified(&table.name),
        };
        out += &end(&format!("GRANT SELECT ON {name} TO {}", role_name("reporting", dialect)), dialect);
        out += &grant(table, found, "support", dialect);
        out += &grant(table, found, "privacy", dialect);
    }
    out
}

fn is_sensitive(found: &ClassifiedTable) -> bool {
    found.columns.iter().any(|column| column.class.is_sensitive())
}

/// Whether a role may read a class unmasked.
fn may_read(role: &str, class: Class) -> bool {
    match class {
        Class::None => true,
        Class::Credentials => false,
        Class::Personal => role != "reporting",
        _ => role == "privacy",
    }
}

/// Reading rights for the columns that a role may see; on whole tables where that is all of them.
fn grant(table: &Table, found: &ClassifiedTable, role: &str, dialect: Dialect) -> String {
    let seen: Vec<&str> =
        found.columns.iter().filter(|column| may_read(role, column.class)).map(|column| column.name.as_str()).collect();
    let (name, to) = (dialect.quote_qualified(&table.name), role_name(role, dialect));
    let columns = seen.iter().map(|name| dialect.quote_identifier(name)).collect::<Vec<_>>().join(", ");
    if seen.len() == found.columns.len() {
        return end(&format!("GRANT SELECT ON {name} TO {to}"), dialect);
    }
    match dialect {
        _ if seen.is_empty() => String::new(),
        // Oracle grants reading on whole tables and views only.
        Dialect::Oracle => {
            let view =
                QualifiedName { namespace: table.name.namespace.clone(), name: format!("{}_{role}", table.name.name) };
            let view = dialect.quote_qualified(&view);
            end(&format!("CREATE OR REPLACE VIEW {view} AS SELECT {columns} FROM {name}"), dialect)
                + &end(&format!("GRANT SELECT ON {view} TO {to}"), dialect)
        }
        Dialect::SqlServer => end(&format!("GRANT SELECT ON {name} ({columns}) TO {to}"), dialect),
        _ => end(&format!("GRANT SELECT ({columns}) ON {name} TO {to}"), dialect),
    }
}

fn create_role(role: &str, dialect: Dialect) -> String {
    let name = role_name(role, dialect);
    match dialect {
        Dialect::PostgreSql => format!("CREATE ROLE {name} NOLOGIN"),
        Dialect::MySql | Dialect::MariaDb => format!("CREATE ROLE IF NOT EXISTS {name}"),
        _ => format!("CREATE ROLE {name}"),
    }
}

fn role_name(role: &str, dialect: Dialect) -> String {
    dialect.quote_identifier(&format!("app_{role}"))
}

fn masked_name(name: &QualifiedName) -> QualifiedName {
    QualifiedName { namespace: name.namespace.clone(), name: format!("{}_masked", name.name) }
}

/// The table with its sensitive columns masked and its credentials left out.
fn view(table: &Table, found: &ClassifiedTable, dialect: Dialect) -> String {
    let mut columns: Vec<String> = Vec::new();
    for column in &table.columns {
        let quoted = dialect.quote_identifier(&column.name);
        let class = found.columns.iter().find(|known| known.id == column.id);
        match class.filter(|known| known.class.is_sensitive()) {
            None => columns.push(quoted),
            Some(known) if known.class == Class::Credentials => {}
            Some(known) => columns.push(format!("{} AS {quoted}", mask(column, known, &quoted, dialect))),
        }
    }
    if columns.is_empty() {
        columns.push("1 AS nothing".to_owned());
    }
    let create = match dialect {
        Dialect::Sqlite | Dialect::HeliosDb => "CREATE VIEW",
        Dialect::SqlServer => "CREATE OR ALTER VIEW",
        _ => "CREATE OR REPLACE VIEW",
    };
    let name = dialect.quote_qualified(&masked_name(&table.name));
    format!("{create} {name} AS\nSELECT\n  {}\nFROM {}", columns.join(",\n  "), dialect.quote_qualified(&table.name))
}

/// What is shown instead of a value: enough to recognize it, not enough to use it.
fn mask(column: &Column, known: &ClassifiedColumn, name: &str, dialect: Dialect) -> String {
    let lower = column.name.to_lowercase();
    let keeps_end =
        ["card", "iban", "account", "phone", "mobile", "pan", "ssn"].iter().any(|part| lower.contains(part));
    match &column.data_type {
        data_type if !data_type.is_text() => number_mask(data_type, known.class, name, dialect),
        _ if matches!(known.class, Class::SpecialCategory | Class::Health) => null_of(&column.data_type, dialect),
        _ if lower.contains("mail") => joined(&[&first(name, 1, dialect), "'***@***'"], dialect),
        _ if keeps_end => joined(&["'***'", &last(name, 4, dialect)], dialect),
        _ if known.class == Class::Payment => null_of(&column.data_type, dialect),
        _ => joined(&[&first(name, 1, dialect), "'***'"], dialect),
    }
}

/// Coordinates are rounded to about 11 km, dates to the year; the rest is not shown.
fn number_mask(data_type: &ColumnType, class: Class, name: &str, dialect: Dialect) -> String {
    match data_type {
        ColumnType::Real | ColumnType::Double if class == Class::Location => match dialect {
            Dialect::PostgreSql | Dialect::HeliosDb => format!("round(CAST({name} AS numeric), 1)"),
            _ => format!("ROUND({name}, 1)"),
        },
        ColumnType::Decimal { .. } if class == Class::Location => format!("ROUND({name}, 1)"),
        ColumnType::Date | ColumnType::Timestamp { .. } => match dialect {
            Dialect::Sqlite => format!("strftime('%Y', {name})"),
            Dialect::SqlServer => format!("YEAR({name})"),
            _ => format!("EXTRACT(YEAR FROM {name})"),
        },
        _ => null_of(data_type, dialect),
    }
}

/// NULL with a type where a view needs one.
fn null_of(data_type: &ColumnType, dialect: Dialect) -> String {
    match dialect {
        Dialect::PostgreSql => format!("CAST(NULL AS {})", dialect.spell_type(data_type).sql),
        _ => "NULL".to_owned(),
    }
}

fn first(name: &str, count: u32, dialect: Dialect) -> String {
    match dialect {
        Dialect::SqlServer => format!("LEFT({name}, {count})"),
        Dialect::Sqlite | Dialect::Oracle => format!("SUBSTR({name}, 1, {count})"),
        _ => format!("LEFT({name}, {count})"),
    }
}

fn last(name: &str, count: u32, dialect: Dialect) -> String {
    match dialect {
        Dialect::Sqlite | Dialect::Oracle => format!("SUBSTR({name}, -{count})"),
        _ => format!("RIGHT({name}, {count})"),
    }
}

fn joined(parts: &[&str], dialect: Dialect) -> String {
    match dialect {
        Dialect::MySql | Dialect::MariaDb | Dialect::SqlServer => format!("CONCAT({})", parts.join(", ")),
        _ => parts.join(" || "),
    }
}

/// A statement with what ends it.
fn end(statement: &str, dialect: Dialect) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail. SQL Server wants each view alone in its batch.
    let _ = match dialect {
        Dialect::SqlServer => write!(out, "{statement};\nGO\n"),
        _ => writeln!(out, "{statement};"),
    };
    out
}
