"""The e-commerce example with rows in it: what must hold is held by the database, not by hope."""

import re
import unittest

from engines import HeliosDB, MariaDB, PostgreSQL, Refused, SQLite
from product import ddl, schema


def value(column, table, number):
    """A valid value for a column that must have one."""
    kind, name = column["type"], column["name"]
    for check in table.get("checks", []):
        allowed = re.search(rf"\b{name} IN \('([^']*)'", check["expression"])
        if allowed:
            return f"'{allowed[1]}'"
        least = re.search(rf"\b{name} BETWEEN (\d+) AND", check["expression"])
        if least:
            return least[1]
    if kind.startswith(("varchar", "char", "text")):
        text = f"{name}{number}@example.org"
        most = re.search(r"\((\d+)\)", kind)
        # What is too long for a code is a number that fills it.
        return f"'{text}'" if most is None or len(text) <= int(most[1]) else f"'{number:0{most[1]}}'"
    if kind.startswith(("timestamp", "date")):
        return "'2024-02-29'" if kind == "date" else "'2024-02-29 12:00:00'"
    if kind.startswith("uuid"):
        return f"'00000000-0000-4000-8000-{number:012}'"
    if kind.startswith("json"):
        return "'{}'"
    return str(number)


def insert(tables, name, number, **given):
    """An INSERT that gives every required column a value; rows refer to the rows with number 1 unless told."""
    table = next(table for table in tables if table["name"] == name)
    references = {column for key in table["foreign_keys"] for column in key["columns"]}
    values = {}
    for column in table["columns"]:
        required = not column["nullable"] and "default" not in column
        if column["name"] in given:
            values[column["name"]] = given[column["name"]]
        elif column["name"] in references and required:
            values[column["name"]] = value(column, table, 1)
        elif required or column["name"] in table["primary_key"]:
            values[column["name"]] = value(column, table, number)
    return f"INSERT INTO {name} ({', '.join(values)}) VALUES ({', '.join(values.values())});"


class Rows:
    """One shop with one order; every test adds a row or takes one away."""

    @classmethod
    def setUpClass(cls):
        cls.engine = cls.start()
        cls.addClassCleanup(cls.engine.close)

    def setUp(self):
        self.tables = schema("ecommerce", self.engine.dialect)["tables"]
        self.engine.fresh()
        self.engine.run(ddl("ecommerce", self.engine.dialect))
        for name in ("users", "products", "orders", "order_items", "addresses", "payment_methods"):
            self.insert(name, 1)
        self.insert("reviews", 1, rating="5")

    def insert(self, name, number, **given):
        self.engine.run(insert(self.tables, name, number, **given))

    def check_refused(self, name, **given):
        """The same row is refused with these values and taken with valid ones, so that it was they."""
        with self.assertRaises(Refused):
            self.insert(name, 2, **given)

    def test_a_rating_is_between_1_and_5(self):
        self.insert("users", 2)
        self.check_refused("reviews", user_id="2", rating="6")
        self.check_refused("reviews", user_id="2", rating="0")
        self.insert("reviews", 2, user_id="2", rating="1")

    def test_a_user_reviews_a_product_once(self):
        self.check_refused("reviews", rating="3")

    def test_an_email_belongs_to_one_user(self):
        self.check_refused("users", email="'email1@example.org'")
        self.insert("users", 2)

    def test_a_user_has_an_email(self):
        self.check_refused("users", email="NULL")

    def test_a_quantity_is_positive(self):
        self.insert("products", 2)
        self.check_refused("order_items", product_id="2", quantity="0")
        self.check_refused("order_items", product_id="2", quantity="-1")
        self.insert("order_items", 2, product_id="2", quantity="3")

    def test_a_price_is_not_negative(self):
        self.check_refused("products", price="-0.01")
        self.insert("products", 2, price="0")

    def test_an_order_lists_a_product_once(self):
        self.check_refused("order_items")

    def test_an_order_has_a_user(self):
        self.check_refused("orders", user_id="99")

    def test_deleting_a_user_follows_the_stated_actions(self):
        """With an order the stated action decides; without one only what belongs to the user goes along."""
        orders = next(table for table in self.tables if table["name"] == "orders")
        action = next(key["on_delete"] for key in orders["foreign_keys"] if key["references"]["table"] == "users")
        delete = "DELETE FROM users WHERE id = 1;"
        if "cascade" in action.lower():
            self.engine.run(delete)
        else:
            with self.assertRaises(Refused):
                self.engine.run(delete)
        self.insert("users", 2)
        self.insert("addresses", 2, user_id="2")
        self.engine.run("DELETE FROM users WHERE id = 2;")
        # The address is gone with its user, so its number is free again.
        self.insert("addresses", 2, user_id="1")


class OnPostgreSQL(Rows, unittest.TestCase):
    start = PostgreSQL


class OnMariaDB(Rows, unittest.TestCase):
    start = MariaDB


class MySQLOnMariaDB(Rows, unittest.TestCase):
    start = staticmethod(lambda: MariaDB("mysql"))


class OnSQLite(Rows, unittest.TestCase):
    start = SQLite


class OnHeliosDB(Rows, unittest.TestCase):
    start = HeliosDB


if __name__ == "__main__":
    unittest.main()
