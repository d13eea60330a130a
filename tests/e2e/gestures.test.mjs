// Mouse, pen and keyboard on the diagram, gesture by gesture, on one page with one diagram.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { description, open, start } from './workbench.mjs';

let site;
let workbench;
before(async () => {
  site = await start();
  workbench = await open(site, { viewport: { width: 1440, height: 900 } });
  await workbench.generate(description('ecommerce'));
});
after(async () => {
  workbench.assertQuiet();
  await workbench.close();
  await site.close();
});

const camera = async () => {
  const transform = await workbench.page.locator('svg.erd > g[transform]').getAttribute('transform');
  const [x, y, zoom] = transform.match(/-?[\d.]+/g).map(Number);
  return { x, y, zoom };
};

/** A point of the canvas where nothing is drawn. */
async function ground() {
  const box = await workbench.page.locator('main.canvas').boundingBox();
  return [box.x + 8, box.y + 8];
}

async function dragBy(x, y, dx, dy, options = {}) {
  await workbench.page.mouse.move(x, y);
  await workbench.page.mouse.down(options);
  for (let step = 1; step <= 6; step += 1) await workbench.page.mouse.move(x + (dx * step) / 6, y + (dy * step) / 6);
  await workbench.page.mouse.up(options);
  await workbench.settled();
}

const calm = async () => {
  await workbench.page.keyboard.press('Escape');
  await workbench.page.keyboard.press('Escape');
  await workbench.command('Show the whole diagram');
  await workbench.focusDiagram();
};

const undo = async () => {
  await workbench.focusDiagram();
  await workbench.page.keyboard.press('Control+z');
  await workbench.settled();
};

test('the wheel pans, with Shift to the side, with Control it zooms where the pointer is', async () => {
  const { mouse, keyboard } = workbench.page;
  await calm();
  const [x, y] = await ground();
  await mouse.move(x + 200, y + 100);
  const begin = await camera();
  await mouse.wheel(0, 60);
  await workbench.settled();
  const down = await camera();
  assert.deepEqual([down.x, down.zoom], [begin.x, begin.zoom]);
  assert.ok(down.y < begin.y);
  await keyboard.down('Shift');
  await mouse.wheel(0, 60);
  await keyboard.up('Shift');
  await workbench.settled();
  const aside = await camera();
  assert.ok(aside.x < down.x && aside.y === down.y, JSON.stringify([down, aside]));
  const canvas = await workbench.page.locator('main.canvas').boundingBox();
  const under = ({ x: cx, y: cy, zoom }) => [(x + 200 - canvas.x - cx) / zoom, (y + 100 - canvas.y - cy) / zoom];
  await keyboard.down('Control');
  await mouse.wheel(0, -20);
  await keyboard.up('Control');
  await workbench.settled();
  const zoomed = await camera();
  assert.ok(zoomed.zoom > aside.zoom);
  under(aside).forEach((value, at) => assert.ok(Math.abs(value - under(zoomed)[at]) < 1, String([under(aside), under(zoomed)])));
});

for (const [name, press, release, options] of [
  ['Space and a drag', () => workbench.page.keyboard.down(' '), () => workbench.page.keyboard.up(' '), {}],
  ['the middle button', () => {}, () => {}, { button: 'middle' }],
  ['the right button', () => {}, () => {}, { button: 'right' }],
]) {
  test(`${name} pans`, async () => {
    await calm();
    const [x, y] = await ground();
    const begin = await camera();
    await press();
    await dragBy(x, y, 60, 40, options);
    await release();
    const end = await camera();
    assert.deepEqual([end.x - begin.x, end.y - begin.y].map(Math.round), [60, 40]);
    assert.equal(await workbench.page.locator('.context-menu').count(), 0);
  });
}

test('a right click opens the menu of what it is on', async () => {
  await calm();
  const box = await workbench.table('users').boundingBox();
  await workbench.page.mouse.click(box.x + box.width / 2, box.y + 6, { button: 'right' });
  const menu = workbench.page.locator('.context-menu');
  await menu.locator('[data-action="add-column"]').waitFor();
  assert.deepEqual(await workbench.selected(), ['users']);
  await workbench.page.keyboard.press('Escape');
  await menu.waitFor({ state: 'detached' });
  const [x, y] = await ground();
  await workbench.page.mouse.click(x, y, { button: 'right' });
  await menu.locator('[data-action="add-table"]').waitFor();
  await workbench.page.keyboard.press('Escape');
});

test('clicks select; Shift and Control add and take out; Escape and the ground select nothing', async () => {
  await calm();
  await workbench.select('users', 'orders');
  assert.deepEqual(await workbench.selected(), ['orders', 'users']);
  const box = await workbench.table('users').boundingBox();
  await workbench.page.keyboard.down('Control');
  await workbench.page.mouse.click(box.x + box.width / 2, box.y + 6);
  await workbench.page.keyboard.up('Control');
  assert.deepEqual(await workbench.selected(), ['orders']);
  await workbench.page.keyboard.press('Escape');
  assert.deepEqual(await workbench.selected(), []);
  await workbench.page.keyboard.press('Control+a');
  assert.deepEqual(await workbench.selected(), await workbench.tables());
  await workbench.page.mouse.click(...await ground());
  assert.deepEqual(await workbench.selected(), []);
});

test('a frame with Shift adds to the selection', async () => {
  await calm();
  await workbench.select('users');
  const box = await workbench.table('order_items').boundingBox();
  await workbench.page.keyboard.down('Shift');
  await dragBy(box.x - 6, box.y - 6, 20, 20);
  await workbench.page.keyboard.up('Shift');
  const selected = await workbench.selected();
  assert.ok(selected.includes('users') && selected.includes('order_items'), String(selected));
});

test('Shift and an arrow that is held move what is selected, as one step', async () => {
  await calm();
  await workbench.select('users', 'orders');
  const begin = [await workbench.place('users'), await workbench.place('orders')];
  await workbench.page.keyboard.down('Shift');
  for (let count = 0; count < 3; count += 1) await workbench.page.keyboard.down('ArrowRight');
  await workbench.page.keyboard.up('ArrowRight');
  await workbench.page.keyboard.up('Shift');
  await workbench.settled();
  const end = [await workbench.place('users'), await workbench.place('orders')];
  assert.deepEqual(end.map((place, at) => place.x - begin[at].x), [30, 30]);
  await undo();
  assert.deepEqual([await workbench.place('users'), await workbench.place('orders')], begin);
});

/** The table that an arrow leads to from a selected one, in the first direction in which there is one. */
async function elsewhere(name) {
  for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) {
    await workbench.page.keyboard.press(key);
    const [next] = await workbench.selected();
    if (next !== name) return next;
  }
  return name;
}

test('arrows go from table to table, with Control from column to column', async () => {
  await calm();
  await workbench.select('users');
  const next = await elsewhere('users');
  assert.ok(next && next !== 'users', next);
  await workbench.page.keyboard.press('Control+ArrowDown');
  assert.match(await workbench.page.locator('.inspector').innerText(), /Required/i);
});

test('a double click on a name edits it', async () => {
  await calm();
  const box = await workbench.table('reviews').boundingBox();
  await workbench.page.mouse.dblclick(box.x + 30, box.y + 6);
  await workbench.editor().fill('opinions');
  await workbench.page.keyboard.press('Enter');
  await workbench.table('opinions').waitFor();
  await undo();
  await workbench.table('reviews').waitFor();
});

test('a double click on the ground writes a note', async () => {
  await calm();
  await workbench.page.mouse.dblclick(...await ground());
  await workbench.page.locator('textarea[data-writing]').waitFor();
  await workbench.page.keyboard.press('Escape');
  await workbench.settled();
});

test('a question mark lists the keys', async () => {
  await calm();
  await workbench.page.keyboard.press('?');
  const dialog = workbench.page.locator('dialog[open]');
  await dialog.waitFor();
  assert.match(await dialog.innerText(), /Undo/i);
  await workbench.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' }).catch(() => {});
  assert.equal(await workbench.page.locator('dialog[open]').count(), 0);
});

/** Where a column is drawn. */
async function at(name) {
  const box = await workbench.column(name).boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** Draws a relationship from one place to another with the tool. */
async function relate(from, to) {
  await workbench.focusDiagram();
  await workbench.page.keyboard.press('r');
  await workbench.page.mouse.move(...from);
  await workbench.page.mouse.down();
  await workbench.page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 3 });
  await workbench.page.mouse.move(...to, { steps: 3 });
  await workbench.page.mouse.up();
  await workbench.settled();
}

const head = async (table) => {
  const box = await workbench.table(table).boundingBox();
  return [box.x + box.width / 2, box.y + 6];
};

test('a line between two tables asks which side is the child', async () => {
  await calm();
  await relate(await head('products'), await head('payment_methods'));
  const dialog = workbench.page.locator('dialog[open]', { hasText: 'How do the rows' });
  await dialog.waitFor();
  const readings = await dialog.locator('[data-action="choose"]').allInnerTexts();
  assert.equal(readings.length, 3, readings.join(' | '));
  assert.match(readings[0], /Each product belongs to one payment method/i);
  assert.match(readings[1], /Each payment method belongs to one product/i);
  await workbench.screenshot('relate');
  await dialog.locator('[data-action="choose"]').nth(1).click();
  await workbench.column('payment_methods.product_id').waitFor();
  assert.ok(Object.keys(await workbench.edges('payment_methods')).includes('payment_methods.product_id->products'));
  await undo();
});

test('a line between columns whose types differ is refused with the reason, and so is one between two that are no keys', async () => {
  await calm();
  await relate(await at('users.name'), await at('products.id'));
  await workbench.notice().waitFor();
  assert.match(await workbench.notice().innerText(), /users\.name is varchar.*products\.id is bigint.*same type/);
  await workbench.page.keyboard.press('Escape');
  await relate(await at('users.name'), await at('products.name'));
  await workbench.page.locator('.notice', { hasText: 'ends at a key' }).waitFor();
});

test('a column is drawn to a key by its handle', async () => {
  await calm();
  await workbench.command('Show in full size');
  await workbench.command('products.inventory');
  const box = await workbench.column('products.inventory').boundingBox();
  await workbench.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const name = await workbench.page.locator('main.canvas .handle').first().boundingBox();
  assert.ok(Math.abs(name.y + name.height / 2 - box.y - box.height / 2) < 4, JSON.stringify([name, box]));
  const target = await at('products.id');
  await workbench.page.mouse.move(name.x + name.width / 2, name.y + name.height / 2);
  await workbench.page.mouse.down();
  await workbench.page.mouse.move(...target, { steps: 5 });
  await workbench.page.mouse.up();
  await workbench.settled();
  const edges = Object.keys(await workbench.edges('products'));
  assert.ok(edges.includes('products.inventory->products'), String(edges));
  await undo();
});

test('a relationship is drawn by keyboard', async () => {
  await calm();
  await workbench.select('payment_methods');
  await workbench.page.keyboard.press('r');
  await workbench.page.keyboard.press('Enter');
  const asked = workbench.page.locator('dialog[open]', { hasText: 'How do the rows' });
  const [here, there] = [await workbench.place('payment_methods'), await workbench.place('users')];
  await workbench.page.keyboard.press(there.x < here.x ? 'ArrowLeft' : 'ArrowRight');
  await workbench.page.keyboard.press('Enter');
  await asked.waitFor();
  await workbench.page.locator('dialog[open]').getByRole('button', { name: 'Cancel' }).click();
});

test('a pen drags a table', async () => {
  await calm();
  const place = await workbench.place('users');
  const [x, y] = await head('users');
  const session = await workbench.context.newCDPSession(workbench.page);
  const send = (type, dx, dy, buttons) => session.send('Input.dispatchMouseEvent', {
    type, x: x + dx, y: y + dy, button: type === 'mouseMoved' ? 'none' : 'left', buttons, clickCount: 1, pointerType: 'pen', force: 0.5,
  });
  await send('mousePressed', 0, 0, 1);
  for (let step = 1; step <= 5; step += 1) await send('mouseMoved', step * 8, step * 6, 1);
  await send('mouseReleased', 40, 30, 0);
  await workbench.settled();
  assert.notDeepEqual(await workbench.place('users'), place);
  await undo();
});

test('the live statements of a change stand beside the diagram', async () => {
  await calm();
  await workbench.command('Statements of the last change');
  await workbench.addColumn('users', 'nickname varchar(40)');
  const pane = workbench.page.locator('.last-change');
  await pane.getByText(/ALTER TABLE users ADD COLUMN nickname varchar\(40\)/).waitFor();
  await undo();
});
