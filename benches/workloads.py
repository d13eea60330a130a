"""The index advisor on workloads that it was not tuned for, beside the indexes that an experienced person chose by hand.

    cargo build --release
    python3 benches/workloads.py [NAME ...] [--keep DIR] [--planner] [--detail]

Each file of benches/workloads/ holds a schema, statements that fill it, queries with their frequencies, and the indexes
chosen by hand. It starts a PostgreSQL of its own, loads a file into a database, takes statistics, asks the advisor without
a budget, creates what it advises, and measures; then the same with the other indexes. Costs are the planner's total costs
of all queries by their frequencies, times are those of EXPLAIN ANALYZE (median of three, rolled back), both as a share of
what they are without. "entries" is how many entries of advised indexes a write has to make, by frequency.
"""

import argparse
import json
import os
import re
import shutil
import statistics as numbers
import subprocess
import tempfile
import time
from pathlib import Path

from advisor import PROGRAM, ROOT, Server, statistics

FOLDER = Path(__file__).resolve().parent / "workloads"


def sections(path):
    """The parts of a file by their names, and the queries as (name, frequency, text)."""
    parts = dict(re.findall(r"^--: (\w+)\n(.*?)(?=^--: |\Z)", path.read_text(), re.S | re.M))
    found = re.findall(r"^-- name: (\w+), frequency: (\d+)\n(.*?);$", parts["queries"], re.S | re.M)
    return parts, [(name, int(frequency), text) for name, frequency, text in found]


def is_write(text):
    return re.match(r"(?i)insert|update|delete", text) is not None


def plans(server, queries, analyze):
    option = "analyze, timing off, format json" if analyze else "format json"
    out = server.psql("\n".join(f"begin; explain ({option}) {text}; rollback;" for _, _, text in queries)).stdout.decode()
    # Each plan is an array of one object.
    decoder, at, found = json.JSONDecoder(), 0, []
    while (at := out.find("[", at)) >= 0:
        plan, at = decoder.raw_decode(out, at)
        found.append(plan[0])
    return found


class Measured:
    """Costs and milliseconds of each query, with the indexes that are there now."""

    def __init__(self, server, queries, base):
        reads = [query for query in queries if not is_write(query[2]) or query[2].lower().startswith("delete")]
        self.queries = reads
        self.costs = [plan["Plan"]["Total Cost"] for plan in plans(server, reads, False)]
        runs = [[plan["Execution Time"] for plan in plans(server, reads, True)] for _ in range(3)]
        self.times = [numbers.median(run) for run in zip(*runs)]
        names = [n for (n,) in server.rows("select indexrelid::regclass::text from pg_index where indisvalid")]
        self.new = [name for name in names if name not in base]
        sizes = "select coalesce(sum(pg_relation_size(indexrelid)), 0) from pg_index where indexrelid::regclass::text = any('{%s}')"
        self.megabytes = float(server.rows(sizes % ",".join(self.new))[0][0]) / 1048576
        self.entries = entries(server, queries, self.new)

    def cost(self):
        return sum(frequency * cost for (_, frequency, _), cost in zip(self.queries, self.costs))

    def time(self):
        return sum(frequency * took for (_, frequency, _), took in zip(self.queries, self.times))


def entries(server, queries, new):
    """Entries in new indexes that an INSERT or UPDATE makes, on average."""
    made, count = 0, 0
    texts = dict(server.rows("select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index"))
    for _, frequency, text in queries:
        table = re.match(r"(?i)(?:insert into|update) (\w+)", text)
        if not table:
            continue
        count += frequency
        mine = [texts[name] for name in new if re.search(rf" ON public\.{table.group(1)} ", texts[name])]
        changed = re.findall(r"(\w+) = ", text.split(" WHERE ")[0]) if text.upper().startswith("UPDATE") else None
        # An update that changes no indexed column makes no entry at all; else it makes one in each index.
        if changed is None or any(re.search(rf"\b{column}\b", own) for own in mine for column in changed):
            made += frequency * len(mine)
    return made / count if count else 0.0


def advised(server, parts, path, planner):
    files = Path(tempfile.mkdtemp())
    (files / "schema.sql").write_text(parts["schema"])
    (files / "queries.sql").write_text(parts["queries"])
    statistics(server, files / "stats.csv")
    started = time.perf_counter()
    done = subprocess.run(
        [PROGRAM, "optimize", files / "schema.sql", "--workload", files / "queries.sql", "--stats", files / "stats.csv",
         "--dialect", "postgresql", "--format", "json", *["--planner"] * planner],
        capture_output=True, text=True, cwd=ROOT,
    )
    took = time.perf_counter() - started
    shutil.rmtree(files)
    if done.returncode != 0:
        raise SystemExit(f"{path.name}: {done.stderr}")
    advice = json.loads(done.stdout)
    if done.stderr:
        print(done.stderr, end="")
    return [index["sql"] for index in advice["indexes"]], took


def with_indexes(server, queries, statements, base):
    """What the queries cost with some indexes, which are dropped again."""
    for sql in statements:
        if "gin_trgm_ops" in sql:
            server.psql("create extension if not exists pg_trgm")
        server.psql(sql)
    server.psql("vacuum analyze")
    measured = Measured(server, queries, base)
    for name in measured.new:
        server.psql(f"drop index {name}")
    return measured


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--keep", help="keep the server's data in this folder for the next run")
    parser.add_argument("--planner", action="store_true", help="let the advisor ask PostgreSQL in PGlite")
    parser.add_argument("--detail", action="store_true", help="print the indexes and each query")
    arguments = parser.parse_args()
    paths = [path for path in sorted(FOLDER.glob("*.sql")) if not arguments.names or path.stem in arguments.names]
    work = Path(arguments.keep or tempfile.mkdtemp())
    server = Server(work)
    try:
        print(f"{'workload':10}{'advised: cost':>14}{'time':>8}{'MB':>7}{'number':>8}{'entries':>9}{'seconds':>9}"
              f"{'by hand: cost':>16}{'time':>8}{'MB':>7}{'number':>8}{'entries':>9}")
        for path in paths:
            os.environ["PGDATABASE"] = "postgres"
            parts, queries = sections(path)
            known = [name for (name,) in server.rows("select datname from pg_database")]
            if path.stem not in known:
                server.psql(f"create database {path.stem}")
            os.environ["PGDATABASE"] = path.stem
            if path.stem not in known:
                server.psql(parts["schema"] + parts["rows"])
                server.psql("vacuum (freeze, analyze)")
            base = [n for (n,) in server.rows("select indexrelid::regclass::text from pg_index")]
            statements, took = advised(server, parts, path, arguments.planner)
            by_hand = [line for line in parts["expert"].splitlines() if line]
            before = with_indexes(server, queries, [], base)
            ours = with_indexes(server, queries, statements, base)
            theirs = with_indexes(server, queries, by_hand, base)

            def figures(one):
                return (f"{100 * one.time() / before.time():>7.2f}%{one.megabytes:>7.1f}{len(one.new):>8}{one.entries:>9.2f}")

            print(f"{path.stem:10}{100 * ours.cost() / before.cost():>13.3f}%{figures(ours)}{took:>9.2f}"
                  f"{100 * theirs.cost() / before.cost():>15.3f}%{figures(theirs)}", flush=True)
            if arguments.detail:
                print("".join(f"    {sql}\n" for sql in statements), end="")
                total = before.cost()
                for at, (name, frequency, _) in enumerate(before.queries):
                    mark = "  <--" if frequency * (ours.costs[at] - theirs.costs[at]) > 0.00005 * total else ""
                    print(f"      {name:22}{frequency:>7}{before.costs[at]:>12.0f}{ours.costs[at]:>12.1f}{theirs.costs[at]:>12.1f}"
                          f"{before.times[at]:>10.2f}{ours.times[at]:>9.2f}{theirs.times[at]:>9.2f}{mark}")
    finally:
        server.stop()
        if not arguments.keep:
            shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
