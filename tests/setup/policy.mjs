// Trunk's hook after the build: names the engine's files by their content, writes the list of files into the service worker,
// and the Content-Security-Policy into index.html. The page loads from its own origin
// alone and sends nothing anywhere, so that is all that the policy allows; the inline script that starts the WebAssembly
// is named by its hash. Styles may stand in attributes, as the diagram's positions do.
// First the folder that it names in the head: two hooks would write the same file at the same time.
import './postgres.mjs';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const folder = process.env.TRUNK_STAGING_DIR ?? 'dist';
const hash = (...contents) => contents.reduce((sum, content) => sum.update(content), createHash('sha256')).digest('hex').slice(0, 16);

// The engine: Trunk names only the page's own files by their content.
if (existsSync(join(folder, 'engine.js'))) {
  const names = ['engine.js', 'engine_bg.wasm'];
  const version = hash(...names.map((name) => readFileSync(join(folder, name))));
  const named = (name) => name.replace('engine', `engine-${version}`);
  names.forEach((name) => renameSync(join(folder, name), join(folder, named(name))));
  // The two scripts that load it.
  for (const script of ['engine-start.js', 'sw.js'].map((name) => join(folder, name)).filter(existsSync)) {
    const text = readFileSync(script, 'utf8');
    writeFileSync(script, names.reduce((text, name) => text.replaceAll(`'${name}'`, `'${named(name)}'`), text));
  }
}

const file = join(folder, 'index.html');
const html = readFileSync(file, 'utf8');
const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map((found) => found[1]);
const hashes = inline.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
const policy = [
  "default-src 'none'",
  `script-src 'self' 'wasm-unsafe-eval' ${hashes.join(' ')}`.trim(),
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  // The endpoint of a language model is the user's to choose; without one nothing is sent, which the browser tests prove.
  "connect-src 'self' https: http://localhost:* http://127.0.0.1:*",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  // Where the browser has Trusted Types, public/trusted.js says which scripts and markup are the page's own.
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ');
const tag = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
if (!html.includes('<meta charset="utf-8">')) throw new Error(`${file} has no place for the policy`);
writeFileSync(file, html.replace('<meta charset="utf-8">', `<meta charset="utf-8">\n    ${tag}`));

// The service worker, last: its version is made of everything that it keeps.
const worker = join(folder, 'sw.js');
if (existsSync(worker)) {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'sw.js')
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'))
    .filter((name) => !name.startsWith('shots/'))
    .sort();
  const version = hash(...all.flatMap((name) => [name, readFileSync(join(folder, name))]));
  // Large things that not everybody needs are kept when they are first used, by the browser's own cache.
  const kept = all.filter((name) => !/^(planner|pglite)\//.test(name)).map((name) => (name === 'index.html' ? './' : name));
  const text = readFileSync(worker, 'utf8').replace('{{version}}', version).replace("'{{files}}'", kept.map((name) => `'${name}'`).join(', '));
  writeFileSync(worker, text);
}
