"""Everything that a database's catalog says about a schema, a line each, so that two databases can be compared.

Names of constraints and indexes, and the order of columns, are left out: they are no part of what a schema means.
"""

import re

POSTGRESQL = r"""
with spaces as (select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'),
     own as (select n.nspname || '.' || c.relname as name, c.* from pg_class c join spaces n on n.oid = c.relnamespace
             where not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')),
     routines as (select p.oid, n.nspname from pg_proc p join spaces n on n.oid = p.pronamespace
                  where prokind in ('f', 'p') and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e'))
select 'schema ' || nspname from spaces
union all select 'relation ' || name || ' ' || relkind::text || relpersistence::text || relrowsecurity::text || coalesce(pg_get_partkeydef(oid), '')
    || coalesce(pg_get_expr(relpartbound, oid), '') || coalesce(reloptions::text, '')
    || coalesce((select string_agg(inhparent::regclass::text, ',' order by 1) from pg_inherits where inhrelid = own.oid), '')
    from own where relkind in ('r', 'p', 'v', 'm', 'f')
union all select 'column ' || name || '.' || attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull || attidentity::text || attgenerated::text
    || coalesce(' = ' || pg_get_expr(adbin, adrelid), '') || case when attcollation <> typcollation then ' collate ' || attcollation::regcollation::text else '' end
    from own join pg_attribute a on attrelid = own.oid join pg_type t on t.oid = atttypid left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attnum > 0 and not attisdropped and relkind in ('r', 'p', 'f', 'm', 'v')
union all select 'constraint ' || coalesce(conrelid::regclass::text, contypid::regtype::text) || ' ' || pg_get_constraintdef(c.oid) || case when convalidated then '' else ' (not valid)' end
    from pg_constraint c join spaces n on n.oid = connamespace where contype in ('p', 'u', 'f', 'c', 'x')
union all select 'index ' || regexp_replace(pg_get_indexdef(indexrelid), '^CREATE( UNIQUE)? INDEX (\S+|"[^"]+") ON', 'CREATE\1 INDEX ON')
    from pg_index join own on own.oid = indexrelid where not exists (select 1 from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))
union all select 'view ' || name || ' ' || pg_get_viewdef(oid) from own where relkind in ('v', 'm')
union all select 'enum ' || t.oid::regtype || ' ' || string_agg(enumlabel, ',' order by enumsortorder) from pg_enum join pg_type t on t.oid = enumtypid
    join spaces n on n.oid = typnamespace group by t.oid
union all select 'domain ' || t.oid::regtype || ' ' || format_type(typbasetype, typtypmod) || typnotnull || coalesce(typdefault, '') from pg_type t join spaces n on n.oid = typnamespace
    where typtype = 'd' and not exists (select 1 from pg_depend d where d.objid = t.oid and d.deptype = 'e')
union all select 'sequence ' || schemaname || '.' || sequencename || ' ' || data_type || ' ' || start_value || ' ' || min_value || ' ' || max_value || ' ' || increment_by || ' ' || cycle || ' ' || cache_size from pg_sequences
union all select 'owned ' || objid::regclass || ' ' || refobjid::regclass || '.' || refobjsubid from pg_depend join own on own.oid = objid and relkind = 'S' where deptype in ('a', 'i') and refobjsubid > 0
union all select 'comment ' || classoid::regclass || ' ' || case when classoid = 'pg_class'::regclass then objoid::regclass::text else '' end || ' ' || objsubid || ' ' || description
    from pg_description d where (classoid = 'pg_class'::regclass and exists (select 1 from own where own.oid = objoid and relkind <> 'i'))
    or classoid = 'pg_type'::regclass and exists (select 1 from pg_type t join spaces n on n.oid = typnamespace where t.oid = objoid)
union all select 'function ' || pg_get_functiondef(oid) from routines
union all select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger t where not tgisinternal
union all select 'policy ' || schemaname || '.' || tablename || ' ' || policyname || permissive || cmd || coalesce(qual, '') || coalesce(with_check, '') from pg_policies
union all select 'extension ' || extname from pg_extension
"""

MARIADB = r"""
select concat('table ', table_name, ' ', table_type, ' ', coalesce(engine, ''), ' ', coalesce(table_collation, ''), ' ', if(table_type = 'VIEW', '', table_comment), ' ', if(create_options like '%partitioned%', 'partitioned', ''))
    from information_schema.tables where table_schema = 'work'
union all select concat('column ', table_name, '.', column_name, ' ', column_type, ' ', is_nullable, ' ', coalesce(column_default, '-'), ' ', extra, ' ', coalesce(collation_name, ''), ' ', column_comment, ' ', coalesce(generation_expression, ''))
    from information_schema.columns where table_schema = 'work'
union all select concat('index ', table_name, ' ', if(index_name = 'PRIMARY', 'primary', ''), ' ', non_unique, ' ', index_type, ' ', max(index_comment), ' ', group_concat(concat(coalesce(column_name, 'expr'), coalesce(concat('(', sub_part, ')'), '')) order by seq_in_index))
    from information_schema.statistics where table_schema = 'work' group by table_name, index_name, non_unique, index_type
union all select concat('key ', k.table_name, ' ', group_concat(concat(k.column_name, '>', k.referenced_table_name, '.', k.referenced_column_name) order by k.ordinal_position), ' ', r.update_rule, ' ', r.delete_rule)
    from information_schema.key_column_usage k join information_schema.referential_constraints r on r.constraint_schema = k.constraint_schema and r.constraint_name = k.constraint_name and r.table_name = k.table_name
    where k.table_schema = 'work' and k.referenced_table_name is not null group by k.table_name, k.constraint_name, r.update_rule, r.delete_rule
union all select concat('check ', table_name, ' ', check_clause) from information_schema.check_constraints where constraint_schema = 'work'
union all select concat('view ', table_name, ' ', view_definition, ' ', check_option, ' ', security_type) from information_schema.views where table_schema = 'work'
union all select concat('trigger ', event_object_table, ' ', action_timing, ' ', event_manipulation, ' ', action_statement) from information_schema.triggers where trigger_schema = 'work'
union all select concat('routine ', routine_type, ' ', routine_name, ' ', coalesce(routine_definition, '')) from information_schema.routines where routine_schema = 'work'
union all select concat('partition ', table_name, ' ', coalesce(partition_name, ''), ' ', coalesce(partition_method, ''), ' ', coalesce(partition_expression, ''), ' ', coalesce(partition_description, ''))
    from information_schema.partitions where table_schema = 'work' and partition_name is not null
"""


def deep_catalog(engine):
    """The sorted lines of an engine's catalog."""
    if engine.dialect == "postgresql":
        text = engine.psql("work", "select replace(replace(line, E'\\r', ''), E'\\n', ' ') from (" + POSTGRESQL + ") q(line)")
        return sorted(line for line in text.splitlines() if line)
    if engine.dialect in ("mariadb", "mysql"):
        return sorted(line for line in engine.mariadb("work", MARIADB).splitlines() if line)
    return sqlite_catalog(engine)


def plain(sql):
    """Text of SQLite, which keeps statements as they were written, without quotes and white space that mean nothing."""
    return re.sub(r'[\s"`\[\]]+', "", sql or "").lower()


def checks(sql):
    """What stands between the parentheses of each CHECK."""
    found = []
    for match in re.finditer(r"\bcheck\s*\(", sql, re.I):
        depth, at = 1, match.end()
        while at < len(sql) and depth:
            depth += {"(": 1, ")": -1}.get(sql[at], 0)
            at += 1
        found.append(sql[match.end() : at - 1])
    return found


def sqlite_catalog(engine):
    lines = []
    read = lambda query: engine.connection.execute(query).fetchall()
    for kind, name, table, sql in read("select type, name, tbl_name, sql from sqlite_master where name not like 'sqlite\\_%' escape '\\'"):
        if kind != "table":
            lines.append(f"{kind} {'' if kind == 'index' else name} {table} " + (plain(sql) if kind != "index" else ""))
            continue
        lower = (sql or "").lower()
        lines.append(f"table {name} {'without rowid' in lower} {lower.rstrip().endswith('strict')} {'autoincrement' in lower}")
        lines += [f"column {name}.{row[1]} {row[2]} {row[3]} {plain(row[4])} {row[5]} {row[6]}" for row in read(f'pragma table_xinfo("{name}")')]
        keys = {}
        for row in read(f'pragma foreign_key_list("{name}")'):
            keys.setdefault(row[0], []).append((row[3], row[2], row[4], row[5], row[6], row[7]))
        lines += [f"key {name} {sorted(map(str, key))}" for key in keys.values()]
        for row in read(f'pragma index_list("{name}")'):
            columns = [(part[2], part[3], part[4]) for part in read(f'pragma index_xinfo("{row[1]}")') if part[5]]
            lines.append(f"index {name} {row[2]} {row[3] == 'c'} {row[4]} {columns}")
        lines += [f"check {name} {plain(check)}" for check in checks(sql or "")]
    return sorted(line.lower() for line in lines)
