#!/usr/bin/env python3
"""What becomes of real scripts: how much is understood, and whether our own script makes the same database.

usage: roundtrip.py FOLDER|FILE... --dialect D [--program PATH] [--only TEXT] [--limit N] [--show] [--read-only]

Takes every .sql file below the folders. First it says how many statements are understood, kept as text and skipped, and
how many definitions of tables are understood. Then, for PostgreSQL, MySQL, MariaDB and SQLite, each script runs on an
empty database, and so does what `convert --from D --to D` makes of it; the catalogs have to be equal. Scripts that do not
run here by themselves are not counted. Reasons for the rest are printed with --show. Standard library only; the servers
are those of engines.py.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys

import scripts
from deep_catalog import deep_catalog
from engines import MariaDB, PostgreSQL, Refused, SQLite

ENGINES = {"postgresql": PostgreSQL, "mysql": MariaDB, "mariadb": MariaDB, "sqlite": SQLite}
OURS = pathlib.Path(__file__).resolve().parents[2] / "target" / "debug" / "schema-architect"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    scripts.add_options(parser)
    parser.add_argument("--dialect", required=True)
    parser.add_argument("--program", default=OURS, type=pathlib.Path)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--read-only", action="store_true", help="no servers")
    options = parser.parse_args()
    options.program = options.program.resolve()
    files = scripts.chosen(options)
    read(files, options)
    if options.dialect in ENGINES and not options.read_only:
        compare(files, options)


def read(files, options):
    total = collections.Counter()
    unread = []
    for start in range(0, len(files), 200):
        command = [options.program, "read", "--from", options.dialect, "--format", "json", *files[start : start + 200]]
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode:
            sys.exit(result.stderr)
        for entry in json.loads(result.stdout):
            report = entry["report"]
            for key in ("understood", "kept", "skipped", "tables", "tables_understood"):
                total[key] += report[key]
            for statement in report["statements"]:
                # The report has counts of its own for the other outcomes.
                total["partly"] += statement["outcome"] == "partly"
                if statement["outcome"] in ("partly", "kept"):
                    note = "; ".join(statement.get("notes", []))
                    unread.append((statement["outcome"], statement["kind"], note, entry["file"], statement["position"]["line"]))
    share = 100 * total["tables_understood"] / max(1, total["tables"])
    print(f"{options.dialect}: {len(files)} files, statements understood {total['understood']} (of them in part {total['partly']}), "
          f"kept {total['kept']}, skipped {total['skipped']}; table definitions understood {total['tables_understood']} of {total['tables']} ({share:.2f} %)")
    if options.show:
        kinds = collections.Counter((outcome, kind, note[:90]) for outcome, kind, note, *_ in unread)
        for (outcome, kind, note), count in kinds.most_common(60):
            place = next(f"{file}:{line}" for o, k, n, file, line in unread if (o, k, n[:90]) == (outcome, kind, note))
            print(f"  {count:5} {outcome} {kind}: {note}   {place}")


def compare(files, options):
    engine = ENGINES[options.dialect]()
    counted = equal = 0
    reasons = []
    try:
        for file in files:
            script = file.read_text(encoding="utf-8", errors="replace")
            try:
                engine.fresh()
                engine.run(script)
            except (Refused, subprocess.TimeoutExpired):
                continue
            wanted = deep_catalog(engine)
            if not wanted:
                # It made its objects in a database of its own.
                continue
            counted += 1
            ours = subprocess.run([options.program, "convert", file, "--from", options.dialect, "--to", options.dialect], capture_output=True, text=True)
            try:
                engine.fresh()
                engine.run(ours.stdout)
                found = deep_catalog(engine)
            except Refused as error:
                reasons.append((file, "refused: " + " ".join(line for line in str(error).splitlines() if "ERROR" in line or "LINE" in line or len(str(error)) < 300)[:300]))
                continue
            if wanted == found:
                equal += 1
            else:
                lost = [line for line in wanted if line not in found][:2]
                new = [line for line in found if line not in wanted][:2]
                reasons.append((file, " ".join([f"- {line[:230]}" for line in lost] + [f"+ {line[:230]}" for line in new])))
    finally:
        engine.close()
    print(f"{options.dialect}: {counted} scripts run here, {equal} come back with an equal catalog ({100 * equal / max(1, counted):.2f} %)")
    if options.show:
        for file, reason in reasons:
            print(f"  {file}: {reason}")


if __name__ == "__main__":
    main()
