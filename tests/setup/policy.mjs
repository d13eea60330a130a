// Trunk's hook after the build: writes the Content-Security-Policy into index.html. The page loads from its own origin
// alone and sends nothing anywhere, so that is all that the policy allows; the inline script that starts the WebAssembly
// is named by its hash. Styles may stand in attributes, as the diagram's positions do.
// First the folder that it names in the head: two hooks would write the same file at the same time.
import './postgres.mjs';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(process.env.TRUNK_STAGING_DIR ?? 'dist', 'index.html');
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
].join('; ');
const tag = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
if (!html.includes('<meta charset="utf-8">')) throw new Error(`${file} has no place for the policy`);
writeFileSync(file, html.replace('<meta charset="utf-8">', `<meta charset="utf-8">\n    ${tag}`));
