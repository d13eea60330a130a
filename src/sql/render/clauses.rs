//! Vendor's clauses, which only their own dialects print.

use super::notes::Notes;
use super::{Statement, Target, statement};
use crate::dialect::Dialect::{self, MariaDb, MySql, Oracle, PostgreSql, SqlServer, Sqlite};
use crate::schema::{Column, ForeignKey, Id, Options, PrimaryKey, Table, View};

/// A clause, the dialects that have it, and how it is written: `{}` stands for the value.
type Clause = (&'static str, &'static [Dialect], &'static str);

const MYSQLS: &[Dialect] = &[MySql, MariaDb];

const OF_COLUMNS: &[Clause] = &[
    ("ON UPDATE", MYSQLS, "ON UPDATE {}"),
    ("INVISIBLE", &[MySql, MariaDb, Oracle], "INVISIBLE"),
    ("COLUMN_FORMAT", MYSQLS, "COLUMN_FORMAT {}"),
    ("SRID", &[MySql], "SRID {}"),
    ("REF_SYSTEM_ID", &[MariaDb], "REF_SYSTEM_ID={}"),
    ("COMPRESSED", &[MariaDb], "COMPRESSED"),
    ("WITHOUT SYSTEM VERSIONING", &[MariaDb], "WITHOUT SYSTEM VERSIONING"),
    ("WITH SYSTEM VERSIONING", &[MariaDb], "WITH SYSTEM VERSIONING"),
    ("COMPRESSION", &[PostgreSql], "COMPRESSION {}"),
    ("ROWGUIDCOL", &[SqlServer], "ROWGUIDCOL"),
    ("SPARSE", &[SqlServer], "SPARSE"),
    ("NOT FOR REPLICATION", &[SqlServer], "NOT FOR REPLICATION"),
    ("MASKED WITH", &[SqlServer], "MASKED WITH {}"),
    ("NOT NULL ON CONFLICT", &[Sqlite], "ON CONFLICT {}"),
];

const OF_CONSTRAINTS: &[Clause] = &[
    ("INCLUDE", &[PostgreSql], "INCLUDE {}"),
    ("WITH", &[PostgreSql], "WITH {}"),
    ("NO INHERIT", &[PostgreSql], "NO INHERIT"),
    ("DEFERRABLE", &[PostgreSql, Oracle], "DEFERRABLE {}"),
    ("ON CONFLICT", &[Sqlite], "ON CONFLICT {}"),
    ("NOT ENFORCED", &[MySql], "NOT ENFORCED"),
    ("USING", MYSQLS, "USING {}"),
    ("COMMENT", MYSQLS, "COMMENT {}"),
    ("KEY_BLOCK_SIZE", MYSQLS, "KEY_BLOCK_SIZE={}"),
    ("DISABLE", &[Oracle], "DISABLE"),
    ("RELY", &[Oracle], "RELY"),
];

const OF_INDEXES: &[Clause] = &[
    ("NULLS NOT DISTINCT", &[PostgreSql], "NULLS NOT DISTINCT"),
    ("WITH", &[PostgreSql], "WITH {}"),
    ("COMMENT", MYSQLS, "COMMENT {}"),
    ("INVISIBLE", &[MySql, Oracle], "INVISIBLE"),
    ("IGNORED", &[MariaDb], "IGNORED"),
    ("WITH PARSER", &[MySql], "WITH PARSER {}"),
    ("KEY_BLOCK_SIZE", MYSQLS, "KEY_BLOCK_SIZE={}"),
    ("REVERSE", &[Oracle], "REVERSE"),
];

/// Clauses that say where data lies or how it is kept, whose loss changes no meaning, and those that are printed
/// elsewhere.
const SILENT: &[&str] = &[
    "CHARACTER SET",
    "BINARY",
    "ASCII",
    "UNICODE",
    "ZEROFILL",
    "NULL",
    "KEY PARTS",
    "MATCH",
    "NOT VALID",
    "ONLY",
    "ON",
    "CLUSTERED",
    "NONCLUSTERED",
    "TABLESPACE",
    "USING INDEX TABLESPACE",
    "PCTFREE",
    "INITRANS",
    "MAXTRANS",
    "STORAGE",
    "LOGGING",
    "NOLOGGING",
    "COMPUTE STATISTICS",
    "NOPARALLEL",
    "NOCOMPRESS",
    "ON DELETE COLUMNS",
    "FILLFACTOR",
    "WITH",
    "USING",
    "KEY_BLOCK_SIZE",
    "COLUMN_FORMAT",
    "COMPRESSION",
    "WITH VALUES",
    "ON NULL",
    "DEFAULT ON NULL",
    "VIRTUAL",
    "STORED",
    "ALGORITHM",
    "LOCK",
    "ONLINE",
    "PARALLEL",
    "COMPRESS",
];

pub(super) fn has(options: &Options, name: &str) -> bool {
    options.iter().any(|(known, _)| known == name)
}

fn value<'a>(options: &'a Options, name: &str) -> Option<&'a str> {
    options.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// Whether a value can stand in a statement without ending it.
pub(super) fn is_harmless(value: &str) -> bool {
    let mut depth = 0_i32;
    let mut in_string = false;
    for c in value.chars() {
        match c {
            '\'' => in_string = !in_string,
            _ if in_string => {}
            ';' | '\\' => return false,
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0 && !in_string && !value.contains("--") && !value.contains("/*")
}

/// What stands behind a column's type: MySQL's character set.
pub(super) fn behind_type(target: &Target, column: &Column) -> Option<String> {
    if !matches!(target.dialect, MySql | MariaDb) {
        return None;
    }
    let is_word = |word: &&str| word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let charset = value(&column.options, "CHARACTER SET").filter(is_word).map(|name| format!("CHARACTER SET {name}"));
    let binary = has(&column.options, "BINARY").then(|| "BINARY".to_owned());
    let both: Vec<String> = charset.into_iter().chain(binary).collect();
    (!both.is_empty()).then(|| both.join(" "))
}

pub(super) fn of_column(target: &Target, column: &Column, notes: &mut Notes) -> Vec<String> {
    known(target, column.id, &column.name, &column.options, OF_COLUMNS, notes)
}

/// What stands behind a key or check.
pub(super) fn of_constraint(target: &Target, id: Id, place: &str, options: &Options, notes: &mut Notes) -> String {
    let mut sql = String::new();
    for clause in known(target, id, place, options, OF_CONSTRAINTS, notes) {
        sql.push(' ');
        sql.push_str(&clause);
    }
    sql
}

pub(super) fn of_index(target: &Target, id: Id, place: &str, options: &Options, notes: &mut Notes) -> Vec<String> {
    known(target, id, place, options, OF_INDEXES, notes)
}

fn known(
    target: &Target,
    id: Id,
    place: &str,
    options: &Options,
    clauses: &[Clause],
    notes: &mut Notes,
) -> Vec<String> {
    let mut printed = Vec::new();
    for (name, value) in options {
        let clause = clauses.iter().find(|(known, dialects, _)| known == name && dialects.contains(&target.dialect));
        match clause {
            Some((_, _, form)) if is_harmless(value) => printed.push(form.replacen("{}", value, 1)),
            _ if SILENT.contains(&name.as_str()) => {}
            _ => {
                let said = super::comment::one_line(&format!("{name} {value}"));
                notes.near("clause-lost", id, place, format!("{said} belongs to another database and is left out"));
            }
        }
    }
    printed
}

/// The parts of a key that are more than columns, in MySQL and SQLite.
pub(super) fn key_parts(target: &Target, key: &PrimaryKey) -> Option<String> {
    let parts = value(&key.options, "KEY PARTS").filter(|_| target.exact)?;
    let is_whole = parts != "DESC";
    (is_whole && is_harmless(parts) && matches!(target.dialect, MySql | MariaDb | Sqlite)).then(|| parts.to_owned())
}

pub(super) fn match_of(target: &Target, key: &ForeignKey) -> String {
    match value(&key.options, "MATCH") {
        Some("FULL") if matches!(target.dialect, PostgreSql | Sqlite) => " MATCH FULL".to_owned(),
        _ => String::new(),
    }
}

/// Whether a constraint is added behind its table, because rows that are there need not fulfil it.
pub(super) fn is_later(target: &Target, options: &Options) -> bool {
    target.dialect == PostgreSql && has(options, "NOT VALID")
}

/// Options of a table that are printed in other places than behind it, or say nothing about its meaning.
pub(super) fn is_of_table(target: &Target, name: &str, value: &str) -> bool {
    let own = match name {
        "UNLOGGED" | "INHERITS" | "PARTITION OF" => target.dialect == PostgreSql,
        "WITH" => matches!(target.dialect, PostgreSql | SqlServer),
        "PARTITION BY" | "WITH SYSTEM VERSIONING" | "UNION" | "CONNECTION" => matches!(target.dialect, MySql | MariaDb),
        "ON" | "TEXTIMAGE_ON" | "TABLESPACE" | "PCTFREE" | "PCTUSED" | "INITRANS" | "MAXTRANS" | "STORAGE"
        | "LOGGING" | "NOLOGGING" | "NOCOMPRESS" | "CACHE" | "NOCACHE" | "NOPARALLEL" | "MONITORING"
        | "SEGMENT CREATION" | "FILESTREAM_ON" | "PARALLEL" | "COMPRESS" | "USING" => true,
        _ => false,
    };
    own && is_harmless(value)
}

/// What PostgreSQL says behind the columns of a table.
pub(super) fn behind_table(target: &Target, table: &Table) -> String {
    let mut sql = String::new();
    if target.dialect != PostgreSql {
        return sql;
    }
    if let Some(parents) = value(&table.options, "INHERITS").filter(|value| is_harmless(value)) {
        sql.push_str(&format!(" INHERITS {parents}"));
    }
    let parameters = value(&table.options, "WITH").filter(|value| is_harmless(value) && !value.contains("oids"));
    // A partitioned table has no storage of its own.
    if let Some(parameters) = parameters.filter(|_| table.partitioning.is_none()) {
        sql.push_str(&format!(" WITH {parameters}"));
    }
    sql
}

/// MySQL's partitions, as they were written.
pub(super) fn partitions(target: &Target, table: &Table) -> String {
    let versioned = has(&table.options, "WITH SYSTEM VERSIONING") && target.dialect == MariaDb;
    let versioned = if versioned { " WITH SYSTEM VERSIONING" } else { "" };
    let parts = value(&table.options, "PARTITION BY").filter(|value| is_harmless(value) && target.exact);
    match parts {
        Some(parts) if matches!(target.dialect, MySql | MariaDb) => format!("{versioned}\nPARTITION BY {}", parts),
        _ => versioned.to_owned(),
    }
}

/// Makes a table a partition of another one.
pub(super) fn attach(target: &Target, table: &Table) -> Option<Statement> {
    let own =
        value(&table.options, "PARTITION OF").filter(|value| is_harmless(value) && target.dialect == PostgreSql)?;
    let at = own.find(" FOR VALUES").or_else(|| own.find(" DEFAULT"))?;
    let (parent, bound) = own.split_at(at);
    let name = target.dialect.quote_qualified(&table.name);
    Some(statement(format!("ALTER TABLE {parent} ATTACH PARTITION {name}{bound}"), table.id))
}

/// What a view says before its kind, behind its name and behind its query.
pub(super) fn of_view(target: &Target, view: &View, notes: &mut Notes) -> (String, String, String) {
    let (mut before, mut with, mut behind) = (String::new(), String::new(), String::new());
    for (name, value) in &view.options {
        match (target.dialect, name.as_str()) {
            (MySql | MariaDb, security) if security.starts_with("SQL SECURITY ") => {
                before.push_str(&format!("{security} "))
            }
            (PostgreSql, "WITH") if value.starts_with('(') && is_harmless(value) => with = format!(" WITH {value}"),
            (SqlServer, "WITH") if is_harmless(value) && !value.starts_with('(') => with = format!(" WITH {value}"),
            (PostgreSql, "RECURSIVE") => before.push_str("RECURSIVE "),
            (PostgreSql, "WITH NO DATA") if view.materialized => behind.push_str("\nWITH NO DATA"),
            (Oracle, "WITH READ ONLY") => behind.push_str("\nWITH READ ONLY"),
            (PostgreSql | MySql | MariaDb, "WITH CASCADED CHECK OPTION" | "WITH LOCAL CHECK OPTION") => {
                behind.push_str(&format!("\n{name}"));
            }
            (dialect, "WITH CHECK OPTION") if dialect != Sqlite => behind.push_str("\nWITH CHECK OPTION"),
            (_, security) if security.starts_with("SQL SECURITY ") => {}
            _ => {
                let said = super::comment::one_line(&format!("{name} {value}"));
                let reason = format!("{said} belongs to another database and is left out");
                notes.near("clause-lost", view.id, view.name.to_string(), reason);
            }
        }
    }
    (before, with, behind)
}
