//! Statements as a script for the dialect's own client.

use super::Statement;
use crate::dialect::Dialect;

pub(super) fn script(statements: &[Statement], dialect: Dialect) -> String {
    let mut script = String::new();
    if dialect == Dialect::Oracle && statements.iter().any(|statement| statement.sql.contains('&')) {
        script.push_str("SET DEFINE OFF\n\n");
    }
    for statement in statements {
        let sql = statement.sql.trim_end();
        match dialect {
            Dialect::SqlServer if stands_alone(sql) => script.push_str(&format!("GO\n\n{sql};\n\nGO\n\n")),
            Dialect::Oracle if is_block(sql) => script.push_str(&format!("{sql}\n/\n\n")),
            _ if is_comment(sql) => script.push_str(&format!("{sql}\n\n")),
            Dialect::MySql | Dialect::MariaDb if sql.contains(';') && is_block(sql) => {
                script.push_str(&format!("DELIMITER //\n{sql}//\nDELIMITER ;\n\n"));
            }
            _ => script.push_str(&format!("{};\n\n", sql.trim_end_matches(';'))),
        }
    }
    if dialect == Dialect::SqlServer {
        script = script.replace("GO\n\nGO\n\n", "GO\n\n");
        script = script.strip_prefix("GO\n\n").map(str::to_owned).unwrap_or(script);
    }
    script.truncate(script.trim_end().len());
    if !script.is_empty() {
        script.push('\n');
    }
    script
}

/// The statement's words in upper case, without the comment lines before it.
fn opening(sql: &str) -> String {
    let code = sql.lines().filter(|line| !line.trim_start().starts_with("--")).take(3).collect::<Vec<_>>().join(" ");
    code.split_whitespace().take(6).collect::<Vec<_>>().join(" ").to_uppercase()
}

fn is_comment(sql: &str) -> bool {
    sql.lines().all(|line| line.trim_start().starts_with("--") || line.trim().is_empty())
}

/// SQL Server wants these to be the only statement of their batch.
fn stands_alone(sql: &str) -> bool {
    let opening = opening(sql).replace("OR ALTER ", "");
    ["SCHEMA", "VIEW", "FUNCTION", "PROCEDURE", "PROC", "TRIGGER"]
        .iter()
        .any(|kind| opening.starts_with(&format!("CREATE {kind} ")))
}

/// A statement with semicolons of its own.
fn is_block(sql: &str) -> bool {
    let opening = opening(sql).replace("OR REPLACE ", "").replace("EDITIONABLE ", "");
    let kinds = ["TRIGGER", "FUNCTION", "PROCEDURE", "PACKAGE", "TYPE BODY"];
    opening.starts_with("BEGIN")
        || opening.starts_with("DECLARE")
        || kinds.iter().any(|kind| opening.starts_with(&format!("CREATE {kind} ")))
}
