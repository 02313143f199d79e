import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../../tools/browser.mjs';
import { readJson, root } from '../../tools/process.ts';

/** On what, and with what, something was measured. */
export interface Environment {
  readonly date: string;
  readonly processor: string;
  readonly cores: number;
  /** GiB. */
  readonly memory: number;
  readonly system: string;
  readonly node: string;
  readonly browser: string;
  /** Versions of what took part, by name. */
  readonly packages: Readonly<Record<string, string>>;
}

const packages = ['cockatiel', 'opossum', 'mollitia', 'fastq', 'p-queue', 'rxjs', '@angular/core'];

export function environmentOfThisRun(): Environment {
  const browser = findBrowser();
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memory: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version.slice(1),
    browser: browser === undefined ? 'none' : versionOf(browser),
    packages: Object.fromEntries(
      packages.map((name) => [
        name,
        readJson<{ readonly version: string }>(join(root, 'node_modules', name, 'package.json'))
          .version,
      ]),
    ),
  };
}

function versionOf(browser: string): string {
  return (
    execFileSync(browser, ['--version'], { encoding: 'utf8' })
      .trim()
      .split(/ (?=built)/)[0] ?? ''
  );
}
