"""Every 23rd fault of faults.py, which as a program takes all of them."""

import unittest
from contextlib import closing

from engines import MariaDB, PostgreSQL
from faults import prove


class Faults(unittest.TestCase):
    def check(self, start):
        with closing(start()) as engine:
            _, faults, losses = prove(engine, each=23)
        self.assertGreater(len(faults), 10)
        self.assertEqual(losses, [])

    def test_postgresql_loses_nothing(self):
        self.check(PostgreSQL)

    def test_mariadb_loses_nothing(self):
        self.check(MariaDB)


if __name__ == "__main__":
    unittest.main()
