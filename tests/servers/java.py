"""H2 and HSQLDB in their Oracle and SQL Server modes: engines that execute much of these dialects' DDL.

Neither mode is complete. What a mode does not take is listed here, each with its reason, and is rewritten before the
script runs; everything else runs as it was generated. The grammars (grammars.mjs) read the script as it is.
"""

import csv
import pathlib
import re
import shutil
import tempfile

from engines import Refused, command, tables_from
from product import statements

# (pattern, what runs instead, why)
H2_ORACLE = []

H2_SQLSERVER = []

HSQLDB_ORACLE = []

HSQLDB_SQLSERVER = []

JAVA = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", "/usr/share/java/h2.jar:/usr/share/java/hsqldb.jar"]

# Queries whose results say what H2 holds.
CATALOG = {
    "columns": "select table_name, column_name, is_nullable from information_schema.columns where table_schema = 'PUBLIC'",
    "keys": """select t.table_name, case t.constraint_type when 'PRIMARY KEY' then 'P' else 'U' end,
        listagg(k.column_name, ',') within group (order by k.ordinal_position)
        from information_schema.table_constraints t join information_schema.key_column_usage k using (constraint_name)
        where t.constraint_type in ('PRIMARY KEY', 'UNIQUE') group by t.constraint_name, t.table_name, t.constraint_type""",
    "foreign_keys": """select k.table_name, listagg(k.column_name, ',') within group (order by k.ordinal_position),
        u.table_name, listagg(u.column_name, ',') within group (order by k.ordinal_position), r.delete_rule
        from information_schema.referential_constraints r
        join information_schema.key_column_usage k on k.constraint_name = r.constraint_name
        join information_schema.key_column_usage u on u.constraint_name = r.unique_constraint_name
        and u.ordinal_position = k.position_in_unique_constraint group by r.constraint_name, k.table_name, u.table_name, r.delete_rule""",
    "checks": "select table_name from information_schema.table_constraints where constraint_type = 'CHECK'",
}


class Java:
    """One in-memory database a script."""

    def __init__(self, dialect, url, limits, has_catalog=False):
        self.dialect, self.url, self.limits, self.has_catalog = dialect, url, limits, has_catalog
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="architect-"))

    def close(self):
        shutil.rmtree(self.home, ignore_errors=True)

    def fresh(self):
        pass

    def adapted(self, script):
        """The statements that this mode can take."""
        result = []
        for statement in statements(script):
            for pattern, replacement, _ in self.limits:
                statement = re.sub(pattern, replacement, statement, flags=re.IGNORECASE)
            result.append(statement)
        return [statement for statement in result if statement.strip()]

    def run(self, script, *more):
        lines = [*self.adapted(script), *more]
        if self.has_catalog:
            quoted = {name: " ".join(query.split()).replace("'", "''") for name, query in CATALOG.items()}
            lines += [f"CALL CSVWRITE('{self.home / name}', '{query}')" for name, query in quoted.items()]
        path = self.home / "script.sql"
        path.write_text(";\n".join(lines) + ";\n")
        try:
            command([*JAVA, "org.h2.tools.RunScript", "-url", self.url, "-user", "SA", "-script", path])
        except Refused as error:
            raise Refused(str(error).split("\n\tat ")[0]) from error

    def catalog(self):
        def rows(name):
            with open(self.home / name, newline="") as file:
                return [[value.lower() for value in row] for row in list(csv.reader(file))[1:]]

        columns = [(table, column, nullable == "yes") for table, column, nullable in rows("columns")]
        keys = [(table, kind.upper(), names) for table, kind, names in rows("keys")]
        return tables_from(columns, keys, rows("foreign_keys"), rows("checks"))


def h2_oracle():
    return Java("oracle", "jdbc:h2:mem:work;MODE=Oracle", H2_ORACLE, has_catalog=True)


def h2_sqlserver():
    return Java("sqlserver", "jdbc:h2:mem:work;MODE=MSSQLServer", H2_SQLSERVER, has_catalog=True)


def hsqldb_oracle():
    return Java("oracle", "jdbc:hsqldb:mem:work;sql.syntax_ora=true", HSQLDB_ORACLE)


def hsqldb_sqlserver():
    return Java("sqlserver", "jdbc:hsqldb:mem:work;sql.syntax_mss=true", HSQLDB_SQLSERVER)
