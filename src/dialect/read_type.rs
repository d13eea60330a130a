//! Type names as people write them in any dialect -> types of the model.

use super::Dialect::{self, MariaDb, MySql, Oracle, PostgreSql, SqlServer, Sqlite};
use crate::schema::{ColumnType, Expression, Token};

/// Reads a type such as `varchar(80)`, `decimal(10,2)`, `timestamp with time zone` or `int unsigned`.
///
/// Every dialect's usual spellings are understood whatever `dialect` is; it decides only where one spelling means
/// different things (`TIMESTAMP` is absolute in MySQL, `FLOAT` has 64 bits in SQL Server). What has no common meaning
/// is kept as [`ColumnType::Other`] in the spelling given, and rendering makes sure that it stays one type.
pub fn read_type(text: &str, dialect: Dialect) -> ColumnType {
    let text = text.trim();
    if let Some(element) = array_element(text) {
        return ColumnType::Array(Box::new(read_simple(element, dialect)));
    }
    read_simple(text, dialect)
}

fn read_simple(text: &str, dialect: Dialect) -> ColumnType {
    let written = Written::new(text);
    written
        .integer(dialect)
        .or_else(|| written.number(dialect))
        .or_else(|| written.other(dialect))
        .unwrap_or_else(|| ColumnType::Other(text.to_owned()))
}

/// `text[]`, `text[3]`, `text array`; several dimensions are one array, as in PostgreSQL.
fn array_element(text: &str) -> Option<&str> {
    let is_array = text.ends_with(']') && text.contains('[') && !text.starts_with('[');
    if is_array {
        return text.split('[').next();
    }
    let at = text.len().checked_sub(" array".len())?;
    let ending = text.get(at..)?;
    ending.eq_ignore_ascii_case(" array").then(|| text[..at].trim_end())
}

/// A type name taken apart: `TIMESTAMP(3) WITH TIME ZONE` is the words `timestamp with time zone` and the argument 3.
struct Written {
    words: String,
    arguments: Vec<String>,
}

impl Written {
    fn new(text: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut arguments: Vec<String> = Vec::new();
        let mut depth = 0_u32;
        for token in Expression::from(text).tokens() {
            match token {
                Token::Other("(") => {
                    depth += 1;
                    arguments.push(String::new());
                }
                Token::Other(")") => depth = depth.saturating_sub(1),
                Token::Other(",") if depth > 0 => arguments.push(String::new()),
                Token::Word(s) | Token::Quoted(s) | Token::Text(s) | Token::Other(s) if depth > 0 => {
                    if let Some(argument) = arguments.last_mut() {
                        argument.push_str(&s.to_lowercase());
                    }
                }
                Token::Word(s) | Token::Text(s) => words.push(s.to_lowercase()),
                Token::Quoted(s) => words.push(s.to_owned()),
                Token::Other(s) if s.trim().is_empty() => {}
                Token::Other(s) => words.push(s.to_owned()),
            }
        }
        Self { words: words.join(" "), arguments: arguments.iter().map(|a| a.trim().to_owned()).collect() }
    }

    /// An argument as a number; `80 char` is 80.
    fn size(&self, at: usize) -> Option<u32> {
        self.arguments.get(at)?.split_whitespace().next()?.parse().ok()
    }

    fn scale(&self) -> Option<i32> {
        self.arguments.get(1)?.parse().ok()
    }

    fn digits(&self) -> Option<u8> {
        self.size(0)?.try_into().ok()
    }

    fn integer(&self, dialect: Dialect) -> Option<ColumnType> {
        let signed = self.words.replace(" unsigned", "").replace(" zerofill", "").replace(" signed", "");
        let integer = match signed.as_str() {
            "tinyint" if self.size(0) == Some(1) && matches!(dialect, MySql | MariaDb) => {
                return Some(ColumnType::Boolean);
            }
            "tinyint" if dialect == SqlServer => return Some(ColumnType::Unsigned(Box::new(ColumnType::TinyInt))),
            "tinyint" | "int1" => ColumnType::TinyInt,
            "smallint" | "int2" | "smallserial" => ColumnType::SmallInt,
            "mediumint" | "int" | "integer" | "int4" | "serial" | "pls_integer" => ColumnType::Integer,
            "bigint" | "int8" | "bigserial" => ColumnType::BigInt,
            _ => return None,
        };
        let unsigned = self.words.contains(" unsigned") || self.words.contains(" zerofill");
        Some(if unsigned { ColumnType::Unsigned(Box::new(integer)) } else { integer })
    }

    fn number(&self, dialect: Dialect) -> Option<ColumnType> {
        Some(match self.words.as_str() {
            "number" if dialect == Oracle && self.scale().unwrap_or(0) == 0 => match self.size(0) {
                Some(3) => ColumnType::TinyInt,
                Some(5) => ColumnType::SmallInt,
                Some(10) => ColumnType::Integer,
                Some(19) => ColumnType::BigInt,
                precision => ColumnType::Decimal { precision, scale: self.scale() },
            },
            "decimal" | "numeric" | "dec" | "number" | "fixed" => {
                ColumnType::Decimal { precision: self.size(0), scale: self.scale() }
            }
            "float" => match self.size(0) {
                Some(bits) if bits <= 24 && dialect != Oracle => ColumnType::Real,
                None if matches!(dialect, MySql | MariaDb) => ColumnType::Real,
                _ => ColumnType::Double,
            },
            "real" if matches!(dialect, MySql | MariaDb | Sqlite) => ColumnType::Double,
            "real" | "float4" | "binary_float" => ColumnType::Real,
            "double" | "double precision" | "float8" | "binary_double" => ColumnType::Double,
            _ => return None,
        })
    }

    fn other(&self, dialect: Dialect) -> Option<ColumnType> {
        let max = self.arguments.first().is_some_and(|argument| argument == "max");
        Some(match self.words.as_str() {
            "boolean" | "bool" => ColumnType::Boolean,
            "bit" if self.arguments.is_empty() && dialect != PostgreSql => ColumnType::Boolean,
            "char" | "character" | "nchar" | "bpchar" | "national char" | "national character" => {
                ColumnType::Char { length: self.size(0).unwrap_or(1) }
            }
            "varchar"
            | "nvarchar"
            | "varchar2"
            | "nvarchar2"
            | "character varying"
            | "char varying"
            | "national character varying"
            | "national varchar"
            | "string"
                if !max =>
            {
                ColumnType::Varchar { length: self.size(0) }
            }
            "varchar"
            | "nvarchar"
            | "text"
            | "ntext"
            | "tinytext"
            | "mediumtext"
            | "longtext"
            | "clob"
            | "nclob"
            | "character large object" => ColumnType::Text,
            "raw" if dialect == Oracle && self.size(0) == Some(16) => ColumnType::Uuid,
            "binary" => ColumnType::Binary { length: self.size(0).unwrap_or(1) },
            "varbinary" | "raw" | "binary varying" if !max => ColumnType::Varbinary { length: self.size(0) },
            "varbinary"
            | "bytea"
            | "blob"
            | "tinyblob"
            | "mediumblob"
            | "longblob"
            | "image"
            | "bytes"
            | "binary large object"
            | "long raw" => ColumnType::Blob,
            "date" => ColumnType::Date,
            "time" | "time without time zone" => ColumnType::Time { precision: self.digits(), zone: false },
            "timetz" | "time with time zone" => ColumnType::Time { precision: self.digits(), zone: true },
            "timestamp" if matches!(dialect, MySql | MariaDb) => {
                ColumnType::Timestamp { precision: self.digits(), zone: true }
            }
            "timestamp" | "timestamp without time zone" | "datetime" | "datetime2" | "smalldatetime" => {
                ColumnType::Timestamp { precision: self.digits(), zone: false }
            }
            "timestamptz" | "timestamp with time zone" | "timestamp with local time zone" | "datetimeoffset" => {
                ColumnType::Timestamp { precision: self.digits(), zone: true }
            }
            words if words == "interval" || words.starts_with("interval ") => ColumnType::Interval,
            "uuid" | "uniqueidentifier" | "guid" => ColumnType::Uuid,
            "json" => ColumnType::Json { binary: false },
            "jsonb" => ColumnType::Json { binary: true },
            "xml" | "xmltype" => ColumnType::Xml,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(dialect: Dialect, text: &str, expected: &str) {
        let read = read_type(text, dialect);
        assert_eq!(read.to_string(), expected, "{text}");
        let is_other = matches!(read, ColumnType::Other(_));
        assert_eq!(is_other, text == expected && dialect == Dialect::HeliosDb, "{text} was read as {read:?}");
    }

    #[test]
    fn common_spellings_of_every_dialect_are_understood() {
        check(PostgreSql, "VARCHAR(80)", "varchar(80)");
        check(PostgreSql, "character varying(20)", "varchar(20)");
        check(PostgreSql, " decimal ( 10 , 2 ) ", "decimal(10,2)");
        check(PostgreSql, "timestamp(3) with time zone", "timestamptz(3)");
        check(PostgreSql, "int8", "bigint");
        check(PostgreSql, "integer[]", "integer[]");
        check(PostgreSql, "varchar(20) array", "varchar(20)[]");
        check(PostgreSql, "interval day to second", "interval");
        check(MySql, "int(11) unsigned", "integer unsigned");
        check(MySql, "TINYINT(1)", "boolean");
        check(MySql, "timestamp", "timestamptz");
        check(MySql, "float", "real");
        check(Oracle, "VARCHAR2(80 CHAR)", "varchar(80)");
        check(Oracle, "NUMBER(10)", "integer");
        check(Oracle, "NUMBER(10,2)", "decimal(10,2)");
        check(SqlServer, "nvarchar(max)", "text");
        check(SqlServer, "bit", "boolean");
        check(SqlServer, "DATETIMEOFFSET(7)", "timestamptz(7)");
        check(SqlServer, "uniqueidentifier", "uuid");
    }

    #[test]
    fn what_has_no_common_meaning_is_kept_as_written() {
        for text in ["geometry(Point, 4326)", "enum('a','b')", "tsvector", "int); DROP TABLE x", "", "größe(", "x]"] {
            check(Dialect::HeliosDb, text, text);
        }
    }

    #[test]
    fn a_type_survives_being_spelled_and_read_again() {
        let types = ["boolean", "integer", "bigint", "decimal(10,2)", "varchar(80)", "text", "date", "timestamptz(3)"];
        for dialect in [Dialect::PostgreSql, SqlServer, Dialect::HeliosDb, MariaDb] {
            for text in types {
                let data_type = read_type(text, PostgreSql);
                let again = read_type(&dialect.spell_type(&data_type).sql, dialect);
                assert_eq!(again, data_type, "{dialect}");
            }
        }
    }
}
