use super::*;
use crate::dialect::Dialect;
use crate::migrate::Size;
use crate::migrate::sample::{AFTER, BEFORE, planned};

fn of(from: &str, to: &str, rows: Option<u64>) -> Impact {
    let (plan, schema) = planned(from, to, Dialect::PostgreSql);
    let sizes =
        rows.into_iter().flat_map(|rows| ["users", "orders"].map(|name| (name.to_owned(), Size { rows, width: 100 })));
    impact(&plan, &schema, &Options { sizes: sizes.collect(), ..Options::default() })
}

#[test]
fn the_verdict_follows_locks_and_sizes() {
    let check = |to: &str, rows: Option<u64>, expected: Verdict| {
        let impact = of(BEFORE, to, rows);
        assert_eq!(impact.verdict, expected, "{:#?}", impact.reasons);
    };
    let wider = BEFORE.replace("name text", "name text, nick text");
    check(BEFORE, None, Verdict::Safe);
    check(&wider, None, Verdict::Safe);
    // Another type of a key writes the table anew under a lock that lets nobody read; any other column is made beside.
    let retyped = BEFORE.replace("orders (id bigint", "orders (id numeric(20)");
    check(&retyped, Some(1_000), Verdict::Careful);
    check(&retyped, Some(500_000_000), Verdict::Window);
    check(&BEFORE.replace("total integer", "total numeric(10,2)"), Some(500_000_000), Verdict::Careful);
}

#[test]
fn times_grow_with_the_tables() {
    let total = |rows: u64| -> f64 {
        of(BEFORE, AFTER, Some(rows)).phases.iter().filter_map(|phase| phase.load).map(|load| load.seconds).sum()
    };
    let (small, large) = (total(100_000), total(10_000_000));
    assert!(large > small * 20.0, "{small} {large}");
    assert!(
        of(BEFORE, AFTER, None).phases.iter().any(|phase| phase.load.is_none()),
        "nothing is guessed without sizes"
    );
}

#[test]
fn the_report_asks_what_the_data_says_and_what_is_not_known() {
    let report = of(BEFORE, AFTER, None).markdown();
    for part in ["```sql\nSELECT COUNT(*)", "user_id", "## Locks over time", "pg_table_size", "orders, users"] {
        assert!(report.contains(part), "no {part} in {report}");
    }
    let json: serde_json::Value = serde_json::from_str(&of(BEFORE, AFTER, Some(10)).json()).expect("JSON");
    assert_eq!(json["unknown_sizes"], serde_json::json!([]));
}

#[test]
fn dependants_are_named() {
    let from = format!("{BEFORE} CREATE VIEW rich AS SELECT id FROM users WHERE score > 10;");
    let to = from.replace("name text", "name varchar(10)");
    let impact = of(&from, &to, None);
    let named: Vec<&String> = impact.phases.iter().flat_map(|phase| &phase.dependants).collect();
    assert!(named.iter().any(|name| *name == "view rich"), "{named:?}");
}

#[test]
fn every_dialect_has_a_query_for_sizes() {
    for dialect in Dialect::ALL {
        assert!(size_query(dialect).starts_with("SELECT"), "{dialect}");
    }
}
