//! A table with its indexes and comments.

use super::notes::Notes;
use super::{Statement, Target, clauses, column, comment, constraint, index, partition, statement};
use crate::dialect::Dialect;
use crate::dialect::facts::Comments;
use crate::schema::Table;

/// The statements of the table at a position of the schema.
pub(super) fn statements(target: &Target, at: usize, notes: &mut Notes) -> Vec<Statement> {
    let table = &target.schema.tables[at];
    if table.columns.is_empty() && target.dialect != Dialect::PostgreSql {
        notes.wrong("table-lost", table.id, table.name.to_string(), "a table without columns cannot be made");
        return Vec::new();
    }
    let parts = partition::of(target, table, notes);
    let mut statements = vec![statement(create(target, at, &parts, notes), table.id)];
    statements.extend(parts.tables.into_iter().map(|sql| statement(sql, table.id)));
    statements.extend(constraint::filtered_keys(target, at));
    if !lists_indexes(target) {
        statements.extend(index::statements(target, at, notes));
    }
    statements.extend(constraint::later(target, at, notes));
    statements.extend(comment::statements(target, table));
    statements
}

pub(super) fn create(target: &Target, at: usize, parts: &partition::Parts, notes: &mut Notes) -> String {
    let table = &target.schema.tables[at];
    let mut lines: Vec<(String, Option<String>)> = Vec::new();
    for column in &table.columns {
        let comment = column.comment.as_ref().filter(|_| target.facts.comments == Comments::Script);
        lines.push((column::column(target, at, column, true, notes), comment.map(|text| comment::one_line(text))));
    }
    lines.extend(constraint::lines(target, at, notes).into_iter().map(|line| (line, None)));
    if lists_indexes(target) {
        lines.extend(index::lines(target, at, notes).into_iter().map(|line| (line, None)));
    }
    let mut sql = table.comment.as_ref().map(|text| comment::lines(text) + "\n").unwrap_or_default();
    let unlogged = clauses::has(&table.options, "UNLOGGED") && target.dialect == Dialect::PostgreSql;
    let kind = if unlogged { "UNLOGGED TABLE" } else { "TABLE" };
    sql.push_str(&format!("CREATE {kind} {} (", target.dialect.quote_qualified(&table.name)));
    let last = lines.len().saturating_sub(1);
    for (place, (line, comment)) in lines.iter().enumerate() {
        let comma = if place < last { "," } else { "" };
        let comment = comment.as_ref().map(|text| format!(" -- {text}")).unwrap_or_default();
        sql.push_str(&format!("\n    {line}{comma}{comment}"));
    }
    sql.push_str("\n)");
    sql.push_str(&options(target, table, notes));
    sql.push_str(&parts.clause);
    sql
}

/// Whether the indexes stand in the CREATE TABLE, as MySQL's own scripts have them.
fn lists_indexes(target: &Target) -> bool {
    target.exact && matches!(target.dialect, Dialect::MySql | Dialect::MariaDb)
}

/// What stands behind the closing parenthesis.
fn options(target: &Target, table: &Table, notes: &mut Notes) -> String {
    let mut options = Vec::new();
    for (name, value) in &table.options {
        if clauses::is_of_table(target, name, value) {
            continue;
        }
        let upper = name.trim().to_uppercase();
        let is_word = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == ' ');
        let known: &[&str] = match target.dialect {
            Dialect::MySql | Dialect::MariaDb => &[
                "ENGINE",
                "DEFAULT CHARSET",
                "DEFAULT CHARACTER SET",
                "CHARSET",
                "COLLATE",
                "ROW_FORMAT",
                "KEY_BLOCK_SIZE",
                "PAGE_CHECKSUM",
                "CHECKSUM",
                "PACK_KEYS",
                "STATS_PERSISTENT",
                "AVG_ROW_LENGTH",
                "MAX_ROWS",
                "MIN_ROWS",
                "TRANSACTIONAL",
                "ENCRYPTED",
            ],
            Dialect::Sqlite => &["STRICT", "WITHOUT ROWID"],
            _ => &[],
        };
        match known.contains(&upper.as_str()) && is_word(value.trim()) {
            true if value.trim().is_empty() => options.push(upper),
            true => options.push(format!("{upper}={}", value.trim())),
            false if upper == "AUTO_INCREMENT" || upper == "COMMENT" => {}
            false => {
                let reason = format!("the table option {} belongs to another database", comment::one_line(name));
                notes.near("option-lost", table.id, table.name.to_string(), reason);
            }
        }
    }
    match target.dialect {
        Dialect::Sqlite => {
            let prefix = if options.is_empty() { "" } else { " " };
            format!("{prefix}{}", options.join(", "))
        }
        Dialect::MySql | Dialect::MariaDb => mysql_options(target, table, options),
        _ => clauses::behind_table(target, table),
    }
}

/// Engine and character set are said aloud, so that the result does not depend on the server's settings.
fn mysql_options(target: &Target, table: &Table, mut options: Vec<String>) -> String {
    if !target.exact && !options.iter().any(|option| option.starts_with("ENGINE")) {
        options.insert(0, "ENGINE=InnoDB".to_owned());
    }
    if !target.exact && !options.iter().any(|option| option.contains("CHAR")) {
        options.insert(1, "DEFAULT CHARSET=utf8mb4".to_owned());
    }
    let start = table.columns.iter().find_map(|column| column.identity.as_ref()).and_then(|identity| identity.start);
    options.extend(start.filter(|start| *start > 1).map(|start| format!("AUTO_INCREMENT={start}")));
    if let Some(text) = &table.comment {
        options.push(format!("COMMENT={}", target.dialect.quote_text(&comment::own(target, text))));
    }
    let space = if options.is_empty() { "" } else { " " };
    format!("{space}{}{}", options.join(" "), clauses::partitions(target, table))
}
