//! The migrations of other tools, each with its own names and its own mark for scripts outside a transaction.

mod alembic;
mod dbmate;
mod flyway;
mod golang_migrate;
mod liquibase;
mod prisma;
mod rails;
mod sqlx;

use super::File;
use crate::migrate::plan::Plan;

/// A tool that runs migrations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    Flyway,
    Liquibase,
    GolangMigrate,
    Dbmate,
    Sqlx,
    Alembic,
    Rails,
    Prisma,
}

impl Layout {
    pub const ALL: [Self; 8] = [
        Self::Flyway,
        Self::Liquibase,
        Self::GolangMigrate,
        Self::Dbmate,
        Self::Sqlx,
        Self::Alembic,
        Self::Rails,
        Self::Prisma,
    ];

    /// The name on the command line, and the folder in the bundle.
    pub fn name(self) -> &'static str {
        match self {
            Self::Flyway => "flyway",
            Self::Liquibase => "liquibase",
            Self::GolangMigrate => "golang-migrate",
            Self::Dbmate => "dbmate",
            Self::Sqlx => "sqlx",
            Self::Alembic => "alembic",
            Self::Rails => "rails",
            Self::Prisma => "prisma",
        }
    }

    /// The tool's migrations, in a folder of its name.
    pub fn files(self, plan: &Plan) -> Vec<File> {
        let mut files = match self {
            Self::Flyway => flyway::files(plan),
            Self::Liquibase => liquibase::files(plan),
            Self::GolangMigrate => golang_migrate::files(plan),
            Self::Dbmate => dbmate::files(plan),
            Self::Sqlx => sqlx::files(plan),
            Self::Alembic => alembic::files(plan),
            Self::Rails => rails::files(plan),
            Self::Prisma => prisma::files(plan),
        };
        for file in &mut files {
            file.path = format!("{}/{}", self.name(), file.path);
        }
        files
    }

    /// How the tool is told to run them, as the end of a sentence.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Flyway => {
                "give the folder to `flyway -locations=filesystem:flyway migrate`, one phase with `-target=N`; `flyway undo` goes back where the edition has it"
            }
            Self::Liquibase => {
                "`liquibase --changelog-file=liquibase/changelog.sql update-count --count=N`, and `rollback-count` to go back"
            }
            Self::GolangMigrate => "`migrate -path golang-migrate -database URL up N`, and `down N` to go back",
            Self::Dbmate => {
                "`dbmate --migrations-dir dbmate up` runs all that are there, so hand them over phase by phase; `dbmate rollback` takes the last one back"
            }
            Self::Sqlx => "`sqlx migrate run --source sqlx --target-version N`, and `sqlx migrate revert` to go back",
            Self::Alembic => {
                "copy the files into `versions/`; `alembic upgrade +1` runs one, `alembic downgrade -1` takes it back"
            }
            Self::Rails => {
                "copy the files into `db/migrate/`; `bin/rails db:migrate VERSION=N` runs up to one, `db:rollback` takes the last one back"
            }
            Self::Prisma => {
                "copy the folders into `prisma/migrations/`; `prisma migrate deploy` runs all that are there, so hand them over phase by phase; `down.sql` is for `prisma db execute`"
            }
        }
    }
}

impl std::str::FromStr for Layout {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = || Self::ALL.map(Self::name).join(", ");
        Self::ALL
            .into_iter()
            .find(|layout| layout.name() == text)
            .ok_or_else(|| format!("unknown layout '{text}'; use one of {}", known()))
    }
}
