// A PostgreSQL in a worker of its own: PGlite, from this page's own files, started when a proof is first asked for.
importScripts('answering.js');

let db;

/** Lines that together say what a database consists of, but for what a migration keeps for its way back. */
const CATALOG = `
  WITH own AS (SELECT oid, nspname FROM pg_namespace
               WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', '_architect'))
  SELECT line FROM (
    SELECT 'table ' || nspname || '.' || relname || ' ' || relkind::text AS line FROM pg_class c JOIN own ON own.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'S')
    UNION ALL
    SELECT 'column ' || nspname || '.' || relname || '.' || attname || ' ' || format_type(atttypid, atttypmod)
      || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END || coalesce(' DEFAULT ' || pg_get_expr(adbin, adrelid), '')
      || CASE attidentity WHEN 'a' THEN ' ALWAYS AS IDENTITY' WHEN 'd' THEN ' BY DEFAULT AS IDENTITY' ELSE '' END
      || CASE attgenerated WHEN '' THEN '' ELSE ' GENERATED' END
      || coalesce(' COMMENT ' || col_description(attrelid, attnum), '')
    FROM pg_attribute JOIN pg_class c ON c.oid = attrelid JOIN own ON own.oid = relnamespace
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p')
    UNION ALL
    SELECT 'constraint ' || conrelid::regclass || '.' || conname || ' ' || pg_get_constraintdef(c.oid)
    FROM pg_constraint c JOIN own ON own.oid = connamespace WHERE conrelid <> 0 AND contype <> 'n'
    UNION ALL
    SELECT 'index ' || indexdef FROM pg_indexes JOIN own ON nspname = schemaname
    UNION ALL
    SELECT 'enum ' || nspname || '.' || typname || ' ' || string_agg(enumlabel, ',' ORDER BY enumsortorder)
    FROM pg_type t JOIN own ON own.oid = typnamespace JOIN pg_enum ON enumtypid = t.oid GROUP BY nspname, typname
    UNION ALL
    SELECT 'domain ' || nspname || '.' || typname || ' ' || format_type(typbasetype, typtypmod)
      || coalesce((SELECT string_agg(pg_get_constraintdef(c.oid), ' ' ORDER BY conname) FROM pg_constraint c WHERE contypid = t.oid), '')
    FROM pg_type t JOIN own ON own.oid = typnamespace WHERE typtype = 'd'
    UNION ALL
    SELECT 'view ' || nspname || '.' || relname || ' ' || pg_get_viewdef(c.oid) FROM pg_class c JOIN own ON own.oid = relnamespace
    WHERE relkind IN ('v', 'm')
    UNION ALL
    SELECT 'routine ' || pg_get_functiondef(p.oid) FROM pg_proc p JOIN own ON own.oid = pronamespace WHERE prokind IN ('f', 'p')
    UNION ALL
    SELECT 'trigger ' || pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid JOIN own ON own.oid = relnamespace
    WHERE NOT tgisinternal
  ) AS all_lines ORDER BY 1`;

const TABLES = `
  SELECT format('%I.%I', nspname, relname) AS name FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
  WHERE relkind IN ('r', 'p') AND NOT relispartition AND nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', '_architect')
  ORDER BY 1`;

const failure = ({ code, message, detail, hint, position }) => ({
  code: code ?? '', message, detail: detail || undefined, hint: hint || undefined, position: Number(position) || undefined,
});

const shown = (value) => (value === null || value === undefined ? null : typeof value === 'string' ? value
  : value instanceof Date ? value.toISOString() : value instanceof Uint8Array ? `${value.length} bytes`
    : typeof value === 'object' ? JSON.stringify(value) : String(value));

const OPS = {
  /** Opens an empty database; one that was open is thrown away. */
  async open() {
    const started = performance.now();
    await db?.close();
    const [{ PGlite }, snapshot] = await Promise.all([
      import('./pglite/index.js'),
      fetch('database.tar.gz').then((response) => {
        if (!response.ok) throw new Error(`database.tar.gz: ${response.status}`);
        return response.blob();
      }),
    ]);
    db = new PGlite({ loadDataDir: snapshot, postgresqlconf: ['shared_buffers=16MB'] });
    await db.waitReady;
    const { rows } = await db.query('SHOW server_version');
    return { version: rows[0].server_version, milliseconds: performance.now() - started };
  },

  /** Runs what stands in a text, one statement or several, and says how long that took and what came of it. */
  async run({ sql, limit = 200 }) {
    const started = performance.now();
    try {
      const results = await db.exec(sql, { rowMode: 'array' });
      const milliseconds = performance.now() - started;
      const last = results.filter(({ fields }) => fields.length > 0).at(-1) ?? { rows: [], fields: [] };
      return {
        milliseconds,
        fields: last.fields.map(({ name }) => name),
        rows: last.rows.slice(0, limit).map((row) => row.map(shown)),
        count: last.rows.length,
      };
    } catch (error) {
      return { milliseconds: performance.now() - started, failure: failure(error), fields: [], rows: [], count: 0 };
    }
  },

  /** What the database consists of, with a hash of each table's rows that knows no order. */
  async snapshot() {
    const catalog = (await db.query(CATALOG)).rows.map(({ line }) => line);
    const tables = [];
    for (const { name } of (await db.query(TABLES)).rows) {
      const { rows } = await db.query(
        `SELECT count(*)::int AS rows, md5(coalesce(string_agg(h, '' ORDER BY h), '')) AS digest FROM (SELECT md5(to_jsonb(t)::text) AS h FROM ${name} t) AS hashes`);
      tables.push({ name, ...rows[0] });
    }
    return { catalog, tables };
  },
};

answering(OPS);
