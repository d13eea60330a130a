//! MySQL 8.0.16 and later (checks are enforced, defaults may be expressions).

use super::facts::*;
use super::types::{Spelling, digits};
use crate::schema::{Action, ColumnType};

pub(super) const FACTS: Facts = Facts {
    quotes: ('`', '`'),
    name_limit: Some(NameLimit::Characters(64)),
    folding: Folding::Keep,
    reserved: RESERVED,
    backslash_escapes: true,
    enums: Enums::Inline,
    domains: false,
    sequences: false,
    comments: Comments::Inline,
    names_constraints: true,
    names_primary_keys: false,
    inline_references: false,
    key_names: Scope::Table,
    index_names: Scope::Table,
    on_delete: &[Action::Restrict, Action::Cascade, Action::SetNull],
    on_update: &[Action::Restrict, Action::Cascade, Action::SetNull],
    deferrable: Deferral::Never,
    same_key_types: true,
    key_length: Some(255),
    volatile_checks: false,
    expression_indexes: true,
    indexes_foreign_keys: true,
    index_methods: &["fulltext", "spatial"],
    generated: Generation::Both,
    words: WORDS,
    spell,
    ..ANSI
};

pub(super) const WORDS: &[(&str, Word)] = &[
    ("char_length", Word::Call("CHAR_LENGTH")),
    ("character_length", Word::Call("CHAR_LENGTH")),
    ("length", Word::Call("CHAR_LENGTH")),
    ("octet_length", Word::Call("LENGTH")),
    ("now", Word::Is("CURRENT_TIMESTAMP")),
    ("localtimestamp", Word::Is("CURRENT_TIMESTAMP")),
    ("gen_random_uuid", Word::Is("UUID()")),
    ("uuid_generate_v4", Word::Is("UUID()")),
    ("newid", Word::Is("UUID()")),
    ("sys_guid", Word::Is("UUID()")),
    ("btrim", Word::Call("TRIM")),
    ("strpos", Word::Call("INSTR")),
    ("random", Word::Call("RAND")),
    ("nextval", Word::Lost),
    ("to_tsvector", Word::Lost),
    ("array", Word::Lost),
    ("ilike", Word::Call("LIKE")),
];

pub(super) fn spell(data_type: &ColumnType) -> Spelling {
    match data_type {
        ColumnType::Boolean => Spelling::exact("BOOLEAN"),
        ColumnType::TinyInt => Spelling::exact("TINYINT"),
        ColumnType::Integer => Spelling::exact("INT"),
        ColumnType::Unsigned(inner) => {
            let inner = spell(inner);
            Spelling { sql: format!("{} UNSIGNED", inner.sql), ..inner }
        }
        ColumnType::Decimal { precision: None, .. } => Spelling::near(
            "DECIMAL(38,10)",
            "decimals need a precision; 38 digits with 10 behind the point were chosen",
        ),
        ColumnType::Decimal { precision: Some(p), .. } if *p > 65 => {
            Spelling::near("DECIMAL(65,30)", "decimals have at most 65 digits")
        }
        ColumnType::Real => Spelling::exact("FLOAT"),
        ColumnType::Double => Spelling::exact("DOUBLE"),
        ColumnType::Char { length } if *length > 255 => Spelling::exact(format!("VARCHAR({length})")),
        ColumnType::Varchar { length: Some(n) } if *n > 16_383 => Spelling::exact("LONGTEXT"),
        ColumnType::Varchar { length: None } | ColumnType::Text => Spelling::exact("TEXT"),
        ColumnType::Binary { length } if *length > 255 => Spelling::exact(format!("VARBINARY({length})")),
        ColumnType::Varbinary { length: Some(n) } if *n > 65_000 => Spelling::exact("LONGBLOB"),
        ColumnType::Varbinary { length: None } | ColumnType::Blob => Spelling::exact("LONGBLOB"),
        ColumnType::Time { precision, zone: false } => Spelling::exact(digits("TIME", *precision, 6)),
        ColumnType::Time { precision, zone: true } => {
            Spelling::near(digits("TIME", *precision, 6), "times of day have no zone")
        }
        ColumnType::Timestamp { precision, zone: false } => {
            Spelling::exact(digits("DATETIME", Some(precision.unwrap_or(6)), 6))
        }
        ColumnType::Timestamp { precision, zone: true } => Spelling::near(
            digits("TIMESTAMP", Some(precision.unwrap_or(6)), 6),
            "TIMESTAMP is the type that knows the zone, and it ends in January 2038; use DATETIME in UTC for later dates",
        ),
        ColumnType::Interval => Spelling::near("VARCHAR(64)", "intervals are kept as ISO 8601 text such as P1DT2H"),
        ColumnType::Uuid => Spelling::exact("CHAR(36)"),
        ColumnType::Json { .. } => Spelling::exact("JSON"),
        ColumnType::Xml => Spelling::near("LONGTEXT", "XML is kept as text"),
        ColumnType::Array(_) => {
            Spelling::near("JSON", "arrays are kept as JSON; a child table would be the relational form")
        }
        _ => super::types::standard_type(data_type),
    }
}

pub(super) const RESERVED: &str = "\
    accessible add all alter analyze and as asc asensitive before between bigint binary blob both by call cascade \
    case change char character check collate column condition constraint continue convert create cross cube \
    cume_dist current_date current_role current_time current_timestamp current_user cursor database databases \
    day_hour day_microsecond day_minute day_second dec decimal declare default delayed delete delete_domain_id \
    dense_rank desc describe deterministic distinct distinctrow div do_domain_ids double drop dual each else elseif \
    empty enclosed escaped except exists exit explain false fetch first_value float float4 float8 for force foreign \
    from fulltext function general generated get grant group grouping groups having high_priority hour_microsecond \
    hour_minute hour_second if ignore ignore_domain_ids in index infile inner inout insensitive insert int int1 int2 \
    int3 int4 int8 integer intersect interval into io_after_gtids io_before_gtids is iterate join json_table key \
    keys kill lag last_value lateral lead leading leave left like limit linear lines load localtime localtimestamp \
    lock long longblob longtext loop low_priority manual master_bind master_heartbeat_period \
    master_ssl_verify_server_cert match maxvalue mediumblob mediumint mediumtext middleint minute_microsecond \
    minute_second mod modifies natural no_write_to_binlog not nth_value ntile null numeric of offset on optimize \
    optimizer_costs option optionally or order out outer outfile over page_checksum parallel parse_vcol_expr \
    partition percent_rank precision primary procedure purge qualify range rank read read_write reads real recursive \
    ref_system_id references regexp release rename repeat replace require resignal restrict return returning revoke \
    right rlike row row_number rows schema schemas second_microsecond select sensitive separator set show signal \
    slow smallint spatial specific sql sql_big_result sql_calc_found_rows sql_small_result sqlexception sqlstate \
    sqlwarning ssl starting stats_auto_recalc stats_persistent stats_sample_pages stored straight_join system table \
    tablesample terminated then tinyblob tinyint tinytext to trailing trigger true undo union unique unlock unsigned \
    update usage use using utc_date utc_time utc_timestamp values varbinary varchar varcharacter varying virtual \
    when where while window with write xor year_month zerofill";
