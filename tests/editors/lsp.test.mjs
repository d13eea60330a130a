// `schema-architect lsp` as an editor uses it: Neovim's own client, on a file.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const SHOP = `CREATE TABLE customers (
  id bigint PRIMARY KEY,
  email varchar(255) NOT NULL
);
CREATE TABLE orders (
  customer_id bigint NOT NULL REFERENCES customers (id), -- who bought
  id bigint PRIMARY KEY
);
`;

test('Neovim shows findings, applies a fix, and renames', () => {
  execFileSync('cargo', ['build', '--quiet', '--bin', 'schema-architect'], { cwd: root, stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'lsp-'));
  try {
    const file = join(folder, 'shop.sql');
    const result = join(folder, 'result.json');
    writeFileSync(file, SHOP);
    const env = { ...process.env, PROGRAM: join(root, 'target/debug/schema-architect'), FILE: file, RESULT: result };
    // A script that hangs is an editor that hangs.
    const run = spawnSync('nvim', ['--headless', '--clean', '-n', '-S', join(here, 'neovim.lua')], { env, cwd: folder, timeout: 120_000, encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr);
    const told = JSON.parse(readFileSync(result, 'utf8'));
    assert.equal(told.error, undefined);
    const missing = (findings) => findings.filter((one) => one.code === 'foreign-key-without-index');
    assert.deepEqual(missing(told.before), [{ code: 'foreign-key-without-index', line: 5, column: 2 }]);
    assert.match(told.hover, /orders\.customer_id.*`bigint`.*refers to customers \(id\)/);
    assert.ok(told.actions.some((title) => title.startsWith('Allow this here')), told.actions.join());
    assert.ok(told.fixed.includes('CREATE INDEX orders_customer_id_idx ON orders (customer_id);'), told.fixed.join('\n'));
    assert.ok(told.fixed.includes('  customer_id bigint NOT NULL REFERENCES customers (id), -- who bought'));
    assert.deepEqual(missing(told.after), []);
    assert.equal(told.renamed.join('\n'), told.fixed.join('\n').replaceAll('customers', 'clients'));
    assert.ok(told.stopped);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
