//! Whole advice: schema, sizes and queries in, statements out.

use super::*;
use crate::dialect::Dialect;
use crate::sql;

const SHOP: &str = "\
CREATE TABLE customers (id bigint PRIMARY KEY, email varchar(200) NOT NULL, name varchar(100) NOT NULL, country char(2) NOT NULL);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers (id), status varchar(20) NOT NULL,
  created_at timestamptz NOT NULL, total decimal(10,2) NOT NULL, shipped_at timestamptz, note text);
CREATE TABLE currencies (code char(3) PRIMARY KEY, name varchar(50) NOT NULL);
CREATE INDEX orders_status_1 ON orders (status);
CREATE INDEX orders_status_2 ON orders (status, total);";

const SIZES: &str = r#"{"customers": 100000, "currencies": 180,
  "orders": {"rows": 5000000, "columns": {"status": {"distinct": 5, "width": 8}, "customer_id": {"distinct": 100000},
    "shipped_at": {"null_fraction": 0.02}, "created_at": {"distinct": 4000000, "correlation": 0.2}}}}"#;

fn advice(schema: &str, sizes: &str, queries: &str, dialect: Dialect, budget_mb: Option<f64>) -> Advice {
    let schema = sql::parse(schema, dialect).schema;
    let statistics = read_statistics(sizes, &schema).unwrap();
    let workload = read_workload(queries, &schema, dialect);
    optimize(&schema, dialect, &workload, &statistics, &Options { budget_mb, ..Options::default() })
}

/// The advised statements for the shop; they have to make the workload cheaper.
fn check(queries: &str, dialect: Dialect, expected: &[&str]) {
    let advice = advice(SHOP, SIZES, queries, dialect, None);
    let statements: Vec<&str> = advice.indexes.iter().map(|index| index.sql.as_str()).collect();
    assert_eq!(statements, expected, "{queries}\n{:?}", advice.diagnostics);
    assert_eq!(advice.total_after < advice.total_before, !expected.is_empty());
    for index in &advice.indexes {
        assert!(index.gain > 0.0 && !index.queries.is_empty() && index.size_mb > 0.0, "{index:?}");
    }
}

#[test]
fn look_ups_get_an_index_in_every_dialect() {
    let query = "SELECT * FROM orders WHERE customer_id = 42";
    for dialect in Dialect::ALL {
        check(query, dialect, &["CREATE INDEX ix_orders_customer_id ON orders (customer_id);"]);
    }
}

#[test]
fn equalities_stand_before_ranges_and_orders() {
    check(
        "SELECT * FROM orders WHERE created_at > '2024-01-01' AND created_at < '2024-01-02' AND customer_id = $1",
        Dialect::PostgreSql,
        &["CREATE INDEX ix_orders_customer_id_created_at ON orders (customer_id, created_at);"],
    );
    let newest = "SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer_id ORDER BY o.created_at DESC LIMIT 20";
    let advice = advice(SHOP, SIZES, newest, Dialect::PostgreSql, None);
    assert_eq!(advice.indexes.iter().map(|index| index.columns.concat()).collect::<Vec<_>>(), ["created_at"]);
}

#[test]
fn keys_and_small_tables_need_nothing() {
    check("SELECT * FROM orders WHERE id = 5", Dialect::PostgreSql, &[]);
    check("SELECT * FROM currencies WHERE name = 'Euro'", Dialect::PostgreSql, &[]);
}

#[test]
fn rare_states_get_a_partial_index_and_expressions_theirs() {
    check(
        "SELECT id FROM orders WHERE shipped_at IS NULL AND created_at < '2024-01-01'",
        Dialect::PostgreSql,
        &["CREATE INDEX ix_orders_created_at_cover ON orders (created_at) INCLUDE (id) WHERE shipped_at IS NULL;"],
    );
    check(
        "SELECT * FROM customers WHERE lower(email) = 'a@b.c'",
        Dialect::PostgreSql,
        &["CREATE INDEX ix_customers_lower_email ON customers ((lower(email)));"],
    );
    check(
        "SELECT * FROM orders WHERE note ILIKE '%fragile glass%'",
        Dialect::PostgreSql,
        &["CREATE INDEX ix_orders_note_trgm ON orders USING gin (note gin_trgm_ops);"],
    );
    check(
        "SELECT * FROM orders WHERE MATCH (note) AGAINST ('fragile')",
        Dialect::MySql,
        &["CREATE FULLTEXT INDEX ix_orders_note_gin ON orders (note);"],
    );
}

#[test]
fn a_budget_is_kept() {
    let queries = "SELECT * FROM orders WHERE customer_id = 1; SELECT * FROM customers WHERE email = 'x';";
    let small = advice(SHOP, SIZES, queries, Dialect::PostgreSql, Some(10.0));
    let sizes: f64 = small.indexes.iter().map(|index| index.size_mb).sum();
    assert_eq!(small.indexes.iter().map(|index| index.table.as_str()).collect::<Vec<_>>(), ["customers"]);
    assert!(sizes <= 10.0);
}

#[test]
fn writes_weigh_against_an_index() {
    let read = "SELECT count(*) FROM orders WHERE total > 100000 AND created_at > '2024-01-01'";
    let write = "-- frequency: 100000000\nINSERT INTO orders VALUES (1, 2, 'new', now(), 5, NULL, NULL)";
    let advice = advice(SHOP, SIZES, &format!("{read};\n{write};"), Dialect::PostgreSql, None);
    assert!(advice.indexes.is_empty(), "{:?}", advice.indexes);
    assert!(advice.verdicts.iter().any(|verdict| verdict.table == "orders" && verdict.verdict == "do nothing"));
}

#[test]
fn existing_indexes_that_others_replace_are_named() {
    let advice = advice(SHOP, SIZES, "SELECT * FROM orders WHERE id = 1", Dialect::PostgreSql, None);
    let drops: Vec<(&str, &str)> = advice.drop.iter().map(|drop| (drop.name.as_str(), drop.kind)).collect();
    assert_eq!(drops, [("orders_status_1", "redundant"), ("orders_status_2", "unused")]);
}

#[test]
fn large_tables_are_split_by_the_time_that_queries_ask_for() {
    let schema =
        "CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz NOT NULL, kind varchar(20) NOT NULL, body text);";
    let sizes = r#"{"events": {"rows": 200000000, "columns": {"at": {"correlation": 0.3,
      "histogram": ["2022-01-01", "2022-07-01", "2023-01-01", "2023-07-01", "2024-01-01"]}, "body": {"width": 300}}}}"#;
    let queries =
        "SELECT kind, count(*), max(body) FROM events WHERE at >= '2023-05-01' AND at < '2023-05-15' GROUP BY kind;";
    let advice = advice(schema, sizes, queries, Dialect::PostgreSql, Some(100.0));
    let [partition] = advice.partitions.as_slice() else { panic!("{:?}", advice.verdicts) };
    assert_eq!((partition.method, partition.columns.as_slice()), ("range", &["at".to_owned()][..]));
    assert!(partition.sql[0].contains("PARTITION BY RANGE (at)"), "{:?}", partition.sql);
    assert!(partition.consequences[0].contains("(id, at)"));
    let few = sizes.replace("200000000", "9000000");
    assert!(super::tests::advice(schema, &few, queries, Dialect::PostgreSql, Some(100.0)).partitions.is_empty());
}

#[test]
fn names_that_most_reads_fetch_by_a_join_can_be_copied() {
    let queries = "\
-- frequency: 100
SELECT o.id, o.total, c.name FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.total > 100;
-- frequency: 50
SELECT c.name, sum(o.total) FROM orders o JOIN customers c ON c.id = o.customer_id GROUP BY c.name;";
    let advice = advice(SHOP, SIZES, queries, Dialect::PostgreSql, None);
    let about = |verdict: &TableVerdict| verdict.topic == "denormalization" && verdict.table == "orders";
    let copied = advice.denormalizations.iter().any(|copy| copy.table == "orders" && copy.columns == ["name"]);
    assert!(copied || advice.verdicts.iter().any(about), "{:?}", advice.verdicts);
}

#[test]
fn queries_of_every_form_are_read() {
    let queries = "\
WITH recent AS (SELECT customer_id, max(created_at) AS last FROM orders GROUP BY customer_id)
SELECT c.email FROM customers c JOIN recent r ON r.customer_id = c.id WHERE r.last < '2024-01-01';
SELECT email FROM customers WHERE id IN (SELECT customer_id FROM orders WHERE status = 'open');
SELECT email FROM customers c WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id);
SELECT * FROM orders o WHERE total = (SELECT max(total) FROM orders x WHERE x.customer_id = o.customer_id);
SELECT status FROM orders UNION ALL SELECT country FROM customers ORDER BY 1;
WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT * FROM t;
UPDATE orders SET status = 'sent' WHERE customer_id = 7 AND status = 'paid';
DELETE FROM orders WHERE created_at < '2020-01-01';
SELECT * FROM nowhere WHERE a = 1;";
    let advice = advice(SHOP, SIZES, queries, Dialect::PostgreSql, None);
    assert_eq!(advice.queries.len(), 9, "{:?}", advice.diagnostics);
    assert!(advice.queries.iter().all(|query| query.cost_before > 0.0 && query.cost_before.is_finite()));
    assert!(advice.total_after <= advice.total_before);
}

#[test]
fn rows_that_lie_in_the_order_of_their_key_need_no_copies_of_it() {
    let schema = "CREATE TABLE users (id INT PRIMARY KEY, handle VARCHAR(30) NOT NULL, bio TEXT);
        CREATE TABLE posts (id INT PRIMARY KEY, user_id INT NOT NULL, created_at DATETIME NOT NULL, body TEXT);";
    let sizes = r#"{"users": 5000000, "posts": {"rows": 50000000, "columns": {"user_id": 4000000}}}"#;
    let query = "SELECT p.id, u.handle FROM posts p JOIN users u ON u.id = p.user_id WHERE p.user_id = ?";
    let indexed = |dialect| -> Vec<(String, Vec<String>)> {
        let found = advice(schema, sizes, query, dialect, None);
        found.indexes.into_iter().map(|index| (index.table, [index.columns, index.include].concat())).collect()
    };
    let only = [("posts".to_owned(), vec!["user_id".to_owned()])];
    assert_eq!(indexed(Dialect::MySql), only, "the index holds the key, the key's leaves hold the row");
    assert_eq!(indexed(Dialect::SqlServer), only);
}

#[test]
fn an_order_stands_before_a_list_of_values() {
    let query = "SELECT id, total FROM orders WHERE customer_id = $1 AND status IN ('new', 'paid') ORDER BY created_at DESC LIMIT 10";
    let sizes = SIZES.replace("\"customer_id\": {\"distinct\": 100000}", "\"customer_id\": {\"distinct\": 50}");
    let found = advice(SHOP, &sizes, query, Dialect::PostgreSql, None);
    assert_eq!(found.indexes[0].columns[..2], ["customer_id", "created_at"], "{}", found.indexes[0].sql);
}

#[test]
fn searches_that_need_an_index_get_one_whatever_it_saves() {
    let query = "SELECT id FROM orders WHERE MATCH (note) AGAINST ('fragile' IN BOOLEAN MODE) LIMIT 20";
    for dialect in [Dialect::MySql, Dialect::MariaDb] {
        let found = advice(SHOP, SIZES, query, dialect, None);
        assert_eq!(found.indexes[0].method, "fulltext", "{dialect}: {:?}", found.verdicts);
        assert!(found.indexes[0].rationale.contains("refuses the search"), "{}", found.indexes[0].rationale);
    }
}

#[test]
fn truth_values_and_recent_times_are_estimated() {
    let schema =
        "CREATE TABLE jobs (id bigint PRIMARY KEY, done boolean NOT NULL, queued_at timestamptz NOT NULL, owner int);";
    let sizes = r#"{"jobs": {"rows": 10000000, "columns": {"done": {"distinct": 2, "most_common": ["true", "false"],
      "most_common_freqs": [0.99, 0.01]}, "owner": 1000}}}"#;
    let found = advice(schema, sizes, "SELECT id FROM jobs WHERE owner = 5 AND done", Dialect::PostgreSql, None);
    assert_eq!(found.indexes[0].predicate, None, "nearly all jobs are done");
    let waiting = "SELECT id FROM jobs WHERE NOT done AND queued_at < now() - interval '1 hour'";
    let found = advice(schema, sizes, waiting, Dialect::PostgreSql, None);
    assert_eq!(found.indexes[0].predicate.as_deref(), Some("NOT done"));
    let recent = "SELECT count(*) FROM jobs WHERE queued_at > now() - interval '1 day'";
    let found = advice(schema, sizes, recent, Dialect::PostgreSql, None);
    assert_eq!(found.indexes[0].columns, ["queued_at"], "a day of three years is little");
}

#[test]
fn hash_partitions_are_not_praised_for_what_an_index_does() {
    let schema = "CREATE TABLE events (id bigint PRIMARY KEY, task_id bigint NOT NULL, kind varchar(20) NOT NULL);";
    let sizes = r#"{"events": {"rows": 90000000, "columns": {"task_id": 8000000}}}"#;
    let query = "SELECT kind FROM events WHERE task_id = $1";
    for dialect in [Dialect::PostgreSql, Dialect::MySql, Dialect::SqlServer] {
        let found = advice(schema, sizes, query, dialect, None);
        assert!(found.partitions.is_empty(), "{dialect}: {:?}", found.partitions);
        assert!(found.verdicts.iter().any(|verdict| verdict.topic == "partition"), "{dialect}");
    }
}

#[test]
fn partitions_are_made_of_what_the_dialect_allows() {
    let schema = "CREATE TABLE users (id BIGINT PRIMARY KEY);
        CREATE TABLE events (id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL, at TIMESTAMP NOT NULL,
        CONSTRAINT fk_user FOREIGN KEY (user_id) REFERENCES users (id), CONSTRAINT uq_user UNIQUE (user_id, id));";
    let sizes = r#"{"events": {"rows": 200000000, "columns": {"at": {"correlation": 0.3,
      "histogram": ["2022-01-01", "2022-07-01", "2023-01-01", "2023-07-01", "2024-01-01"]}}}}"#;
    let query = "SELECT count(*), max(user_id) FROM events WHERE at >= '2023-05-01' AND at < '2023-05-15';";
    let check = |dialect: Dialect, expected: &[&str]| {
        let found = advice(schema, sizes, query, dialect, Some(50.0));
        let [partition] = found.partitions.as_slice() else { panic!("{dialect}: {:?}", found.verdicts) };
        let sql = partition.sql.join("\n");
        for words in expected {
            assert!(sql.contains(words), "{dialect}: {words} is not in\n{sql}");
        }
    };
    check(
        Dialect::MySql,
        &[
            "DROP FOREIGN KEY fk_user",
            "DROP PRIMARY KEY, ADD PRIMARY KEY (id, at), DROP INDEX uq_user, ADD UNIQUE INDEX uq_user (user_id, id, at)",
            "PARTITION BY RANGE (UNIX_TIMESTAMP(at)) (PARTITION p20220101 VALUES LESS THAN (UNIX_TIMESTAMP('2022-01-08'))",
        ],
    );
    check(
        Dialect::SqlServer,
        &["QUOTENAME(@key)", "ADD CONSTRAINT PK_events PRIMARY KEY CLUSTERED (id, at) ON ps_events (at);"],
    );
}

#[test]
fn an_existing_index_that_an_advised_one_begins_with_goes() {
    let schema =
        "CREATE TABLE visits (id bigint PRIMARY KEY, page_id bigint NOT NULL, at timestamptz NOT NULL, ip inet);
        CREATE INDEX ix_page ON visits (page_id);";
    let sizes = r#"{"visits": {"rows": 50000000, "columns": {"page_id": 500}}}"#;
    let query = "SELECT ip FROM visits WHERE page_id = $1 ORDER BY at DESC LIMIT 20";
    let found = advice(schema, sizes, query, Dialect::PostgreSql, None);
    assert_eq!(found.indexes[0].columns, ["page_id", "at"], "{}", found.indexes[0].sql);
    assert_eq!(found.drop.iter().map(|drop| drop.kind).collect::<Vec<_>>(), ["replaced"]);
}

#[test]
fn a_text_in_front_needs_an_index_that_compares_as_like_does() {
    let query = "SELECT * FROM customers WHERE email LIKE 'anna.b%'";
    for (dialect, expected) in [
        (Dialect::PostgreSql, "CREATE INDEX ix_customers_email_like ON customers (email text_pattern_ops);"),
        (Dialect::Sqlite, "CREATE INDEX ix_customers_email_like ON customers (email COLLATE NOCASE);"),
        (Dialect::MySql, "CREATE INDEX ix_customers_email ON customers (email);"),
        (Dialect::SqlServer, "CREATE INDEX ix_customers_email ON customers (email);"),
    ] {
        check(query, dialect, &[expected]);
    }
}

const PLACES: &str = "\
CREATE TABLE sites (id bigint PRIMARY KEY, city_id integer NOT NULL, kind integer NOT NULL, spot point NOT NULL, lat double precision NOT NULL,
  lon double precision NOT NULL, body text NOT NULL, opened tstzrange NOT NULL, removed_at timestamptz, info jsonb NOT NULL, seen_at timestamptz NOT NULL);";

/// The columns of the indexes that a query of the places gets in PostgreSQL, with their conditions.
fn check_places(query: &str, expected: &[&str]) {
    let sizes = r#"{"sites": {"rows": 2000000, "columns": {"city_id": {"distinct": 3000}, "kind": {"distinct": 8},
      "removed_at": {"null_fraction": 0.9}, "seen_at": {"distinct": 2000000}, "body": {"width": 300}}}}"#;
    let advice = advice(PLACES, sizes, query, Dialect::PostgreSql, None);
    let own: Vec<&str> = advice.indexes.iter().map(|index| index.sql.split_once(" ON sites ").unwrap().1).collect();
    assert_eq!(own, expected, "{query}\n{:?}", advice.diagnostics);
}

#[test]
fn places_and_ranges_get_an_index_on_what_they_meet() {
    let gist = &["USING gist (spot);"];
    check_places("SELECT id FROM sites WHERE spot <@ box '((8,48),(9,49))'", gist);
    check_places("SELECT id FROM sites ORDER BY spot <-> point(9, 48) LIMIT 10", gist);
    check_places(
        "SELECT id FROM sites WHERE opened && tstzrange('2024-05-01', '2024-05-03')",
        &["USING gist (opened);"],
    );
    check_places("SELECT body FROM sites WHERE lat BETWEEN 48 AND 48.4 AND lon BETWEEN 8 AND 8.4", &["(lat, lon);"]);
}

#[test]
fn a_value_of_a_reference_is_a_parameter_and_a_mark_of_deletion_none() {
    let many = "SELECT body FROM sites WHERE city_id = 7 AND kind = 3 AND removed_at IS NULL";
    check_places(many, &["(city_id, kind) WHERE removed_at IS NULL;"]);
    check_places(
        "SELECT body FROM sites WHERE city_id = 7 AND info->>'code' = 'x'",
        &["(city_id, (info ->> 'code'));"],
    );
}

#[test]
fn the_latest_of_a_value_is_the_last_entry_of_an_index() {
    check_places("SELECT max(seen_at) FROM sites WHERE city_id = 7", &["(city_id, seen_at);"]);
    check_places("SELECT min(seen_at) FROM sites", &["(seen_at);"]);
}

#[test]
fn a_long_text_stands_in_no_index() {
    check_places("SELECT body FROM sites WHERE city_id = 7 ORDER BY seen_at DESC LIMIT 1", &["(city_id, seen_at);"]);
}

#[test]
fn vendors_spellings_of_limits_searches_and_joins_are_understood() {
    let sheets = "\
CREATE TABLE sheets (id NUMBER(18) PRIMARY KEY, worker_id NUMBER(10) NOT NULL, worked_on DATE NOT NULL, approved CHAR(1) NOT NULL, cv CLOB, area SDO_GEOMETRY);
CREATE TABLE workers (id NUMBER(10) PRIMARY KEY, name VARCHAR2(50) NOT NULL);";
    let customers = "\
CREATE TABLE customers (id int NOT NULL CONSTRAINT pk PRIMARY KEY, email nvarchar(200) NOT NULL, region nvarchar(40) NOT NULL, place geography NOT NULL);";
    let documents = "CREATE TABLE documents (id int PRIMARY KEY, meta json NOT NULL, title varchar(200) NOT NULL, state varchar(20) NOT NULL);";
    let sizes = r#"{"sheets": 9000000, "workers": 200000, "customers": 400000, "documents": 400000}"#;
    for (schema, dialect, query, expected) in [
        (
            sheets,
            Dialect::Oracle,
            "SELECT * FROM (SELECT * FROM sheets WHERE worker_id = :w ORDER BY worked_on) WHERE ROWNUM <= 5",
            "CREATE INDEX ix_sheets_worker_id_worked_on ON sheets (worker_id, worked_on);",
        ),
        (
            sheets,
            Dialect::Oracle,
            "SELECT id FROM sheets WHERE CONTAINS(cv, 'welder') > 0",
            "CREATE INDEX ix_sheets_cv_gin ON sheets (cv) INDEXTYPE IS CTXSYS.CONTEXT;",
        ),
        (
            sheets,
            Dialect::Oracle,
            "SELECT id FROM sheets WHERE SDO_RELATE(area, :window, 'mask=ANYINTERACT') = 'TRUE'",
            "CREATE INDEX ix_sheets_area_gist ON sheets (area) INDEXTYPE IS MDSYS.SPATIAL_INDEX_V2;",
        ),
        (
            sheets,
            Dialect::Oracle,
            "SELECT w.name, s.id FROM workers w, sheets s WHERE w.id = s.worker_id (+) AND w.name = 'Ann'",
            "CREATE INDEX ix_sheets_worker_id_id ON sheets (worker_id, id);",
        ),
        (
            customers,
            Dialect::SqlServer,
            "SELECT id FROM customers WHERE place.STDistance(@here) < 1000",
            "CREATE SPATIAL INDEX ix_customers_place_gist ON customers (place);",
        ),
        (
            customers,
            Dialect::SqlServer,
            "SELECT * FROM customers WHERE email LIKE @begin + '%'",
            "CREATE INDEX ix_customers_email ON customers (email);",
        ),
        (
            documents,
            Dialect::MySql,
            "SELECT * FROM documents WHERE meta->>'$.code' = 'x'",
            "CREATE INDEX ix_documents_meta_code ON documents ((CAST(meta ->> '$.code' AS CHAR(255)) COLLATE utf8mb4_bin));",
        ),
    ] {
        let advice = advice(schema, sizes, query, dialect, None);
        let own: Vec<&str> = advice.indexes.iter().map(|index| index.sql.as_str()).collect();
        assert!(own.contains(&expected), "{query}\n{own:#?}\n{:?}", advice.diagnostics);
    }
}
