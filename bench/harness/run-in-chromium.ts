import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserAdvice, browserFlags, findBrowser } from '../../tools/browser.mjs';
import { environment, start, stop } from '../../tools/process.ts';
import type { Assignment } from './assignment.ts';
import { startBenchServer } from './bench-server.ts';
import type { Reading } from './summary.ts';

/**
 * Carries an assignment out in a browser of its own, started with plain flags.
 *
 * No debugger is attached: with one an `Error` with its stack costs three times as much, one without fourteen times.
 *
 * @param folder of the page
 * @throws Error when there is no browser, or the page failed or has not answered in time
 */
export async function runInChromium(
  folder: string,
  assignment: Assignment,
  timeLimit = 180_000,
): Promise<Readonly<Record<string, Reading>>> {
  const program = findBrowser();
  if (program === undefined) throw new Error(browserAdvice);
  const server = await startBenchServer(folder);
  const profile = mkdtempSync(join(tmpdir(), 'bench-chromium-'));
  const result = server.result();
  const address = `${server.address}/#${encodeURIComponent(JSON.stringify(assignment))}`;
  const said: string[] = [];
  const browser = start(
    [program, '--headless=new', ...browserFlags, `--user-data-dir=${profile}`, address],
    { env: environment(), onLine: (line) => said.push(line) },
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`The page has not answered within ${timeLimit / 1_000} s.`));
    }, timeLimit);
    browser.once('close', () => {
      reject(new Error(`The browser ended before the page answered:\n${said.join('\n')}`));
    });
  });
  try {
    const answer = JSON.parse(await Promise.race([result, late])) as
      { readonly readings: Readonly<Record<string, Reading>> } | { readonly error: string };
    if ('error' in answer) throw new Error(`The page failed: ${answer.error}`);
    return answer.readings;
  } finally {
    clearTimeout(timer);
    late.catch(() => undefined);
    await stop(browser);
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
