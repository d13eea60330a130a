//! Requests against one schema, as data: `requests.txt` holds each request with what it changes.

use super::{Refinement, refine};
use crate::dialect::Dialect;
use crate::nl::Options;
use crate::schema::{Schema, Severity};
use crate::sql;

fn shop() -> Schema {
    sql::parse(include_str!("shop.sql"), Dialect::PostgreSql).schema
}

fn refined(schema: &Schema, request: &str) -> Refinement {
    refine(schema, request, &Options::default(), Dialect::PostgreSql)
}

/// What a request comes to, in the lines of `requests.txt`.
fn told(schema: &Schema, request: &str) -> Vec<String> {
    let refinement = refined(schema, request);
    let mark = |severity: Severity| if severity == Severity::Info { '.' } else { '!' };
    let mut lines: Vec<String> =
        refinement.diagnostics.iter().map(|d| format!("{} {}", mark(d.severity), d.message)).collect();
    let mut now = schema.clone();
    for step in &refinement.steps {
        for change in &step.edit.changes {
            lines.push(now.describe(change));
            now.apply(change).expect("the steps apply in order");
        }
        lines.extend(step.assumptions.iter().map(|assumption| format!("- {assumption}")));
    }
    assert_eq!(refinement.applied(schema).as_ref(), Ok(&now));
    lines
}

fn clinic() -> Schema {
    sql::parse(include_str!("clinic.sql"), Dialect::PostgreSql).schema
}

/// Holds each request of a file of cases to the changes under it.
fn check(schema: &Schema, text: &str) {
    let mut failures = Vec::new();
    for case in text.split("\n\n").filter(|case| !case.starts_with('#')) {
        let (request, expected) = case.split_once('\n').unwrap_or((case, ""));
        let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let got = told(schema, request);
        if got != expected {
            failures.push(format!("{request}\n    {}", got.join("\n    ")));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn requests_change_what_they_say() {
    check(&shop(), include_str!("requests.txt"));
}

#[test]
fn the_same_said_in_other_words_is_understood_too() {
    check(&clinic(), include_str!("clinic.txt"));
}

#[test]
fn what_is_said_instead_of_what_was_not_understood_can_be_said() {
    for schema in [shop(), clinic()] {
        for request in ["what is the weather", "orders end after they start", "products come in sizes and colors"] {
            let [refusal] = &refined(&schema, request).diagnostics[..] else { panic!("{request} is one clause") };
            let examples: Vec<&str> = refusal.message.split('"').skip(3).step_by(2).collect();
            assert!(examples.len() >= 3, "{}", refusal.message);
            for example in examples {
                let refinement = refined(&schema, example);
                assert!(!refinement.steps.is_empty(), "{example}: {:?}", refinement.diagnostics);
            }
        }
    }
}

#[test]
fn every_new_element_has_a_reason_and_undo_leads_back() {
    let schema = shop();
    for request in ["add suppliers", "keep the history of product prices", "make it multi-tenant", "add an audit log"] {
        let refinement = refined(&schema, request);
        let after = refinement.applied(&schema).expect("the steps apply");
        let added = after.tables.iter().filter(|table| schema.table_by_id(table.id).is_none());
        for table in added {
            let explained =
                refinement.steps.iter().flat_map(|step| &step.edit.decisions).any(|d| d.subject == table.id);
            assert!(explained, "{request}: {} has no reason", table.name);
        }
        let (mut now, mut back) = (schema.clone(), Vec::new());
        for change in refinement.steps.iter().flat_map(|step| &step.edit.changes) {
            back.push(now.inverse(change).expect("a change that applies has an inverse"));
            now.apply(change).expect("the steps apply");
        }
        back.reverse();
        let restored = now.applied(&back).expect("the way back applies");
        assert_eq!(restored.without_ids(), schema.without_ids(), "{request}");
    }
}

#[test]
fn odd_requests_are_refused_without_harm() {
    let long = "add ".repeat(30_000);
    let nested = "(".repeat(5_000);
    for request in [
        "",
        " . ; ! ",
        "add",
        "to to to",
        "add x to",
        "\"",
        "'''",
        "drop",
        "add ; drop table users --",
        &long,
        &nested,
        "größe ändern",
        "\u{0}",
    ] {
        let schema = shop();
        let refinement = refined(&schema, request);
        assert!(refinement.applied(&schema).is_ok());
        let said = !refinement.diagnostics.is_empty() || !refinement.steps.is_empty();
        assert!(said, "{} is passed over in silence", request.chars().take(20).collect::<String>());
    }
}
