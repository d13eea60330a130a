"""The statements that `optimize --format sql` writes: they run, keep every row, split the table, and keep copies in step."""

import pathlib
import tempfile
import unittest

from engines import MariaDB, PostgreSQL, SQLite
from product import architect

SHOP = """
CREATE TABLE customers (id bigint PRIMARY KEY, name varchar(100) NOT NULL, country varchar(40) NOT NULL, profile varchar(400));
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL, created_at {time} NOT NULL, total decimal(10,2) NOT NULL,
  note varchar(200), CONSTRAINT fk_customer FOREIGN KEY (customer_id) REFERENCES customers (id), CONSTRAINT uq_note UNIQUE (note, id));
"""
ROWS = """
INSERT INTO customers VALUES (1, 'Ada', 'gb', NULL), (2, 'Emmy', 'de', NULL);
INSERT INTO orders VALUES (10, 1, '2024-01-05 10:00:00', 5.00, 'a'), (11, 1, '2025-03-15 10:00:00', 7.50, NULL),
  (12, 2, '2025-12-30 10:00:00', 1.00, 'c'), (13, 2, '2027-06-01 00:00:00', 2.00, 'd');
"""
QUERIES = """
-- name: by_country, frequency: 50
SELECT c.country, sum(o.total) FROM orders o JOIN customers c ON c.id = o.customer_id
WHERE o.created_at >= '2025-03-01' AND o.created_at < '2025-04-01' GROUP BY c.country;
-- name: of_ten_days, frequency: 50
SELECT o.id, o.total, c.country FROM orders o JOIN customers c ON c.id = o.customer_id
WHERE o.created_at >= '2025-03-10' AND o.created_at < '2025-03-20';
"""
SIZES = """{"customers": {"rows": 30000000, "columns": {"profile": {"width": 300}}}, "orders": {"rows": 120000000, "columns":
  {"customer_id": 28000000, "created_at": {"correlation": 0.1, "histogram": ["2024-01-01", "2025-01-01", "2026-01-01"]}}}}"""


class Advice:
    time = "timestamp"

    @classmethod
    def setUpClass(cls):
        cls.engine = cls.start()
        cls.addClassCleanup(cls.engine.close)
        cls.engine.fresh()
        schema = SHOP.format(time=cls.time)
        cls.engine.run(schema + ROWS)
        with tempfile.TemporaryDirectory() as folder:
            queries, sizes = pathlib.Path(folder, "queries.sql"), pathlib.Path(folder, "sizes.json")
            queries.write_text(QUERIES)
            sizes.write_text(SIZES)
            arguments = ["--workload", queries, "--stats", sizes, "--budget", "100", "--dialect", cls.engine.dialect]
            cls.script = architect("optimize", "-", *arguments, "--format", "sql", text=schema)[0]
        cls.engine.run(cls.script)

    def test_every_row_is_there(self):
        found = [list(map(str, row)) for row in self.engine.rows("SELECT id, customer_id, total FROM orders ORDER BY id")]
        self.assertEqual(found, [["10", "1", "5.00"], ["11", "1", "7.50"], ["12", "2", "1.00"], ["13", "2", "2.00"]])

    def test_the_table_is_split_by_time(self):
        self.assertGreater(int(self.engine.rows(self.partitions)[0][0]), 50)

    def test_copies_are_filled_and_follow(self):
        def copies():
            return [str(row[0]) for row in self.engine.rows("SELECT customer_country FROM orders ORDER BY id")]

        self.assertEqual(copies(), ["gb", "gb", "de", "de"])
        self.engine.run("UPDATE customers SET country = 'fr' WHERE id = 1;")
        self.engine.run("INSERT INTO orders (id, customer_id, created_at, total) VALUES (14, 1, '2025-05-05', 3);")
        self.engine.run("UPDATE orders SET customer_id = 2 WHERE id = 10;")
        self.assertEqual(copies(), ["de", "fr", "de", "de", "fr"])
        self.engine.run("DELETE FROM orders WHERE id = 14; UPDATE orders SET customer_id = 1 WHERE id = 10;")
        self.engine.run("UPDATE customers SET country = 'gb' WHERE id = 1;")


class OnPostgreSQL(Advice, unittest.TestCase):
    start = PostgreSQL
    partitions = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'orders'::regclass"


class OnMariaDB(Advice, unittest.TestCase):
    start = MariaDB
    time = "datetime"
    partitions = "SELECT count(*) FROM information_schema.partitions WHERE table_name = 'orders'"


class OnMariaDBWithTimestamps(OnMariaDB):
    """A TIMESTAMP is split by its number of seconds."""

    time = "timestamp"


PLACES = {
    PostgreSQL: (
        """CREATE TABLE places (id bigint PRIMARY KEY, slug varchar(120) NOT NULL, spot point NOT NULL, opened tstzrange NOT NULL,
             words tsvector NOT NULL, tags text[] NOT NULL, info jsonb NOT NULL, body text NOT NULL, city_id int NOT NULL, removed_at timestamptz);""",
        """SELECT body FROM places WHERE slug LIKE 'anna%'; SELECT body FROM places WHERE spot <@ box '((1,1),(2,2))';
           SELECT body FROM places WHERE opened && tstzrange('2024-01-01', '2024-01-02'); SELECT body FROM places WHERE tags @> ARRAY['x'];
           SELECT body FROM places WHERE words @@ to_tsquery('simple', 'x'); SELECT id FROM places WHERE body ILIKE '%brown fox%';
           SELECT body FROM places WHERE info->>'code' = 'x'; SELECT body FROM places WHERE city_id = 9 AND removed_at IS NULL;
           SELECT body FROM places WHERE lower(slug) = 'x'; SELECT body FROM places WHERE info @> '{"a": 1}';""",
        {"text_pattern_ops", "USING gist (spot)", "USING gist (opened)", "USING gin (tags)", "USING gin (words)", "gin_trgm_ops",
         "'code'", "WHERE removed_at IS NULL", "lower(slug)", "USING gin (info)"},
    ),
    MariaDB: (
        """CREATE TABLE places (id bigint PRIMARY KEY, slug varchar(120) NOT NULL, spot point NOT NULL, body text NOT NULL, city_id int NOT NULL,
             seen_at datetime NOT NULL);""",
        """SELECT body FROM places WHERE slug LIKE 'anna%'; SELECT body FROM places WHERE MATCH (body) AGAINST ('fox');
           SELECT body FROM places WHERE ST_Within(spot, ST_GeomFromText('POLYGON((0 0,0 1,1 1,1 0,0 0))'));
           SELECT body FROM places WHERE city_id = ? ORDER BY seen_at DESC LIMIT 10;""",
        {"(slug)", "FULLTEXT INDEX", "SPATIAL INDEX", "(city_id, seen_at)"},
    ),
    SQLite: (
        """CREATE TABLE places (id INTEGER PRIMARY KEY, slug text NOT NULL, info text NOT NULL, state text NOT NULL, seen_at text NOT NULL);""",
        """SELECT info FROM places WHERE slug LIKE 'anna%'; SELECT slug FROM places WHERE json_extract(info, '$.code') = 'x';
           SELECT info FROM places WHERE state = 'open' ORDER BY seen_at LIMIT 10;""",
        {"COLLATE NOCASE", "json_extract", "(seen_at)"},
    ),
}


class Kinds(unittest.TestCase):
    """Indexes of every kind that a database has are advised, and each statement runs."""

    def check(self, start):
        schema, queries, expected = PLACES[start]
        engine = start()
        self.addCleanup(engine.close)
        engine.fresh()
        with tempfile.TemporaryDirectory() as folder:
            workload, sizes = pathlib.Path(folder, "queries.sql"), pathlib.Path(folder, "sizes.json")
            workload.write_text(queries)
            sizes.write_text('{"places": {"rows": 3000000, "columns": {"city_id": {"distinct": 9000}}}}')
            arguments = ["--workload", workload, "--stats", sizes, "--dialect", engine.dialect, "--format", "sql"]
            script = architect("optimize", "-", *arguments, text=schema)[0]
        statements = [line for line in script.splitlines() if line.startswith("CREATE")]
        for part in expected:
            self.assertTrue(any(part in statement for statement in statements), f"{part}\n" + "\n".join(statements))
        engine.run(schema + "\n".join(statements))

    def test_postgresql(self):
        self.check(PostgreSQL)

    def test_mariadb(self):
        self.check(MariaDB)

    def test_sqlite(self):
        self.check(SQLite)


if __name__ == "__main__":
    unittest.main()
