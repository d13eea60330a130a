// Parses statements with the published ANTLR grammars of T-SQL and PL/SQL, which know nothing of this project.
// Reads {"dialect": "oracle" | "sqlserver", "scripts": {name: [statement]}} and writes {name: [error]}.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const { antlr4tsSQL, SQLDialect } = createRequire(import.meta.url)('antlr4ts-sql');
const DIALECTS = { oracle: SQLDialect.PLSQL, sqlserver: SQLDialect.TSQL, mysql: SQLDialect.MYSQL };

/** What the grammar says about one statement: its first errors with their places. */
function errors(dialect, statement) {
  const found = [];
  const listener = { syntaxError: (_r, _s, line, column, message) => found.push(`${line}:${column} ${message.slice(0, 120)}`) };
  const sql = new antlr4tsSQL(DIALECTS[dialect]);
  sql.getParseTree(sql.getParser(sql.getTokens(statement + ';', [listener]), [listener]));
  return found.slice(0, 3);
}

const { dialect, scripts } = JSON.parse(readFileSync(0, 'utf8'));
const report = {};
for (const [name, statements] of Object.entries(scripts)) {
  report[name] = statements.flatMap((statement) => errors(dialect, statement).map((error) => `${error}\nin: ${statement}`));
}
process.stdout.write(JSON.stringify(report));
