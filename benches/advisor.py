"""The index advisor judged by PostgreSQL's own planner: workload cost relative to no advised index, at several budgets.

    python3 -m venv .tools/python && .tools/python/bin/pip install tpchgen-cli
    cargo build --release
    python3 benches/advisor.py --schema schema.sql --queries DIR [--scale 1] [--budgets 100,250,500,1000,2000]
                               [--data DIR] [--keep DIR] [--without-keys] [--skip q02,q17]

It starts a PostgreSQL of its own (initdb and postgres from PATH or Debian's place), loads TPC-H data of the scale from
tpchgen-cli, or the CSV files TABLE.csv of --data, takes statistics, and asks the advisor at each budget. The advised
indexes are created with their rows, so sizes and costs are the server's. An index outside a budget's set is hidden by
marking it invalid. The cost of a query is the total cost of EXPLAIN, without parallel workers.

--planner lets the advisor ask PostgreSQL in PGlite, which holds none of these rows (npm ci first). --extend runs Extend
beside it, the best of the public advisors; it needs the extension hypopg.
"""

import argparse
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from extend import Extend

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(os.environ.get("SCHEMA_ARCHITECT", ROOT / "target/release/schema-architect"))
PORT = os.environ.get("BENCH_PORT", "54329")


def binaries():
    for folder in [Path(p) for p in os.environ["PATH"].split(os.pathsep)] + sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), reverse=True
    ):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder.resolve() if not (folder / "initdb").is_symlink() else (folder / "initdb").resolve().parent
    sys.exit("no PostgreSQL server found; install one (initdb and postgres)")


class Server:
    """A PostgreSQL in a folder. As root it runs under the account `postgres`, since it refuses root."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.bin = binaries()
        self.account = {"user": "postgres"} if os.geteuid() == 0 else {}
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.account:
            shutil.chown(self.folder, "postgres")
        self.data = self.folder / "data"
        if not self.data.exists():
            self.run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "--no-sync")
        self.process = subprocess.Popen(
            [self.bin / "postgres", "-D", self.data, "-p", PORT, "-k", self.folder, "-c", "listen_addresses=",
             "-c", "fsync=off", "-c", "max_wal_size=4GB", "-c", "maintenance_work_mem=512MB", "-c", "autovacuum=off",
             "-c", "max_parallel_workers_per_gather=0", "-c", "max_parallel_maintenance_workers=0",
             "-c", "full_page_writes=off", "-c", "jit=off"],
            cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self.account,
        )
        for _ in range(100):
            time.sleep(0.2)
            if self.psql("select 1", check=False).returncode == 0:
                return
        sys.exit("the server did not start")

    def run(self, name, *arguments):
        subprocess.run([self.bin / name, *arguments], cwd=self.folder, check=True, stdout=subprocess.DEVNULL, **self.account)

    def psql(self, sql, check=True, stdin=None):
        command = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-p", PORT, "-U", "postgres"]
        command += ["-c", sql] if stdin is not None else ["-f", "-"]
        source = {"stdin": stdin} if stdin is not None else {"input": sql.encode()}
        done = subprocess.run(command, capture_output=True, **source)
        if check and done.returncode != 0:
            sys.exit(f"{sql[:300]}\n{done.stderr.decode()}")
        return done

    def rows(self, sql):
        done = self.psql(f"copy ({sql}) to stdout with (format csv)")
        return list(csv.reader(io.StringIO(done.stdout.decode())))

    def stop(self):
        self.process.terminate()
        self.process.wait(60)


def generate(scale, folder):
    tool = next((t for t in [ROOT / ".tools/python/bin/tpchgen-cli", shutil.which("tpchgen-cli")] if t and Path(t).exists()), None)
    if not tool:
        sys.exit("no tpchgen-cli; pip install tpchgen-cli into .tools/python, or give --data")
    subprocess.run([tool, "csv", "-s", str(scale), "-o", folder], check=True, stdout=subprocess.DEVNULL)


def load(server, schema, arguments):
    if server.rows("select count(*) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")[0][0] != "0":
        return
    text = Path(arguments.schema).read_text()
    if arguments.without_keys:
        text = re.sub(r",\s*PRIMARY KEY \([^)]*\)", "", text)
    server.psql(text)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(arguments.data) if arguments.data else Path(folder)
        if not arguments.data:
            generate(arguments.scale, data)
        for path in sorted(data.glob("*.csv")):
            with open(path, "rb") as rows:
                server.psql(f"copy {path.stem} from stdin with (format csv, header)", stdin=rows)
    server.psql("vacuum (freeze, analyze)")


def statistics(server, path):
    query = subprocess.run(
        [PROGRAM, "optimize", "--stats-query", "--dialect", "postgresql"], capture_output=True, text=True, check=True
    ).stdout
    done = server.psql(f"copy ({query.strip().rstrip(';')}) to stdout with (format csv, header)")
    path.write_bytes(done.stdout)


class Indexes:
    """Advised indexes: created once, shown and hidden as needed."""

    def __init__(self, server):
        self.server = server

    def name_of(self, sql):
        body = re.sub(r"^CREATE (UNIQUE )?INDEX \S+ ON", r"", sql.strip().rstrip(";"))
        return "adv_" + re.sub(r"\W+", "_", body).strip("_").lower()[:30] + f"_{abs(zlib_crc(body)):08x}"

    def show(self, statements):
        names = []
        known = {name for (name,) in self.server.rows("select relname from pg_class where relname like 'adv\\_%' and relkind = 'i'")}
        for sql in statements:
            if "gin_trgm_ops" in sql:
                self.server.psql("create extension if not exists pg_trgm")
            name = self.name_of(sql)
            names.append(name)
            if name not in known:
                self.server.psql(re.sub(r"(?i)^(CREATE (UNIQUE )?INDEX) \S+ ON", rf"\1 {name} ON", sql.strip()))
        listed = ", ".join(f"'{name}'" for name in names) or "''"
        self.server.psql(
            f"update pg_index set indisvalid = (relname in ({listed})) from pg_class "
            "where pg_class.oid = indexrelid and relname like 'adv\\_%'"
        )
        size = f"select coalesce(sum(pg_relation_size(oid)), 0) from pg_class where relname in ({listed})"
        return float(self.server.rows(size)[0][0]) / 1048576


def zlib_crc(text):
    import zlib
    return zlib.crc32(text.encode())


def costs(server, queries):
    sql = "\n".join(f"explain (format json) {text};" for text in queries.values())
    out = server.psql(sql).stdout.decode()
    found = re.findall(r'^    "Plan": \{.*?^    \}', out, re.S | re.M)
    return {name: float(re.search(r'"Total Cost": ([\d.]+)', plan).group(1)) for name, plan in zip(queries, found)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schema", required=True)
    parser.add_argument("--queries", required=True, help="a folder of .sql files, one query each")
    parser.add_argument("--scale", default="1")
    parser.add_argument("--budgets", default="100,250,500,1000,2000")
    parser.add_argument("--data")
    parser.add_argument("--keep", help="keep the server's data in this folder for the next run")
    parser.add_argument("--without-keys", action="store_true", help="leave the primary keys out, as the published figures do")
    parser.add_argument("--skip", default="", help="names of queries that are left out")
    parser.add_argument("--queries-out", action="store_true", help="print the cost of each query")
    parser.add_argument("--planner", action="store_true", help="also with costs of PostgreSQL in PGlite")
    parser.add_argument("--extend", action="store_true", help="also Extend, with hypopg")
    arguments = parser.parse_args()
    skipped = [name for name in arguments.skip.split(",") if name]
    paths = [path for path in sorted(Path(arguments.queries).glob("*.sql")) if path.stem not in skipped]
    queries = {path.stem: path.read_text().strip().rstrip(";") for path in paths}
    work = Path(arguments.keep or tempfile.mkdtemp())
    server = Server(work)
    try:
        load(server, arguments.schema, arguments)
        indexes = Indexes(server)
        indexes.show([])
        files = Path(tempfile.mkdtemp())
        statistics(server, files / "stats.csv")
        schema = Path(arguments.schema).read_text()
        if arguments.without_keys:
            schema = re.sub(r",\s*PRIMARY KEY \([^)]*\)", "", schema)
        (files / "schema.sql").write_text(schema)
        (files / "workload.sql").write_text("".join(f"-- name: {name}\n{text};\n" for name, text in queries.items()))
        before = costs(server, queries)
        base = sum(before.values())
        print(f"no advised index: {base:,.0f}")
        print(f"{'advisor':>10}{'budget MB':>10}{'real MB':>10}{'est. MB':>10}{'indexes':>9}{'cost %':>9}{'est. %':>9}{'seconds':>9}")

        def report(name, budget, statements, estimated, model, took):
            size = indexes.show(statements)
            after = costs(server, queries)
            share = 100 * sum(after.values()) / base
            print(f"{name:>10}{budget:>10}{size:>10.0f}{estimated:>10.0f}{len(statements):>9}{share:>9.1f}{model:>9}{took:>9.2f}",
                  flush=True)
            return after

        for budget in arguments.budgets.split(","):
            for planner in [False, True][: 1 + arguments.planner]:
                started = time.perf_counter()
                done = subprocess.run(
                    [PROGRAM, "optimize", files / "schema.sql", "--workload", files / "workload.sql", "--stats", files / "stats.csv",
                     "--dialect", "postgresql", "--budget", budget, "--format", "json", *["--planner"] * planner],
                    capture_output=True, text=True, cwd=ROOT,
                )
                took = time.perf_counter() - started
                if done.returncode != 0:
                    sys.exit(done.stderr)
                advice = json.loads(done.stdout)
                model = f"{100 * advice['total_after'] / advice['total_before']:.1f}"
                estimated = sum(index["size_mb"] for index in advice["indexes"])
                name = "planner" if planner else "model"
                after = report(name, budget, [index["sql"] for index in advice["indexes"]], estimated, model, took)
                if arguments.queries_out:
                    model_queries = {q["id"]: q for q in advice["queries"]}
                    for query in queries:
                        q = model_queries.get(query, {"cost_before": 0, "cost_after": 0})
                        print(f"    {query:12} planner {before[query]:>12,.0f} -> {after[query]:>12,.0f}"
                              f"   model {q['cost_before']:>12,.0f} -> {q['cost_after']:>12,.0f}")
                    for index in advice["indexes"]:
                        print(f"    {index['size_mb']:8.1f} MB  {index['sql']}")
            if arguments.extend:
                indexes.show([])
                statements, size, took = Extend(server, queries).advise(float(budget))
                report("Extend", budget, statements, size, "", took)
    finally:
        server.stop()
        if not arguments.keep:
            shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
