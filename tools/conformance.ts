// npm run conformance [-- FILE...] [--peers] [--write]: runs tables of cases, made by others, against the library's public
// API. A table's `schema` says how to run it. Prints every row that fails, with what was expected and what came.
// Without FILE: the tables in the folder CONFORMANCE_DIR, some of others among them, or else our own.
// --peers runs breaker scenarios against cockatiel, opossum and mollitia too; --write makes docs/conformance.md of that,
// or, with CONFORMANCE_DIR, its part about tables of others.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { BreakerRow } from './conformance/breaker-row.ts';
import { comparisonPage, totals } from './conformance/comparison-page.ts';
import { compare } from './conformance/comparison.ts';
import {
  findForeignSection,
  foreignSection,
  withForeignSection,
} from './conformance/foreign-section.ts';
import type { ForeignResult } from './conformance/foreign-section.ts';
import { foreignFiles } from './conformance/foreign-tables.ts';
import { findTables } from './conformance/find-tables.ts';
import { UnknownTable, loadRunner, readTable } from './conformance/runner.ts';
import type { Table } from './conformance/runner.ts';
import { root } from './process.ts';
import { closingLine } from './test/counts.ts';

const { values, positionals: given } = parseArgs({
  allowPositionals: true,
  options: {
    peers: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const counts = { passed: 0, failed: 0, skipped: 0 };
const compared: { readonly file: string; readonly rows: readonly BreakerRow[] }[] = [];
const foreign: ForeignResult[] = [];
const page = join(root, 'docs/conformance.md');

const folder = process.env['CONFORMANCE_DIR'];
if (values.write && given.length > 0) {
  console.error('The page is about whole folders: --write takes no single files.');
  process.exit(1);
}
const files = findTables({
  given,
  folder,
  startedIn: process.env['INIT_CWD'] ?? process.cwd(),
});
for (const file of files) {
  const table = read(file);
  if (table !== undefined) await runTable(relative(root, file), table);
}
if (folder === undefined && given.length === 0) {
  console.log(
    `CONFORMANCE_DIR is not set: tables of others are not run (${foreignFiles.join(', ')}).`,
  );
}
if (folder !== undefined && values.write) writeForeign();
else if (values.peers || values.write) await runPeers();
console.log(closingLine(counts));
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;

function read(file: string): Table | undefined {
  try {
    return readTable(file);
  } catch (error) {
    if (!(error instanceof UnknownTable)) throw error;
    const text = `${relative(root, file)}: ${error.message}`;
    if (error.isForeign && given.length === 0) skip(text);
    else fail(text);
    return undefined;
  }
}

async function runTable(file: string, { schema, rows, left }: Table): Promise<void> {
  const before = { ...counts };
  const run = await loadRunner(schema);
  console.log(`${file}: ${rows.length} rows of ${schema}`);
  for (const row of rows) {
    const mismatches = run(row);
    if (mismatches.length === 0) counts.passed += 1;
    else
      fail([`${row.id} ${row.title ?? ''}`, ...mismatches.map((line) => `    ${line}`)].join('\n'));
  }
  if (schema === 'breaker-scenarios/1') compared.push({ file, rows });
  if (left === undefined) return;
  for (const part of left) skip(`${part.rows} rows are left out: ${part.why}`, part.rows);
  foreign.push({
    file: basename(file),
    passed: counts.passed - before.passed,
    failed: counts.failed - before.failed,
    left,
  });
}

function writeForeign(): void {
  writeFileSync(page, withForeignSection(readFileSync(page, 'utf8'), foreignSection(foreign)));
  console.log('Wrote the tables of others into docs/conformance.md.');
}

async function runPeers(): Promise<void> {
  const run = await loadRunner('breaker-scenarios/1');
  const comparison = await compare(
    compared.flatMap(({ rows }) => rows),
    run,
  );
  console.log(`\n${totals(comparison)}\n`);
  for (const { name, verdicts } of comparison.contestants.slice(1)) {
    for (const [id, verdict] of verdicts) {
      if (verdict.kind === 'failed') console.log(`${name} fails ${id}: ${verdict.mismatch}`);
    }
  }
  if (!values.write) return;
  const known = findForeignSection(readFileSync(page, 'utf8'));
  const text = comparisonPage(
    comparison,
    compared.map(({ file }) => file),
  );
  writeFileSync(page, known === undefined ? text : withForeignSection(text, known));
  console.log('Wrote docs/conformance.md.');
}

function fail(text: string): void {
  counts.failed += 1;
  console.log(`BAD ${text}`);
}

function skip(text: string, rows = 1): void {
  counts.skipped += rows;
  console.log(`    ${text}`);
}
