//! The names that constraints and indexes have in the database, also where the script gave none.

use crate::dialect::Dialect;
use crate::schema::{Expression, Id, Index, IndexPart, QualifiedName, Schema, Table};
use crate::sql::Pieces;
use std::collections::{HashMap, HashSet};

/// Names by id. What is missing has a name that only the database knows.
pub(super) type Names = HashMap<Id, String>;

/// The names that a database gives when it runs the schema's script.
///
/// Sources: PostgreSQL's `ChooseRelationName` and `ChooseConstraintName` (table, columns and a suffix, shortened to 63
/// bytes, numbered when taken); MySQL's manual on `CREATE TABLE` (a key is named after its first column, a foreign key
/// `table_ibfk_n`, a check `table_chk_n`, MariaDB's `CONSTRAINT_n`).
pub(super) fn names(schema: &Schema, dialect: Dialect) -> Names {
    let mut names = Names::new();
    let mut taken: HashSet<(Option<String>, String)> = relations(schema);
    for table in &schema.tables {
        let given = given(table);
        taken.extend(given.iter().map(|(_, name)| (table.name.namespace.clone(), name.clone())));
        names.extend(given);
    }
    for table in &schema.tables {
        match dialect {
            Dialect::PostgreSql | Dialect::HeliosDb => postgresql(table, &mut names, &mut taken),
            Dialect::MySql | Dialect::MariaDb => mysql(table, dialect, &mut names),
            Dialect::Oracle | Dialect::SqlServer | Dialect::Sqlite => {}
        }
    }
    if matches!(dialect, Dialect::Oracle | Dialect::SqlServer | Dialect::Sqlite) {
        // No index is without a name there: where the model has none, its script gave the one that is derived.
        let pieces = Pieces::of(schema, dialect);
        for index in schema.tables.iter().flat_map(|table| &table.indexes).filter(|index| index.name.is_none()) {
            names.extend(pieces.name(index.id).map(|name| (index.id, name)));
        }
    }
    names
}

fn relations(schema: &Schema) -> HashSet<(Option<String>, String)> {
    let pair = |name: &QualifiedName| (name.namespace.clone(), name.name.clone());
    let tables = schema.tables.iter().map(|o| pair(&o.name));
    tables
        .chain(schema.views.iter().map(|o| pair(&o.name)))
        .chain(schema.sequences.iter().map(|o| pair(&o.name)))
        .collect()
}

fn given(table: &Table) -> Vec<(Id, String)> {
    let keys = table.primary_key.iter().map(|o| (o.id, &o.name)).chain(table.uniques.iter().map(|o| (o.id, &o.name)));
    let keys = keys.chain(table.foreign_keys.iter().map(|o| (o.id, &o.name)));
    let keys = keys.chain(table.checks.iter().map(|o| (o.id, &o.name)));
    let keys = keys.chain(table.exclusions.iter().map(|o| (o.id, &o.name)));
    let all = keys.chain(table.indexes.iter().map(|o| (o.id, &o.name)));
    all.filter_map(|(id, name)| Some((id, name.clone()?))).collect()
}

fn postgresql(table: &Table, names: &mut Names, taken: &mut HashSet<(Option<String>, String)>) {
    let mut choose = |names: &mut Names, id: Id, columns: &str, label: &str| {
        if names.contains_key(&id) {
            return;
        }
        let mut pass = 0;
        let name = loop {
            let label = if pass == 0 { label.to_owned() } else { format!("{label}{pass}") };
            let name = object_name(&table.name.name, columns, &label);
            if taken.insert((table.name.namespace.clone(), name.clone())) {
                break name;
            }
            pass += 1;
        };
        names.insert(id, name);
    };
    if let Some(key) = &table.primary_key {
        choose(names, key.id, "", "pkey");
    }
    for key in &table.uniques {
        choose(names, key.id, &key.columns.join("_"), "key");
    }
    for exclusion in &table.exclusions {
        let columns: Vec<String> = exclusion.elements.iter().map(|element| key_name(&element.expression)).collect();
        choose(names, exclusion.id, &columns.join("_"), "excl");
    }
    for check in &table.checks {
        let columns: Vec<&str> =
            table.columns.iter().map(|c| c.name.as_str()).filter(|c| check.expression.mentions(c)).collect();
        choose(names, check.id, if columns.len() == 1 { columns[0] } else { "" }, "check");
    }
    for key in &table.foreign_keys {
        choose(names, key.id, &key.columns.join("_"), "fkey");
    }
    for index in &table.indexes {
        choose(names, index.id, &index_columns(index), "idx");
    }
}

fn index_columns(index: &Index) -> String {
    let mut columns: Vec<String> = Vec::new();
    for key in &index.keys {
        let name = match &key.part {
            IndexPart::Column(name) => name.clone(),
            IndexPart::Expression(expression) => key_name(expression),
        };
        // Equal names within one index are numbered (`expr`, `expr1`).
        let mut fresh = name.clone();
        let mut number = 1;
        while columns.contains(&fresh) {
            fresh = format!("{name}{number}");
            number += 1;
        }
        columns.push(fresh);
    }
    columns.extend(index.include.iter().cloned());
    columns.join("_")
}

/// A column by itself, a call by its function, anything else `expr`.
fn key_name(expression: &Expression) -> String {
    let text = expression.as_str().trim();
    let word: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let rest = text[word.len()..].trim_start();
    match () {
        _ if word.is_empty() => "expr".to_owned(),
        _ if rest.is_empty() => word,
        _ if rest.starts_with('(') && rest.ends_with(')') => word.to_lowercase(),
        _ => "expr".to_owned(),
    }
}

/// PostgreSQL's `makeObjectName`: the longer of both names loses characters until all fits into 63 bytes.
pub(super) fn object_name(table: &str, columns: &str, label: &str) -> String {
    let overhead = label.len() + 1 + usize::from(!columns.is_empty());
    let room = 63_usize.saturating_sub(overhead);
    let (mut first, mut second) = (table.len(), columns.len());
    while first + second > room {
        if first > second { first -= 1 } else { second -= 1 }
    }
    let clip = |text: &str, length: usize| {
        let mut end = length.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text[..end].to_owned()
    };
    let (first, second) = (clip(table, first), clip(columns, second));
    if columns.is_empty() { format!("{first}_{label}") } else { format!("{first}_{second}_{label}") }
}

fn mysql(table: &Table, dialect: Dialect, names: &mut Names) {
    let mut taken: HashSet<String> = table
        .uniques
        .iter()
        .map(|o| o.id)
        .chain(table.indexes.iter().map(|o| o.id))
        .filter_map(|id| names.get(&id))
        .map(|name| name.to_lowercase())
        .collect();
    let firsts = table.uniques.iter().map(|o| (o.id, o.columns.first().cloned()));
    let firsts = firsts.chain(table.indexes.iter().map(|o| (o.id, o.columns().first().map(|c| (*c).to_owned()))));
    for (id, first) in firsts {
        if names.contains_key(&id) {
            continue;
        }
        let first = first.unwrap_or_else(|| "functional_index".to_owned());
        let mut name = first.clone();
        let mut number = 2;
        while name.eq_ignore_ascii_case("primary") || !taken.insert(name.to_lowercase()) {
            name = format!("{first}_{number}");
            number += 1;
        }
        names.insert(id, name);
    }
    for (at, key) in table.foreign_keys.iter().enumerate() {
        names.entry(key.id).or_insert_with(|| format!("{}_ibfk_{}", table.name.name, at + 1));
    }
    let nameless = table.checks.iter().filter(|check| check.name.is_none());
    for (at, check) in nameless.enumerate() {
        let name = match dialect {
            Dialect::MariaDb => format!("CONSTRAINT_{}", at + 1),
            _ => format!("{}_chk_{}", table.name.name, at + 1),
        };
        names.insert(check.id, name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql;

    fn check(dialect: Dialect, script: &str, expected: &[&str]) {
        let schema = sql::parse(script, dialect).schema;
        let names = names(&schema, dialect);
        let found: Vec<&str> = schema
            .tables
            .iter()
            .flat_map(Table::part_ids)
            .filter_map(|id| names.get(&id))
            .map(String::as_str)
            .collect();
        assert_eq!(found, expected, "{script}");
    }

    #[test]
    fn names_are_those_of_postgresql() {
        check(
            Dialect::PostgreSql,
            "CREATE TABLE a (id int PRIMARY KEY, b int UNIQUE CHECK (b > 0), c int REFERENCES a, CHECK (b < c), UNIQUE (b, c));
             CREATE INDEX ON a (c); CREATE INDEX ON a (c); CREATE INDEX ON a (lower('x'), (b + 1));",
            &["a_pkey", "a_b_key", "a_b_c_key", "a_c_fkey", "a_b_check", "a_check", "a_c_idx", "a_c_idx1", "a_lower_expr_idx"],
        );
        let table = "t".repeat(40);
        let column = "c".repeat(40);
        let expected = format!("{}_{}_key", "t".repeat(29), "c".repeat(29));
        check(Dialect::PostgreSql, &format!("CREATE TABLE {table} ({column} int UNIQUE);"), &[&expected]);
    }

    #[test]
    fn names_are_those_of_mysql() {
        check(
            Dialect::MySql,
            "CREATE TABLE a (id int, b int, UNIQUE (b), KEY (b), FOREIGN KEY (b) REFERENCES c (id), CHECK (b > 0));",
            &["b", "a_ibfk_1", "a_chk_1", "b_2"],
        );
    }
}
