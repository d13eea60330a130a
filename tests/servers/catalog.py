"""What a database holds, and what an exported schema says it should hold, in one comparable form."""

import re
from dataclasses import dataclass, field


@dataclass
class Table:
    columns: dict = field(default_factory=dict)  # name -> nullable
    primary_key: tuple = ()
    unique: set = field(default_factory=set)  # tuples of columns; unique indexes count
    foreign_keys: set = field(default_factory=set)  # (columns, table, columns, action on delete)
    checks: int = 0


def expected(schema):
    """The tables of `--format json`."""
    tables = {}
    for source in schema["tables"]:
        table = tables[source["name"]] = Table()
        table.columns = {column["name"]: column["nullable"] for column in source["columns"]}
        table.primary_key = tuple(source.get("primary_key") or ())
        table.unique = {tuple(columns) for columns in source.get("unique", [])}
        table.checks = len(source.get("checks", []))
        for key in source.get("foreign_keys", []):
            target = key["references"]
            action = (key.get("on_delete") or "no action").lower().replace("_", " ")
            table.foreign_keys.add((tuple(key["columns"]), target["table"], tuple(target["columns"]), action))
    return tables


# RESTRICT and NO ACTION differ only inside a transaction, and some engines know one of the two.
SAME_ACTION = {"restrict": "no action"}


def differences(wanted, found, losses=()):
    """Sentences about what is missing or different; none when the database is as the schema says.

    A check or an action may be missing only where the program itself said so, in `losses`.
    """

    def is_stated(what, table):
        return any(f"[{what}-lost]" in line and re.search(rf"\b{re.escape(table)}\b", line) for line in losses)

    result = []
    for name, table in wanted.items():
        if name not in found:
            result.append(f"table {name} is missing")
            continue
        other = found[name]
        for column, nullable in table.columns.items():
            if column not in other.columns:
                result.append(f"column {name}.{column} is missing")
            elif other.columns[column] != nullable:
                result.append(f"column {name}.{column}: nullable is {other.columns[column]}, not {nullable}")
        result += [f"column {name}.{column} was not asked for" for column in other.columns if column not in table.columns]
        if table.primary_key != other.primary_key:
            result.append(f"primary key of {name} is {other.primary_key}, not {table.primary_key}")
        for columns in table.unique - other.unique:
            if columns != table.primary_key:
                result.append(f"unique {name} {columns} is missing")
        same = {mended(key) for key in other.foreign_keys}
        if is_stated("action", name):
            same |= {(*key[:3], mended(other_key)[3]) for key in other.foreign_keys for other_key in table.foreign_keys if key[:3] == other_key[:3]}
        result += [f"foreign key of {name} {key} is missing" for key in table.foreign_keys if mended(key) not in same]
        if other.checks < table.checks and not is_stated("check", name):
            result.append(f"{name} has {other.checks} checks, not {table.checks}")
    return result + [f"table {name} was not asked for" for name in found if name not in wanted]


def mended(key):
    *rest, action = key
    return (*rest, SAME_ACTION.get(action, action))
