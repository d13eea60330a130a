#!/usr/bin/env python3
"""Whether real schemas run in every other database after `convert`.

usage: convert.py FOLDER|FILE... --from D [--program PATH] [--limit N] [--only TEXT] [--show]

Takes every .sql file below the folders, or N of them spread evenly, and converts each to every dialect. What comes out
runs on an empty PostgreSQL, MariaDB (also for MySQL) and SQLite, and is read by the published grammars of Oracle and SQL
Server. Prints how many scripts each takes whole, what the conversions say they changed and lost, and with --show the
reasons for the rest. Standard library only; the servers are those of engines.py, the grammars those of grammars.mjs.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import tempfile

import parsed
import scripts
from engines import MariaDB, PostgreSQL, Refused, SQLite

ENGINES = {"postgresql": PostgreSQL, "mysql": lambda: MariaDB("mysql"), "mariadb": MariaDB, "sqlite": SQLite}
GRAMMARS = {"oracle": parsed.oracle, "sqlserver": parsed.sqlserver}
HERE = pathlib.Path(__file__).resolve().parent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    scripts.add_options(parser)
    parser.add_argument("--from", dest="origin", required=True)
    parser.add_argument("--program", default=HERE.parents[1] / "target" / "release" / "schema-architect", type=pathlib.Path)
    parser.add_argument("--to", default=",".join([*ENGINES, *GRAMMARS]))
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    options.program = options.program.resolve()
    files = scripts.chosen(options)
    for target in options.to.split(","):
        if target != options.origin:
            judge(files, target, options)


def judge(files, target, options):
    scripts, told = {}, collections.Counter()
    for file in files:
        script, report = converted(file, target, options)
        if script.strip():
            scripts[str(file)] = script
            told["columns spelled anew"] += sum(len(form["columns"]) for form in report["forms"])
            told["nearest forms"] += len(report["near"])
            told["losses"] += len(report["lost"])
    refused = on_engine(scripts, target) if target in ENGINES else by_grammar(scripts, target)
    said = ", ".join(f"{count} {what}" for what, count in told.items())
    took = len(scripts) - len(refused)
    print(f"{options.origin} to {target}: {took} of {len(scripts)} scripts are taken whole; {said}", flush=True)
    if options.show:
        for file, reason in refused.items():
            print(f"  {file}: {reason[:300]}")


def converted(file, target, options):
    """The script in another dialect, and the report of the conversion."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        command = [options.program, "convert", file, "--from", options.origin, "--to", target, "--report", report.name]
        result = subprocess.run(command, capture_output=True, text=True)
        return result.stdout, json.loads(pathlib.Path(report.name).read_text() or '{"forms": [], "near": [], "lost": []}')


def on_engine(scripts, target):
    refused = {}
    engine = ENGINES[target]()
    try:
        for file, script in scripts.items():
            try:
                engine.fresh()
                engine.run(script)
            except (Refused, subprocess.TimeoutExpired) as error:
                refused[file] = " ".join(str(error).split())
    finally:
        engine.close()
    return refused


def by_grammar(scripts, target):
    split = GRAMMARS[target]
    statements = {file: [parsed.known(own, target) for own in split(script)] for file, script in scripts.items()}
    statements = {file: [own for own in all if own.strip()] for file, all in statements.items()}
    asked = json.dumps({"dialect": target, "scripts": statements})
    said = subprocess.run(["node", HERE / "grammars.mjs"], input=asked, capture_output=True, text=True, check=True)
    return {file: " ".join(errors[0].split()) for file, errors in json.loads(said.stdout).items() if errors}


if __name__ == "__main__":
    main()
