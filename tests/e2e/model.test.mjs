// The user's own language model, played by aimock on this machine: four wires, every way to fail, consent, log, key.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { LLMock } from '@copilotkit/aimock';
import { open, start } from './workbench.mjs';

const KEY = 'sk-never-to-be-seen-4711';
const LIBRARY = 'A library with books, members and loans.';

/** What the model says to each task, known by words of its prompt. */
const SAYS = {
  'list its\nentities': { entities: ['Book', 'Member', 'Loan', 'Publisher'].map((name) => ({ name, meaning: '', attributes: [] })) },
  'say how its entities relate': { relationships: [{ from: 'Book', to: 'Publisher', cardinality: 'many_to_one', role: '', required: false, why: 'A book has one.' }] },
  'functional dependencies': { dependencies: [] },
  'questions whose answers': { questions: [] },
  'list of changes that fulfil': { changes: [
    { action: 'add_column', table: 'members', column: 'loyalty_points', to: '', names: [], why: 'Points are counted per member.' },
    { action: 'add_table', table: 'rewards', column: '', to: '', names: ['name', 'price in points'], why: 'Points buy something.' },
  ] },
};

let site;
let mock;
before(async () => {
  site = await start();
  mock = new LLMock({ port: 0, host: '127.0.0.1' });
  await mock.start();
});
after(async () => { await site.close(); await mock.stop(); });
afterEach(() => { mock.clearFixtures(); mock.clearRequests(); mock.resetMatchCounts(); });

/** Has the model answer each task as it should, or the first one with `response`. */
function plays(response, options) {
  for (const [words, value] of Object.entries(SAYS)) {
    const first = words.startsWith('list its') && response;
    mock.on({ systemMessage: new RegExp(words.replace('\n', '\\s+')) }, first || { content: JSON.stringify(value) }, first ? options : undefined);
  }
}

/** Opens the page with the mock's address allowed, and all else refused and remembered. */
function visit(options = {}) {
  return open(site, {
    ...options,
    prepare: (context) => context.route((url) => url.origin === new URL(mock.url).origin, (route) => route.continue()),
  });
}

const dialog = (workbench) => workbench.page.locator('dialog[open]');

async function configure(workbench, { provider = 'custom', path = '/v1', model = 'big', key = KEY } = {}) {
  await workbench.page.getByRole('button', { name: 'Use a language model' }).click();
  await dialog(workbench).getByLabel('Provider').selectOption(provider);
  const fill = async (label, value) => {
    const field = dialog(workbench).getByLabel(label, { exact: true });
    await field.fill(value);
    await field.blur();
  };
  await dialog(workbench).getByLabel('Address').waitFor();
  await fill('Address', `${mock.url}${path}`);
  await fill('Model', model);
  await fill('Key', key);
  await dialog(workbench).getByText('In memory until').waitFor();
}

async function close(workbench) {
  await dialog(workbench).getByRole('button', { name: 'Close' }).click();
  await dialog(workbench).waitFor({ state: 'detached' });
  await workbench.settled();
}

/** Presses Generate, agrees to send if asked, and waits for what comes of it. */
async function generate(workbench, text = LIBRARY) {
  await workbench.textField().fill(text);
  await workbench.generateButton().click();
  const send = dialog(workbench).getByRole('button', { name: 'Send', exact: true });
  const tables = workbench.page.locator('main.canvas [data-table]').first();
  await send.or(tables).first().waitFor();
  if (await send.isVisible()) await send.click();
  await tables.waitFor({ timeout: 60000 });
  await workbench.settled();
}

const notice = (workbench) => workbench.notice().innerText();

test('without a configured endpoint nothing leaves the page', async () => {
  const workbench = await open(site);
  const seen = [];
  workbench.context.on('request', (request) => seen.push(request.url()));
  await workbench.generate(LIBRARY);
  await workbench.page.getByRole('textbox', { name: 'Change something' }).fill('add loyalty points to members');
  await workbench.page.keyboard.press('Enter');
  await workbench.page.getByRole('button', { name: 'Accept', exact: true }).click();
  await workbench.column('members.loyalty_points').waitFor();
  const origin = new URL(site.url).origin;
  assert.deepEqual(seen.filter((url) => ![origin, 'null'].includes(new URL(url).origin)), []);
  workbench.assertQuiet();
  await workbench.close();
});

for (const [provider, path] of [['custom', '/v1'], ['anthropic', ''], ['gemini', ''], ['ollama', '']]) {
  test(`a schema comes from the model over the wire of ${provider}, streamed and checked`, async () => {
    plays();
    const workbench = await visit();
    await configure(workbench, { provider, path });
    await close(workbench);
    await generate(workbench);
    assert.ok((await workbench.tables()).includes('publishers'), String(await workbench.tables()));
    assert.ok(mock.getRequests().length >= 4, `${mock.getRequests().length} requests`);
    await workbench.select('publishers');
    await workbench.page.getByText('from the language model').first().waitFor();
    workbench.assertQuiet();
    await workbench.close();
  });
}

test('the first request is shown before it is sent, and can be left', async () => {
  plays();
  const workbench = await visit();
  await configure(workbench);
  await close(workbench);
  await workbench.textField().fill(LIBRARY);
  await workbench.generateButton().click();
  const shown = dialog(workbench);
  await shown.getByRole('button', { name: 'Send', exact: true }).waitFor();
  const words = await shown.innerText();
  assert.ok(words.includes(LIBRARY) && words.includes(new URL(mock.url).host) && !words.includes(KEY), words);
  await workbench.screenshot('model-consent');
  await shown.getByRole('button', { name: 'Use the built-in rules' }).click();
  await workbench.table('books').waitFor();
  assert.equal(mock.getRequests().length, 0);
  await workbench.close();
});

/** One trouble after the other in one page: the offline result stands each time, and a sentence says why. */
test('every trouble ends in the offline result and a sentence', async () => {
  plays();
  const workbench = await visit();
  await configure(workbench);
  await close(workbench);
  await generate(workbench);
  const check = async (response, options, words) => {
    mock.clearFixtures();
    mock.resetMatchCounts();
    plays(response, options);
    if (await workbench.notice().count()) await workbench.notice().getByRole('button').last().click();
    await workbench.generateButton().click();
    await workbench.page.locator('.notice', { hasText: words }).waitFor({ timeout: 60000 });
    await workbench.settled();
    const tables = await workbench.tables();
    assert.ok(tables.includes('books') && !tables.includes('publishers'), `${words}: ${tables}`);
    assert.match(await notice(workbench), /built-in rules alone/);
  };
  const failed = (status, message) => ({ error: { message }, status });
  await check(failed(401, `bad key ${KEY}`), undefined, 'refuses the key');
  assert.ok(!(await notice(workbench)).includes(KEY));
  await check(failed(404, 'no such model'), undefined, 'does not know this model');
  await check({ content: 'I would rather talk about the weather.' }, undefined, 'could not be used');
  await check({ content: '{"entities":[{"name":"Boo', finishReason: 'length' }, undefined, 'cut off');
  await check({ content: '', finishReason: 'content_filter' }, undefined, 'refused to answer');
  await check({ content: JSON.stringify({ entities: [{ name: '<img src=x onerror=alert(1)>', attributes: [] }] }) }, undefined, 'could not be used');
  await check({ content: JSON.stringify({ entities: [{ name: 'Book', sql: 'DROP TABLE books', attributes: [] }] }) }, undefined, 'could not be used');
  await check({ content: '{"entities":'.repeat(5000) }, undefined, 'could not be used');
  await check({ content: 'x'.repeat(10_000_000) }, { chunkSize: 1_000_000 }, 'longer than any schema');
  await check(failed(429, 'slow down'), undefined, 'limit of requests');
  await check(failed(500, 'broken'), undefined, 'failed (500)');
  await check({ content: JSON.stringify(SAYS['list its\nentities']) }, { chunkSize: 4, streamingProfile: { ttft: 5, tps: 50 }, disconnectAfterMs: 60 }, 'ended before the answer');
  await workbench.close();
});

test('a busy server is waited for, a refused schema mode is given up, and both are forgiven', async () => {
  plays();
  mock.nextRequestError(429, { message: 'slow down' });
  const workbench = await visit();
  await configure(workbench);
  await close(workbench);
  await generate(workbench);
  assert.ok((await workbench.tables()).includes('publishers'));
  mock.nextRequestError(400, { message: "response_format 'json_schema' is not supported" });
  await workbench.generateButton().click();
  await workbench.settled();
  assert.ok((await workbench.tables()).includes('publishers'));
  const forms = mock.getRequests().map((request) => request.body?.response_format?.type ?? 'none');
  assert.ok(forms.includes('json_object'), String(forms));
  await workbench.close();
});

test('a request is cancelled at once, and everything stays as it was', async () => {
  plays({ content: '{}' }, { latency: 30000 });
  const workbench = await visit();
  await configure(workbench);
  await close(workbench);
  await workbench.textField().fill(LIBRARY);
  await workbench.generateButton().click();
  await dialog(workbench).getByRole('button', { name: 'Send', exact: true }).click();
  await workbench.page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await workbench.notice().waitFor({ timeout: 5000 });
  assert.match(await notice(workbench), /^Cancelled/);
  assert.deepEqual(await workbench.tables(), []);
  await workbench.close();
});

test('a change is proposed on the diagram, taken in part, and undone', async () => {
  plays();
  const workbench = await visit();
  await configure(workbench);
  await close(workbench);
  await generate(workbench);
  await workbench.page.getByRole('textbox', { name: 'Change something' }).fill('reward our regulars');
  await workbench.page.keyboard.press('Enter');
  const proposal = workbench.page.locator('.proposal');
  await proposal.waitFor();
  await workbench.page.locator('main.canvas .table.was-added[data-table="rewards"]').waitFor();
  await workbench.screenshot('model-proposal');
  await proposal.getByRole('checkbox').nth(1).uncheck();
  await proposal.getByRole('button', { name: 'Accept 1 of 2' }).click();
  await workbench.column('members.loyalty_points').waitFor();
  await workbench.table('rewards').waitFor({ state: 'detached' });
  await workbench.page.getByRole('button', { name: '1 request' }).click();
  await workbench.page.locator('.turns', { hasText: 'reward our regulars' }).waitFor();
  await workbench.focusDiagram();
  await workbench.page.keyboard.press('Control+z');
  await workbench.column('members.loyalty_points').waitFor({ state: 'detached' });
  workbench.assertQuiet();
  await workbench.close();
});

test('the connection is tested in plain words, and the log shows requests without the key', async () => {
  plays();
  const workbench = await visit();
  await configure(workbench);
  await dialog(workbench).getByRole('button', { name: 'Test connection' }).click();
  await dialog(workbench).getByText('It works').waitFor();
  await workbench.screenshot('model-settings');
  await dialog(workbench).getByLabel('Address').fill('http://127.0.0.1:9');
  await dialog(workbench).getByLabel('Address').blur();
  await dialog(workbench).getByRole('button', { name: 'Test connection' }).click();
  // A browser that is told which permissions there are forbids the others, the local network among them.
  await dialog(workbench).locator('.tested.bad', { hasText: /Nothing answers at|does not let this page reach/ }).waitFor();
  await dialog(workbench).getByRole('radio', { name: 'Log' }).click();
  await dialog(workbench).locator('.log-head').last().click();
  await dialog(workbench).locator('pre').first().waitFor();
  assert.ok(!(await dialog(workbench).innerText()).includes(KEY));
  await workbench.screenshot('model-log');
  await dialog(workbench).getByRole('button', { name: 'Clear' }).click();
  await dialog(workbench).getByText('No request has left this page').waitFor();
  await dialog(workbench).getByRole('radio', { name: 'Prompts' }).click();
  const prompt = dialog(workbench).getByRole('textbox', { name: 'Text' });
  const original = await prompt.inputValue();
  await prompt.fill('Only list {{candidates}}.');
  await prompt.blur();
  await dialog(workbench).getByRole('button', { name: 'Back to the original' }).click();
  await workbench.page.waitForFunction((text) => document.querySelector('textarea[name=prompt]').value === text, original);
  await workbench.close();
});

/** Everything that the browser keeps for the page. */
const stored = (page) => page.evaluate(async () => {
  const texts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), location.href];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((done) => { const r = indexedDB.open(name); r.onsuccess = () => done(r.result); });
    for (const store of database.objectStoreNames) {
      const all = await new Promise((done) => { const r = database.transaction(store).objectStore(store).getAll(); r.onsuccess = () => done(r.result); });
      texts.push(JSON.stringify(all));
    }
    database.close();
  }
  return texts.join('\n');
});

test('a key is kept only encrypted, opened by its passphrase, and for its own address', async () => {
  plays();
  const workbench = await visit();
  await configure(workbench);
  await dialog(workbench).getByLabel('Keep it on this device').fill('correct horse battery');
  await dialog(workbench).getByRole('button', { name: 'Keep', exact: true }).click();
  await dialog(workbench).getByText('kept on this device, encrypted').waitFor({ timeout: 15000 });
  await close(workbench);
  await generate(workbench);
  const kept = await stored(workbench.page);
  assert.ok(!kept.includes(KEY) && !kept.includes(btoa(KEY)) && kept.includes('PBKDF2-SHA256'));
  await workbench.page.reload();
  await workbench.generateButton().waitFor();
  await workbench.page.locator('.model-status', { hasText: 'big' }).waitFor();
  await workbench.textField().fill(LIBRARY);
  await workbench.generateButton().click();
  await dialog(workbench).getByLabel('Passphrase').fill('wrong passphrase');
  await workbench.page.keyboard.press('Enter');
  await dialog(workbench).getByText('passphrase is another one').waitFor({ timeout: 15000 });
  mock.clearRequests();
  await dialog(workbench).getByLabel('Passphrase').fill('correct horse battery');
  await workbench.page.keyboard.press('Enter');
  await workbench.table('publishers').waitFor({ timeout: 15000 });
  await workbench.settled();
  assert.ok(mock.getRequests().length >= 4);
  await workbench.close();
});

test('scripts in the page get the same engine', async () => {
  const workbench = await open(site);
  const found = await workbench.page.evaluate(async () => {
    const api = window.schemaArchitect;
    const schema = 'CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL);';
    const generated = await api.generate({ description: 'Customers have names. Customers place orders.', dialect: 'postgresql' });
    const evolved = await api.evolve({ schema, request: 'add loyalty points to customers' });
    const migrated = await api.migrate({ from: schema, to: schema.replace(');', ', note text);') });
    const advice = await api.optimize({ schema, workload: "SELECT id FROM customers WHERE name = 'a';" });
    const refused = await api.generate({ description: 'Books.', model: true }).then(() => '', (error) => error.message);
    return { sql: generated.sql, steps: evolved.steps, evolved: evolved.sql, phases: migrated.phases.length, advice: typeof advice, refused };
  });
  assert.match(found.sql, /CREATE TABLE orders/);
  assert.match(found.evolved, /loyalty_points/);
  assert.ok(found.steps.length === 1 && found.phases > 0 && found.advice === 'object', JSON.stringify(found));
  assert.match(found.refused, /no model may be asked/);
  workbench.assertQuiet();
  await workbench.close();
});
