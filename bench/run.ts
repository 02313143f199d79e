// npm run bench [-- SUITE...] [--only TEXT] [--rounds N] [--processes N] [--seed N] [--json FILE] [--write] [--smoke]
// Measures in Node and in Chromium, in processes of their own, with contenders interleaved and each alone.
// --only measures the cases that have TEXT in their name.
// --write makes docs/benchmarks.md of it, or of the rows in a file that --json wrote: --write --from FILE.
// --smoke only finds out whether everything runs, and ends with `N passed, N failed`.
import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { importWithLibrary } from '../tools/import-with-library.ts';
import { readJson, root, stopAllOnSignal } from '../tools/process.ts';
import { closingLine } from '../tools/test/counts.ts';
import { benchmarkPage } from './harness/benchmark-page.ts';
import { environmentOfThisRun } from './harness/environment.ts';
import { Laboratory } from './harness/laboratory.ts';
import { targetLines, table } from './harness/report.ts';
import type { ReportedRow } from './harness/report.ts';
import { placesOf } from './harness/suite.ts';
import type { Suite } from './harness/suite.ts';

const known = readdirSync(join(root, 'bench/suites'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '21' },
    processes: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    json: { type: 'string' },
    from: { type: 'string' },
    write: { type: 'boolean', default: false },
    smoke: { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No such suite: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(1);
}
stopAllOnSignal(130);
const chosen = positionals.length > 0 ? positionals : known;
if (values.smoke) await smoke();
else await report();

async function report(): Promise<void> {
  const rows =
    values.from === undefined ? await measured() : readJson<readonly ReportedRow[]>(values.from);
  console.log(`\n${targetLines(rows)}`);
  if (values.json !== undefined) write(values.json, JSON.stringify(rows, null, 2));
  if (values.write) write(join(root, 'docs/benchmarks.md'), benchmarkPage(rows).trimEnd());
}

async function measured(): Promise<readonly ReportedRow[]> {
  const environment = environmentOfThisRun();
  const { node, browser, processor, cores } = environment;
  console.log(`Node ${node}, ${browser}, ${processor}, ${cores} cores`);
  const laboratory = new Laboratory({
    rounds: Number(values.rounds),
    processes: Number(values.processes),
    sampleTime: 5,
    seed: Number(values.seed),
    effort: 1,
  });
  const all: ReportedRow[] = [];
  for (const suite of await suites()) {
    console.log(`\n${suite.name}\n${'='.repeat(suite.name.length)}`);
    for (const subject of suite.cases) {
      for (const place of placesOf(subject)) {
        try {
          const start = Date.now();
          const rows = await laboratory.measure(suite, subject, place);
          console.log(`\n${table(rows)}\n  took ${((Date.now() - start) / 1_000).toFixed(1)} s`);
          all.push(...rows.map((row) => ({ ...row, environment })));
        } catch (error) {
          // The others are still worth their minutes.
          console.log(`\nBAD ${subject.name} (${place}): ${String(error)}`);
          process.exitCode = 1;
        }
      }
    }
  }
  return all;
}

async function smoke(): Promise<void> {
  const laboratory = new Laboratory({
    rounds: 1,
    processes: 1,
    sampleTime: 0.05,
    seed: Number(values.seed),
    effort: 0.0005,
  });
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const suite of await suites()) {
    for (const { name, complaint } of await laboratory.try(suite)) {
      if (complaint === undefined) counts.passed += 1;
      else counts.failed += 1;
      if (complaint !== undefined) console.log(`BAD ${suite.name}: ${name}: ${complaint}`);
    }
  }
  console.log(closingLine(counts));
  process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}

function suites(): Promise<readonly Suite[]> {
  return Promise.all(
    chosen.map(async (name) => {
      const { suite } = await importWithLibrary<{ readonly suite: Suite }>(
        `export { suite } from './bench/suites/${name}.ts';`,
        `bench/${name}`,
      );
      return { ...suite, cases: suite.cases.filter((one) => one.name.includes(values.only)) };
    }),
  );
}

function write(path: string, text: string): void {
  writeFileSync(path, `${text}\n`);
  console.log(`Wrote ${path}.`);
}
