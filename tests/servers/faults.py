"""Kills a migration's connection after every statement of its way forth, and proves that nothing is lost.

    python3 tests/servers/faults.py [postgresql|mariadb]... [--each N]

The cases are those of migrations/, with their rows. For every statement of every phase the connection is killed by the
server right after it; what a transaction had not committed is gone then. From there two ways are gone, each on a new
connection and from a fresh database:

    resume    a phase that was one transaction runs again from its start, another one goes on with its next statement;
              then the rest. Catalog and expected values are those of the whole migration; then all goes back, and
              catalog and every row are what they were.
    back      the statements that ran are taken back, the last one first, then the phases before. Catalog and every row
              are what they were.

A fault whose way does not end there is printed; the exit code is 1 then. `--each N` takes every Nth fault.
"""

import argparse
import json
import pathlib
import sys
import tempfile
import time
from contextlib import closing

from engines import MariaDB, PostgreSQL, Refused
from product import architect
from test_migrations import CASES, catalog, contents, sections

ENGINES = {"postgresql": PostgreSQL, "mariadb": MariaDB}
KILL = {"postgresql": "select pg_terminate_backend(pg_backend_pid())", "mariadb": "kill connection connection_id()"}
KILLED = ("terminating connection", "server closed the connection", "Connection was killed", "Lost connection", "interrupted", "2006", "2013")


class Case:
    """A migration with everything that its ways have to arrive at."""

    def __init__(self, engine, path):
        self.engine, self.name = engine, path.stem
        parts, self.expected, options = sections(path.read_text())
        self.start = parts["from"] + (parts.get("rows") or "")
        engine.fresh()
        engine.run(parts["to"])
        self.wanted = catalog(engine)
        self.begin()
        self.before, self.rows = catalog(engine), contents(engine)
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder)
            (out / "from.sql").write_text(parts["from"])
            (out / "to.sql").write_text(parts["to"])
            architect("migrate", str(out / "from.sql"), str(out / "to.sql"), "--dialect", engine.dialect, "--out", folder, *options)
            self.phases = json.loads((out / "manifest.json").read_text())["phases"]
            for phase in self.phases:
                phase["up"], phase["down"] = ((out / phase[way]).read_text() for way in ("up", "down"))
                phase["statements"] = [one for one in phase["statements"] if one["sql"].strip()]

    def begin(self):
        self.engine.fresh()
        self.engine.run(self.start)

    def faults(self):
        return [(at, done) for at, phase in enumerate(self.phases) for done in range(1, len(phase["statements"]) + 1)]

    def script(self, statements):
        """Statements as this engine's client reads them."""
        if self.engine.dialect == "mariadb":
            return "delimiter //\n" + "".join(f"{sql}\n//\n" for sql in statements) + "delimiter ;\n"
        return "".join(f"{sql};\n" for sql in statements)

    def kill(self, at, done):
        """Runs all phases before `at` and `done` statements of that one; then the server ends the connection."""
        self.begin()
        phase = self.phases[at]
        before = "".join(phase["up"] + "\n" for phase in self.phases[:at])
        begin = ["begin"] if phase["transactional"] else []
        some = [one["sql"] for one in phase["statements"][:done]]
        try:
            self.engine.run(before + self.script([*begin, *some, KILL[self.engine.dialect]]))
        except Refused as error:
            if not any(word in str(error) for word in KILLED):
                raise
            return
        raise Refused("the connection was not killed")

    def resume(self, at, done):
        phase = self.phases[at]
        rest = phase["up"] if phase["transactional"] else self.script(one["sql"] for one in phase["statements"][done:])
        self.engine.run(rest + "\n" + "".join(phase["up"] + "\n" for phase in self.phases[at + 1 :]))
        yield "the catalog after the way forth", catalog(self.engine), self.wanted
        for query, result in self.expected:
            found = ";".join("|".join("" if cell is None else str(cell) for cell in row) for row in self.engine.rows(query))
            yield query, found, result
        self.engine.run("".join(phase["down"] + "\n" for phase in reversed(self.phases)))
        yield from self.returned()

    def back(self, at, done):
        phase = self.phases[at]
        some = [] if phase["transactional"] else reversed(phase["statements"][:done])
        undone = self.script(sql for one in some for sql in one["reverse"])
        self.engine.run(undone + "".join(phase["down"] + "\n" for phase in reversed(self.phases[:at])) + "\nselect 1;")
        yield from self.returned()

    def returned(self):
        yield "the catalog after the way back", catalog(self.engine), self.before
        yield "the rows after the way back", contents(self.engine), self.rows

    def prove(self, way, at, done):
        """What is wrong after this fault, in words; nothing where all is as it should be."""
        try:
            self.kill(at, done)
            for what, found, wanted in getattr(self, way)(at, done):
                if found != wanted:
                    return f"{what}: {found} instead of {wanted}"
        except Refused as error:
            return f"refused: {error}"
        return ""


def prove(engine, each=1, ways=("resume", "back")):
    """Cases, faults and those whose way did not end where it should, on a server."""
    cases = [Case(engine, path) for path in sorted((CASES / engine.dialect).glob("*.sql"))]
    faults = [(case, way, *fault) for case in cases for fault in case.faults() for way in ways][::each]
    losses = []
    for case, way, at, done in faults:
        wrong = case.prove(way, at, done)
        if wrong:
            losses.append(f"{case.name}: {case.phases[at]['name']}, after statement {done}, {way}: {wrong[:600]}")
    return cases, faults, losses


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("engines", nargs="*", default=list(ENGINES), metavar="|".join(ENGINES))
    parser.add_argument("--each", type=int, default=1)
    wanted = parser.parse_args()
    lost = 0
    for name in wanted.engines:
        started = time.monotonic()
        with closing(ENGINES[name]()) as engine:
            cases, faults, losses = prove(engine, wanted.each)
        for loss in losses:
            print(loss, flush=True)
        lost += len(losses)
        seconds = time.monotonic() - started
        print(f"{name}: {len(cases)} migrations, {len(faults)} faults, {len(losses)} did not end where they should, {seconds:.0f} s", flush=True)
    sys.exit(1 if lost else 0)
