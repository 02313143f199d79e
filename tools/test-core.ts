// node tools/test-core.ts [FILTER]: the specs of core and of testing in plain Node, without a browser and without Angular.
// They run in Chromium as well (ng test ngx-convoy); here they prove that core needs neither a framework nor a platform.
import { build } from 'esbuild';
import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './process.ts';

const rooms = ['projects/ngx-convoy/core', 'projects/ngx-convoy/testing'];
/** The only packages that a bundle of these specs may contain. */
const allowedPackages = ['fast-check', 'pure-rand', 'tslib'];
const bundle = join(root, 'out/core-specs/specs.mjs');

const specs = rooms.flatMap((room) => globSync(`${room}/**/*.spec.ts`, { cwd: root })).sort();
if (specs.length === 0) fail('No spec was found.');
await bundleSpecs();
const { passed, failed } = await runSpecs(process.argv[2]).catch((error: unknown) =>
  fail(error instanceof Error ? (error.stack ?? error.message) : String(error)),
);
if (passed + failed === 0) fail('No spec ran.');
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** The platform is none: whatever needs Node, a DOM or a framework does not resolve, or is found among the inputs. */
async function bundleSpecs(): Promise<void> {
  const { metafile } = await build({
    stdin: {
      contents: specs.map((spec) => `import './${spec.replaceAll('\\', '/')}';`).join('\n'),
      resolveDir: root,
    },
    tsconfig: join(root, 'tsconfig.json'),
    absWorkingDir: root,
    outfile: bundle,
    bundle: true,
    banner: { js: 'globalThis.ngDevMode ??= true;' }, // as Angular does in development; specs may switch it
    ignoreAnnotations: true, // the library promises no side effects, but specs are nothing else
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
    sourcemap: 'inline',
    logLevel: 'error',
    metafile: true,
  });
  const foreign = new Set<string>();
  for (const input of Object.keys(metafile.inputs)) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(input)?.[1];
    if (name !== undefined && !allowedPackages.includes(name)) foreign.add(name);
  }
  if (foreign.size > 0) fail(`Core or its specs import ${[...foreign].join(', ')}.`);
}

/** What is used of jasmine's runner, which brings no types. */
interface Runner {
  exitOnCompletion: boolean;
  loadConfig(config: { spec_files: readonly string[] }): void;
  addReporter(reporter: { specDone(result: { readonly status: string }): void }): void;
  execute(files?: readonly string[], filter?: string): Promise<{ readonly overallStatus: string }>;
}

async function runSpecs(filter: string | undefined): Promise<{ passed: number; failed: number }> {
  process.setSourceMapsEnabled(true);
  const Jasmine = createRequire(import.meta.url)('jasmine') as new (options: object) => Runner;
  const runner = new Jasmine({ projectBaseDir: root });
  runner.exitOnCompletion = false;
  runner.loadConfig({ spec_files: [bundle] });
  let passed = 0;
  let failed = 0;
  runner.addReporter({
    specDone: ({ status }) => {
      if (status === 'passed') passed++;
      else if (status === 'failed') failed++;
    },
  });
  const { overallStatus } = await runner.execute(undefined, filter);
  // An error outside of any spec, or a spec that is focused: the run as a whole is not good.
  if (overallStatus === 'failed' && failed === 0) failed = 1;
  if (overallStatus === 'incomplete' && filter === undefined) failed++;
  return { passed, failed };
}

function fail(message: string): never {
  console.error(message);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
