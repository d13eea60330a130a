//! What changes between two scripts, as sentences.

use super::*;
use crate::sql;

/// The sentences of the changes between two scripts of a dialect, and the law.
fn check(dialect: Dialect, from: &str, to: &str, expected: &[&str]) {
    let read = |script: &str| sql::parse(script, dialect).schema;
    let (from, to) = (read(from), read(to));
    let mut state = from.clone();
    let mut sentences = Vec::new();
    for change in compare(&from, &to, &Options::exact(dialect)) {
        sentences.push(state.describe(&change));
        assert_eq!(state.apply(&change), Ok(()), "{sentences:?}");
    }
    assert_eq!(sentences, expected);
    assert_eq!(state.without_ids(), to.without_ids());
}

#[test]
fn the_same_schema_gives_no_change() {
    let script = "CREATE TABLE a (id int PRIMARY KEY, b text CHECK (b <> '')); CREATE VIEW v AS SELECT b FROM a;";
    check(Dialect::PostgreSql, script, script, &[]);
}

#[test]
fn parts_are_added_changed_and_dropped() {
    check(
        Dialect::PostgreSql,
        "CREATE TABLE a (id int PRIMARY KEY, b text, c int, UNIQUE (b)); CREATE INDEX i ON a (c);",
        "CREATE TABLE a (id bigint PRIMARY KEY, d text, c int, CHECK (c > 0)); CREATE UNIQUE INDEX i ON a (c);",
        &[
            "Drop unique key (b) of a",
            "Change column id of a",
            "Add column d to a",
            "Change index i of a",
            "Drop column b of a",
            "Add check c > 0 to a",
        ],
    );
}

#[test]
fn what_stands_in_the_way_comes_back() {
    check(
        Dialect::PostgreSql,
        "CREATE TABLE a (id int, b text, c int); CREATE VIEW v AS SELECT id FROM a; CREATE VIEW w AS SELECT a.b, v.id FROM a, v;",
        "CREATE TABLE a (id int, c int); CREATE VIEW v AS SELECT id FROM a; CREATE VIEW w AS SELECT a.c, v.id FROM a, v;",
        &["Drop view w", "Drop column b of a", "Add view w"],
    );
}

#[test]
fn kinds_may_exchange_names() {
    check(
        Dialect::PostgreSql,
        "CREATE SEQUENCE a; CREATE TABLE b (id int);",
        "CREATE TABLE a (id int); CREATE VIEW b AS SELECT id FROM a;",
        &["Rename sequence a to a_old1", "Add table a", "Drop table b", "Drop sequence a_old1", "Add view b"],
    );
}

#[test]
fn columns_that_moved_are_told() {
    let check = |from: &str, to: &str, expected: &[&str]| {
        let read = |script: &str| sql::parse(script, Dialect::PostgreSql).schema;
        let found = diff(&read(from), &read(to), &Options::of(Dialect::PostgreSql));
        let codes: Vec<&str> = found.findings.iter().map(|finding| finding.code.as_str()).collect();
        assert_eq!(codes, expected, "{from}");
    };
    let shop = "CREATE TABLE users (id int PRIMARY KEY, street text, city text, zip varchar(9));";
    check(
        shop,
        "CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE addresses (user_id int REFERENCES users, street text, city text, zip varchar(9));",
        &["table-split"],
    );
    check(
        "CREATE TABLE a (id int PRIMARY KEY, weight real); CREATE TABLE b (id int, a_id int REFERENCES a);",
        "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int, a_id int REFERENCES a, weight real);",
        &["column-moved"],
    );
    check(
        "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE extra (a_id int REFERENCES a, weight real, height real);",
        "CREATE TABLE a (id int PRIMARY KEY, weight real, height real);",
        &["tables-merged"],
    );
    check(shop, "CREATE TABLE users (id int PRIMARY KEY, street text, city text, postcode varchar(9));", &[]);
}

#[test]
fn an_enum_within_a_column_follows_it() {
    let read = |script: &str| sql::parse(script, Dialect::MySql).schema;
    let told = |from: &str, to: &str| {
        let (from, to) = (read(from), read(to));
        let hints = vec!["a=b".parse().unwrap()];
        report::text(&from, &diff(&from, &to, &Options { hints, ..Options::of(Dialect::MySql) }), Dialect::MySql)
    };
    let from = "CREATE TABLE a (id int, kind enum('x','y'));";
    assert_eq!(told(from, "CREATE TABLE b (id int, kind enum('x','y'));"), "> table b (was a)\n");
    assert_eq!(
        told(from, "CREATE TABLE b (id int, kind enum('x','z'));"),
        "> table b (was a)\n    ~ column kind: type: enum('x','y') -> enum('x','z')\n"
    );
}

#[test]
fn renames_are_taken_asked_or_left() {
    let check = |from: &str, to: &str, taken: &[&str], asked: &[&str]| {
        let read = |script: &str| sql::parse(script, Dialect::PostgreSql).schema;
        let found = diff(&read(from), &read(to), &Options::of(Dialect::PostgreSql));
        let renames: Vec<String> =
            found.renames.iter().map(|rename| format!("{}={}", rename.from, rename.to)).collect();
        let questions: Vec<String> =
            found.questions.iter().map(|asked| format!("{}={}", asked.from, asked.to)).collect();
        assert_eq!((renames, questions), (owned(taken), owned(asked)), "{found:?}");
    };
    let people = "CREATE TABLE people (id int PRIMARY KEY, fname varchar(40) NOT NULL, born date, city text, UNIQUE (fname, born));";
    check(people, &people.replace("fname", "first_name"), &["people.fname=people.first_name"], &[]);
    check(people, &people.replace("TABLE people", "TABLE persons"), &["people=persons"], &[]);
    check(people, &people.replace("city text", "is_admin boolean NOT NULL DEFAULT false"), &[], &[]);
    check(
        "CREATE TABLE colours (id int, name text);",
        "CREATE TABLE invoices (id int, paid date, total numeric(9,2), customer text);",
        &[],
        &[],
    );
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
