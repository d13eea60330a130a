"""Every description of tests/corpus in every dialect: the DDL runs, and the database then holds what the export says."""

import json
import re
import subprocess
import unittest

import java
from catalog import differences, expected
from engines import HeliosDB, MariaDB, PostgreSQL, Refused, SQLite
from product import DESCRIPTIONS, ROOT, ddl, losses, schema, statements


def lowered(schema):
    """Oracle folds names to upper case; the comparison folds both sides to lower case."""
    return json.loads(json.dumps(schema).lower())


def check(test, engine, name):
    """Runs one description's DDL in an empty database and compares what it made with the exported schema."""
    script = ddl(name, engine.dialect)
    engine.fresh()
    try:
        engine.run(script)
    except Refused as error:
        test.fail(f"{engine.dialect} refused the schema of {name}:\n{error}")
    if getattr(engine, "has_catalog", True):
        wanted = lowered(schema(name, engine.dialect)) if isinstance(engine, java.Java) else schema(name, engine.dialect)
        test.assertEqual(differences(expected(wanted), engine.catalog(), losses(name, engine.dialect)), [])


class Corpus:
    """The tests of one engine: one for each description."""

    @classmethod
    def setUpClass(cls):
        cls.engine = cls.start()
        cls.addClassCleanup(cls.engine.close)


for _name in DESCRIPTIONS:
    setattr(Corpus, f"test_{_name}", lambda self, name=_name: check(self, self.engine, name))


class OnPostgreSQL(Corpus, unittest.TestCase):
    start = PostgreSQL


class OnMariaDB(Corpus, unittest.TestCase):
    start = MariaDB


class MySQLOnMariaDB(Corpus, unittest.TestCase):
    start = staticmethod(lambda: MariaDB("mysql"))


class OnSQLite(Corpus, unittest.TestCase):
    start = SQLite


class OnHeliosDB(Corpus, unittest.TestCase):
    start = HeliosDB


class OracleOnH2(Corpus, unittest.TestCase):
    start = staticmethod(java.h2_oracle)


class SQLServerOnH2(Corpus, unittest.TestCase):
    start = staticmethod(java.h2_sqlserver)


class OracleOnHSQLDB(Corpus, unittest.TestCase):
    start = staticmethod(java.hsqldb_oracle)


class SQLServerOnHSQLDB(Corpus, unittest.TestCase):
    start = staticmethod(java.hsqldb_sqlserver)


# What a grammar refuses although the database takes it: (dialect, pattern, what is read instead, why).
UNKNOWN_TO_GRAMMARS = [
    ("oracle", r"\(\S+ IS JSON\)", "(1 = 1)", "the grammar is older than Oracle's test for JSON"),
    ("oracle", r"(?m)^(\s+)(end) ", r'\1"\2" ', "END is a keyword, but no reserved word of Oracle's SQL"),
]


def readable(statement, dialect):
    for of, pattern, replacement, _ in UNKNOWN_TO_GRAMMARS:
        if of == dialect:
            statement = re.sub(pattern, replacement, statement)
    return statement


class Grammars(unittest.TestCase):
    """The published grammars read every statement of these dialects."""

    maxDiff = None

    def check(self, dialect):
        scripts = {name: [readable(statement, dialect) for statement in statements(ddl(name, dialect))] for name in DESCRIPTIONS}
        request = json.dumps({"dialect": dialect, "scripts": scripts})
        program = ["node", ROOT / "tests" / "servers" / "grammars.mjs"]
        result = subprocess.run(program, input=request, capture_output=True, text=True, check=True)
        self.assertEqual({name: errors for name, errors in json.loads(result.stdout).items() if errors}, {})

    def test_oracle(self):
        self.check("oracle")

    def test_sqlserver(self):
        self.check("sqlserver")

    def test_mysql(self):
        self.check("mysql")


if __name__ == "__main__":
    unittest.main()
