// The built library on a server: an application with everything in it is rendered by Node, two pages at the same time.
// Ends with `N passed, N failed`. Needs the library to be built.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { entryPoints } from './library.ts';
import { node, root, run } from './process.ts';
import { closingLine } from './test/counts.ts';

/** What a rendered page says. */
interface Texts {
  readonly answer: string | undefined;
  readonly circuit: string | undefined;
  readonly trace: string | undefined;
}

/** Milliseconds; rendering takes one second, and whatever keeps the process alive after that is a timer that was left. */
const PATIENCE = 20_000;

const asked: string[] = [];
const backend = createServer((request, response) => {
  const path = request.url ?? '/';
  asked.push(path);
  response.writeHead(path.startsWith('/failing') ? 503 : 200, {
    'content-type': 'application/json',
  });
  response.end(JSON.stringify({ text: `hello from ${path}` }));
});
await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
const { port } = backend.address() as AddressInfo;

const host = join(root, 'out/ssr/main.mjs');
await bundle(host);
const { code, output } = await run(node(host, `http://127.0.0.1:${port}`), { timeLimit: PATIENCE });
backend.close();

const pages = parse(output);
const texts = pages.map(textsOf);
const [first, second] = texts;
const checks: readonly (readonly [rule: string, holds: boolean])[] = [
  ['it ends by itself: no timer, poll or channel is left', code === 0],
  [
    'pages have what their services answered',
    texts.length === 2 &&
      texts.every(({ answer }) => answer === 'hello from /instance-1/greetings/1'),
  ],
  [
    'a circuit that opens is open in its own page only',
    texts.length === 2 && texts.every(({ circuit }) => circuit === 'open'),
  ],
  [
    'every page has a trace of its own',
    first !== undefined && first.trace?.length === 32 && first.trace !== second?.trace,
  ],
  ['nobody is asked how they are', !asked.some((path) => path.includes('health'))],
  [
    'services are asked once a page',
    asked.filter((path) => path.includes('greetings/1')).length === 2,
  ],
];
for (const [rule, holds] of checks) console.log(`${holds ? 'ok ' : 'BAD'} ${rule}`);
const failed = checks.filter(([, holds]) => !holds).length;
if (failed > 0) console.log(`\n${output}\nasked: ${asked.join(', ')}`);
console.log(closingLine({ passed: checks.length - failed, failed, skipped: 0 }));
process.exitCode = failed === 0 ? 0 : 1;

/** As Angular's server builder does: the packages stay outside, and `ngServerMode` is on. */
async function bundle(file: string): Promise<void> {
  mkdirSync(join(root, 'out/ssr'), { recursive: true });
  const rooms = entryPoints();
  await build({
    entryPoints: [join(root, 'tools/ssr/host/main.ts')],
    outfile: file,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    tsconfigRaw: {
      compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false },
    },
    define: { ngServerMode: 'true' },
    plugins: [
      {
        name: 'rooms',
        setup: (bundler) => {
          bundler.onResolve({ filter: /^ngx-convoy(\/|$)/ }, ({ path }) => {
            const room = rooms.find(({ name }) => name === path);
            return room && { path: room.code };
          });
        },
      },
    ],
    logLevel: 'error',
  });
}

function parse(text: string): readonly string[] {
  const line = text.split('\n').find((each) => each.startsWith('["'));
  return line === undefined ? [] : (JSON.parse(line) as string[]);
}

function textsOf(page: string): Texts {
  const text = (id: string): string | undefined =>
    new RegExp(`<p[^>]* id="${id}"[^>]*>([^<]*)<`).exec(page)?.[1];
  return { answer: text('answer'), circuit: text('circuit'), trace: text('trace') };
}
