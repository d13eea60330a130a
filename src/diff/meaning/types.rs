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

/// A spelled type without what makes no difference: case, spaces, and the display width of MySQL's integers, except
/// `tinyint(1)`, which says that it is a boolean.
pub(super) fn spelled(spelled: &Spelled, dialect: Dialect) -> Spelled {
    let mut text = words(&spelled.text);
    if matches!(dialect, Dialect::MySql | Dialect::MariaDb) {
        for name in ["tinyint", "smallint", "mediumint", "int", "integer", "bigint"] {
            let Some(rest) = text.strip_prefix(name).and_then(|rest| rest.strip_prefix('(')) else { continue };
            let Some((width, rest)) = rest.split_once(')') else { continue };
            if (name, width) != ("tinyint", "1") {
                text = format!("{name}{rest}");
            }
            break;
        }
        for (alias, name) in [("integer", "int"), ("numeric", "decimal"), ("dec", "decimal"), ("fixed", "decimal")] {
            if let Some(rest) = text.strip_prefix(alias).filter(|rest| !rest.starts_with(char::is_alphanumeric)) {
                text = format!("{name}{rest}");
                break;
            }
        }
    }
    let usual: &[(&str, &str)] = match dialect {
        Dialect::MySql | Dialect::MariaDb => {
            &[("boolean", "tinyint(1)"), ("bool", "tinyint(1)"), ("decimal", "decimal(10)")]
        }
        Dialect::SqlServer => &[
            ("datetime2", "datetime2(7)"),
            ("datetimeoffset", "datetimeoffset(7)"),
            ("time", "time(7)"),
            ("integer", "int"),
        ],
        Dialect::Oracle => &[("timestamp", "timestamp(6)"), ("integer", "number(38)"), ("int", "number(38)")],
        _ => &[],
    };
    if let Some((_, whole)) = usual.iter().find(|(short, _)| *short == text) {
        text = (*whole).to_owned();
    }
    if !matches!(dialect, Dialect::Sqlite | Dialect::PostgreSql | Dialect::HeliosDb) {
        text = text.replace(",0)", ")");
    }
    Spelled { dialect: spelled.dialect.clone(), text }
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
