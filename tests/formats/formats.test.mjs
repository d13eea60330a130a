// What is exported for another tool is read by that tool: Prisma's validator, TypeScript with Drizzle's and TypeORM's
// types, DBML's and Mermaid's parsers, Graphviz, a validator of JSON Schema, SQLAlchemy's and Django's own checks.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const program = join(root, 'target/debug/schema-architect');
const python = join(root, '.tools/python/bin/python');
const require = createRequire(import.meta.url);
const DIALECTS = ['postgresql', 'mysql', 'mariadb', 'sqlite', 'sqlserver', 'oracle', 'heliosdb'];

let folder;
const projects = {};

before(() => {
  execFileSync('cargo', ['build', '--quiet', '--bin', 'schema-architect'], { cwd: root, stdio: 'inherit' });
  folder = mkdtempSync(join(tmpdir(), 'formats-'));
  symlinkSync(join(here, 'node_modules'), join(folder, 'node_modules'));
  const save = (name, args) => {
    projects[name] = join(folder, `${name}.json`);
    writeFileSync(projects[name], execFileSync(program, args, { cwd: root }));
  };
  save('keys', ['convert', join(here, 'schema.sql'), '--from', 'postgresql', '--format', 'project']);
  for (const text of ['ecommerce', 'school', 'ticketing']) save(text, ['generate', `tests/corpus/${text}.txt`, '--format', 'project']);
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** A project in a format, for a dialect. */
function exported(name, format, dialect = 'postgresql') {
  return execFileSync(program, ['convert', projects[name], '--to', dialect, '--format', format], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

function run(command, args) {
  const result = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  assert.equal(result.status, 0, `${command} ${args.join(' ')}\n${result.stdout}${result.stderr}`);
}

test('Prisma validates its schema', () => {
  const { lint } = require('@prisma/prisma-schema-wasm');
  for (const name of Object.keys(projects)) {
    for (const dialect of DIALECTS) {
      const schema = exported(name, 'prisma', dialect);
      const errors = JSON.parse(lint(JSON.stringify([['schema.prisma', schema]]))).filter((finding) => !finding.is_warning);
      assert.deepEqual(errors, [], `${name} for ${dialect}\n${schema}`);
    }
  }
});

test('TypeScript takes the tables of Drizzle and the entities of TypeORM', () => {
  for (const name of Object.keys(projects)) {
    for (const format of ['drizzle', 'typeorm']) {
      for (const dialect of DIALECTS) writeFileSync(join(folder, `${name}.${format}.${dialect}.ts`), exported(name, format, dialect));
    }
  }
  const options = { strict: true, target: 'es2022', module: 'nodenext', moduleResolution: 'nodenext', experimentalDecorators: true, noEmit: true, skipLibCheck: true, types: ['node'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['*.ts'] }));
  run('node_modules/.bin/tsc', ['-p', '.']);
});

test('DBML is parsed', () => {
  const { Parser } = require('@dbml/core');
  for (const name of Object.keys(projects)) {
    const tables = new Parser().parse(exported(name, 'dbml'), 'dbmlv2').schemas.flatMap((schema) => schema.tables);
    assert.equal(tables.length, JSON.parse(readFileSync(projects[name])).project.schema.tables.length, name);
  }
});

/** The tables of a project, as it is saved. */
const tables = (name) => JSON.parse(readFileSync(projects[name])).project.schema.tables;

test('Mermaid parses its diagram', async () => {
  const { default: mermaid } = await import('mermaid');
  for (const name of Object.keys(projects)) {
    assert.equal((await mermaid.parse(exported(name, 'mermaid'))).diagramType, 'er', name);
  }
});

test('Graphviz draws every table', async () => {
  const { instance } = await import('@viz-js/viz');
  const graphviz = await instance();
  for (const name of Object.keys(projects)) {
    const drawn = graphviz.render(exported(name, 'dot'), { format: 'svg' });
    assert.deepEqual([drawn.status, drawn.errors], ['success', []], name);
    assert.equal(drawn.output.match(/class="node"/g).length, tables(name).length, name);
  }
});

test('JSON Schema compiles for every table, and tells rows apart', () => {
  const { default: Ajv } = require('ajv/dist/2020');
  for (const name of Object.keys(projects)) {
    const schema = JSON.parse(exported(name, 'json-schema'));
    const ajv = new Ajv({ strict: true, strictTypes: false, validateFormats: false });
    ajv.addSchema(schema, name);
    assert.equal(Object.keys(schema.$defs).length, tables(name).length, name);
    for (const table of Object.keys(schema.$defs)) {
      const validate = ajv.compile({ $ref: `${name}#/$defs/${encodeURIComponent(table)}` });
      assert.equal(validate({ 'no such column': 1 }), false, `${name}.${table}`);
    }
  }
});

test('SQLAlchemy maps its classes', () => {
  for (const name of Object.keys(projects)) {
    writeFileSync(join(folder, `${name}_sqlalchemy.py`), exported(name, 'sqlalchemy'));
    run(python, ['-W', 'error', '-c', [
      `import sqlalchemy as sa, ${name}_sqlalchemy as models`,
      'sa.orm.configure_mappers()',
      'from sqlalchemy.dialects import postgresql',
      'for table in models.Base.metadata.tables.values():',
      '    str(sa.schema.CreateTable(table).compile(dialect=postgresql.dialect()))',
    ].join('\n')]);
  }
});

test('Django checks its models', () => {
  const check = [
    'import sys, django',
    'from django.conf import settings',
    'settings.configure(INSTALLED_APPS=[sys.argv[1]], DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})',
    'django.setup()',
    'from django.core import checks',
    'from django.apps import apps',
    'models = apps.get_app_config(sys.argv[1]).get_models()',
    // A table without a key is told of in a comment; Django cannot map it, and says so as a warning.
    'errors = [error for model in models for error in model.check() if error.is_serious(checks.ERROR)]',
    'assert not errors, errors',
  ].join('\n');
  for (const name of Object.keys(projects)) {
    const app = join(folder, `${name}_app`);
    mkdirSync(app);
    writeFileSync(join(app, '__init__.py'), '');
    writeFileSync(join(app, 'models.py'), exported(name, 'django'));
    run(python, ['-c', check, `${name}_app`]);
  }
});
