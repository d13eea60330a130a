// Fingers: one pans or drags a table, two zoom where they are.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { description, open, start } from './workbench.mjs';

let site;
before(async () => { site = await start(); });
after(() => site.close());

/** Moves fingers from their first to their last points, step by step. */
async function fingers(workbench, from, to, steps = 8) {
  const session = await workbench.context.newCDPSession(workbench.page);
  const between = (step) => from.map((point, at) => ({
    x: point.x + ((to[at].x - point.x) * step) / steps, y: point.y + ((to[at].y - point.y) * step) / steps, id: at,
  }));
  for (let count = 1; count <= from.length; count += 1) {
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: between(0).slice(0, count) });
  }
  for (let step = 1; step <= steps; step += 1) await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: between(step) });
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await workbench.settled();
}

const middle = async (workbench, selector) => {
  const box = await workbench.page.locator(selector).boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
const empty = async (workbench) => {
  const box = await workbench.page.locator('main.canvas').boundingBox();
  return { x: box.x + 12, y: box.y + box.height - 12 };
};

test('one finger pans, two zoom', async () => {
  const workbench = await open(site, { hasTouch: true });
  await workbench.generate(description('ecommerce'));
  const camera = () => workbench.page.locator('svg.erd > g[transform]').getAttribute('transform');
  const before = await camera();
  const corner = await empty(workbench);
  await fingers(workbench, [corner], [{ x: corner.x + 80, y: corner.y - 60 }]);
  assert.notEqual(await camera(), before);
  const zoom = await workbench.zoom();
  const apart = (by) => [{ x: corner.x, y: corner.y }, { x: corner.x + by, y: corner.y }];
  await fingers(workbench, apart(40), apart(120));
  assert.ok(await workbench.zoom() > zoom * 2, `${zoom} to ${await workbench.zoom()}`);
  await fingers(workbench, apart(120), apart(60));
  assert.ok(await workbench.zoom() < zoom * 2, String(await workbench.zoom()));
  workbench.assertQuiet();
  await workbench.close();
});

test('a finger drags a table, and the edges follow', async () => {
  const workbench = await open(site, { hasTouch: true });
  await workbench.generate(description('ecommerce'));
  const [place, edges] = [await workbench.place('orders'), await workbench.edges('orders')];
  const at = await middle(workbench, 'main.canvas [data-table="orders"] .head');
  await fingers(workbench, [at], [{ x: at.x + 50, y: at.y + 40 }]);
  assert.notDeepEqual(await workbench.place('orders'), place);
  assert.notDeepEqual(await workbench.edges('orders'), edges);
  workbench.assertQuiet();
  await workbench.close();
});
