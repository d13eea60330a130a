//! The rules one by one.

use super::rich::*;
use crate::dialect::Dialect::{self, *};
use crate::schema::*;
use crate::sql::{Rendered, render};

#[track_caller]
fn check_has(schema: &Schema, dialect: Dialect, expected: &str) {
    let script = render(schema, dialect).script(dialect);
    assert!(script.contains(expected), "{dialect} lacks {expected}:\n{script}");
}

#[track_caller]
fn check_lacks(schema: &Schema, dialect: Dialect, unexpected: &str) {
    let script = render(schema, dialect).script(dialect);
    assert!(!script.contains(unexpected), "{dialect} has {unexpected}:\n{script}");
}

#[track_caller]
fn check_note(schema: &Schema, dialect: Dialect, code: &str) {
    let Rendered { diagnostics, .. } = render(schema, dialect);
    assert!(diagnostics.iter().any(|note| note.code == code), "{dialect} does not say {code}: {diagnostics:?}");
}

/// A table with one column more than its key.
fn one(column: &str) -> Schema {
    schema_of(vec![table("items", &["id bigint", column])])
}

#[test]
fn a_table_reads_as_a_careful_administrator_writes_it() {
    let mut items = table("items", &["id uuid = gen_random_uuid()", "quantity integer"]);
    items.checks.push(check("quantity > 0"));
    let schema = schema_of(vec![items]);
    check_has(&schema, PostgreSql, "    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),\n");
    check_has(&schema, PostgreSql, "    quantity integer NOT NULL CHECK (quantity > 0)\n");
    check_has(&schema, MySql, "    id CHAR(36) PRIMARY KEY DEFAULT (UUID()),\n");
    check_has(&schema, MariaDb, "    id UUID PRIMARY KEY DEFAULT (UUID()),\n");
    check_has(&schema, Oracle, "    id RAW(16) DEFAULT SYS_GUID() NOT NULL,\n");
    check_has(&schema, SqlServer, "    id UNIQUEIDENTIFIER NOT NULL DEFAULT NEWSEQUENTIALID(),\n");
}

#[test]
fn moments_know_their_zone_and_precision() {
    let schema = one("at timestamptz = CURRENT_TIMESTAMP");
    check_has(&schema, PostgreSql, "at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP");
    check_has(&schema, MySql, "at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)");
    check_has(&schema, Oracle, "at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL");
    check_has(&schema, SqlServer, "at DATETIMEOFFSET NOT NULL DEFAULT SYSDATETIMEOFFSET()");
    check_has(&schema, Sqlite, "at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP");
    check_has(&one("at timestamptz null"), MySql, "at TIMESTAMP(6) NULL");
    check_has(&one("at date = CURRENT_TIMESTAMP"), MySql, "at DATE NOT NULL DEFAULT (CURRENT_TIMESTAMP)");
}

#[test]
fn a_text_in_a_key_gets_a_length_where_it_must() {
    let mut schema = one("code text");
    schema.tables[0].uniques.push(unique(&["code"]));
    check_has(&schema, PostgreSql, "code text NOT NULL UNIQUE");
    check_has(&schema, MySql, "code VARCHAR(255) NOT NULL");
    check_has(&schema, Oracle, "code VARCHAR2(255 CHAR) NOT NULL");
    check_has(&schema, SqlServer, "code NVARCHAR(450) NOT NULL");
    check_note(&schema, MySql, "type-approximated");
}

#[test]
fn an_index_on_a_long_text_holds_its_beginning_in_mysql() {
    let mut schema = one("body text");
    schema.tables[0].indexes.push(Index::on(Id(0), &["body"]));
    check_has(&schema, MySql, "body TEXT NOT NULL");
    check_has(&schema, MySql, "ON items (body(191))");
}

#[test]
fn both_sides_of_a_foreign_key_get_the_same_type() {
    let mut child = table("children", &["id bigint", "parent_id integer"]);
    child.foreign_keys.push(foreign_key(&["parent_id"], "parents", Action::NoAction));
    let schema = schema_of(vec![child, table("parents", &["id bigint"])]);
    check_has(&schema, MySql, "parent_id BIGINT NOT NULL");
    check_has(&schema, PostgreSql, "parent_id integer NOT NULL REFERENCES parents (id)");
}

#[test]
fn parents_come_first_and_circles_are_closed_at_the_end() {
    let mut a = table("a", &["id bigint", "b_id bigint null"]);
    a.foreign_keys.push(foreign_key(&["b_id"], "b", Action::SetNull));
    let mut b = table("b", &["id bigint", "a_id bigint"]);
    b.foreign_keys.push(foreign_key(&["a_id"], "a", Action::Cascade));
    let mut child = table("child", &["id bigint", "z_id bigint"]);
    child.foreign_keys.push(foreign_key(&["z_id"], "z", Action::NoAction));
    let schema = schema_of(vec![child, a, b, table("z", &["id bigint"])]);
    let script = render(&schema, PostgreSql).script(PostgreSql);
    let place = |text: &str| script.find(text).unwrap_or_else(|| panic!("no {text} in\n{script}"));
    assert!(place("TABLE z ") < place("TABLE child "));
    assert!(
        place("TABLE b ") < place("ALTER TABLE a\n    ADD FOREIGN KEY (b_id) REFERENCES b (id) ON DELETE SET NULL")
    );
    check_lacks(&schema, Sqlite, "ALTER TABLE");
}

#[test]
fn sql_server_gets_one_cascading_path_to_a_row() {
    let mut orders = table("orders", &["id bigint", "user_id bigint"]);
    orders.foreign_keys.push(foreign_key(&["user_id"], "users", Action::Cascade));
    let mut reviews = table("reviews", &["id bigint", "user_id bigint", "order_id bigint"]);
    reviews.foreign_keys.push(foreign_key(&["user_id"], "users", Action::Cascade));
    reviews.foreign_keys.push(foreign_key(&["order_id"], "orders", Action::Cascade));
    let schema = schema_of(vec![table("users", &["id bigint"]), orders, reviews]);
    check_has(&schema, SqlServer, "FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE");
    check_has(&schema, SqlServer, "FOREIGN KEY (order_id) REFERENCES orders (id)\n");
    check_note(&schema, SqlServer, "action-lost");
    check_has(&schema, MySql, "FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE");
}

#[test]
fn actions_take_the_nearest_form() {
    let mut child = table("children", &["id bigint", "parent_id bigint = 1"]);
    let key = ForeignKey { on_update: Action::Cascade, ..foreign_key(&["parent_id"], "parents", Action::SetDefault) };
    child.foreign_keys.push(key);
    let schema = schema_of(vec![table("parents", &["id bigint"]), child]);
    check_has(&schema, PostgreSql, "ON DELETE SET DEFAULT ON UPDATE CASCADE");
    check_lacks(&schema, Oracle, " ON ");
    check_lacks(&schema, MySql, "SET DEFAULT");
    check_note(&schema, Oracle, "action-lost");
}

#[test]
fn a_foreign_key_to_nothing_is_left_out_and_reported() {
    let mut child = table("children", &["id bigint", "parent_id bigint", "other_id bigint"]);
    child.foreign_keys.push(foreign_key(&["parent_id"], "nowhere", Action::NoAction));
    let schema = schema_of(vec![child]);
    for dialect in Dialect::ALL {
        check_lacks(&schema, dialect, "REFERENCES");
        check_note(&schema, dialect, "foreign-key-lost");
    }
}

#[test]
fn a_partial_unique_index_stays_unique_where_it_can() {
    let mut schema = one("email varchar(80)");
    schema.tables[0].columns.push(column("deleted_at timestamptz null"));
    let predicate = Some("deleted_at IS NULL".into());
    schema.tables[0].indexes.push(Index { unique: true, predicate, ..Index::on(Id(0), &["email"]) });
    check_has(&schema, PostgreSql, "CREATE UNIQUE INDEX items_email_key ON items (email) WHERE deleted_at IS NULL");
    check_has(&schema, MySql, "ON items ((CASE WHEN deleted_at IS NULL THEN email END))");
    check_has(&schema, Oracle, "ON items (CASE WHEN deleted_at IS NULL THEN email END)");
    check_has(&schema, MariaDb, "CREATE INDEX items_email_key ON items (email)");
    check_note(&schema, MariaDb, "unique-lost");
}

#[test]
fn an_index_that_a_key_makes_is_not_made_twice() {
    let mut child = table("children", &["id bigint", "parent_id bigint", "code varchar(9)"]);
    child.foreign_keys.push(foreign_key(&["parent_id"], "parents", Action::NoAction));
    child.uniques.push(unique(&["code"]));
    for columns in [["id"], ["code"], ["parent_id"]] {
        child.indexes.push(Index::on(Id(0), &columns));
    }
    let schema = schema_of(vec![table("parents", &["id bigint"]), child]);
    for dialect in Dialect::ALL {
        check_lacks(&schema, dialect, "children_code_idx");
        check_lacks(&schema, dialect, "children_id_idx");
    }
    check_has(&schema, PostgreSql, "CREATE INDEX children_parent_id_idx ON children (parent_id)");
    check_lacks(&schema, MySql, "CREATE INDEX");
}

#[test]
fn several_nulls_may_stand_in_a_unique_key_of_sql_server_too() {
    let mut schema = one("code varchar(9) null");
    schema.tables[0].uniques.push(unique(&["code"]));
    check_has(&schema, SqlServer, "CREATE UNIQUE INDEX items_code_key ON items (code) WHERE code IS NOT NULL");
}

#[test]
fn a_numbered_column_is_numbered_in_every_dialect() {
    let mut schema = schema_of(vec![table("items", &["id bigint"])]);
    schema.tables[0].columns[0].identity =
        Some(Identity { always: false, start: None, increment: None, ..Identity::default() });
    check_has(&schema, PostgreSql, "id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY");
    check_has(&schema, MySql, "id BIGINT AUTO_INCREMENT PRIMARY KEY");
    check_has(&schema, Oracle, "id NUMBER(19) GENERATED BY DEFAULT ON NULL AS IDENTITY NOT NULL");
    check_has(&schema, SqlServer, "id BIGINT IDENTITY(1,1) NOT NULL");
    check_has(&schema, Sqlite, "id INTEGER PRIMARY KEY AUTOINCREMENT");
}

#[test]
fn unsigned_keys_stay_integers_where_the_larger_type_is_a_decimal() {
    let mut child = table("children", &["id bigint unsigned", "parent_id bigint unsigned", "size bigint unsigned"]);
    child.foreign_keys.push(foreign_key(&["parent_id"], "parents", Action::NoAction));
    let schema = schema_of(vec![table("parents", &["id bigint unsigned"]), child]);
    check_has(&schema, PostgreSql, "parent_id bigint NOT NULL REFERENCES parents (id)");
    check_has(&schema, PostgreSql, "size decimal(20) NOT NULL CHECK (size >= 0)");
    check_has(&schema, MySql, "parent_id BIGINT UNSIGNED NOT NULL");
}

#[test]
fn a_sequence_becomes_a_numbered_column_where_there_are_none() {
    let schema = one("number bigint = nextval('numbers'::regclass)");
    check_has(&schema, PostgreSql, "DEFAULT nextval('numbers')");
    let mut schema = schema_of(vec![table("items", &["id bigint = nextval('numbers'::regclass)"])]);
    check_has(&schema, MySql, "id BIGINT AUTO_INCREMENT PRIMARY KEY");
    schema.tables[0].name = "other".into();
    check_has(&schema, Sqlite, "id INTEGER PRIMARY KEY AUTOINCREMENT");
}

#[test]
fn names_of_namespaces_begin_the_tables_names_where_there_are_none() {
    let mut items = table("items", &["id bigint", "user_id bigint"]);
    items.name = QualifiedName::within("sales", "items");
    items.foreign_keys.push(foreign_key(&["user_id"], "users", Action::NoAction));
    let mut schema = schema_of(vec![table("users", &["id bigint"]), items]);
    schema.namespaces.push(Namespace { id: Id(0), name: "sales".into(), comment: None });
    check_has(&schema, PostgreSql, "CREATE TABLE sales.items (");
    check_has(&schema, Sqlite, "CREATE TABLE sales_items (");
    // A MySQL table cannot refer to the database in use by its name.
    check_has(&schema, MySql, "CREATE TABLE sales_items (");
    check_note(&schema, Sqlite, "namespace-lost");
}

#[test]
fn long_names_are_shortened_everywhere_alike() {
    let name = "a_very_long_name_".repeat(12);
    let mut child = table("children", &["id bigint", "parent_id bigint"]);
    child.foreign_keys.push(foreign_key(&["parent_id"], &name, Action::NoAction));
    child.checks.push(Check { name: Some(name.clone()), ..check("parent_id > 0") });
    let schema = schema_of(vec![table(&name, &["id bigint"]), child]);
    for dialect in [PostgreSql, MySql, Oracle, SqlServer] {
        let short = dialect.fitting_name(&name);
        check_lacks(&schema, dialect, &name);
        check_has(&schema, dialect, &format!("REFERENCES {short} (id)"));
        check_has(&schema, dialect, &format!("CREATE TABLE {short} ("));
        check_note(&schema, dialect, "name-shortened");
    }
}

#[test]
fn derived_names_differ_within_the_namespace() {
    let mut a = table("a", &["id bigint", "b_c integer", "b integer", "c integer"]);
    a.indexes.push(Index::on(Id(0), &["b_c"]));
    a.indexes.push(Index::on(Id(0), &["b", "c"]));
    let schema = schema_of(vec![a]);
    for dialect in Dialect::ALL {
        check_has(&schema, dialect, "CREATE INDEX a_b_c_idx ON a (b_c)");
        check_has(&schema, dialect, "CREATE INDEX a_b_c_idx_2 ON a (b, c)");
    }
}

#[test]
fn statements_of_another_dialect_are_comments() {
    let mut schema = one("name text");
    let sql = "CREATE TRIGGER x AFTER INSERT ON items\nBEGIN\n  DELETE FROM items;\nEND";
    schema.opaque.push(Opaque {
        id: Id(9),
        kind: "trigger".into(),
        name: Some("x".into()),
        sql: sql.into(),
        origin: "sqlite".into(),
        depends_on: vec!["items".into()],
        table: None,
    });
    check_has(&schema, Sqlite, sql);
    check_has(
        &schema,
        PostgreSql,
        "-- CREATE TRIGGER x AFTER INSERT ON items\n-- BEGIN\n-- DELETE FROM items;\n-- END",
    );
    check_note(&schema, PostgreSql, "statement-kept-as-comment");
}

#[test]
fn partitions_take_the_dialects_form() {
    let mut events = table("events", &["day date", "note text null"]);
    events.partitioning = Some(Partitioning {
        method: PartitionMethod::Range,
        keys: vec!["day".into()],
        partitions: vec![
            Partition { name: "old".into(), bound: "FOR VALUES FROM (MINVALUE) TO ('2025-01-01')".into() },
            Partition { name: "rest".into(), bound: "DEFAULT".into() },
        ],
    });
    let schema = schema_of(vec![events]);
    check_has(&schema, PostgreSql, ") PARTITION BY RANGE (day);");
    check_has(
        &schema,
        PostgreSql,
        "CREATE TABLE old PARTITION OF events FOR VALUES FROM (MINVALUE) TO ('2025-01-01');",
    );
    check_has(
        &schema,
        MySql,
        "PARTITION BY RANGE COLUMNS (day) (\n    PARTITION old VALUES LESS THAN ('2025-01-01'),\n",
    );
    check_has(&schema, MySql, "    PARTITION rest VALUES LESS THAN (MAXVALUE)\n)");
    check_has(&schema, Oracle, "PARTITION old VALUES LESS THAN (DATE '2025-01-01')");
    check_note(&schema, SqlServer, "partition-lost");
}

#[test]
fn comments_stay_comments() {
    let mut schema = one("name text");
    let comment = "first line\nDROP TABLE users; */ 'quoted' \\";
    schema.tables[0].comment = Some(comment.into());
    schema.tables[0].columns[1].comment = Some(comment.into());
    for dialect in Dialect::ALL {
        let script = render(&schema, dialect).script(dialect);
        assert!(!script.lines().any(|line| line.starts_with("DROP")), "{script}");
    }
    check_has(&schema, PostgreSql, "IS 'first line DROP TABLE users; */ ''quoted'' \\'");
    check_has(&schema, MySql, "COMMENT 'first line DROP TABLE users; */ ''quoted'' \\\\'");
    check_has(&schema, Sqlite, "-- first line\n-- DROP TABLE users; */ 'quoted' \\\nCREATE TABLE");
}

#[cfg(not(target_arch = "wasm32"))]
mod hostile {
    use super::*;
    use proptest::prelude::*;

    /// How many statements a client would find: semicolons outside quotes and comments.
    fn statements(script: &str, dialect: Dialect) -> usize {
        let (open, close) = dialect.facts().quotes;
        let mut count = 0;
        let mut chars = script.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                ';' => count += 1,
                '-' if chars.peek() == Some(&'-') => while chars.next().is_some_and(|c| c != '\n') {},
                '\'' => skip(&mut chars, '\'', dialect.facts().backslash_escapes),
                c if c == open => skip(&mut chars, close, false),
                _ => {}
            }
        }
        count
    }

    fn skip(chars: &mut std::iter::Peekable<std::str::Chars>, close: char, escapes: bool) {
        while let Some(c) = chars.next() {
            let hides_next = escapes && c == '\\' || c == close && chars.peek() == Some(&close);
            match hides_next {
                true => drop(chars.next()),
                false if c == close => return,
                false => {}
            }
        }
    }

    proptest! {
        #[test]
        fn no_name_or_text_adds_a_statement(text in "[a-z'\"`\\];/*\\\\\\-\n\u{0}é ]{1,12}") {
            let mut items = table("items", &["id bigint"]);
            items.columns.push(Column::new(Id(0), text.as_str(), ColumnType::Named(text.as_str().into())));
            items.columns.push(Column::new(Id(0), "other", ColumnType::Other(text.clone())));
            items.columns.push(Column {
                default: Some(Expression::text(&text)),
                comment: Some(text.clone()),
                collation: Some(text.clone()),
                ..column("note varchar(99)")
            });
            items.comment = Some(text.clone());
            items.checks.push(Check { name: Some(text.clone()), ..check(&text) });
            items.indexes.push(Index { name: Some(text.clone()), ..Index::on(Id(0), &[&text]) });
            items.options.push((text.clone(), text.clone()));
            items.partitioning = Some(Partitioning {
                method: PartitionMethod::List,
                keys: vec!["id".into()],
                partitions: vec![Partition { name: text.clone(), bound: text.clone() }],
            });
            let mut schema = schema_of(vec![items]);
            schema.enums.push(EnumType { id: Id(99), name: text.as_str().into(), values: vec![text.clone()], comment: None });
            for dialect in Dialect::ALL {
                let rendered = render(&schema, dialect);
                let script = rendered.script(dialect);
                prop_assert_eq!(statements(&script, dialect), rendered.statements.len(), "{}:\n{}", dialect, script);
            }
        }
    }
}
