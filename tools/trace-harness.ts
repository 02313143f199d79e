// npm run trace-harness -- FOLDER [--python python3]: the W3C's own harness for Trace Context against the library.
// FOLDER is a checkout of https://github.com/w3c/trace-context, which is no part of this repository; Python needs `aiohttp`.
// Ends with `N passed, N failed`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleWithLibrary } from './import-with-library.ts';
import { environment, node, run, start, stop, stopAllOnSignal } from './process.ts';
import { freePorts } from './start/port.ts';
import { harnessCounts } from './trace-harness/harness-counts.ts';
import { closingLine } from './test/counts.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { python: { type: 'string', default: 'python3' } },
});
const folder = join(positionals[0] ?? '.', 'test');
if (!existsSync(join(folder, 'test.py'))) {
  console.error('Name the folder of a checkout: git clone https://github.com/w3c/trace-context');
  process.exit(1);
}
stopAllOnSignal(130);
const harnessPort = await freePorts(1);
const host = await bundleWithLibrary(
  "import './tools/trace-harness/host/main';",
  'trace-harness.mjs',
  {
    define: { ngDevMode: 'false', ngServerMode: 'true' },
    ignoreAnnotations: true,
  },
);

const said: string[] = [];
const { promise: listening, resolve } = Promise.withResolvers<string>();
const service = start(node(host, `http://127.0.0.1:${harnessPort}`), {
  onLine: (line) => {
    said.push(line);
    const port = /^listening on (\d+)$/.exec(line)?.[1];
    if (port !== undefined) resolve(port);
  },
});
service.once('close', () => {
  resolve('');
});
const port = await listening;
const { output } = await run([values.python, 'test.py', `http://127.0.0.1:${port}/test`], {
  cwd: folder,
  env: environment({ HARNESS_PORT: `${harnessPort}`, SPEC_LEVEL: '2', STRICT_LEVEL: '2' }),
});
await stop(service);
console.log(output);
const counts = harnessCounts(output);
if (counts === undefined) {
  console.log(['The harness did not come to an end. The service said:', ...said].join('\n'));
}
console.log(closingLine(counts ?? { passed: 0, failed: 1, skipped: 0 }));
process.exitCode = counts?.failed === 0 ? 0 : 1;
