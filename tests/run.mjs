// Runs every test of the project and closes with one line that counts them. `make test` installs what it needs first.
//   node tests/run.mjs            all steps
//   node tests/run.mjs NAME...    the steps with these names
import { spawn, spawnSync } from 'node:child_process';

const hasNextest = spawnSync('cargo', ['nextest', '--version'], { stdio: 'ignore' }).status === 0;
const wasm = ['--target', 'wasm32-unknown-unknown'];
const browser = {
  CHROMEDRIVER: '/usr/bin/chromedriver',
  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: 'wasm-bindgen-test-runner',
  WASM_BINDGEN_TEST_WEBDRIVER_JSON: 'tests/webdriver.json',
  WASM_BINDGEN_TEST_TIMEOUT: '120',
  WASM_BINDGEN_USE_BROWSER: '1',
};

// Each step: its name, its command line, variables that it needs. In the order of what fails soonest.
const STEPS = [
  ['fmt', 'cargo fmt --check'],
  ['clippy', 'cargo clippy --all-targets -- -D warnings'],
  ['native', hasNextest ? 'cargo nextest run --no-fail-fast' : 'cargo test --no-fail-fast --lib --bins --tests'],
  ['doc-tests', 'cargo test --doc'],
  ['rustdoc', 'cargo doc --no-deps --lib', { RUSTDOCFLAGS: '-D warnings' }],
  ['clippy-wasm', `cargo clippy ${wasm.join(' ')} --lib --bin page -- -D warnings`],
  ['browser', `cargo test ${wasm.join(' ')} --lib --test web`, browser],
  ['page', 'make --no-print-directory dist'],
  ['servers', '.tools/python/bin/python -m unittest discover --start-directory tests/servers --top-level-directory tests/servers'],
  ['formats', 'node --test --test-reporter=spec tests/formats/'],
  ['editors', 'node --test --test-reporter=spec tests/editors/'],
  ['e2e', 'node --test --test-concurrency=1 --test-reporter=spec tests/e2e/'],
];

/** Numbers of passed and failed tests in a runner's output; a step that counts nothing is one test. */
function count(output, ok) {
  const sum = (pattern) => [...output.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);
  let passed = sum(/^test result: .*? (\d+) passed/gm) + sum(/^ *Summary .*?(\d+) passed/gm) + sum(/^ℹ pass (\d+)/gm);
  let failed = sum(/^test result: .*? (\d+) failed/gm) + sum(/^ *Summary .*?(\d+) failed/gm) + sum(/^ℹ fail (\d+)/gm);
  const unittest = output.match(/^Ran (\d+) tests?/m);
  if (unittest) {
    failed += sum(/^FAILED .*?failures=(\d+)/gm) + sum(/^FAILED .*?errors=(\d+)/gm);
    passed += Math.max(0, Number(unittest[1]) - failed);
  }
  if (ok && passed + failed === 0) passed = 1;
  if (!ok && failed === 0) failed = 1;
  return { passed, failed };
}

/** Runs one step, showing its output as it comes. */
function run([name, command, variables = {}]) {
  console.log(`\n\x1b[1m==> ${name}: ${command}\x1b[0m`);
  const started = performance.now();
  const child = spawn('bash', ['-c', `exec ${command}`], {
    env: { ...process.env, ...variables, FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const show = (stream) => (chunk) => { output += chunk; stream.write(chunk); };
  child.stdout.on('data', show(process.stdout));
  child.stderr.on('data', show(process.stderr));
  return new Promise((resolve) => {
    child.on('close', (status) => {
      const ok = status === 0;
      const plain = output.replace(/\x1b\[[0-9;]*m/g, '');
      resolve({ name, ok, seconds: (performance.now() - started) / 1000, ...count(plain, ok) });
    });
  });
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !STEPS.some((step) => step[0] === name));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. There are ${STEPS.map((step) => step[0]).join(', ')}.`);
  process.exit(2);
}
const results = [];
for (const step of STEPS.filter(([name]) => wanted.length === 0 || wanted.includes(name))) results.push(await run(step));

console.log('');
for (const { name, ok, passed, failed, seconds } of results) {
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(12)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s`);
}
const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exit(results.every((result) => result.ok) ? 0 : 1);
