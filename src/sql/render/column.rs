//! One column of a CREATE TABLE.

use super::expression::{Role, is_literal, translate};
use super::notes::Notes;
use super::types::{ResolvedType, resolve};
use super::{Target, clauses, comment, constraint};
use crate::dialect::Dialect::{self, HeliosDb, MariaDb, MySql, Oracle, PostgreSql, SqlServer, Sqlite};
use crate::dialect::facts::{Comments, Generation};
use crate::schema::{Column, ColumnType, Expression, Identity, Numbering, Table};

/// The column's line; `with_keys` adds the keys, checks and references that may stand behind it.
pub(super) fn column(target: &Target, at: usize, column: &Column, with_keys: bool, notes: &mut Notes) -> String {
    let table = &target.schema.tables[at];
    let resolved = resolve(target, table, column, notes);
    let place = format!("{}.{}", table.name, column.name);
    let generated = generated(target, table, column, &place, notes);
    let identity = column.identity.as_ref().filter(|_| generated.is_none() && has_identity(target, table, column));
    // SQLite numbers an INTEGER key by itself.
    let identity = identity.filter(|identity| target.dialect != Sqlite || identity.numbering != Numbering::Rowid);
    let is_rowid = |identity: &Identity| target.dialect == Sqlite && identity.numbering == Numbering::Rowid;
    if column.identity.as_ref().is_some_and(|own| !is_rowid(own)) && identity.is_none() && generated.is_none() {
        notes.lost("identity-lost", column.id, place.as_str(), "the database cannot number this column by itself");
    }
    let computed = generated.is_some() && target.facts.generated == Generation::Computed;
    let mut parts = vec![target.dialect.quote_identifier(&column.name)];
    if !computed {
        match identity.and_then(|identity| serial(target.dialect, identity, column)) {
            Some(serial) => parts.push(serial.to_owned()),
            None => parts.push(resolved.sql.clone()),
        }
        parts.extend(clauses::behind_type(target, column));
        parts.extend(collation(target, column, &place, notes));
    }
    parts.extend(generated.clone());
    if target.dialect == Sqlite && identity.is_some() && with_keys {
        parts.push("PRIMARY KEY AUTOINCREMENT".to_owned());
        // Without the word, the catalog would say that the key may be NULL.
        if target.exact && !column.nullable && !clauses::has(&column.options, "NULL") {
            parts.push("NOT NULL".to_owned());
        }
        parts.extend(constraint::inline(target, at, column, notes));
        parts.extend(inline_comment(target, column));
        return parts.join(" ");
    }
    let numbered = identity.filter(|identity| serial(target.dialect, identity, column).is_none());
    parts.extend(numbered.map(|identity| identity_clause(target.dialect, identity)));
    let plain = generated.is_none() && identity.is_none();
    let default = if plain { default(target, table, column, &resolved, notes) } else { None };
    let is_key = with_keys && constraint::is_inline_key(target, at, column);
    let lost = column.generated.is_some() && generated.is_none();
    let in_key = !target.exact && table.in_primary_key(&column.name);
    let not_null = !column.nullable && !lost || resolved.not_null || in_key;
    let may_be_null = target.dialect == Sqlite && clauses::has(&column.options, "NULL");
    let not_null = not_null && !may_be_null;
    let word = match () {
        _ if generated.is_some() && target.dialect == MariaDb => None,
        _ if not_null && is_key && target.dialect != Sqlite => None,
        _ if not_null => Some("NOT NULL".to_owned()),
        _ if resolved.sql.to_ascii_uppercase().starts_with("TIMESTAMP")
            && matches!(target.dialect, MySql | MariaDb) =>
        {
            Some("NULL".to_owned())
        }
        _ => None,
    };
    if is_key {
        parts.push("PRIMARY KEY".to_owned());
    }
    let default = default.map(|default| format!("DEFAULT {default}"));
    match target.dialect {
        Oracle => parts.extend(default.into_iter().chain(word)),
        _ => parts.extend(word.into_iter().chain(default)),
    }
    parts.extend(clauses::of_column(target, column, notes));
    if !computed {
        parts.extend(type_checks(target, column, &resolved));
    }
    parts.extend(domain_checks(target, column, &resolved, &place, notes));
    if with_keys {
        parts.extend(constraint::inline(target, at, column, notes));
    }
    parts.extend(inline_comment(target, column));
    parts.join(" ")
}

fn inline_comment(target: &Target, column: &Column) -> Option<String> {
    let comment = column.comment.as_ref().filter(|_| target.facts.comments == Comments::Inline)?;
    Some(format!("COMMENT {}", target.dialect.quote_text(&comment::own(target, comment))))
}

/// The conditions that make the type whole.
fn type_checks(target: &Target, column: &Column, resolved: &ResolvedType) -> Vec<String> {
    let name = target.dialect.quote_identifier(&column.name);
    resolved.checks.iter().map(|check| format!("CHECK ({})", check.replacen("{}", &name, 1))).collect()
}

fn domain_checks(
    target: &Target,
    column: &Column,
    resolved: &ResolvedType,
    place: &str,
    notes: &mut Notes,
) -> Vec<String> {
    let mut checks = Vec::new();
    let mut table = Table::new(column.id, "");
    table.columns.push(column.clone());
    for check in &resolved.domain_checks {
        let own = Expression::new(check.expression.as_str()).renamed("value", &column.name);
        match translate(target, Some(&table), Role::Check, &own) {
            Ok(sql) => checks.push(format!("CHECK ({sql})")),
            Err(reason) => {
                notes.lost("check-lost", column.id, place, format!("a check of its domain is left out: {reason}"))
            }
        }
    }
    checks
}

pub(super) fn collation(target: &Target, column: &Column, place: &str, notes: &mut Notes) -> Option<String> {
    let collation = column.collation.as_deref()?.trim_matches('"');
    if collation.is_empty() {
        return None;
    }
    if !knows_collation(target.dialect, collation) {
        let reason = format!("the collation {} belongs to another database", comment::one_line(collation));
        notes.lost("collation-lost", column.id, place, reason);
        return None;
    }
    match target.dialect {
        PostgreSql => Some(format!("COLLATE {}", quoted(collation))),
        _ => Some(format!("COLLATE {collation}")),
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Whether a collation's name has the form that the dialect's own ones have.
fn knows_collation(dialect: Dialect, name: &str) -> bool {
    let lower = name.to_lowercase();
    let is_word = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let mysql = ["utf8", "latin", "ascii", "ucs2", "utf16", "utf32", "cp", "binary", "uca1400"];
    let from_mysql = is_word && mysql.iter().any(|charset| lower.starts_with(charset));
    let from_sqlite = ["nocase", "rtrim", "binary"].contains(&lower.as_str());
    let from_server = is_word && ["_ci_", "_cs_", "_bin"].iter().any(|part| format!("{lower}_").contains(part));
    match dialect {
        MySql | MariaDb => from_mysql,
        Sqlite => from_sqlite,
        SqlServer => from_server && !from_mysql,
        PostgreSql => !from_mysql && !from_sqlite && !from_server && !name.chars().any(char::is_control),
        Oracle | HeliosDb => false,
    }
}

pub(super) fn generated(
    target: &Target,
    table: &Table,
    column: &Column,
    place: &str,
    notes: &mut Notes,
) -> Option<String> {
    let generated = column.generated.as_ref()?;
    let expression = match target.facts.generated {
        Generation::None => Err("the database computes no columns"),
        _ => translate(target, Some(table), Role::Value, &generated.expression),
    };
    let expression = match expression {
        Ok(expression) => expression,
        Err(reason) => {
            let reason = format!("the column is an ordinary one that may be empty: {reason}");
            notes.lost("generated-lost", column.id, place, reason);
            return None;
        }
    };
    let expression = match expression.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) if !inner.contains(['(', ')', '\'']) => inner.to_owned(),
        _ => expression,
    };
    Some(match (target.facts.generated, generated.stored) {
        (Generation::Computed, true) => format!("AS ({expression}) PERSISTED"),
        (Generation::Computed, false) => format!("AS ({expression})"),
        (Generation::Virtual, _) | (Generation::Both, false) => format!("GENERATED ALWAYS AS ({expression}) VIRTUAL"),
        (Generation::Stored | Generation::None, _) | (Generation::Both, true) => {
            format!("GENERATED ALWAYS AS ({expression}) STORED")
        }
    })
}

/// Whether the database can number the column: some number one column a table, or only a key.
pub(super) fn has_identity(target: &Target, table: &Table, column: &Column) -> bool {
    let first = table.columns.iter().find(|other| other.identity.is_some());
    let is_first = first.is_some_and(|first| first.name == column.name);
    match target.dialect {
        PostgreSql | HeliosDb => true,
        Oracle | SqlServer | MySql | MariaDb => is_first,
        Sqlite => table.key_columns() == [column.name.clone()] && column.data_type.is_integer(),
    }
}

pub(super) fn identity_clause(dialect: Dialect, identity: &Identity) -> String {
    let (start, step) = (identity.start, identity.increment);
    let mut options = Vec::new();
    if let Some(name) = identity.sequence.as_ref().filter(|_| dialect == PostgreSql) {
        options.push(format!("SEQUENCE NAME {}", dialect.quote_identifier(name)));
    }
    options.extend(step.map(|step| format!("INCREMENT BY {step}")));
    options.extend(identity.min.map(|min| format!("MINVALUE {min}")));
    options.extend(identity.max.map(|max| format!("MAXVALUE {max}")));
    options.extend(start.map(|start| format!("START WITH {start}")));
    options.extend(identity.cache.map(|size| format!("CACHE {size}")));
    options.extend(identity.cycle.then(|| "CYCLE".to_owned()));
    let options = if options.is_empty() { String::new() } else { format!(" ({})", options.join(" ")) };
    match dialect {
        MySql | MariaDb => "AUTO_INCREMENT".to_owned(),
        SqlServer => format!("IDENTITY({},{})", start.unwrap_or(1), step.unwrap_or(1)),
        Oracle if !identity.always => format!("GENERATED BY DEFAULT ON NULL AS IDENTITY{options}"),
        _ if identity.always => format!("GENERATED ALWAYS AS IDENTITY{options}"),
        _ => format!("GENERATED BY DEFAULT AS IDENTITY{options}"),
    }
}

/// PostgreSQL's `serial`, where the column is one.
pub(super) fn serial(dialect: Dialect, identity: &Identity, column: &Column) -> Option<&'static str> {
    let is_serial = dialect == PostgreSql && identity.numbering == Numbering::Serial;
    match column.data_type {
        ColumnType::SmallInt if is_serial => Some("smallserial"),
        ColumnType::Integer if is_serial => Some("serial"),
        ColumnType::BigInt if is_serial => Some("bigserial"),
        _ => None,
    }
}

/// The default in the dialect's words and in the parentheses that it wants.
pub(super) fn default(
    target: &Target,
    table: &Table,
    column: &Column,
    resolved: &ResolvedType,
    notes: &mut Notes,
) -> Option<String> {
    let place = format!("{}.{}", table.name, column.name);
    let default = column.default.as_ref().or(resolved.domain_default.as_ref())?;
    let lower = default.as_str().trim().to_lowercase();
    let default = match (&resolved.plain, target.dialect) {
        (_, PostgreSql | HeliosDb) => default.clone(),
        (ColumnType::Array(_), _) if lower.starts_with("'{}'") || lower.starts_with("array[]") => {
            Expression::text("[]")
        }
        _ => default.clone(),
    };
    let sql = match translate(target, None, Role::Value, &default) {
        Ok(sql) => sql,
        // What our grammar cannot follow is the script's own, which the database knows.
        Err(_) if target.exact && clauses::is_harmless(default.as_str()) => default.as_str().to_owned(),
        Err(reason) => {
            notes.lost("default-lost", column.id, place, format!("the default is left out: {reason}"));
            return None;
        }
    };
    let zone = matches!(resolved.plain, ColumnType::Timestamp { zone: true, .. });
    let is_now = is_now(&sql);
    let bare = is_literal(&sql) || is_now;
    Some(match target.dialect {
        Oracle if sql == "''" => {
            let reason = "the default is left out: an empty text is NULL there";
            notes.lost("default-lost", column.id, place, reason);
            return None;
        }
        SqlServer if is_now && zone => "SYSDATETIMEOFFSET()".to_owned(),
        SqlServer if is_now && matches!(resolved.plain, ColumnType::Timestamp { .. }) => "SYSDATETIME()".to_owned(),
        SqlServer if sql.starts_with("NEXT VALUE FOR ") => format!("({sql})"),
        SqlServer if sql == "NEWID()" && !target.exact && table.key_columns() == [column.name.clone()] => {
            "NEWSEQUENTIALID()".to_owned()
        }
        MySql | MariaDb if is_now && super::types::as_spelled(target.dialect, column).is_some() => sql,
        Sqlite if target.exact && sql.starts_with('"') => sql,
        MySql | MariaDb if is_now => match resolved.plain {
            ColumnType::Timestamp { precision, .. } => match precision.unwrap_or(6).min(6) {
                0 => "CURRENT_TIMESTAMP".to_owned(),
                digits => format!("CURRENT_TIMESTAMP({digits})"),
            },
            _ => format!("({sql})"),
        },
        MySql if is_literal(&sql) && is_large(&resolved.sql) => format!("({sql})"),
        MySql | MariaDb if sql.starts_with("NEXTVAL(") || bare => sql,
        Sqlite if bare || matches!(sql.to_uppercase().as_str(), "CURRENT_DATE" | "CURRENT_TIME") => sql,
        MySql | MariaDb | Sqlite => format!("({sql})"),
        // Only what needs no parentheses may stand bare behind DEFAULT.
        PostgreSql if sql.to_lowercase().contains(" at time zone ") && !sql.starts_with('(') => format!("({sql})"),
        _ => sql,
    })
}

/// `CURRENT_TIMESTAMP`, with or without its digits.
fn is_now(sql: &str) -> bool {
    let rest = sql.get("CURRENT_TIMESTAMP".len()..).unwrap_or("-");
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let digits = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    sql.to_uppercase().starts_with("CURRENT_TIMESTAMP") && (rest.is_empty() || digits.is_some_and(is_digits))
}

/// MySQL's types that take an expression, but no literal, as default.
fn is_large(sql: &str) -> bool {
    ["TEXT", "BLOB", "JSON", "GEOMETRY"].iter().any(|name| sql.to_uppercase().contains(name))
}
