"""Plans for Oracle and SQL Server, read by the published grammars of both: python parsed.py CASES --dialect D [--cli PROGRAM].
CASES holds folders with from.sql and to.sql; statements that the scripts themselves hold are not the plan's, and do not
count. A line for each statement that the grammar does not take, then how many it took."""

import argparse
import json
import pathlib
import re
import subprocess
import tempfile

# What the grammars do not know and the manuals do, with what is put in its place.
UNKNOWN = {
    "oracle": [
        (r"^ALTER SESSION SET DDL_LOCK_TIMEOUT = \d+$", ""),
        (r" KEEP INDEX$", ""),  # ALTER TABLE ... DROP CONSTRAINT
        (r"^((?:CREATE|DROP) .*|ALTER TABLE .* SET UNUSED .*) ONLINE$", r"\1"),
        (r"^ALTER SEQUENCE \S+ NO MINVALUE$", ""),  # NOMINVALUE is the older spelling
        (r"(AS IDENTITY) \([^)]*\)", r"\1"),
        (r"BY -", "BY "),
        (r"VALUE -", "VALUE "),
        (r"START WITH -", "START WITH "),
    ],
    "sqlserver": [
        (r"^SET LOCK_TIMEOUT \d+;\s*", ""),
        (r"^SET XACT_ABORT ON;\s*", ""),
        (r"^ALTER TABLE \S+ DISABLE CHANGE_TRACKING$", ""),
        (r"IDENTITY\(-?(\d+),-?(\d+)\)", r"IDENTITY(\1,\2)"),
        (r" WITH \(ONLINE = ON\)", ""),
        (r"^(ALTER TABLE \S+) WITH NOCHECK ADD", r"\1 ADD"),
        (r"^ALTER TABLE \S+ WITH CHECK CHECK CONSTRAINT \S+$", ""),
    ],
}
HERE = pathlib.Path(__file__).parent
BLOCK = re.compile(r"(BEGIN|DECLARE|CREATE (OR REPLACE )?(FUNCTION|PROCEDURE|TRIGGER|PACKAGE))\b", re.I)


def oracle(script):
    """Statements end with a line's semicolon, blocks with a line that is a slash."""
    now = []
    for line in script.splitlines():
        if line.startswith("--") or not now and not line.strip():
            continue
        block = now and BLOCK.match(now[0]) or BLOCK.match(line)
        if line == "/" or not block and line.endswith(";"):
            now += [line[:-1]] if line != "/" else []
            yield "\n".join(now)
            now = []
        else:
            now.append(line)


def sqlserver(script):
    script = re.sub(r"^--.*\n", "", script, flags=re.M)
    script = script.replace("BEGIN TRANSACTION;", "").replace("COMMIT TRANSACTION;", "")
    for batch in re.split(r"^GO$", script, flags=re.M):
        if batch.strip():
            yield batch.strip().removesuffix(";")


def known(statement, dialect):
    """The statement in words that the grammar has."""
    for pattern, instead in UNKNOWN[dialect]:
        statement = re.sub(pattern, instead, statement, flags=re.S)
    return statement


def plain(text):
    return " ".join(text.split()).rstrip(";/ ").lower()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("cases", type=pathlib.Path)
    arguments.add_argument("--dialect", required=True, choices=["oracle", "sqlserver"])
    arguments.add_argument("--cli", default="target/release/schema-architect")
    options = arguments.parse_args()
    read = {"oracle": oracle, "sqlserver": sqlserver}[options.dialect]
    scripts = {}
    for case in sorted(path.parent for path in options.cases.glob("**/from.sql")):
        own = plain((case / "from.sql").read_text(errors="replace") + "\n" + (case / "to.sql").read_text(errors="replace"))
        with tempfile.TemporaryDirectory() as folder:
            run = [options.cli, "migrate", "--dialect", options.dialect, case / "from.sql", case / "to.sql", "--out", folder]
            if subprocess.run([str(part) for part in run], capture_output=True).returncode:
                continue
            out = pathlib.Path(folder)
            phases = json.loads((out / "manifest.json").read_text())["phases"]
            texts = [(out / phase[way]).read_text() for phase in phases for way in ("up", "down")]
            statements = [known(statement, options.dialect) for text in texts for statement in read(text)]
            scripts[case.name] = sorted({statement for statement in statements if statement and plain(statement) not in own})
    total = sum(map(len, scripts.values()))
    asked = json.dumps({"dialect": options.dialect, "scripts": scripts})
    said = subprocess.run(["node", str(HERE / "grammars.mjs")], input=asked, capture_output=True, text=True, check=True)
    refused = 0
    for name, errors in json.loads(said.stdout).items():
        for statement in {error.split("\nin: ", 1)[1]: error for error in errors}.values():
            refused += 1
            print(f"{name}: {statement[:400]}")
    print(f"{options.dialect}: {len(scripts)} plans, {total} statements, {total - refused} read by the grammar")
