// What stands around the diagram: problems with fixes, changes in words, an automatic accessibility check.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { description, open, start } from './workbench.mjs';

let site;
before(async () => { site = await start(); });
after(() => site.close());

test('problems are found while editing, and fixed with a click', async () => {
  const workbench = await open(site);
  const data = await workbench.page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['CREATE TABLE visitors (id bigint PRIMARY KEY);\n'
      + 'CREATE TABLE visits (id bigint PRIMARY KEY, visitor_id bigint NOT NULL REFERENCES visitors (id), price float);\n'
      + 'CREATE TABLE notes (body text);'], 'visits.sql'));
    return transfer;
  });
  await workbench.page.dispatchEvent('main.canvas', 'drop', { dataTransfer: data });
  await workbench.table('notes').waitFor();
  await workbench.tab('Problems');
  const list = workbench.page.locator('.problems');
  await list.waitFor();
  assert.match(await list.innerText(), /notes/);
  await workbench.page.locator('[data-table="notes"] .doubt').waitFor();
  await workbench.screenshot('problems');
  const before = await list.locator('> li').count();
  await list.locator('> li .btn.fix').first().click();
  await workbench.page.waitForTimeout(900);
  await workbench.settled();
  assert.notEqual(await workbench.page.locator('.problems > li').count(), before);
  await workbench.focusDiagram();
  await workbench.page.keyboard.press('Control+z');
  await workbench.page.waitForTimeout(900);
  assert.equal(await workbench.page.locator('.problems > li').count(), before);
  workbench.assertQuiet();
  await workbench.close();
});

test('a problem is explained, ignored, and all safe fixes are one step', async () => {
  const workbench = await open(site);
  const { page } = workbench;
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['CREATE TABLE visitors (id bigint PRIMARY KEY);\n'
      + 'CREATE TABLE visits (id bigint PRIMARY KEY, visitor_id bigint NOT NULL REFERENCES visitors (id), page_id bigint NOT NULL);\n'
      + 'CREATE TABLE pages (id bigint PRIMARY KEY, visitor_id bigint NOT NULL REFERENCES visitors (id), price float);'], 'visits.sql'));
    return transfer;
  });
  await page.dispatchEvent('main.canvas', 'drop', { dataTransfer: data });
  await workbench.table('pages').waitFor();
  await workbench.tab('Problems');
  const money = page.locator('.problems > li').filter({ hasText: 'money-as-float' });
  await money.getByRole('button', { name: 'Why' }).click();
  await page.locator('.rule-page').getByRole('heading', { name: 'When not to follow it' }).waitFor();
  await workbench.screenshot('problem-explained');
  await money.getByRole('button', { name: 'Ignore' }).click();
  await money.waitFor({ state: 'detached' });
  assert.match(readFileSync(await workbench.download(/^DDL for PostgreSQL/), 'utf8'), /lint:disable money-as-float/);
  await workbench.focusDiagram();
  await page.keyboard.press('Control+z');
  await money.waitFor();
  const all = page.getByRole('button', { name: /^Apply \d+ safe fixes/ });
  const before = await page.locator('.problems > li').count();
  await all.click();
  await all.waitFor({ state: 'detached' });
  assert.ok(await page.locator('.problems > li').count() < before);
  await workbench.focusDiagram();
  await page.keyboard.press('Control+z');
  await all.waitFor();
  assert.equal(await page.locator('.problems > li').count(), before);
  workbench.assertQuiet();
  await workbench.close();
});

test('a change is asked for in words, proposed, accepted as one step, and refused with a reason', async () => {
  const workbench = await open(site);
  await workbench.generate(description('ecommerce'));
  const field = workbench.page.getByRole('textbox', { name: 'Change something' });
  await field.fill('add loyalty points to users');
  await workbench.page.keyboard.press('Enter');
  await workbench.page.locator('.proposal').waitFor();
  await workbench.column('users.loyalty_points').waitFor();
  assert.equal(await field.inputValue(), '');
  await workbench.page.keyboard.press('Enter');
  await workbench.page.locator('.proposal').waitFor({ state: 'detached' });
  await workbench.column('users.loyalty_points').waitFor();
  await workbench.screenshot('request');
  await workbench.focusDiagram();
  await workbench.page.keyboard.press('Control+z');
  await workbench.column('users.loyalty_points').waitFor({ state: 'detached' });
  await field.fill('colourless green ideas sleep furiously at dawn');
  await workbench.page.keyboard.press('Enter');
  await workbench.notice().waitFor();
  assert.match(await workbench.notice().innerText(), /\w+/);
  workbench.assertQuiet();
  await workbench.close();
});

for (const colorScheme of ['light', 'dark']) {
  test(`no barrier that axe-core knows, ${colorScheme}`, async () => {
    // The policy of the page admits no foreign script, which is what axe-core is.
    const workbench = await open(site, { colorScheme, bypassCSP: true });
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const found = [];
    const check = async (where) => {
      await workbench.page.evaluate(axe);
      const { violations } = await workbench.page.evaluate(() => window.axe.run());
      for (const { id, nodes } of violations) found.push(`${where}: ${id}: ${nodes.map((node) => node.target.join(' ')).slice(0, 4).join(' | ')}`);
    };
    await check('the empty start');
    await workbench.generate(description('ecommerce'));
    await workbench.select('orders');
    await check('a selected table');
    for (const tab of ['Documentation', 'Decisions', 'Problems', 'History']) {
      await workbench.tab(tab);
      await workbench.settled();
      await check(tab);
    }
    await workbench.page.keyboard.press('Control+k');
    await workbench.page.getByRole('combobox', { name: 'Find tables, columns and commands' }).fill('user');
    await check('the palette');
    await workbench.page.keyboard.press('Escape');
    await workbench.page.getByRole('radio', { name: 'Evolve' }).click();
    await check('Evolve');
    assert.deepEqual(found, []);
    await workbench.close();
  });
}
