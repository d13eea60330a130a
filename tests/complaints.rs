//! What people complain about in other tools' imports, each as a script of `tests/complaints` with its expectations in
//! lines of `-- !`: the dialect that is detected, tables with their columns, relations, comments, rows, how many
//! statements are kept as text or understood in part, and what the script says in another dialect.

#![cfg(not(target_arch = "wasm32"))]

use schema_architect::dialect::Dialect;
use schema_architect::schema::{Schema, Table};
use schema_architect::sql::{self, Outcome, Parsed};
use std::path::Path;

fn list(text: &str) -> Vec<String> {
    text.split(',').map(|part| part.trim().to_owned()).collect()
}

fn table<'s>(schema: &'s Schema, name: &str) -> Result<&'s Table, String> {
    schema.tables.iter().find(|table| table.name.name == name).ok_or_else(|| {
        let names: Vec<String> = schema.tables.iter().map(|table| table.name.to_string()).collect();
        format!("no table {name} among {names:?}")
    })
}

/// `orders(user_id)` as its two parts.
fn call(text: &str) -> Option<(&str, Vec<String>)> {
    let (name, inside) = text.trim().split_once('(')?;
    Some((name, list(inside.trim_end_matches(')'))))
}

fn equal<T: PartialEq + std::fmt::Debug>(found: T, expected: T) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("found {found:?}")) }
}

fn count(parsed: &Parsed, outcome: Outcome) -> usize {
    parsed.report.statements.iter().filter(|own| own.outcome == outcome && own.kind != "trigger").count()
}

/// Whether one line of expectation holds; what was found where it does not.
fn holds(line: &str, dialect: Dialect, parsed: &Parsed) -> Result<(), String> {
    let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
    let (subject, value) = rest.split_once(':').map_or((rest, ""), |(subject, value)| (subject, value.trim()));
    let schema = &parsed.schema;
    match verb {
        "dialect" => equal(dialect.name(), rest),
        "table" => {
            let columns = table(schema, subject)?.columns.iter().map(|column| column.name.clone()).collect();
            equal(columns, list(value))
        }
        "identity" => {
            let (name, column) = rest.split_once('.').ok_or("write table.column")?;
            let column = table(schema, name)?.column(column).ok_or("no such column")?;
            equal(column.identity.is_some(), true)
        }
        "comment" => {
            let (name, column) = subject.split_once('.').map_or((subject, None), |(name, own)| (name, Some(own)));
            let table = table(schema, name)?;
            let comment = match column {
                Some(column) => table.column(column).and_then(|column| column.comment.as_deref()),
                None => table.comment.as_deref(),
            };
            equal(comment, Some(value))
        }
        "relation" => {
            let (from, to) = rest.split_once("->").ok_or("write a(x) -> b(y)")?;
            let (Some((from, columns)), Some((to, targets))) = (call(from), call(to)) else {
                return Err("write a(x) -> b(y)".to_owned());
            };
            let keys = &table(schema, from)?.foreign_keys;
            let is_it = keys.iter().any(|key| {
                key.columns == columns && key.references.table.name == to && schema.referenced_columns(key) == targets
            });
            if is_it { Ok(()) } else { Err(format!("found {keys:?}")) }
        }
        "rows" => {
            let rows = parsed.report.rows.iter().filter(|(name, _)| name.rsplit('.').next() == Some(subject));
            equal(rows.map(|(_, rows)| *rows).sum::<usize>().to_string().as_str(), value)
        }
        "kept" => equal(count(parsed, Outcome::Kept).to_string().as_str(), rest),
        "partly" => equal(count(parsed, Outcome::Partly).to_string().as_str(), rest),
        "in" => {
            let target: Dialect = subject.parse().map_err(|_| "no such dialect")?;
            let script = sql::render(schema, target).script(target);
            if script.contains(value) { Ok(()) } else { Err(format!("found\n{script}")) }
        }
        _ => Err("no such expectation".to_owned()),
    }
}

#[test]
fn what_people_complain_about_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/complaints");
    let mut failures = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let script = sql::decode(&std::fs::read(&path).unwrap()).unwrap();
        let dialect = sql::detect(&script).dialect;
        let parsed = sql::parse(&script, dialect);
        // The first line says what the complaint is.
        let expectations = script.lines().filter_map(|line| line.strip_prefix("-- ! ")).skip(1).map(str::trim);
        for line in expectations {
            if let Err(found) = holds(line, dialect, &parsed) {
                failures.push(format!("{}: {line}: {found}", path.file_name().unwrap().display()));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn thousands_of_partitions_are_one_table() {
    let mut script = "CREATE TABLE logs (id bigint, at date NOT NULL) PARTITION BY RANGE (at);\n".to_owned();
    for nth in 0..2_700 {
        script += &format!(
            "CREATE TABLE logs_{nth} (id bigint, at date NOT NULL);\nALTER TABLE ONLY logs ATTACH PARTITION logs_{nth} FOR VALUES FROM ('{:04}-01-01') TO ('{:04}-01-01');\n",
            nth + 1,
            nth + 2
        );
    }
    let started = std::time::Instant::now();
    let parsed = sql::parse(&script, Dialect::PostgreSql);
    assert_eq!(parsed.schema.tables.len(), 1);
    assert!(started.elapsed().as_secs() < 10, "it took {:?}", started.elapsed());
}
