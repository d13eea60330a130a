//! Column types by meaning; dialects spell them.

use super::QualifiedName;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a column holds, independent of how a dialect spells it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnType {
    Boolean,
    TinyInt,
    SmallInt,
    Integer,
    BigInt,
    /// `unsigned` integers of MySQL and MariaDB; elsewhere the next larger signed type.
    Unsigned(Box<ColumnType>),
    Decimal {
        precision: Option<u32>,
        scale: Option<i32>,
    },
    Real,
    Double,
    /// Fixed-length text, length in characters.
    Char {
        length: u32,
    },
    /// Text with an optional limit in characters.
    Varchar {
        length: Option<u32>,
    },
    /// Text without a limit.
    Text,
    /// Bytes with a fixed length.
    Binary {
        length: u32,
    },
    /// Bytes with an optional limit.
    Varbinary {
        length: Option<u32>,
    },
    /// Bytes without a limit.
    Blob,
    Date,
    /// Time of day; `precision` counts the digits of fractional seconds.
    Time {
        precision: Option<u8>,
        zone: bool,
    },
    /// A point in time; with `zone` it is absolute, without it a local wall-clock time.
    Timestamp {
        precision: Option<u8>,
        zone: bool,
    },
    Interval,
    Uuid,
    /// JSON; `binary` where the dialect has a parsed form (`jsonb`).
    Json {
        binary: bool,
    },
    Xml,
    /// A named type of the schema: an enum or a domain.
    Named(QualifiedName),
    Array(Box<ColumnType>),
    /// A vendor's type that has no common meaning, as it was written.
    Other(String),
}

impl ColumnType {
    /// `DECIMAL(precision, scale)`.
    pub fn decimal(precision: u32, scale: i32) -> Self {
        Self::Decimal { precision: Some(precision), scale: Some(scale) }
    }

    /// `VARCHAR(length)`.
    pub fn varchar(length: u32) -> Self {
        Self::Varchar { length: Some(length) }
    }

    /// A timestamp with time zone in the dialect's usual precision.
    pub fn timestamptz() -> Self {
        Self::Timestamp { precision: None, zone: true }
    }

    pub fn is_integer(&self) -> bool {
        match self {
            Self::TinyInt | Self::SmallInt | Self::Integer | Self::BigInt => true,
            Self::Unsigned(inner) => inner.is_integer(),
            _ => false,
        }
    }

    pub fn is_numeric(&self) -> bool {
        self.is_integer() || matches!(self, Self::Decimal { .. } | Self::Real | Self::Double)
    }

    pub fn is_text(&self) -> bool {
        matches!(self, Self::Char { .. } | Self::Varchar { .. } | Self::Text)
    }

    pub fn is_temporal(&self) -> bool {
        matches!(self, Self::Date | Self::Time { .. } | Self::Timestamp { .. })
    }

    /// Whether a foreign key may connect columns of these two types in every dialect.
    pub fn comparable_with(&self, other: &Self) -> bool {
        self == other || self.is_integer() && other.is_integer() || self.is_text() && other.is_text()
    }
}

/// The neutral, readable spelling that diagrams and reports use (`varchar(255)`, `decimal(10,2)`, `timestamptz`).
impl fmt::Display for ColumnType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean => f.write_str("boolean"),
            Self::TinyInt => f.write_str("tinyint"),
            Self::SmallInt => f.write_str("smallint"),
            Self::Integer => f.write_str("integer"),
            Self::BigInt => f.write_str("bigint"),
            Self::Unsigned(inner) => write!(f, "{inner} unsigned"),
            Self::Decimal { precision: Some(p), scale: Some(s) } => write!(f, "decimal({p},{s})"),
            Self::Decimal { precision: Some(p), scale: None } => write!(f, "decimal({p})"),
            Self::Decimal { .. } => f.write_str("decimal"),
            Self::Real => f.write_str("real"),
            Self::Double => f.write_str("double"),
            Self::Char { length } => write!(f, "char({length})"),
            Self::Varchar { length: Some(n) } => write!(f, "varchar({n})"),
            Self::Varchar { length: None } => f.write_str("varchar"),
            Self::Text => f.write_str("text"),
            Self::Binary { length } => write!(f, "binary({length})"),
            Self::Varbinary { length: Some(n) } => write!(f, "varbinary({n})"),
            Self::Varbinary { length: None } => f.write_str("varbinary"),
            Self::Blob => f.write_str("blob"),
            Self::Date => f.write_str("date"),
            Self::Time { precision, zone } => with_precision(f, if *zone { "timetz" } else { "time" }, *precision),
            Self::Timestamp { precision, zone } => {
                with_precision(f, if *zone { "timestamptz" } else { "timestamp" }, *precision)
            }
            Self::Interval => f.write_str("interval"),
            Self::Uuid => f.write_str("uuid"),
            Self::Json { binary } => f.write_str(if *binary { "jsonb" } else { "json" }),
            Self::Xml => f.write_str("xml"),
            Self::Named(name) => write!(f, "{name}"),
            Self::Array(element) => write!(f, "{element}[]"),
            Self::Other(text) => f.write_str(text),
        }
    }
}

fn with_precision(f: &mut fmt::Formatter<'_>, name: &str, precision: Option<u8>) -> fmt::Result {
    match precision {
        Some(digits) => write!(f, "{name}({digits})"),
        None => f.write_str(name),
    }
}
