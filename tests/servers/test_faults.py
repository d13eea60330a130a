"""Every 11th fault of faults.py, gone on with; as a program that takes all of them, and takes them back, too."""

import unittest
from contextlib import closing

from engines import MariaDB, PostgreSQL
from faults import prove


class Faults(unittest.TestCase):
    def check(self, start):
        with closing(start()) as engine:
            _, faults, losses = prove(engine, each=11, ways=("resume",))
        self.assertGreater(len(faults), 10)
        self.assertEqual(losses, [])

    def test_postgresql_loses_nothing(self):
        self.check(PostgreSQL)

    def test_mariadb_loses_nothing(self):
        self.check(MariaDB)


if __name__ == "__main__":
    unittest.main()
