//! SQLite 3.35 and later.

use super::facts::*;
use super::types::{Spelling, unsigned};
use crate::schema::ColumnType;

pub(super) const FACTS: Facts = Facts {
    name_limit: None,
    folding: Folding::Keep,
    reserved: RESERVED,
    namespaces: false,
    domains: false,
    sequences: false,
    key_names: Scope::Table,
    foreign_key_names: Scope::Table,
    check_names: Scope::Table,
    deferrable: Deferral::ForeignKeys,
    forward_references: true,
    partial_indexes: Partial::AnyIndex,
    expression_indexes: true,
    generated: Generation::Both,
    words: &[
        ("char_length", Word::Call("length")),
        ("character_length", Word::Call("length")),
        ("octet_length", Word::Lost),
        ("substring", Word::Call("substr")),
        ("btrim", Word::Call("trim")),
        ("strpos", Word::Call("instr")),
        ("position", Word::Lost),
        ("extract", Word::Lost),
        ("interval", Word::Lost),
        ("greatest", Word::Call("max")),
        ("least", Word::Call("min")),
        ("now", Word::Is("CURRENT_TIMESTAMP")),
        ("localtimestamp", Word::Is("CURRENT_TIMESTAMP")),
        ("gen_random_uuid", Word::Is(RANDOM_UUID)),
        ("uuid_generate_v4", Word::Is(RANDOM_UUID)),
        ("uuid", Word::Is(RANDOM_UUID)),
        ("newid", Word::Is(RANDOM_UUID)),
        ("sys_guid", Word::Is(RANDOM_UUID)),
        ("nextval", Word::Lost),
        ("to_tsvector", Word::Lost),
        ("array", Word::Lost),
        ("ilike", Word::Call("LIKE")),
        ("left", Word::Lost),
        ("right", Word::Lost),
        ("lpad", Word::Lost),
        ("rpad", Word::Lost),
        ("mod", Word::Lost),
    ],
    spell,
    ..ANSI
};

/// A random UUID (version 4) as lower-case text; `8`, `9`, `a` and `b` are the variants of RFC 9562.
const RANDOM_UUID: &str = "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || \
    substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + abs(random() % 4), 1) || \
    substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))";

fn spell(data_type: &ColumnType) -> Spelling {
    match data_type {
        ColumnType::Boolean => Spelling::exact("INTEGER").checked("{} IN (0, 1)"),
        ColumnType::TinyInt | ColumnType::SmallInt | ColumnType::Integer | ColumnType::BigInt => {
            Spelling::exact("INTEGER")
        }
        ColumnType::Unsigned(inner) => unsigned(inner, ["INTEGER", "INTEGER", "INTEGER", "INTEGER"]),
        ColumnType::Decimal { precision, scale } => {
            let sql = match (precision, scale) {
                (Some(p), Some(s)) => format!("DECIMAL({p},{s})"),
                (Some(p), None) => format!("DECIMAL({p})"),
                _ => "DECIMAL".to_owned(),
            };
            Spelling::near(sql, "decimals are kept as floating-point numbers; whole cents in an integer would be exact")
        }
        ColumnType::Real | ColumnType::Double => Spelling::exact("REAL"),
        ColumnType::Char { length: n } | ColumnType::Varchar { length: Some(n) } => {
            Spelling::exact("TEXT").checked(format!("length({{}}) <= {n}"))
        }
        ColumnType::Varchar { length: None } | ColumnType::Text => Spelling::exact("TEXT"),
        ColumnType::Binary { length } => Spelling::exact("BLOB").checked(format!("length({{}}) = {length}")),
        ColumnType::Varbinary { length: Some(n) } => Spelling::exact("BLOB").checked(format!("length({{}}) <= {n}")),
        ColumnType::Varbinary { length: None } | ColumnType::Blob => Spelling::exact("BLOB"),
        ColumnType::Date | ColumnType::Time { .. } | ColumnType::Timestamp { .. } => {
            Spelling::near("TEXT", "dates and times are kept as ISO 8601 text in UTC")
        }
        ColumnType::Interval => Spelling::near("TEXT", "intervals are kept as ISO 8601 text such as P1DT2H"),
        ColumnType::Uuid => Spelling::exact("TEXT").checked("length({}) = 36"),
        ColumnType::Json { .. } => Spelling::exact("TEXT").checked("json_valid({})"),
        ColumnType::Xml => Spelling::near("TEXT", "XML is kept as text"),
        ColumnType::Array(_) => {
            Spelling::near("TEXT", "arrays are kept as JSON; a child table would be the relational form")
                .checked("json_valid({})")
        }
        _ => super::types::standard_type(data_type),
    }
}

/// Those of its keywords that it does not take as a name.
const RESERVED: &str = "\
    add all alter and as autoincrement between case cast check collate commit constraint create current current_date \
    current_time current_timestamp default deferrable delete distinct drop else escape except exists foreign from \
    group having if in index insert intersect into is isnull join limit not nothing notnull null on or order primary \
    raise references returning select set table then to transaction union unique update using values when where";
