// Privacy: sensitive columns with their evidence, the user's corrections, and the files.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { description, open, start } from './workbench.mjs';

let site;
before(async () => { site = await start(); });
after(() => site.close());

test('a class is corrected, kept with the design, and taken back', async () => {
  const workbench = await open(site);
  await workbench.generate(description('ecommerce'));
  const { page } = workbench;
  await page.getByRole('radio', { name: 'Optimize' }).click();
  await workbench.tab('Privacy');
  const email = page.getByLabel('Class of email').first();
  await email.waitFor();
  assert.equal(await email.inputValue(), 'personal');
  await workbench.screenshot('privacy');
  await page.getByText(/GDPR.*duties/).first().click();
  await email.selectOption('none');
  await page.getByText('your word').first().waitFor();
  assert.equal(await page.getByLabel('Class of email').first().inputValue(), 'none');
  // It is part of the project's file.
  const file = await workbench.download(/^Project/);
  assert.match(readFileSync(file, 'utf8'), /@class\(none\)/);
  await workbench.focusDiagram();
  await page.keyboard.press('Control+z');
  await page.waitForFunction(() => document.querySelector('[aria-label="Class of email"]')?.value === 'personal');
  workbench.assertQuiet();
  await workbench.close();
});

test('the report and the protection are files', async () => {
  const workbench = await open(site);
  await workbench.generate(description('clinic'));
  const { page } = workbench;
  await page.getByRole('radio', { name: 'Optimize' }).click();
  await workbench.tab('Privacy');
  await page.locator('.privacy').waitFor();
  const text = async (name) => {
    const arrives = page.waitForEvent('download');
    await page.getByRole('button', { name }).click();
    return readFileSync(await (await arrives).path(), 'utf8');
  };
  assert.match(await text('Report'), /# Compliance report[\s\S]*HIPAA/);
  assert.match(await text('Grants and masked views'), /CREATE OR REPLACE VIEW[\s\S]*GRANT SELECT/);
  assert.match(await page.locator('.assumptions').first().innerText(), /\w/);
  workbench.assertQuiet();
  await workbench.close();
});
