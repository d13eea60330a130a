// Optimize: advice for a workload, applied to the diagram and taken back.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { description, open, start } from './workbench.mjs';

let site;
before(async () => { site = await start(); });
after(() => site.close());

const WORKLOAD = `-- name: newest, frequency: 2000
SELECT id, total_amount FROM orders WHERE user_id = 7 ORDER BY created_at DESC LIMIT 20;
-- name: by_state, frequency: 50
SELECT count(*) FROM orders WHERE status = 'open';`;

/** A shop with the advice of a workload. */
async function advised() {
  const workbench = await open(site);
  await workbench.generate(description('ecommerce'));
  await workbench.page.getByRole('radio', { name: 'Optimize' }).click();
  await workbench.page.getByRole('textbox', { name: 'Workload' }).fill(WORKLOAD);
  await workbench.page.getByRole('textbox', { name: 'Sizes of the tables' }).fill('{"orders": 5000000, "users": 200000}');
  await workbench.page.locator('li.card').first().waitFor();
  await workbench.settled();
  return workbench;
}

/** The whole DDL, of which the page shows a part. */
const ddl = async (workbench) => readFileSync(await workbench.download(/^DDL for PostgreSQL/), 'utf8');

test('an advised index is applied, shown in the DDL, and undone', async () => {
  const workbench = await advised();
  const { page } = workbench;
  const cards = page.locator('li.card');
  assert.match(await cards.first().innerText(), /Index on orders[\s\S]*CREATE INDEX/);
  assert.match(await page.locator('.gains').innerText(), /newest[\s\S]*by_state/);
  await workbench.screenshot('optimize');
  const before = await cards.filter({ hasText: 'Index on' }).count();
  const sql = await cards.first().locator('code').innerText();
  const name = sql.match(/CREATE INDEX (\S+)/)[1];
  await cards.first().getByRole('button', { name: 'Apply', exact: true }).click();
  // What is there is not advised again.
  await page.waitForFunction((text) => ![...document.querySelectorAll('li.card code')].some((code) => code.textContent === text), sql);
  assert.ok((await ddl(workbench)).includes(name));
  await workbench.focusDiagram();
  await page.keyboard.press('Control+z');
  await page.waitForFunction((count) => [...document.querySelectorAll('li.card h3')].filter((title) => title.textContent.startsWith('Index on')).length === count, before);
  assert.ok(!(await ddl(workbench)).includes(name));
  workbench.assertQuiet();
  await workbench.close();
});

test('a smaller budget gives smaller indexes, and a workload of keys gives none', async () => {
  const workbench = await advised();
  const { page } = workbench;
  const size = async () => Number((await page.locator('.filter .quiet').first().innerText()).match(/([\d.]+) MB/)?.[1] ?? 0);
  const whole = await size();
  await page.getByRole('slider', { name: 'Space for new indexes' }).fill('1');
  await page.waitForFunction((text) => document.querySelector('.filter .quiet')?.textContent !== text, `${await page.locator('.filter .quiet').first().innerText()}`);
  const small = await size();
  assert.ok(small < whole && small <= 10, `${whole} -> ${small}`);
  await page.getByRole('textbox', { name: 'Workload' }).fill('SELECT * FROM payment_methods WHERE id = 1');
  await page.locator('.gains').getByText('q1').waitFor();
  await page.getByText('Do nothing').waitFor();
  assert.match(await page.locator('.verdicts').innerText(), /payment_methods/);
  await page.getByRole('textbox', { name: 'Workload' }).fill('hello');
  await page.getByText(/holds no query/).first().waitFor();
  workbench.assertQuiet();
  await workbench.close();
});

test('the script and the catalog query can be taken along', async () => {
  const workbench = await advised();
  const { page } = workbench;
  const arrives = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download SQL' }).click();
  assert.match(readFileSync(await (await arrives).path(), 'utf8'), /^-- It finds rows[\s\S]*CREATE INDEX/);
  await page.getByRole('button', { name: 'Catalog query' }).click();
  await workbench.notice().waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /pg_stats/);
  workbench.assertQuiet();
  await workbench.close();
});
