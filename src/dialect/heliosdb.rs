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
    expression_indexes: false,
    nulls_order: false,
    index_methods: &["gin", "hash"],
    spell,
    ..postgresql::FACTS
};

fn spell(data_type: &ColumnType) -> Spelling {
    match data_type {
        ColumnType::Xml => Spelling::near("text", "XML is kept as text"),
        _ => postgresql::spell(data_type),
    }
}
