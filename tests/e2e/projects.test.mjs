// Several projects, one tab each, and projects in links; nothing is lost on the way.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Workbench, description, open, start } from './workbench.mjs';

let site;
before(async () => { site = await start(); });
after(() => site.close());

const saved = (workbench) => workbench.page.locator('.saved', { hasText: /^Saved/ }).waitFor();
const list = async (workbench) => {
  await workbench.page.getByRole('button', { name: 'Projects', exact: true }).click();
  await workbench.page.locator('dialog[open] .projects').first().waitFor({ state: 'attached' });
};

/** A project of a library and one of a shop, with the list of both open. */
const two = async (workbench) => {
  await workbench.generate(description('library'));
  await saved(workbench);
  await list(workbench);
  await workbench.page.locator('[data-action="new-project"]').click();
  await workbench.table('books').waitFor({ state: 'detached' });
  await workbench.generate(description('ecommerce'));
  await saved(workbench);
  await list(workbench);
};

test('projects are begun, opened, copied, deleted and brought back', async () => {
  const workbench = await open(site);
  await two(workbench);
  const rows = workbench.page.locator('dialog[open] .projects li');
  assert.equal(await rows.count(), 2);
  await workbench.screenshot('projects');
  await rows.nth(1).locator('.project').click();
  await workbench.table('books').waitFor();
  await list(workbench);
  await rows.nth(0).getByRole('button', { name: /^Delete/ }).click();
  await workbench.page.locator('dialog[open] details.deleted').waitFor();
  await workbench.page.locator('dialog[open] details.deleted summary').click();
  await workbench.page.getByRole('button', { name: /^Bring/ }).click();
  await workbench.page.locator('dialog[open] details.deleted').waitFor({ state: 'detached' });
  assert.equal(await rows.count(), 2);
  workbench.assertQuiet();
  await workbench.close();
});

test('a page that is killed comes back with everything', async () => {
  const workbench = await open(site);
  await workbench.generate(description('ecommerce'));
  await workbench.drag('orders', 30, 24);
  await saved(workbench);
  const place = await workbench.place('orders');
  const session = await workbench.context.newCDPSession(workbench.page);
  await Promise.race([session.send('Page.crash').catch(() => {}), new Promise((done) => setTimeout(done, 1500))]);
  const page = await workbench.context.newPage();
  const again = new Workbench(page, workbench.context, []);
  await again.goto(site.url);
  await again.table('orders').waitFor();
  assert.deepEqual(await again.place('orders'), place);
  await workbench.close();
});

test('all projects go into one file, and come back from it elsewhere', async () => {
  const workbench = await open(site);
  await two(workbench);
  const arrives = workbench.page.waitForEvent('download');
  await workbench.page.locator('[data-action="download-all"]').click();
  const file = await (await arrives).path();
  const other = await open(site);
  await other.page.locator('input[type="file"]').first().setInputFiles({ name: 'all.json', mimeType: 'application/json', buffer: readFileSync(file) });
  await other.notice().waitFor();
  assert.match(await other.notice().innerText(), /2 projects are in the list now/);
  await list(other);
  const rows = other.page.locator('dialog[open] .projects li');
  assert.ok(await rows.count() >= 2, String(await rows.count()));
  other.assertQuiet();
  await other.close();
  await workbench.close();
});

test('a second tab is told, can take over, and nothing is lost', async () => {
  const workbench = await open(site);
  await workbench.generate(description('library'));
  await saved(workbench);
  const page = await workbench.context.newPage();
  const second = new Workbench(page, workbench.context, []);
  await second.goto(site.url);
  await page.locator('.other-tab').waitFor();
  assert.match(await page.locator('.other-tab').innerText(), /open in another tab/);
  await second.screenshot('other-tab');
  const first = (await workbench.tables())[0];
  await workbench.drag(first, 40, 30);
  const place = await workbench.place(first);
  await page.locator('[data-action="take-over"]').click();
  await page.locator('.other-tab').waitFor({ state: 'detached' });
  await second.settled();
  await second.table(first).waitFor();
  assert.deepEqual(await second.place(first), place);
  await workbench.page.locator('.other-tab').waitFor();
  assert.match(await workbench.page.locator('.other-tab').innerText(), /taken this project over/);
  await workbench.close();
});

test('a link holds a project, asks before it opens, and replaces nothing', async () => {
  const workbench = await open(site);
  await workbench.generate(description('ecommerce'));
  await workbench.page.getByRole('button', { name: 'Share by link' }).click();
  await workbench.page.locator('.notice', { hasText: 'The link is in the clipboard' }).waitFor();
  const link = await workbench.page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#project=[\w-]+$/);
  const other = await open(site);
  await other.generate(description('library'));
  await saved(other);
  await other.page.goto('about:blank');
  await other.page.goto(link);
  const dialog = other.page.locator('dialog[open]', { hasText: 'The link holds a project' });
  await dialog.waitFor();
  await other.screenshot('shared');
  await dialog.locator('[data-action="add-shared"]').click();
  await other.table('orders').waitFor();
  await saved(other);
  await list(other);
  assert.equal(await other.page.locator('dialog[open] .projects li').count(), 2);
  other.assertQuiet();
  await other.close();
  await workbench.page.goto('about:blank');
  await workbench.page.goto(link.slice(0, -30));
  await workbench.notice().waitFor();
  assert.match(await workbench.notice().innerText(), /incomplete or damaged/);
  await workbench.close();
});
