// What a person does with the page, from the text to a file that a database runs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { description, open, start } from './workbench.mjs';

let site;
before(async () => { site = await start('/a/sub-path/'); });
after(() => site.close());

/** Runs a script on a real server and returns the names of the tables that it made. */
const onServer = (server, file) =>
  execFileSync('.tools/python/bin/python', ['tests/servers/run.py', server, file], { encoding: 'utf8' }).trim().split(' ');

test('the e-commerce example becomes the tables that a designer would draw', async () => {
  const workbench = await open(site);
  await workbench.generate(description('ecommerce'));
  const tables = await workbench.tables();
  for (const name of ['users', 'addresses', 'products', 'orders', 'order_items', 'reviews', 'payment_methods']) {
    assert.ok(tables.includes(name), `${name} is missing in ${tables}`);
  }
  assert.ok(tables.some((name) => name.startsWith('wishlist')), `no wishlist in ${tables}`);
  const users = await workbench.columns('users');
  assert.ok(users.includes('password_hash') && !users.includes('password'), String(users));
  assert.ok(Object.keys(await workbench.edges('orders')).includes('orders.user_id->users'));
  await workbench.screenshot('ecommerce');
  workbench.assertQuiet();
  await workbench.close();
});

test('tables do not overlap in the first drawing', async () => {
  const workbench = await open(site);
  await workbench.generate(description('ecommerce'));
  const boxes = await workbench.page.locator('main.canvas [data-table] rect.frame').evaluateAll((found) => found.map((box) => {
    const { x, y, width, height } = box.getBoundingClientRect();
    return { x, y, width, height };
  }));
  for (const [at, a] of boxes.entries()) {
    for (const b of boxes.slice(at + 1)) {
      const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
      assert.ok(apart, JSON.stringify([a, b]));
    }
  }
  await workbench.close();
});

test('edges follow a table that is dragged, and undo brings it back', async () => {
  const workbench = await open(site);
  await workbench.generate(description('ecommerce'));
  const place = () => workbench.table('orders').getAttribute('transform');
  const [at, edges] = [await place(), await workbench.edges('orders')];
  await workbench.drag('orders', 90, 70);
  assert.notEqual(await place(), at);
  const moved = await workbench.edges('orders');
  assert.deepEqual(Object.keys(moved), Object.keys(edges));
  for (const name of Object.keys(edges)) assert.notEqual(moved[name], edges[name], `${name} did not follow`);
  await workbench.page.keyboard.press('Control+z');
  await workbench.settled();
  assert.equal(await place(), at);
  assert.deepEqual(await workbench.edges('orders'), edges);
  await workbench.page.keyboard.press('Control+Shift+z');
  await workbench.settled();
  assert.deepEqual(await workbench.edges('orders'), moved);
  workbench.assertQuiet();
  await workbench.close();
});

test('the DDL follows the dialect', async () => {
  const workbench = await open(site);
  await workbench.generate(description('ecommerce'));
  const texts = [];
  for (const dialect of ['postgresql', 'mysql', 'mariadb', 'oracle', 'sqlserver', 'sqlite', 'heliosdb']) {
    await workbench.dialect().selectOption(dialect);
    await workbench.settled();
    const text = await workbench.ddl();
    assert.match(text, /CREATE TABLE/);
    texts.push(text);
  }
  assert.ok(new Set(texts).size >= 5);
  await workbench.close();
});

test('a column is renamed, one is added, and both can be undone and redone', async () => {
  const workbench = await open(site);
  await workbench.generate(description('ecommerce'));
  const before = await workbench.columns('users');
  await workbench.column('users.name').dblclick({ position: { x: 60, y: 8 } });
  await workbench.editor().fill('full_name');
  await workbench.page.keyboard.press('Enter');
  await workbench.column('users.full_name').waitFor();
  await workbench.addColumn('users', 'nickname varchar(40)');
  const after = await workbench.columns('users');
  assert.deepEqual(after, [...before.map((name) => (name === 'name' ? 'full_name' : name)), 'nickname']);
  assert.match(await workbench.ddl(), /full_name[\s\S]*nickname/);
  await workbench.focusDiagram();
  await workbench.page.keyboard.press('Control+z');
  await workbench.page.keyboard.press('Control+z');
  await workbench.settled();
  assert.deepEqual(await workbench.columns('users'), before);
  await workbench.page.keyboard.press('Control+y');
  await workbench.page.keyboard.press('Control+y');
  await workbench.settled();
  assert.deepEqual(await workbench.columns('users'), after);
  workbench.assertQuiet();
  await workbench.close();
});

test('the downloaded DDL runs on PostgreSQL, edits included', async () => {
  const workbench = await open(site);
  await workbench.generate(description('ecommerce'));
  await workbench.addColumn('products', 'weight decimal(8,3)');
  // What is out of sight is not drawn.
  await workbench.command('Show the whole diagram');
  const file = await workbench.download(/^DDL for PostgreSQL/);
  assert.match(file, /\.sql$/);
  assert.deepEqual(onServer('postgresql', file), await workbench.tables());
  const sqlite = await workbench.download(/^SQLite/);
  assert.deepEqual(onServer('sqlite', sqlite), await workbench.tables());
  workbench.assertQuiet();
  await workbench.close();
});

test('every kind of file can be downloaded, and the project opens again', async () => {
  const workbench = await open(site);
  await workbench.generate(description('library'));
  const tables = await workbench.tables();
  const contents = {};
  for (const name of ['Diagram', 'Diagram, twice the size', 'Documentation', 'Project, to open again']) {
    contents[name] = readFileSync(await workbench.download(new RegExp(`^${name}\\s*\\.`)));
  }
  assert.match(contents.Diagram.toString(), /^<svg|^<\?xml/);
  assert.deepEqual([...contents['Diagram, twice the size'].subarray(1, 4)], [...Buffer.from('PNG')]);
  assert.match(contents.Documentation.toString(), /^# /m);
  const other = await open(site);
  const chooser = other.page.waitForEvent('filechooser');
  await other.page.getByRole('button', { name: 'Open', exact: true }).first().click();
  const file = { name: 'project.json', mimeType: 'application/json', buffer: contents['Project, to open again'] };
  await (await chooser).setFiles(file);
  await other.table(tables[0]).waitFor();
  assert.deepEqual(await other.tables(), tables);
  workbench.assertQuiet();
  other.assertQuiet();
  await workbench.close();
  await other.close();
});

test('the work survives a reload', async () => {
  const workbench = await open(site);
  await workbench.generate(description('ecommerce'));
  await workbench.drag('orders', 60, 40);
  await workbench.page.locator('.saved', { hasText: /^Saved/ }).waitFor();
  // A moment after the drop all edges are routed anew.
  await workbench.page.waitForTimeout(500);
  await workbench.settled();
  const [tables, edges] = [await workbench.tables(), await workbench.edges('orders')];
  await workbench.page.reload();
  await workbench.table('orders').waitFor();
  await workbench.settled();
  assert.deepEqual(await workbench.tables(), tables);
  assert.deepEqual(await workbench.edges('orders'), edges);
  assert.equal(await workbench.textField().inputValue(), description('ecommerce'));
  workbench.assertQuiet();
  await workbench.close();
});

test('there is a light and a dark look', async () => {
  const workbench = await open(site);
  await workbench.generate(description('ecommerce'));
  const looks = {};
  for (const name of ['Light', 'Dark']) {
    await workbench.page.getByRole('radio', { name, exact: true }).click();
    await workbench.settled();
    looks[name] = await workbench.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await workbench.screenshot(`ecommerce-${name.toLowerCase()}`);
  }
  assert.notEqual(looks.Light, looks.Dark);
  await workbench.close();
});

test('the keyboard alone is enough', async () => {
  const workbench = await open(site);
  const { keyboard } = workbench.page;
  const focused = (selector) => workbench.page.evaluate((it) => document.activeElement?.closest(it) !== null, selector);
  const tabTo = async (selector) => {
    for (let step = 0; step < 60 && !(await focused(selector)); step += 1) await keyboard.press('Tab');
    assert.ok(await focused(selector), `Tab does not reach ${selector}`);
  };
  await tabTo('textarea.desc-text');
  await keyboard.insertText(description('ecommerce'));
  await keyboard.press('Control+Enter');
  await workbench.table('users').waitFor();
  await workbench.settled();
  await tabTo('main.canvas [data-table]');
  const first = await workbench.page.evaluate(() => document.activeElement.closest('[data-table]').dataset.table);
  const [place, edges] = [await workbench.table(first).getAttribute('transform'), await workbench.edges(first)];
  await keyboard.press('Shift+ArrowRight');
  await workbench.settled();
  assert.notEqual(await workbench.table(first).getAttribute('transform'), place);
  if (Object.keys(edges).length > 0) assert.notDeepEqual(await workbench.edges(first), edges);
  await keyboard.press('F2');
  await workbench.editor().waitFor();
  await keyboard.press('Control+a');
  await keyboard.insertText('renamed_by_keyboard');
  await keyboard.press('Enter');
  await workbench.table('renamed_by_keyboard').waitFor();
  await keyboard.press('Control+z');
  await workbench.table(first).waitFor();
  workbench.assertQuiet();
  await workbench.close();
});
