// Keeps the page's files, so that it opens without a network. tests/setup/policy.mjs writes the list of files and a
// version made of their contents; a new version is fetched as a whole, and takes over when no tab shows the old one.
const VERSION = '{{version}}';
const FILES = ['{{files}}'];
const CACHE = `schema-architect-${VERSION}`;
const LARGEST = 16 * 1024 * 1024;

// The engine, for the JSON interface: its file is small, its WebAssembly is compiled when a request comes.
importScripts('engine.js');
let engine;

/** Answers /openapi.json and /api/... on the page's own origin, as `schema-architect serve` does on the command line. */
async function api(request, path) {
  const reply = (status, body) => new Response(body, { status, headers: { 'content-type': 'application/json' } });
  const refuse = (status, why) => reply(status, JSON.stringify({ error: why }));
  if (request.method === 'POST') {
    // A form of another site has no JSON to send.
    if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) return refuse(415, 'send application/json');
  }
  const body = await request.text();
  if (body.length > LARGEST) return refuse(413, 'the body is larger than 16 MB');
  try {
    engine ??= caches.match('engine_bg.wasm').then((file) => wasm_bindgen({ module_or_path: file ?? fetch('engine_bg.wasm') }));
    await engine;
    const answer = wasm_bindgen.api(request.method, path, body);
    const end = answer.indexOf('\n');
    return reply(Number(answer.slice(0, end)), answer.slice(end + 1));
  } catch (error) {
    // An engine that failed is loaded anew for the next request.
    engine = undefined;
    return refuse(500, `the engine stopped: ${error.message ?? error}`);
  }
}

addEventListener('install', (event) => event.waitUntil((async () => {
  const cache = await caches.open(CACHE);
  // Past the browser's own cache, which may hold an older file under the same name.
  await cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' })));
})()));

addEventListener('activate', (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith('schema-architect-') && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
})()));

addEventListener('message', (event) => { if (event.data === 'take over') skipWaiting(); });

addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  const path = url.href.startsWith(registration.scope) ? `/${url.href.slice(registration.scope.length)}` : '';
  if (/^\/(api\/|openapi\.json$)/.test(path)) return event.respondWith(api(event.request, path));
  if (event.request.method !== 'GET' || url.origin !== location.origin) return;
  event.respondWith((async () => {
    const cache = await caches.open(CACHE);
    const wanted = event.request.mode === 'navigate' ? './' : event.request;
    return (await cache.match(wanted, { ignoreSearch: true })) ?? fetch(event.request);
  })());
});
