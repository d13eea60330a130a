"""The rows of `sample-data` are taken by the databases whose keys and checks they have to keep."""

import unittest

from engines import HeliosDB, MariaDB, PostgreSQL, SQLite
from product import DESCRIPTIONS, architect, ddl, schema

ROWS = 25


class SampleData:
    def test_every_table_is_filled(self):
        for name in DESCRIPTIONS:
            with self.subTest(name):
                dialect = self.engine.dialect
                script = ddl(name, dialect)
                rows = architect("sample-data", "-", "--dialect", dialect, "--rows", str(ROWS), text=script)[0]
                self.engine.fresh()
                self.engine.run(script)
                self.engine.run(rows)
                for table in schema(name, dialect)["tables"]:
                    with self.subTest(table=table["name"]):
                        # Keys and unique columns may allow fewer rows than were asked for, but never none.
                        self.assertIn(self.count(table["name"]), range(1, ROWS + 1))

    def test_a_seed_gives_the_same_rows_again(self):
        script = ddl("ecommerce", self.engine.dialect)
        rows = [architect("sample-data", "-", "--dialect", self.engine.dialect, "--seed", seed, text=script)[0] for seed in ("7", "8")]
        self.assertNotEqual(*rows)
        self.engine.fresh()
        self.engine.run(script + rows[0])

    def count(self, table):
        return int(self.engine.rows(f"select count(*) from {table}")[0][0])

    @classmethod
    def setUpClass(cls):
        cls.engine = cls.start()
        cls.addClassCleanup(cls.engine.close)


class OnPostgreSQL(SampleData, unittest.TestCase):
    start = PostgreSQL


class OnMariaDB(SampleData, unittest.TestCase):
    start = MariaDB


class OnSQLite(SampleData, unittest.TestCase):
    start = SQLite


class OnHeliosDB(SampleData, unittest.TestCase):
    start = HeliosDB

    def count(self, table):
        return int(list(self.engine.database.query(f"select count(*) as n from {table}")[0].values())[0])


if __name__ == "__main__":
    unittest.main()
