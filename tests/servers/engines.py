"""Real servers and embedded engines, each started here on a socket or file of its own and stopped by `close`.

An engine has `fresh()`, which gives an empty database; `run(script)`, which runs a whole script and raises `Refused`
at the first statement that fails; and `catalog()`, which says what is there.
"""

import glob
import math
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import time

from catalog import Table
from product import statements


class Refused(Exception):
    """The engine's own words about what it did not take."""


def command(arguments, text=None, user=None):
    """Runs a program and returns its output; `user` is taken only when this runs as root."""
    if user and os.geteuid() == 0:
        arguments = ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", *arguments]
    result = subprocess.run([str(a) for a in arguments], input=text, capture_output=True, text=True, timeout=120, cwd="/")
    if result.returncode != 0:
        raise Refused((result.stderr or result.stdout).strip())
    return result.stdout


def folder(user):
    """A new short path (sockets allow about 100 characters) that belongs to the server's user."""
    path = pathlib.Path(tempfile.mkdtemp(prefix="architect-"))
    if os.geteuid() == 0:
        shutil.chown(path, user)
    return path


def tables_from(columns, keys, foreign_keys, checks):
    """Builds a catalog from rows of (table, column, nullable), (table, kind, columns), (table, columns, table, columns,
    action) and (table); kinds are P and U, lists of columns are joined by commas."""
    tables = {}
    for table, column, nullable in columns:
        tables.setdefault(table, Table()).columns[column] = nullable
    for table, kind, names in keys:
        if kind == "P":
            tables[table].primary_key = tuple(names.split(","))
        else:
            tables[table].unique.add(tuple(names.split(",")))
    for table, names, target, targets, action in foreign_keys:
        tables[table].foreign_keys.add((tuple(names.split(",")), target, tuple(targets.split(",")), action.lower()))
    for (table,) in checks:
        tables[table].checks += 1
    return tables


class PostgreSQL:
    """A cluster of its own, reached over a Unix socket."""

    dialect = "postgresql"

    def __init__(self):
        self.home = folder("postgres")
        programs = pathlib.Path(sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1])
        self.pg_ctl, data = programs / "pg_ctl", self.home / "data"
        command([programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"], user="postgres")
        options = f"-k {self.home} -c listen_addresses='' -c fsync=off"
        start = [self.pg_ctl, "-D", data, "-w", "-o", options, "-l", self.home / "log", "start"]
        # pg_ctl's server keeps inherited pipes open, so nothing may be captured here.
        if os.geteuid() == 0:
            start = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *start]
        subprocess.run(start, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", timeout=60)

    def close(self):
        command([self.pg_ctl, "-D", self.home / "data", "-m", "immediate", "stop"], user="postgres")
        shutil.rmtree(self.home, ignore_errors=True)

    def psql(self, database, script):
        base = ["psql", "-X", "-q", "-h", self.home, "-U", "postgres", "-d", database, "-v", "ON_ERROR_STOP=1"]
        return command([*base, "-A", "-t", "-F", "\t"], text=script)

    def fresh(self):
        self.psql("postgres", "drop database if exists work; create database work;".replace("; ", ";\n"))

    def run(self, script):
        self.psql("work", "set client_min_messages = warning;\n" + script)

    def rows(self, query):
        return [line.split("\t") for line in self.psql("work", query).splitlines()]

    def catalog(self):
        names = """(select string_agg(attname, ',' order by n) from unnest({keys}) with ordinality k(attnum, n)
                    join pg_attribute a using (attnum) where attrelid = {table})"""
        here, there = names.format(keys="conkey", table="conrelid"), names.format(keys="confkey", table="confrelid")
        relation = "(select relname from pg_class where oid = conrelid)"
        source = "from pg_constraint where connamespace = 'public'::regnamespace and contype"
        target = "(select relname from pg_class where oid = confrelid)"
        actions = "case confdeltype when 'a' then 'no action' when 'r' then 'restrict' when 'c' then 'cascade' when 'n' then 'set null' else 'set default' end"
        columns = self.rows("select table_name, column_name, is_nullable from information_schema.columns where table_schema = 'public'")
        unique = self.rows("""select t.relname, 'U', (select string_agg(trim(both '"' from pg_get_indexdef(indexrelid, n, true)), ',' order by n)
            from generate_series(1, indnkeyatts) n) from pg_index join pg_class t on t.oid = indrelid
            where indisunique and not indisprimary and relnamespace = 'public'::regnamespace""")
        return tables_from(
            [(table, column, nullable == "YES") for table, column, nullable in columns],
            self.rows(f"select {relation}, 'P', {here} {source} = 'p'") + unique,
            self.rows(f"select {relation}, {here}, {target}, {there}, {actions} {source} = 'f'"),
            self.rows(f"select {relation} {source} = 'c'"),
        )


class MariaDB:
    """A server of its own on a Unix socket; it also stands for MySQL, which Debian does not have."""

    def __init__(self, dialect="mariadb"):
        self.dialect = dialect
        self.home = folder("mysql")
        data = self.home / "data"
        self.socket = self.home / "socket"
        user = ["--user=mysql"] if os.geteuid() == 0 else []
        common = ["--no-defaults", f"--datadir={data}", f"--tmpdir={self.home}", *user]
        command(["mariadb-install-db", *common, "--auth-root-authentication-method=normal", "--skip-test-db"])
        with open(self.home / "log", "wb") as log:
            self.server = subprocess.Popen(
                ["/usr/sbin/mariadbd", *common, f"--socket={self.socket}", f"--pid-file={self.home / 'pid'}", "--skip-networking",
                 "--innodb-flush-log-at-trx-commit=0", "--innodb-fast-shutdown=2"],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            )
        for _ in range(300):
            try:
                self.mariadb("", "select 1")
                return
            except Refused:
                time.sleep(0.1)
        log = (self.home / "log").read_text()
        self.close()
        raise RuntimeError(f"MariaDB did not start:\n{log}")

    def close(self):
        self.server.terminate()
        self.server.wait(timeout=60)
        shutil.rmtree(self.home, ignore_errors=True)

    def mariadb(self, database, script):
        return command(["mariadb", "--no-defaults", f"--socket={self.socket}", "-uroot", "-N", "-B", "--default-character-set=utf8mb4", database], text=script)

    def fresh(self):
        self.mariadb("", "drop database if exists work; create database work character set utf8mb4")

    def run(self, script):
        self.mariadb("work", script)

    def rows(self, query):
        return [line.split("\t") for line in self.mariadb("work", query).splitlines()]

    def catalog(self):
        columns = self.rows("select table_name, column_name, is_nullable from information_schema.columns where table_schema = 'work'")
        return tables_from(
            [(table, column, nullable == "YES") for table, column, nullable in columns],
            self.rows("""select table_name, if(index_name = 'PRIMARY', 'P', 'U'), group_concat(column_name order by seq_in_index)
                from information_schema.statistics where table_schema = 'work' and non_unique = 0 group by table_name, index_name"""),
            self.rows("""select k.table_name, group_concat(k.column_name order by k.ordinal_position), k.referenced_table_name,
                group_concat(k.referenced_column_name order by k.ordinal_position), r.delete_rule
                from information_schema.key_column_usage k join information_schema.referential_constraints r
                on r.constraint_schema = 'work' and r.table_name = k.table_name and r.constraint_name = k.constraint_name
                where k.table_schema = 'work' group by k.table_name, k.constraint_name"""),
            self.rows("select table_name from information_schema.check_constraints where constraint_schema = 'work'"),
        )


class SQLite:
    """Python's own SQLite, in memory, with foreign keys enforced."""

    dialect = "sqlite"

    def __init__(self):
        self.connection = None

    def close(self):
        if self.connection:
            self.connection.close()

    def fresh(self):
        self.close()
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        self.connection.execute("pragma foreign_keys = on")

    def run(self, script):
        try:
            self.connection.executescript(script)
        except sqlite3.Error as error:
            raise Refused(str(error)) from error

    def rows(self, query):
        return [[str(value) for value in row] for row in self.connection.execute(query)]

    def catalog(self):
        tables = {}
        read = self.connection.execute
        for name, sql in read("select name, sql from sqlite_master where type = 'table' and name not like 'sqlite_%'").fetchall():
            table = tables[name] = Table()
            keys = []
            for _, column, _, required, _, place in read("select * from pragma_table_info(?)", (name,)):
                if place:
                    keys.append((place, column))
                # A primary key refuses NULL whether or not it says so, when it is the row's number.
                table.columns[column] = not required and not place
            table.primary_key = tuple(column for _, column in sorted(keys))
            for _, index, unique, *_ in read("select * from pragma_index_list(?)", (name,)).fetchall():
                if unique:
                    table.unique.add(tuple(row[2] for row in read("select * from pragma_index_info(?)", (index,))))
            found = {}
            for key, _, target, here, there, _, action, _ in read("select * from pragma_foreign_key_list(?)", (name,)):
                found.setdefault((key, target, action.lower()), []).append((here, there))
            for (_, target, action), pairs in found.items():
                table.foreign_keys.add((tuple(a for a, _ in pairs), target, tuple(b for _, b in pairs), action))
            table.checks = sql.upper().count("CHECK (")
        return tables


class HeliosDB:
    """HeliosDB Nano inside this process."""

    dialect = "heliosdb"

    def __init__(self):
        import heliosdb_nano

        self.module = heliosdb_nano
        self.database = None

    def close(self):
        self.database = None

    def fresh(self):
        self.database = self.module.EmbeddedDatabase.in_memory()

    def run(self, script):
        for statement in statements(script):
            try:
                self.database.execute(statement)
            except Exception as error:
                raise Refused(f"{error}\nin: {statement}") from error

    def catalog(self):
        query = self.database.query
        tables = {row["oid"]: row["relname"] for row in query("select oid, relname from pg_class")}
        names = {(row["attrelid"], row["attnum"]): row["attname"] for row in query("select attrelid, attnum, attname from pg_attribute")}

        def columns(table, places):
            return ",".join(names[table, int(place)] for place in places.strip("{}").replace(",", " ").split())

        constraints = query("select contype, conrelid, conkey, confrelid, confkey, confdeltype from pg_constraint")
        of_kind = {kind: [row for row in constraints if row["contype"] == kind] for kind in "pfc"}
        # Besides a table's key the catalog lists each of its columns once more, so the longest one is the key.
        keys = sorted(((tables[r["conrelid"]], "P", columns(r["conrelid"], r["conkey"])) for r in of_kind["p"]), key=lambda r: r[2].count(","))
        unique = query("select indrelid, indkey, indisunique from pg_index")
        keys += [(tables[r["indrelid"]], "U", columns(r["indrelid"], r["indkey"])) for r in unique if r["indisunique"]]
        actions = {"a": "no action", "r": "restrict", "c": "cascade", "n": "set null", "d": "set default"}
        rows = query("select table_name, column_name, is_nullable from information_schema.columns where table_schema = 'public'")
        found = tables_from(
            [(row["table_name"], row["column_name"], row["is_nullable"] == "YES") for row in rows],
            keys,
            [
                (tables[r["conrelid"]], columns(r["conrelid"], r["conkey"]), tables[r["confrelid"]],
                 columns(r["confrelid"], r["confkey"]), actions[r["confdeltype"]])
                for r in of_kind["f"]
            ],
            [],
        )
        # The catalog calls identity columns nullable although they are keys, and shows all checks of a table as one;
        # test_rows.py proves that each of them is enforced.
        for table in found.values():
            table.columns.update({column: False for column in table.primary_key})
        for row in of_kind["c"]:
            found[tables[row["conrelid"]]].checks = math.inf
        return found
