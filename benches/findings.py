"""What the validator finds in schemas that exist: how often each rule speaks, and findings to judge one by one.

    cargo build --release
    python3 benches/findings.py FOLDER... [--count 100] [--least 5] [--sample CODE] [--each 2] [--seed 1]

A FOLDER holds one folder for each dialect with scripts below (`postgresql/NAME/to.sql`). The COUNT largest schemas of at
least LEAST tables are taken, of each project (the part of NAME before `__`, or up to a last number) in turn, so that no
project is heard alone. For each rule: findings, schemas that have one, and findings for each table. --sample CODE prints
EACH findings of that rule from each schema with the lines that they are about; --sample all prints some of every rule.
"""

import argparse
import collections
import json
import random
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PROGRAM = Path(__file__).resolve().parent.parent / "target/release/schema-architect"
DIALECTS = ["postgresql", "mysql", "mariadb", "sqlite", "oracle", "sqlserver"]


def chosen(folders, count, least):
    """The scripts, as (dialect, path, tables): the largest of every project, then the next of every project."""
    projects = collections.defaultdict(list)
    for folder in folders:
        for path in sorted(Path(folder).glob("*/*/to.sql")):
            dialect = path.parent.parent.name
            tables = len(re.findall(r"(?i)\bcreate\s+table\b", path.read_text(errors="replace")))
            if dialect in DIALECTS and tables >= least:
                project = re.split(r"__|[-_.]?\d+$", path.parent.name)[0]
                projects[dialect, project].append((tables, path))
    for listed in projects.values():
        listed.sort(key=lambda entry: (-entry[0], entry[1]))
    found = []
    while len(found) < count and any(projects.values()):
        for (dialect, _), listed in sorted(projects.items()):
            if listed and len(found) < count:
                tables, path = listed.pop(0)
                found.append((dialect, path, tables))
    return found


def findings(dialect, path):
    done = subprocess.run([PROGRAM, "lint", path, "--dialect", dialect, "--format", "json"], capture_output=True, text=True)
    return json.loads(done.stdout)["findings"] if done.stdout else []


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--least", type=int, default=5, help="tables of the smallest schema")
    parser.add_argument("--sample", help="the code of a rule, or all")
    parser.add_argument("--each", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    schemas = chosen(arguments.folders, arguments.count, arguments.least)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda schema: findings(schema[0], schema[1]), schemas))
    tables = sum(schema[2] for schema in schemas)
    spoken = [(dialect, path, finding) for (dialect, path, _), own in zip(schemas, found) for finding in own]
    if arguments.sample:
        codes = sorted({finding["code"] for _, _, finding in spoken})
        wanted = codes if arguments.sample == "all" else [arguments.sample]
        random.seed(arguments.seed)
        for code in wanted:
            by_schema = collections.defaultdict(list)
            for dialect, path, finding in spoken:
                if finding["code"] == code:
                    by_schema[dialect, path].append(finding)
            if arguments.sample == "all":
                by_schema = dict(random.sample(sorted(by_schema.items(), key=lambda entry: str(entry[0][1])), min(3, len(by_schema))))
            for (dialect, path), own in by_schema.items():
                lines = path.read_text(errors="replace").splitlines()
                for finding in random.sample(own, min(arguments.each, len(own))):
                    line = finding.get("position", {}).get("line", 0)
                    text = lines[line - 1].strip()[:140] if 0 < line <= len(lines) else ""
                    print(f"{code} [{dialect} {path.parent.name}] {finding['message']}\n    {line}: {text}")
        return
    print(f"{len(schemas)} schemas, {tables} tables, {len(spoken)} findings, {len(spoken) / max(tables, 1):.2f} for each table")
    print(f"{'rule':34}{'severity':>10}{'findings':>10}{'schemas':>9}{'a table':>9}")
    severity = {finding["code"]: finding["severity"] for _, _, finding in spoken}
    for code, number in collections.Counter(finding["code"] for _, _, finding in spoken).most_common():
        where = len({path for _, path, finding in spoken if finding["code"] == code})
        print(f"{code:34}{severity[code]:>10}{number:>10}{where:>9}{number / tables:>9.2f}")


if __name__ == "__main__":
    main()
