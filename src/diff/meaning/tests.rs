//! Pairs of scripts that mean the same, and pairs that do not.

use super::super::{Options, compare};
use crate::dialect::Dialect::{self, *};
use crate::sql;

fn changes(dialect: Dialect, from: &str, to: &str) -> Vec<String> {
    let (from, to) = (sql::parse(from, dialect).schema, sql::parse(to, dialect).schema);
    compare(&from, &to, &Options::of(dialect)).iter().map(|change| from.describe(change)).collect()
}

fn same(dialect: Dialect, pairs: &[(&str, &str)]) {
    for (a, b) in pairs {
        for (from, to) in [(a, b), (b, a)] {
            assert_eq!(changes(dialect, from, to), Vec::<String>::new(), "{dialect}:\n{from}\n{to}");
        }
    }
}

fn different(dialect: Dialect, pairs: &[(&str, &str)]) {
    for (from, to) in pairs {
        assert!(!changes(dialect, from, to).is_empty(), "{dialect}:\n{from}\n{to}");
    }
}

#[test]
fn postgresql_by_meaning() {
    same(
        PostgreSql,
        &[
            (
                "CREATE TABLE a (b int CHECK (b > 0));",
                "CREATE TABLE a (b integer, CONSTRAINT a_b_check CHECK ((b > 0)));",
            ),
            ("CREATE TABLE a (b text DEFAULT 'x');", "CREATE TABLE public.a (b text DEFAULT 'x'::text);"),
            (
                "CREATE TABLE a (b timestamptz DEFAULT now());",
                "CREATE TABLE a (b timestamp with time zone DEFAULT CURRENT_TIMESTAMP);",
            ),
            (
                "CREATE TABLE a (b varchar(9) CHECK (b IN ('x', 'y')));",
                "CREATE TABLE a (b character varying(9), CONSTRAINT a_b_check CHECK (((b)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[]))));",
            ),
            (
                "CREATE TABLE a (b int CHECK (b BETWEEN 1 AND 5));",
                "CREATE TABLE a (b int CHECK (((b >= 1) AND (b <= 5))));",
            ),
            (
                "CREATE TABLE a (b text CHECK (b LIKE '%@%' AND b <> ''));",
                "CREATE TABLE a (b text CHECK (((b ~~ '%@%'::text) AND (b <> ''::text))));",
            ),
            ("CREATE TABLE a (b numeric(5,2) DEFAULT 0.00);", "CREATE TABLE a (b decimal(5,2) DEFAULT 0);"),
            ("CREATE TABLE a (b boolean DEFAULT 't');", "CREATE TABLE a (b bool DEFAULT true);"),
            ("CREATE TABLE a (b int DEFAULT NULL);", "CREATE TABLE a (b int4);"),
            (
                "CREATE TABLE a (b int PRIMARY KEY);",
                "CREATE TABLE a (b int NOT NULL, CONSTRAINT a_pkey PRIMARY KEY (b));",
            ),
            (
                "CREATE TABLE a (b int UNIQUE);",
                "CREATE TABLE a (b int); ALTER TABLE ONLY a ADD CONSTRAINT a_b_key UNIQUE (b);",
            ),
            (
                "CREATE TABLE a (b int PRIMARY KEY, c int REFERENCES a);",
                "CREATE TABLE a (b int PRIMARY KEY, c int, CONSTRAINT a_c_fkey FOREIGN KEY (c) REFERENCES a (b));",
            ),
            (
                "CREATE TABLE a (b int); CREATE INDEX ON a (b);",
                "CREATE TABLE a (b int); CREATE INDEX a_b_idx ON a USING btree (b ASC NULLS LAST);",
            ),
            (
                "CREATE TABLE a (b text); CREATE INDEX i ON a (lower(b)) WHERE b IS NOT NULL;",
                "CREATE TABLE a (b text); CREATE INDEX i ON a USING btree (lower(b)) WHERE (b IS NOT NULL);",
            ),
            (
                "CREATE TABLE a (b serial);",
                "CREATE TABLE a (b integer NOT NULL);
             CREATE SEQUENCE a_b_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
             ALTER SEQUENCE a_b_seq OWNED BY a.b;
             ALTER TABLE ONLY a ALTER COLUMN b SET DEFAULT nextval('a_b_seq'::regclass);",
            ),
            ("CREATE VIEW v AS SELECT a,  b FROM t;", "create view v as select a, b\nfrom t;"),
            ("CREATE SEQUENCE s;", "CREATE SEQUENCE s START WITH 1 INCREMENT BY 1 NO CYCLE;"),
            (
                "CREATE TABLE a (b interval DEFAULT interval '1 day');",
                "CREATE TABLE a (b interval DEFAULT '1 day'::interval);",
            ),
            ("CREATE TABLE a (b text[] DEFAULT '{}');", "CREATE TABLE a (b text[] DEFAULT '{}'::text[]);"),
            ("CREATE SCHEMA public; CREATE TABLE public.a (b int);", "CREATE TABLE a (b int);"),
        ],
    );
    different(
        PostgreSql,
        &[
            ("CREATE TABLE a (b int CHECK (b > 0));", "CREATE TABLE a (b int CHECK (b >= 0));"),
            ("CREATE TABLE a (b text DEFAULT 'x');", "CREATE TABLE a (b text DEFAULT 'X');"),
            (
                "CREATE TABLE a (b int, c int CHECK (b > 0 AND c > 0 OR b < 9));",
                "CREATE TABLE a (b int, c int CHECK (b > 0 AND (c > 0 OR b < 9)));",
            ),
            ("CREATE TABLE a (b text CHECK (b IN ('x', 'y')));", "CREATE TABLE a (b text CHECK (b IN ('x', 'z')));"),
            (
                "CREATE TABLE a (b timestamptz DEFAULT now());",
                "CREATE TABLE a (b timestamptz DEFAULT clock_timestamp());",
            ),
            (
                "CREATE TABLE a (b int, c int CHECK (b - c - 1 > 0));",
                "CREATE TABLE a (b int, c int CHECK (b - (c - 1) > 0));",
            ),
            ("CREATE TABLE a (b int UNIQUE);", "CREATE TABLE a (b int CONSTRAINT uq UNIQUE);"),
            (
                "CREATE TABLE a (b int); CREATE INDEX i ON a (b);",
                "CREATE TABLE a (b int); CREATE INDEX i ON a (b DESC);",
            ),
            ("CREATE VIEW v AS SELECT 'A';", "CREATE VIEW v AS SELECT 'a';"),
        ],
    );
}

#[test]
fn mysql_and_mariadb_by_meaning() {
    for dialect in [MySql, MariaDb] {
        same(
            dialect,
            &[
                (
                    "CREATE TABLE a (b int(11) NOT NULL);",
                    "CREATE TABLE `a` (`b` integer NOT NULL) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;",
                ),
                (
                    "CREATE TABLE a (b bigint(20) unsigned DEFAULT '0');",
                    "CREATE TABLE a (b bigint unsigned DEFAULT 0);",
                ),
                ("CREATE TABLE a (b tinyint(1) DEFAULT '1');", "CREATE TABLE a (b boolean DEFAULT TRUE);"),
                (
                    "CREATE TABLE a (b datetime DEFAULT now());",
                    "CREATE TABLE a (b datetime DEFAULT CURRENT_TIMESTAMP);",
                ),
                (
                    "CREATE TABLE a (b datetime DEFAULT current_timestamp());",
                    "CREATE TABLE a (b datetime DEFAULT CURRENT_TIMESTAMP);",
                ),
                ("CREATE TABLE a (b varchar(9) DEFAULT NULL);", "CREATE TABLE a (b varchar(9));"),
                (
                    "CREATE TABLE a (b int, KEY (b));",
                    "CREATE TABLE a (b int, KEY b (b)) ENGINE=InnoDB AUTO_INCREMENT=7;",
                ),
                ("CREATE TABLE a (b int, UNIQUE (b));", "CREATE TABLE a (b int); CREATE UNIQUE INDEX b ON a (b);"),
                (
                    "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE a (b int, CONSTRAINT f FOREIGN KEY (b) REFERENCES p (id));",
                    "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE a (b int, KEY f (b), CONSTRAINT f FOREIGN KEY (b) REFERENCES p (id) ON DELETE RESTRICT ON UPDATE NO ACTION);",
                ),
                ("CREATE TABLE a (b enum('x','y'));", "CREATE TABLE a (b ENUM('x', 'y'));"),
                ("CREATE TABLE a (b decimal);", "CREATE TABLE a (b decimal(10,0));"),
            ],
        );
        different(
            dialect,
            &[
                ("CREATE TABLE a (b int);", "CREATE TABLE a (b int unsigned);"),
                ("CREATE TABLE a (b enum('x','y'));", "CREATE TABLE a (b enum('x','z'));"),
                ("CREATE TABLE a (b int) ENGINE=InnoDB;", "CREATE TABLE a (b int) ENGINE=MyISAM;"),
                ("CREATE TABLE a (b int, c int);", "CREATE TABLE a (c int, b int);"),
            ],
        );
    }
}

#[test]
fn sqlite_by_meaning() {
    same(
        Sqlite,
        &[
            (
                "CREATE TABLE a (b TEXT DEFAULT (datetime('now')));",
                "CREATE TABLE a (b text DEFAULT CURRENT_TIMESTAMP);",
            ),
            ("CREATE TABLE \"a\" ([b] INTEGER, CHECK ((b)>(0)));", "CREATE TABLE a (b INTEGER CHECK (b > 0));"),
            ("CREATE TABLE a (b INTEGER DEFAULT '0');", "CREATE TABLE a (b INTEGER DEFAULT 0);"),
            ("CREATE TABLE a (b int, c int);", "CREATE TABLE a (c int, b int);"),
            (
                "CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b; END;",
                "CREATE TRIGGER IF NOT EXISTS t\nAFTER INSERT ON a BEGIN\n  DELETE FROM b;\nEND;",
            ),
        ],
    );
    different(Sqlite, &[("CREATE TABLE a (b TEXT DEFAULT '0');", "CREATE TABLE a (b TEXT DEFAULT '1');")]);
}

#[test]
fn sql_server_by_meaning() {
    same(
        SqlServer,
        &[
            ("CREATE TABLE a (b int DEFAULT 0);", "CREATE TABLE [dbo].[a] ([b] [int] NULL DEFAULT ((0)));"),
            ("CREATE TABLE a (b datetime2 DEFAULT getdate());", "CREATE TABLE a (b datetime2(7) DEFAULT (getdate()));"),
            (
                "CREATE TABLE a (b varchar(9), CHECK (b IN ('x', 'y')));",
                "CREATE TABLE a (b varchar(9), CONSTRAINT CK__a__1A2B3C4D CHECK ([b]='y' OR [b]='x'));",
            ),
            (
                "CREATE TABLE a (b int NOT NULL PRIMARY KEY);",
                "CREATE TABLE a (b int NOT NULL, CONSTRAINT PK__a__3213E83F0A1B2C3D PRIMARY KEY CLUSTERED (b ASC));",
            ),
            ("CREATE TABLE a (b nvarchar(9) DEFAULT N'x');", "CREATE TABLE a (b nvarchar(9) DEFAULT ('x'));"),
        ],
    );
    different(SqlServer, &[("CREATE TABLE a (b int DEFAULT 0);", "CREATE TABLE a (b int DEFAULT 1);")]);
}

#[test]
fn oracle_by_meaning() {
    same(
        Oracle,
        &[
            ("CREATE TABLE a (b NUMBER(5) DEFAULT 0);", "CREATE TABLE \"A\" (\"B\" NUMBER(5,0) DEFAULT (0));"),
            (
                "CREATE TABLE a (b NUMBER(5) PRIMARY KEY);",
                "CREATE TABLE a (b NUMBER(5) NOT NULL, CONSTRAINT SYS_C0012345 PRIMARY KEY (b));",
            ),
            ("CREATE TABLE a (b TIMESTAMP);", "CREATE TABLE a (b TIMESTAMP(6));"),
        ],
    );
    different(Oracle, &[("CREATE TABLE a (b NUMBER(5));", "CREATE TABLE a (b NUMBER(6));")]);
}
