#!/usr/bin/env python3
"""Trains the weights by which the index advisor corrects its cost model, and says what they do.

    npm ci && cargo build --release
    python3 benches/ranking/train.py [--write]

Each NAME.schema.sql beside this file has a workload (NAME.queries.sql) and statistics (NAME.stats.json). For every query
and every candidate index that the cost model says saves something, `optimize --format samples` prints the features and the
share of the query's cost that PostgreSQL's planner (PGlite, on tables without rows) says is saved. Least absolute
deviations with a ridge predict that: the model's own share, corrected by the kind of index where it is neither nothing nor
all. Each workload is judged with weights that were trained on the others: the mean error, and how often of two indexes
for one query the better one comes first. --write trains on all of them and writes src/advise/indexes/ranking.tsv, but only
weights that help on workloads that they were not trained on; otherwise it writes none, and the cost model's own word counts.

Measured on an earlier cost of BRIN indexes (four workloads, 530 samples, 3,355 pairs): mean error 0.063 without and 0.067
with the weights of the others, pairs in the planner's order 96.8 % and 96.8 %. So there are no weights now.
"""

import argparse
import itertools
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PROGRAM = ROOT / "target/release/schema-architect"
RIDGE = 30.0
ROUNDS = 25


def samples(name):
    command = [PROGRAM, "optimize", HERE / f"{name}.schema.sql", "--workload", HERE / f"{name}.queries.sql", "--stats",
               HERE / f"{name}.stats.json", "--dialect", "postgresql", "--format", "samples"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.splitlines()
    names = lines[0].split("\t")[2:-1]
    rows = [line.split("\t") for line in lines[1:]]
    return names, [(row[0], [float(value) for value in row[2:-1]], float(row[-1])) for row in rows]


def solve(matrix, right):
    """Gauss with pivots."""
    size = len(right)
    rows = [list(row) + [value] for row, value in zip(matrix, right)]
    for at in range(size):
        pivot = max(range(at, size), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for row in range(size):
            if row != at and rows[row][at]:
                factor = rows[row][at] / rows[at][at]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[at])]
    return [rows[at][size] / rows[at][at] for at in range(size)]


def terms(features):
    """What the prediction is linear in."""
    saved = features[0]
    return [saved, *(feature * saved * (1 - saved) for feature in features[1:])]


def train(data):
    """Weights that move as little as the data allow from believing the model; outliers count by their distance alone."""
    rows = [(terms(features), said) for _, features, said in data]
    size = len(rows[0][0])
    start = [1.0] + [0.0] * (size - 1)
    weights = list(start)
    for _ in range(ROUNDS):
        matrix = [[RIDGE if a == b else 0.0 for b in range(size)] for a in range(size)]
        right = [0.0] * size
        for own, said in rows:
            weight = 1 / max(0.01, abs(said - sum(a * b for a, b in zip(own, weights))))
            left = said - sum(a * b for a, b in zip(own, start))
            for a in range(size):
                right[a] += weight * own[a] * left
                for b in range(size):
                    matrix[a][b] += weight * own[a] * own[b]
        weights = [a + b for a, b in zip(start, solve(matrix, right))]
    return weights


def judged(data, weights):
    """The mean error, and the share of pairs for one query that come in the planner's order, of so many."""
    guess = [min(1, max(0, sum(a * b for a, b in zip(terms(features), weights)))) for _, features, _ in data]
    error = sum(abs(g - said) for g, (_, _, said) in zip(guess, data)) / len(data)
    right = total = 0
    for (a, (qa, _, sa)), (b, (qb, _, sb)) in itertools.combinations(enumerate(data), 2):
        if qa == qb and abs(sa - sb) > 0.02:
            total += 1
            right += (guess[a] - guess[b]) * (sa - sb) > 0
    return error, right / max(1, total), total


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    kits = sorted(path.name.removesuffix(".schema.sql") for path in HERE.glob("*.schema.sql"))
    names, data = None, {}
    for kit in kits:
        names, data[kit] = samples(kit)
    model = [1.0 if name == "saved" else 0.0 for name in names]
    print(f"{'workload':12}{'samples':>9}{'pairs':>8}{'error, model':>15}{'trained':>9}{'order, model':>15}{'trained':>9}")
    held_out = []
    for kit in kits:
        weights = train([row for other in kits if other != kit for row in data[other]])
        (before, order, pairs), (after, better, _) = judged(data[kit], model), judged(data[kit], weights)
        held_out.append(((before, order), (after, better)))
        print(f"{kit:12}{len(data[kit]):>9}{pairs:>8}{before:>15.3f}{after:>9.3f}{order:>14.1%}{better:>9.1%}")
    gain = sum(after_order - before_order - (after_error - before_error)
               for (before_error, before_order), (after_error, after_order) in held_out) / len(held_out)
    print(f"held out, order gained less error gained: {gain:+.4f}")
    weights = train([row for kit in kits for row in data[kit]]) if gain > 0 else []
    lines = ["# feature\tweight, trained by benches/ranking/train.py"]
    lines += [f"{name}\t{weight:.4f}" for name, weight in zip(names, weights)]
    print("\n".join(lines))
    if arguments.write:
        (ROOT / "src/advise/indexes/ranking.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
