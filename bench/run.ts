// npm run bench [-- SUITE...] [--json FILE] [--rounds N]: measures, in this process, with contenders interleaved.
import { readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { importWithLibrary } from '../tools/import-with-library.ts';
import { root } from '../tools/process.ts';
import { measure } from './harness/measure.ts';
import { rows, table } from './harness/report.ts';
import type { Row } from './harness/report.ts';
import { seeded } from './harness/seeded.ts';
import type { Suite } from './harness/suite.ts';

const folder = join(root, 'bench/suites');
const known = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    rounds: { type: 'string', default: '31' },
    seed: { type: 'string', default: '1' },
  },
});
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No such suite: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(1);
}

const random = seeded(Number(values.seed));
const all: Row[] = [];
console.log(
  `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${values.rounds} rounds`,
);
for (const name of positionals.length > 0 ? positionals : known) {
  const { suite } = await importWithLibrary<{ readonly suite: Suite }>(
    `export { suite } from './bench/suites/${name}.ts';`,
    `bench/${name}`,
  );
  console.log(`\n${suite.name}\n${'='.repeat(suite.name.length)}`);
  for (const subject of suite.cases) {
    const measurements = await measure(subject, {
      rounds: Number(values.rounds),
      sampleTime: 5,
      random,
    });
    console.log(`\n${table(subject, measurements)}`);
    all.push(...rows(suite.name, subject, measurements));
  }
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(all, null, 2)}\n`);
