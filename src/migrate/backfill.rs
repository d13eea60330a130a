//! Filling values into rows that are there, in batches that others can live with.

use super::archive;
use super::fill::Fill;
use super::options::{BATCH_PAUSE_MS, BATCH_ROWS};
use super::plan::{Effect, Hold, Statement};
use super::work::Work;
use crate::dialect::Dialect;
use crate::schema::{Column, Table};

/// Statements that give every row a value which has none in this column.
pub(super) fn backfill(work: &Work, table: &Table, column: &Column, fill: &Fill) -> Vec<Statement> {
    let Some(value) = &fill.sql else { return Vec::new() };
    let name = work.ident(&column.name);
    // Numbered values are templates; what a reader wants to see is the first of them.
    let shown = if fill.numbered { value.replace("{}", "1") } else { value.clone() };
    let example = if fill.numbered { ", for example " } else { ": " };
    let message = format!("Rows of {} without {} get {}{example}{shown}.", table.name, column.name, fill.source);
    let finish = |statement: Statement| {
        let statement = statement.holds(Hold::Schema, Effect::Rows, &table.name);
        if fill.neutral {
            statement.hazard("backfill-neutral", message.clone())
        } else {
            statement.hazard("backfill", message.clone())
        }
    };
    if fill.numbered {
        return numbered(work, table, column, value)
            .into_iter()
            .map(|sql| finish(Statement::new(sql).why("Every row gets a number of its own.")))
            .collect();
    }
    let sets = [(column.name.clone(), value.clone())];
    in_batches(work, table, &sets, &format!("{name} IS NULL")).into_iter().map(finish).collect()
}

/// Sets columns of the rows that keep to a condition, which rows that are done do not: all at once in a window, otherwise
/// in batches.
pub(super) fn in_batches(work: &Work, table: &Table, sets: &[(String, String)], condition: &str) -> Vec<Statement> {
    let own = work.quote(&table.name);
    let names: Vec<String> = sets.iter().map(|(name, _)| name.clone()).collect();
    let steady = archive::steady_timestamps(work, table, &names).replace("here.", "");
    let sets =
        sets.iter().map(|(name, value)| format!("{} = {value}", work.ident(name))).collect::<Vec<_>>().join(", ");
    let plain = format!("UPDATE {own} SET {sets}{steady} WHERE {condition}");
    let changes = |sql: String| Statement::new(sql).holds(Hold::Schema, Effect::Rows, &table.name);
    if work.options.offline || work.dialect == Dialect::Sqlite {
        return vec![changes(plain).why("Nobody else works, so one statement is the fastest.")];
    }
    let why = format!(
        "Batches of {BATCH_ROWS} rows with a pause of {BATCH_PAUSE_MS} ms hold no lock for long; each takes rows that are not done yet, so it can be stopped and started again."
    );
    let seconds = f64::from(BATCH_PAUSE_MS) / 1000.0;
    let batches = match work.dialect {
        Dialect::PostgreSql | Dialect::HeliosDb => vec![format!(
            "DO $backfill$\nDECLARE\n    changed bigint;\nBEGIN\n    LOOP\n        UPDATE {own} SET {sets}\n        WHERE ctid = ANY (ARRAY(SELECT ctid FROM {own} WHERE {condition} LIMIT {BATCH_ROWS} FOR UPDATE SKIP LOCKED));\n        GET DIAGNOSTICS changed = ROW_COUNT;\n        COMMIT;\n        EXIT WHEN changed = 0 AND NOT EXISTS (SELECT 1 FROM {own} WHERE {condition});\n        PERFORM pg_sleep({seconds});\n    END LOOP;\nEND\n$backfill$"
        )],
        Dialect::MySql | Dialect::MariaDb => vec![
            "DROP PROCEDURE IF EXISTS _architect_backfill".to_owned(),
            format!(
                "CREATE PROCEDURE _architect_backfill()\nBEGIN\n    DECLARE changed BIGINT DEFAULT 1;\n    WHILE changed > 0 DO\n        UPDATE {own} SET {sets}{steady} WHERE {condition} LIMIT {BATCH_ROWS};\n        SET changed = ROW_COUNT();\n        COMMIT;\n        IF changed > 0 THEN\n            DO SLEEP({seconds});\n        END IF;\n    END WHILE;\nEND"
            ),
            "CALL _architect_backfill()".to_owned(),
            "DROP PROCEDURE _architect_backfill".to_owned(),
        ],
        Dialect::SqlServer => vec![format!(
            "DECLARE @changed int = 1;\nWHILE @changed > 0\nBEGIN\n    UPDATE TOP ({BATCH_ROWS}) {own} SET {sets} WHERE {condition};\n    SET @changed = @@ROWCOUNT;\n    WAITFOR DELAY '00:00:00.{BATCH_PAUSE_MS:03}';\nEND"
        )],
        Dialect::Oracle => vec![format!(
            "BEGIN\n    LOOP\n        UPDATE {own} SET {sets} WHERE {condition} AND ROWNUM <= {BATCH_ROWS};\n        EXIT WHEN SQL%ROWCOUNT = 0;\n        COMMIT;\n        DBMS_SESSION.SLEEP({seconds});\n    END LOOP;\n    COMMIT;\nEND;"
        )],
        Dialect::Sqlite => vec![plain],
    };
    batches.into_iter().map(|sql| changes(sql).why(why.clone()).alone()).collect()
}

/// Numbers the rows that have no value; `{}` in `value` is the number.
fn numbered(work: &Work, table: &Table, column: &Column, value: &str) -> Vec<String> {
    let own = work.quote(&table.name);
    let name = work.ident(&column.name);
    let value = |number: &str| value.replace("{}", number);
    match work.dialect {
        Dialect::PostgreSql | Dialect::HeliosDb => vec![format!(
            "UPDATE {own} AS here SET {name} = {} FROM (SELECT ctid AS place, row_number() OVER (ORDER BY ctid) AS n FROM {own} WHERE {name} IS NULL) AS s WHERE here.ctid = s.place",
            value("s.n")
        )],
        Dialect::MySql | Dialect::MariaDb => {
            vec![
                "SET @_architect_row = 0".to_owned(),
                format!(
                    "UPDATE {own} SET {name} = {} WHERE {name} IS NULL",
                    value("(@_architect_row := @_architect_row + 1)")
                ),
            ]
        }
        Dialect::SqlServer => vec![format!(
            "WITH here AS (SELECT {name}, ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) AS n FROM {own} WHERE {name} IS NULL) UPDATE here SET {name} = {}",
            value("n")
        )],
        Dialect::Oracle => vec![format!("UPDATE {own} SET {name} = {} WHERE {name} IS NULL", value("ROWNUM"))],
        Dialect::Sqlite => vec![format!("UPDATE {own} SET {name} = {} WHERE {name} IS NULL", value("rowid"))],
    }
}
