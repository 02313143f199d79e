import { join } from 'node:path';
import { environment, run, root } from '../../tools/process.ts';
import type { Assignment } from './assignment.ts';
import type { Reading } from './summary.ts';

/** Bytes are counted in a young generation so large that nothing is collected in between. */
const gaugeFlags = ['--expose-gc', '--min-semi-space-size=64', '--max-semi-space-size=64'];

/**
 * Carries an assignment out in a Node process of its own.
 *
 * @param bundle path of the suite's module
 * @param gauges whether bytes are counted, not time
 */
export async function runInNode(
  bundle: string,
  assignment: Assignment,
  gauges: boolean,
): Promise<Readonly<Record<string, Reading>>> {
  const { code, output } = await run(
    [
      process.execPath,
      ...(gauges ? gaugeFlags : []),
      join(root, 'bench/harness/node-worker.ts'),
      bundle,
      JSON.stringify(assignment),
    ],
    { env: environment({ NODE_ENV: 'production' }) },
  );
  const last = output.split('\n').at(-1) ?? '';
  if (code !== 0) throw new Error(`A process of the benchmark ended with ${code}:\n${output}`);
  return JSON.parse(last) as Readonly<Record<string, Reading>>;
}
