//! Prisma: a folder for each migration. It knows no way back; the script for it lies beside.

use super::super::File;
use super::super::part::by_message;
use crate::dialect::Dialect;
use crate::migrate::plan::Plan;

pub fn files(plan: &Plan) -> Vec<File> {
    let provider = match plan.dialect {
        Dialect::MySql | Dialect::MariaDb => "mysql",
        Dialect::Sqlite => "sqlite",
        Dialect::SqlServer => "sqlserver",
        _ => "postgresql",
    };
    let lock = File::new("migration_lock.toml", format!("provider = \"{provider}\"\n"));
    let folders = by_message(plan);
    let folders = folders.iter().flat_map(|part| {
        let folder = format!("{:06}_{}", part.number, part.slug());
        let file =
            |name: &str, statements: &[&str]| File::new(format!("{folder}/{name}"), part.for_message(plan, statements));
        [file("migration.sql", &part.up), file("down.sql", &part.down)]
    });
    folders.chain([lock]).collect()
}
