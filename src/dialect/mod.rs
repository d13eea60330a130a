//! The seven dialects: facts as tables, overrides as functions.
//!
//! [`Facts`] lists what there is to know about a dialect; [`ANSI`](facts::ANSI) holds the standard's answers and each
//! dialect's file names only where it differs. What a dialect cannot express is never an error: its [`Spelling`] says
//! what is lost, and rendering turns that into a diagnostic.

pub mod facts;
mod heliosdb;
mod mariadb;
mod mysql;
mod name;
mod oracle;
mod postgresql;
mod read_type;
mod sqlite;
mod sqlserver;
mod suggestions;
mod types;
mod vendor;

pub use facts::Facts;
pub use read_type::read_type;
pub use types::Spelling;
pub use vendor::is_one_type;

use crate::schema::ColumnType;
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

    /// What there is to know about the dialect.
    pub fn facts(self) -> &'static Facts {
        match self {
            Self::PostgreSql => &postgresql::FACTS,
            Self::MySql => &mysql::FACTS,
            Self::MariaDb => &mariadb::FACTS,
            Self::Oracle => &oracle::FACTS,
            Self::SqlServer => &sqlserver::FACTS,
            Self::Sqlite => &sqlite::FACTS,
            Self::HeliosDb => &heliosdb::FACTS,
        }
    }

    /// How the dialect spells a type. Enums and domains of a schema are spelled by their names.
    pub fn spell_type(self, data_type: &ColumnType) -> Spelling {
        match data_type {
            ColumnType::Other(text) => vendor::spell(text, self),
            ColumnType::Named(name) => Spelling::exact(self.quote_qualified(name)),
            _ => (self.facts().spell)(data_type),
        }
    }

    /// Whether scripts of the other dialect read the same here: of the same dialect, or MySQL's and MariaDB's.
    pub fn is_kin(self, other: Self) -> bool {
        self == other || matches!((self, other), (Self::MySql | Self::MariaDb, Self::MySql | Self::MariaDb))
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
