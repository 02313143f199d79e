import { markdownTable } from '../../tools/markdown-table.ts';
import type { Environment } from './environment.ts';
import { figure, times, wanted } from './report.ts';
import type { ReportedRow } from './report.ts';
import type { Place } from './suite.ts';

/** The page docs/benchmarks.md. */
export function benchmarkPage(rows: readonly ReportedRow[]): string {
  const [first] = rows;
  if (first === undefined) throw new Error('There is nothing to write about.');
  const suites = Map.groupBy(rows, ({ suite }) => suite);
  const parts = [
    '# Benchmarks',
    '<!-- Written by `npm run bench -- --write`. Do not edit. -->',
    machine(first.environment),
    method,
    '## Targets',
    'Told before anything was measured, next to each case in `bench/suites`. Nothing is left out.',
    targets(rows),
    ...[...suites].flatMap(([suite, members]) => [
      `## Suite \`${suite}\``,
      ...[...Map.groupBy(members, (row) => row.case)].map(([title, lines]) =>
        caseTable(title, lines),
      ),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

const method = `## Method

- Contenders take turns in rounds, in an order shuffled anew each round, so that what disturbs the machine disturbs all; a
  ratio is taken within a round, and its median over the rounds and over several processes is shown.
- **Alone** means that a contender has a process, or a browser, for itself. The size of the young generation of the heap by
  itself can turn a ranking around, and a rival that allocates much makes it grow for everybody; so both are shown, the size
  of the half that is in use (semi-space) too.
- Chromium is started with plain flags and no debugger, since a debugger makes errors up to fourteen times as dear. The page
  is isolated from other origins, which makes its clock fine, and posts its readings back.
- Everything is bundled as for production, and the pages that use Angular are built ahead of time by its own builder.
- A time is what one call takes including the loop around it; "bare" is the same loop without any library. Below the median
  stand the tenth and the ninetieth percentile.
- Bytes are what the heap holds after collecting; bytes per call are what is allocated while nothing is collected. Sizes are
  bytes after minifying and gzip.`;

function machine(environment: Environment): string {
  const { date, processor, cores, memory, system, node, browser, packages } = environment;
  const versions = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  return (
    `Measured on ${date}: ${processor}, ${cores} cores, ${memory} GiB, ${system}; Node ${node}, ${browser}; ` +
    `${versions.join(', ')}. Absolute figures are of this machine; ratios travel better.`
  );
}

function targets(rows: readonly ReportedRow[]): string {
  const judged = rows.flatMap((row) => row.targets.map((target) => ({ row, target })));
  const met = judged.filter(({ target }) => target.met).length;
  const lines = judged.map(({ row, target }) => [
    row.case,
    row.place,
    row.contender,
    wanted(target),
    figure(target.value, target.unit),
    target.met ? 'met' : '**missed**',
  ]);
  return `${met} of ${judged.length} met.\n\n${markdownTable(['case', 'where', 'who', 'wanted', 'measured', ''], lines)}`;
}

/** Contenders down, places across. */
function caseTable(title: string, rows: readonly ReportedRow[]): string {
  const places = [...new Set(rows.map(({ place }) => place))];
  const contenders = [...new Set(rows.map(({ contender }) => contender))];
  const find = (contender: string, place: Place): ReportedRow | undefined =>
    rows.find((row) => row.contender === contender && row.place === place);
  const lines = contenders.map((contender) => [
    contender,
    ...places.flatMap((place) => {
      const row = find(contender, place);
      if (row === undefined) return ['-', '-'];
      const { median, p10, p90, unit, ratio } = row;
      const spread = p10 === p90 ? '' : ` (${figure(p10, unit)} to ${figure(p90, unit)})`;
      return [`${figure(median, unit)}${spread}`, times(ratio)];
    }),
  ]);
  const head = ['', ...places.flatMap((place) => [place, 'ratio'])];
  const [first] = rows;
  const notes = [`Ratios are to "${first?.baseline}".`, semiSpaces(rows), first?.remark];
  return `### ${title}\n\n${markdownTable(head, lines)}\n\n${notes.filter(Boolean).join(' ')}`;
}

function semiSpaces(rows: readonly ReportedRow[]): string {
  const sizes = rows.flatMap(({ place, contender, semiSpace, unit }) =>
    semiSpace === undefined || place !== 'node alone' || unit !== 'ns'
      ? []
      : [`${contender} ${(semiSpace / 2 ** 20).toFixed(1)} MiB`],
  );
  return sizes.length === 0 ? '' : `Semi-space when alone in Node: ${sizes.join(', ')}.`;
}
