//! HeliosDB Nano 4: PostgreSQL's language without some of its statements and types.

use super::facts::*;
use super::postgresql;
use super::types::Spelling;
use crate::schema::ColumnType;

pub(super) const FACTS: Facts = Facts {
    comments: Comments::Script,
    domains: false,
    exclusions: false,
    nulls_not_distinct: false,
    // It takes the condition of a unique index and then ignores it.
    partial_indexes: Partial::NotUnique,
    expression_indexes: false,
    nulls_order: false,
    index_methods: &["gin", "hash"],
    // It takes the clause and then leaves the column empty.
    generated: Generation::None,
    words: &[("octet_length", Word::Lost), ("to_tsvector", Word::Lost), ("uuid", Word::Call("gen_random_uuid"))],
    spell,
    ..postgresql::FACTS
};

fn spell(data_type: &ColumnType) -> Spelling {
    match data_type {
        ColumnType::Xml => Spelling::near("text", "XML is kept as text"),
        ColumnType::Binary { .. } | ColumnType::Varbinary { length: Some(_) } => {
            Spelling::near("bytea", "the length of bytes is not limited")
        }
        _ => postgresql::spell(data_type),
    }
}
