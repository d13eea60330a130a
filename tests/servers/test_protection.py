"""The masked views, roles and grants that `classify --format sql` writes: they run, hide what they should, and no more."""

import unittest

from engines import MariaDB, PostgreSQL, SQLite
from product import architect, statements

CLINIC = """
CREATE TABLE patients (id bigint PRIMARY KEY, full_name varchar(100) NOT NULL, email varchar(200) NOT NULL,
  password_hash varchar(100) NOT NULL, diagnosis varchar(200), birth_date date NOT NULL);
CREATE TABLE visits (id bigint PRIMARY KEY, patient_id bigint NOT NULL REFERENCES patients (id), room varchar(20) NOT NULL);
INSERT INTO patients VALUES (1, 'Ada Lovelace', 'ada@example.org', 'secret-hash', 'measles', '1815-12-10');
INSERT INTO visits VALUES (1, 1, 'B12');
"""


class Protection:
    @classmethod
    def setUpClass(cls):
        cls.engine = cls.start()
        cls.addClassCleanup(cls.engine.close)
        cls.engine.fresh()
        cls.engine.run(CLINIC)
        cls.script = architect("classify", "-", "--dialect", cls.engine.dialect, "--format", "sql", text=CLINIC)[0]
        cls.engine.run(cls.script)

    def test_the_view_masks_what_is_sensitive(self):
        shown = str(self.engine.rows("SELECT * FROM patients_masked"))
        for secret in ["Lovelace", "ada@example.org", "secret-hash", "measles", "12-10"]:
            self.assertNotIn(secret, shown)
        self.assertIn("1815", shown)

    def test_every_statement_is_one_of_a_view_a_role_or_a_grant(self):
        for statement in statements(self.script):
            self.assertRegex(statement, r"^(CREATE (OR REPLACE )?VIEW|CREATE ROLE|GRANT SELECT)")


class OnPostgreSQL(Protection, unittest.TestCase):
    start = PostgreSQL

    def test_roles_see_what_they_need(self):
        def sees(role, table, column):
            return self.engine.rows(f"SELECT has_column_privilege('{role}', '{table}', '{column}', 'SELECT')")[0][0] == "t"

        self.assertFalse(sees("app_reporting", "patients", "email"))
        self.assertTrue(sees("app_reporting", "patients_masked", "email"))
        self.assertTrue(sees("app_support", "patients", "email"))
        self.assertFalse(sees("app_support", "patients", "diagnosis"))
        self.assertTrue(sees("app_privacy", "patients", "diagnosis"))
        self.assertFalse(sees("app_privacy", "patients", "password_hash"))


class OnMariaDB(Protection, unittest.TestCase):
    start = MariaDB


class OnSQLite(Protection, unittest.TestCase):
    start = SQLite


if __name__ == "__main__":
    unittest.main()
