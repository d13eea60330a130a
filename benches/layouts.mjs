// Our layout and routes beside those of dagre and ELK, for the same tables and relationships: what a reader stumbles
// over, the room that the drawing takes, and the time. All three are judged by the same code.
//   node benches/layouts.mjs [FILE.sql]...   (runs `cargo bench --bench drawings` for our part)
// The descriptions of tests/corpus and made schemas are always drawn, scripts beside them. Each tool has LIMIT seconds for
// a drawing; sums are over the schemas that all three have drawn.
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

const GAPS = { x: 90, y: 60 };
const LIMIT = Number(process.env.LIMIT ?? 60);
const TOOLS = { ours, dagre: withDagre, ELK: withElk };

if (!isMainThread) {
  const { tool, graph } = workerData;
  const drawing = await TOOLS[tool](graph);
  parentPort.postMessage(judge(drawing));
} else {
  await compare();
}

function box({ id, width, height }, x, y) { return { id, x, y, width, height }; }

function ours(graph) {
  const boxes = graph.tables.map((table) => box(table, table.x, table.y));
  return { boxes, edges: graph.edges, ms: graph.layout_ms + graph.route_ms };
}

async function withDagre(graph) {
  const { default: dagre } = await import('@dagrejs/dagre');
  const begin = performance.now();
  const drawing = new dagre.graphlib.Graph({ multigraph: true });
  drawing.setGraph({ rankdir: 'LR', ranksep: GAPS.x, nodesep: GAPS.y });
  drawing.setDefaultEdgeLabel(() => ({}));
  for (const table of graph.tables) drawing.setNode(String(table.id), { width: table.width, height: table.height });
  graph.edges.forEach((edge, at) => drawing.setEdge(String(edge.parent), String(edge.child), {}, String(at)));
  dagre.layout(drawing);
  const ms = performance.now() - begin;
  const boxes = graph.tables.map((table) => {
    const node = drawing.node(String(table.id));
    return box(table, node.x - table.width / 2, node.y - table.height / 2);
  });
  const edges = graph.edges.map((edge, at) => ({
    child: edge.child, parent: edge.parent,
    points: drawing.edge(String(edge.parent), String(edge.child), String(at)).points.map((point) => [point.x, point.y]),
  }));
  return { boxes, edges, ms };
}

async function withElk(graph) {
  const { default: ELK } = await import('elkjs');
  const elk = new ELK();
  const input = {
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered', 'elk.direction': 'RIGHT', 'elk.edgeRouting': 'ORTHOGONAL',
      'elk.layered.spacing.nodeNodeBetweenLayers': String(GAPS.x), 'elk.spacing.nodeNode': String(GAPS.y),
      'elk.spacing.componentComponent': String(GAPS.y),
    },
    children: graph.tables.map(({ id, width, height }) => ({ id: String(id), width, height })),
    edges: graph.edges.map((edge, at) => ({ id: `e${at}`, sources: [String(edge.parent)], targets: [String(edge.child)] })),
  };
  const begin = performance.now();
  const drawn = await elk.layout(input);
  const ms = performance.now() - begin;
  const boxes = drawn.children.map((node) => ({ ...node, id: Number(node.id) }));
  const edges = drawn.edges.map((edge, at) => ({
    child: graph.edges[at].child, parent: graph.edges[at].parent,
    points: (edge.sections ?? []).flatMap((part) => [part.startPoint, ...(part.bendPoints ?? []), part.endPoint]).map((point) => [point.x, point.y]),
  }));
  return { boxes, edges, ms };
}

function pairs(points) { return points.slice(1).map((point, at) => [points[at], point]); }
function turn([ax, ay], [bx, by], [cx, cy]) { return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax); }

/** Whether two stretches cross inside both of them. */
function cross([a, b], [c, d]) { return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0; }

/** Whether a stretch runs through the inside of a box (Liang and Barsky's clipping). */
function runsThrough([[x1, y1], [x2, y2]], { x, y, width, height }) {
  let [from, to] = [0, 1];
  const sides = [[x1 - x2, x1 - (x + 1)], [x2 - x1, x + width - 1 - x1], [y1 - y2, y1 - (y + 1)], [y2 - y1, y + height - 1 - y1]];
  for (const [step, room] of sides) {
    if (step === 0 && room <= 0) return false;
    if (step < 0) from = Math.max(from, room / step);
    if (step > 0) to = Math.min(to, room / step);
  }
  return from < to;
}

function judge({ boxes, edges, ms }) {
  let [crossings, through] = [0, 0];
  const lines = edges.map((edge) => pairs(edge.points));
  for (const [at, line] of lines.entries()) {
    for (const other of lines.slice(at + 1)) for (const a of line) for (const b of other) if (cross(a, b)) crossings += 1;
    const { child, parent } = edges[at];
    for (const table of boxes) {
      if (table.id !== child && table.id !== parent && line.some((stretch) => runsThrough(stretch, table))) through += 1;
    }
  }
  const extent = (low, high) => Math.max(...boxes.map(high)) - Math.min(...boxes.map(low));
  const area = extent((b) => b.x, (b) => b.x + b.width) * extent((b) => b.y, (b) => b.y + b.height);
  return { crossings, through, area: area / 1e6, ms };
}

/** What a tool's drawing is like; nothing if it takes longer than the limit, or fails. */
function drawn(tool, graph) {
  return new Promise((done) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { tool, graph }, resourceLimits: { maxOldGenerationSizeMb: 2048 } });
    const end = (found) => { clearTimeout(timer); worker.terminate(); done(found); };
    const timer = setTimeout(end, LIMIT * 1000);
    worker.on('message', end);
    worker.on('error', (error) => { console.error(`${tool}, ${graph.name}: ${error.message}`); end(); });
  });
}

async function compare() {
  const scripts = process.argv.slice(2).map((file) => resolve(file));
  const command = ['bench', '--quiet', '--bench', 'drawings', '--', ...scripts];
  const output = execFileSync('cargo', command, { encoding: 'utf8', maxBuffer: 1 << 28 });
  const graphs = output.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  console.log('| schema | tables, edges | tool | crossings | edges through tables | Mpx | ms |');
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  const line = (name, size, tool, found) => console.log(
    `| ${name} | ${size} | ${tool} | ${found.crossings} | ${found.through} | ${found.area.toFixed(2)} | ${found.ms.toFixed(0)} |`);
  const sums = {};
  for (const graph of graphs) {
    const size = `${graph.tables.length}, ${graph.edges.length}`;
    const all = [];
    for (const tool of Object.keys(TOOLS)) {
      const found = await drawn(tool, graph);
      all.push([tool, found]);
      if (found) line(graph.name, size, tool, found);
      else console.log(`| ${graph.name} | ${size} | ${tool} | | | | over ${LIMIT} s |`);
    }
    if (all.some(([, found]) => !found)) continue;
    for (const [tool, found] of all) {
      const sum = (sums[tool] ??= { crossings: 0, through: 0, area: 0, ms: 0 });
      for (const key of Object.keys(sum)) sum[key] += found[key];
    }
  }
  for (const [tool, sum] of Object.entries(sums)) line('all that all have drawn', '', tool, sum);
}
