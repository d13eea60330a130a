//! What a statement is, from its first words.

use super::cursor::Cursor;
use super::lexer::{Kind, Token};
use crate::dialect::Dialect;

/// What a statement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Rows: INSERT, COPY, UPDATE and the like.
    Data,
    /// The session, transactions, queries, and what a client tells itself.
    Session,
    Create,
    Alter,
    Drop,
    Comment,
    Rename,
    /// A call of a procedure.
    Call,
    /// Whatever else: rights, blocks of code.
    Other,
}

pub fn class(first: &Token) -> Class {
    if first.kind != Kind::Word {
        return Class::Other;
    }
    match first.text.to_ascii_uppercase().as_str() {
        "INSERT" | "REPLACE" | "COPY" | "UPDATE" | "DELETE" | "MERGE" | "LOCK" | "UNLOCK" | "LOAD" | "TRUNCATE"
        | "BULK" | "UPSERT" => Class::Data,
        "SET" | "USE" | "START" | "BEGIN" | "COMMIT" | "ROLLBACK" | "END" | "PRAGMA" | "SELECT" | "ANALYZE"
        | "PRINT" | "SHOW" | "VACUUM" | "PROMPT" | "SPOOL" | "EXIT" | "CONNECT" | "WHENEVER" | "IF" | "RESET"
        | "DECLARE" | "ELSE" | "SAVEPOINT" | "RELEASE" | "FLUSH" | "DELIMITER" | "EXPLAIN" | "DESCRIBE" | "DESC"
        | "OPTIMIZE" | "CHECKPOINT" | "REFRESH" | "RETURN" | "RAISERROR" | "WAITFOR" | "SOURCE" | "WITH"
        | "REINDEX" | "DISCARD" | "LISTEN" | "NOTIFY" | "ATTACH" | "DETACH" | "VALUES" | "PURGE" | "REM" | "REMARK"
        | "KILL" | "CHECK" | "REPAIR" | "HANDLER" | "ABORT" | "CLUSTER" => Class::Session,
        "CREATE" => Class::Create,
        "ALTER" => Class::Alter,
        "DROP" => Class::Drop,
        "COMMENT" => Class::Comment,
        "RENAME" => Class::Rename,
        "EXEC" | "EXECUTE" | "CALL" => Class::Call,
        _ => Class::Other,
    }
}

/// Words between CREATE and the kind of object.
const BEFORE_KIND: &[&str] = &[
    "OR",
    "REPLACE",
    "TEMP",
    "TEMPORARY",
    "GLOBAL",
    "LOCAL",
    "PRIVATE",
    "UNLOGGED",
    "UNIQUE",
    "EDITIONABLE",
    "NONEDITIONABLE",
    "FORCE",
    "NO",
    "NOFORCE",
    "AGGREGATE",
    "CONSTRAINT",
    "RECURSIVE",
    "CLUSTERED",
    "NONCLUSTERED",
    "BITMAP",
    "FULLTEXT",
    "SPATIAL",
    "PUBLIC",
    "TRUSTED",
    "PROCEDURAL",
    "VIRTUAL",
    "COLUMNSTORE",
    "SHARDED",
    "VECTOR",
    "XML",
    "PRIMARY",
    "HYPER",
    "COLUMN",
    "ROW",
];

/// The kind of object that CREATE, ALTER or DROP names, in upper case (`MATERIALIZED VIEW`). The cursor stands behind the
/// kind, and `before` are the words between.
pub fn object_kind(cursor: &mut Cursor) -> (String, Vec<String>) {
    let mut before = Vec::new();
    cursor.take();
    loop {
        if cursor.is("OR ALTER") {
            cursor.at += 2;
            before.extend(["OR".to_owned(), "REPLACE".to_owned()]);
        } else if cursor.is("DEFINER") || cursor.is("ALGORITHM") {
            skip_definer(cursor);
        } else if cursor.is("SQL SECURITY") {
            let mode = cursor.peek_at(2).map_or_else(String::new, |token| token.text.to_ascii_uppercase());
            before.push(format!("SQL SECURITY {mode}"));
            cursor.at += 3;
        } else if BEFORE_KIND.iter().any(|word| cursor.is(word)) {
            before.extend(cursor.word());
        } else {
            break;
        }
    }
    // Kinds of two words or more.
    const LONG: &[&str] = &[
        "MATERIALIZED VIEW LOG",
        "MATERIALIZED VIEW",
        "TYPE BODY",
        "PACKAGE BODY",
        "EVENT TRIGGER",
        "FOREIGN DATA WRAPPER",
        "FOREIGN TABLE",
        "EXTERNAL TABLE",
        "TEXT SEARCH CONFIGURATION",
        "TEXT SEARCH DICTIONARY",
        "TEXT SEARCH PARSER",
        "TEXT SEARCH TEMPLATE",
        "OPERATOR CLASS",
        "OPERATOR FAMILY",
        "ACCESS METHOD",
        "USER MAPPING",
        "DATABASE LINK",
        "PARTITION FUNCTION",
        "PARTITION SCHEME",
        "DEFAULT PRIVILEGES",
        "LARGE OBJECT",
        "SERVICE BROKER",
    ];
    for kind in LONG {
        if cursor.eat(kind) {
            return ((*kind).to_owned(), before);
        }
    }
    let kind = cursor.word().unwrap_or_default();
    let kind = if kind == "PROC" { "PROCEDURE".to_owned() } else { kind };
    (kind, before)
}

/// ``DEFINER=`root`@`%` `` and `ALGORITHM=UNDEFINED`
fn skip_definer(cursor: &mut Cursor) {
    cursor.take();
    cursor.eat_symbol("=");
    cursor.take();
    if cursor.is_symbol("@") {
        cursor.at += 2;
    }
    if cursor.is_symbol("(") {
        cursor.take_whole();
    }
}

/// Whether the statement has a body with semicolons of its own.
pub fn has_body(tokens: &[Token], dialect: Dialect) -> bool {
    let Some(first) = tokens.first() else { return false };
    if dialect == Dialect::Oracle && (first.is("BEGIN") || first.is("DECLARE")) {
        return true;
    }
    if !matches!(class(first), Class::Create | Class::Alter) {
        return false;
    }
    let (kind, _) = object_kind(&mut Cursor::new(tokens, dialect));
    matches!(kind.as_str(), "TRIGGER" | "PROCEDURE" | "FUNCTION" | "PACKAGE" | "PACKAGE BODY" | "TYPE BODY" | "EVENT")
}
