"""Schemas of real projects, and edits of them whose renames are known."""
import copy, glob, json, os, random, re, subprocess

# Groups of words that people use for one another in column and table names.
SYNONYMS = [set(line.split()) for line in """
created creation added registered inserted
updated modified changed edited
name title label caption
description details summary info about
quantity amount count number
price cost rate fee
user account member customer client
author owner creator
email mail
phone telephone mobile
address location place
password passphrase secret pass
image picture photo avatar
message text body content note
type kind category class
status state condition
start begin from
end finish until stop
id identifier key code uid
url link uri href
order purchase
product item article good
settings config configuration options preferences
value data content
date time day
active enabled live
deleted removed
position rank order sort priority
comment remark note
group team
role permission right
company organization organisation firm
country nation
language locale
parent owner
version revision
total sum
file document attachment
log history journal
event action activity
session login
token secret key
""".strip().splitlines()]
ABBREVIATIONS = {
    "quantity": "qty", "description": "desc", "address": "addr", "number": "num", "amount": "amt", "password": "pwd",
    "telephone": "tel", "image": "img", "message": "msg", "configuration": "config", "identifier": "id", "value": "val",
    "reference": "ref", "organization": "org", "position": "pos", "category": "cat", "application": "app",
    "parameter": "param", "administrator": "admin", "information": "info", "language": "lang", "document": "doc",
    "maximum": "max", "minimum": "min", "previous": "prev", "temporary": "tmp", "transaction": "txn", "count": "cnt",
    "department": "dept", "version": "ver", "source": "src", "destination": "dest", "user": "usr", "date": "dt",
}
EXPANSIONS = {short: long for long, short in ABBREVIATIONS.items()}
SUFFIXES = ["id", "at", "date", "name", "code", "no", "type", "url", "text", "count", "key", "time", "value", "ref"]
PREFIXES = ["is", "has", "old", "full", "main", "base", "my", "current", "default"]
UNRELATED = ["billing", "shipping", "first", "last", "home", "work", "start", "end", "min", "max", "source", "target",
             "primary", "secondary", "internal", "external", "old", "new", "left", "right", "buyer", "seller"]


def words(name):
    return [w.lower() for w in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_]+", name)] or [name.lower()]


def spelled_like(name, parts):
    """The words in the style of an existing name."""
    if "_" in name or name.islower() or len(words(name)) == 1 and name == name.lower():
        return "_".join(parts)
    if name.isupper():
        return "_".join(parts).upper()
    head = parts[0].capitalize() if name[:1].isupper() else parts[0]
    return head + "".join(p.capitalize() for p in parts[1:])


def renamed(name, context, rng):
    """Another name for the same thing, as people choose one."""
    parts = words(name)
    kinds = ["synonym"] * 25 + ["suffix"] * 14 + ["prefix"] * 6 + ["table"] * 12 + ["abbreviate"] * 12 + ["style"] * 8 \
        + ["drop"] * 8 + ["plural"] * 5 + ["letters"] * 4 + ["order"] * 3 + ["word"] * 6
    for _ in range(20):
        kind, new = rng.choice(kinds), list(parts)
        if kind == "synonym":
            places = [(i, g) for i, w in enumerate(parts) for g in SYNONYMS if w in g]
            if not places:
                continue
            i, group = rng.choice(places)
            new[i] = rng.choice(sorted(group - {parts[i]}))
        elif kind == "suffix":
            new.append(rng.choice(SUFFIXES))
        elif kind == "prefix":
            new.insert(0, rng.choice(PREFIXES))
        elif kind == "table":
            own = words(context)
            own = [own[-1].rstrip("s")] if own else []
            if parts[:1] == own and len(parts) > 1:
                new = parts[1:]
            else:
                new = own + parts
        elif kind == "abbreviate":
            places = [i for i, w in enumerate(parts) if w in ABBREVIATIONS or w in EXPANSIONS or len(w) > 6]
            if not places:
                continue
            i = rng.choice(places)
            w = parts[i]
            new[i] = ABBREVIATIONS.get(w) or EXPANSIONS.get(w) or w[:rng.choice([3, 4])]
        elif kind == "style":
            joined = "_".join(parts)
            other = "".join(p.capitalize() if i else p for i, p in enumerate(parts))
            result = other if "_" in name else joined
            if result != name:
                return result
            continue
        elif kind == "drop" and len(parts) > 1:
            new.pop(rng.randrange(len(parts)))
        elif kind == "plural":
            new[-1] = new[-1][:-1] if new[-1].endswith("s") else new[-1] + "s"
        elif kind == "letters" and len(parts[-1]) > 4:
            at = rng.randrange(1, len(parts[-1]) - 1)
            new[-1] = parts[-1][:at] + parts[-1][at + 1:]
        elif kind == "order" and len(parts) > 1:
            rng.shuffle(new)
        elif kind == "word":
            new = [rng.choice(sorted(rng.choice(SYNONYMS)))] + parts[1:]
        result = spelled_like(name, new)
        if result.lower() != name.lower() and result:
            return result
    return name + "_2"


def load(cli, folder, limit=None):
    """The schemas below the folder by project: {project: tables}."""
    projects = {}
    for path in sorted(glob.glob(os.path.join(folder, "*", "*", "from.sql"))):
        dialect, case = path.split(os.sep)[-3:-1]
        parts = case.split("__")
        if parts[0] not in ("realworld", "orcas"):
            continue
        run = subprocess.run([cli, "convert", path, "--from", dialect, "--to", "postgresql", "--format", "json"],
                             capture_output=True, text=True, errors="replace", timeout=60)
        try:
            tables = [t for t in json.loads(run.stdout)["tables"] if len(t["columns"]) >= 2]
        except (ValueError, KeyError):
            continue
        if tables:
            projects.setdefault(parts[1], tables[:12])
    return projects


def type_text(text):
    text = text.replace(" unsigned", "")
    plain = re.fullmatch(r"[a-z ]+(\(\d+(,\s*\d+)?\))?(\[\])?", text or "")
    known = re.match(r"(small|big|tiny)?int|integer|decimal|numeric|real|double|char|varchar|text|date|time|bool|uuid|json|"
                     r"bytea|blob|interval|xml|binary|varbinary", text or "")
    return text.replace("tinyint", "smallint") if plain and known else "text"


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def script(tables):
    """The tables as PostgreSQL reads them."""
    names = {t["name"] for t in tables}
    out = []
    for table in tables:
        have = {c["name"] for c in table["columns"]}
        lines = []
        for c in table["columns"]:
            line = f'  {quoted(c["name"])} {type_text(c["type"])}'
            line += "" if c.get("nullable", True) else " NOT NULL"
            if re.fullmatch(r"-?\d+(\.\d+)?|'[\w ]*'|CURRENT_TIMESTAMP", str(c.get("default", ""))):
                line += f' DEFAULT {c["default"]}'
            lines.append(line)
        listed = lambda columns: ", ".join(quoted(c) for c in columns)
        key = table.get("primary_key") or []
        if key and set(key) <= have:
            lines.append(f"  PRIMARY KEY ({listed(key)})")
        for columns in table.get("unique") or []:
            if columns and set(columns) <= have:
                lines.append(f"  UNIQUE ({listed(columns)})")
        for fk in table.get("foreign_keys") or []:
            to = fk["references"]
            if to["table"] in names and set(fk["columns"]) <= have and to.get("columns"):
                lines.append(f'  FOREIGN KEY ({listed(fk["columns"])}) REFERENCES {quoted(to["table"])} ({listed(to["columns"])})')
        name = ".".join(quoted(part) for part in ([table["space"]] if table.get("space") else []) + [table["name"]])
        out.append(f"CREATE TABLE {name} (\n" + ",\n".join(lines) + "\n);")
        for part in [table] + table["columns"]:
            if part.get("comment"):
                what = f"TABLE {name}" if part is table else f'COLUMN {name}.{quoted(part["name"])}'
                out.append(f"COMMENT ON {what} IS '" + part["comment"].replace("'", "''") + "';")
    return "\n".join(out) + "\n"


def rename_column(tables, table, old, new):
    swap = lambda columns: [new if c == old else c for c in columns]
    for c in table["columns"]:
        if c["name"] == old:
            c["name"] = new
    table["primary_key"] = swap(table.get("primary_key") or [])
    table["unique"] = [swap(u) for u in table.get("unique") or []]
    for fk in table.get("foreign_keys") or []:
        fk["columns"] = swap(fk["columns"])
    for other in tables:
        for fk in other.get("foreign_keys") or []:
            if fk["references"]["table"] == table["name"]:
                fk["references"]["columns"] = swap(fk["references"].get("columns") or [])


def drop_column(tables, table, name):
    table["columns"] = [c for c in table["columns"] if c["name"] != name]
    without = lambda lists: [u for u in lists or [] if name not in u]
    table["unique"] = without(table.get("unique"))
    if name in (table.get("primary_key") or []):
        table["primary_key"] = []
    table["foreign_keys"] = [f for f in table.get("foreign_keys") or [] if name not in f["columns"]]
    for other in tables:
        other["foreign_keys"] = [f for f in other.get("foreign_keys") or []
                                 if f["references"]["table"] != table["name"] or name not in (f["references"].get("columns") or [])]


def edited(project, others, rng):
    """A pair of schemas with the renames between them: (from, to, {("table", old, new), ("column", "t.old", "t.new")})."""
    before = copy.deepcopy(project)
    rng.shuffle(before)
    before = before[:rng.choice([1, 2, 3, 5, 8])]
    if rng.random() < 0.2:
        add_comments(before, rng)
    after = copy.deepcopy(before)
    truth = set()
    if rng.random() < 0.45:
        edit_tables(after, others, rng, truth)
    edit_columns(after, others, rng, truth)
    return script(before), script(after), truth


def add_comments(tables, rng):
    """Comments such as people write: what the name says, and what it does not."""
    for table in tables:
        for part in [table] + table["columns"]:
            if rng.random() < 0.5:
                part["comment"] = " ".join(["The"] + words(part["name"]) + rng.sample(UNRELATED, 2))


def edit_columns(after, others, rng, truth):
    # Columns of renamed tables are edited too, but less: few edits rename a table and its columns at once.
    moved = {new.split(".")[-1] for kind, _, new in truth}
    for table in rng.sample(after, min(len(after), rng.choice([1, 1, 2]))):
        if table["name"] in moved and rng.random() < 0.6:
            continue
        plan = rng.choice(["rename", "rename", "replace", "replace", "both", "many"])
        names = [c["name"] for c in table["columns"]]
        rng.shuffle(names)
        count = {"rename": 1, "both": 1, "many": rng.choice([2, 3, 4]), "replace": 0}[plan]
        for old in names[:count]:
            new = renamed(old, table["name"], rng)
            taken = {c["name"].lower() for c in table["columns"]}
            if new.lower() in taken or old.lower() == new.lower():
                continue
            rename_column(after, table, old, new)
            space = f'{table["space"]}.' if table.get("space") else ""
            truth.add(("column", f'{space}{table["name"]}.{old}', f'{space}{table["name"]}.{new}'))
            column = next(c for c in table["columns"] if c["name"] == new)
            if rng.random() < 0.15:
                change_type(column, rng)
            if rng.random() < 0.1:
                column["nullable"] = not column.get("nullable", True)
            if rng.random() < 0.12:
                table["columns"].remove(column)
                table["columns"].insert(rng.randrange(len(table["columns"]) + 1), column)
        if plan in ("replace", "both"):
            gone = names[count:count + rng.choice([1, 1, 2, 3])]
            for old in gone:
                if len(table["columns"]) > 2:
                    place = next(i for i, c in enumerate(table["columns"]) if c["name"] == old)
                    column = table["columns"][place]
                    drop_column(after, table, old)
                    add_column(table, column, place, others, rng)


def add_column(table, dropped, place, others, rng):
    """A column that has nothing to do with the one that was dropped."""
    if rng.random() < 0.15 and len(words(dropped["name"])) > 1:
        parts = words(dropped["name"])
        new = copy.deepcopy(dropped)
        new["name"] = spelled_like(dropped["name"], [rng.choice(UNRELATED)] + parts[1:])
    else:
        donor = rng.choice(rng.choice(others))
        new = copy.deepcopy(rng.choice(donor["columns"]))
    if new["name"].lower() in {c["name"].lower() for c in table["columns"]} | {dropped["name"].lower()}:
        return
    if not new.get("nullable", True) and rng.random() < 0.5:
        new["nullable"] = True
    at = len(table["columns"]) if rng.random() < 0.6 else place if rng.random() < 0.4 else rng.randrange(len(table["columns"]) + 1)
    table["columns"].insert(at, new)


def change_type(column, rng):
    text = type_text(column["type"])
    wider = {"integer": "bigint", "smallint": "integer", "text": "varchar(255)", "date": "timestamp", "real": "double"}
    if text.startswith("varchar"):
        column["type"] = rng.choice(["text", f"varchar({rng.choice([20, 50, 100, 191, 255, 500])})"])
    else:
        column["type"] = wider.get(text, rng.choice(["text", "bigint", "varchar(100)"]))


def edit_tables(after, others, rng, truth):
    kind = rng.choice(["rename", "rename", "replace", "replace", "both", "space"])
    tables = sorted(after, key=lambda t: (len(t["columns"]) > 4, rng.random())) if rng.random() < 0.5 else rng.sample(after, len(after))
    tables.reverse()
    if kind in ("rename", "both"):
        table = tables.pop()
        new = renamed(table["name"], "", rng)
        if new.lower() not in {t["name"].lower() for t in after}:
            old = table["name"]
            for other in after:
                for fk in other.get("foreign_keys") or []:
                    if fk["references"]["table"] == old:
                        fk["references"]["table"] = new
            table["name"] = new
            truth.add(("table", old, new))
            if rng.random() < 0.2:
                table["comment"] = None
            for name in [c["name"] for c in table["columns"]]:
                if rng.random() < 0.1 and len(table["columns"]) > 2:
                    drop_column(after, table, name)
            if rng.random() < 0.3:
                donor = rng.choice(rng.choice(others))
                extra = copy.deepcopy(rng.choice(donor["columns"]))
                if extra["name"].lower() not in {c["name"].lower() for c in table["columns"]}:
                    table["columns"].append(extra)
    if kind == "space":
        # A table that moves to a namespace keeps its name; tables that refer to it would need to follow.
        table = tables.pop()
        if all(f["references"]["table"] != table["name"] for t in after for f in t.get("foreign_keys") or []):
            table["space"], table["foreign_keys"] = "archive", []
            truth.add(("table", table["name"], "archive." + table["name"]))
    if kind in ("replace", "both") and tables:
        table = tables.pop()
        after.remove(table)
        for other in after:
            other["foreign_keys"] = [f for f in other.get("foreign_keys") or [] if f["references"]["table"] != table["name"]]
        donor = copy.deepcopy(rng.choice(rng.choice(others)))
        if len(table["columns"]) <= 4 and rng.random() < 0.7:
            # Small tables of different things look alike: lists of names, links between two.
            name = donor["name"]
            donor = copy.deepcopy(table)
            donor["name"] = name
        if donor["name"].lower() not in {t["name"].lower() for t in after} | {table["name"].lower()}:
            donor["foreign_keys"] = []
            after.append(donor)
