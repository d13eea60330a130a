// The planner without rows leans on how PGlite keeps its files: this notices when that changes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { open } from '../../public/planner/planner.js';

const SETUP = {
  setup: ['CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL, note text)'],
  statistics: [
    `SELECT pg_restore_attribute_stats('schemaname', 'public', 'relname', 'orders', 'attname', 'customer_id', 'inherited', false,
      'null_frac', 0::real, 'avg_width', 8, 'n_distinct', 100000::real, 'correlation', 0.01::real);`,
  ],
  tables: [{ name: 'orders', pages: 200000, rows: 10000000 }],
  keys: [{ table: 'orders', columns: ['id'], pages: 27000, levels: 2, rows: 10000000 }],
};
const INDEX = { id: 'a', sql: 'CREATE INDEX ix ON orders (customer_id);', pages: 10000, levels: 2, rows: 10000000 };
const LOOKUP = 'SELECT * FROM orders WHERE customer_id = 5';

test('an index of a table without rows costs what it would cost with them', async () => {
  const { planner, refused } = await open(PGlite, { extensions: { pg_trgm } }, SETUP);
  assert.deepEqual(refused, []);
  const { answers } = await planner.costs({
    indexes: [INDEX, { ...INDEX, id: 'bad', sql: 'CREATE INDEX ix ON orders (nothing);' }],
    requests: [
      { sql: LOOKUP, indexes: [] },
      { sql: LOOKUP, indexes: ['a'] },
      { sql: 'SELECT * FROM orders WHERE id = $1', indexes: ['bad'] },
      { sql: 'SELECT nonsense', indexes: [] },
    ],
  });
  // 200,000 pages, 10,000,000 rows at 0.01 and one condition at 0.0025.
  assert.equal(Math.round(answers[0].cost), 325000);
  // A hundred rows on as many pages, each of cost 4.
  assert.ok(answers[1].cost > 300 && answers[1].cost < 600, String(answers[1].cost));
  assert.deepEqual(answers[1].used, ['a']);
  // A key of two levels above its leaves: descent, leaf and row.
  assert.ok(answers[2].cost > 8 && answers[2].cost < 9, String(answers[2].cost));
  assert.equal(answers[3].cost, null);
  await planner.close();
});
