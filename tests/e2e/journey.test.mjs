// What a person does with the page, from the text to a file that a database runs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
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
