import { markdownTable } from '../markdown-table.ts';
import type { LeftOut } from './foreign-tables.ts';

/** How a table of others has ended. */
export interface ForeignResult {
  readonly file: string;
  readonly passed: number;
  readonly failed: number;
  readonly left: readonly LeftOut[];
}

const begin =
  '<!-- Tables of others: written by `CONFORMANCE_DIR=… npm run conformance -- --write`. -->';
const end = '<!-- End of the tables of others. -->';

/** The part of docs/conformance.md about tables that are not in the repository. */
export function foreignSection(results: readonly ForeignResult[]): string {
  const lines = results.map(({ file, passed, failed, left }) => [
    `\`${file}\``,
    String(passed + failed),
    String(passed),
    String(failed),
    left.map(({ rows, why }) => `${rows}: ${why}`).join('; ') || '-',
  ]);
  return [
    begin,
    '## Tables of others',
    'Published by others in forms of their own, not ours to hand on, and therefore not in the repository. They are run when ' +
      '`CONFORMANCE_DIR` names the folder in which they are; these are the counts of the last time.',
    markdownTable(['table', 'rows', 'passed', 'failed', 'left out'], lines),
    end,
  ].join('\n\n');
}

/** The page with another section in the place of the one that it has, or at its end. */
export function withForeignSection(page: string, section: string): string {
  const known = findForeignSection(page);
  return known === undefined
    ? `${page.trimEnd()}\n\n${section}\n`
    : page.replace(known, () => section);
}

/** The section as a page has it. */
export function findForeignSection(page: string): string | undefined {
  const from = page.indexOf(begin);
  const to = page.indexOf(end, from);
  return from < 0 || to < 0 ? undefined : page.slice(from, to + end.length);
}
