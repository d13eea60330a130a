// A static file server with no special headers, as any static host is one.
//   node serve.mjs FOLDER [PORT] [/PREFIX]      port 0 takes a free one; the prefix serves the folder under a sub-path
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** The file that a request path names, or nothing. */
function find(folder, path) {
  const file = join(folder, normalize('/' + path));
  for (const candidate of path.endsWith('/') || path === '' ? [join(file, 'index.html')] : [file]) {
    const stat = statSync(candidate, { throwIfNoEntry: false });
    if (stat?.isFile()) return { file: candidate, size: stat.size };
  }
}

/** Serves a folder on 127.0.0.1 and resolves to { url, close }. */
export function serve(folder, port = 0, prefix = '/') {
  const server = createServer((request, response) => {
    let path;
    try {
      path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    } catch {
      response.writeHead(400).end();
      return;
    }
    const found = path.startsWith(prefix) && find(folder, path.slice(prefix.length));
    if (!found) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
      return;
    }
    const type = TYPES[extname(found.file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-length': found.size, 'cache-control': 'no-cache' });
    if (request.method === 'HEAD') response.end();
    else createReadStream(found.file).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const url = `http://127.0.0.1:${server.address().port}${prefix}`;
      const close = () => new Promise((done) => { server.closeAllConnections(); server.close(done); });
      resolve({ url, close });
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = 'dist', port = '8080', prefix = '/'] = process.argv.slice(2);
  try {
    const { url } = await serve(folder, Number(port), prefix);
    console.log(`AI Schema Architect is at ${url} (Ctrl+C stops it)`);
  } catch (error) {
    console.error(error.code === 'EADDRINUSE' ? `Port ${port} is taken: stop what listens there, or run make serve PORT=8081.` : String(error));
    process.exit(1);
  }
}
