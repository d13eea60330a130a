// Areas, notes, colours and snapping, with real pointer and keyboard events; all of them are saved and can be undone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { description, open, start } from './workbench.mjs';

let site;
before(async () => { site = await start(); });
after(() => site.close());

async function shop() {
  const workbench = await open(site);
  await workbench.generate(description('ecommerce'));
  return workbench;
}

const undo = async (workbench) => {
  await workbench.page.keyboard.press('Control+z');
  await workbench.settled();
};

const area = (workbench) => workbench.page.locator('main.canvas [data-mark^="area-"]');
const note = (workbench) => workbench.page.locator('main.canvas [data-mark^="note-"]');

test('selected tables become an area, which moves them together', async () => {
  const workbench = await shop();
  await workbench.select('orders', 'order_items');
  await workbench.page.keyboard.press('Control+g');
  await workbench.page.locator('textarea[data-writing]').fill('Sales');
  await workbench.page.keyboard.press('Enter');
  await workbench.settled();
  assert.equal(await area(workbench).locator('text').textContent(), 'Sales');
  const before = [await workbench.place('orders'), await workbench.place('order_items'), await workbench.place('users')];
  const box = await area(workbench).locator('text').boundingBox();
  await workbench.page.keyboard.down('Alt');
  await workbench.page.mouse.move(box.x + 10, box.y + 6);
  await workbench.page.mouse.down();
  await workbench.page.mouse.move(box.x + 70, box.y + 46, { steps: 6 });
  await workbench.page.mouse.up();
  await workbench.page.keyboard.up('Alt');
  await workbench.settled();
  const after = [await workbench.place('orders'), await workbench.place('order_items'), await workbench.place('users')];
  assert.notDeepEqual(after[0], before[0]);
  assert.deepEqual([after[0].x - before[0].x, after[0].y - before[0].y], [after[1].x - before[1].x, after[1].y - before[1].y]);
  assert.deepEqual(after[2], before[2]);
  await workbench.screenshot('area');
  const picture = readFileSync(await workbench.download(/^Diagram \.svg|^Diagram\.svg/), 'utf8');
  assert.match(picture, />Sales</);
  await undo(workbench);
  assert.deepEqual(await workbench.place('orders'), before[0]);
  await undo(workbench);
  await undo(workbench);
  assert.equal(await area(workbench).count(), 0);
  workbench.assertQuiet();
  await workbench.close();
});

test('a note is written, moved by keys, and still there after a reload', async () => {
  const workbench = await shop();
  const canvas = await workbench.page.locator('main.canvas').boundingBox();
  await workbench.focusDiagram();
  await workbench.page.keyboard.press('n');
  await workbench.page.mouse.click(canvas.x + 30, canvas.y + 40);
  await workbench.page.locator('textarea[data-writing]').fill('Ask Ann about returns');
  await workbench.page.keyboard.press('Control+Enter');
  await workbench.settled();
  const place = () => note(workbench).getAttribute('transform');
  const before = await place();
  await note(workbench).focus();
  await workbench.page.keyboard.press('ArrowRight');
  await workbench.settled();
  assert.notEqual(await place(), before);
  const after = await place();
  await workbench.page.locator('.saved', { hasText: /^Saved/ }).waitFor();
  await workbench.goto(site.url);
  await note(workbench).waitFor();
  assert.equal(await place(), after);
  assert.match(await note(workbench).getAttribute('aria-label'), /Ask Ann about returns/);
  // The way back survives the reload, too.
  await workbench.tab('History');
  await workbench.page.locator('.history', { hasText: 'Move a note' }).waitFor();
  await workbench.focusDiagram();
  await undo(workbench);
  assert.equal(await place(), before);
  await note(workbench).focus();
  await workbench.page.keyboard.press('Delete');
  assert.equal(await note(workbench).count(), 0);
  workbench.assertQuiet();
  await workbench.close();
});

test('tables are coloured, and the legend says what the colour means', async () => {
  const workbench = await shop();
  const box = await workbench.table('orders').boundingBox();
  await workbench.page.mouse.click(box.x + box.width / 2, box.y + 6, { button: 'right' });
  await workbench.page.locator('.context-menu [data-tint="green"]').click();
  await workbench.page.locator('main.canvas .table.tinted.green').waitFor();
  await workbench.page.locator('.legend input').fill('reviewed');
  await workbench.page.keyboard.press('Tab');
  const picture = readFileSync(await workbench.download(/^Diagram \.svg|^Diagram\.svg/), 'utf8');
  assert.match(picture, />reviewed</);
  workbench.assertQuiet();
  await workbench.close();
});

test('a drag snaps to what stands around it, and shows to what', async () => {
  const workbench = await shop();
  await workbench.command('Show in full size');
  // One whose head is in sight, and the table whose left side is nearest to its own, so that the drag stays on the canvas.
  const shown = await workbench.page.locator('main.canvas').boundingBox();
  const tables = [];
  for (const name of ['orders', 'users', 'products', 'reviews', 'addresses', 'payment_methods', 'wishlist_items']) {
    tables.push({ ...await workbench.place(name), box: await workbench.table(name).boundingBox() });
  }
  const inSight = ({ box }) => box.x > shown.x && box.y > shown.y && box.x + 100 < shown.x + shown.width && box.y + 100 < shown.y + shown.height;
  const b = tables.find(inSight);
  const [a] = tables.filter((table) => table !== b).sort((one, other) => Math.abs(one.x - b.x) - Math.abs(other.x - b.x));
  const { box } = b;
  const grip = [Math.min(Math.max(box.x + 60, shown.x + 10), shown.x + shown.width - 10), Math.max(box.y + 8, shown.y + 4)];
  await workbench.page.mouse.move(...grip);
  await workbench.page.mouse.down();
  await workbench.page.mouse.move(grip[0] + 20, grip[1] + 20);
  await workbench.page.mouse.move(grip[0] + (a.x - b.x) + 3, grip[1] + 30, { steps: 4 });
  await workbench.settled();
  assert.ok(await workbench.page.locator('main.canvas .guide').count() > 0);
  await workbench.page.mouse.up();
  await workbench.settled();
  assert.equal(await workbench.page.locator('main.canvas .guide').count(), 0);
  workbench.assertQuiet();
  await workbench.close();
});
