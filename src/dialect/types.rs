//! What a dialect's type map says about one type.

use crate::schema::ColumnType;

/// How a dialect spells a type, and what that spelling does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    pub sql: String,
    /// A condition that makes the type whole, with `{}` for the column (`{} IN (0, 1)`).
    pub check: Option<String>,
    /// What is not as the model says, as the end of a sentence.
    pub loss: Option<&'static str>,
}

impl Spelling {
    pub(super) fn exact(sql: impl Into<String>) -> Self {
        Self { sql: sql.into(), check: None, loss: None }
    }

    pub(super) fn near(sql: impl Into<String>, loss: &'static str) -> Self {
        Self { sql: sql.into(), check: None, loss: Some(loss) }
    }

    pub(super) fn checked(self, condition: impl Into<String>) -> Self {
        Self { check: Some(condition.into()), ..self }
    }
}

/// The standard's spelling, which dialects fall back on.
pub(super) fn standard_type(data_type: &ColumnType) -> Spelling {
    Spelling::exact(match data_type {
        ColumnType::Boolean => "BOOLEAN".to_owned(),
        ColumnType::TinyInt | ColumnType::SmallInt => "SMALLINT".to_owned(),
        ColumnType::Integer => "INTEGER".to_owned(),
        ColumnType::BigInt => "BIGINT".to_owned(),
        ColumnType::Unsigned(inner) => return unsigned(inner, ["SMALLINT", "INTEGER", "BIGINT", "DECIMAL(20)"]),
        ColumnType::Decimal { precision: Some(p), scale: Some(s) } => format!("DECIMAL({p},{s})"),
        ColumnType::Decimal { precision: Some(p), scale: None } => format!("DECIMAL({p})"),
        ColumnType::Decimal { .. } => "DECIMAL".to_owned(),
        ColumnType::Real => "REAL".to_owned(),
        ColumnType::Double => "DOUBLE PRECISION".to_owned(),
        ColumnType::Char { length } => format!("CHAR({length})"),
        ColumnType::Varchar { length: Some(n) } => format!("VARCHAR({n})"),
        ColumnType::Varchar { length: None } | ColumnType::Text => "CLOB".to_owned(),
        ColumnType::Binary { length } => format!("BINARY({length})"),
        ColumnType::Varbinary { length: Some(n) } => format!("VARBINARY({n})"),
        ColumnType::Varbinary { length: None } | ColumnType::Blob => "BLOB".to_owned(),
        ColumnType::Date => "DATE".to_owned(),
        ColumnType::Time { precision, zone } => zoned(digits("TIME", *precision, 9), *zone),
        ColumnType::Timestamp { precision, zone } => zoned(digits("TIMESTAMP", *precision, 9), *zone),
        ColumnType::Interval => "INTERVAL DAY TO SECOND".to_owned(),
        ColumnType::Uuid => "CHAR(36)".to_owned(),
        ColumnType::Json { .. } => "JSON".to_owned(),
        ColumnType::Xml => "XML".to_owned(),
        ColumnType::Array(element) => format!("{} ARRAY", standard_type(element).sql),
        ColumnType::Named(name) => name.name.clone(),
        ColumnType::Other(text) => text.clone(),
    })
}

/// A name with its digits of fractional seconds, of which the dialect has at most `most`.
pub(super) fn digits(name: &str, precision: Option<u8>, most: u8) -> String {
    precision.map_or_else(|| name.to_owned(), |digits| format!("{name}({})", digits.min(most)))
}

fn zoned(name: String, zone: bool) -> String {
    if zone { format!("{name} WITH TIME ZONE") } else { name }
}

/// An unsigned integer as the next larger signed type (of 1, 2, 4 and 8 bytes) that must not be negative.
pub(super) fn unsigned(inner: &ColumnType, larger: [&str; 4]) -> Spelling {
    let size = match inner {
        ColumnType::TinyInt => 0,
        ColumnType::SmallInt => 1,
        ColumnType::Integer => 2,
        _ => 3,
    };
    Spelling::exact(larger[size]).checked("{} >= 0")
}
