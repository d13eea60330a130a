//! Columns that must have a value from now on.

use crate::dialect::Dialect;
use crate::migrate::archive;
use crate::migrate::backfill::backfill;
use crate::migrate::fill::fill;
use crate::migrate::plan::{Effect, Hold, Stage, Statement};
use crate::migrate::question;
use crate::migrate::step::Step;
use crate::migrate::work::Work;
use crate::schema::{Column, Table};
use std::collections::HashSet;

pub(super) fn steps(work: &Work) -> Vec<Step> {
    let mut steps = Vec::new();
    for (mid, new) in work.kept_tables() {
        for (old, column) in work.kept_columns(mid, new) {
            if old.nullable && !column.nullable {
                steps.extend(filled(work, new, column));
                steps.push(strict(work, new, column));
            }
        }
    }
    steps
}

/// Rows without a value get one; which they were is kept, so that the way back makes them empty again.
fn filled(work: &Work, table: &Table, column: &Column) -> Option<Step> {
    let fill = fill(work, table, column);
    fill.sql.as_ref()?;
    let mut step = Step::new(Stage::Backfill, "Backfill data").on(&table.name).verify(question::nulls(
        work,
        &table.name,
        &column.name,
    ));
    let own = work.quote(&table.name);
    let name = work.ident(&column.name);
    let changing = HashSet::from([column.id]);
    if let Some(key) = archive::key(table, &changing) {
        let place = work.quote(&archive::place(work, &table.name, &format!("{}__empty", column.name)));
        let keys = work.idents(&key);
        let create = match work.dialect {
            Dialect::SqlServer => format!("SELECT {keys} INTO {place} FROM {own} WHERE {name} IS NULL"),
            _ => format!("CREATE TABLE {place} AS SELECT {keys} FROM {own} WHERE {name} IS NULL"),
        };
        let join =
            key.iter().map(|key| format!("kept.{0} = {own}.{0}", work.ident(key))).collect::<Vec<_>>().join(" AND ");
        let steady = archive::steady_timestamps(work, table, std::slice::from_ref(&column.name)).replace("here.", "");
        let statement = Statement::new(create)
            .back(format!(
                "UPDATE {own} SET {name} = NULL{steady} WHERE EXISTS (SELECT 1 FROM {place} kept WHERE {join})"
            ))
            .back(format!("DROP TABLE {place}"))
            .keeps(archive::dropped_if_there(work, &place))
            .holds(Hold::Schema, Effect::Scan, &table.name)
            .why("Remembers which rows were empty, so that the way back empties them again.");
        step = step.run(statement);
    }
    step.run_all(backfill(work, table, column, &fill)).some()
}

/// `NOT NULL`, proved without keeping anybody from the table.
pub(super) fn strict(work: &Work, table: &Table, column: &Column) -> Step {
    let step = Step::new(Stage::Enforce, "Add NOT NULL constraint").on(&table.name);
    let verify = question::nulls(work, &table.name, &column.name);
    let own = work.quote(&table.name);
    let name = work.ident(&column.name);
    let step = step.run_all(question::guard(work, &verify)).verify(verify);
    match work.dialect {
        Dialect::PostgreSql if !work.options.offline => {
            let check =
                work.ident(&work.dialect.fitting_name(&format!("{}_{}_not_null", table.name.name, column.name)));
            let drop = format!("ALTER TABLE {own} DROP CONSTRAINT IF EXISTS {check}");
            let brief = |sql: String| Statement::new(sql).holds(Hold::Everything, Effect::Catalog, &table.name).alone();
            step.run(brief(drop.clone()).why("Makes the phase one that can be run again."))
                .run(
                    brief(format!("ALTER TABLE {own} ADD CONSTRAINT {check} CHECK ({name} IS NOT NULL) NOT VALID"))
                        .why("New rows are checked at once; no row is read while the lock is held."),
                )
                .run(
                    Statement::new(format!("ALTER TABLE {own} VALIDATE CONSTRAINT {check}"))
                        .holds(Hold::Schema, Effect::Scan, &table.name)
                        .alone()
                        .why("Reads all rows under a lock that blocks neither reads nor writes."),
                )
                .run(
                    brief(format!("ALTER TABLE {own} ALTER COLUMN {name} SET NOT NULL"))
                        .back(format!("ALTER TABLE {own} ALTER COLUMN {name} DROP NOT NULL"))
                        .why("The proved check spares the scan (PostgreSQL 12 and later)."),
                )
                .run(brief(drop).why("The check has done its work."))
        }
        Dialect::PostgreSql | Dialect::HeliosDb => step.run(
            Statement::new(format!("ALTER TABLE {own} ALTER COLUMN {name} SET NOT NULL"))
                .back(format!("ALTER TABLE {own} ALTER COLUMN {name} DROP NOT NULL"))
                .holds(Hold::Everything, Effect::Scan, &table.name)
                .why("The plain form reads all rows under its lock."),
        ),
        Dialect::Oracle if !work.options.offline => {
            let check = work.ident(&work.dialect.fitting_name(&format!("{}_{}_nn", table.name.name, column.name)));
            let add = Statement::new(format!(
                "ALTER TABLE {own} MODIFY ({name} CONSTRAINT {check} NOT NULL ENABLE NOVALIDATE)"
            ))
            .back(format!("ALTER TABLE {own} MODIFY ({name} NULL)"))
            .holds(Hold::Everything, Effect::Catalog, &table.name)
            .why("New rows are checked at once; the old ones are not read while the lock is held.");
            let prove = Statement::new(format!("ALTER TABLE {own} MODIFY CONSTRAINT {check} VALIDATE"))
                .holds(Hold::Schema, Effect::Scan, &table.name)
                .why("Reads all rows under a lock that blocks neither reads nor writes.");
            step.run(add).run(prove)
        }
        _ => {
            let open = Column { nullable: true, ..column.clone() };
            let back = super::alter_column::redefine(work, table, &open);
            let mut forth = super::alter_column::redefine(work, table, column);
            if work.dialect == Dialect::SqlServer && !work.options.offline {
                forth.push_str(" WITH (ONLINE = ON)");
            }
            let statement = Statement::new(forth).back(back).holds(Hold::Writes, Effect::Scan, &table.name);
            step.run(statement.why("The database reads all rows before it takes the rule."))
        }
    }
}
