"""Train and measure the weights by which renames are found (src/diff/rename/weights.tsv).

usage: train.py CLI CASES [--pairs N] [--out WEIGHTS] [--annotated]

CASES is a folder of dialects with projects' schemas (DIALECT/CASE/from.sql). Each schema is edited at random (edits.py):
columns and tables are renamed as people do, dropped, and replaced by ones of other projects; so the renames between the
two are known. `CLI diff --weighed` gives the evidence of every pair that it weighs; a logistic regression on that is
trained on the edits of two thirds of the projects and measured on those of the rest. With --out the weights are written.
With --annotated the pairs of CASES whose wanted script states renames in comments are measured too, the comments taken
out: what CLI takes or asks is compared with what they state.

Precision: of the renames taken, how many are ones. Recall: of the renames, how many are taken; and how many are taken or
asked about. Standard library only.
"""
import argparse, concurrent.futures, glob, json, math, os, random, re, subprocess, tempfile
from edits import edited, load

CERTAIN, POSSIBLE = 0.9, 0.2


def diff(cli, before, after, dialect="postgresql"):
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, text in (("from.sql", before), ("to.sql", after)):
            paths.append(os.path.join(folder, name))
            with open(paths[-1], "w") as file:
                file.write(text)
        run = subprocess.run([cli, "diff", *paths, "--dialect", dialect, "--format", "json", "--weighed"],
                             capture_output=True, text=True, errors="replace", timeout=60)
    return json.loads(run.stdout) if run.returncode in (0, 1) else {"renames": [], "questions": [], "weighed": []}


def examples(cli, projects, names, count, seed):
    """[(pairs, truth, reply)] of random edits; a pair is (kind, evidence, is a rename)."""
    rng = random.Random(seed)
    everything = list(projects.values())
    edits = [edited(projects[rng.choice(names)], everything, rng) for _ in range(count)]

    def ask(edit):
        before, after, truth = edit
        reply = diff(cli, before, after)
        pairs = []
        for pair in reply["weighed"]:
            key = (pair["object"], pair["from"], pair["to"])
            evidence = {piece["name"]: piece["value"] for piece in pair["evidence"]}
            pairs.append((pair["object"], evidence, key in truth, key))
        return pairs, truth, reply

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(pool.map(ask, edits))


def train(pairs, rounds=400, rate=0.5, decay=1e-4):
    """Weights by gradient descent with momentum; rows are the pieces of evidence in a fixed order, with a bias."""
    names = sorted({name for _, evidence, _, _ in pairs for name in evidence})
    rows = [[evidence.get(name, 0.0) for name in names] + [1.0] for _, evidence, _, _ in pairs]
    labels = [1.0 if label else 0.0 for _, _, label, _ in pairs]
    weights, speed = [0.0] * (len(names) + 1), [0.0] * (len(names) + 1)
    for _ in range(rounds):
        slope = [decay * w for w in weights]
        for row, label in zip(rows, labels):
            error = 1 / (1 + math.exp(-sum(map(float.__mul__, weights, row)))) - label
            for i, value in enumerate(row):
                if value:
                    slope[i] += error * value / len(rows)
        speed = [0.9 * s - rate * g for s, g in zip(speed, slope)]
        weights = [w + s for w, s in zip(weights, speed)]
    return dict(zip(names + ["bias"], weights))


def probability(weights, evidence):
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in evidence.items())
    return 1 / (1 + math.exp(-total))


def chosen(pairs, weights):
    """As the program does it: the likeliest first, each element once. Gives (certain, asked)."""
    certain, asked, used = set(), set(), set()
    weighed = sorted(((probability(weights[kind], evidence), key) for kind, evidence, _, key in pairs), reverse=True)
    for p, (kind, old, new) in weighed:
        if p < POSSIBLE or (kind, "from", old) in used or (kind, "to", new) in used:
            continue
        used |= {(kind, "from", old), (kind, "to", new)}
        (certain if p >= CERTAIN else asked).add((kind, old, new))
    return certain, asked


def report(title, answers):
    """answers: [(certain, asked, truth)]"""
    for kind in ("table", "column"):
        only = lambda keys: {key for key in keys if key[0] == kind}
        taken = right = asked = right_asked = renames = 0
        for certain, question, truth in answers:
            certain, question, truth = only(certain), only(question), only(truth)
            taken, right = taken + len(certain), right + len(certain & truth)
            asked, right_asked = asked + len(question), right_asked + len(question & truth)
            renames += len(truth)
        share = lambda a, b: f"{a}/{b} = {a / b:.3f}" if b else "none"
        print(f"{title:12} {kind:7} precision of taken {share(right, taken)}, recall of taken {share(right, renames)}, "
              f"recall of taken or asked {share(right + right_asked, renames)}, right among asked {share(right_asked, asked)}")


ANNOTATION = re.compile(r"/\*\s*@?renamed\s+from.*?\*/|--\s*@?renamed\s+from[^\n]*", re.I)


def annotated(cli, cases):
    answers = []
    for path in sorted(glob.glob(os.path.join(cases, "*", "*", "to.sql"))):
        dialect = path.split(os.sep)[-3]
        with open(path, errors="replace") as file:
            after = file.read()
        if not ANNOTATION.search(after):
            continue
        with open(path.replace("to.sql", "from.sql"), errors="replace") as file:
            before = file.read()
        # A table's rename is stated to the second question, so that its columns are those of the stated table.
        key = lambda r: (r["object"], r["from"], r["to"])
        stated = {key(r) for r in diff(cli, before, after, dialect)["renames"] if r["basis"] == "comment"}
        reply = diff(cli, before, ANNOTATION.sub("", after), dialect)
        found = {key(r) for r in reply["renames"]}
        answers.append((found, {key(q) for q in reply["questions"]}, stated))
    report("annotated", answers)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("cases")
    parser.add_argument("--pairs", type=int, default=1500)
    parser.add_argument("--out")
    parser.add_argument("--annotated", action="store_true")
    options = parser.parse_args()
    projects = load(options.cli, options.cases)
    names = sorted(projects)
    random.Random(1).shuffle(names)
    held_out, known = names[: len(names) // 3], names[len(names) // 3:]
    print(f"{len(names)} projects, {len(held_out)} held out")
    test = examples(options.cli, projects, held_out, options.pairs // 2, 2)
    if options.out:
        seen = examples(options.cli, projects, known, options.pairs, 3)
        everything = [pair for pairs, _, _ in seen for pair in pairs]
        weights = {kind: train([p for p in everything if p[0] == kind]) for kind in ("column", "table")}
        with open(options.out, "w") as file:
            for kind in ("column", "table"):
                for name, weight in sorted(weights[kind].items(), key=lambda item: (item[0] != "bias", item[0])):
                    file.write(f"{kind}\t{name}\t{weight:.3f}\n")
        report("trained on", [(*chosen(pairs, weights), truth) for pairs, truth, _ in seen])
        report("held out", [(*chosen(pairs, weights), truth) for pairs, truth, _ in test])
    else:
        key = lambda r: (r["object"], r["from"], r["to"])
        report("held out", [({key(r) for r in reply["renames"]}, {key(q) for q in reply["questions"]}, truth)
                            for _, truth, reply, _ in test])
    if options.annotated:
        annotated(options.cli, options.cases)


if __name__ == "__main__":
    main()
