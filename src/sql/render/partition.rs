//! Partitioned tables.

use super::Target;
use super::expression::{Role, translate};
use super::notes::Notes;
use crate::dialect::Dialect::{MariaDb, MySql, Oracle, PostgreSql};
use crate::schema::{ColumnType, Expression, Partition, PartitionMethod, Partitioning, Table};

/// What makes a table partitioned: a clause of its own statement, and PostgreSQL's tables for the partitions.
#[derive(Default)]
pub(super) struct Parts {
    pub clause: String,
    pub tables: Vec<String>,
}

pub(super) fn of(target: &Target, table: &Table, notes: &mut Notes) -> Parts {
    let Some(partitioning) = &table.partitioning else { return Parts::default() };
    let parts = match target.dialect {
        PostgreSql => postgresql(target, table, partitioning),
        MySql | MariaDb | Oracle => inline(target, table, partitioning),
        _ => Err("the dialect partitions in another way, or not at all"),
    };
    parts.unwrap_or_else(|reason| {
        let reason = format!("the table is not partitioned: {reason}");
        notes.lost("partition-lost", table.id, table.name.to_string(), reason);
        Parts::default()
    })
}

fn method(partitioning: &Partitioning) -> &'static str {
    match partitioning.method {
        PartitionMethod::Range => "RANGE",
        PartitionMethod::List => "LIST",
        PartitionMethod::Hash => "HASH",
    }
}

fn keys(target: &Target, table: &Table, partitioning: &Partitioning) -> Result<Vec<String>, &'static str> {
    if partitioning.keys.is_empty() {
        return Err("its key is missing");
    }
    partitioning.keys.iter().map(|key| translate(target, Some(table), Role::Value, key)).collect()
}

/// Whether every key of the table holds the columns of the partition's key, as all databases demand.
fn keys_hold(table: &Table, partitioning: &Partitioning) -> bool {
    let holds = |columns: &[String]| {
        let names = table.columns.iter().map(|column| &column.name);
        names.filter(|name| partitioning.keys.iter().any(|key| key.mentions(name))).all(|name| columns.contains(name))
    };
    let key = table.key_columns();
    (key.is_empty() || holds(key)) && table.uniques.iter().all(|unique| holds(&unique.columns))
}

fn postgresql(target: &Target, table: &Table, partitioning: &Partitioning) -> Result<Parts, &'static str> {
    if !keys_hold(table, partitioning) {
        return Err("a key of the table lacks the partition's columns");
    }
    let keys = keys(target, table, partitioning)?;
    let is_column = |sql: &str| table.columns.iter().any(|column| target.dialect.quote_identifier(&column.name) == sql);
    let keys: Vec<String> =
        keys.into_iter().map(|key| if is_column(&key) { key } else { format!("({key})") }).collect();
    let parent = target.dialect.quote_qualified(&table.name);
    let mut tables = Vec::new();
    let mut from = "MINVALUE".to_owned();
    for partition in &partitioning.partitions {
        let bound = match bound(partition)? {
            Bound::Native(bound) | Bound::Default(bound) | Bound::Range { written: bound, .. } => bound,
            Bound::Below(value) => {
                let bound = format!("FOR VALUES FROM ({from}) TO ({value})");
                from = value;
                bound
            }
            Bound::In(values) => format!("FOR VALUES IN ({values})"),
        };
        let name =
            crate::schema::QualifiedName { namespace: table.name.namespace.clone(), name: partition.name.clone() };
        let name = target.dialect.quote_qualified(&name);
        tables.push(format!("CREATE TABLE {name} PARTITION OF {parent} {bound}"));
    }
    Ok(Parts { clause: format!(" PARTITION BY {} ({})", method(partitioning), keys.join(", ")), tables })
}

fn inline(target: &Target, table: &Table, partitioning: &Partitioning) -> Result<Parts, &'static str> {
    let mysql = target.dialect != Oracle;
    if mysql && !keys_hold(table, partitioning) {
        return Err("a key of the table lacks the partition's columns");
    }
    let refers = |other: &Table| other.foreign_keys.iter().any(|key| key.references.table == table.name);
    if mysql && (!table.foreign_keys.is_empty() || target.schema.tables.iter().any(refers)) {
        return Err("partitioned tables cannot have foreign keys there");
    }
    let keys = keys(target, table, partitioning)?.join(", ");
    let count = partitioning.partitions.len();
    if partitioning.method == PartitionMethod::Hash {
        let word = if mysql { "KEY" } else { "HASH" };
        return Ok(Parts {
            clause: format!("\nPARTITION BY {word} ({keys}) PARTITIONS {}", count.max(1)),
            tables: Vec::new(),
        });
    }
    if count == 0 {
        return Err("it has no partitions yet");
    }
    let mut partitions = Vec::new();
    for partition in &partitioning.partitions {
        let name = target.dialect.quote_identifier(&partition.name);
        let bound = match bound(partition)? {
            Bound::Below(value) | Bound::Range { below: value, .. } => {
                format!("VALUES LESS THAN ({})", boundary(target, table, partitioning, &value))
            }
            Bound::In(values) if mysql => format!("VALUES IN ({values})"),
            Bound::In(values) => format!("VALUES ({values})"),
            Bound::Default(_) if partitioning.method == PartitionMethod::Range => {
                "VALUES LESS THAN (MAXVALUE)".to_owned()
            }
            Bound::Default(_) if !mysql => "VALUES (DEFAULT)".to_owned(),
            _ => return Err("a bound has no form there"),
        };
        partitions.push(format!("    PARTITION {name} {bound}"));
    }
    let columns = if mysql { " COLUMNS" } else { "" };
    let clause = format!("\nPARTITION BY {}{columns} ({keys}) (\n{}\n)", method(partitioning), partitions.join(",\n"));
    Ok(Parts { clause, tables: Vec::new() })
}

/// Oracle wants its dates marked as dates.
fn boundary(target: &Target, table: &Table, partitioning: &Partitioning, value: &str) -> String {
    let key = partitioning.keys.first().and_then(|key| table.column(key.as_str().trim()));
    let mark = match key.map(|column| &column.data_type) {
        Some(ColumnType::Date) => "DATE ",
        Some(ColumnType::Timestamp { .. }) => "TIMESTAMP ",
        _ => "",
    };
    let is_text = partitioning.keys.len() == 1 && value.trim().starts_with('\'');
    if target.dialect == Oracle && is_text { format!("{mark}{}", value.trim()) } else { value.to_owned() }
}

/// A bound by its meaning.
enum Bound {
    /// PostgreSQL's own words, for what has no other form.
    Native(String),
    Default(String),
    /// PostgreSQL's words, and the upper end alone.
    Range {
        written: String,
        below: String,
    },
    Below(String),
    In(String),
}

fn bound(partition: &Partition) -> Result<Bound, &'static str> {
    const UNREADABLE: &str = "a bound cannot be read";
    let text = partition.bound.trim();
    let harmless = !text.contains(';') && !text.contains("--") && !text.contains("/*") && balanced(text);
    if !harmless {
        return Err(UNREADABLE);
    }
    let upper = text.to_ascii_uppercase();
    let inside = |open: usize| {
        let rest = text.get(open..)?;
        let start = rest.find('(')?;
        rest.trim_end().strip_suffix(')').and_then(|rest| rest.get(start + 1..)).map(str::to_owned)
    };
    if upper == "DEFAULT" {
        return Ok(Bound::Default("DEFAULT".to_owned()));
    }
    if let Some(at) = upper.find("LESS THAN") {
        return Ok(Bound::Below(inside(at).unwrap_or_else(|| "MAXVALUE".to_owned())));
    }
    if upper.starts_with("FOR VALUES IN") || upper.starts_with("VALUES") {
        return inside(0).map(Bound::In).ok_or(UNREADABLE);
    }
    if upper.starts_with("FOR VALUES FROM")
        && let Some(to) = upper.find(") TO")
    {
        let below = inside(to + 1).ok_or(UNREADABLE)?;
        return Ok(Bound::Range { written: text.to_owned(), below });
    }
    if upper.starts_with("FOR VALUES WITH") { Ok(Bound::Native(text.to_owned())) } else { Err(UNREADABLE) }
}

fn balanced(text: &str) -> bool {
    let mut depth = 0_i32;
    for token in Expression::from(text).tokens() {
        match token {
            crate::schema::Token::Other(text) if text.starts_with(['\'', '"', '$', '\\', '`']) => return false,
            crate::schema::Token::Other("(") => depth += 1,
            crate::schema::Token::Other(")") => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}
