// npm run conformance [-- FILE...]: runs tables of cases, made by others, against the library's public API.
// A table's `schema` says how to run it. Prints every row that fails, with what was expected and what came.
import { existsSync, globSync } from 'node:fs';
import { importWithLibrary } from './import-with-library.ts';
import { readJson, root } from './process.ts';
import { closingLine } from './test/counts.ts';

interface Row {
  readonly id: string;
  readonly title?: string;
}

interface Table {
  readonly schema: string;
  readonly [rows: string]: unknown;
}

/** How tables of one schema are run. */
interface Runner {
  /** Where the table keeps its rows. */
  readonly rows: string;
  /** A module whose `run` takes a row and returns its mismatches; none when the row passes. */
  readonly module: string;
}

const inCore = './projects/ngx-convoy/core/src/conformance';
const runners: Readonly<Record<string, Runner>> = {
  'breaker-scenarios/1': {
    rows: 'scenarios',
    module: `
      import { ManualClock } from 'ngx-convoy/testing';
      import { runBreakerScenario } from '${inCore}/run-breaker-scenario';
      export const run = (row) => runBreakerScenario(row, new ManualClock(0));`,
  },
};

const counts = { passed: 0, failed: 0, skipped: 0 };
const given = process.argv.slice(2);
const tables = given.length > 0 ? given : globSync(`{conformance,${inCore}}/*.json`, { cwd: root });
for (const file of tables) {
  if (!existsSync(file)) fail(`${file}: no such file.`);
  else await runTable(file, readJson<Table>(file));
}
console.log(closingLine(counts));
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;

async function runTable(file: string, table: Table): Promise<void> {
  const runner = runners[table.schema];
  if (runner === undefined) {
    const text = `${file}: nothing runs ${table.schema}; what can be run: ${Object.keys(runners).join(', ')}.`;
    if (given.length > 0) fail(text);
    else skip(text);
    return;
  }
  const { run } = await importWithLibrary<{ readonly run: (row: Row) => readonly string[] }>(
    runner.module,
    `conformance/${table.schema.replaceAll('/', '-')}`,
  );
  const rows = table[runner.rows] as readonly Row[];
  console.log(`${file}: ${rows.length} rows of ${table.schema}`);
  for (const row of rows) {
    const mismatches = attempt(() => run(row));
    if (mismatches.length === 0) counts.passed += 1;
    else
      fail([`${row.id} ${row.title ?? ''}`, ...mismatches.map((line) => `    ${line}`)].join('\n'));
  }
}

/** A row that throws has failed; the others still run. */
function attempt(run: () => readonly string[]): readonly string[] {
  try {
    return run();
  } catch (error) {
    return [`threw ${String(error)}`];
  }
}

function fail(text: string): void {
  counts.failed += 1;
  console.log(`BAD ${text}`);
}

function skip(text: string): void {
  counts.skipped += 1;
  console.log(`    ${text}`);
}
