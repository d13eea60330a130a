"""Runs a bundle forward and back on PostgreSQL: python bundle.py OLD_SCHEMA BUNDLE. With rows in every table of the old
schema; ends with an error where catalog or rows are not what they were."""

import json
import pathlib
import sys
from contextlib import closing

import engines
from test_migrations import catalog, contents, tables

FILL = """
do $$
declare t text; c record; names text; vals text;
begin
    for t in select tablename from pg_tables where schemaname = 'public' order by tablename loop
        names := ''; vals := '';
        for c in select column_name, data_type from information_schema.columns where table_schema = 'public' and table_name = t and is_generated = 'NEVER' loop
            names := names || ', ' || quote_ident(c.column_name);
            vals := vals || ', ' || case when c.data_type in ('text', 'character varying') then '''v' || c.column_name || '''' else '1' end;
        end loop;
        execute format('insert into %I (%s) values (%s)', t, substr(names, 3), substr(vals, 3));
    end loop;
end $$;
"""

if __name__ == "__main__":
    old, folder = map(pathlib.Path, sys.argv[1:])
    with closing(engines.PostgreSQL()) as engine:
        engine.fresh()
        engine.run(old.read_text())
        engine.run(FILL)
        before, rows = catalog(engine), contents(engine)
        phases = json.loads((folder / "manifest.json").read_text())["phases"]
        for phase in phases:
            engine.run((folder / phase["up"]).read_text())
        for phase in reversed(phases):
            engine.run((folder / phase["down"]).read_text())
        if catalog(engine) != before or contents(engine) != rows:
            sys.exit("the way back does not lead to where the bundle started")
        print(f"{len(phases)} phases forward and back, {len(tables(engine))} tables")
