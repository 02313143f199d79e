// node tools/test-core.ts [FILTER]: the specs of core and of testing in plain Node, without a browser and without Angular.
// They run in Chromium as well (ng test ngx-convoy); here they prove that core needs neither a framework nor a platform.
import { createRequire } from 'node:module';
import { bundleCoreSpecs } from './core-specs.ts';
import { root } from './process.ts';

const rooms = ['projects/ngx-convoy/core', 'projects/ngx-convoy/testing'];

const { passed, failed } = await runSpecs(process.argv[2]).catch((error: unknown) =>
  fail(error instanceof Error ? (error.stack ?? error.message) : String(error)),
);
if (passed + failed === 0) fail('No spec ran.');
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** What is used of jasmine's runner, which brings no types. */
interface Runner {
  exitOnCompletion: boolean;
  loadConfig(config: { spec_files: readonly string[] }): void;
  addReporter(reporter: { specDone(result: { readonly status: string }): void }): void;
  execute(files?: readonly string[], filter?: string): Promise<{ readonly overallStatus: string }>;
}

async function runSpecs(filter: string | undefined): Promise<{ passed: number; failed: number }> {
  process.setSourceMapsEnabled(true);
  const bundle = await bundleCoreSpecs(rooms);
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
