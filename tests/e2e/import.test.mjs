// Schemas that exist: in SQL and in other languages, dropped on the page; the report of what was understood.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open, start } from './workbench.mjs';

let site;
before(async () => { site = await start(); });
after(() => site.close());

/** Drops a file on the page; `repeat` makes a long one without sending it through the driver. */
async function drop(workbench, name, text, row = '', repeat = 0) {
  const data = await workbench.page.evaluateHandle(([name, text, row, repeat]) => {
    const bytes = typeof text === 'string' ? text : new Uint8Array(text);
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes, ...Array(repeat).fill(row)], name));
    return transfer;
  }, [name, text, row, repeat]);
  await workbench.page.dispatchEvent('main.canvas', 'drop', { dataTransfer: data });
}

const report = (workbench) => workbench.page.locator('.import-report');

const FILES = {
  'shop.dbml': 'Table users {\n  id int [pk]\n}\nTable orders {\n  id int [pk]\n  user_id int [ref: > users.id]\n}\n',
  'schema.prisma': 'model users {\n  id Int @id\n  orders orders[]\n}\nmodel orders {\n  id Int @id\n  user_id Int\n  user users @relation(fields: [user_id], references: [id])\n}\n',
  'shop.mmd': 'erDiagram\n  users ||--o{ orders : has\n',
  'schema.rb': 'ActiveRecord::Schema[7.1].define(version: 1) do\n  create_table "users" do |t|\n  end\n  create_table "orders" do |t|\n    t.bigint "user_id"\n  end\n  add_foreign_key "orders", "users"\nend\n',
  // As SQL Server's tools save scripts: UTF-16 with a mark, and lines of Windows.
  'ssms.sql': [...Buffer.from('\ufeffCREATE TABLE [dbo].[users]([id] [int] IDENTITY(1,1) NOT NULL)\r\nGO\r\nCREATE TABLE [dbo].[orders]([id] [int] NULL)\r\nGO\r\n', 'utf16le')],
};

for (const [name, text] of Object.entries(FILES)) {
  test(`${name} becomes a diagram`, async () => {
    const workbench = await open(site);
    await drop(workbench, name, text);
    await workbench.table('orders').waitFor();
    assert.deepEqual(await workbench.tables(), ['orders', 'users']);
    assert.match(await workbench.notice().innerText(), /is open, read as/);
    workbench.assertQuiet();
    await workbench.close();
  });
}

test('what was not understood is listed with its place, and leads to its table', async () => {
  const workbench = await open(site);
  await drop(workbench, 'odd.sql', 'CREATE TABLE ships (id serial PRIMARY KEY, name text FROBNICATED 7);\nCREATE WIDGET w;\n');
  await workbench.table('ships').waitFor();
  await report(workbench).waitFor();
  const text = await report(workbench).innerText();
  assert.match(text, /1 understood\s*1 kept as text/);
  assert.match(text, /Read as PostgreSQL, .*serial/);
  assert.match(text, /2:1/);
  await report(workbench).locator('[data-go="ships"]').click();
  assert.deepEqual(await workbench.selected(), ['ships']);
  await report(workbench).locator('summary').first().click();
  assert.match(await report(workbench).locator('code').first().innerText(), /1 {2}CREATE TABLE ships/);
  await workbench.screenshot('import-report');
  workbench.assertQuiet();
  await workbench.close();
});

test('a dialect can be chosen, and rows become samples', async () => {
  const workbench = await open(site);
  await drop(workbench, 'plain.sql', "CREATE TABLE ships (id int, name varchar(9));\nINSERT INTO ships VALUES (1, 'Elsa'), (2, 'Ruth');\n");
  await workbench.table('ships').waitFor();
  await workbench.tab('Import');
  assert.match(await report(workbench).innerText(), /Rows: ships 2. 2 are kept as samples/);
  await report(workbench).getByLabel('Read as').selectOption('mysql');
  await report(workbench).getByText('Read as MySQL, as chosen').waitFor();
  assert.equal(await workbench.dialect().inputValue() !== '', true);
  await report(workbench).getByLabel('Rows').selectOption('0');
  await report(workbench).getByText('they were only counted').waitFor();
  workbench.assertQuiet();
  await workbench.close();
});

test('a script in the dialect of another database says what changed and what was lost', async () => {
  const workbench = await open(site);
  await drop(workbench, 'odd.sql', 'CREATE TABLE ships (id bigserial PRIMARY KEY, tags text[], EXCLUDE USING gist (id WITH =));\n');
  await workbench.table('ships').waitFor();
  await workbench.tab('DDL');
  await workbench.dialect().selectOption({ label: 'MySQL' });
  const summary = workbench.page.locator('.conversion summary');
  await summary.waitFor();
  assert.match(await summary.innerText(), /From PostgreSQL to MySQL: 1 lost or weaker.*columns spelled anew/);
  await summary.click();
  assert.match(await workbench.page.locator('.conversion').innerText(), /bigserial NOT NULL → BIGINT AUTO_INCREMENT/);
  workbench.assertQuiet();
  await workbench.close();
});

test('fifty megabytes of rows do not freeze the page, tell how far they are, and can be cancelled', async () => {
  const workbench = await open(site);
  const row = `INSERT INTO ships VALUES ${Array(400).fill("(1,'a name that is not short at all, and a remark')").join(',')};\n`;
  const head = 'CREATE TABLE ships (id serial PRIMARY KEY, name text);\n';
  const times = Math.floor(50e6 / row.length);
  // A fast machine has read the file before a click from outside arrives: Cancel is pressed as soon as there is progress.
  await workbench.page.evaluate(() => {
    const watch = new MutationObserver(() => {
      const cancel = document.querySelector('[data-action="cancel"]');
      if (!cancel || !/Opening large\.sql, \d+ %/.test(document.body.innerText)) return;
      watch.disconnect();
      cancel.click();
    });
    watch.observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  await drop(workbench, 'large.sql', head, row, times);
  await workbench.page.getByText('large.sql was not opened.').waitFor();
  assert.deepEqual(await workbench.tables(), []);
  await drop(workbench, 'large.sql', head, row, times);
  // The page answers while the worker reads.
  const longest = await workbench.page.evaluate(() => new Promise((done) => {
    let [last, longest] = [performance.now(), 0];
    const until = last + 1500;
    const tick = (now) => {
      longest = Math.max(longest, now - last);
      last = now;
      if (now < until) requestAnimationFrame(tick); else done(longest);
    };
    requestAnimationFrame(tick);
  }));
  assert.ok(longest < 500, `a frame took ${longest} ms`);
  await workbench.table('ships').waitFor({ timeout: 180000 });
  await workbench.tab('Import');
  assert.match(await report(workbench).innerText(), new RegExp(`${times * 400} rows`));
  workbench.assertQuiet();
  await workbench.close();
});
