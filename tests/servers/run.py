"""Runs a script on a real server: python run.py postgresql|mariadb|sqlite|heliosdb SCRIPT. Exits 1 if it is refused."""

import pathlib
import sys
from contextlib import closing

import engines

ENGINES = {engine.__name__.lower(): engine for engine in (engines.PostgreSQL, engines.MariaDB, engines.SQLite, engines.HeliosDB)}

if __name__ == "__main__":
    name, script = sys.argv[1:]
    with closing(ENGINES[name]()) as engine:
        engine.fresh()
        try:
            engine.run(pathlib.Path(script).read_text())
        except engines.Refused as error:
            sys.exit(f"{name} refused it: {error}")
        print(" ".join(sorted(engine.catalog())))
