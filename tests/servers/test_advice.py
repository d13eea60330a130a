"""The statements that `optimize --format sql` writes: they run, keep every row, split the table, and keep copies in step."""

import pathlib
import tempfile
import unittest

from engines import MariaDB, PostgreSQL
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


if __name__ == "__main__":
    unittest.main()
