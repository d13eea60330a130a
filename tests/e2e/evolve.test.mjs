// Evolve: what is different between a database as it is and the design, with renames confirmed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
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
  await workbench.page.getByRole('radio', { name: 'Design → database' }).click();
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
