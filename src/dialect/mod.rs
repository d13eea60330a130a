//! The seven dialects: facts as tables, overrides as functions.

use serde::{Deserialize, Serialize};
use std::fmt;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    #[default]
    PostgreSql,
    MySql,
    MariaDb,
    Oracle,
    SqlServer,
    Sqlite,
    HeliosDb,
}

impl Dialect {
    pub const ALL: [Self; 7] =
        [Self::PostgreSql, Self::MySql, Self::MariaDb, Self::Oracle, Self::SqlServer, Self::Sqlite, Self::HeliosDb];

    /// The name on the command line and in files (`postgresql`).
    pub fn name(self) -> &'static str {
        match self {
            Self::PostgreSql => "postgresql",
            Self::MySql => "mysql",
            Self::MariaDb => "mariadb",
            Self::Oracle => "oracle",
            Self::SqlServer => "sqlserver",
            Self::Sqlite => "sqlite",
            Self::HeliosDb => "heliosdb",
        }
    }

    /// The vendor's spelling (`PostgreSQL`).
    pub fn label(self) -> &'static str {
        match self {
            Self::PostgreSql => "PostgreSQL",
            Self::MySql => "MySQL",
            Self::MariaDb => "MariaDB",
            Self::Oracle => "Oracle",
            Self::SqlServer => "SQL Server",
            Self::Sqlite => "SQLite",
            Self::HeliosDb => "HeliosDB",
        }
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

impl std::str::FromStr for Dialect {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = || Self::ALL.map(Self::name).join(", ");
        Self::ALL
            .into_iter()
            .find(|dialect| dialect.name().eq_ignore_ascii_case(text))
            .ok_or_else(|| format!("unknown dialect '{text}'; use one of {}", known()))
    }
}
