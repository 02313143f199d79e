// npm run size: what the built library costs an application, per room and per import, against its budget.
// The numbers are bytes after minifying, with peers left out, since the application has those anyway.
import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import { entryPoints, libraryFolder, libraryManifest } from './library.ts';
import { readJson, root } from './process.ts';

interface Budgets {
  /** Most bytes (brotli) of everything in a room, without the rooms below it. */
  readonly rooms: Readonly<Record<string, number>>;
  /** Most bytes (brotli) of what one import drags along, from all rooms: proves that the tree can be shaken. */
  readonly imports: readonly {
    readonly code: string;
    readonly brotli: number;
    /** Beside it in gzip, where others publish that. */
    readonly gzip?: number;
  }[];
}

interface Size {
  readonly minified: number;
  readonly gzip: number;
  readonly brotli: number;
}

const budgets = readJson<Budgets>(join(root, 'tools/size-budgets.json'));
const rooms = entryPoints();
const { peerDependencies, dependencies } = libraryManifest();
const peers = Object.keys({ ...peerDependencies, ...dependencies });
let broken = 0;

console.log(row('', 'minified', 'gzip', 'brotli', 'budget'));
for (const { name } of rooms) {
  report(name, await measure(`export * from '${name}';`, [name]), budgets.rooms[name]);
}
for (const { code, brotli, gzip } of budgets.imports) {
  const size = await measure(
    code,
    rooms.map((room) => room.name),
  );
  report(code, size, brotli);
  if (gzip !== undefined && size.gzip > gzip) {
    broken += 1;
    console.log(`  ${size.gzip} bytes in gzip, and ${gzip} are its budget  TOO MUCH`);
  }
}
for (const name of Object.keys(budgets.rooms)) {
  if (rooms.some((room) => room.name === name)) continue;
  broken += 1;
  console.log(`${name} has a budget, but is not in the library.`);
}
if (broken > 0)
  console.log('\nMake it smaller, or raise tools/size-budgets.json and say why in the commit.');
process.exitCode = broken === 0 ? 0 : 1;

/**
 * Bundles as the Angular CLI does for production: `ngDevMode` off, the tree shaken.
 *
 * @param included the rooms whose code counts
 */
async function measure(code: string, included: readonly string[]): Promise<Size> {
  const result = await build({
    stdin: { contents: code, resolveDir: libraryFolder },
    external: peers.flatMap((name) => [name, `${name}/*`]),
    plugins: [{ name: 'rooms', setup: resolveRooms(included) }],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    define: { ngDevMode: 'false', ngJitMode: 'false', ngServerMode: 'false' },
    logLevel: 'error',
  });
  const bytes = result.outputFiles[0]?.contents ?? new Uint8Array();
  return {
    minified: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length,
  };
}

function resolveRooms(included: readonly string[]): Plugin['setup'] {
  return (bundler) => {
    bundler.onResolve({ filter: /^ngx-convoy(\/|$)/ }, ({ path }) => {
      const room = rooms.find(({ name }) => name === path && included.includes(name));
      return room === undefined
        ? { path, external: true }
        : { path: room.code, sideEffects: false };
    });
    bundler.onLoad({ filter: /fesm2022/ }, async ({ path }) => ({
      contents: markPure(await readFile(path, 'utf8')),
    }));
  };
}

/**
 * What the CLI's optimiser does to a package without side effects: calls at the top of a module, Angular's declarations of
 * classes among them, may go when nobody uses what they make. Left to itself esbuild would keep every component.
 */
function markPure(code: string): string {
  return code
    .replaceAll(/^\tstatic \{\n\t\tthis\.(ɵ\w+ = [^]*?;)\n\t\}/gm, '\tstatic $1')
    .replaceAll(/\bi0\.ɵɵFactoryTarget\.\w+/g, '0')
    .replaceAll(/(?<!\*\/ )\bi0\.ɵɵngDeclare\w+\(/g, '/* @__PURE__ */ $&')
    .replaceAll(/^(const \w+ = )([A-Za-z_$][\w.$]*\()/gm, '$1/* @__PURE__ */ $2');
}

function report(title: string, size: Size, budget: number | undefined): void {
  const isOver = budget === undefined || size.brotli > budget;
  if (isOver) broken += 1;
  const cells = [size.minified, size.gzip, size.brotli, budget ?? 'none'].map(String);
  console.log(row(title, ...cells) + (isOver ? '  TOO MUCH' : ''));
}

function row(title: string, ...cells: readonly string[]): string {
  return title.padEnd(56) + cells.map((cell) => cell.padStart(10)).join('');
}
