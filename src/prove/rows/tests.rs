use super::*;
use crate::schema::Schema;
use std::collections::HashSet;

fn schema(script: &str) -> Schema {
    sql::parse(script, Dialect::PostgreSql).schema
}

fn filled(script: &str, count: usize) -> Rows {
    rows(&schema(script), Dialect::PostgreSql, Options { seed: 7, rows: count })
}

fn table<'a>(rows: &'a Rows, name: &str) -> &'a TableRows {
    rows.tables.iter().find(|table| table.table.name == name).expect(name)
}

const SHOP: &str = "
    CREATE TYPE status AS ENUM ('open', 'paid');
    CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email varchar(80) NOT NULL UNIQUE,
        name text NOT NULL, country char(2), parent_id bigint REFERENCES customers (id));
    CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers (id), state status NOT NULL,
        total numeric(8,2) NOT NULL CHECK (total >= 0 AND total <= 50), starts date NOT NULL, ends date, CHECK (ends > starts));
    CREATE TABLE items (order_id bigint REFERENCES orders (id), line smallint CHECK (line BETWEEN 1 AND 3), code char(3) UNIQUE,
        PRIMARY KEY (order_id, line));";

#[test]
fn rows_keep_keys_references_and_checks() {
    let rows = filled(SHOP, 40);
    assert_eq!(rows.notes, Vec::<String>::new());
    let column = |name: &str, column: &str| -> Vec<Value> {
        let found = table(&rows, name).project(&[column.to_owned()]).expect(column);
        found.into_iter().flatten().collect()
    };
    let distinct = |values: &[Value]| values.iter().collect::<HashSet<_>>().len();
    let present =
        |values: Vec<Value>| -> Vec<Value> { values.into_iter().filter(|value| *value != Value::Null).collect() };
    assert_eq!(distinct(&column("customers", "email")), 40);
    let parents: HashSet<Value> = column("customers", "id").into_iter().collect();
    assert!(column("orders", "customer_id").iter().all(|value| parents.contains(value)));
    assert!(column("orders", "state").iter().all(|value| [Value::text("open"), Value::text("paid")].contains(value)));
    let ends = column("orders", "ends");
    for (start, end) in column("orders", "starts").iter().zip(&ends) {
        match (start, end) {
            (Value::Text(start), Value::Text(end)) => assert!(end > start),
            (_, end) => assert_eq!(*end, Value::Null),
        }
    }
    for total in column("orders", "total") {
        let Value::Number(digits) = total else { panic!("a number") };
        assert!((0.0..=50.0).contains(&digits.parse::<f64>().expect("a number")));
    }
    assert_eq!(table(&rows, "items").rows.len(), 40);
    let codes = present(column("items", "code"));
    assert_eq!(distinct(&codes), codes.len());
}

#[test]
fn the_same_seed_gives_the_same_rows() {
    let other = rows(&schema(SHOP), Dialect::PostgreSql, Options { seed: 8, rows: 40 });
    assert_eq!(filled(SHOP, 40), filled(SHOP, 40));
    assert_ne!(filled(SHOP, 40), other);
}

#[test]
fn what_does_not_fit_is_said() {
    let check = |script: &str, expected: &str| assert_eq!(filled(script, 9).notes, [expected], "{script}");
    check(
        "CREATE TABLE flags (flag boolean PRIMARY KEY);",
        "flags has 2 of 9 rows: no further row fits its keys and checks.",
    );
    check("CREATE TABLE t (id int PRIMARY KEY, a int CHECK (odd(a)));", "t: the check odd(a) was not followed.");
    check(
        "CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL CHECK (a > 5 AND a < 3));",
        "t has 0 of 9 rows: no further row fits its keys and checks.",
    );
}

#[test]
fn circles_are_filled_as_far_as_null_allows() {
    let script = "CREATE TABLE teams (id int PRIMARY KEY, lead_id int);
        CREATE TABLE people (id int PRIMARY KEY, team_id int NOT NULL REFERENCES teams (id));
        ALTER TABLE teams ADD FOREIGN KEY (lead_id) REFERENCES people (id);
        CREATE TABLE nodes (id int PRIMARY KEY, root_id int NOT NULL REFERENCES nodes (id));";
    let rows = filled(script, 6);
    assert_eq!(rows.notes, Vec::<String>::new());
    assert!(rows.tables.iter().all(|table| table.rows.len() == 6));
}

#[test]
fn statements_are_written_for_each_dialect() {
    let script = "CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar(9) NOT NULL, ok boolean NOT NULL);";
    let check = |dialect: Dialect, expected: &str| {
        let schema = schema(script);
        let rows = rows(&schema, dialect, Options { seed: 1, rows: 1 });
        let statements: Vec<String> = statements(&rows, &schema, dialect).into_iter().map(|(_, sql)| sql).collect();
        assert!(statements.iter().any(|sql| sql.contains(expected)), "{dialect}: {statements:?}");
    };
    check(Dialect::PostgreSql, "INSERT INTO t (id, name, ok) OVERRIDING SYSTEM VALUE VALUES (1, '");
    check(Dialect::MySql, "INSERT INTO t (id, name, ok) VALUES (1, '");
    check(Dialect::SqlServer, "SET IDENTITY_INSERT t ON");
    check(Dialect::SqlServer, "(1, N'");
}
