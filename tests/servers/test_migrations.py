"""Plans on real servers: forward the catalog is that of the wanted schema and the data is as expected; back, catalog and
rows are what they were. Each file of migrations/ is a case:

    -- from            the schema as it is
    -- rows            what is in it
    -- to              the schema as it should be
    -- expect QUERY => RESULT      after the way forth; columns joined by |, rows by ;
    -- options ...     more arguments of `migrate`
"""

import json
import pathlib
import re
import tempfile
import unittest

from deep_catalog import deep_catalog
from engines import MariaDB, PostgreSQL, SQLite
from product import architect

CASES = pathlib.Path(__file__).parent / "migrations"


def sections(text):
    """The parts of a case by name, and its expectations as pairs."""
    parts, expected, options, now = {}, [], [], None
    for line in text.splitlines():
        mark = re.match(r"-- (from|rows|to|expect|options)\b\s*(.*)", line)
        if mark and mark[1] == "expect":
            expected.append(tuple(part.strip() for part in mark[2].rsplit("=>", 1)))
        elif mark and mark[1] == "options":
            options = mark[2].split()
        elif mark:
            now = mark[1]
        elif now:
            parts[now] = parts.get(now, "") + line + "\n"
    return parts, expected, options


def kept_for_the_way_back(line):
    return "_architect" in line


def catalog(engine):
    return [line for line in deep_catalog(engine) if not kept_for_the_way_back(line)]


def tables(engine):
    if engine.dialect == "postgresql":
        query = """select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables
            where schemaname !~ '^(pg_|_architect)' and schemaname <> 'information_schema'"""
    elif engine.dialect == "sqlite":
        query = "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like '\\_architect%' escape '\\'"
    else:
        query = "select table_name from information_schema.tables where table_schema = 'work' and table_type = 'BASE TABLE' and table_name not like '\\_architect%'"
    return [row[0] for row in engine.rows(query)]


def contents(engine):
    """All rows as texts, without regard to the order of rows; columns by name."""
    found = {}
    for table in tables(engine):
        if engine.dialect == "postgresql":
            found[table] = sorted(str(row) for row in engine.rows(f"select to_jsonb(t) from {table} t"))
        else:
            quote = '"' if engine.dialect == "sqlite" else "`"
            found[table] = sorted(str(list(row)) for row in engine.rows(f"select * from {quote}{table}{quote}"))
    return found


class Migrations:
    @classmethod
    def setUpClass(cls):
        cls.engine = cls.start()
        cls.addClassCleanup(cls.engine.close)

    def check(self, path):
        parts, expected, options = sections(path.read_text())
        engine = self.engine
        engine.fresh()
        engine.run(parts["to"])
        wanted = catalog(engine)
        engine.fresh()
        engine.run(parts["from"])
        engine.run(parts.get("rows", "") or "select 1;")
        before, rows = catalog(engine), contents(engine)
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder)
            (out / "from.sql").write_text(parts["from"])
            (out / "to.sql").write_text(parts["to"])
            architect("migrate", str(out / "from.sql"), str(out / "to.sql"), "--dialect", engine.dialect, "--out", folder, *options)
            phases = json.loads((out / "manifest.json").read_text())["phases"]
            for phase in phases:
                engine.run((out / phase["up"]).read_text())
            self.assertEqual(catalog(engine), wanted, "the catalog after the way forth")
            for query, result in expected:
                found = ";".join("|".join("" if cell is None else str(cell) for cell in row) for row in engine.rows(query))
                self.assertEqual(found, result, query)
            for phase in reversed(phases):
                engine.run((out / phase["down"]).read_text())
            self.assertEqual(catalog(engine), before, "the catalog after the way back")
            self.assertEqual(contents(engine), rows, "the rows after the way back")

    def test_cases(self):
        paths = sorted((CASES / self.engine.dialect).glob("*.sql"))
        self.assertTrue(paths)
        for path in paths:
            with self.subTest(case=path.stem):
                self.check(path)


class OnPostgreSQL(Migrations, unittest.TestCase):
    start = PostgreSQL


class OnMariaDB(Migrations, unittest.TestCase):
    start = MariaDB


class OnSQLite(Migrations, unittest.TestCase):
    start = SQLite


if __name__ == "__main__":
    unittest.main()
