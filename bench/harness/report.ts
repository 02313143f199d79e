import type { Environment } from './environment.ts';
import type { Row, Verdict } from './summary.ts';

/** A row as it is kept: with where it comes from. */
export interface ReportedRow extends Row {
  readonly environment: Environment;
}

/** A case at a place as a table for people. */
export function table(rows: readonly Row[]): string {
  const [first] = rows;
  if (first === undefined) return '';
  const width = Math.max(...rows.map(({ contender }) => contender.length));
  const lines = rows.map(({ contender, median, p10, p90, unit, baseline, ratio, targets }) =>
    [
      `  ${contender.padEnd(width)}`,
      figure(median, unit).padStart(14),
      `(${figure(p10, unit)} .. ${figure(p90, unit)})`.padStart(26),
      contender === baseline ? '  baseline' : times(ratio).padStart(10),
      ...targets.map((target) => `  ${target.met ? 'met   ' : 'MISSED'} ${wanted(target)}`),
    ].join(''),
  );
  return [`${first.case} (${first.place})`, ...lines].join('\n');
}

/** What was wanted and what came, one line each, and how many were met. */
export function targetLines(rows: readonly Row[]): string {
  const judged = rows.flatMap((row) => row.targets.map((target) => ({ row, target })));
  const lines = judged.map(
    ({ row, target }) =>
      `${target.met ? 'met   ' : 'MISSED'} ${row.case} (${row.place}): ${row.contender} ${wanted(target)}, is ${figure(target.value, target.unit)}`,
  );
  const met = judged.filter(({ target }) => target.met).length;
  return [...lines, `${met} of ${judged.length} targets met`].join('\n');
}

/** A target in words: `<= 1.00x of cockatiel`. */
export function wanted({ atMost, unit, wanted: whom }: Verdict): string {
  const of = unit === 'x' ? ` of ${whom}` : whom === '' ? '' : ` ${whom}`;
  return `<= ${figure(atMost, unit)}${of}`;
}

/** A number with its unit, in as many digits as say something. */
export function figure(value: number, unit: Verdict['unit']): string {
  if (unit === 'x') return `${value.toFixed(value < 0.1 ? 3 : 2)}x`;
  if (unit === 'ns' && value >= 1e6) return `${plain(value / 1e6)} ms`;
  if (unit === 'ns' && value >= 10_000) return `${plain(value / 1e3)} us`;
  if (unit === 'B' && value >= 1e6) return `${plain(value / 1e6)} MB`;
  if (unit === 'B' && value >= 10_000) return `${plain(value / 1e3)} kB`;
  return `${plain(value)} ${unit}`;
}

/** A ratio, if there is one. */
export function times(ratio: number | null): string {
  return ratio === null ? '-' : figure(ratio, 'x');
}

function plain(value: number): string {
  return value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(1);
}
