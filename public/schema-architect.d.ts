/**
 * The engine of AI Schema Architect for scripts in its page: `window.schemaArchitect`.
 *
 * Every function takes one object and returns a promise; it rejects with an `Error` whose message says what is wrong. All
 * runs in the page. Nothing is sent anywhere unless a call says `model: true`, and the user has configured a language
 * model in the page and agreed to send to it.
 */
export type Dialect = 'postgresql' | 'mysql' | 'mariadb' | 'oracle' | 'sqlserver' | 'sqlite' | 'heliosdb';

export interface Column {
  name: string;
  type: string;
  nullable: boolean;
  default?: string | null;
}

export interface ForeignKey {
  columns: string[];
  references: { table: string; columns: string[] };
  on_delete?: string;
  on_update?: string;
}

export interface Table {
  name: string;
  columns: Column[];
  primary_key: string[];
  unique: string[][];
  foreign_keys: ForeignKey[];
}

export interface Schema {
  tables: Table[];
}

export interface Statement {
  sql: string;
  reverse?: string | null;
}

export interface Phase {
  name: string;
  statements: Statement[];
}

export interface GenerateOptions {
  /** What the database is to hold, in plain language. */
  description: string;
  dialect?: Dialect;
  normal_form?: '1nf' | '2nf' | '3nf' | 'bcnf';
  naming?: 'snake_case' | 'camelCase' | 'PascalCase';
  /** Ask the language model that the user has configured. */
  model?: boolean;
}

export interface Generated {
  sql: string;
  schema: Schema;
  /** Why each element is as it is, with its source and confidence. */
  decisions: unknown[];
  questions: unknown[];
  assumptions: unknown[];
  diagnostics: string[];
  /** What there is to say about the model's part; only with `model: true`. */
  notes?: string[];
}

export interface EvolveOptions {
  /** The schema as it is, as a script. */
  schema: string;
  /** What should change, in plain language: "add loyalty points to customers". */
  request: string;
  dialect?: Dialect;
  model?: boolean;
  /** Plain statements for a maintenance window instead of forms that let the application go on. */
  offline?: boolean;
}

export interface Evolved {
  sql: string;
  schema: Schema;
  /** What was done, a sentence without its full stop for each step. */
  steps: string[];
  /** The migration that leads there. */
  phases: Phase[];
  irreversible: unknown[];
  /** What could not be done, as sentences. */
  diagnostics: string[];
  notes: string[];
}

export interface MigrateOptions {
  /** The schema as it is and as it should be, as scripts. */
  from: string;
  to: string;
  dialect?: Dialect;
  offline?: boolean;
  /** `old=new` for what was renamed, `old=` for what was not. */
  renames?: string[];
}

export interface Migration {
  phases: Phase[];
  irreversible: unknown[];
  /** The scripts of the migration by their file names. */
  files: Record<string, string>;
  renames: unknown[];
  questions: unknown[];
  diagnostics: string[];
}

export interface OptimizeOptions {
  /** The schema as a script. */
  schema: string;
  /** Queries, one after the other, as SQL. */
  workload: string;
  /** Statistics as the command line takes them with `--stats`. */
  statistics?: string;
  dialect?: Dialect;
  budget_mb?: number;
}

export interface SchemaArchitect {
  generate(options: GenerateOptions): Promise<Generated>;
  /** A change in words: the schema after it, and the migration that leads there. */
  evolve(options: EvolveOptions): Promise<Evolved>;
  /** The way from one schema to another. */
  migrate(options: MigrateOptions): Promise<Migration>;
  /** Advice for a workload: indexes, partitions, copies. */
  optimize(options: OptimizeOptions): Promise<Record<string, unknown>>;
}

declare global {
  interface Window {
    readonly schemaArchitect: SchemaArchitect;
  }
}
