//! The command line as scripts use it: results on standard output, diagnostics on standard error, exit codes.

#[path = "support/program.rs"]
mod program;

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const SHOP: &str = "An online shop. - Users with email and name - Products with name and price \
                    - Orders that contain multiple products - Reviews where users rate products";

fn run(arguments: &[&str], input: &[u8]) -> Output {
    program::run(arguments, &[], input)
}

/// Runs a command that must succeed, and gives its result.
fn succeed(arguments: &[&str], input: &str) -> String {
    let output = run(arguments, input.as_bytes());
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// Runs a command that must be refused with a message that contains `expected`, and nothing on standard output.
fn refuse(arguments: &[&str], input: &[u8], expected: &str) {
    let output = run(arguments, input);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {errors}");
    assert!(errors.contains(expected), "{arguments:?}: {errors}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_description_becomes_a_schema() {
    let json: serde_json::Value = serde_json::from_str(&succeed(&["generate", "--format", "json"], SHOP)).unwrap();
    let tables: Vec<&str> = json["tables"].as_array().unwrap().iter().filter_map(|t| t["name"].as_str()).collect();
    for expected in ["users", "products", "orders", "reviews"] {
        assert!(tables.contains(&expected), "{expected} in {tables:?}");
    }
    assert_eq!(succeed(&["generate", "-", "--format=json"], SHOP), succeed(&["generate", "--format", "json"], SHOP));
}

#[test]
fn every_format_and_dialect_can_be_asked_for() {
    let check = |arguments: &[&str], expected: &str| {
        let text = succeed(&[&["generate"], arguments].concat(), SHOP);
        assert!(text.contains(expected), "{arguments:?}: {text}");
    };
    check(&[], "CREATE TABLE users");
    check(&["--format", "markdown"], "### users");
    check(&["--format", "mermaid"], "erDiagram");
    check(&["--format", "dbml"], "Table users {");
    check(&["--format", "svg"], "<svg");
    check(&["--format", "project"], "\"version\": 1");
    check(&["--dialect", "mysql"], "AUTO_INCREMENT");
    check(&["--naming", "PascalCase", "--dialect", "sqlserver"], "Users");
    for dialect in ["postgresql", "mysql", "mariadb", "oracle", "sqlserver", "sqlite", "heliosdb"] {
        check(&["--dialect", dialect], "CREATE TABLE");
    }
}

#[test]
fn scripts_become_other_scripts() {
    let path = file("from.sql", "CREATE TABLE a (id serial PRIMARY KEY, at timestamptz DEFAULT now());");
    let path = path.to_str().unwrap();
    let text = succeed(&["convert", path, "--from", "postgresql", "--to", "mysql"], "");
    assert!(text.contains("AUTO_INCREMENT"), "{text}");
    let text = succeed(&["convert", path, "--from", "postgresql", "--format", "dbml"], "");
    assert!(text.contains("Table a {"), "{text}");
}

/// The verdict on the only table of a JSON report.
fn verdict(arguments: &[&str]) -> serde_json::Value {
    let text = succeed(&[&["normalize", "--format", "json"], arguments].concat(), "");
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(report["tables"].as_array().unwrap().len(), 1);
    report["tables"][0].clone()
}

#[test]
fn dependencies_split_tables() {
    let path = file("people.sql", "CREATE TABLE People (id int PRIMARY KEY, zip text, city text);");
    let table = verdict(&[path.to_str().unwrap(), "--fd", "people: ZIP -> city"]);
    assert_eq!(table["form"], "2nf");
    assert_eq!(table["violations"][0]["from"], serde_json::json!(["zip"]));
    assert_eq!(table["lossless"], true);
    assert_eq!(table["result"]["tables"].as_array().unwrap().len(), 2);
    refuse(&["normalize", path.to_str().unwrap(), "--fd", "zip city"], b"", "is no dependency");
}

#[test]
fn rows_show_dependencies_and_keys() {
    let rows = "1;10115;Berlin\n2;10115;Berlin\n3;20095;Hamburg\n4;20095;Hamburg\n5;20095;Hamburg\n6;80331;Munich\n\
                7;80331;Munich\n";
    let path = file("places.csv", rows);
    let table = verdict(&["--data", &format!("places={}", path.to_str().unwrap())]);
    assert_eq!(table["keys_in_data"], serde_json::json!([["column1"]]));
    let dependencies = table["dependencies"].as_array().unwrap();
    let holds = |from: &str, to: &str| {
        dependencies.iter().any(|d| d["from"] == serde_json::json!([from]) && d["to"] == serde_json::json!([to]))
    };
    assert!(holds("column2", "column3") && holds("column3", "column2") && holds("column1", "column2"));
    assert_eq!(table["form"], "2nf");
    refuse(&["normalize", "--data", "places=/no/such.csv"], b"", "cannot be read");
}

#[test]
fn requests_in_words_change_a_schema() {
    let path = file("refine.sql", "CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL);");
    let path = path.to_str().unwrap();
    let text = succeed(&["refine", path, "add loyalty points to customers", "--dialect", "postgresql"], "");
    assert!(text.contains("loyalty_points integer"), "{text}");
    let output = run(&["refine", path, "add a hat to dogs", "--dialect", "postgresql"], b"");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("There is no table \"dogs\". There are customers."), "{errors}");
    assert_eq!(output.status.code(), Some(1));
    refuse(&["refine", path, "--dialect", "postgresql"], b"", "refine needs a request");
}

#[test]
fn a_project_converts_without_a_dialect() {
    let path = file("project.json", &succeed(&["generate", "--format", "project"], SHOP));
    let text = succeed(&["convert", path.to_str().unwrap(), "--to", "sqlite"], "");
    assert!(text.contains("CREATE TABLE users"), "{text}");
}

#[test]
fn rows_come_along_only_where_a_script_has_them() {
    let project = file("rowless.json", &succeed(&["generate", "--format", "project"], SHOP));
    let text = succeed(&["convert", project.to_str().unwrap(), "--to", "sqlite", "--rows"], "");
    assert!(text.contains("CREATE TABLE users") && !text.contains("INSERT"), "{text}");
    let script = "CREATE TABLE `tags` (`id` int NOT NULL);\nINSERT INTO `tags` VALUES (7);";
    let text = succeed(&["convert", "-", "--to", "sqlite", "--rows"], script);
    assert!(text.contains("INSERT INTO tags") && text.contains('7'), "{text}");
    refuse(&["convert", "-", "--to", "sqlite", "--rows"], b"CREATE TABLE a (b int);", "convert needs --from");
}

#[test]
fn what_is_not_read_is_told_with_its_place() {
    let output = run(
        &["convert", "-", "--from", "postgresql", "--format", "json"],
        b"CREATE TABLE a (id int);\nCREATE TABLE b (;",
    );
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.starts_with("<stdin>:2:"), "{errors}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn what_changed_is_told() {
    let from = file("diff-from.sql", "CREATE TABLE users (id int PRIMARY KEY, email varchar(80), name text);");
    let to = file(
        "diff-to.sql",
        "CREATE TABLE users (id bigint PRIMARY KEY, mail varchar(80), -- renamed from email\n name text NOT NULL);
         CREATE TABLE logs (at timestamptz);",
    );
    let (from, to) = (from.to_str().unwrap(), to.to_str().unwrap());
    let arguments = ["diff", from, to, "--dialect", "postgresql"];
    let text = succeed(&arguments, "");
    for line in ["    ~ column id: type: int -> bigint", "    > column mail (was email)", "+ table logs"] {
        assert!(text.lines().any(|other| other == line), "{line} in {text}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&succeed(&[&arguments[..], &["--format", "json"]].concat(), "")).unwrap();
    assert_eq!(json["changes"].as_array().unwrap().len(), 4, "{json}");
    assert_eq!(json["renames"][0]["from"], "users.email");
    assert_eq!(json["renames"][0]["basis"], "comment");
    assert_eq!(json["questions"], serde_json::json!([]));
    assert_eq!(succeed(&["diff", to, to, "--dialect", "postgresql"], ""), "No changes.\n");
}

#[test]
fn renames_are_stated() {
    let from = file("rename-from.sql", "CREATE TABLE a (id int, x text);");
    let to = file("rename-to.sql", "CREATE TABLE b (id int, y text);");
    let arguments = ["diff", from.to_str().unwrap(), to.to_str().unwrap(), "--dialect", "sqlite"];
    let text = succeed(&[&arguments[..], &["--rename", "a=b", "--rename", "a.x=y"]].concat(), "");
    assert_eq!(text, "> table b (was a)\n    > column y (was x)\n");
    let text = succeed(&[&arguments[..], &["--rename", "a="]].concat(), "");
    assert!(text.contains("- table a"), "{text}");
    refuse(&[&arguments[..], &["--rename", "c=d"]].concat(), b"", "the old schema has no c");
    refuse(&[&arguments[..], &["--rename", "c"]].concat(), b"", "'c' is no rename");
    refuse(&["diff", "a.sql", "--dialect", "sqlite"], b"", "diff needs two inputs");
    refuse(&["diff", "-", "-", "--dialect", "sqlite"], b"", "only one of its inputs");
}

#[test]
fn unusable_arguments_are_refused() {
    refuse(&[], b"", "no command given");
    refuse(&["frobnicate"], b"", "unknown command 'frobnicate'");
    refuse(&["generate", "--format", "word"], b"", "unknown format 'word'");
    refuse(&["generate", "--dialect", "db2"], b"", "unknown dialect 'db2'; use one of postgresql");
    refuse(&["generate", "--normal-form", "9nf"], b"", "unknown normal form '9nf'");
    refuse(&["generate", "a", "b"], b"", "a second input 'b'");
    refuse(&["generate", "--what"], b"", "invalid option '--what'");
    refuse(&["convert", "a.sql"], b"", "convert needs --to");
}

#[test]
fn unusable_input_is_refused() {
    refuse(&["generate", "/no/such/file"], b"", "/no/such/file: cannot be read");
    refuse(&["generate"], b"", "<stdin>: is empty");
    refuse(&["generate"], b"\xff\xfe", "<stdin>: is empty");
    refuse(&["generate"], b"PK\x00\x01", "is a binary file");
    refuse(&["convert", "-", "--to", "mysql"], b"{}", "was not saved by this program");
    refuse(&["convert", "-", "--to", "mysql"], b"CREATE TABLE a (b int)", "convert needs --from");
}

#[test]
fn texts_of_all_encodings_are_read() {
    let text = "Authors have a name. Books have a title.";
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for input in [text.as_bytes(), &utf16, &marked] {
        let output = run(&["generate"], input);
        assert!(String::from_utf8_lossy(&output.stdout).contains("CREATE TABLE books"), "{input:?}");
    }
}

#[test]
fn answers_are_checked() {
    let path = file("answers.json", "{\"no.such.question\": 0}");
    refuse(
        &["generate", "--answers", path.to_str().unwrap()],
        SHOP.as_bytes(),
        "there is no question 'no.such.question'",
    );
    let path = file("no-answers.json", "[]");
    refuse(&["generate", "--answers", path.to_str().unwrap()], SHOP.as_bytes(), "is no JSON object");
}

#[test]
fn a_reader_that_closes_the_pipe_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_schema-architect"))
        .arg("--help")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn help_and_version_are_results() {
    assert!(succeed(&["--help"], "").contains("generate"));
    assert!(succeed(&["generate", "-h"], "").contains("--answers"));
    assert!(succeed(&["-V"], "").starts_with("schema-architect "));
}
