// How fast scripts are read: this program beside npm's @dbml/core and node-sql-parser, on the same files in one run.
//   npm ci --prefix tests/formats && cargo build --release --bin schema-architect && node benches/importers.mjs [FILE...]
// Without files, dumps of growing size are made: tables with keys, indexes and rows, as mysqldump writes them. The time of
// this program holds its start and the reading of the file; theirs is that of the parser's call alone. With a built page
// (DIST=dist) its engine is measured too, in a browser: from the file's arrival in the worker to the answer.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const require = createRequire(new URL('../tests/formats/package.json', import.meta.url));
const { Parser } = require('node-sql-parser');
const dbml = require('@dbml/core');
const program = process.env.PROGRAM ?? new URL('../target/release/schema-architect', import.meta.url).pathname;

/** As many tables as there are in a large application, and rows in statements as long as mysqldump's. */
function dump(bytes, withRows) {
  const tables = withRows ? 200 : Math.ceil(bytes / 260);
  const row = (at) => `(${at},'name ${at}',${at % 7})`;
  const share = withRows ? bytes / tables : 0;
  const parts = [];
  for (let at = 0; at < tables; at += 1) {
    parts.push(`CREATE TABLE \`t${at}\` (\n  \`id\` int NOT NULL AUTO_INCREMENT,\n  \`name\` varchar(80) NOT NULL DEFAULT '',\n`
      + `  \`parent_id\` int DEFAULT NULL,\n  PRIMARY KEY (\`id\`),\n  KEY \`k${at}\` (\`parent_id\`)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n`);
    for (let size = 0, first = 0; size < share; first += 1000) {
      const rows = `INSERT INTO \`t${at}\` VALUES ${Array.from({ length: 1000 }, (_, nth) => row(first + nth)).join(',')};\n`;
      parts.push(rows);
      size += rows.length;
    }
  }
  return parts.join('');
}

/** Seconds, or why there is no result. */
function timed(run) {
  const begin = performance.now();
  try { run(); } catch (error) { return `refused: ${String(error.message ?? error.diags?.[0]?.message ?? error).slice(0, 40)}`; }
  return (performance.now() - begin) / 1000;
}

/** Seconds that the page's engine takes in a browser; nothing without a built page. */
async function inBrowser(files) {
  if (!process.env.DIST) return new Map();
  const { open, start } = await import('../tests/e2e/workbench.mjs');
  const site = await start();
  const { page } = await open(site);
  await page.evaluate(() => {
    const field = Object.assign(document.createElement('input'), { type: 'file', id: 'bench' });
    document.body.append(field);
  });
  const seconds = new Map();
  for (const file of files) {
    await page.locator('#bench').setInputFiles(file);
    seconds.set(file, await page.evaluate(() => new Promise((done, fail) => {
      const file = document.getElementById('bench').files[0];
      const worker = new Worker('engine-start.js');
      let begin;
      worker.onerror = (event) => fail(new Error(event.message));
      worker.onmessage = ({ data }) => {
        if (data === 'ready') {
          begin = performance.now();
          worker.postMessage([`1\n${JSON.stringify({ read: { name: file.name, dialect: 'mysql', usual: 'mysql', samples: 0 } })}`, file]);
        } else if (data.startsWith('1\n')) {
          worker.terminate();
          done((performance.now() - begin) / 1000);
        }
      };
    })));
  }
  await site.close();
  return seconds;
}

const LIMIT = Number(process.env.LIMIT ?? 5e6);
const folder = mkdtempSync(join(tmpdir(), 'importers-'));
let files = process.argv.slice(2);
if (files.length === 0) {
  const sizes = [[0.2e6, false], [1e6, false], [1e6, true], [5e6, true], [10e6, true], [50e6, true]];
  files = sizes.map(([size, rows]) => {
    const file = join(folder, `${size / 1e6} MB${rows ? ' with rows' : ''}.sql`);
    writeFileSync(file, dump(size, rows));
    return file;
  });
}
const engine = await inBrowser(files);
console.log('| file | MB | this program, MB/s | its engine in a browser, MB/s | node-sql-parser, MB/s | @dbml/core, MB/s |\n| --- | --- | --- | --- | --- | --- |');
for (const file of files) {
  const size = statSync(file).size / 1e6;
  const text = readFileSync(file, 'utf8');
  const ours = timed(() => {
    const read = spawnSync(program, ['read', file, '--from', 'mysql'], { maxBuffer: 1 << 28 });
    if (read.status !== 0) throw new Error(read.stderr);
  });
  // The other two take minutes for what is larger.
  const isLarge = text.length > LIMIT;
  const first = isLarge ? 'not tried' : timed(() => new Parser().astify(text, { database: 'mysql' }));
  const second = isLarge ? 'not tried' : timed(() => dbml.importer.import(text, 'mysql'));
  const speed = (seconds) => (typeof seconds === 'number' ? (size / seconds).toFixed(2) : seconds);
  console.log(`| ${basename(file)} | ${size.toFixed(1)} | ${speed(ours)} | ${speed(engine.get(file) ?? 'not built')} | ${speed(first)} | ${speed(second)} |`);
}
rmSync(folder, { recursive: true });
