"""How long the rules, the search for dependencies and the advisors take, and how that grows.

    cargo build --release
    python3 benches/growth.py [--binary target/release/schema-architect] [--runs 3]

Schemas, rows and workloads are made here from a fixed seed. The milliseconds are those of the work itself, as `--timing`
prints them, the least of the runs; `growth` is the exponent from one size to the next (1 is linear).
"""

import argparse
import math
import random
import re
import subprocess
import tempfile
from pathlib import Path


def schema(tables):
    """Tables of nine columns, each with references to two earlier ones and an index."""
    script = []
    for at in range(tables):
        columns = [
            "id bigint PRIMARY KEY", "name varchar(120) NOT NULL", "status varchar(20) NOT NULL",
            "created_at timestamptz NOT NULL", "price decimal(10,2)", "is_active boolean NOT NULL", "note text",
        ]
        for word in ["t", "owner_t"] if at else []:
            parent = random.randrange(at)
            columns.append(f"{word}{parent}_id bigint NOT NULL REFERENCES t{parent} (id)")
        script.append(f"CREATE TABLE t{at} (\n  " + ",\n  ".join(columns) + f"\n);\nCREATE INDEX ix_t{at} ON t{at} (status);")
    return "\n".join(script)


def workload(queries):
    """A schema of a table for every four queries, and queries with filters, orders and joins of children with parents."""
    tables = max(2, queries // 4)
    script = schema(tables)
    parents = [[int(found) for found in re.findall(r" t(\d+)_id", part)] for part in script.split("CREATE TABLE")[1:]]
    lines = []
    for at in range(queries):
        child = random.randrange(1, tables)
        frequency = random.choice([1, 10, 100, 1000])
        kind = at % 4
        if kind == 0:
            sql = f"SELECT * FROM t{child} WHERE status = 'open' AND created_at > '2026-01-01' ORDER BY created_at LIMIT 20"
        elif kind == 1:
            sql = f"SELECT name, price FROM t{child} WHERE name = $1"
        elif kind == 2:
            parent = parents[child][0]
            sql = f"SELECT c.name, p.name FROM t{child} c JOIN t{parent} p ON p.id = c.t{parent}_id WHERE p.status = 'open'"
        else:
            sql = f"UPDATE t{child} SET price = price + 1 WHERE name = $1"
        lines.append(f"-- frequency: {frequency}\n{sql};")
    sizes = "{" + ", ".join(f'"t{at}": {random.choice([10_000, 100_000, 1_000_000])}' for at in range(tables)) + "}"
    return script, "\n".join(lines), sizes


def rows(count, columns):
    """Rows of numbers: a key, columns that follow from the one before, columns with few values."""
    lines = [",".join(f"c{at}" for at in range(columns))]
    for row in range(count):
        values = [row]
        for at in range(1, columns):
            values.append(values[at - 1] // 3 if at % 4 == 2 else random.randrange([40, 1000, 0, 4][at % 4] or 1))
        lines.append(",".join(map(str, values)))
    return "\n".join(lines)


def milliseconds(binary, runs, *arguments):
    best = math.inf
    for _ in range(runs):
        done = subprocess.run([binary, *map(str, arguments), "--timing"], capture_output=True, text=True)
        if done.returncode == 2:
            raise SystemExit(done.stderr)
        found = re.findall(r"timing: (?:check|advice|search) ([\d.]+) ms", done.stderr)
        best = min(best, sum(map(float, found)))
    return best


def table(title, sizes, measure):
    print(f"{title:<28}{'ms':>10}{'growth':>8}")
    before = None
    for size in sizes:
        took = measure(size)
        growth = "" if before is None else f"{math.log(took / before[1]) / math.log(size / before[0]):.2f}"
        print(f"{size:>28,}{took:>10.1f}{growth:>8}", flush=True)
        before = (size, took)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", default=str(Path(__file__).resolve().parent.parent / "target/release/schema-architect"))
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    random.seed(8)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)

        def file(name, text):
            (folder / name).write_text(text)
            return folder / name

        def lint(count):
            script = file("schema.sql", schema(count))
            return milliseconds(options.binary, options.runs, "lint", script, "--dialect", "postgresql", "--format", "json")

        def advise(count):
            script, queries, sizes = workload(count)
            files = file("s.sql", script), file("q.sql", queries), file("n.json", sizes)
            arguments = ["optimize", files[0], "--workload", files[1], "--stats", files[2], "--format", "json"]
            return milliseconds(options.binary, options.runs, *arguments)

        def discover(count):
            sample = file("rows.csv", rows(count, 8))
            return milliseconds(options.binary, options.runs, "normalize", "--data", f"t={sample}", "--format", "json")

        table("lint: tables", [125, 250, 500, 1_000, 2_000, 4_000], lint)
        table("optimize: queries", [25, 50, 100, 200, 400], advise)
        table("discovery: rows of 8 columns", [1_000, 10_000, 100_000], discover)


if __name__ == "__main__":
    main()
