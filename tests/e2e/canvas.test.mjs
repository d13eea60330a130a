// The gestures of the diagram, with real pointer and keyboard events.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { description, open, start } from './workbench.mjs';

let site;
before(async () => { site = await start(); });
after(() => site.close());

/** A test on the e-commerce example. */
function shop(name, run, options) {
  test(name, async () => {
    const workbench = await open(site, options);
    await workbench.generate(description('ecommerce'));
    await run(workbench);
    workbench.assertQuiet();
    await workbench.close();
  });
}

const undo = async (workbench) => {
  await workbench.page.keyboard.press('Control+z');
  await workbench.settled();
};

shop('the palette finds tables, columns and commands', async (workbench) => {
  await workbench.page.keyboard.press('/');
  const field = workbench.page.getByRole('combobox', { name: 'Find tables, columns and commands' });
  await field.fill('order_items.quantity');
  await workbench.screenshot('palette');
  await workbench.page.keyboard.press('Enter');
  await workbench.settled();
  assert.match(await workbench.page.locator('.inspector').innerText(), /quantity/);
  assert.ok(await workbench.zoom() >= 60);
  await workbench.command('> dark colours');
  assert.equal(await workbench.page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  await workbench.page.keyboard.press('Control+k');
  await field.fill('no such thing anywhere');
  await workbench.page.getByText('Nothing has this name').waitFor();
  await workbench.page.keyboard.press('Escape');
  await field.waitFor({ state: 'hidden' });
});

shop('a frame selects tables, and they move together', async (workbench) => {
  const canvas = await workbench.page.locator('main.canvas').boundingBox();
  await workbench.page.mouse.move(canvas.x + 4, canvas.y + 4);
  await workbench.page.mouse.down();
  await workbench.page.mouse.move(canvas.x + canvas.width - 4, canvas.y + canvas.height - 60, { steps: 6 });
  await workbench.page.mouse.up();
  await workbench.settled();
  assert.deepEqual(await workbench.selected(), await workbench.tables());
  const before = { orders: await workbench.place('orders'), users: await workbench.place('users') };
  await workbench.drag('orders', 40, 30);
  const moved = { orders: await workbench.place('orders'), users: await workbench.place('users') };
  for (const axis of ['x', 'y']) {
    assert.notEqual(moved.orders[axis], before.orders[axis]);
    assert.equal(moved.orders[axis] - before.orders[axis], moved.users[axis] - before.users[axis]);
  }
  await undo(workbench);
  assert.deepEqual(await workbench.place('users'), before.users);
});

shop('selected tables are put in line and at equal distances', async (workbench) => {
  const names = ['users', 'orders', 'products'];
  await workbench.select(...names);
  const bar = workbench.page.locator('.selection-bar');
  assert.match(await bar.innerText(), /3 tables/);
  await workbench.screenshot('selection');
  const before = await Promise.all(names.map((name) => workbench.place(name)));
  await bar.locator('[data-action="align-top"]').click();
  await workbench.settled();
  const tops = await Promise.all(names.map((name) => workbench.place(name)));
  assert.equal(new Set(tops.map((place) => place.y)).size, 1);
  await undo(workbench);
  assert.deepEqual(await Promise.all(names.map((name) => workbench.place(name))), before);
  await workbench.select(...names);
  await workbench.command('Distribute horizontally');
  const boxes = await Promise.all(names.map((name) => workbench.page.locator(`main.canvas [data-table="${name}"] .frame`).boundingBox()));
  boxes.sort((a, b) => a.x - b.x);
  const gaps = [1, 2].map((at) => boxes[at].x - boxes[at - 1].x - boxes[at - 1].width);
  assert.ok(Math.abs(gaps[0] - gaps[1]) < 2, String(gaps));
});

shop('tables are duplicated, and copied as SQL to another tab', async (workbench) => {
  await workbench.select('orders', 'order_items');
  await workbench.page.keyboard.press('Control+d');
  await workbench.settled();
  assert.deepEqual(await workbench.selected(), ['order_items_2', 'orders_2']);
  assert.ok(Object.keys(await workbench.edges('order_items_2')).includes('order_items_2.order_id->orders_2'));
  await undo(workbench);
  await workbench.select('orders', 'order_items');
  await workbench.page.keyboard.press('Control+c');
  await workbench.page.locator('.notice', { hasText: 'in the clipboard' }).waitFor();
  const text = await workbench.page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /CREATE TABLE orders/);
  const other = await open(site);
  await other.page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await other.page.locator('main.canvas').click({ position: { x: 20, y: 20 } });
  await other.page.keyboard.press('Control+v');
  await other.table('orders').waitFor();
  await other.settled();
  assert.deepEqual(await other.tables(), ['order_items', 'orders']);
  assert.match(await other.notice().innerText(), /Pasted 2 tables/);
  other.assertQuiet();
  await other.close();
  await workbench.page.keyboard.press('Control+x');
  await workbench.table('orders').waitFor({ state: 'detached' });
  assert.ok(!(await workbench.tables()).includes('order_items'));
});

shop('columns are pasted into a selected table, a line each', async (workbench) => {
  await workbench.select('users');
  await workbench.page.evaluate(() => navigator.clipboard.writeText('nickname varchar(40)\nborn date,\n'));
  await workbench.page.keyboard.press('Control+v');
  await workbench.column('users.born').waitFor();
  assert.deepEqual((await workbench.columns('users')).slice(-2), ['nickname', 'born']);
  await undo(workbench);
  assert.ok(!(await workbench.columns('users')).includes('nickname'));
});

shop('deleting says what goes along', async (workbench) => {
  await workbench.select('products');
  await workbench.page.keyboard.press('Delete');
  const dialog = workbench.page.locator('dialog[open]');
  assert.match(await dialog.innerText(), /order_items\.product_id → products/);
  await dialog.getByRole('button', { name: 'Keep everything' }).click();
  assert.ok((await workbench.tables()).includes('products'));
});

shop('less can be shown: keys, names, and neighbours alone', async (workbench) => {
  const all = await workbench.columns('orders');
  await workbench.command('Show only key columns');
  const keys = await workbench.columns('orders');
  assert.ok(keys.length < all.length && keys.includes('user_id'), String(keys));
  assert.ok(Object.keys(await workbench.edges('orders')).includes('orders.user_id->users'));
  await workbench.command('Show only table names');
  assert.deepEqual(await workbench.columns('orders'), []);
  await workbench.command('Show all columns');
  assert.deepEqual(await workbench.columns('orders'), all);
  await workbench.select('payment_methods');
  await workbench.page.keyboard.press('f');
  await workbench.settled();
  const dimmed = () => workbench.page.locator('main.canvas .table.dimmed').evaluateAll((found) => found.map((table) => table.dataset.table));
  assert.ok(!(await dimmed()).includes('users') && (await dimmed()).includes('products'), String(await dimmed()));
  await workbench.screenshot('focus');
  for (let step = 0; step < 3; step += 1) await workbench.page.keyboard.press('f');
  assert.deepEqual(await dimmed(), []);
});

shop('the overview map leads to what is out of sight', async (workbench) => {
  await workbench.focusDiagram();
  await workbench.page.keyboard.press('m');
  const map = workbench.page.locator('.minimap');
  const camera = () => workbench.page.locator('svg.erd > g[transform]').getAttribute('transform');
  await workbench.command('Show in full size');
  const before = await camera();
  await map.click({ position: { x: 12, y: 12 } });
  assert.notEqual(await camera(), before);
  await workbench.screenshot('map');
  await workbench.focusDiagram();
  await workbench.page.keyboard.press('m');
  await map.waitFor({ state: 'detached' });
});

shop('the way between two tables is shown, and its query copied', async (workbench) => {
  await workbench.select('reviews', 'payment_methods');
  await workbench.page.keyboard.press('j');
  await workbench.notice().waitFor();
  assert.match(await workbench.notice().innerText(), /2 relationships between them/);
  assert.deepEqual(await workbench.selected(), ['payment_methods', 'reviews', 'users']);
  const query = await workbench.page.evaluate(() => navigator.clipboard.readText());
  assert.match(query, /FROM \w+\nJOIN users ON .*\nJOIN \w+ ON /);
  assert.equal(await workbench.page.locator('main.canvas .edge.selected').count(), 2);
});

shop('what belongs together lights up under the pointer', async (workbench) => {
  await workbench.table('orders').hover({ position: { x: 30, y: 6 } });
  await workbench.page.locator('main.canvas .edge.near').first().waitFor();
  assert.ok(await workbench.page.locator('main.canvas [data-table="users"].near').count() === 1);
});
