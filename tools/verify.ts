// npm run verify: the library as its users get it. Builds and packs it, checks the package, installs it into an
// application made by `ng new`, and has that application answer a request in a real browser.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { libraryFolder } from './library.ts';
import { environment, node, readJson, root, run, stopAllOnSignal, tool } from './process.ts';
import type { Command } from './process.ts';
import { closingLine } from './test/counts.ts';
import { askInBrowser } from './verify/ask-in-browser.ts';
import { FreshApp } from './verify/fresh-app.ts';
import { pageWeight } from './verify/page-weight.ts';
import type { PageWeight } from './verify/page-weight.ts';
import { typeProblems } from './verify/type-problems.ts';

stopAllOnSignal(130);
const scratch = mkdtempSync(join(tmpdir(), 'ngx-convoy-verify-'));
let passed = 0;
let failed = 0;
try {
  await verify();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(closingLine({ passed, failed, skipped: 0 }));
process.exitCode = failed === 0 ? 0 : 1;

async function verify(): Promise<void> {
  const app = new FreshApp(scratch);
  if (!(await command('build the library', node('tools/build-library.ts')))) return;
  await command('publint', tool('publint', '--strict', libraryFolder));
  const pack = await command('pack', npm('pack', libraryFolder, '--pack-destination', scratch));
  const tarball = readdirSync(scratch).find((name) => name.endsWith('.tgz'));
  if (!pack || tarball === undefined) return;
  const path = join(scratch, tarball);
  await look('are the types wrong', () => typeProblems(path));

  if (!(await command('ng new', app.create(), scratch))) return;
  app.require(path);
  if (!(await command('npm install', npm(...app.installArguments), app.folder))) return;
  for (const main of ['main-standalone.ts', 'main-ngmodule.ts']) {
    if (!(await command(`build ${main}`, app.build(main), app.folder))) continue;
    await look(`a request in a browser, ${main}`, () => askInBrowser(app.output));
  }
  await weigh(app);
}

/** What the library costs an application that has the smallest set-up, as its users download it. */
async function weigh(app: FreshApp): Promise<void> {
  const weights: PageWeight[] = [];
  for (const main of ['main-bare.ts', 'main-smallest.ts']) {
    if (!(await command(`build ${main}`, app.build(main), app.folder))) return;
    weights.push(pageWeight(app.output));
  }
  const [bare, smallest] = weights;
  if (bare === undefined || smallest === undefined) return;
  const added = smallest.brotli - bare.brotli;
  console.log(
    `    the library adds ${smallest.raw - bare.raw} bytes, ${smallest.gzip - bare.gzip} in gzip, ${added} in brotli`,
  );
  const { application } = readJson<{ readonly application: number }>(
    join(root, 'tools/size-budgets.json'),
  );
  await look('what the library adds to an application', () =>
    Promise.resolve(
      added <= application ? [] : [`${added} bytes, and ${application} are its budget`],
    ),
  );
}

/** One check: a command that must end well. */
async function command(title: string, line: Command, cwd?: string): Promise<boolean> {
  const since = Date.now();
  const env = environment({ CI: 'true' });
  const { code, output } = await run(line, cwd === undefined ? { env } : { env, cwd });
  return conclude(title, since, code === 0, output);
}

/** One check: a look at something, which tells what is wrong. */
async function look(title: string, at: () => Promise<readonly string[]>): Promise<boolean> {
  const since = Date.now();
  const wrong = await at().catch((error: unknown) => [String(error)]);
  return conclude(title, since, wrong.length === 0, wrong.join('\n'));
}

function conclude(title: string, since: number, isWell: boolean, output: string): boolean {
  if (isWell) passed += 1;
  else failed += 1;
  const seconds = ((Date.now() - since) / 1000).toFixed(1);
  console.log(`${isWell ? 'ok ' : 'BAD'} ${title}, ${seconds} s`);
  if (!isWell) console.log(output.replace(/^/gm, '    | '));
  return isWell;
}

/** The npm that runs this script, so that no shell has to find one. */
function npm(...args: readonly string[]): Command {
  const script = process.env['npm_execpath'];
  return script === undefined ? ['npm', ...args] : [process.execPath, script, ...args];
}
