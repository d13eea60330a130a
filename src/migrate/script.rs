//! Statements as a script for the dialect's own client.

use super::options::LOCK_TIMEOUT_MS;
use super::plan::{Phase, Plan};
use crate::dialect::Dialect;

/// A phase's way forth or back as a script. `wrapped` adds the transaction; tools that open one themselves do without.
pub fn script(plan: &Plan, phase: &Phase, back: bool, wrapped: bool) -> String {
    let statements: Vec<&str> =
        if back { phase.reverse() } else { phase.statements.iter().map(|statement| statement.sql.as_str()).collect() };
    let statements: Vec<&str> = statements.into_iter().filter(|sql| !sql.trim().is_empty()).collect();
    let direction = if back { "Back from" } else { "Phase" };
    let mut text = format!("-- {direction}: {}\n", phase.name);
    if statements.is_empty() {
        text.push_str("-- Nothing to do.\n");
        return text;
    }
    let transaction = wrapped && phase.transactional;
    let moves = plan.dialect == Dialect::Sqlite && statements.iter().any(|sql| sql.contains("RENAME TO"));
    if moves {
        // Has no effect inside a transaction. Without it, dropping a table would act on the rows that refer to it.
        text.push_str("PRAGMA foreign_keys = OFF;\n");
    }
    text.push_str(&selecting(plan));
    text.push_str(&opening(plan, transaction));
    for sql in statements {
        text.push_str(&terminated(sql, plan.dialect));
    }
    text.push_str(closing(plan.dialect, transaction));
    if moves {
        text.push_str("PRAGMA foreign_keys = ON;\n");
    }
    text
}

/// Statements without a phase around them.
pub(super) fn plain(statements: &[String], dialect: Dialect) -> String {
    statements.iter().map(|sql| terminated(sql, dialect)).collect()
}

/// The choice of the database, where the scripts of the schemas make one.
pub(super) fn selecting(plan: &Plan) -> String {
    let Some(database) = &plan.database else { return String::new() };
    let end = if plan.dialect == Dialect::SqlServer { "\nGO" } else { ";" };
    format!("USE {}{end}\n", plan.dialect.quote_identifier(database))
}

fn opening(plan: &Plan, transaction: bool) -> String {
    let seconds = LOCK_TIMEOUT_MS / 1000;
    let scope = if transaction { "LOCAL " } else { "" };
    let timeouts = match plan.dialect {
        Dialect::PostgreSql => format!("SET {scope}lock_timeout = '{seconds}s';\n"),
        Dialect::MySql | Dialect::MariaDb => format!("SET SESSION lock_wait_timeout = {seconds};\n"),
        Dialect::SqlServer => format!("SET LOCK_TIMEOUT {LOCK_TIMEOUT_MS};\n"),
        Dialect::Oracle => format!("ALTER SESSION SET DDL_LOCK_TIMEOUT = {seconds};\n"),
        Dialect::Sqlite => format!("PRAGMA busy_timeout = {LOCK_TIMEOUT_MS};\n"),
        Dialect::HeliosDb => String::new(),
    };
    let begin = match plan.dialect {
        _ if !transaction => "",
        Dialect::SqlServer => "SET XACT_ABORT ON;\nBEGIN TRANSACTION;\nGO\n",
        _ => "BEGIN;\n",
    };
    format!("{begin}{timeouts}\n")
}

fn closing(dialect: Dialect, transaction: bool) -> &'static str {
    match dialect {
        _ if !transaction => "",
        Dialect::SqlServer => "\nCOMMIT TRANSACTION;\nGO\n",
        _ => "\nCOMMIT;\n",
    }
}

/// A statement with what ends it for the client.
fn terminated(sql: &str, dialect: Dialect) -> String {
    let sql = sql.trim().trim_end_matches(';');
    match dialect {
        Dialect::SqlServer => format!("{sql};\nGO\n"),
        Dialect::Oracle if is_block(sql) => format!("{sql};\n/\n"),
        Dialect::MySql | Dialect::MariaDb if sql.contains(';') => format!("DELIMITER //\n{sql}//\nDELIMITER ;\n"),
        _ => format!("{sql};\n"),
    }
}

fn is_block(sql: &str) -> bool {
    let words: Vec<String> = sql.split_whitespace().take(6).map(str::to_uppercase).collect();
    let first = words.first().map(String::as_str).unwrap_or_default();
    let routine = words.iter().any(|word| matches!(word.as_str(), "FUNCTION" | "PROCEDURE" | "TRIGGER" | "PACKAGE"));
    matches!(first, "BEGIN" | "DECLARE") || first == "CREATE" && routine
}
