// The figures of the README, measured in the browser, with limits far above them that only a real loss can pass.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { description, open, start } from './workbench.mjs';

let site;
before(async () => { site = await start(); });
after(() => site.close());

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Types the example, waits as long as a person takes to read it over, and measures from the click to the first frame
    that shows the tables; the clock runs in the page. */
async function clickToDiagram(pause) {
  const workbench = await open(site);
  await workbench.textField().fill(description('ecommerce'));
  await workbench.page.waitForTimeout(pause);
  const time = await workbench.page.evaluate(() => new Promise((done) => {
    const button = [...document.querySelectorAll('button')].find((found) => found.textContent.trim() === 'Generate');
    const begin = performance.now();
    const look = () => {
      if (document.querySelector('main.canvas [data-table="orders"]')) requestAnimationFrame(() => done(performance.now() - begin));
      else requestAnimationFrame(look);
    };
    button.click();
    look();
  }));
  await workbench.close();
  return time;
}

for (const [what, pause] of [['after three seconds on the page', 3000], ['at once, the engine still on its way', 0]]) {
  test(`from the click to the diagram, ${what}`, async (t) => {
    const times = [];
    for (let round = 0; round < 7; round += 1) times.push(await clickToDiagram(pause));
    t.diagnostic(`click to diagram, ${what}, median of ${times.length}: ${median(times).toFixed(0)} ms`);
    assert.ok(median(times) < 5000, String(times));
  });
}

test('a cold start', async (t) => {
  const times = [];
  for (let round = 0; round < 5; round += 1) {
    const workbench = await open(site);
    times.push(await workbench.page.evaluate(() => performance.now()));
    await workbench.close();
  }
  t.diagnostic(`cold start, navigation to a usable page, median of ${times.length}: ${median(times).toFixed(0)} ms`);
  assert.ok(median(times) < 15000, String(times));
});
