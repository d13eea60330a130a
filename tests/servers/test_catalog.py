"""A database read back by the catalog's query: what comes of its result is the same database.

Each script runs on a server; the query of `schema-architect catalog` runs there; what `convert` makes of the result runs
on an empty database; both catalogs have to be equal. The query's result comes in the forms in which clients give it."""

import csv
import io
import json
import re
import subprocess
import unittest

from deep_catalog import deep_catalog
from engines import MariaDB, PostgreSQL, SQLite
from product import DESCRIPTIONS, ROOT, architect, ddl

MORE = {
    "postgresql": """
        CREATE SCHEMA extra;
        CREATE TYPE extra.mood AS ENUM ('calm', 'it''s loud');
        CREATE DOMAIN positive AS int DEFAULT 1 CHECK (VALUE > 0);
        CREATE SEQUENCE ticket START 100 INCREMENT 5;
        CREATE TABLE "Odd Name" (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "order" positive, feeling extra.mood DEFAULT 'calm', tags text[] NOT NULL DEFAULT '{}',
          price numeric(10,2) CHECK (price >= 0), gross numeric GENERATED ALWAYS AS (price * 1.2) STORED, seen timestamptz DEFAULT now(), number int DEFAULT nextval('ticket'));
        COMMENT ON TABLE "Odd Name" IS 'It''s "odd"';
        COMMENT ON COLUMN "Odd Name".price IS 'net';
        CREATE TABLE extra.child (odd_id bigint REFERENCES "Odd Name" ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, part int, at date, UNIQUE (odd_id, part));
        CREATE INDEX ON extra.child USING btree (lower(part::text), at DESC) WHERE part > 3;
        CREATE TABLE events (id bigint, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
        CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
        CREATE TABLE events_rest PARTITION OF events DEFAULT;
        CREATE VIEW cheap AS SELECT id, price FROM "Odd Name" WHERE price < 10;
        CREATE VIEW cheaper AS SELECT id FROM cheap WHERE price < 5;
        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          NEW.seen := now(); -- a comment; and a semicolon
          RETURN NEW; END $$;
        CREATE TRIGGER touched BEFORE UPDATE ON "Odd Name" FOR EACH ROW EXECUTE FUNCTION touch();
        INSERT INTO "Odd Name" (price) SELECT n FROM generate_series(1, 500) n;
        ANALYZE;
    """,
    "mariadb": """
        CREATE TABLE `odd name` (id int unsigned AUTO_INCREMENT PRIMARY KEY, `order` varchar(20) NOT NULL DEFAULT 'it''s', state enum('a','b') DEFAULT 'a',
          price decimal(10,2) CHECK (price >= 0), gross decimal(12,2) AS (price * 1.2) STORED, seen timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
          note text COMMENT 'free text', code char(3) CHARACTER SET ascii COLLATE ascii_bin, KEY by_order (`order`(5), price), FULLTEXT KEY words (note)) COMMENT='odd';
        CREATE TABLE child (a int unsigned, b int, UNIQUE KEY pair (a, b), CONSTRAINT goes FOREIGN KEY (a) REFERENCES `odd name` (id) ON DELETE SET NULL ON UPDATE CASCADE);
        CREATE VIEW cheap AS SELECT id, price FROM `odd name` WHERE price < 10;
    """,
    "sqlite": """
        CREATE TABLE "odd name" (id INTEGER PRIMARY KEY AUTOINCREMENT, "order" TEXT NOT NULL DEFAULT 'it''s', price NUMERIC CHECK (price >= 0)) STRICT;
        CREATE TABLE child (a INTEGER REFERENCES "odd name" (id) ON DELETE CASCADE, b, PRIMARY KEY (a, b)) WITHOUT ROWID;
        CREATE INDEX by_order ON "odd name" ("order" COLLATE NOCASE, price DESC) WHERE price > 1;
        CREATE VIEW cheap AS SELECT id FROM "odd name" WHERE price < 10;
        CREATE TRIGGER gone AFTER DELETE ON child BEGIN DELETE FROM "odd name" WHERE id = OLD.a; END;
    """.replace(") STRICT", ")"),
}


def as_plain(rows):
    return "ddl\n" + "\n".join(rows) + "\n"


def as_csv(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([["ddl"], *([row] for row in rows)])
    return out.getvalue()


def as_grid(rows):
    width = max(map(len, rows))
    rule = f"+-{'-' * width}-+"
    lines = [line for row in rows for line in row.split("\n")]
    return "\n".join([rule, f"| {'ddl':{width}} |", rule, *(f"| {line:{width}} |" for line in lines), rule, f"{len(rows)} rows in set (0.01 sec)", ""])


def meaning(catalog):
    """PostgreSQL moves the casts of a list (`x IN (...)` over varchar) each time that it reads its own words."""
    def plain(line):
        return re.sub(r"::(character varying|text|bpchar)(\[\])?|[()]", "", line) if line.startswith("constraint ") else line
    return sorted(map(plain, catalog))


class Catalog:
    def rows(self, query):
        return [row[0] for row in self.engine.rows(query)]

    def check(self, script, form=as_plain):
        dialect = self.engine.dialect
        self.engine.fresh()
        self.engine.run(script)
        before = deep_catalog(self.engine)
        rows = self.rows(architect("catalog", "--dialect", dialect)[0])
        again = architect("convert", "-", "--from", dialect, "--to", dialect, text=form(rows))[0]
        self.engine.fresh()
        self.engine.run(again)
        self.assertEqual(meaning(before), meaning(deep_catalog(self.engine)), again)
        return rows

    def test_described_schemas_come_back(self):
        for name in DESCRIPTIONS:
            with self.subTest(name):
                self.check(ddl(name, self.engine.dialect))

    def test_all_kinds_of_objects_come_back_in_every_form(self):
        for form in (as_plain, as_csv, as_grid):
            with self.subTest(form.__name__):
                self.check(MORE[self.engine.dialect], form)

    @classmethod
    def setUpClass(cls):
        cls.engine = cls.start()
        cls.addClassCleanup(cls.engine.close)


class OnPostgreSQL(Catalog, unittest.TestCase):
    start = PostgreSQL

    def rows(self, query):
        # Values have lines of their own, so rows end in a character that no value has.
        found = subprocess.run(
            ["psql", "-X", "-q", "-h", self.engine.home, "-U", "postgres", "-d", "work", "-A", "-t", "-R", "\x1e", "-c", query.rstrip().rstrip(";")],
            capture_output=True, text=True, check=True, cwd="/",
        )
        return found.stdout.removesuffix("\n").split("\x1e")

    def test_what_psql_prints_is_read(self):
        self.engine.fresh()
        self.engine.run(MORE["postgresql"])
        before = deep_catalog(self.engine)
        query = architect("catalog", "--dialect", "postgresql")[0]
        printed = subprocess.run(
            ["psql", "-X", "-h", self.engine.home, "-U", "postgres", "-d", "work"], input=query, capture_output=True, text=True, check=True, cwd="/"
        ).stdout
        again = architect("convert", "-", "--from", "postgresql", "--to", "postgresql", text=printed)[0]
        self.engine.fresh()
        self.engine.run(again)
        self.assertEqual(meaning(before), meaning(deep_catalog(self.engine)), again)

    def test_statistics_come_along(self):
        rows = self.check(MORE["postgresql"])
        told = [row for row in rows if row.startswith("-- statistics ")]
        self.assertTrue(any('"rows" : 500' in row and '"n_distinct"' in row for row in told), told)


class OnMariaDB(Catalog, unittest.TestCase):
    start = MariaDB

    def rows(self, query):
        # Raw, since the batch form doubles backslashes.
        command = ["mariadb", "--no-defaults", f"--socket={self.engine.socket}", "-uroot", "-N", "-B", "--raw", "--default-character-set=utf8mb4", "work"]
        return subprocess.run(command, input=query, capture_output=True, text=True, check=True).stdout.splitlines()


class OnSQLite(Catalog, unittest.TestCase):
    start = SQLite


class Grammars(unittest.TestCase):
    """No server of Oracle or SQL Server is here; the published grammars read their queries."""

    def test_queries_are_well_formed(self):
        for dialect in ("oracle", "sqlserver", "mysql"):
            with self.subTest(dialect):
                query = architect("catalog", "--dialect", dialect)[0].rstrip().removesuffix(";")
                asked = json.dumps({"dialect": dialect, "scripts": {"catalog": [query]}})
                program = ["node", ROOT / "tests" / "servers" / "grammars.mjs"]
                read = subprocess.run(program, input=asked, capture_output=True, text=True, cwd=ROOT, check=True).stdout
                self.assertEqual(json.loads(read), {"catalog": []})


if __name__ == "__main__":
    unittest.main()
