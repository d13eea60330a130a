//! Oracle Database 19c and later.

use super::facts::*;
use super::types::{Spelling, digits, unsigned};
use crate::schema::{Action, ColumnType};

pub(super) const FACTS: Facts = Facts {
    name_limit: Some(NameLimit::Bytes(128)),
    leading_underscore: false,
    reserved: RESERVED,
    domains: false,
    materialized_views: true,
    comments: Comments::Statement,
    names_constraints: true,
    on_delete: &[Action::Cascade, Action::SetNull],
    on_update: &[],
    same_key_types: true,
    key_length: Some(255),
    volatile_checks: false,
    expression_indexes: true,
    index_methods: &["bitmap"],
    generated: Generation::Virtual,
    booleans: false,
    words: &[
        ("true", Word::Is("1")),
        ("false", Word::Is("0")),
        ("char_length", Word::Call("LENGTH")),
        ("character_length", Word::Call("LENGTH")),
        ("octet_length", Word::Call("LENGTHB")),
        ("substring", Word::Call("SUBSTR")),
        ("btrim", Word::Call("TRIM")),
        ("strpos", Word::Call("INSTR")),
        ("position", Word::Lost),
        ("now", Word::Is("CURRENT_TIMESTAMP")),
        ("gen_random_uuid", Word::Is("SYS_GUID()")),
        ("uuid_generate_v4", Word::Is("SYS_GUID()")),
        ("uuid", Word::Is("SYS_GUID()")),
        ("newid", Word::Is("SYS_GUID()")),
        ("current_date", Word::Is("TRUNC(CURRENT_DATE)")),
        ("current_time", Word::Lost),
        ("random", Word::Call("DBMS_RANDOM.VALUE")),
        ("to_tsvector", Word::Lost),
        ("array", Word::Lost),
        ("ilike", Word::Lost),
        ("left", Word::Lost),
        ("right", Word::Lost),
    ],
    spell,
    ..ANSI
};

fn spell(data_type: &ColumnType) -> Spelling {
    match data_type {
        ColumnType::Boolean => Spelling::exact("NUMBER(1)").checked("{} IN (0, 1)"),
        ColumnType::TinyInt => Spelling::exact("NUMBER(3)"),
        ColumnType::SmallInt => Spelling::exact("NUMBER(5)"),
        ColumnType::Integer => Spelling::exact("NUMBER(10)"),
        ColumnType::BigInt => Spelling::exact("NUMBER(19)"),
        ColumnType::Unsigned(inner) => unsigned(inner, ["NUMBER(3)", "NUMBER(5)", "NUMBER(10)", "NUMBER(20)"]),
        ColumnType::Decimal { precision: Some(p), .. } if *p > 38 => {
            Spelling::near("NUMBER", "numbers have at most 38 digits")
        }
        ColumnType::Decimal { precision: Some(p), scale: Some(s) } => Spelling::exact(format!("NUMBER({p},{s})")),
        ColumnType::Decimal { precision: Some(p), scale: None } => Spelling::exact(format!("NUMBER({p})")),
        ColumnType::Decimal { .. } => Spelling::exact("NUMBER"),
        ColumnType::Real => Spelling::exact("BINARY_FLOAT"),
        ColumnType::Double => Spelling::exact("BINARY_DOUBLE"),
        ColumnType::Char { length } if *length <= 500 => Spelling::exact(format!("CHAR({length} CHAR)")),
        ColumnType::Char { length: n } | ColumnType::Varchar { length: Some(n) } if *n <= 4000 => {
            Spelling::exact(format!("VARCHAR2({n} CHAR)"))
        }
        ColumnType::Char { .. } | ColumnType::Varchar { .. } | ColumnType::Text => Spelling::exact("CLOB"),
        ColumnType::Binary { length: n } | ColumnType::Varbinary { length: Some(n) } if *n <= 2000 => {
            Spelling::exact(format!("RAW({n})"))
        }
        ColumnType::Binary { .. } | ColumnType::Varbinary { .. } | ColumnType::Blob => Spelling::exact("BLOB"),
        ColumnType::Date => Spelling::exact("DATE"),
        ColumnType::Time { precision, .. } => Spelling::near(
            format!("INTERVAL DAY(0) TO SECOND({})", precision.unwrap_or(0).min(9)),
            "there is no type for the time of day; an interval from midnight stands for it",
        ),
        ColumnType::Timestamp { precision, zone: false } => Spelling::exact(digits("TIMESTAMP", *precision, 9)),
        ColumnType::Timestamp { precision, zone: true } => {
            Spelling::exact(format!("{} WITH TIME ZONE", digits("TIMESTAMP", *precision, 9)))
        }
        ColumnType::Interval => Spelling::exact("INTERVAL DAY(9) TO SECOND(6)"),
        ColumnType::Uuid => Spelling::exact("RAW(16)"),
        ColumnType::Json { .. } => Spelling::exact("CLOB").checked("{} IS JSON"),
        ColumnType::Xml => Spelling::exact("XMLTYPE"),
        ColumnType::Array(_) => {
            Spelling::near("CLOB", "arrays are kept as JSON; a child table would be the relational form")
                .checked("{} IS JSON")
        }
        _ => super::types::standard_type(data_type),
    }
}

const RESERVED: &str = "\
    access add all alter and any as asc audit begin between by case char check cluster column column_value comment \
    compress connect create current date decimal default delete desc distinct drop else end exclusive exists file \
    float for from grant group having identified if immediate in increment index initial insert integer intersect \
    into is level like lock long maxextents minus mlslabel mode modify nested_table_id noaudit nocompress not nowait \
    null number of offline on online option or order pctfree prior public raw rename resource revoke row rowid \
    rownum rows select session set share size smallint start successful synonym sysdate table then to trigger uid \
    union unique update user validate values varchar varchar2 view when whenever where with";
