// A part of Trunk's hook after the build: puts PGlite beside the page, in a folder that is named by what is in it, with a database
// that is already initialized (half a second to open instead of ten). The page finds the folder by a <meta>.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const dist = process.env.TRUNK_STAGING_DIR ?? 'dist';
const library = dirname(createRequire(join(process.cwd(), 'package.json')).resolve('@electric-sql/pglite'));
const { version } = JSON.parse(readFileSync(join(library, '../package.json'), 'utf8'));
// Making the database takes a while: one for each version is kept beside the library.
const kept = join(library, `../database-${version}.tar.gz`);
if (!existsSync(kept)) {
  const { PGlite } = await import(pathToFileURL(join(library, 'index.js')));
  const db = new PGlite({ initDbStartParams: ['--no-data-checksums', '--wal-segsize=1'] });
  await db.exec('VACUUM FREEZE');
  await db.exec('CHECKPOINT');
  writeFileSync(kept, Buffer.from(await (await db.dumpDataDir('gzip')).arrayBuffer()));
  await db.close();
}
// What proves, and what plans without rows.
const scripts = { 'answering.js': 'postgres/answering.js', 'worker.js': 'postgres/worker.js', 'planner-worker.js': 'planner/worker.js', 'planner.js': 'planner/planner.js' };
const texts = Object.entries(scripts).map(([name, path]) => [name, readFileSync(join('public', path))]);
const parts = readdirSync(library).filter((name) => /^(index|chunk-.*)\.js$|^pglite\.(wasm|data)$|^initdb\.(wasm|js)$|^pg_trgm\.tar\.gz$/.test(name));
const hash = createHash('sha256').update(version).update(readFileSync(kept));
texts.forEach(([, text]) => hash.update(text));
const folder = `postgres-${hash.digest('hex').slice(0, 16)}`;
mkdirSync(join(dist, folder, 'pglite'), { recursive: true });
for (const name of parts) cpSync(join(library, name), join(dist, folder, 'pglite', name));
cpSync(join(library, '../LICENSE'), join(dist, folder, 'pglite/LICENSE'));
mkdirSync(join(dist, folder, 'pglite/contrib'), { recursive: true });
cpSync(join(library, 'contrib/pg_trgm.js'), join(dist, folder, 'pglite/contrib/pg_trgm.js'));
texts.forEach(([name, text]) => writeFileSync(join(dist, folder, name), text));
cpSync(kept, join(dist, folder, 'database.tar.gz'));
const index = join(dist, 'index.html');
const html = readFileSync(index, 'utf8');
const tag = `<meta name="postgres" content="${folder}/">`;
writeFileSync(index, html.replace(/<meta name="postgres"[^>]*>|<meta name="viewport"/, (found) => (found.startsWith('<meta name="postgres"') ? tag : `${tag}\n    ${found}`)));
