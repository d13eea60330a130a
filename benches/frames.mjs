// How smooth the diagram is: time between frames while tables are dragged, panned and zoomed by real pointer events, in
// headless Chromium. Needs dist/ (make dist) and what make test installs.
//   node benches/frames.mjs [TABLES]...        by default 100 and 1000 tables, 8 to 30 columns each
import { open, start } from '../tests/e2e/workbench.mjs';

const SECONDS = 3;
const sizes = process.argv.slice(2).map(Number);

/** A script of tables that refer to earlier ones, most of them to a few that many refer to, as real schemas do. */
function script(tables) {
  let seed = 7;
  const random = (below) => { seed = (seed * 48271) % 2147483647; return seed % below; };
  const statements = [];
  for (let at = 0; at < tables; at += 1) {
    const lines = ['id bigint PRIMARY KEY'];
    const parents = new Set();
    for (let count = random(3) + (at > 0 ? 1 : 0); count > 0 && at > 0; count -= 1) {
      parents.add(random(3) === 0 ? random(Math.min(at, 12)) : Math.max(0, at - 1 - random(20)));
    }
    for (const parent of parents) lines.push(`t${parent}_id bigint NOT NULL REFERENCES table_${parent} (id)`);
    for (let column = lines.length; column < 8 + random(23); column += 1) lines.push(`column_${column} varchar(${20 + column})`);
    statements.push(`CREATE TABLE table_${at} (\n  ${lines.join(',\n  ')}\n);`);
  }
  return statements.join('\n');
}

async function load(workbench, tables) {
  const begin = performance.now();
  const data = await workbench.page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'large.sql'));
    return transfer;
  }, script(tables));
  await workbench.page.dispatchEvent('main.canvas', 'drop', { dataTransfer: data });
  await workbench.page.locator('main.canvas [data-table]').first().waitFor({ timeout: 300000 });
  await workbench.settled();
  return performance.now() - begin;
}

/** Runs `step` about 60 times a second and gives the times between frames, in milliseconds. */
async function frames(workbench, step) {
  await workbench.page.evaluate(() => {
    window.frames60 = [];
    let last = performance.now();
    const tick = (now) => {
      window.frames60.push(now - last);
      last = now;
      window.ticking = requestAnimationFrame(tick);
    };
    window.ticking = requestAnimationFrame(tick);
  });
  const end = performance.now() + SECONDS * 1000;
  for (let count = 0; performance.now() < end; count += 1) {
    const due = performance.now() + 1000 / 60;
    await step(count);
    const rest = due - performance.now();
    if (rest > 0) await new Promise((done) => setTimeout(done, rest));
  }
  const times = await workbench.page.evaluate(() => { cancelAnimationFrame(window.ticking); return window.frames60.slice(2); });
  return times.sort((a, b) => a - b);
}

const report = (tables, what, times) => {
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
  console.log(`| ${tables} | ${what} | ${at(0.5)} | ${at(0.95)} | ${at(1)} |`);
};

const wave = (count, reach) => [reach * Math.sin(count / 9), reach * Math.cos(count / 7)];

/** Presses on the first table that is in the middle of the canvas and moves it about. */
async function drag(workbench) {
  const { mouse } = workbench.page;
  const canvas = await workbench.page.locator('main.canvas').boundingBox();
  const boxes = await workbench.page.locator('main.canvas [data-table]').evaluateAll((found) => found.map((table) => {
    const { x, y, width, height } = table.getBoundingClientRect();
    return { x, y, width, height };
  }));
  const shown = boxes.find((box) => box.x > canvas.x + 60 && box.y > canvas.y + 60 && box.x + box.width < canvas.x + canvas.width - 60
    && box.y < canvas.y + canvas.height - 160) ?? boxes[0];
  const [x, y] = [shown.x + shown.width / 2, shown.y + Math.min(8, shown.height / 3)];
  await mouse.move(x, y);
  await mouse.down();
  const times = await frames(workbench, (count) => { const [dx, dy] = wave(count, 60); return mouse.move(x + dx, y + dy); });
  await mouse.up();
  await workbench.settled();
  return times;
}

const site = await start();
console.log('| tables | what is done | median ms | 95th percentile ms | longest ms |');
console.log('| --- | --- | --- | --- | --- |');
for (const tables of sizes.length > 0 ? sizes : [100, 1000]) {
  const workbench = await open(site, { viewport: { width: 1920, height: 1080 } });
  const took = await load(workbench, tables);
  const canvas = await workbench.page.locator('main.canvas').boundingBox();
  const middle = [canvas.x + canvas.width / 2, canvas.y + canvas.height / 2];
  await workbench.screenshot(`frames-${tables}`);
  report(tables, 'nothing', await frames(workbench, async () => {}));
  await workbench.page.mouse.move(...middle);
  report(tables, 'pan, all in view', await frames(workbench, (count) => workbench.page.mouse.wheel(...wave(count, 30))));
  report(tables, 'drag one, all in view', await drag(workbench));
  await workbench.page.keyboard.down('Control');
  await workbench.page.mouse.move(...middle);
  report(tables, 'zoom in and out', await frames(workbench, (count) => workbench.page.mouse.wheel(0, count % 80 < 40 ? -12 : 12)));
  await workbench.page.keyboard.up('Control');
  await workbench.command('Show in full size');
  report(tables, 'pan, full size', await frames(workbench, (count) => workbench.page.mouse.wheel(...wave(count, 60))));
  report(tables, 'drag one, full size', await drag(workbench));
  await workbench.command('Show the whole diagram');
  await workbench.command('Select all tables');
  report(tables, `drag all ${tables}`, await drag(workbench));
  console.error(`${tables} tables: from the drop of the file to the diagram ${(took / 1000).toFixed(1)} s`);
  await workbench.close();
}
await site.close();
