#!/usr/bin/env python3
"""How good the offline engine is on descriptions with known schemas, and how often it is right when it is sure.

usage: evaluate.py CASES.jsonl... [--program PATH] [--worst N]

A line of CASES is {"id", "question", "answer"}; the answer is
{TABLE: {"Attributes": [NAME...], "Primary key": [NAME...], "Foreign key": {COLUMN: {TABLE: COLUMN}}}}.
Two thirds of the cases are for development; those whose crc32(id) is divisible by 3 are held out.

First the figures, each a mean over the cases: F1 of tables, of attributes (those of unmatched tables are misses) and of
references (pairs of child and parent), the share of tables with the right key, and the mean of the four. Then, for the
confidences that the engine states with its decisions, how many elements have so much and what share of them the known
schema has too. Names match by their words: case, plural, the table's own words and a few synonyms do not count.
"""
import argparse, json, re, resource, subprocess, time, zlib

SAME = {"number": "id", "no": "id", "code": "id", "identifier": "id", "telephone": "phone", "mobile": "phone", "mail": "email",
        "dob": "birthdate", "birthday": "birthdate", "sex": "gender", "qty": "quantity", "count": "quantity", "staff": "employee",
        "client": "customer", "category": "type", "kind": "type", "state": "status", "comment": "note", "remark": "note",
        "finish": "end", "cost": "price", "fee": "price", "title": "name", "date": "time", "timestamp": "time", "at": "time",
        "on": "time", "place": "location", "vendor": "supplier", "begin": "start"}
EMPTY = {"the", "a", "of", "for", "to", "in", "and", "is", "has", "information", "record", "detail", "data", "table"}
AUDIT = {"created_at", "updated_at", "deleted_at"}


def singular(word):
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if re.search(r"(ss|sh|ch|x|z)es$", word):
        return word[:-2]
    return word[:-1] if len(word) > 3 and re.search(r"[^sui]s$", word) else word


def words(name, besides=()):
    parts = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", str(name)).lower().replace("date of birth", "birthdate")
    found = [SAME.get(w, w) for w in map(singular, re.findall(r"[a-z0-9]+", parts))]
    kept = [w for w in found if w not in EMPTY and w not in besides]
    return kept or found


def alike(a, b):
    """How alike two lists of words are, from 0 to 1."""
    if "".join(a) == "".join(b):
        return 1.0
    near = lambda x, y: x == y or len(x) > 3 and len(y) > 3 and (x.startswith(y) or y.startswith(x))
    return (sum(any(near(x, y) for y in b) for x in a) + sum(any(near(x, y) for x in a) for y in b)) / (len(a) + len(b))


def pairs(left, right, score, least):
    """Pairs of the two lists, the most alike first, each used once."""
    scored = sorted(((score(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right)), reverse=True)
    used_left, used_right, found = set(), set(), []
    for value, i, j in scored:
        if value >= least and i not in used_left and j not in used_right:
            used_left.add(i), used_right.add(j)
            found.append((left[i], right[j]))
    return found


def known(answer):
    tables = {}
    for name, table in answer.items():
        foreign = {c: next(iter(r)) for c, r in (table.get("Foreign key") or {}).items() if isinstance(r, dict) and r}
        tables[name] = {"columns": list(table.get("Attributes") or []), "key": list(table.get("Primary key") or []),
                        "foreign": {c: p for c, p in foreign.items() if p in answer}}
    return tables


def designed(schema):
    tables = {}
    for table in schema["tables"]:
        foreign = {c: f["references"]["table"] for f in table.get("foreign_keys") or [] for c in f["columns"]}
        tables[table["name"]] = {"columns": [c["name"] for c in table["columns"]], "key": list(table.get("primary_key") or []),
                                 "unique": [list(u) for u in table.get("unique") or []], "foreign": foreign}
    return tables


def f1(hit, gold, found):
    return 1.0 if gold == found == 0 else 2 * hit / (gold + found)


def compare(gold, found):
    """The four figures of a case, and which of the found elements are right, by the names that decisions use."""
    own = lambda table, tables: [c for c in tables[table]["columns"] if c not in tables[table]["foreign"]]

    def table_score(a, b):
        names = alike(words(a), words(b))
        left, right = [words(c, words(a)) for c in own(a, gold)], [words(c, words(b)) for c in own(b, found)]
        shared = sum(any(alike(x, y) > 0.99 for y in right) for x in left) / max(1, min(len(left), len(right)))
        return names + 0.3 * shared if names >= 0.6 or names >= 0.3 and shared >= 0.5 else 0

    matched = dict(pairs(list(gold), list(found), table_score, 0.3))
    back = {b: a for a, b in matched.items()}
    right, hit, gold_count, found_count, keys = {}, 0, 0, 0, 0
    for b in found:
        right[b] = b in back
    for a in gold:
        gold_count += len(own(a, gold))
        if a not in matched:
            continue
        b = matched[a]
        same = pairs(own(a, gold), own(b, found), lambda x, y: alike(words(x, words(a)), words(y, words(b))), 0.6)
        hit += len(same)
        named = dict(same)
        for column in own(b, found):
            right[f"{b}.{column}"] = column in named.values()
        key = found[b]["key"]
        extra = [c for c in own(b, found) if c not in named.values() and c not in AUDIT and c not in key]
        found_count += len(same) + len(extra)
        wanted = {named.get(c) or next((k for k, p in found[b]["foreign"].items() if p == matched.get(gold[a]["foreign"].get(c))), None)
                  for c in gold[a]["key"]}
        single = len(gold[a]["key"]) == 1 and words(gold[a]["key"][0], words(a)) == ["id"] and len(key) == 1
        keys += single or wanted in [set(key)] + [set(u) for u in found[b]["unique"]]
    for b in found:
        if b not in back:
            columns = [c for c in own(b, found) if c not in AUDIT]
            found_count += len(columns)
            right.update({f"{b}.{c}": False for c in columns})
    wanted = [(matched.get(a), matched.get(p)) for a in gold for p in gold[a]["foreign"].values()]
    have, references = [(b, p, c) for b in found for c, p in found[b]["foreign"].items()], 0
    left = list(wanted)
    for b, p, column in have:
        right[f"{b}.{column}"] = (b, p) in left
        if (b, p) in left:
            left.remove((b, p))
            references += 1
    figures = {"table": f1(len(matched), len(gold), len(found)), "attribute": f1(hit, gold_count, found_count),
               "key": keys / max(1, len(gold)), "reference": f1(references, len(wanted), len(have))}
    figures["accuracy"] = sum(figures.values()) / 4
    return figures, right


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="+")
    parser.add_argument("--program", default="target/release/schema-architect")
    parser.add_argument("--worst", type=int, default=0)
    options = parser.parse_args()
    rows, sure, slowest = {"development": [], "held out": []}, [], 0.0
    for line in (line for file in options.cases for line in open(file, encoding="utf-8")):
        case = json.loads(line)
        started = time.time()
        run = subprocess.run([options.program, "generate", "--format", "json", "-"], input=case["question"], capture_output=True, text=True)
        slowest = max(slowest, time.time() - started)
        try:
            schema = json.loads(run.stdout)
        except ValueError:
            schema = {"tables": []}
        figures, right = compare(known(case["answer"]), designed(schema))
        part = "held out" if zlib.crc32(case["id"].encode()) % 3 == 0 else "development"
        rows[part].append((case["id"], figures))
        for decision in schema.get("decisions", []):
            if decision["topic"] in ("entity", "attribute", "relationship") and decision["source"] != "practice" and decision["about"] in right:
                sure.append((decision["confidence"], decision["topic"], right[decision["about"]], part))
    for part, found in rows.items():
        names = ("table", "attribute", "key", "reference", "accuracy")
        means = [f"{n} {sum(f[n] for _, f in found) / max(1, len(found)):.3f}" for n in names]
        print(f"{part:12} {len(found):4} cases  " + "  ".join(means))
    processor = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime / max(1, sum(len(found) for found in rows.values()))
    print(f"slowest case {slowest:.3f} s, with the start of the program; {processor * 1000:.1f} ms of processor time a case")
    for part in rows:
        print(f"\n{part:12} stated   elements   on average   right")
        for topic in ("entity", "attribute", "relationship", "all"):
            chosen = [s for s in sure if topic in (s[1], "all") and s[3] == part]
            for low, high in ((0.85, 1.01), (0.8, 0.85), (0.7, 0.8), (0.6, 0.7), (0.5, 0.6), (0.4, 0.5), (0.0, 0.4)):
                some = [s for s in chosen if low <= s[0] < high]
                if some:
                    stated, right = (sum(s[n] for s in some) / len(some) for n in (0, 2))
                    print(f"{topic:12} {low:.2f} up {len(some):8}   {stated:10.2f}   {right:5.2f}")
            error = sum(abs(s[0] - s[2]) ** 2 for s in chosen) / max(1, len(chosen))
            print(f"{topic:12} mean square of what is stated minus what is right {error:.3f}")
    everything = [r for found in rows.values() for r in found]
    for name, figures in sorted(everything, key=lambda r: r[1]["accuracy"])[: options.worst]:
        print(name, {k: round(v, 2) for k, v in figures.items()})


if __name__ == "__main__":
    main()
