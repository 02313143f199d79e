import { tool, node } from '../process.ts';
import type { Command } from '../process.ts';
import { jasmineCounts, karmaCounts, plainCounts, playwrightCounts } from './counts.ts';
import type { CountReader } from './counts.ts';

/** One step of `npm test`. */
export interface Stage {
  readonly name: string;
  readonly command: Command;
  /** Reads how many tests ran; without it the stage is one check, judged by its exit code. */
  readonly counts?: CountReader;
  /** Runs only after these, and not at all when one of them failed. */
  readonly needs?: readonly string[];
  /** Has the machine for itself: what it measures or waits for would suffer from a neighbour. */
  readonly alone?: boolean;
}

/** In the order in which they start; the cheap ones first, so that a slip shows within seconds. */
export const stages: readonly Stage[] = [
  { name: 'format', command: tool('prettier', '--check', '.', '--log-level', 'warn') },
  { name: 'lockfile', command: node('tools/lockfile.ts') },
  { name: 'lint', command: tool('eslint', '.') },
  { name: 'types', command: node('tools/typecheck.ts') },
  { name: 'dead-code', command: tool('knip') },
  { name: 'unit-core', command: node('tools/test-core.ts'), counts: plainCounts },
  {
    name: 'tools',
    command: tool('jasmine', '{tools,bench}/**/*.spec.ts'),
    counts: jasmineCounts,
  },
  { name: 'bench', command: node('bench/run.ts', '--smoke'), counts: plainCounts },
  { name: 'mock-api', command: tool('jasmine', 'mock-api/**/*.spec.ts'), counts: jasmineCounts },
  { name: 'library-build', command: node('tools/build-library.ts') },
  { name: 'api', command: node('tools/api.ts'), needs: ['library-build'] },
  { name: 'size', command: node('tools/size.ts'), needs: ['library-build'] },
  {
    name: 'ssr',
    command: node('tools/ssr.ts'),
    counts: plainCounts,
    needs: ['library-build'],
  },
  { name: 'app-build', command: ng('build', 'sample') },
  {
    name: 'app-build-ngmodule',
    command: ng('build', 'sample', '--configuration', 'production,ngmodule'),
    needs: ['app-build'],
  },
  { name: 'unit-library', command: ng('test', 'ngx-convoy'), counts: karmaCounts, alone: true },
  { name: 'unit-sample', command: ng('test', 'sample'), counts: karmaCounts, alone: true },
  { name: 'start', command: node('tools/test-start.ts'), counts: plainCounts, alone: true },
  {
    name: 'e2e',
    command: tool('playwright', 'test', '-c', 'e2e/playwright.config.ts', '--reporter=list'),
    counts: playwrightCounts,
    needs: ['app-build', 'app-build-ngmodule'],
    alone: true,
  },
];

function ng(...args: readonly string[]): Command {
  return tool('ng', ...args);
}
