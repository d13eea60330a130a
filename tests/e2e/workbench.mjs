// The built page in a real browser, and the words in which the tests speak of it.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { serve } from '../setup/serve.mjs';

const ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
];

/** A description of tests/corpus. */
export const description = (name) => readFileSync(new URL(`../corpus/${name}.txt`, import.meta.url), 'utf8');

/** Starts a server for dist/ and a browser; `close` ends both. */
export async function start(prefix = '/') {
  const server = await serve(process.env.DIST ?? 'dist', 0, prefix);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGUMENTS });
  return {
    browser,
    url: server.url,
    close: async () => { await browser.close(); await server.close(); },
  };
}

/**
 * Opens the page in a fresh profile. Requests to other origins are refused and remembered, as are errors on the console
 * and dialogs; `workbench.assertQuiet()` says that there were none. `prepare` gets the context before the page opens.
 */
export async function open({ browser, url }, { prepare = async () => {}, ...options } = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 }, acceptDownloads: true, permissions: ['clipboard-read', 'clipboard-write'],
    // A service worker would answer what the tests route; its own test lets it in.
    serviceWorkers: 'block', ...options,
  });
  const page = await context.newPage();
  const trouble = [];
  const origin = new URL(url).origin;
  await context.route((target) => target.origin !== origin && !['data:', 'blob:'].includes(target.protocol), (route) => {
    trouble.push(`request to ${route.request().url()}`);
    return route.abort();
  });
  page.on('console', (message) => { if (message.type() === 'error') trouble.push(`console: ${message.text()}`); });
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => { trouble.push(`dialog: ${dialog.message()}`); return dialog.dismiss(); });
  await prepare(context, page);
  const workbench = new Workbench(page, context, trouble);
  await workbench.goto(url);
  return workbench;
}

export class Workbench {
  constructor(page, context, trouble) {
    Object.assign(this, { page, context, trouble });
  }

  async goto(url) {
    await this.page.goto(url);
    await this.generateButton().waitFor();
  }

  close() { return this.context.close(); }

  assertQuiet() { assert.deepEqual(this.trouble, []); }

  textField() { return this.page.locator('textarea.desc-text'); }
  generateButton() { return this.page.getByRole('button', { name: 'Generate', exact: true }); }
  table(name) { return this.page.locator(`main.canvas [data-table="${name}"]`); }
  column(name) { return this.page.locator(`main.canvas [data-column="${name}"]`); }
  dialect() { return this.page.getByLabel('Database', { exact: true }); }

  /** Types a description, generates, and waits until the engine is done. */
  async generate(text) {
    await this.textField().fill(text);
    await this.generateButton().click();
    await this.page.locator('main.canvas [data-table]').first().waitFor();
    await this.settled();
  }

  /** Waits until nothing is going on and the browser has painted. */
  async settled() {
    await this.page.locator('.spinner').first().waitFor({ state: 'detached', timeout: 120000 });
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }

  tables() {
    return this.page.locator('main.canvas [data-table]').evaluateAll((found) => found.map((table) => table.dataset.table).sort());
  }

  columns(table) {
    return this.table(table).locator('[data-column]').evaluateAll((found) => found.map((row) => row.dataset.column.split('.').at(-1)));
  }

  /** The paths of the edges that touch a table, by the edges' names (`orders.user_id->users`). */
  edges(table) {
    return this.page.locator('main.canvas [data-edge]').evaluateAll((found, table) => Object.fromEntries(found
      .map((edge) => [edge.dataset.edge, edge.querySelector('path.line').getAttribute('d')])
      .filter(([name]) => name.startsWith(`${table}.`) || name.endsWith(`->${table}`))), table);
  }

  /** Drags a table by its head. */
  async drag(table, dx, dy) {
    const box = await this.table(table).boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + 8];
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    for (let step = 1; step <= 8; step += 1) await this.page.mouse.move(x + (dx * step) / 8, y + (dy * step) / 8);
    await this.page.mouse.up();
    await this.settled();
  }

  /** The field in which a name or type is edited in the diagram. */
  editor() { return this.page.locator('input[data-editor]'); }

  async addColumn(table, text) {
    const box = await this.table(table).boundingBox();
    await this.page.mouse.click(box.x + box.width / 2, box.y + 8);
    await this.page.locator('[data-add-column]').click();
    await this.editor().fill(text);
    await this.page.keyboard.press('Enter');
    await this.column(`${table}.${text.split(' ')[0]}`).waitFor();
    await this.page.keyboard.press('Escape');
    await this.settled();
  }

  focusDiagram() { return this.page.locator('main.canvas [data-table][tabindex="0"]').focus(); }

  /** Downloads what a menu item gives and returns the path of the file, with its name's ending. */
  async download(item) {
    const arrives = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: 'Download', exact: true }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
    const download = await arrives;
    const path = `test-results/downloads/${download.suggestedFilename()}`;
    await download.saveAs(path);
    return path;
  }

  /** Puts a long text into the description at once; typing it line by line takes Chromium minutes. */
  async paste(text) {
    await this.textField().evaluate((field, text) => {
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }, text);
  }

  notice() { return this.page.locator('.notice'); }

  /** Chooses what the palette finds for a text. */
  async command(text) {
    await this.page.keyboard.press('Control+k');
    await this.page.getByRole('combobox', { name: 'Find tables, columns and commands' }).fill(text);
    await this.page.locator('.palette-list [aria-selected="true"]').waitFor();
    await this.page.keyboard.press('Enter');
    await this.settled();
  }

  async place(table) {
    const [, x, y] = (await this.table(table).getAttribute('transform')).match(/translate\((\S+) (\S+)\)/);
    return { x: Number(x), y: Number(y) };
  }

  /** The tables that are selected. */
  selected() {
    return this.page.locator('main.canvas .table.selected').evaluateAll((found) => found.map((table) => table.dataset.table).sort());
  }

  /** Clicks on the heads of tables, all but the first with Shift. */
  async select(...tables) {
    for (const [at, table] of tables.entries()) {
      const box = await this.table(table).boundingBox();
      if (at > 0) await this.page.keyboard.down('Shift');
      await this.page.mouse.click(box.x + box.width / 2, box.y + 6);
      if (at > 0) await this.page.keyboard.up('Shift');
    }
  }

  /** Opens a tab of the dock. */
  tab(name) { return this.page.getByRole('tab', { name: new RegExp(`^${name}`) }).click(); }

  async zoom() { return Number.parseFloat(await this.page.locator('[data-action="zoom-100"]').innerText()); }

  /** The script beside the diagram, when the engine has written it. */
  async ddl() {
    await this.page.locator('.ddl-pane[aria-busy="false"]').waitFor();
    return this.page.locator('.ddl').innerText();
  }

  async screenshot(name) {
    mkdirSync('test-results', { recursive: true });
    await this.page.screenshot({ path: `test-results/${name}.png` });
  }
}
