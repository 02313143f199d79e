// node bench/harness/node-worker.ts BUNDLE ASSIGNMENT: one process of a benchmark. Its last line is the readings as JSON.
import { pathToFileURL } from 'node:url';
import { getHeapSpaceStatistics } from 'node:v8';
import { carryOut } from './assignment.ts';
import type { Assignment } from './assignment.ts';
import type { Suite } from './suite.ts';

const [bundle = '', assignment = ''] = process.argv.slice(2);
const { suite } = (await import(pathToFileURL(bundle).href)) as { readonly suite: Suite };
const readings = await carryOut(suite, JSON.parse(assignment) as Assignment);
const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
// The young generation is two halves, of which one is empty at a time.
const semiSpace = (young?.space_size ?? 0) / 2;
console.log(
  JSON.stringify(
    Object.fromEntries(
      Object.entries(readings).map(([name, reading]) => [name, { ...reading, semiSpace }]),
    ),
  ),
);
process.exit(0); // whatever timers a contender keeps
