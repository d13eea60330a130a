use super::*;
use crate::schema::{Object, Table};
use expect_test::{Expect, expect};

/// The schema as short lines, then the diagnostics.
fn check(dialect: Dialect, script: &str, expected: Expect) {
    let parsed = parse(script, dialect);
    let schema = &parsed.schema;
    let mut lines: Vec<String> = Vec::new();
    lines.extend(schema.enums.iter().map(|o| format!("enum {} {:?}", o.name, o.values)));
    lines.extend(schema.domains.iter().map(|o| format!("domain {} {}", o.name, o.data_type)));
    lines.extend(schema.sequences.iter().map(|o| format!("sequence {} {:?} {:?}", o.name, o.start, o.increment)));
    lines.extend(schema.tables.iter().flat_map(|table| table_lines(&parsed, table)));
    lines.extend(schema.views.iter().map(|o| format!("view {}: {}", o.name, o.query)));
    lines.extend(schema.opaque.iter().map(|o| format!("{}: {}", o.kind, o.sql)));
    lines.extend(parsed.diagnostics.iter().map(ToString::to_string));
    expected.assert_eq(&(lines.join("\n") + "\n"));
}

fn table_lines(parsed: &Parsed, table: &Table) -> Vec<String> {
    let comment = table.comment.as_ref().map_or_else(String::new, |comment| format!(" -- {comment}"));
    let mut lines = vec![format!("table {}{comment}", table.name)];
    for column in &table.columns {
        let mut line = format!("  {} {}", column.name, column.data_type);
        line.push_str(if column.nullable { "" } else { " not null" });
        line.extend(column.identity.iter().map(|identity| if identity.always { " always" } else { " identity" }));
        line.extend(column.default.iter().map(|default| format!(" = {default}")));
        line.extend(column.generated.iter().map(|generated| format!(" as {}", generated.expression)));
        line.extend(column.comment.iter().map(|comment| format!(" -- {comment}")));
        lines.push(line);
    }
    let parts = table.part_ids().into_iter().filter_map(|id| parsed.schema.object(id));
    let parts = parts.filter(|part| !matches!(part, Object::Column(_)));
    lines.extend(parts.map(|part| format!("  {} {}", part.kind(), part.label())));
    lines
}

#[test]
fn postgresql_scripts_are_read() {
    check(
        Dialect::PostgreSql,
        r#"
            CREATE SCHEMA sales;
            CREATE TYPE mood AS ENUM ('good', 'it''s bad');
            CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
            CREATE SEQUENCE numbers START WITH 5 INCREMENT BY -2 NO CYCLE;
            CREATE TABLE public.Users (
                id bigserial PRIMARY KEY,
                "Name" varchar(80) NOT NULL DEFAULT 'x'::character varying,
                feeling mood, mail email UNIQUE,
                at timestamptz DEFAULT now() NOT NULL,
                key uuid DEFAULT gen_random_uuid(),
                total numeric(10,2) GENERATED ALWAYS AS (1 + 2) STORED,
                CONSTRAINT named CHECK ((char_length("Name") > 0))
            );
            CREATE TABLE sales.orders (id int GENERATED ALWAYS AS IDENTITY, user_id bigint REFERENCES users ON DELETE CASCADE);
            ALTER TABLE ONLY sales.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
            CREATE UNIQUE INDEX open ON sales.orders USING btree (user_id DESC, lower('x')) WHERE user_id > 0;
            COMMENT ON TABLE users IS 'People';
            COMMENT ON COLUMN users.id IS 'Who';
            CREATE VIEW v AS SELECT "Name" FROM users;
            CREATE FUNCTION f() RETURNS int AS $$ SELECT 1; $$ LANGUAGE sql;
            ALTER TABLE users OWNER TO someone;
            SET x = 1;
            INSERT INTO users VALUES (1);
            CREATE TABLE broken (id int,, x);
            "#,
        expect![[r#"
            enum mood ["good", "it's bad"]
            domain email text
            sequence numbers Some(5) Some(-2)
            table users -- People
              id bigint not null identity -- Who
              Name varchar(80) not null = 'x'
              feeling mood
              mail email
              at timestamptz not null = now()
              key uuid = gen_random_uuid()
              total decimal(10,2) as 1 + 2
              primary key (id)
              unique key (mail)
              check named
            table sales.orders
              id integer not null always
              user_id bigint
              primary key orders_pkey
              foreign key (user_id) to users
              index open
            table broken
              id integer
              x 
            view v: SELECT "Name" FROM users
            function: CREATE FUNCTION f() RETURNS int AS $$ SELECT 1; $$ LANGUAGE sql
            25:44: info[clause-left-out]: an element between two commas is not part of the model and was left out.
            info[data-skipped]: 1 statement about data (1 row) were skipped; a schema holds no rows.
            info[session-skipped]: 2 statements about the session, the server or owners were skipped.
        "#]],
    );
}

#[test]
fn mysql_scripts_are_read() {
    check(
        Dialect::MySql,
        r"
            CREATE TABLE `Users` (
              `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
              `kind` enum('a','b') DEFAULT 'a',
              `ok` tinyint(1) NOT NULL DEFAULT '1' COMMENT 'It''s on',
              `note` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
              PRIMARY KEY (`id`),
              UNIQUE KEY `by_note` (`note`),
              KEY `prefix` (`note`(5))
            ) ENGINE=InnoDB AUTO_INCREMENT=17 DEFAULT CHARSET=utf8mb4 COMMENT='All users';
            CREATE TABLE posts (id int primary key, user_id int unsigned, CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (ID) ON UPDATE CASCADE) TYPE=MyISAM;
            ",
        expect![[r#"
            enum Users_kind ["a", "b"]
            table Users -- All users
              id integer unsigned not null identity
              kind Users_kind = 'a'
              ok boolean not null = TRUE -- It's on
              note varchar(20)
              primary key (id)
              unique key by_note
              index prefix
            table posts
              id integer not null
              user_id integer unsigned
              primary key (id)
              foreign key (user_id) to Users
        "#]],
    );
}

#[test]
fn oracle_and_sql_server_scripts_are_read() {
    check(
        Dialect::Oracle,
        "CREATE TABLE USERS (ID NUMBER(10) GENERATED ALWAYS AS IDENTITY, \"NAME\" VARCHAR2(20 CHAR) NOT NULL, CONSTRAINT PK PRIMARY KEY (ID) USING INDEX TABLESPACE x);\nCOMMENT ON COLUMN users.name IS 'N';\n",
        expect![[r#"
            table users
              id integer not null always
              name varchar(20) not null -- N
              primary key pk
        "#]],
    );
    check(
        Dialect::SqlServer,
        "CREATE TABLE [dbo].[Users]([Id] [int] IDENTITY(1,1) NOT NULL, [Name] [nvarchar](50) NULL, CONSTRAINT [PK] PRIMARY KEY CLUSTERED ([Id] ASC) WITH (PAD_INDEX = OFF) ON [PRIMARY]) ON [PRIMARY]\nGO\nALTER TABLE [dbo].[Users] WITH CHECK ADD CONSTRAINT [C] CHECK ([Name] <> N'')\nGO\n",
        expect![[r#"
            table Users
              Id integer not null always
              Name varchar(50)
              primary key PK
              check C
        "#]],
    );
}

#[test]
fn sqlite_scripts_are_read() {
    check(
        Dialect::Sqlite,
        "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT DEFAULT (datetime('now')), c) STRICT;\nCREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a; END;",
        expect![[r#"
            table a
              id integer not null identity
              b text = datetime('now')
              c 
              primary key (id)
            trigger: CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a; END
        "#]],
    );
}

#[test]
fn places_are_those_of_the_script() {
    check(
        Dialect::PostgreSql,
        "CREATE TABLE a (id int);\n\n  CREATE TABLE b (\n    id int,\n    ),;",
        expect![[r#"
            table a
              id integer
            table b
              id integer
            4:12: info[clause-left-out]: an element between two commas is not part of the model and was left out.
            5:6: info[clause-left-out]: , is not part of the model and was left out.
        "#]],
    );
}

#[test]
fn long_chains_and_deep_nesting_do_not_break_the_reader() {
    let chain = format!("CREATE TABLE a (b int CHECK (b > 0{}));", " + 1".repeat(100_000));
    let nested = format!("CREATE TABLE a (b int CHECK ({}1{}));", "(".repeat(100_000), ")".repeat(100_000));
    let arrays = format!("CREATE TABLE a (b int{});", "[]".repeat(100_000));
    for script in [chain, nested, arrays] {
        let parsed = parse(&script, Dialect::PostgreSql);
        assert_eq!(parsed.report.tables_understood, 1);
        assert!(!crate::sql::render(&parsed.schema, Dialect::PostgreSql).statements.is_empty());
    }
}

#[test]
fn a_namespace_that_goes_takes_its_tables_along() {
    let script = "CREATE SCHEMA s; CREATE TABLE s.t (id int); DROP SCHEMA s CASCADE; DROP TABLE s.t; CREATE TABLE u (id int);\
                  ALTER TABLE u ADD a int, DROP COLUMN id;";
    check(
        Dialect::PostgreSql,
        script,
        expect![[r#"
            table u
              a integer
            info[session-skipped]: 2 statements about the session, the server or owners were skipped.
        "#]],
    );
}
