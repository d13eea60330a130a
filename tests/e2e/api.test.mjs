// The JSON interface on the page's own origin: the service worker answers with the handlers of `schema-architect serve`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open, start } from './workbench.mjs';

let site;
before(async () => { site = await start('/sub/path/'); });
after(() => site.close());

/** Status and JSON of a request from the page. */
const ask = (workbench, path, body, { method = 'POST', type = 'application/json' } = {}) => workbench.page.evaluate(
  async ([path, body, method, type]) => {
    const response = await fetch(path, { method, headers: body ? { 'content-type': type } : {}, body: body && JSON.stringify(body) });
    return { status: response.status, json: await response.json() };
  }, [path, body, method, type]);

test('generate, evolve and optimize are answered without a server', async () => {
  const workbench = await open(site, { serviceWorkers: 'allow' });
  await workbench.page.evaluate(() => navigator.serviceWorker.ready);
  await workbench.page.waitForFunction(() => navigator.serviceWorker.controller);
  const started = performance.now();
  const made = await ask(workbench, 'api/v1/schema/generate', { description: 'A library lends books to members. A member has a name.' });
  console.log(`first answer, with the engine's start: ${(performance.now() - started).toFixed(0)} ms`);
  assert.equal(made.status, 200);
  assert.match(JSON.stringify(made.json), /CREATE TABLE members/);
  const way = await ask(workbench, 'api/v1/schema/evolve', { from: 'CREATE TABLE a (id int PRIMARY KEY);', to: 'CREATE TABLE a (id int PRIMARY KEY, b text);' });
  assert.equal(way.status, 200);
  assert.match(JSON.stringify(way.json), /ADD COLUMN b text/);
  const advice = await ask(workbench, 'api/v1/schema/optimize', {
    schema: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total numeric);',
    workload: 'SELECT total FROM orders WHERE customer = 7;', statistics: '{"orders": {"rows": 1000000}}',
  });
  assert.equal(advice.status, 200);
  assert.match(JSON.stringify(advice.json), /CREATE INDEX/);
  const described = await ask(workbench, 'openapi.json', undefined, { method: 'GET' });
  assert.deepEqual(Object.keys(described.json.paths).filter((path) => path.startsWith('/api/')).length, 3);
  assert.equal((await ask(workbench, 'api/v1/schema/generate', { description: '' })).status, 400);
  assert.equal((await ask(workbench, 'api/v1/nothing', {})).status, 404);
  assert.equal((await ask(workbench, 'api/v1/schema/generate', { description: 'x' }, { type: 'text/plain' })).status, 415);
  await workbench.close();
});
