// The figures of the README, measured in the browser, with limits far above them that only a real loss can pass.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { description, open, start } from './workbench.mjs';

let site;
before(async () => { site = await start(); });
after(() => site.close());

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

test('from the click to the diagram', async (t) => {
  const times = [];
  for (let round = 0; round < 7; round += 1) {
    const workbench = await open(site);
    await workbench.textField().fill(description('ecommerce'));
    // The clock runs in the page: from the click to the first frame that shows the tables.
    times.push(await workbench.page.evaluate(() => new Promise((done) => {
      const button = [...document.querySelectorAll('button')].find((found) => found.textContent.trim() === 'Generate');
      const begin = performance.now();
      const look = () => {
        if (document.querySelector('main.canvas [data-table="orders"]')) requestAnimationFrame(() => done(performance.now() - begin));
        else requestAnimationFrame(look);
      };
      button.click();
      look();
    })));
    await workbench.close();
  }
  t.diagnostic(`click to diagram, median of ${times.length}: ${median(times).toFixed(0)} ms`);
  assert.ok(median(times) < 5000, String(times));
});

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
