// npm run typecheck: the type checker over everything, each part as its own tsconfig sees it.
// Sources are checked together with their specs; the builds check them alone, and their templates.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { run, tool } from './process.ts';

const projects = [
  'projects/ngx-convoy/core/tsconfig.json', // without DOM, without Node: proves that core is framework-free
  'projects/ngx-convoy/tsconfig.spec.json',
  'src/tsconfig.spec.json',
  'mock-api/tsconfig.json',
  'e2e/tsconfig.json',
  'e2e/saga-lab/page/tsconfig.json',
  'e2e/traffic-lab/page/tsconfig.json',
  'bench/tsconfig.json',
  'tools/tsconfig.json',
  'tools/conformance/peers/tsconfig.json',
  'tools/oracles/subject/tsconfig.json',
  'tools/verify/hosts/tsconfig.json',
  'tools/ssr/host/tsconfig.json',
  'tools/trace-harness/host/tsconfig.json',
];

let failed = 0;
for (const project of projects) {
  const outcome = existsSync(project)
    ? await run(tool('tsc', '-p', project, '--noEmit', '--pretty', 'false'))
    : { code: 1, output: 'no such file' };
  console.log(`${outcome.code === 0 ? 'ok ' : 'BAD'} ${dirname(project)} (${project})`);
  if (outcome.code === 0) continue;
  failed += 1;
  console.log(outcome.output);
}
process.exitCode = failed === 0 ? 0 : 1;
