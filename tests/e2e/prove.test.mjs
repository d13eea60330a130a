// Prove: the schema and a migration on the PostgreSQL that runs in the page; a console; the log of changes; roles,
// reviews and a lock.
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

/** The file that a press of this button gives, as text. */
async function given(workbench, name) {
  const arrives = workbench.page.waitForEvent('download');
  await workbench.page.getByRole('button', { name, exact: true }).click();
  return readFileSync(await (await arrives).path(), 'utf8');
}

const take = (workbench, name, text) => workbench.page.locator('input[type=file]').first()
  .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });

test('who got a copy as a viewer changes nothing, and its owner does', async () => {
  const owner = await open(site);
  await owner.generate(description('library'));
  const [table] = await owner.tables();
  await mode(owner, 'Prove');
  await owner.page.getByLabel('Your name').fill('Ada');
  await owner.page.getByLabel('Your name').blur();
  await owner.page.getByLabel('Others get a copy as').selectOption('viewer');
  const copy = await given(owner, 'Download the copy');
  const viewer = await open(site);
  await take(viewer, 'library.json', copy);
  await viewer.table(table).waitFor();
  await viewer.settled();
  const box = await viewer.table(table).boundingBox();
  await viewer.page.mouse.click(box.x + box.width / 2, box.y + 8);
  await viewer.page.locator('[data-add-column]').click();
  await viewer.editor().fill('extra int');
  await viewer.page.keyboard.press('Enter');
  await viewer.page.getByText(/You have this project as its viewer/).first().waitFor();
  await viewer.page.keyboard.press('Escape');
  assert.equal(await viewer.column(`${table}.extra`).count(), 0);
  await mode(viewer, 'Prove');
  await viewer.page.getByText('You are the viewer of this copy, by Ada: signed.').waitFor();
  assert.ok(await viewer.page.getByRole('button', { name: 'Approve the migration' }).isDisabled());
  await viewer.screenshot('viewer');
  // Another role in the file is not the one that was signed.
  await take(viewer, 'forged.json', copy.replace('"role": "viewer"', '"role": "owner"'));
  await viewer.page.getByText('You are the owner of this copy, by Ada: the signature does not hold.').waitFor();
  viewer.assertQuiet();
  await viewer.close();
  await take(owner, 'library.json', copy);
  await owner.settled();
  await mode(owner, 'Design');
  await owner.addColumn(table, 'extra int');
  owner.assertQuiet();
  await owner.close();
});

test('the scripts of a migration wait for an approval, and both are in the log', async () => {
  const workbench = await open(site);
  await workbench.paste('Customers have a name and an email.');
  await workbench.generateButton().click();
  await workbench.table('customers').waitFor();
  await workbench.settled();
  await mode(workbench, 'Prove');
  await workbench.page.getByLabel('Your name').fill('Grace');
  await workbench.page.getByLabel('Your name').blur();
  await workbench.page.getByLabel('Scripts of a migration only after an approval').check();
  await mode(workbench, 'Evolve');
  await workbench.page.getByRole('textbox', { name: 'The database as it is' }).fill('CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);');
  await workbench.page.getByRole('button', { name: 'Compare' }).click();
  await workbench.page.locator('.changes').waitFor();
  await workbench.settled();
  await workbench.tab('Migration');
  const scripts = workbench.page.getByRole('button', { name: /^Download the scripts/ });
  await scripts.click();
  await workbench.page.getByText(/asks for an approval before the scripts/).first().waitFor();
  await mode(workbench, 'Prove');
  await workbench.page.getByRole('button', { name: 'Approve the migration' }).click();
  await workbench.page.getByText(/Approved and signed/).first().waitFor();
  await mode(workbench, 'Evolve');
  await workbench.tab('Migration');
  const arrives = workbench.page.waitForEvent('download');
  await scripts.click();
  await arrives;
  await mode(workbench, 'Prove');
  await workbench.tab('Audit log');
  const log = await workbench.page.locator('.audit').innerText();
  assert.match(log, /Download the scripts of \d+ phases?, approved by Grace/);
  assert.match(log, /approved[\s\S]*approval/);
  workbench.assertQuiet();
  await workbench.close();
});

test('text never becomes a script or markup that runs', async () => {
  const workbench = await open(site);
  const refused = await workbench.page.evaluate(() => {
    const tries = {
      markup: () => { document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>'; },
      script: () => { document.createElement('script').text = 'alert(1)'; },
      worker: () => new Worker('https://example.org/evil.js'),
      up: () => new Worker('../evil.js'),
    };
    return Object.entries(tries).filter(([, attempt]) => { try { attempt(); return false; } catch { return true; } }).map(([name]) => name);
  });
  assert.deepEqual(refused, ['markup', 'script', 'worker', 'up']);
  await workbench.close();
});
