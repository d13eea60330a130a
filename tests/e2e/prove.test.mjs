// Prove: the schema and a migration on the PostgreSQL that runs in the page; a console; the log of changes; a lock.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { description, open, start } from './workbench.mjs';

let site;
before(async () => { site = await start(); });
after(() => site.close());

const mode = (workbench, name) => workbench.page.getByRole('radio', { name, exact: true }).click();

/** Waits for the verdict of a proof and gives it with all details. */
async function proved(workbench, button) {
  await workbench.page.getByRole('button', { name: button, exact: true }).click();
  await workbench.page.locator('.proof').waitFor({ timeout: 120000 });
  await workbench.settled();
  return { verdict: await workbench.page.locator('.side.left p.stat').innerText(), all: await workbench.page.locator('.proof').innerText() };
}

test('the e-commerce example is proved, and a console asks its rows', async () => {
  const workbench = await open(site);
  await workbench.generate(description('ecommerce'));
  await mode(workbench, 'Prove');
  const started = performance.now();
  const { verdict, all } = await proved(workbench, 'Prove the schema');
  console.log(`e-commerce proved in ${(performance.now() - started).toFixed(0)} ms: ${verdict}`);
  assert.match(verdict, /^Proved/, all);
  assert.match(all, /PostgreSQL 18/);
  await workbench.screenshot('prove');
  await workbench.tab('Console');
  await workbench.page.getByRole('button', { name: 'Run', exact: true }).click();
  const rows = workbench.page.locator('.console .rows tbody tr');
  await rows.first().waitFor();
  assert.ok(await rows.count() > 0);
  await workbench.page.getByRole('textbox', { name: 'SQL' }).fill('SELECT nothing FROM nowhere');
  await workbench.page.getByRole('button', { name: 'Run', exact: true }).click();
  await workbench.page.locator('.console .hazard').waitFor();
  assert.match(await workbench.page.locator('.console .hazard').innerText(), /42P01.*nowhere/s);
  await workbench.screenshot('console');
  workbench.assertQuiet();
  await workbench.close();
});

test('a migration is proved forward and back', async () => {
  const workbench = await open(site);
  await workbench.paste('Customers have a name and an email. Customers place orders. An order has a date and a total.');
  await workbench.generateButton().click();
  await workbench.table('orders').waitFor();
  await workbench.settled();
  await mode(workbench, 'Evolve');
  const script = `CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, legacy varchar(20));
CREATE TABLE old_notes (id int PRIMARY KEY, body text NOT NULL);`;
  await workbench.page.getByRole('textbox', { name: 'The database as it is' }).fill(script);
  await workbench.page.getByRole('button', { name: 'Compare' }).click();
  await workbench.page.locator('.changes').waitFor();
  await workbench.settled();
  await mode(workbench, 'Prove');
  const { verdict, all } = await proved(workbench, 'Prove the migration');
  assert.match(all, /The way back ends with every row that was there/);
  assert.match(verdict, /^Proved/, all);
  await workbench.screenshot('prove-migration');
  workbench.assertQuiet();
  await workbench.close();
});

test('a statement that PostgreSQL refuses is shown at its place', async () => {
  const workbench = await open(site);
  await workbench.generate(description('library'));
  const [table] = await workbench.tables();
  await workbench.addColumn(table, 'odd no_such_type');
  await mode(workbench, 'Prove');
  const { verdict, all } = await proved(workbench, 'Prove the schema');
  assert.match(verdict, /^Not proved/);
  assert.match(all, /42704.*no_such_type/s);
  assert.match(await workbench.page.locator('mark.at').first().innerText(), /^no_such_type/);
  await workbench.screenshot('prove-error');
  workbench.assertQuiet();
  await workbench.close();
});

test('the log notes every change, and tampering is told', async () => {
  const workbench = await open(site);
  await workbench.generate(description('library'));
  const [table] = await workbench.tables();
  await workbench.addColumn(table, 'shelf_mark varchar(12)');
  await mode(workbench, 'Prove');
  await workbench.tab('Audit log');
  const log = workbench.page.locator('.audit li');
  assert.equal(await log.count(), 2);
  assert.match(await log.nth(1).innerText(), /Generate from the description[\s\S]*engine/);
  assert.match(await workbench.page.locator('.filter [role=status]').innerText(), /The log is whole/);
  await workbench.screenshot('audit');
  await mode(workbench, 'Design');
  const path = await workbench.download(/^Project, to open again/);
  const file = readFileSync(path, 'utf8').replace('"Generate from the description"', '"Nothing happened"');
  await workbench.page.locator('input[type=file]').first().setInputFiles({ name: 'tampered.json', mimeType: 'application/json', buffer: Buffer.from(file) });
  await workbench.page.getByText(/The log was tampered with: from entry 1 on/).first().waitFor();
  workbench.assertQuiet();
  await workbench.close();
});

test('a locked copy opens with its passphrase alone', async () => {
  const workbench = await open(site);
  await workbench.generate(description('library'));
  const tables = await workbench.tables();
  await mode(workbench, 'Prove');
  await workbench.page.getByLabel('Passphrase for a locked copy').fill('correct horse battery');
  const arrives = workbench.page.waitForEvent('download');
  await workbench.page.getByRole('button', { name: 'Download a locked copy' }).click();
  const path = await (await arrives).path();
  const text = readFileSync(path, 'utf8');
  assert.doesNotMatch(text, new RegExp(tables[0]));
  await workbench.page.reload();
  await workbench.page.locator('input[type=file]').first().setInputFiles({ name: 'x.locked.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  const field = workbench.page.getByLabel('Passphrase', { exact: true });
  await field.fill('wrong');
  await workbench.page.getByRole('button', { name: 'Open', exact: true }).last().click();
  await workbench.page.getByText(/The passphrase is another one/).waitFor();
  await field.fill('correct horse battery');
  await workbench.page.getByRole('button', { name: 'Open', exact: true }).last().click();
  await workbench.page.getByText(/x.locked.json is open/).first().waitFor();
  assert.deepEqual(await workbench.tables(), tables);
  workbench.assertQuiet();
  await workbench.close();
});
