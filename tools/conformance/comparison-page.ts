import { markdownTable } from '../markdown-table.ts';
import type { BreakerRow } from './breaker-row.ts';
import { tally } from './comparison.ts';
import type { Comparison, Contestant } from './comparison.ts';
import type { Why } from './peer-scene.ts';

/**
 * The page docs/conformance.md.
 *
 * @param tables the files that the rows come from, as the reader would type them
 */
export function comparisonPage(comparison: Comparison, tables: readonly string[]): string {
  const { rows, contestants } = comparison;
  const peers = contestants.slice(1);
  const parts = [
    '# Conformance: four circuit breakers, one table',
    '<!-- Written by `npm run conformance -- --write`. Do not edit. -->',
    `${rows.length} rows (${tables.map((file) => `\`${file}\``).join(', ')}), each taken from the tests or the issues of ` +
      'another breaker, run on a virtual clock against the public API of ' +
      `${list(contestants.map(({ name, version }) => `${name} ${version}`))}. ` +
      'A row says which calls are let through, which state shows, which events come. `npm run conformance` runs them ' +
      'against ngx-convoy, `npm run conformance -- --peers` against all four.',
    'A row that a breaker cannot be configured to play is **not expressible** and counts neither way. The translation is ' +
      'generous: where a breaker lacks an option, a row is still expressible if it cannot tell, that is, if our own breaker ' +
      'without that option passes it as well; and of several ways to configure a breaker the best counts.',
    '## In total',
    totals(comparison),
    '## By where the rows come from',
    'Passed of expressible.',
    grouped(comparison, (row) => row.source?.project ?? row.id.replace(/-.*/, ''), 'source'),
    '## By closeness to the original test',
    'Exact: same numbers, same order. Adapted: same claim, simplified. Derived: from an issue, a document or a defect that ' +
      'was measured in a published package.',
    grouped(comparison, ({ fidelity }) => fidelity ?? 'not said', 'closeness'),
    '## By level',
    'Core: every breaker should pass. Extended: needs an option that not all have. Dialect: projects disagree, and the ' +
      'option that decides is set.',
    grouped(comparison, ({ level }) => level ?? 'not said', 'level'),
    '## Rows that fail, and why',
    ...contestants.map((contestant) => failures(rows, contestant)),
    '## Rows that are not expressible',
    ...peers.map((peer) => inexpressible(rows, peer)),
    '## How rows were translated',
    ...peers.map(
      ({ name, version, mapping }) =>
        `### ${name} ${version}\n\n${mapping.map((line) => `- ${line}`).join('\n')}`,
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The totals as a table, for the page and for the terminal. */
export function totals({ rows, contestants }: Comparison): string {
  return markdownTable(
    ['', 'rows', 'expressible', 'passed', 'failed', 'passed of expressible'],
    contestants.map((contestant) => {
      const { expressible, passed, failed } = tally(rows, contestant);
      const counts = [rows.length, expressible, passed, failed].map(String);
      return [`${contestant.name} ${contestant.version}`, ...counts, percent(passed, expressible)];
    }),
  );
}

function grouped(
  { rows, contestants }: Comparison,
  groupOf: (row: BreakerRow) => string,
  title: string,
): string {
  const groups = Map.groupBy(rows, groupOf);
  return markdownTable(
    [title, 'rows', ...contestants.map(({ name }) => name)],
    [...groups].map(([group, members]) => [
      group,
      String(members.length),
      ...contestants.map((contestant) => {
        const { expressible, passed } = tally(members, contestant);
        return expressible === 0 ? '-' : `${passed} / ${expressible}`;
      }),
    ]),
  );
}

function failures(rows: readonly BreakerRow[], { name, version, verdicts }: Contestant): string {
  const lines = rows.flatMap(({ id, title = '' }) => {
    const verdict = verdicts.get(id);
    if (verdict?.kind !== 'failed') return [];
    return [[id, title, verdict.mismatch, reason(verdict.why)]];
  });
  const heading = `### ${name} ${version}`;
  if (lines.length === 0) return `${heading}\n\nNone.`;
  return `${heading}\n\n${markdownTable(['row', 'claim', 'what came', 'why'], lines)}`;
}

function reason(why: Why | undefined): string {
  if (why === undefined) return 'Not looked into yet.';
  return `${why.byDesign ? 'A different design: ' : 'A defect: '}${why.text}`;
}

function inexpressible(
  rows: readonly BreakerRow[],
  { name, version, verdicts }: Contestant,
): string {
  const byReason = Map.groupBy(
    rows.flatMap(({ id }) => {
      const verdict = verdicts.get(id);
      return verdict?.kind === 'impossible' ? [{ id, reason: verdict.reason }] : [];
    }),
    (row) => row.reason,
  );
  const lines = [...byReason]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([why, members]) => [why, String(members.length), members.map(({ id }) => id).join(' ')]);
  const heading = `### ${name} ${version}`;
  if (lines.length === 0) return `${heading}\n\nNone.`;
  return `${heading}\n\n${markdownTable(['why not', 'rows', 'which'], lines)}`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${Math.round((part / whole) * 100)} %`;
}

function list(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
