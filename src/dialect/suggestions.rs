//! The types that a person picks from when editing a column.

use super::{Dialect, read_type};
use crate::schema::ColumnType;

const COMMON: &[&str] = &[
    "uuid",
    "integer",
    "bigint",
    "smallint",
    "boolean",
    "varchar(255)",
    "text",
    "char(2)",
    "decimal(10,2)",
    "double",
    "real",
    "date",
    "time",
    "timestamp",
    "timestamptz",
    "json",
    "blob",
];

impl Dialect {
    /// Types worth offering in this dialect, the most usual ones first. Each is one that the dialect really has.
    pub fn type_suggestions(self) -> Vec<ColumnType> {
        let own: &[&str] = match self {
            Self::PostgreSql => &["jsonb", "interval", "text[]", "inet", "citext", "xml"],
            Self::HeliosDb => &["jsonb", "interval", "text[]", "vector(768)"],
            Self::MySql | Self::MariaDb => &["tinyint", "integer unsigned", "bigint unsigned", "year"],
            Self::Oracle => &["interval", "xml"],
            Self::SqlServer => &["tinyint", "varbinary(8000)", "xml", "rowversion"],
            Self::Sqlite => &[],
        };
        let exact = |data_type: &ColumnType| self.spell_type(data_type).loss.is_none() || self == Self::Sqlite;
        let read = |text: &&str| read_type(text, Self::PostgreSql);
        let read_own = |text: &&str| match *text {
            "tinyint" => ColumnType::TinyInt,
            text => read_type(text, self),
        };
        COMMON.iter().map(read).filter(exact).chain(own.iter().map(read_own)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dialect_offers_types_that_it_has() {
        for dialect in Dialect::ALL {
            let types = dialect.type_suggestions();
            assert!(types.contains(&ColumnType::varchar(255)), "{dialect}");
            assert!(types.contains(&ColumnType::Integer), "{dialect}");
            assert_eq!(types.len(), types.iter().collect::<std::collections::HashSet<_>>().len(), "{dialect}");
        }
        assert!(!Dialect::Oracle.type_suggestions().contains(&ColumnType::Time { precision: None, zone: false }));
    }
}
