//! MariaDB 10.7 and later: MySQL's language with sequences and a UUID type, without indexes on expressions.

use super::facts::*;
use super::mysql;
use super::types::Spelling;
use crate::schema::ColumnType;

pub(super) const FACTS: Facts =
    Facts { sequences: true, check_names: Scope::Table, expression_indexes: false, spell, ..mysql::FACTS };

fn spell(data_type: &ColumnType) -> Spelling {
    match data_type {
        ColumnType::Uuid => Spelling::exact("UUID"),
        _ => mysql::spell(data_type),
    }
}
