"""Extend, the public index advisor that ours is measured against, on the same server in the same run.

R. Schlosser, J. Kossmann and M. Boissier, "Efficient Scalable Multi-Attribute Index Selection Using Recursive Strategies"
(ICDE 2019), as the evaluation of J. Kossmann et al. (VLDB 2020) runs it: single-column indexes of all columns that the
queries name, extended by one column at a time, always the step with the best gain per byte, costs and sizes by hypopg.
"""

import re
import time

WIDEST = 2
LEAST_GAIN = 1.003


class Extend:
    def __init__(self, server, queries):
        self.server = server
        self.queries = queries
        server.psql("create extension if not exists hypopg")
        columns = server.rows(
            "select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not "
            "a.attisdropped where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1, a.attnum")
        words = {name: set(re.findall(r"\w+", text.lower())) for name, text in queries.items()}
        self.singles = [((table, column),) for table, column in columns if any(column in own for own in words.values())]
        self.asks = {single[0]: {name for name, own in words.items() if single[0][1] in own} for single in self.singles}
        self.known, self.sizes = {}, {}

    def relevant(self, query, index):
        return any(query in self.asks[column] for column in index)

    def learn(self, sets):
        """Asks for the costs of the sets of indexes that are not known, in one session."""
        wanted = {}
        for indexes in sets:
            for query in self.queries:
                own = frozenset(index for index in indexes if self.relevant(query, index))
                if (query, own) not in self.known:
                    wanted.setdefault(own, set()).add(query)
        script, keys = [], []
        for own, queries in wanted.items():
            script.append("select hypopg_reset();")
            for index in sorted(own):
                create = f"create index on {index[0][0]} ({', '.join(column for _, column in index)})"
                script.append(f"select '@' || hypopg_relation_size(indexrelid) from hypopg_create_index('{create}');")
                keys.append(("size", index))
            for query in sorted(queries):
                script.append(f"explain (format json) {self.queries[query]};")
                keys.append(("cost", (query, own)))
        if not script:
            return
        out = self.server.psql("\n".join(script)).stdout.decode()
        found = re.findall(r'^@(\d+)$|^    "Plan": \{(.*?)^    \}', out, re.S | re.M)
        for (kind, key), (size, plan) in zip(keys, found, strict=True):
            if kind == "size":
                self.sizes[key] = int(size)
            else:
                self.known[key] = float(re.search(r'"Total Cost": ([\d.]+)', plan).group(1))

    def cost(self, indexes):
        return sum(self.known[query, frozenset(i for i in indexes if self.relevant(query, i))] for query in self.queries)

    def size(self, indexes):
        return sum(self.sizes[index] for index in indexes)

    def advise(self, budget_mb):
        """The indexes, their size by hypopg in MB, and the seconds that it took."""
        started = time.perf_counter()
        budget, chosen = budget_mb * 1048576, []
        self.learn([[]] + [[single] for single in self.singles])
        while True:
            steps = []
            for single in self.singles:
                if single not in chosen:
                    steps.append([*chosen, single])
                for index in chosen:
                    column = single[0]
                    if len(index) < WIDEST and column[0] == index[0][0] and column not in index:
                        steps.append([other for other in chosen if other != index] + [index + single])
            self.learn(steps)
            now, size = self.cost(chosen), self.size(chosen)
            best = None
            for step in steps:
                if self.size(step) > budget or self.cost(step) * LEAST_GAIN > now:
                    continue
                ratio = (now - self.cost(step)) / max(1, self.size(step) - size)
                if best is None or ratio > best[0]:
                    best = (ratio, step)
            if best is None:
                break
            chosen = best[1]
        statements = [f"CREATE INDEX ix ON {index[0][0]} ({', '.join(column for _, column in index)});" for index in chosen]
        return statements, self.size(chosen) / 1048576, time.perf_counter() - started
