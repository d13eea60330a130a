// Evolve: what is different between a database as it is and the design, with renames confirmed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { description, open, start } from './workbench.mjs';

let site;
before(async () => { site = await start(); });
after(() => site.close());

/** The design's own DDL, a little older: a table, a column and a rule are not there yet, and one name is another. */
function older(ddl) {
  const statements = ddl.split(/;\s*\n/).filter((statement) => !/wishlist_items/.test(statement));
  return `${statements.join(';\n')};`
    .replace(/^\s*rating .*\n/m, '')
    .replaceAll('payment_methods', 'payment_options')
    .replace('CREATE TABLE orders (', 'CREATE TABLE orders (\n    legacy_code varchar(20),');
}

test('a database is compared with the design, and the diagram shows it', async () => {
  const workbench = await open(site);
  await workbench.generate(description('ecommerce'));
  const arrives = workbench.page.waitForEvent('download');
  await workbench.page.getByRole('button', { name: 'Download', exact: true }).click();
  await workbench.page.getByRole('menuitem', { name: /^DDL for PostgreSQL/ }).click();
  const ddl = readFileSync(await (await arrives).path(), 'utf8');
  await workbench.page.getByRole('radio', { name: 'Evolve' }).click();
  const script = workbench.page.getByRole('textbox', { name: 'The database as it is' });
  await script.fill(older(ddl));
  await workbench.page.keyboard.press('Control+Enter');
  const changes = workbench.page.locator('.changes');
  await changes.waitFor();
  await workbench.settled();
  const text = await changes.innerText();
  assert.match(text, /wishlist_items/);
  assert.match(text, /rating/);
  assert.match(text, /legacy_code/);
  await workbench.screenshot('evolve');
  assert.ok(await workbench.page.locator('[data-table="wishlist_items"].was-added').count() === 1);
  assert.ok(await workbench.page.locator('[data-table="reviews"].was-changed').count() === 1);
  // The plan: phases with their statements, and all scripts as one archive.
  await workbench.tab('Migration');
  const phases = workbench.page.locator('.phases');
  await phases.waitFor();
  assert.match(await phases.innerText(), /CREATE TABLE[\s\S]*wishlist_items|wishlist_items[\s\S]*CREATE TABLE/);
  assert.match(await phases.innerText(), /The way back/);
  await workbench.screenshot('migration');
  const zipped = workbench.page.waitForEvent('download');
  await workbench.page.getByRole('button', { name: /Download the scripts/ }).click();
  const archive = await (await zipped).path();
  const listed = execFileSync('python3', ['-c', 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(*z.namelist())', archive], { encoding: 'utf8' });
  assert.match(listed, /manifest\.json/);
  assert.match(listed, /\.sql/);
  await workbench.page.getByRole('radio', { name: 'In a maintenance window' }).click();
  await workbench.page.waitForTimeout(900);
  await workbench.settled();
  await workbench.tab('Changes');
  await changes.waitFor();
  // A click leads to the element; the other direction turns added into removed.
  await changes.getByRole('button', { name: /column rating/ }).click();
  assert.match(await workbench.page.locator('.inspector').innerText(), /rating/);
  await workbench.page.getByRole('button', { name: 'Swap' }).click();
  await workbench.page.locator('.changes b.removed', { hasText: '−' }).first().waitFor();
  // The script is still there after a reload.
  await workbench.page.reload();
  await workbench.table('orders').waitFor();
  await workbench.page.getByRole('radio', { name: 'Evolve' }).click();
  assert.equal(await script.inputValue(), older(ddl));
  workbench.assertQuiet();
  await workbench.close();
});

test('an edit of the design is compared at once', async () => {
  const workbench = await open(site);
  await workbench.generate(description('library'));
  const tables = await workbench.tables();
  await workbench.page.getByRole('radio', { name: 'Evolve' }).click();
  await workbench.page.getByRole('textbox', { name: 'The database as it is' }).fill('CREATE TABLE unrelated (id int PRIMARY KEY);');
  await workbench.page.getByRole('button', { name: 'Compare' }).click();
  await workbench.page.locator('.changes').waitFor();
  await workbench.addColumn(tables[0], 'shelf_mark varchar(12)');
  await workbench.page.getByRole('textbox', { name: 'The database as it is' }).fill('nothing');
  await workbench.page.getByRole('button', { name: 'Compare' }).click();
  await workbench.notice().waitFor();
  assert.match(await workbench.notice().innerText(), /No statement of the script makes a table/);
  workbench.assertQuiet();
  await workbench.close();
});

const OLD = `CREATE TABLE customers (id bigint PRIMARY KEY, full_name text NOT NULL, mail varchar(200), notes text);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers (id), total integer);
CREATE VIEW open_orders AS SELECT id, total FROM orders;
`;
const NEW = `CREATE TABLE customers (id bigint PRIMARY KEY, full_name text NOT NULL, contact varchar(200), phone varchar(40) NOT NULL);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers (id), total numeric(12,2));
CREATE VIEW open_orders AS SELECT id, total FROM orders;
CREATE INDEX orders_customer_id ON orders (customer_id);
`;

test('two files, a rename, and a bundle that runs on PostgreSQL forward and back', { timeout: 240000 }, async () => {
  const workbench = await open(site);
  const page = workbench.page;
  const folder = mkdtempSync(join(tmpdir(), 'evolve-'));
  const [from, to] = [join(folder, 'old.sql'), join(folder, 'new.sql')];
  writeFileSync(from, OLD);
  writeFileSync(to, NEW);
  await page.locator('input[type="file"]').first().setInputFiles(to);
  await workbench.table('orders').waitFor();
  await page.getByRole('radio', { name: 'Evolve' }).click();
  await page.locator('section input[type="file"]').setInputFiles(from);
  await page.locator('.changes').waitFor();
  await workbench.settled();
  // The rename: asked about, or taken and shown with a way to refuse it. Either way the plan follows the answer.
  const question = page.getByRole('button', { name: 'Yes, renamed' });
  if (await question.count()) await question.first().click();
  await page.waitForTimeout(900);
  await workbench.settled();
  await workbench.tab('Migration');
  await page.locator('.phases').waitFor();
  const renames = /RENAME COLUMN mail TO contact/;
  assert.match(await page.locator('.phases').innerText(), renames);
  await page.getByRole('button', { name: 'Not a rename' }).first().click();
  await page.waitForTimeout(900);
  await workbench.settled();
  assert.doesNotMatch(await page.locator('.phases').innerText(), renames);
  await page.keyboard.press('Escape');
  // Both sides line by line, in two ways.
  await workbench.tab('SQL');
  await page.locator('.line-diff .line-added').first().waitFor();
  assert.match(await page.locator('.line-diff').innerText(), /phone/);
  await workbench.screenshot('evolve-sql');
  await page.getByRole('radio', { name: 'Unified' }).click();
  await page.locator('.line-diff table.unified').first().waitFor();
  // A click from a change to its statements, sizes, and a tool's layout.
  await workbench.tab('Changes');
  await page.getByRole('button', { name: 'Statements of orders' }).first().click();
  await page.locator('.phases').waitFor();
  assert.ok(await page.locator('.timeline ol li').count() >= await page.locator('.phase').count());
  await page.getByText('Sizes, rows in the way, and the tool').click();
  await page.getByLabel('Sizes of the tables').fill('{"orders": {"rows": 50000000, "width": 120}, "customers": {"rows": 900000, "width": 200}}');
  await page.getByLabel('Migrations for').selectOption({ label: 'flyway' });
  await page.waitForTimeout(900);
  await workbench.settled();
  assert.match(await page.locator('.timeline').innerText(), /about/);
  await workbench.screenshot('evolve-plan');
  const arrives = page.waitForEvent('download');
  await page.getByRole('button', { name: /Download the scripts/ }).click();
  execFileSync('python3', ['-c', 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])', await (await arrives).path(), join(folder, 'bundle')]);
  assert.ok(readdirSync(join(folder, 'bundle', 'flyway')).length > 0);
  // Forward and back on a server, with rows, which are there again in the end.
  const told = execFileSync('python3', ['tests/servers/bundle.py', from, join(folder, 'bundle')], { encoding: 'utf8' });
  assert.match(told, /forward and back/);
  rmSync(folder, { recursive: true });
  workbench.assertQuiet();
  await workbench.close();
});

test('versions have names, are compared, and come back as a step that can be undone', async () => {
  const workbench = await open(site);
  const page = workbench.page;
  await workbench.generate(description('library'));
  const [table] = await workbench.tables();
  await page.getByRole('radio', { name: 'Evolve' }).click();
  await page.getByLabel('Name of the version').fill('1.0');
  await page.getByRole('button', { name: 'Name this version' }).click();
  await workbench.addColumn(table, 'shelf_mark varchar(12)');
  await page.getByRole('button', { name: 'Compare 1.0 with the design' }).click();
  await page.locator('.changes').waitFor();
  await workbench.settled();
  assert.match(await page.locator('.changes').innerText(), /shelf_mark/);
  await page.getByRole('button', { name: 'Restore 1.0' }).click();
  await workbench.column(`${table}.shelf_mark`).waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  await workbench.column(`${table}.shelf_mark`).waitFor();
  await workbench.screenshot('evolve-versions');
  workbench.assertQuiet();
  await workbench.close();
});
