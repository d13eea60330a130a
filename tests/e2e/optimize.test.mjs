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

test("PostgreSQL's planner in the page says the costs, with its plans today and with the advice", async () => {
  const workbench = await advised();
  const { page } = workbench;
  await page.getByRole('radio', { name: "PostgreSQL's planner" }).click();
  await page.getByText(/costs by PostgreSQL 18\.\d+'s planner/).waitFor({ timeout: 120000 });
  await workbench.settled();
  const row = page.locator('.gains tr').filter({ hasText: 'newest' });
  const cost = (text) => { const [, number, unit] = text.match(/([\d.]+)([kMG]?)/); return Number(number) * { '': 1, k: 1e3, M: 1e6, G: 1e9 }[unit]; };
  const [today, after] = (await row.locator('td.number').allInnerTexts()).slice(1, 3).map(cost);
  assert.ok(after < today / 5, `${today} -> ${after}`);
  const plan = page.locator('.verdicts details').filter({ hasText: 'newest' });
  await plan.locator('summary').click();
  const trees = await plan.locator('ul.plan').allInnerTexts();
  assert.match(trees[0], /Seq Scan on orders|Bitmap Heap Scan on orders|Index Scan.* on orders/);
  assert.match(trees[1], /Index (Only )?Scan using ix_orders_user_id/);
  await workbench.screenshot('optimize-planner');
  // Another dialect has the model alone.
  await workbench.dialect().selectOption('mysql');
  await page.getByText('costs by the built-in model').waitFor();
  assert.ok(await page.getByRole('radio', { name: "PostgreSQL's planner" }).isDisabled());
  workbench.assertQuiet();
  await workbench.close();
});

test('a workload in words, of pg_stat_statements and of a slow log is read, and sizes that were guessed are told', async () => {
  const workbench = await advised();
  const { page } = workbench;
  const workload = page.getByRole('textbox', { name: 'Workload' });
  const says = (text) => page.locator('.gains').getByText(text).first().waitFor();
  await workload.fill('Users look up their latest orders 20,000 times a day');
  await says('latest orders');
  await page.getByText(/was read as SELECT/).waitFor();
  await workload.fill('queryid,query,calls\n77,"SELECT id FROM orders WHERE status = $1",5000\n');
  await says('77');
  await workload.fill('# Time: 2026-01-01\n# Query_time: 2.0  Lock_time: 0.0\nSET timestamp=1;\nSELECT id FROM orders WHERE user_id = 5;\n');
  await says('q1');
  await page.getByRole('textbox', { name: 'Sizes of the tables' }).fill('');
  await page.getByText(/guesses for .*orders.* Give them on the left/).waitFor();
  await page.getByRole('button', { name: 'Query for counts' }).click();
  await workbench.notice().waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /pg_stat_statements/);
  workbench.assertQuiet();
  await workbench.close();
});
