//! Values, and how dialects write them.

use crate::dialect::Dialect;
use crate::schema::ColumnType;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    Null,
    Boolean(bool),
    /// Digits, with sign and point.
    Number(String),
    /// Text, and whatever is written as text: dates, times, UUIDs, JSON.
    Text(String),
    Bytes(Vec<u8>),
}

impl Value {
    pub fn number(value: impl ToString) -> Self {
        Self::Number(value.to_string())
    }

    pub fn text(value: impl Into<String>) -> Self {
        Self::Text(value.into())
    }

    /// As a literal of a column of this type.
    pub fn sql(&self, data_type: &ColumnType, dialect: Dialect) -> String {
        match self {
            Self::Null => "NULL".to_owned(),
            Self::Boolean(value) => match dialect {
                Dialect::PostgreSql | Dialect::HeliosDb | Dialect::MySql | Dialect::MariaDb => {
                    if *value { "TRUE" } else { "FALSE" }.to_owned()
                }
                _ => u8::from(*value).to_string(),
            },
            Self::Number(digits) => digits.clone(),
            Self::Text(text) => match (dialect, data_type) {
                (Dialect::Oracle, ColumnType::Date) => format!("DATE '{text}'"),
                (Dialect::Oracle, ColumnType::Timestamp { .. }) => format!("TIMESTAMP '{text}'"),
                (Dialect::SqlServer, data_type) if data_type.is_text() => format!("N{}", dialect.quote_text(text)),
                // Their times have no zone; rows are drawn in UTC.
                (Dialect::MySql | Dialect::MariaDb, ColumnType::Timestamp { .. }) => {
                    dialect.quote_text(text.trim_end_matches("+00:00"))
                }
                _ => dialect.quote_text(text),
            },
            Self::Bytes(bytes) => {
                let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                match dialect {
                    Dialect::PostgreSql | Dialect::HeliosDb => format!("'\\x{digits}'"),
                    Dialect::SqlServer => format!("0x{digits}"),
                    Dialect::Oracle => format!("HEXTORAW('{digits}')"),
                    _ => format!("X'{digits}'"),
                }
            }
        }
    }
}
