//! SQL Server 2019 and later.

use super::facts::*;
use super::types::{Spelling, digits, unsigned};
use crate::schema::{Action, ColumnType};

pub(super) const FACTS: Facts = Facts {
    quotes: ('[', ']'),
    name_limit: Some(NameLimit::Characters(128)),
    folding: Folding::Keep,
    reserved: RESERVED,
    text_prefix: "N",
    domains: false,
    comments: Comments::Property,
    names_constraints: true,
    index_names: Scope::Table,
    on_delete: &[Action::Cascade, Action::SetNull, Action::SetDefault],
    on_update: &[Action::Cascade, Action::SetNull, Action::SetDefault],
    deferrable: Deferral::Never,
    same_key_types: true,
    key_length: Some(450),
    partial_indexes: Partial::AnyIndex,
    included_columns: true,
    index_methods: &["columnstore"],
    generated: Generation::Computed,
    booleans: false,
    words: &[
        ("true", Word::Is("1")),
        ("false", Word::Is("0")),
        ("length", Word::Call("LEN")),
        ("char_length", Word::Call("LEN")),
        ("character_length", Word::Call("LEN")),
        ("octet_length", Word::Call("DATALENGTH")),
        ("substr", Word::Call("SUBSTRING")),
        ("btrim", Word::Call("TRIM")),
        ("ceil", Word::Call("CEILING")),
        ("mod", Word::Lost),
        ("greatest", Word::Lost),
        ("least", Word::Lost),
        ("position", Word::Lost),
        ("extract", Word::Lost),
        ("interval", Word::Lost),
        ("now", Word::Is("CURRENT_TIMESTAMP")),
        ("localtimestamp", Word::Is("SYSDATETIME()")),
        ("current_date", Word::Is("CAST(GETDATE() AS DATE)")),
        ("current_time", Word::Is("CAST(GETDATE() AS TIME)")),
        ("gen_random_uuid", Word::Is("NEWID()")),
        ("uuid_generate_v4", Word::Is("NEWID()")),
        ("uuid", Word::Is("NEWID()")),
        ("sys_guid", Word::Is("NEWID()")),
        ("random", Word::Call("RAND")),
        ("to_tsvector", Word::Lost),
        ("array", Word::Lost),
        ("ilike", Word::Call("LIKE")),
        ("lpad", Word::Lost),
        ("rpad", Word::Lost),
    ],
    spell,
    ..ANSI
};

fn spell(data_type: &ColumnType) -> Spelling {
    match data_type {
        ColumnType::Boolean => Spelling::exact("BIT"),
        ColumnType::TinyInt => Spelling::exact("SMALLINT"),
        ColumnType::Integer => Spelling::exact("INT"),
        ColumnType::Unsigned(inner) if **inner == ColumnType::TinyInt => Spelling::exact("TINYINT"),
        ColumnType::Unsigned(inner) => unsigned(inner, ["TINYINT", "INT", "BIGINT", "DECIMAL(20)"]),
        ColumnType::Decimal { precision: None, .. } => Spelling::near(
            "DECIMAL(38,10)",
            "decimals need a precision; 38 digits with 10 behind the point were chosen",
        ),
        ColumnType::Decimal { precision: Some(p), .. } if *p > 38 => {
            Spelling::near("DECIMAL(38,10)", "decimals have at most 38 digits")
        }
        ColumnType::Double => Spelling::exact("FLOAT"),
        ColumnType::Char { length } if *length <= 4000 => Spelling::exact(format!("NCHAR({length})")),
        ColumnType::Varchar { length: Some(n) } if *n <= 4000 => Spelling::exact(format!("NVARCHAR({n})")),
        ColumnType::Char { .. } | ColumnType::Varchar { .. } | ColumnType::Text => Spelling::exact("NVARCHAR(MAX)"),
        ColumnType::Binary { length } if *length <= 8000 => Spelling::exact(format!("BINARY({length})")),
        ColumnType::Varbinary { length: Some(n) } if *n <= 8000 => Spelling::exact(format!("VARBINARY({n})")),
        ColumnType::Binary { .. } | ColumnType::Varbinary { .. } | ColumnType::Blob => {
            Spelling::exact("VARBINARY(MAX)")
        }
        ColumnType::Time { precision, zone: false } => Spelling::exact(digits("TIME", *precision, 7)),
        ColumnType::Time { precision, zone: true } => {
            Spelling::near(digits("TIME", *precision, 7), "times of day have no zone")
        }
        ColumnType::Timestamp { precision, zone: false } => Spelling::exact(digits("DATETIME2", *precision, 7)),
        ColumnType::Timestamp { precision, zone: true } => Spelling::exact(digits("DATETIMEOFFSET", *precision, 7)),
        ColumnType::Interval => Spelling::near("NVARCHAR(64)", "intervals are kept as ISO 8601 text such as P1DT2H"),
        ColumnType::Uuid => Spelling::exact("UNIQUEIDENTIFIER"),
        ColumnType::Json { .. } => Spelling::exact("NVARCHAR(MAX)").checked("ISJSON({}) = 1"),
        ColumnType::Array(_) => {
            Spelling::near("NVARCHAR(MAX)", "arrays are kept as JSON; a child table would be the relational form")
                .checked("ISJSON({}) = 1")
        }
        _ => super::types::standard_type(data_type),
    }
}

const RESERVED: &str = "\
    add all alter and any as asc authorization backup begin between break browse bulk by cascade case check \
    checkpoint close clustered coalesce collate column commit compute constraint contains containstable continue \
    convert create cross current current_date current_time current_timestamp current_user cursor database dbcc \
    deallocate declare default delete deny desc disk distinct distributed double drop dump else end errlvl escape \
    except exec execute exists exit external fetch file fillfactor for foreign freetext freetexttable from full \
    function goto grant group having holdlock identity identity_insert identitycol if in index inner insert \
    intersect into is join key kill left like lineno load merge national nocheck nonclustered not null nullif of off \
    offsets on open opendatasource openquery openrowset openxml option or order outer over percent pivot plan \
    precision primary print proc procedure public raiserror read readtext reconfigure references replication restore \
    restrict return revert revoke right rollback rowcount rowguidcol rule save schema securityaudit select \
    semantickeyphrasetable semanticsimilaritydetailstable semanticsimilaritytable session_user set setuser shutdown \
    some statistics system_user table tablesample textsize then to top tran transaction trigger truncate try_convert \
    tsequal union unique unpivot update updatetext use user values varying view waitfor when where while with within \
    writetext";
