#!/usr/bin/env python3
"""Fit the linear models of src/nl/spoken: which nouns are tables, which items are attributes, which tables relate,
and whose a list is.

usage: train_spoken.py CASES.jsonl --program 'target/release/examples/trace' [--write src/nl/spoken]

A line of CASES is {"id", "question", "answer"} as in evaluate.py. The program prints for a description, among other
lines, one for each candidate of a model: KIND, a name for each thing that it is about, and the signs with their values.
The cases whose crc32(id) is divisible by 3 are held out: they are measured and never fitted.

Each model is a logistic regression with a quadratic penalty over the logarithms of 1 + sign. A candidate is right if the
known schema has its counterpart. What is printed for each model is the mean over the cases of the F1 of its verdicts: of the
development cases over five folds, and of the held-out cases with the weights of all development cases.
Standard library only; the result is the same at each run.
"""
import argparse, json, math, subprocess, zlib
from evaluate import alike, known, words

FOLDS, STEPS, PENALTY = 5, 400, 0.004
# Half of the lists have no known owner to learn from, so the choice of the rules stands unless the model is surer by this.
MARGIN = 2.5
# A missing table costs its columns and references too, so less is asked than the best F1 of verdicts would.
LENIENCE = {"NOUN": 0.75, "PAIR": 0.5, "ITEM": 0.5}


def best_names(names, tables):
    """The table that each name stands for, at most one name a table; None in place of a table is a near miss."""
    found = {}
    for table in tables:
        scored = sorted(((alike(words(n), words(table)), weight, n) for n, weight in names.items()), reverse=True)
        scored = [s for s in scored if s[0] >= 0.6]
        if not scored:
            continue
        top = [s for s in scored if s[0] >= scored[0][0] - 0.01]
        best = max(top, key=lambda s: s[1])[2]
        for _, _, name in scored:
            if name in [t[2] for t in top] or name.endswith(" " + best) or best.endswith(" " + name):
                found.setdefault(name, None)
        found[best] = table
    return found


def nouns(lines, gold):
    weights = {names[0]: 2 * (s.get("owned", 0) + s.get("topical", 0)) + s.get("mentions", 0) for names, s in lines}
    right = best_names(weights, gold)
    return [(signs, float(names[0] in right)) for names, signs in lines if right.get(names[0], "") is not None]


def pairs(lines, gold):
    entities = {name: 0 for names, _ in lines for name in names}
    table = {name: t for name, t in best_names(entities, gold).items() if t}
    rows = []
    for (child, parent), signs in lines:
        if child in table and parent in table:
            rows.append((signs, float(table[parent] in gold[table[child]]["foreign"].values())))
    return rows


def items(lines, gold):
    owners = {names[0]: 0 for names, _ in lines}
    table = {name: t for name, t in best_names(owners, gold).items() if t}
    rows = []
    for (owner, item), signs in lines:
        if owner not in table:
            continue
        own = table[owner]
        columns = [words(c, words(own)) for c in gold[own]["columns"]]
        rows.append((signs, float(any(alike(words(item, words(own)), c) >= 0.6 for c in columns))))
    return rows


def owners(lines, gold):
    """Candidates of lists whose items stand in one known table: those that name the table are right. A row's last is its list."""
    lists = {}
    for (place, name, listed), signs in lines:
        lists.setdefault((place, listed), []).append((name, signs))
    rows = []
    for (place, listed), candidates in lists.items():
        names = listed.split("|")
        hits = {t: sum(any(alike(words(n, words(t)), words(c, words(t))) >= 0.6 for c in gold[t]["columns"]) for n in names) for t in gold}
        most = max(hits.values(), default=0)
        if most < 2 and most < len(names):
            continue
        best = [t for t in gold if hits[t] == most]
        right = [any(alike(words(name), words(t)) >= 0.6 for t in best) for name, _ in candidates]
        if any(right) and not all(right):
            rows += [(signs, float(yes), place) for (_, signs), yes in zip(candidates, right)]
    return rows


MODELS = {"NOUN": (nouns, 1, "nouns.tsv"), "PAIR": (pairs, 2, "pairs.tsv"), "ITEM": (items, 2, "items.tsv"),
          "OWNER": (owners, 3, "owners.tsv")}


def read(program, text):
    out = subprocess.run(program, shell=True, input=text, capture_output=True, text=True).stdout
    found = {kind: [] for kind in MODELS}
    for line in out.splitlines():
        kind, _, rest = line.partition("\t")
        if kind in MODELS:
            fields, count = rest.split("\t"), MODELS[kind][1]
            signs = dict(field.split("=") for field in fields[count:])
            found[kind].append((tuple(fields[:count]), {k: float(v) for k, v in signs.items()}))
    return found


def fit(rows, names):
    """Weights by name and the bias: full gradients with momentum on scaled signs."""
    scale = {}
    for name in names:
        values = [math.log1p(row[0].get(name, 0.0)) for row in rows]
        mean = sum(values) / len(values)
        scale[name] = max(1e-3, math.sqrt(sum((v - mean) ** 2 for v in values) / len(values)))
    index = {name: i for i, name in enumerate(names)}
    sparse = [([(index[k], math.log1p(v) / scale[k]) for k, v in row[0].items() if v], row[1]) for row in rows]
    weight, moved, bias, bias_moved = [0.0] * len(names), [0.0] * len(names), 0.0, 0.0
    for _ in range(STEPS):
        gradient, bias_gradient = [PENALTY * w for w in weight], 0.0
        for features, label in sparse:
            z = bias + sum(weight[i] * v for i, v in features)
            error = (1 / (1 + math.exp(-z)) if z > -30 else 0.0) - label
            bias_gradient += error / len(sparse)
            for i, v in features:
                gradient[i] += error * v / len(sparse)
        for i in range(len(names)):
            moved[i] = 0.9 * moved[i] - 0.3 * gradient[i]
            weight[i] += moved[i]
        bias_moved = 0.9 * bias_moved - 0.3 * bias_gradient
        bias += bias_moved
    return {name: weight[i] / scale[name] for name, i in index.items()}, bias


def score(model, signs):
    weights, bias = model
    return bias + sum(weights.get(k, 0.0) * math.log1p(v) for k, v in signs.items() if v)


def mean_f1(cases, cut):
    """The mean over the cases of the F1 of verdicts, if what scores at least the cut is taken."""
    total = 0.0
    for rows in cases:
        taken, gold = [label for value, label in rows if value >= cut], sum(label for _, label in rows)
        total += 2 * sum(taken) / (len(taken) + gold) if taken or gold else 1.0
    return total / max(1, len(cases))


def best_cut(cases):
    """The best mean F1 and the score from which on a candidate is then taken."""
    return max((mean_f1(cases, step / 10), step / 10) for step in range(-40, 21))


def write(path, weights, bias):
    with open(path, "w", encoding="utf-8") as out:
        out.write(f"bias\t{bias:.3f}\n")
        out.writelines(f"{name}\t{weight:.3f}\n" for name, weight in sorted(weights.items()) if abs(weight) >= 0.0005)


def share_of_lists(cases, value):
    """The share of lists whose candidate with the highest value is right."""
    chosen = {}
    for n, rows in enumerate(cases):
        for signs, label, place in rows:
            chosen[n, place] = max(chosen.get((n, place), (float("-inf"), 0.0)), (value(n, signs), label))
    return sum(label for _, label in chosen.values()) / max(1, len(chosen))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases")
    parser.add_argument("--program", default="target/release/examples/trace")
    parser.add_argument("--write")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    parts = {True: {kind: [] for kind in MODELS}, False: {kind: [] for kind in MODELS}}
    for line in open(options.cases, encoding="utf-8"):
        case = json.loads(line)
        gold, found = known(case["answer"]), read(options.program, case["question"])
        held = zlib.crc32(case["id"].encode()) % 3 == 0
        for kind, (label, _, _) in MODELS.items():
            parts[held][kind].append(label(found[kind], gold))
    for kind, (_, _, file) in MODELS.items():
        cases = parts[False][kind]
        rows = [row for case in cases for row in case]
        if not rows or options.only and kind not in options.only.split(","):
            continue
        names = sorted({k for row in rows for k in row[0]})
        if kind == "OWNER":
            models = [fit([row for n, case in enumerate(cases) if n % FOLDS != fold for row in case], names) for fold in range(FOLDS)]
            model = fit(rows, names)
            folds = share_of_lists(cases, lambda n, signs: score(models[n % FOLDS], signs))
            held = share_of_lists(parts[True][kind], lambda n, signs: score(model, signs))
            rule = [share_of_lists(parts[part][kind], lambda n, signs: signs.get("rule", 0) + signs.get("topic_rule", 0)) for part in (False, True)]
            print(f"{kind} {len(rows)} candidates: lists with the right owner {folds:.3f} over folds (by rule {rule[0]:.3f}), {held:.3f} held out (by rule {rule[1]:.3f})")
            if options.write:
                stays = {k: model[0].get(k, 0.0) + MARGIN for k in ("rule", "topic_rule")}
                write(f"{options.write}/{file}", {**model[0], **stays}, model[1])
            continue
        scored = [[] for _ in cases]
        for fold in range(FOLDS):
            model = fit([row for n, case in enumerate(cases) if n % FOLDS != fold for row in case], names)
            for n in range(fold, len(cases), FOLDS):
                scored[n] = [(score(model, signs), label) for signs, label in cases[n]]
        f1, cut = best_cut(scored)
        weights, bias = fit(rows, names)
        held = [[(score((weights, bias), signs) - cut, label) for signs, label in case] for case in parts[True][kind]]
        right = int(sum(label for _, label in rows))
        print(f"{kind} {len(rows)} candidates, {right} right: F1 {f1:.3f} over folds, {mean_f1(held, 0.0):.3f} held out, cut {cut:.2f}")
        if options.write:
            write(f"{options.write}/{file}", weights, bias - cut + LENIENCE[kind])


if __name__ == "__main__":
    main()
