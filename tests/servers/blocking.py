"""Blocking statements in plans, where the database knows a form that does not block: python blocking.py CASES --dialect D
[--cli PROGRAM]. CASES holds folders with from.sql and to.sql. Statements on tables that the plan makes do not count: they
are empty, and nobody uses them yet. A line for each finding, then their number a rule."""

import argparse
import collections
import json
import pathlib
import re
import subprocess
import tempfile

NAME = r'((?:"[^"]+"|`[^`]+`|\[[^\]]+\]|[\w$#]+)(?:\.(?:"[^"]+"|`[^`]+`|\[[^\]]+\]|[\w$#]+))*)'

# A rule's name, the statements that it is about (the first group is the table), and what has to be in them.
RULES = {
    "postgresql": [
        ("index without CONCURRENTLY", rf"CREATE (?:UNIQUE )?INDEX .*?\bON (?:ONLY )?{NAME}", r"CONCURRENTLY"),
        ("foreign key or check proved at once", rf"ALTER TABLE (?:ONLY )?{NAME} ADD (?:CONSTRAINT \S+ )?(?:FOREIGN KEY|CHECK)\b", r"NOT VALID"),
        ("key built under its lock", rf"ALTER TABLE (?:ONLY )?{NAME} ADD (?:CONSTRAINT \S+ )?(?:UNIQUE|PRIMARY KEY)\b", r"USING INDEX"),
    ],
    "mysql": [
        ("index without LOCK=NONE", rf"CREATE (?:UNIQUE )?INDEX .*?\bON {NAME}", r"LOCK\s*=\s*NONE"),
        ("index dropped without LOCK=NONE", rf"ALTER TABLE {NAME} DROP INDEX", r"LOCK\s*=\s*NONE"),
    ],
    "sqlserver": [
        ("index without ONLINE", rf"CREATE (?:UNIQUE )?(?:NON)?(?:CLUSTERED )?INDEX .*?\bON {NAME}", r"ONLINE\s*=\s*ON"),
        ("foreign key or check proved at once", rf"ALTER TABLE {NAME} (?:WITH CHECK )?ADD (?:CONSTRAINT \S+ )?(?:FOREIGN KEY|CHECK)\b", r"WITH NOCHECK"),
        ("key built offline", rf"ALTER TABLE {NAME} ADD (?:CONSTRAINT \S+ )?(?:UNIQUE|PRIMARY KEY)\b", r"ONLINE\s*=\s*ON"),
    ],
    "oracle": [
        ("index without ONLINE", rf"CREATE (?:UNIQUE |BITMAP )?INDEX .*?\bON {NAME}", r"\bONLINE\b"),
        ("constraint proved at once", rf"ALTER TABLE {NAME} ADD (?:CONSTRAINT \S+ )?(?:FOREIGN KEY|CHECK|UNIQUE|PRIMARY KEY)\b", r"NOVALIDATE"),
    ],
}


def statements(script):
    """The statements of a script as single lines; blocks are none that matter here."""
    script = re.sub(r"^--.*$", "", script, flags=re.M)
    return [" ".join(part.split()) for part in re.split(r";\s*\n(?:GO\n|/\n)?|\nGO\n|\n/\n", script) if part.strip()]


def findings(folder, dialect):
    ups = [(folder / phase["up"]).read_text() for phase in json.loads((folder / "manifest.json").read_text())["phases"]]
    everything = [statement for script in ups for statement in statements(script)]
    made = {match[1] for statement in everything if (match := re.match(rf"CREATE (?:\w+ )?TABLE (?:IF NOT EXISTS )?{NAME}", statement, re.I))}
    for statement in everything:
        for rule, about, wanted in RULES[dialect]:
            match = re.match(about, statement, re.I)
            if match and match[1] not in made and not re.search(wanted, statement, re.I):
                yield rule, statement


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("cases", type=pathlib.Path)
    arguments.add_argument("--dialect", required=True, choices=RULES)
    arguments.add_argument("--cli", default="target/release/schema-architect")
    options = arguments.parse_args()
    cases = sorted(path.parent for path in options.cases.glob("**/from.sql"))
    found, planned, looked_at = collections.Counter(), 0, 0
    for case in cases:
        with tempfile.TemporaryDirectory() as folder:
            run = [options.cli, "migrate", "--dialect", options.dialect, case / "from.sql", case / "to.sql", "--out", folder]
            if subprocess.run([str(part) for part in run], capture_output=True).returncode:
                continue
            planned += 1
            for rule, statement in findings(pathlib.Path(folder), options.dialect):
                found[rule] += 1
                print(f"{case.name}: {rule}: {statement[:160]}")
    print(f"{options.dialect}: {planned} of {len(cases)} cases planned, {sum(found.values())} blocking statements {dict(found)}")
