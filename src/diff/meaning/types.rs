//! Types by meaning: what a dialect takes for granted is written out.

use crate::dialect::Dialect;
use crate::schema::{ColumnType, Schema, Spelled};

/// The type with the dialect's usual lengths and precisions filled in.
pub(super) fn canonical(data_type: &ColumnType, dialect: Dialect) -> ColumnType {
    let mysql = matches!(dialect, Dialect::MySql | Dialect::MariaDb);
    match data_type {
        ColumnType::Array(element) => ColumnType::Array(Box::new(canonical(element, dialect))),
        ColumnType::Unsigned(inner) => ColumnType::Unsigned(Box::new(canonical(inner, dialect))),
        ColumnType::Decimal { precision: None, .. } if mysql => ColumnType::decimal(10, 0),
        ColumnType::Decimal { precision: None, .. } if dialect == Dialect::SqlServer => ColumnType::decimal(18, 0),
        ColumnType::Decimal { precision: Some(p), scale: None } => ColumnType::decimal(*p, 0),
        ColumnType::Time { precision, zone } => {
            ColumnType::Time { precision: precision.or(fraction(dialect)), zone: *zone }
        }
        ColumnType::Timestamp { precision, zone } => {
            ColumnType::Timestamp { precision: precision.or(fraction(dialect)), zone: *zone }
        }
        ColumnType::Other(text) => ColumnType::Other(words(text)),
        other => other.clone(),
    }
}

/// Digits of fractional seconds where none are given.
fn fraction(dialect: Dialect) -> Option<u8> {
    match dialect {
        Dialect::PostgreSql | Dialect::HeliosDb | Dialect::Oracle => Some(6),
        Dialect::MySql | Dialect::MariaDb => Some(0),
        Dialect::SqlServer => Some(7),
        Dialect::Sqlite => None,
    }
}

/// A spelled type as far as it says more than the model's: its base word under one name, the words behind it, and for
/// approximate numbers their digits. Lengths and precisions are in the model; the display width of MySQL's integers
/// makes no difference.
pub(super) fn spelled(spelled: &Spelled, dialect: Dialect) -> Spelled {
    let text = words(&spelled.text.replace(['[', ']', '"', '`'], ""));
    let (base, arguments, rest) = match text.split_once('(') {
        Some((base, rest)) => match rest.split_once(')') {
            Some((arguments, rest)) => (base, arguments, rest),
            None => (base, "", rest),
        },
        None => {
            match text.split_once(' ').filter(|(_, rest)| ["unsigned", "zerofill"].iter().any(|w| rest.contains(w))) {
                Some((base, rest)) => (base, "", rest),
                None => (text.as_str(), "", ""),
            }
        }
    };
    let base = alias(base.trim(), dialect);
    let digits = if ["float", "double", "real", "set"].contains(&base) { arguments } else { "" };
    let text = [base, digits, rest.trim()].join(" ");
    Spelled { dialect: spelled.dialect.clone(), text: text.split_whitespace().collect::<Vec<_>>().join(" ") }
}

/// One name for the base words that a dialect takes for the same.
fn alias(base: &str, dialect: Dialect) -> &str {
    match (dialect, base) {
        (Dialect::MySql | Dialect::MariaDb, "integer" | "int4") => "int",
        (Dialect::MySql | Dialect::MariaDb, "numeric" | "dec" | "fixed") => "decimal",
        (Dialect::MySql | Dialect::MariaDb, "bool" | "boolean") => "tinyint",
        (Dialect::MySql | Dialect::MariaDb | Dialect::SqlServer, "double precision") => "double",
        (Dialect::MySql | Dialect::MariaDb | Dialect::SqlServer, "character varying") => "varchar",
        (Dialect::SqlServer, "integer") => "int",
        (Dialect::SqlServer, "numeric" | "dec") => "decimal",
        (Dialect::Oracle, "varchar") => "varchar2",
        (Dialect::Oracle, "numeric" | "decimal" | "dec") => "number",
        (_, other) => other,
    }
}

/// Lower case, one space between words and none around marks.
fn words(text: &str) -> String {
    let text = text.to_lowercase();
    let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
    spaced.replace(" (", "(").replace("( ", "(").replace(" )", ")").replace(" ,", ",").replace(", ", ",")
}

/// Values instead of the name where the dialect writes an enum's values into the column: such a type has no name.
pub(super) fn inline_enum(data_type: &ColumnType, schema: &Schema) -> Option<ColumnType> {
    let ColumnType::Named(name) = data_type else { return None };
    let values = schema.enum_named(name)?.values.join("\0");
    Some(ColumnType::Other(format!("enum {values}")))
}
