// The inspector edits everything that the model holds; each edit is one step, and shows in the script.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { description, open, start } from './workbench.mjs';

let site;
before(async () => { site = await start(); });
after(() => site.close());

const inspector = (workbench) => workbench.page.locator('.inspector');
const field = (workbench, label) => inspector(workbench).getByLabel(label, { exact: true });

/** Writes into a field of the inspector and leaves it. */
async function write(workbench, label, text) {
  await field(workbench, label).fill(text);
  await workbench.page.keyboard.press('Tab');
  await workbench.settled();
}

/** The script, when it says this. */
async function says(workbench, pattern) {
  for (let round = 0; round < 40; round += 1) {
    if (pattern.test(await workbench.ddl())) return;
    await workbench.page.waitForTimeout(150);
  }
  assert.match(await workbench.ddl(), pattern);
}

async function shop() {
  const workbench = await open(site, { viewport: { width: 1440, height: 900 } });
  await workbench.generate(description('ecommerce'));
  return workbench;
}

test('enums and views are added, named and written', async () => {
  const workbench = await shop();
  await workbench.page.locator('[data-action="add-enum"]').click();
  await write(workbench, 'Name', 'order_state');
  await write(workbench, 'Values', 'open\npaid\nsent');
  await says(workbench, /CREATE TYPE order_state AS ENUM \('open', 'paid', 'sent'\)/);
  await write(workbench, 'Values', 'open\nopen');
  await workbench.notice().waitFor();
  assert.match(await workbench.notice().innerText(), /open is there twice/);
  await workbench.page.getByRole('button', { name: 'Esc', exact: true }).click();
  await workbench.page.locator('[data-action="add-view"]').click();
  await write(workbench, 'Name', 'recent_orders');
  await write(workbench, 'Query', "SELECT id FROM orders\nWHERE order_date > DATE '2026-01-01'");
  await says(workbench, /CREATE VIEW recent_orders AS\s+\d*\s*SELECT id/i);
  await field(workbench, 'Its rows are stored').check();
  await says(workbench, /CREATE MATERIALIZED VIEW recent_orders/i);
  await workbench.focusDiagram();
  await workbench.page.keyboard.press('Control+z');
  await says(workbench, /CREATE VIEW recent_orders/i);
  workbench.assertQuiet();
  await workbench.close();
});

test('an index has a direction, a condition and a method; a column that is not there is refused', async () => {
  const workbench = await shop();
  await workbench.select('products');
  await inspector(workbench).getByRole('radio', { name: 'Index' }).click();
  await inspector(workbench).getByLabel('Columns or condition').fill('price');
  await workbench.page.keyboard.press('Enter');
  await inspector(workbench).locator('.item-main', { hasText: /^index\s*price/ }).click();
  await write(workbench, 'Columns', 'price DESC, lower(name)');
  await write(workbench, 'Only rows where', 'inventory > 0');
  await write(workbench, 'Name', 'products_dear');
  await says(workbench, /CREATE INDEX products_dear ON products \(price DESC, lower\(name\)\) WHERE inventory > 0/i);
  await write(workbench, 'Columns', 'prize');
  await workbench.notice().waitFor();
  assert.match(await workbench.notice().innerText(), /products has no column prize/);
  assert.equal(await field(workbench, 'Columns').inputValue(), 'price DESC, lower(name)');
  workbench.assertQuiet();
  await workbench.close();
});

test('a policy is added as a statement, and its text is changed', async () => {
  const workbench = await shop();
  await field(workbench, 'Add by a statement').fill('CREATE POLICY own_orders ON orders USING (user_id = 7);');
  await workbench.page.keyboard.press('Control+Enter');
  await workbench.notice().waitFor();
  assert.match(await workbench.notice().innerText(), /Added own_orders/);
  await says(workbench, /CREATE POLICY own_orders/);
  await inspector(workbench).locator('.item-main', { hasText: 'own_orders' }).click();
  await field(workbench, 'Statement').fill('CREATE POLICY own_orders ON orders USING (user_id = 8);');
  await workbench.page.keyboard.press('Control+Enter');
  await says(workbench, /user_id = 8/);
  workbench.assertQuiet();
  await workbench.close();
});

test('a table is partitioned, and a key is checked at commit', async () => {
  const workbench = await shop();
  await workbench.select('orders');
  await workbench.page.evaluate(() => { document.querySelector('.inspector .more').open = true; });
  await write(workbench, 'Options of the database', 'fillfactor = 70');
  await write(workbench, 'Partitioned by', 'hash (id)');
  await workbench.page.locator('.inspector').getByLabel('Partitioned by').waitFor();
  assert.equal(await field(workbench, 'Partitioned by').inputValue(), 'hash (id)');
  await write(workbench, 'Partitioned by', 'somehow');
  await workbench.notice().waitFor();
  assert.match(await workbench.notice().innerText(), /range \(column\)/);
  await inspector(workbench).locator('.item-main', { hasText: /user_id → users/ }).click();
  await inspector(workbench).getByText('On delete').waitFor();
  await workbench.page.evaluate(() => { document.querySelector('.inspector .more').open = true; });
  await inspector(workbench).locator('label', { hasText: /^Checked/ }).locator('select').selectOption({ label: 'at commit' });
  await says(workbench, /DEFERRABLE INITIALLY DEFERRED/);
  workbench.assertQuiet();
  await workbench.close();
});

test('columns are pasted as a list, and dragged to another place', async () => {
  const workbench = await shop();
  await workbench.select('products');
  await field(workbench, 'Add a column').fill('sku varchar(40), weight decimal(8, 3)\nborn date');
  await workbench.page.keyboard.press('Enter');
  await workbench.column('products.born').waitFor();
  const before = await workbench.columns('products');
  assert.deepEqual(before.slice(-3), ['sku', 'weight', 'born']);
  const row = (name) => inspector(workbench).locator('li.item', { hasText: new RegExp(`^${name}`) }).first();
  await row('sku').dragTo(row('name'));
  await workbench.settled();
  const after = await workbench.columns('products');
  assert.equal(after.indexOf('sku'), before.indexOf('name'), String(after));
  await workbench.focusDiagram();
  await workbench.page.keyboard.press('Control+z');
  await workbench.settled();
  assert.deepEqual(await workbench.columns('products'), before);
  workbench.assertQuiet();
  await workbench.close();
});
