// How fast scripts are read: this program beside npm's @dbml/core and node-sql-parser, on the same files in one run.
//   npm ci --prefix tests/formats && cargo build --release --bin schema-architect && node benches/importers.mjs [FILE...]
// Without files, dumps of growing size are made: tables with keys, indexes and rows, as mysqldump writes them. The time of
// this program holds its start and the reading of the file; theirs is that of the parser's call alone.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const require = createRequire(new URL('../tests/formats/package.json', import.meta.url));
const { Parser } = require('node-sql-parser');
const dbml = require('@dbml/core');
const program = process.env.PROGRAM ?? new URL('../target/release/schema-architect', import.meta.url).pathname;

function dump(bytes, withRows) {
  const parts = [];
  let size = 0;
  for (let at = 0; size < bytes; at += 1) {
    const rows = `INSERT INTO \`t${at}\` VALUES ${Array.from({ length: 200 }, (_, row) => `(${row},'name ${row}',${row % 7})`).join(',')};\n`;
    const part = `CREATE TABLE \`t${at}\` (\n  \`id\` int NOT NULL AUTO_INCREMENT,\n  \`name\` varchar(80) NOT NULL DEFAULT '',\n`
      + `  \`parent_id\` int DEFAULT NULL,\n  PRIMARY KEY (\`id\`),\n  KEY \`k${at}\` (\`parent_id\`)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n`
      + (withRows ? rows : '');
    parts.push(part);
    size += part.length;
  }
  return parts.join('');
}

/** Seconds, or why there is no result. */
function timed(run) {
  const begin = performance.now();
  try { run(); } catch (error) { return `refused: ${String(error.message ?? error.diags?.[0]?.message ?? error).slice(0, 40)}`; }
  return (performance.now() - begin) / 1000;
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
console.log('| file | MB | this program, MB/s | node-sql-parser, MB/s | @dbml/core, MB/s |\n| --- | --- | --- | --- | --- |');
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
  console.log(`| ${basename(file)} | ${size.toFixed(1)} | ${speed(ours)} | ${speed(first)} | ${speed(second)} |`);
}
rmSync(folder, { recursive: true });
