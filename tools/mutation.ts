// npm run mutation [-- FOLDER...]: changes the sources of core in small ways and sees whether a spec notices.
// A mutant that survives is a rule that no spec states. Takes minutes, so it is no part of npm test. Reports: out/mutation.
import { root, run, tool } from './process.ts';

const core = 'projects/ngx-convoy/core/src';

/** What is mutated, and where its rules are stated beside its own specs. */
const judges: Readonly<Record<string, readonly string[]>> = {
  'circuit-breaker': ['keyed', 'throttle', 'window'],
  window: ['circuit-breaker'],
  retry: [],
  bulkhead: ['queue', 'pipeline', 'errors.spec.ts'],
};

const given = process.argv.slice(2);
const unknown = given.filter((folder) => judges[folder] === undefined);
if (unknown.length > 0) {
  console.error(
    `Not mutated: ${unknown.join(', ')}. There are: ${Object.keys(judges).join(', ')}.`,
  );
  process.exit(1);
}
for (const folder of given.length > 0 ? given : Object.keys(judges)) {
  console.log(`\n${folder}\n${'='.repeat(folder.length)}`);
  const specs = [folder, ...(judges[folder] ?? [])].map((each) => `${core}/${each}`);
  const sources = [`${core}/${folder}/**/*.ts`, `!${core}/${folder}/**/*.spec.ts`].join(',');
  const { code } = await run(
    tool('stryker', 'run', 'tools/mutation/stryker.config.mjs', '--mutate', sources),
    {
      cwd: root,
      env: { ...process.env, MUTATION_FOLDER: folder, MUTATION_SPECS: specs.join(',') },
      timeLimit: 3_600_000,
      onLine: (line) => {
        console.log(line);
      },
    },
  );
  if (code !== 0) process.exitCode = 1;
}
