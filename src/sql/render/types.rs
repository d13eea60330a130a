//! The type of a column as the dialect makes it: enums and domains resolved, keys made indexable.

use super::Target;
use super::notes::Notes;
use crate::dialect::facts::Enums;
use crate::dialect::{Dialect, Spelling, is_one_type, read_type};
use crate::schema::{
    Check, Column, ColumnType, Domain, Expression, IndexPart, Numbering, QualifiedName, Schema, Table,
};
use std::collections::HashSet;

/// What stands for a column's type, and the rules that come with it.
pub(super) struct ResolvedType {
    pub sql: String,
    /// Conditions with `{}` for the column.
    pub checks: Vec<String>,
    /// Checks of the domains that were written out; they say VALUE for the column.
    pub domain_checks: Vec<Check>,
    pub domain_default: Option<Expression>,
    pub not_null: bool,
    /// The type without enums and domains.
    pub plain: ColumnType,
}

/// Domains of domains of domains: deeper ones are circles.
const DEEPEST_DOMAIN: usize = 16;

pub(super) fn resolve(target: &Target, table: &Table, column: &Column, notes: &mut Notes) -> ResolvedType {
    if let Some(sql) = as_spelled(target.dialect, column) {
        return ResolvedType {
            sql,
            checks: Vec::new(),
            domain_checks: Vec::new(),
            domain_default: None,
            not_null: false,
            plain: column.data_type.clone(),
        };
    }
    let place = format!("{}.{}", table.name, column.name);
    let data_type = if target.exact { column.data_type.clone() } else { key_type(target, table, column) };
    if data_type != column.data_type {
        let reason = format!("the type is {data_type}, because both sides of a foreign key must have the same one");
        notes.near("key-type-aligned", column.id, place.as_str(), reason);
    }
    let data_type = match limited_key(target, table, column, &data_type).filter(|_| !target.exact) {
        None => data_type,
        Some(limited) => {
            let reason = format!("a key needs a limited length; the type is {limited} instead of {data_type}");
            notes.near("type-approximated", column.id, place.as_str(), reason);
            limited
        }
    };
    let is_numbering = column.identity.is_some() || in_constraint(target, table, column);
    let data_type = match data_type {
        ColumnType::Unsigned(inner)
            if *inner == ColumnType::BigInt && is_numbering && numbers_bigints(target.dialect) && !target.exact =>
        {
            let reason = "the largest integer of a key is bigint, half as far as without a sign";
            notes.near("type-approximated", column.id, place.as_str(), reason);
            ColumnType::BigInt
        }
        other => other,
    };
    let mut resolved = ResolvedType {
        sql: String::new(),
        checks: Vec::new(),
        domain_checks: Vec::new(),
        domain_default: None,
        not_null: false,
        plain: data_type.clone(),
    };
    let mut spelling = spell(target, &data_type, &mut resolved, 0);
    let is_zoned = matches!(resolved.plain, ColumnType::Timestamp { zone: true, .. });
    if target.dialect == Dialect::Oracle && is_zoned && in_constraint(target, table, column) {
        // Keys take no TIMESTAMP WITH TIME ZONE (ORA-02329), but the same moment in the session's zone.
        spelling.sql = spelling.sql.replace("WITH TIME ZONE", "WITH LOCAL TIME ZONE");
    }
    if let Some(loss) = spelling.loss {
        notes.near("type-approximated", column.id, place, loss);
    }
    resolved.checks.extend(spelling.check);
    resolved.sql = spelling.sql;
    resolved
}

/// The type in the words of the script that it came from, as long as they still mean it.
pub(super) fn as_spelled(dialect: Dialect, column: &Column) -> Option<String> {
    // SQLite's columns need no type.
    if dialect == Dialect::Sqlite && column.data_type == ColumnType::Other(String::new()) {
        return Some(String::new());
    }
    let spelled = column.spelled.as_ref()?;
    let origin: Dialect = spelled.dialect.parse().ok().filter(|origin| dialect.is_kin(*origin))?;
    let numbered_elsewhere = column.identity.as_ref().is_some_and(|o| o.numbering == Numbering::Serial);
    let means = match (read_type(&spelled.text, origin), &column.data_type) {
        (ColumnType::Other(_), ColumnType::Other(own)) => {
            own.split_whitespace().eq(spelled.text.split_whitespace())
                || without_spaces(own) == without_spaces(&spelled.text)
        }
        (read, own) => read == *own,
    };
    let harmless = spelled.text.is_empty() || is_one_type(&spelled.text);
    (means && harmless && !numbered_elsewhere).then(|| spelled.text.clone())
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn spell(target: &Target, data_type: &ColumnType, resolved: &mut ResolvedType, depth: usize) -> Spelling {
    if let Some(values) = enum_values(target.schema, data_type) {
        if target.facts.enums != Enums::Type {
            let longest = values.iter().map(|value| value.chars().count()).max().unwrap_or(1).max(1);
            resolved.plain = ColumnType::varchar(u32::try_from(longest).unwrap_or(255));
        }
        return spell_enum(target, data_type, values);
    }
    let domain = domain_of(target.schema, data_type).filter(|_| !target.facts.domains && depth < DEEPEST_DOMAIN);
    let Some(domain) = domain else {
        if let ColumnType::Named(name) = data_type
            && domain_of(target.schema, data_type).is_none()
        {
            return unknown_type(target.dialect, name);
        }
        return target.dialect.spell_type(data_type);
    };
    resolved.domain_checks.extend(domain.checks.iter().cloned());
    resolved.not_null |= !domain.nullable;
    if resolved.domain_default.is_none() {
        resolved.domain_default.clone_from(&domain.default);
    }
    resolved.plain = domain.data_type.clone();
    spell(target, &domain.data_type, resolved, depth + 1)
}

/// PostgreSQL numbers no decimals, and its foreign keys do not connect them with integers.
fn numbers_bigints(dialect: Dialect) -> bool {
    matches!(dialect, Dialect::PostgreSql | Dialect::HeliosDb)
}

fn in_constraint(target: &Target, table: &Table, column: &Column) -> bool {
    let mut without_indexes = table.clone();
    without_indexes.indexes.clear();
    is_keyed(target, &without_indexes, &column.name)
}

fn unknown_type(dialect: Dialect, name: &QualifiedName) -> Spelling {
    let loss = Some("the type is not part of the schema and is printed as written");
    Spelling { loss, ..dialect.spell_type(&ColumnType::Named(name.clone())) }
}

fn spell_enum(target: &Target, data_type: &ColumnType, values: &[String]) -> Spelling {
    let dialect = target.dialect;
    let list = values.iter().map(|value| dialect.quote_text(value)).collect::<Vec<_>>().join(", ");
    let longest = values.iter().map(|value| value.chars().count()).max().unwrap_or(1).max(1);
    match target.facts.enums {
        _ if values.is_empty() => dialect.spell_type(&ColumnType::varchar(255)),
        Enums::Type => dialect.spell_type(data_type),
        Enums::Inline => Spelling { sql: format!("ENUM({list})"), check: None, loss: None },
        Enums::Check => {
            let length = u32::try_from(longest).unwrap_or(255);
            let mut spelling = dialect.spell_type(&ColumnType::varchar(length));
            // Braces in a value must not be taken for the column's place, which is the first one.
            spelling.check = Some(format!("{{}} IN ({list})"));
            spelling
        }
    }
}

pub(super) fn enum_values<'a>(schema: &'a Schema, data_type: &ColumnType) -> Option<&'a [String]> {
    match data_type {
        ColumnType::Named(name) => schema.enum_named(name).map(|object| object.values.as_slice()),
        _ => None,
    }
}

pub(super) fn domain_of<'a>(schema: &'a Schema, data_type: &ColumnType) -> Option<&'a Domain> {
    match data_type {
        ColumnType::Named(name) => schema.domains.iter().find(|domain| domain.name == *name),
        _ => None,
    }
}

/// The type of the key that a foreign key's column refers to, where the dialect insists on the very same type.
fn key_type(target: &Target, table: &Table, column: &Column) -> ColumnType {
    let mut seen = HashSet::from([(&table.name, column.name.as_str())]);
    let (mut table, mut column) = (table, column);
    let own = column.data_type.clone();
    if !target.facts.same_key_types {
        return own;
    }
    while let Some((parent, parent_column)) = parent_of(target.schema, table, column) {
        if !seen.insert((&parent.name, parent_column.name.as_str())) {
            break;
        }
        (table, column) = (parent, parent_column);
    }
    if own.comparable_with(&column.data_type) { column.data_type.clone() } else { own }
}

fn parent_of<'a>(schema: &'a Schema, table: &Table, column: &Column) -> Option<(&'a Table, &'a Column)> {
    let key = table.foreign_keys.iter().find(|key| key.columns.contains(&column.name))?;
    let at = key.columns.iter().position(|name| *name == column.name)?;
    let parent = schema.table(&key.references.table)?;
    let referenced = schema.referenced_columns(key);
    Some((parent, parent.column(referenced.get(at)?)?))
}

/// The type that a key can have, for texts and bytes without a limit and Oracle's moments with a zone.
fn limited_key(target: &Target, table: &Table, column: &Column, data_type: &ColumnType) -> Option<ColumnType> {
    let limited = limited(data_type, target.facts.key_length?)?;
    if is_keyed(target, table, &column.name) {
        return Some(limited);
    }
    // Oracle's CLOB cannot be compared, not even in a check.
    let is_compared = target.dialect == Dialect::Oracle
        && data_type.is_text()
        && table.checks.iter().any(|check| check.expression.mentions(&column.name));
    is_compared.then(|| ColumnType::varchar(4000))
}

/// A text or bytes with a length that fits into a key; nothing where the type fits as it is.
pub(super) fn limited(data_type: &ColumnType, length: u32) -> Option<ColumnType> {
    match data_type {
        ColumnType::Text | ColumnType::Varchar { length: None } => Some(ColumnType::varchar(length)),
        ColumnType::Varchar { length: Some(n) } if *n > 3 * length => Some(ColumnType::varchar(length)),
        ColumnType::Blob | ColumnType::Varbinary { length: None } => {
            Some(ColumnType::Varbinary { length: Some(length) })
        }
        _ => None,
    }
}

/// Whether the column is part of a key or of an index that must hold whole values.
pub(super) fn is_keyed(target: &Target, table: &Table, column: &str) -> bool {
    let has = |columns: &[String]| columns.iter().any(|name| name == column);
    let takes_prefixes = matches!(target.dialect, Dialect::MySql | Dialect::MariaDb);
    let whole = |index: &&crate::schema::Index| {
        let ordinary = !matches!(index.method.as_deref(), Some("fulltext" | "gin" | "gist"));
        ordinary && (index.unique || !takes_prefixes)
    };
    has(table.key_columns())
        || table.uniques.iter().any(|unique| has(&unique.columns))
        || table.foreign_keys.iter().any(|key| has(&key.columns))
        || table.indexes.iter().filter(whole).any(|index| index_holds(index, column))
        || target
            .schema
            .tables
            .iter()
            .flat_map(|other| &other.foreign_keys)
            .any(|key| key.references.table == table.name && has(&key.references.columns))
}

fn index_holds(index: &crate::schema::Index, column: &str) -> bool {
    index.keys.iter().any(|key| match &key.part {
        IndexPart::Column(name) => name == column && key.prefix.is_none(),
        IndexPart::Expression(expression) => expression.mentions(column),
    })
}
