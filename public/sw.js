// Keeps the page's files, so that it opens without a network. tests/setup/policy.mjs writes the list of files and a
// version made of their contents; a new version is fetched as a whole, and takes over when no tab shows the old one.
const VERSION = '{{version}}';
const FILES = ['{{files}}'];
const CACHE = `schema-architect-${VERSION}`;

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
  if (event.request.method !== 'GET' || url.origin !== location.origin) return;
  event.respondWith((async () => {
    const cache = await caches.open(CACHE);
    const wanted = event.request.mode === 'navigate' ? './' : event.request;
    return (await cache.match(wanted, { ignoreSearch: true })) ?? fetch(event.request);
  })());
});
