//! PostgreSQL 12 and later.

use super::facts::*;
use super::types::{Spelling, unsigned};
use crate::schema::ColumnType;

pub(super) const FACTS: Facts = Facts {
    name_limit: Some(NameLimit::Bytes(63)),
    folding: Folding::Lower,
    reserved: RESERVED,
    enums: Enums::Type,
    materialized_views: true,
    comments: Comments::Statement,
    foreign_key_names: Scope::Table,
    check_names: Scope::Table,
    exclusions: true,
    nulls_not_distinct: true,
    partial_indexes: Partial::AnyIndex,
    expression_indexes: true,
    included_columns: true,
    nulls_order: true,
    index_methods: &["brin", "gin", "gist", "hash", "hnsw", "ivfflat", "spgist"],
    words: &[("uuid", Word::Call("gen_random_uuid"))],
    spell,
    ..ANSI
};

pub(super) fn spell(data_type: &ColumnType) -> Spelling {
    let digits = |name: &str, precision: &Option<u8>| match precision {
        Some(digits) => format!("{name}({})", (*digits).min(6)),
        None => name.to_owned(),
    };
    match data_type {
        ColumnType::Boolean => Spelling::exact("boolean"),
        ColumnType::TinyInt | ColumnType::SmallInt => Spelling::exact("smallint"),
        ColumnType::Integer => Spelling::exact("integer"),
        ColumnType::BigInt => Spelling::exact("bigint"),
        ColumnType::Unsigned(inner) => unsigned(inner, ["smallint", "integer", "bigint", "decimal(20)"]),
        ColumnType::Decimal { precision: Some(p), scale: Some(s) } => Spelling::exact(format!("decimal({p},{s})")),
        ColumnType::Decimal { precision: Some(p), scale: None } => Spelling::exact(format!("decimal({p})")),
        ColumnType::Decimal { .. } => Spelling::exact("decimal"),
        ColumnType::Real => Spelling::exact("real"),
        ColumnType::Double => Spelling::exact("double precision"),
        ColumnType::Char { length } => Spelling::exact(format!("char({length})")),
        ColumnType::Varchar { length: Some(n) } => Spelling::exact(format!("varchar({n})")),
        ColumnType::Varchar { length: None } => Spelling::exact("varchar"),
        ColumnType::Text => Spelling::exact("text"),
        ColumnType::Binary { length } => Spelling::exact("bytea").checked(format!("octet_length({{}}) = {length}")),
        ColumnType::Varbinary { length: Some(n) } => {
            Spelling::exact("bytea").checked(format!("octet_length({{}}) <= {n}"))
        }
        ColumnType::Varbinary { length: None } | ColumnType::Blob => Spelling::exact("bytea"),
        ColumnType::Date => Spelling::exact("date"),
        ColumnType::Time { precision, zone } => {
            Spelling::exact(digits(if *zone { "timetz" } else { "time" }, precision))
        }
        ColumnType::Timestamp { precision, zone } => {
            Spelling::exact(digits(if *zone { "timestamptz" } else { "timestamp" }, precision))
        }
        ColumnType::Interval => Spelling::exact("interval"),
        ColumnType::Uuid => Spelling::exact("uuid"),
        ColumnType::Json { binary } => Spelling::exact(if *binary { "jsonb" } else { "json" }),
        ColumnType::Xml => Spelling::exact("xml"),
        ColumnType::Array(element) => {
            let element = spell(element);
            Spelling { sql: format!("{}[]", element.sql), check: None, ..element }
        }
        ColumnType::Named(name) => Spelling::exact(super::Dialect::PostgreSql.quote_qualified(name)),
        ColumnType::Other(text) => Spelling::exact(text.as_str()),
    }
}

pub(super) const RESERVED: &str = "\
    all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case \
    cast char character check coalesce collate collation column concurrently constraint create cross current_catalog \
    current_date current_role current_schema current_time current_timestamp current_user dec decimal default \
    deferrable desc distinct do else end except exists extract false fetch float for foreign freeze from full grant \
    greatest group grouping having ilike in initially inner inout int integer intersect interval into is isnull join \
    lateral leading least left like limit localtime localtimestamp national natural nchar none normalize not notnull \
    null nullif numeric offset on only or order out outer overlaps overlay placing position precision primary real \
    references returning right row select session_user setof similar smallint some substring symmetric system_user \
    table tablesample then time timestamp to trailing treat trim true union unique user using values varchar \
    variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces \
    xmlparse xmlpi xmlroot xmlserialize xmltable";
