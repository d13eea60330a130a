//! Vendor's clauses by meaning: those that say what holds anyway are left out.

use crate::dialect::Dialect;
use crate::schema::{Column, Options, Table};

/// Clauses with their words in one case and one spelling, sorted by name.
pub(super) fn canonical(options: &Options) -> Options {
    let mut list: Options = options
        .iter()
        .map(|(name, value)| (name.to_lowercase(), super::text::canonical(value)))
        .filter(|(name, value)| !is_usual(name, value))
        .collect();
    list.sort();
    list
}

/// Table options; what MySQL and MariaDB choose where nothing is said makes no difference.
pub(super) fn of_table(options: &Options, dialect: Dialect) -> Options {
    let list = canonical(options);
    if !matches!(dialect, Dialect::MySql | Dialect::MariaDb) {
        return list;
    }
    let charset = charset(&list);
    let usual = |(name, value): &(String, String)| match name.as_str() {
        "engine" | "type" => value == "innodb",
        // The next number, and what the server counts, are data.
        "auto_increment" | "avg_row_length" | "checksum" | "delay_key_write" => true,
        "row_format" => value == "dynamic" || value == "default",
        _ if is_charset(name) => charset == DEFAULT_CHARSET,
        _ if is_collation(name) => is_usual_collation(value, &charset),
        _ => false,
    };
    let mut list: Options = list.into_iter().filter(|option| !usual(option)).collect();
    for (name, value) in &mut list {
        if is_charset(name) {
            *name = "charset".to_owned();
            *value = modern(value);
        } else if is_collation(name) {
            *name = "collate".to_owned();
        }
    }
    list
}

/// A column's character set and collation where they are those of its table.
pub(super) fn of_column(column: &mut Column, table: &Table, dialect: Dialect) {
    if !matches!(dialect, Dialect::MySql | Dialect::MariaDb) {
        let usual = ["default", "database_default"];
        column.collation.take_if(|collation| usual.contains(&collation.trim_matches('"').to_lowercase().as_str()));
        return;
    }
    let options = canonical(&table.options);
    let charset = charset(&options);
    let collation = options.iter().find(|(name, _)| is_collation(name)).map(|(_, value)| value.clone());
    let own = column.options.iter().find(|(name, _)| is_charset(name)).map(|(_, value)| modern(value));
    let mine = own.clone().unwrap_or_else(|| charset.clone());
    column.collation = column.collation.as_ref().map(|name| name.to_lowercase());
    column.collation.take_if(|name| {
        let of_table = own.is_none() && collation.as_ref() == Some(name);
        of_table || collation.is_none() && is_usual_collation(name, &mine)
    });
    column.options.retain(|(name, _)| !is_charset(name) || own.as_ref() != Some(&charset));
}

const DEFAULT_CHARSET: &str = "utf8mb4";

fn charset(options: &Options) -> String {
    let named = options.iter().find(|(name, _)| is_charset(name)).map(|(_, value)| modern(value));
    // A collation's name begins with its character set.
    let implied = || {
        let collation = options.iter().find(|(name, _)| is_collation(name))?;
        Some(modern(collation.1.split('_').next()?))
    };
    named.or_else(implied).unwrap_or_else(|| DEFAULT_CHARSET.to_owned())
}

fn is_charset(name: &str) -> bool {
    matches!(name, "charset" | "default charset" | "character set" | "default character set")
}

fn is_collation(name: &str) -> bool {
    matches!(name, "collate" | "default collate" | "collation")
}

/// `utf8` is the old name of `utf8mb3`.
fn modern(charset: &str) -> String {
    let charset = charset.trim_matches(['\'', '"']).to_lowercase();
    if charset == "utf8" { "utf8mb3".to_owned() } else { charset }
}

/// Whether a collation is the one that its character set has by default (MySQL 8 or MariaDB).
fn is_usual_collation(collation: &str, charset: &str) -> bool {
    let collation = collation.trim_matches(['\'', '"']).to_lowercase();
    match charset {
        "utf8mb4" => ["utf8mb4_0900_ai_ci", "utf8mb4_general_ci"].contains(&collation.as_str()),
        "utf8mb3" => ["utf8_general_ci", "utf8mb3_general_ci"].contains(&collation.as_str()),
        "latin1" => collation == "latin1_swedish_ci",
        other => collation == format!("{other}_general_ci"),
    }
}

/// Clauses that say what holds anyway in every dialect that knows them.
fn is_usual(name: &str, value: &str) -> bool {
    matches!(
        (name, value),
        ("match", "simple") | ("using", "btree") | ("validate" | "enable" | "visible" | "logging" | "noparallel", "")
    )
}
