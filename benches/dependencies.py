"""Functional dependencies found by schema-architect and by desbordante (HyFD), side by side.

    python3 -m venv .tools/python && .tools/python/bin/pip install desbordante
    cargo build --release
    .tools/python/bin/python benches/dependencies.py rows.csv...

Both read each file and search it RUNS times in turn; the table gives the median seconds of each for reading and
searching together, the number of minimal dependencies, and whether they are the same ones.
"""

import csv
import json
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

import desbordante

RUNS = 5
PROGRAM = Path(__file__).resolve().parent.parent / "target/release/schema-architect"


def ours(path):
    """The report, and the seconds that reading and searching took."""
    done = subprocess.run(
        [PROGRAM, "normalize", "--data", f"sample={path}", "--format", "json", "--timing"],
        capture_output=True, text=True, check=True,
    )
    took = sum(float(ms) for ms in re.findall(r"timing: \w+ ([\d.]+) ms", done.stderr)) / 1000
    return json.loads(done.stdout)["tables"][0], took


def theirs(path, delimiter, has_header):
    started = time.perf_counter()
    search = desbordante.fd.algorithms.HyFD()
    search.load_data(table=(str(path), delimiter, has_header))
    search.execute()
    took = time.perf_counter() - started
    return {(tuple(sorted(fd.lhs_indices)), fd.rhs_index) for fd in search.get_fds()}, took


def main(paths):
    different = False
    print(f"{'file':28}{'rows':>8}{'columns':>9}{'found':>8}{'same':>6}{'ours s':>10}{'desbordante s':>15}")
    for path in paths:
        text = Path(path).read_text()
        delimiter = csv.Sniffer().sniff(text[:4096], ",;\t|").delimiter
        rows = sum(1 for _ in csv.reader(text.splitlines(), delimiter=delimiter))
        report, _ = ours(path)
        columns = report["columns"]
        has_header = not columns[0] == "column1" or text.startswith("column1")
        mine_seconds, their_seconds = [], []
        for _ in range(RUNS):
            report, seconds = ours(path)
            mine_seconds.append(seconds)
            found, seconds = theirs(path, delimiter, has_header)
            their_seconds.append(seconds)
        place = {name: at for at, name in enumerate(columns)}
        mine = {
            (tuple(sorted(place[name] for name in d["from"])), place[d["to"][0]])
            for d in report["dependencies"] if d["source"] == "data"
        }
        same = mine == found
        different |= not same
        print(
            f"{Path(path).stem:28}{rows - has_header:>8}{len(columns):>9}{len(mine):>8}{'yes' if same else 'NO':>6}"
            f"{statistics.median(mine_seconds):>10.4f}{statistics.median(their_seconds):>15.4f}"
        )
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if sys.argv[1:] else __doc__)
