// What our exporter says, as `promtool check metrics` reads it: names, units, help, types, escapes.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { node, root, run } from '../process.ts';
import type { Oracle } from './oracle.ts';
import { programPath } from './programs.ts';

export const exposedMetrics: Oracle = async (tell) => {
  const { code, output } = await run(node(join(root, 'tools/oracles/exposition.ts')));
  const families = output.match(/^# TYPE /gm)?.length ?? 0;
  const isPrinted = code === 0 && families > 0;
  tell('something is exposed', isPrinted ? [] : output.split('\n'));
  const judged = spawnSync(programPath('promtool') ?? 'promtool', ['check', 'metrics'], {
    input: `${output}\n`,
    encoding: 'utf8',
    timeout: 60_000,
  });
  const words = `${judged.stdout}${judged.stderr}`.trim();
  tell(
    `${families} families of metrics`,
    judged.status === 0 && words === '' ? [] : [`exit code ${judged.status}`, ...words.split('\n')],
  );
};
