//! Questions to the data, and statements that stop a script when the answer is not zero.

use super::plan::{Statement, Verify};
use super::work::Work;
use crate::dialect::Dialect;
use crate::schema::{ForeignKey, QualifiedName};

/// Rows whose column is NULL.
pub(super) fn nulls(work: &Work, table: &QualifiedName, column: &str) -> Verify {
    Verify {
        what: format!("Rows of {table} without {column}"),
        sql: format!("SELECT COUNT(*) FROM {} WHERE {} IS NULL", work.quote(table), work.ident(column)),
        action: format!("Give these rows a value in {column}; the column takes no NULL any more."),
    }
}

/// Keys that more than one row has.
pub(super) fn duplicates(work: &Work, table: &QualifiedName, columns: &[String]) -> Verify {
    let list = work.idents(columns);
    let set =
        columns.iter().map(|column| format!("{} IS NOT NULL", work.ident(column))).collect::<Vec<_>>().join(" AND ");
    Verify {
        what: format!("Values of {table} ({}) that more than one row has", columns.join(", ")),
        sql: format!(
            "SELECT COUNT(*) FROM (SELECT {list} FROM {} WHERE {set} GROUP BY {list} HAVING COUNT(*) > 1) d",
            work.quote(table)
        ),
        action: "Keep one row of each group, or give the others values of their own.".to_owned(),
    }
}

/// Rows that refer to nothing.
pub(super) fn orphans(work: &Work, table: &QualifiedName, key: &ForeignKey, referred: &[String]) -> Verify {
    let set = key
        .columns
        .iter()
        .map(|column| format!("c.{} IS NOT NULL", work.ident(column)))
        .collect::<Vec<_>>()
        .join(" AND ");
    let join = key
        .columns
        .iter()
        .zip(referred)
        .map(|(own, other)| format!("p.{} = c.{}", work.ident(other), work.ident(own)))
        .collect::<Vec<_>>()
        .join(" AND ");
    Verify {
        what: format!("Rows of {table} whose ({}) is not in {}", key.columns.join(", "), key.references.table),
        sql: format!(
            "SELECT COUNT(*) FROM {} c WHERE {set} AND NOT EXISTS (SELECT 1 FROM {} p WHERE {join})",
            work.quote(table),
            work.quote(&key.references.table)
        ),
        action: "Add the missing rows, point these at others, or delete them after a copy.".to_owned(),
    }
}

/// Rows that break a check.
pub(super) fn violations(work: &Work, table: &QualifiedName, condition: &str) -> Verify {
    Verify {
        what: format!("Rows of {table} that break {condition}"),
        sql: format!("SELECT COUNT(*) FROM {} WHERE NOT ({condition})", work.quote(table)),
        action: "Correct these rows; the check refuses them.".to_owned(),
    }
}

/// Stops the script with a clear message where the question counts any row; `None` where the dialect has no statement
/// for it outside of procedures, and the constraint's own error has to do.
pub(super) fn guard(work: &Work, verify: &Verify) -> Option<Statement> {
    let message = format!("{}: there are some. {}", verify.what, verify.action).replace('\'', "''");
    let query = &verify.sql;
    let sql = match work.dialect {
        Dialect::PostgreSql => format!(
            "DO $guard$\nBEGIN\n    IF ({query}) > 0 THEN\n        RAISE EXCEPTION USING MESSAGE = '{message}';\n    END IF;\nEND\n$guard$"
        ),
        Dialect::SqlServer => format!("IF ({query}) > 0 THROW 50000, N'{}', 1", clipped(&message)),
        Dialect::Oracle => format!(
            "DECLARE\n    found_rows NUMBER;\nBEGIN\n    {} INTO found_rows FROM {};\n    IF found_rows > 0 THEN\n        RAISE_APPLICATION_ERROR(-20000, '{}');\n    END IF;\nEND;",
            "SELECT COUNT(*)",
            query.strip_prefix("SELECT COUNT(*) FROM ")?,
            clipped(&message)
        ),
        _ => return None,
    };
    Some(
        Statement::new(sql).why("Says what is wrong with which rows before the constraint fails on the first of them."),
    )
}

/// [`guard`], also where it takes a procedure of the moment: MySQL has no statement that stops a script.
pub(super) fn stops(work: &Work, verify: &Verify) -> Vec<Statement> {
    if !matches!(work.dialect, Dialect::MySql | Dialect::MariaDb) {
        return guard(work, verify).into_iter().collect();
    }
    let message: String = format!("{}: there are some.", verify.what).replace('\'', "''").chars().take(120).collect();
    let create = format!(
        "CREATE PROCEDURE _architect_guard()\nBEGIN\n    IF ({}) > 0 THEN\n        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '{message}';\n    END IF;\nEND",
        verify.sql
    );
    let drop = "DROP PROCEDURE IF EXISTS _architect_guard".to_owned();
    let why = "Says what is wrong with which rows before any of them is written.";
    let statements = [drop.clone(), create, "CALL _architect_guard()".to_owned(), drop];
    statements.into_iter().map(|sql| Statement::new(sql).why(why)).collect()
}

/// Messages of errors may have 2,048 characters.
fn clipped(message: &str) -> String {
    message.chars().take(1000).collect()
}
