import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { run } from '../process.ts';
import type { Outcome } from '../process.ts';

/** Debian's name first, then what the project itself calls it. */
const names = {
  promtool: ['promtool'],
  alertmanager: ['prometheus-alertmanager', 'alertmanager'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Program = keyof typeof names;

/** Path of a program; `undefined` where it is not on this machine. */
export function programPath(program: Program): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names[program]
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** What has to be installed first. */
export function missingPrograms(): readonly Program[] {
  return (Object.keys(names) as Program[]).filter((program) => programPath(program) === undefined);
}

/** Runs `promtool` over files of a folder of its own. @param files by name, their text */
export async function promtool(
  args: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<Outcome> {
  return inFolder(files, (folder) =>
    run([programPath('promtool') ?? 'promtool', ...args], { cwd: folder, timeLimit: 120_000 }),
  );
}

/** Does something in a folder that exists only as long as it takes. */
export async function inFolder<T>(
  files: Readonly<Record<string, string>>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'convoy-oracle-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
