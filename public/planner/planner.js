// A PostgreSQL that plans over tables without rows: what would a query cost with this set of indexes?
//
// The tables are created empty and get statistics (`pg_restore_relation_stats`, PostgreSQL 18). That alone is not enough,
// since the planner scales them by the real length of a table's file; in PGlite the files lie in memory, where a length can
// be stated without the bytes. Indexes get their length in the same way, and pages that say how many levels they have.
// Nothing may be executed on such tables: the instance only ever sees EXPLAIN.

const PAGE = 8192;
/** Pages of one file; a longer table goes on in FILE.1, FILE.2, ... */
const SEGMENT = 131072;

/**
 * Opens a planner in a fresh instance. `setup` are statements that make the empty tables, `statistics` statements that
 * restore what is known of their columns, `tables` their sizes as `{name, pages, rows}`, and `keys` the sizes of the
 * indexes that exist, as `{table, columns, pages, levels, rows}`; `levels` is the height of a B-tree above its leaves.
 */
export async function open(PGlite, options, { setup, statistics, tables, keys }) {
  const db = new PGlite({ ...options, initDbStartParams: ['--no-data-checksums', '--wal-segsize=1'] });
  await db.waitReady;
  const planner = new Planner(db, tables);
  const refused = [];
  const attempt = (sql) => db.exec(sql).catch((error) => refused.push(`${error.message}: ${sql}`));
  for (const sql of setup) await attempt(sql);
  for (const { name, pages } of tables) await planner.grow(name, pages);
  for (const key of keys) await planner.growKeys(key);
  for (const sql of statistics) await attempt(sql);
  await planner.count();
  await db.exec('SET max_parallel_workers_per_gather = 0; SET jit = off;');
  return { planner, refused };
}

class Planner {
  constructor(db, tables) {
    this.db = db;
    this.tables = tables;
    /** Indexes that were thought of so far: their names, `null` for those that the server refused. */
    this.indexes = new Map();
    this.shown = new Set();
  }

  /** Says how many rows the tables have; making an index on an empty table would say that it has none. */
  async count() {
    for (const { name, pages, rows } of this.tables) await this.size(name, pages, rows);
  }

  size(name, pages, rows) {
    return this.db.query(
      'UPDATE pg_class SET relpages = $2, reltuples = $3, relallvisible = CASE relkind WHEN \'r\' THEN $2 ELSE 0 END WHERE oid = to_regclass($1)',
      [name, Math.max(1, Math.round(pages)), rows]);
  }

  async grow(name, pages, levels) {
    const { rows } = await this.db.query(
      "SELECT current_setting('data_directory') || '/' || pg_relation_filepath(to_regclass($1)) AS path", [name]);
    const path = rows[0]?.path;
    if (path === undefined || path === null) return;
    const { FS } = this.db.Module;
    const length = Math.round(pages);
    for (let segment = 0; segment === 0 || segment * SEGMENT < length; segment += 1) {
      const file = segment === 0 ? path : `${path}.${segment}`;
      if (segment > 0 && !FS.analyzePath(file).exists) FS.writeFile(file, new Uint8Array(0));
      if (segment === 0 && levels !== undefined) writeTree(FS, file, levels);
      FS.lookupPath(file).node.usedBytes = Math.min(length - segment * SEGMENT, SEGMENT) * PAGE;
    }
  }

  async growKeys({ table, columns, pages, levels, rows: tuples }) {
    const { rows } = await this.db.query(
      `SELECT i.indexrelid::regclass::text AS name, string_agg(a.attname, ',' ORDER BY k.place) AS columns
       FROM pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, place), pg_attribute a
       WHERE i.indrelid = to_regclass($1) AND a.attrelid = i.indrelid AND a.attnum = k.number GROUP BY 1`, [table]);
    for (const { name } of rows.filter((row) => row.columns === columns.join())) {
      await this.grow(name, pages, levels);
      await this.size(name, pages, tuples);
    }
  }

  /** Makes indexes while the tables are as short as they are: the server reads all pages of a table for it. */
  async thinkOf(indexes) {
    if (indexes.length === 0) return;
    for (const { name } of this.tables) await this.grow(name, 0);
    for (const index of indexes) await this.think(index);
    for (const { name, pages } of this.tables) await this.grow(name, pages);
    await this.count();
  }

  /** Makes an index of an empty table, hidden, as long as it would be. */
  async think({ id, sql, pages, levels, rows }) {
    const name = `whatif_${this.indexes.size}`;
    try {
      if (sql.includes('gin_trgm_ops')) await this.db.exec('CREATE EXTENSION IF NOT EXISTS pg_trgm');
      await this.db.exec(sql.replace(/^CREATE (UNIQUE )?INDEX .*? ON /s, (_, unique) => `CREATE ${unique ?? ''}INDEX ${name} ON `));
      await this.grow(name, pages, levels);
      await this.size(name, pages, rows);
      await this.db.query('UPDATE pg_index SET indisvalid = false WHERE indexrelid = to_regclass($1)', [name]);
      this.indexes.set(id, name);
    } catch {
      this.indexes.set(id, null);
    }
  }

  /** Lets the planner see exactly these indexes. */
  async show(ids) {
    const wanted = new Set(ids.map((id) => this.indexes.get(id)).filter(Boolean));
    const turn = async (names, valid) => {
      if (names.length === 0) return;
      await this.db.query(
        `UPDATE pg_index SET indisvalid = ${valid} WHERE indexrelid IN (SELECT oid FROM pg_class WHERE relname = ANY ($1))`, [names]);
    };
    await turn([...this.shown].filter((name) => !wanted.has(name)), false);
    await turn([...wanted].filter((name) => !this.shown.has(name)), true);
    this.shown = wanted;
  }

  /**
   * What queries cost: each of `requests` is `{sql, indexes}`, with ids of `indexes`. An answer is the plan's `cost`, the ids
   * that it `used`, and its `plan` (see `steps`); a query that the server refuses has the cost `null`, and its message
   * stands in `refused`.
   */
  async costs({ indexes, requests }) {
    await this.thinkOf(indexes.filter(({ id }) => !this.indexes.has(id)));
    const id = new Map([...this.indexes].map(([key, name]) => [name, key]));
    const answers = [];
    const refused = [];
    const shown = requests.map((request) => request.indexes.join('\n'));
    const order = requests.map((_, at) => at).sort((a, b) => (shown[a] < shown[b] ? -1 : Number(shown[a] > shown[b])));
    for (const at of order) {
      const { sql, indexes: ids } = requests[at];
      await this.show(ids);
      try {
        const generic = /\$\d/.test(sql) ? 'GENERIC_PLAN, ' : '';
        const [{ rows }] = await this.db.exec(`EXPLAIN (${generic}FORMAT JSON) ${sql}`);
        const plan = rows[0]['QUERY PLAN'][0].Plan;
        const used = [...new Set(namesIn(plan))].map((name) => id.get(name)).filter((key) => key !== undefined);
        answers[at] = { cost: plan['Total Cost'], used, plan: steps(plan, (name) => nameOf(id.get(name)) ?? name) };
      } catch (error) {
        answers[at] = { cost: null, used: [] };
        refused.push(`${error.message}: ${sql.replace(/\s+/g, ' ').slice(0, 120)}`);
      }
    }
    return { answers, refused };
  }

  close() {
    return this.db.close();
  }
}

/** The names of the indexes in a plan. */
function namesIn(plan) {
  const own = plan['Index Name'] === undefined ? [] : [plan['Index Name']];
  return own.concat(...(plan.Plans ?? []).map(namesIn));
}

/** The name that the statement of an index gives it. */
const nameOf = (sql) => sql?.match(/ INDEX (\S+) ON /)?.[1];

/** What a step of a plan says beside its kind, in the words of EXPLAIN. */
const DETAILS = ['Index Cond', 'Recheck Cond', 'Hash Cond', 'Merge Cond', 'Join Filter', 'Filter', 'Sort Key', 'Presorted Key', 'Group Key'];

/**
 * A plan as a list, each step before those that it reads from: `{depth, text, detail, cost, rows}`. `shown` gives an index's
 * name as the advice has it.
 */
function steps(plan, shown, depth = 0) {
  const index = plan['Index Name'] === undefined ? '' : ` using ${shown(plan['Index Name'])}`;
  const relation = plan['Relation Name'] ?? plan['CTE Name'];
  const alias = plan.Alias === undefined || plan.Alias === relation ? '' : ` ${plan.Alias}`;
  const join = plan['Join Type'] === undefined || plan['Join Type'] === 'Inner' ? '' : ` (${plan['Join Type']})`;
  const strategy = plan.Strategy === undefined || plan.Strategy === 'Plain' ? '' : ` (${plan.Strategy})`;
  const text = `${plan['Node Type']}${join}${strategy}${index}${relation === undefined ? '' : ` on ${relation}${alias}`}`;
  const detail = DETAILS.filter((key) => plan[key] !== undefined).map((key) => `${key}: ${[plan[key]].flat().join(', ')}`).join('; ');
  const own = { depth, text, detail, cost: plan['Total Cost'], rows: plan['Plan Rows'] };
  return [own].concat(...(plan.Plans ?? []).map((inner) => steps(inner, shown, depth + 1)));
}

/** The pages of an empty B-tree with this many levels above its leaf: a meta page, and one page for each level. */
function writeTree(FS, file, levels) {
  const bytes = new Uint8Array(PAGE * (levels + 2));
  const view = new DataView(bytes.buffer);
  const page = (at, special) => {
    const start = at * PAGE;
    view.setUint16(start + 12, 24, true);
    view.setUint16(start + 14, PAGE - special, true);
    view.setUint16(start + 16, PAGE - special, true);
    view.setUint16(start + 18, PAGE | 4, true);
    return start;
  };
  const opaque = (start, level, flags) => {
    view.setUint32(start + PAGE - 8, level, true);
    view.setUint16(start + PAGE - 4, flags, true);
  };
  const meta = page(0, 16);
  // Magic number, version, root, level, fast root, fast level, deleted pages, cleaned tuples, equal images.
  [0x053162, 4, 1, levels, 1, levels].forEach((value, at) => view.setUint32(meta + 24 + 4 * at, value, true));
  view.setUint8(meta + 24 + 40, 1);
  view.setUint16(meta + 12, 24 + 48, true);
  opaque(meta, 0, 8);
  for (let level = levels; level >= 0; level -= 1) {
    const at = 1 + levels - level;
    const start = page(at, 16);
    opaque(start, level, (level === 0 ? 1 : 0) | (level === levels ? 2 : 0));
    if (level === 0) continue;
    // One pointer to the page below: a line pointer, and a tuple of 8 bytes that holds a block's number.
    const tuple = PAGE - 16 - 8;
    view.setUint16(start + 12, 28, true);
    view.setUint16(start + 14, tuple, true);
    view.setUint32(start + 24, tuple | (1 << 15) | (8 << 17), true);
    view.setUint16(start + tuple, 0, true);
    view.setUint16(start + tuple + 2, at + 1, true);
    view.setUint16(start + tuple + 6, 8 | 0x2000, true);
  }
  FS.writeFile(file, bytes);
}
