// Files of other tools, opened with the button: the page says itself what they are.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open, start } from './workbench.mjs';

let site;
before(async () => { site = await start(); });
after(() => site.close());

/** Opens a file and waits for a table with this name. */
function opens(name, mimeType, content, table) {
  test(`${name} opens as a schema`, async () => {
    const workbench = await open(site);
    await workbench.page.locator('input[type="file"]').first().setInputFiles({ name, mimeType, buffer: Buffer.from(content) });
    await workbench.page.locator('main.canvas [data-table]', { hasText: table }).first().waitFor({ timeout: 20000 });
    workbench.assertQuiet();
    await workbench.close();
  });
}

/** A ZIP archive with stored files, as small as it can be. */
function zip(files) {
  const number = (value, bytes) => { const out = Buffer.alloc(bytes); out.writeUIntLE(value, 0, bytes); return out; };
  let offset = 0;
  const [entries, directory] = [[], []];
  for (const [path, text] of files) {
    const [name, data] = [Buffer.from(path), Buffer.from(text)];
    const shared = [number(20, 2), Buffer.alloc(12), number(data.length, 4), number(data.length, 4), number(name.length, 2), number(0, 2)];
    const entry = Buffer.concat([number(0x04034b50, 4), ...shared, name, data].map((part) => Buffer.from(part)));
    directory.push(Buffer.concat([number(0x02014b50, 4), number(20, 2), ...shared, Buffer.alloc(10), number(offset, 4), name]));
    entries.push(entry);
    offset += entry.length;
  }
  const list = Buffer.concat(directory);
  const end = [number(0x06054b50, 4), number(0, 4), number(files.length, 2), number(files.length, 2), number(list.length, 4), number(offset, 4), number(0, 2)];
  return Buffer.concat([...entries, list, ...end]);
}

opens('schema.prisma', 'text/plain', 'model Planet {\n  id Int @id\n  moons Moon[]\n}\nmodel Moon {\n  id Int @id\n  planet Planet @relation(fields: [planetId], references: [id])\n  planetId Int\n}\n', 'Moon');
opens('schema.rb', 'text/plain', 'ActiveRecord::Schema[7.1].define(version: 1) do\n  create_table "planets" do |t|\n    t.string "name"\n  end\nend\n', 'planets');
opens('shop.dbml', 'text/plain', 'Table planets {\n  id int [pk]\n}\n', 'planets');
opens('migrations.zip', 'application/zip', zip([['V1__a.sql', 'CREATE TABLE planets (id bigserial PRIMARY KEY);'], ['V2__b.sql', 'ALTER TABLE planets RENAME TO moons;']]), 'moons');
