// Normal forms: a dependency is declared, its violation shown, the decomposition applied and taken back.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { description, open, start } from './workbench.mjs';

let site;
before(async () => { site = await start(); });
after(() => site.close());

async function forms() {
  const workbench = await open(site);
  await workbench.generate(description('ecommerce'));
  await workbench.page.getByRole('radio', { name: 'Optimize' }).click();
  await workbench.tab('Normal forms');
  await workbench.page.locator('.card').first().waitFor();
  return workbench;
}

test('a declared dependency is a violation, and its fix a decomposition that can be undone', async () => {
  const workbench = await forms();
  const { page } = workbench;
  const before = await workbench.tables();
  const line = page.getByRole('textbox', { name: 'A dependency in writing' });
  await line.fill('addresses: postal_code -> city');
  await line.press('Enter');
  const card = page.locator('.card').filter({ hasText: 'postal_code -> city' }).first();
  await card.waitFor();
  await card.getByText(/against 3NF/).waitFor();
  assert.match(await card.innerText(), /lossless/);
  await workbench.screenshot('normal-forms');
  await page.getByRole('button', { name: /^Apply \d+ changes/ }).click();
  await page.waitForFunction((count) => document.querySelectorAll('main.canvas [data-table]').length > count, before.length);
  assert.ok((await workbench.tables()).length > before.length);
  assert.ok(!(await workbench.columns('addresses')).includes('city'));
  await workbench.focusDiagram();
  await page.keyboard.press('Control+z');
  await page.waitForFunction((count) => document.querySelectorAll('main.canvas [data-table]').length === count, before.length);
  assert.deepEqual(await workbench.tables(), before);
  // Withdrawing it leaves nothing to do.
  await page.getByRole('button', { name: 'Withdraw addresses: postal_code -> city' }).click();
  await page.getByText(/^All \d+ tables are in the form/).waitFor();
  workbench.assertQuiet();
  await workbench.close();
});

test('a dependency is declared with clicks', async () => {
  const workbench = await forms();
  const { page } = workbench;
  await page.locator('.left label.field select').first().selectOption('addresses');
  await page.getByRole('group', { name: 'These determine…' }).getByRole('button', { name: 'postal_code' }).click();
  await page.getByRole('group', { name: '…these' }).getByRole('button', { name: 'city' }).click();
  await page.getByRole('button', { name: 'Declare', exact: true }).click();
  await page.locator('.renamed').filter({ hasText: 'addresses: postal_code -> city' }).waitFor();
  await page.getByText('1 table violates a normal form').waitFor();
  await page.getByRole('textbox', { name: 'A dependency in writing' }).fill('nonsense');
  await page.keyboard.press('Enter');
  await workbench.notice().waitFor();
  workbench.assertQuiet();
  await workbench.close();
});

test('rows show their dependencies, and BCNF says what it loses', async () => {
  const workbench = await forms();
  const { page } = workbench;
  const rows = ['student,course,teacher'];
  for (let at = 0; at < 60; at += 1) rows.push(`s${at % 20},c${at % 3},t${(at % 3) * 2 + (at % 2)}`);
  const path = join(tmpdir(), 'lessons.csv');
  writeFileSync(path, rows.join('\n'));
  await page.locator('input[type=file][accept*=csv]').setInputFiles(path);
  const card = page.locator('.card').filter({ hasText: 'lessons' }).first();
  await card.waitFor();
  assert.match(await card.innerText(), /teacher -> course/);
  await page.getByRole('radio', { name: 'BCNF' }).click();
  await page.locator('.card').filter({ hasText: 'lessons' }).first().getByText(/loses a dependency|stays within one table/).first().waitFor();
  await workbench.screenshot('normal-forms-rows');
  workbench.assertQuiet();
  await workbench.close();
});
