"""How much the rules say about schemas of real projects: findings per rule, per table and per schema.

    python3 tests/lint/noise.py FOLDER [--count 100] [--samples 5] [--binary target/release/schema-architect]

FOLDER holds DIALECT/NAME/to.sql. One schema a project is taken (the part of NAME between the first two `__`), dialects
in turn, in an order that a seed fixes. The samples are what to read before a rule's severity is judged.
"""

import argparse
import collections
import json
import pathlib
import random
import subprocess

DIALECTS = ["postgresql", "mysql", "oracle", "sqlserver", "sqlite"]


def chosen(folder, count):
    """Dialects and scripts of different projects."""
    rows = []
    for dialect in DIALECTS:
        names = sorted(path.name for path in (folder / dialect).iterdir() if "realworld" in path.name)
        random.shuffle(names)
        first = {}
        for name in names:
            script = folder / dialect / name / "to.sql"
            if name.split("__")[1] not in first and script.stat().st_size > 600:
                first[name.split("__")[1]] = (dialect, script)
        rows.append(list(first.values()))
    turns = range(max(len(row) for row in rows))
    return [row[at] for at in turns for row in rows if at < len(row)][:count]


def run(binary, arguments):
    done = subprocess.run([binary, *arguments], capture_output=True, text=True)
    if done.returncode == 2:
        raise SystemExit(f"{arguments}: {done.stderr}")
    return json.loads(done.stdout)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--samples", type=int, default=0)
    parser.add_argument("--binary", default="target/release/schema-architect")
    options = parser.parse_args()
    random.seed(8)
    findings, tables, severities = collections.defaultdict(list), 0, collections.Counter()
    scripts = chosen(options.folder, options.count)
    for dialect, script in scripts:
        report = run(options.binary, ["lint", str(script), "--dialect", dialect, "--format", "json"])
        schema = run(options.binary, ["convert", str(script), "--from", dialect, "--format", "json"])
        tables += len(schema["tables"])
        severities.update(report["summary"])
        for finding in report["findings"]:
            findings[finding["code"]].append((script.parent.name, finding))
    total = sum(severities.values())
    print(f"{len(scripts)} schemas, {tables} tables, {total} findings, {total / tables:.2f} a table, {dict(severities)}")
    for code, found in sorted(findings.items(), key=lambda item: -len(item[1])):
        schemas = len({name for name, _ in found})
        print(f"{code:<28} {len(found):>5} {len(found) / tables:>6.3f} a table, in {schemas} schemas")
        for name, finding in random.sample(found, min(options.samples, len(found))):
            print(f"    {name}: {finding['message']} {finding.get('evidence', '')}")


if __name__ == "__main__":
    main()
