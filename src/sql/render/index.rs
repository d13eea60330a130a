//! Indexes, where the dialect would not make the same one by itself.

use super::constraint::{columns, has_columns, is_call};
use super::expression::{Role, translate};
use super::notes::Notes;
use super::{Statement, Target, clauses, statement};
use crate::dialect::Dialect::{self, MariaDb, MySql, Oracle, PostgreSql, SqlServer};
use crate::dialect::facts::Partial;
use crate::schema::{Index, IndexKey, IndexPart, NullsOrder, Table};

pub(super) fn statements(target: &Target, at: usize, notes: &mut Notes) -> Vec<Statement> {
    let table = &target.schema.tables[at];
    let indexes = table.indexes.iter().zip(&target.names[at].indexes);
    let wanted = indexes.filter(|(index, _)| !is_made_anyway(target, table, index));
    let mut statements = Vec::new();
    for (index, name) in wanted {
        match create(target, table, index, name, Form::Statement, notes) {
            Ok(sql) => statements.push(statement(sql, index.id)),
            Err(reason) => {
                notes.lost(
                    "index-lost",
                    index.id,
                    format!("{} {name}", table.name),
                    format!("the index is left out: {reason}"),
                );
            }
        }
    }
    statements
}

/// The indexes as lines of a CREATE TABLE, which is how MySQL numbers a column that only an index leads.
pub(super) fn lines(target: &Target, at: usize, notes: &mut Notes) -> Vec<String> {
    let table = &target.schema.tables[at];
    let indexes = table.indexes.iter().zip(&target.names[at].indexes);
    indexes.filter_map(|(index, name)| create(target, table, index, name, Form::Line, notes).ok()).collect()
}

/// Whether a key of the table, or in MySQL a foreign key, already makes this index.
fn is_made_anyway(target: &Target, table: &Table, index: &Index) -> bool {
    let is_plain = index.method.as_deref().is_none_or(|method| method == "btree")
        && index.predicate.is_none()
        && index.include.is_empty()
        && index.keys.iter().all(|key| key.as_column().is_some() && !key.descending && key.prefix.is_none())
        && index.keys.iter().all(|key| key.nulls == NullsOrder::Default && key.operator_class.is_none());
    let columns = index.columns();
    let same = |key: &[String]| key.iter().map(String::as_str).eq(columns.iter().copied());
    let nameless_foreign_key = target.facts.indexes_foreign_keys
        && !index.unique
        && index.name.is_none()
        && table.foreign_keys.iter().any(|key| same(&key.columns));
    // A script that names such an index wants it, except where the database refuses it.
    let is_wanted = target.exact && index.name.is_some() && target.dialect != Oracle;
    is_plain
        && !is_wanted
        && !columns.is_empty()
        && (same(table.key_columns())
            || table.uniques.iter().any(|unique| same(&unique.columns) && unique.columns.len() == columns.len())
            || nameless_foreign_key)
}

pub(super) fn create(
    target: &Target,
    table: &Table,
    index: &Index,
    name: &str,
    form: Form,
    notes: &mut Notes,
) -> Result<String, &'static str> {
    let dialect = target.dialect;
    let place = format!("{} {name}", table.name);
    if index.keys.is_empty() || index.keys.iter().any(|key| key.as_column().is_some_and(|c| table.column(c).is_none()))
    {
        return Err("a column is missing");
    }
    let method = method(target, index, &place, notes)?;
    let mut unique = index.unique;
    let mut filter = None;
    let mut wrap = None;
    if let Some(predicate) = &index.predicate {
        let condition = translate(target, Some(table), Role::Condition, predicate);
        let takes_filter = match target.facts.partial_indexes {
            Partial::AnyIndex => true,
            Partial::NotUnique => !unique,
            Partial::None => false,
        };
        match condition {
            Ok(condition) if takes_filter => filter = Some(condition),
            Ok(condition) if unique && target.facts.expression_indexes && index.keys.len() == 1 => {
                wrap = Some(condition)
            }
            _ if unique => {
                unique = false;
                let reason = "the index holds all rows and is not unique, because no partial index is unique there";
                notes.lost("unique-lost", index.id, place.as_str(), reason);
            }
            _ => {
                notes.near("index-approximated", index.id, place.as_str(), "the index holds all rows instead of some");
            }
        }
    }
    if dialect == SqlServer && filter.as_deref().is_some_and(|filter| !is_simple_filter(filter)) {
        filter = None;
        if unique {
            return Err("its condition is more than a filtered index can have");
        }
        notes.near("index-approximated", index.id, place.as_str(), "the index holds all rows instead of some");
    }
    let mut keys = Vec::new();
    for key in &index.keys {
        keys.push(index_key(target, table, index, key, wrap.as_deref(), &place, notes)?);
    }
    let mut tail = String::new();
    if !index.include.is_empty() && has_columns(table, &index.include) {
        match target.facts.included_columns {
            true => tail = format!(" INCLUDE ({})", columns(target, &index.include)),
            false if unique => {
                notes.near("index-approximated", index.id, place.as_str(), "the included columns are left out");
            }
            false => {
                let more = index.include.iter().filter(|column| !index.columns().contains(&column.as_str()));
                keys.extend(more.map(|column| dialect.quote_identifier(column)));
                notes.near("index-approximated", index.id, place.as_str(), "the included columns are part of the key");
            }
        }
    }
    for clause in clauses::of_index(target, index.id, &place, &index.options, notes) {
        tail.push_str(&format!(" {clause}"));
    }
    if let Some(filter) = filter {
        tail.push_str(&format!(" WHERE {filter}"));
    }
    let full_name = match (&table.name.namespace, dialect) {
        (Some(namespace), Oracle) => {
            format!("{}.{}", dialect.quote_identifier(namespace), dialect.quote_identifier(name))
        }
        _ => dialect.quote_identifier(name),
    };
    let kind = match method {
        Method::Kind(kind) => format!("{kind} "),
        _ if unique => "UNIQUE ".to_owned(),
        _ => String::new(),
    };
    let using = if let Method::Using(method) = method { format!(" USING {method}") } else { String::new() };
    let table_name = dialect.quote_qualified(&table.name);
    let keys = keys.join(", ");
    Ok(match form {
        Form::Statement => format!("CREATE {kind}INDEX {full_name} ON {table_name}{using} ({keys}){tail}"),
        Form::Line => format!("{kind}INDEX {full_name} ({keys}){tail}"),
    })
}

/// Where an index is written.
#[derive(Clone, Copy)]
pub(super) enum Form {
    Statement,
    /// Within MySQL's CREATE TABLE.
    Line,
}

enum Method {
    Ordinary,
    /// A word before INDEX.
    Kind(&'static str),
    /// PostgreSQL's `USING`.
    Using(String),
}

fn method(target: &Target, index: &Index, place: &str, notes: &mut Notes) -> Result<Method, &'static str> {
    let Some(method) = index.method.as_deref().filter(|method| *method != "btree") else { return Ok(Method::Ordinary) };
    let known = target.facts.index_methods.contains(&method);
    Ok(match (target.dialect, method) {
        (MySql | MariaDb, "fulltext") => Method::Kind("FULLTEXT"),
        (MySql | MariaDb | SqlServer, "spatial") => Method::Kind("SPATIAL"),
        (Oracle, "bitmap") => Method::Kind("BITMAP"),
        (PostgreSql, "fulltext") => Method::Using("gin".to_owned()),
        (PostgreSql, "spatial") => Method::Using("gist".to_owned()),
        (PostgreSql | Dialect::HeliosDb, method) if known => Method::Using(method.to_owned()),
        (_, "hash" | "brin" | "bitmap") => {
            let reason = format!("the index is an ordinary one, because there is no {method} index");
            notes.near("index-approximated", index.id, place, reason);
            Method::Ordinary
        }
        _ => return Err("the dialect has no index of this kind"),
    })
}

/// Filtered indexes take comparisons joined by AND, with no functions, OR or NOT.
fn is_simple_filter(filter: &str) -> bool {
    let upper = format!(" {} ", filter.to_uppercase());
    !upper.contains(" OR ")
        && !upper.replace("IS NOT NULL", "").contains("NOT ")
        && !upper.contains(" BETWEEN ")
        && !upper.contains("CASE ")
        && !upper.contains(" LIKE ")
}

fn index_key(
    target: &Target,
    table: &Table,
    index: &Index,
    key: &IndexKey,
    wrap: Option<&str>,
    place: &str,
    notes: &mut Notes,
) -> Result<String, &'static str> {
    let dialect = target.dialect;
    let mut sql = match &key.part {
        IndexPart::Column(name) => match wrap {
            Some(condition) => {
                expression_key(dialect, &format!("CASE WHEN {condition} THEN {} END", dialect.quote_identifier(name)))
            }
            None if dialect == PostgreSql && index.method.as_deref() == Some("fulltext") => {
                format!("to_tsvector('english', coalesce({}, ''))", dialect.quote_identifier(name))
            }
            None => dialect.quote_identifier(name),
        },
        IndexPart::Expression(expression) => {
            let translated = translate(target, Some(table), Role::Value, expression)?;
            match wrap {
                Some(condition) => expression_key(dialect, &format!("CASE WHEN {condition} THEN {translated} END")),
                None if target.facts.expression_indexes => expression_key(dialect, &translated),
                None => case_blind_column(target, table, index, &translated, place, notes)?,
            }
        }
    };
    let prefix = key.prefix.or_else(|| needed_prefix(target, table, index, key));
    if let Some(prefix) = prefix {
        match dialect {
            MySql | MariaDb => sql.push_str(&format!("({prefix})")),
            _ => {
                notes.near("index-approximated", index.id, place, "the index holds whole values, not their beginnings")
            }
        }
    }
    if let Some(class) = key.operator_class.as_deref().filter(|_| dialect == PostgreSql) {
        sql.push_str(&format!(" {}", class_name(class)));
    }
    if let Some(collation) = key.collation.as_deref() {
        let known = matches!(dialect, PostgreSql | Dialect::Sqlite) && target.exact;
        match known && !collation.contains([';', '(', ')', '\'']) {
            true => sql = with_collation(&sql, collation, key),
            false => notes.near("index-approximated", index.id, place, "its own collation is left out"),
        }
    }
    if key.descending && index.method.is_none() {
        sql.push_str(" DESC");
    }
    match key.nulls {
        NullsOrder::Default => {}
        NullsOrder::First if target.facts.nulls_order => sql.push_str(" NULLS FIRST"),
        NullsOrder::Last if target.facts.nulls_order => sql.push_str(" NULLS LAST"),
        _ => notes.near("index-approximated", index.id, place, "NULL stands where the database puts it by default"),
    }
    Ok(sql)
}

/// The collation stands before the operator class.
fn with_collation(sql: &str, collation: &str, key: &IndexKey) -> String {
    let class = key.operator_class.as_deref().map(class_name).unwrap_or_default();
    match sql.strip_suffix(&class).filter(|_| !class.is_empty()) {
        Some(before) => format!("{} COLLATE {collation} {class}", before.trim_end()),
        None => format!("{sql} COLLATE {collation}"),
    }
}

/// An operator class with its parameters, without anything that could end the statement.
pub(super) fn class_name(class: &str) -> String {
    let harmless = |c: &char| c.is_ascii_alphanumeric() || "_.\"(),='".contains(*c);
    class.chars().filter(harmless).collect()
}

/// The beginning that MySQL's index holds of a text that may be too long to be held whole.
fn needed_prefix(target: &Target, table: &Table, index: &Index, key: &IndexKey) -> Option<u32> {
    let ordinary =
        matches!(target.dialect, MySql | MariaDb) && !index.unique && index.method.is_none() && !target.exact;
    let column = table.column(key.as_column().filter(|_| ordinary)?)?;
    super::types::limited(&column.data_type, target.facts.key_length?)
        .filter(|_| !super::types::is_keyed(target, table, &column.name))
        .map(|_| INDEXED_PREFIX)
}

/// Characters of four bytes, of which an index holds 3,072 bytes.
const INDEXED_PREFIX: u32 = 191;

/// An expression as a key: MySQL wants parentheses of its own, PostgreSQL unless it is a call.
fn expression_key(dialect: Dialect, sql: &str) -> String {
    match dialect {
        MySql | MariaDb => format!("({sql})"),
        PostgreSql | Dialect::HeliosDb if !is_call(sql) => format!("({sql})"),
        _ => sql.to_owned(),
    }
}

/// `lower(column)` as the column itself, in a dialect that has no indexes on expressions but compares without case.
fn case_blind_column(
    target: &Target,
    table: &Table,
    index: &Index,
    sql: &str,
    place: &str,
    notes: &mut Notes,
) -> Result<String, &'static str> {
    let inner = sql
        .split_once('(')
        .filter(|(name, _)| name.eq_ignore_ascii_case("lower") || name.eq_ignore_ascii_case("upper"))
        .and_then(|(_, rest)| rest.strip_suffix(')'));
    let name = |column: &&crate::schema::Column| inner == Some(target.dialect.quote_identifier(&column.name).as_str());
    let column = table.columns.iter().find(name).ok_or("there are no indexes on expressions")?;
    if !matches!(target.dialect, MariaDb | SqlServer) {
        return Err("there are no indexes on expressions");
    }
    let reason = "the index is on the column itself; the usual collations compare without case";
    notes.near("index-approximated", index.id, place, reason);
    Ok(target.dialect.quote_identifier(&column.name))
}
