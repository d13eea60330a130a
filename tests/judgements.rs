//! The commands that judge a schema - lint, classify, normalize, optimize - as scripts use them.

#[path = "support/program.rs"]
mod program;

use serde_json::Value;
use std::path::PathBuf;

const SHOP: &str = "\
CREATE TABLE customers (id bigint PRIMARY KEY, email varchar(200) NOT NULL, password varchar(20), note text);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers (id), total real NOT NULL,
  created_at timestamptz NOT NULL, zip char(5), city varchar(60));
";

/// The exit code, standard output and standard error.
fn said(arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    let output = program::run(arguments, &[], input.as_bytes());
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn json(arguments: &[&str], input: &str) -> (Option<i32>, Value) {
    let (code, out, errors) = said(arguments, input);
    (code, serde_json::from_str(&out).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {errors}")))
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("schema-architect-{}-{name}", std::process::id()));
    std::fs::write(&path, text).unwrap();
    path
}

/// The codes of the findings, sorted, each once.
fn codes(input: &str) -> Vec<String> {
    let (_, found) = json(&["lint", "-", "--dialect", "postgresql", "--format", "json"], input);
    let list = found.as_array().or_else(|| found["findings"].as_array()).unwrap();
    let mut codes: Vec<String> = list.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect();
    codes.sort();
    codes.dedup();
    codes
}

#[test]
fn lint_finds_and_a_comment_switches_off() {
    let found = codes(SHOP);
    for code in ["money-as-float", "foreign-key-without-index", "plain-text-password"] {
        assert!(found.iter().any(|known| known == code), "{code}: {found:?}");
    }
    let quiet = codes(&format!("-- lint:disable-file money-as-float, plain-text-password\n{SHOP}"));
    assert!(!quiet.iter().any(|code| code == "money-as-float" || code == "plain-text-password"), "{quiet:?}");
    assert!(quiet.iter().any(|code| code == "foreign-key-without-index"));
}

#[test]
fn lint_says_by_its_exit_code_whether_there_are_errors() {
    assert_eq!(said(&["lint", "-", "--dialect", "postgresql"], SHOP).0, Some(1));
    let clean = "CREATE TABLE notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL);";
    let (code, out, errors) = said(&["lint", "-", "--dialect", "postgresql"], clean);
    assert_eq!(code, Some(0), "{out}{errors}");
    let (code, _, errors) = said(&["lint", "-", "--dialect", "postgresql", "--format", "xml"], clean);
    assert_eq!(code, Some(2));
    assert!(errors.contains("use text, json or sarif"), "{errors}");
}

#[test]
fn a_configuration_file_sets_severities() {
    let path = file("lint.toml", "[lint]\nplain-text-password = \"off\"\nmoney-as-float = \"error\"\n");
    let path = path.to_str().unwrap();
    let (_, out, errors) = said(&["lint", "-", "--dialect", "postgresql", "--config", path], SHOP);
    assert!(!out.contains("plain-text-password") && out.contains("money-as-float"), "{out}{errors}");
    let (code, _, errors) = said(&["lint", "-", "--dialect", "postgresql", "--config", "/no/such.toml"], SHOP);
    assert_eq!(code, Some(2), "{errors}");
}

#[test]
fn lint_writes_the_script_with_its_fixes() {
    let (_, fixed, errors) = said(&["lint", "-", "--dialect", "postgresql", "--fix"], SHOP);
    assert!(fixed.contains("CREATE INDEX"), "{fixed}{errors}");
    assert!(errors.contains("fixed"), "{errors}");
    assert!(!codes(&fixed).iter().any(|code| code == "foreign-key-without-index"));
}

#[test]
fn sarif_names_rules_and_places() {
    let (_, sarif) = json(&["lint", "-", "--dialect", "postgresql", "--format", "sarif"], SHOP);
    assert_eq!(sarif["version"], "2.1.0");
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert!(!results.is_empty());
    assert!(results.iter().all(|one| one["ruleId"].is_string() && one["locations"][0].is_object()), "{sarif}");
}

#[test]
fn every_rule_has_a_page() {
    let (code, list, _) = said(&["lint", "--explain", "all"], "");
    assert_eq!(code, Some(0));
    assert!(list.lines().count() >= 60, "{list}");
    let code = list.lines().next().unwrap().split_whitespace().nth(1).unwrap().to_owned();
    let (_, page, _) = said(&["lint", "--explain", &code], "");
    assert!(page.contains(&code) && page.len() > 200, "{page}");
    assert_eq!(said(&["lint", "--explain", "no-such-rule"], "").0, Some(2));
}

#[test]
fn classify_reports_and_protects() {
    let (code, found) = json(&["classify", "-", "--dialect", "postgresql", "--format", "json"], SHOP);
    assert_eq!(code, Some(0));
    let columns = found["tables"][0]["columns"].as_array().unwrap();
    let class = |name: &str| columns.iter().find(|c| c["name"] == name).map(|c| c["class"].clone()).unwrap();
    assert_eq!((class("email"), class("password")), ("personal".into(), "credentials".into()));
    let (_, sql, _) = said(&["classify", "-", "--dialect", "postgresql", "--format", "sql"], SHOP);
    assert!(sql.contains("customers_masked") && sql.contains("GRANT SELECT"), "{sql}");
    let (_, tagged, _) = said(&["classify", "-", "--dialect", "postgresql", "--tag"], SHOP);
    assert!(tagged.contains("@class(personal)"), "{tagged}");
    let rows = file("rows.csv", "id,note\n1,max@example.org\n2,eva@example.org\n3,jo@example.net\n");
    let data = format!("customers={}", rows.display());
    let (_, with_rows) = json(&["classify", "-", "--dialect", "postgresql", "--format", "json", "--data", &data], SHOP);
    let note = with_rows["tables"][0]["columns"].as_array().unwrap().iter().find(|c| c["name"] == "note").unwrap();
    assert_eq!(note["class"], "personal", "{note}");
}

#[test]
fn optimize_takes_statements_and_sentences() {
    let schema = file("shop.sql", SHOP);
    let sizes = file("sizes.json", r#"{"orders": 5000000, "customers": 200000}"#);
    let queries = file(
        "queries.sql",
        "-- name: newest, frequency: 100\nSELECT * FROM orders WHERE customer_id = 7 ORDER BY created_at DESC LIMIT 5;\n\
         \nfind customers by email, 500 times a day\n",
    );
    let paths = [&schema, &queries, &sizes].map(|path| path.to_str().unwrap());
    let base = ["optimize", paths[0], "--workload", paths[1], "--stats", paths[2], "--dialect", "postgresql"];
    let (code, advice) = json(&[&base[..], &["--format", "json"]].concat(), "");
    assert_eq!(code, Some(0));
    let indexes: Vec<Vec<&str>> = (advice["indexes"].as_array().unwrap().iter())
        .map(|index| index["columns"].as_array().unwrap().iter().filter_map(Value::as_str).collect())
        .collect();
    assert!(
        indexes.iter().any(|columns| columns[0] == "customer_id") && indexes.contains(&vec!["email"]),
        "{indexes:?}"
    );
    assert!(advice["total_after"].as_f64() < advice["total_before"].as_f64());
    let (_, small) = json(&[&base[..], &["--format", "json", "--budget", "8"]].concat(), "");
    assert!(small["size_mb"].as_f64().unwrap() <= 8.0, "{small}");
    let (_, script, _) = said(&[&base[..], &["--format", "sql"]].concat(), "");
    assert!(script.lines().any(|line| line.starts_with("CREATE INDEX")), "{script}");
    let (code, _, errors) = said(&[&base[..], &["--budget", "much"]].concat(), "");
    assert_eq!(code, Some(2));
    assert!(errors.contains("--budget needs a number"), "{errors}");
    let (code, _, errors) = said(&["optimize", paths[0], "--workload", "/no/such", "--dialect", "postgresql"], "");
    assert_eq!(code, Some(2), "{errors}");
}

#[test]
fn normalize_splits_and_says_what_bcnf_would_lose() {
    let arguments = ["normalize", "-", "--dialect", "postgresql", "--fd", "orders: zip -> city", "--format", "json"];
    let (code, verdict) = json(&arguments, SHOP);
    assert_eq!(code, Some(0));
    let orders = verdict["tables"].as_array().unwrap().iter().find(|table| table["name"] == "orders").unwrap();
    assert_eq!(orders["violations"][0]["form"], "3nf", "{orders}");
    assert_eq!((orders["lossless"].clone(), orders["preserved"].clone()), (true.into(), true.into()));
    let address =
        "CREATE TABLE addresses (street varchar(50), city varchar(50), zip char(5), PRIMARY KEY (street, city));";
    let (_, verdict) = json(
        &[
            "normalize",
            "-",
            "--dialect",
            "postgresql",
            "--fd",
            "addresses: zip -> city",
            "--to",
            "bcnf",
            "--format",
            "json",
        ],
        address,
    );
    let lost = &verdict["tables"][0]["lost"];
    assert!(!lost.as_array().unwrap().is_empty(), "{verdict}");
}
