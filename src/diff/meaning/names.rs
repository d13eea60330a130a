//! Names that a database chooses for constraints and indexes which were given none.

use crate::dialect::Dialect::{self, HeliosDb, MariaDb, MySql, Oracle, PostgreSql, SqlServer, Sqlite};
use crate::schema::Table;

/// What has a name that may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    PrimaryKey,
    Unique,
    ForeignKey,
    Check,
    Index,
}

/// Whether a name is the one that the dialect, or our own renderer, gives to an unnamed part over these columns.
pub(super) fn is_usual(name: &str, table: &Table, columns: &[String], part: Part, dialect: Dialect) -> bool {
    let table = &table.name.name;
    let joined = columns.join("_");
    let derived = |suffix: &str| numbered(name, &format!("{table}_{joined}_{suffix}"), dialect);
    let by_database = match (dialect, part) {
        (MySql | MariaDb, Part::PrimaryKey) => true,
        (MySql | MariaDb, Part::Unique | Part::Index) => {
            columns.first().is_some_and(|first| numbered(name, first, dialect))
        }
        (MySql | MariaDb, Part::ForeignKey) => counted(name, &format!("{table}_ibfk_")),
        (MySql, Part::Check) => counted(name, &format!("{table}_chk_")),
        (MariaDb, Part::Check) => counted(name, "CONSTRAINT_"),
        (Oracle, _) => counted(&name.to_lowercase(), "sys_c"),
        (SqlServer, _) => is_sql_servers(name, table),
        (Sqlite, Part::Unique | Part::PrimaryKey) => name.starts_with("sqlite_autoindex_"),
        (PostgreSql | HeliosDb | Sqlite, _) => false,
    };
    by_database
        || match part {
            Part::PrimaryKey => numbered(name, &format!("{table}_pkey"), dialect),
            Part::Unique => derived("key"),
            Part::ForeignKey => derived("fkey"),
            Part::Check => numbered(name, &format!("{table}_check"), dialect) || columns.len() == 1 && derived("check"),
            Part::Index => derived("idx"),
        }
}

/// The name, cut to what the dialect takes, or with a number behind it.
fn numbered(name: &str, wanted: &str, dialect: Dialect) -> bool {
    let rest = match name.strip_prefix(wanted) {
        Some(rest) => rest,
        None => return name == dialect.fitting_name(wanted),
    };
    rest.is_empty() || counted(rest, "_") || counted(rest, "")
}

fn counted(name: &str, prefix: &str) -> bool {
    name.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
}

/// `PK__users__3213E83F0A1B2C3D`: the kind, the table's first letters, eight or sixteen hexadecimal digits.
fn is_sql_servers(name: &str, table: &str) -> bool {
    let kinds = ["PK__", "UQ__", "FK__", "CK__", "DF__"];
    let Some(rest) = kinds.iter().find_map(|kind| name.strip_prefix(kind)) else { return false };
    let start: String = table.chars().take(4).collect();
    let digits = rest.rsplit("__").next().unwrap_or_default();
    rest.starts_with(&start) && digits.len() >= 8 && digits.bytes().all(|b| b.is_ascii_hexdigit())
}
