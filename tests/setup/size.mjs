// Measures the first load of dist/: what a browser fetches before the page can be used, gzipped as a static host would
// send it. Fails above the budget.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGET = 900 * 1000;
const folder = process.argv[2] ?? 'dist';
const html = readFileSync(join(folder, 'index.html'), 'utf8');

// The wasm file is named in an inline script, everything else in attributes; a name in the HTML is a file of the first load.
const files = ['index.html', ...readdirSync(folder).filter((name) => name !== 'index.html' && html.includes(name))];
let total = 0;
for (const name of files) {
  const bytes = readFileSync(join(folder, name));
  const packed = gzipSync(bytes, { level: 9 }).length;
  total += packed;
  console.log(`${String(bytes.length).padStart(9)} bytes, ${String(packed).padStart(7)} gzip  ${name}`);
}
console.log(`First load: ${(total / 1000).toFixed(0)} KB gzip of a budget of ${BUDGET / 1000} KB`);
if (!files.some((name) => name.endsWith('.wasm'))) {
  console.error('dist/index.html names no .wasm file');
  process.exit(1);
}
if (total > BUDGET) {
  console.error('The first load is over its budget.');
  process.exit(1);
}
