import type { Measurement } from './measure.ts';
import type { Case } from './suite.ts';

/** One line of `--json FILE`. */
export interface Row {
  readonly suite: string;
  readonly case: string;
  readonly contender: string;
  readonly median: number;
  readonly unit: 'ns';
  readonly baseline: string;
  readonly ratio: number;
}

/** A case as a table for people. */
export function table(subject: Case, measurements: readonly Measurement[]): string {
  const width = Math.max(...measurements.map(({ contender }) => contender.length));
  const lines = measurements.map(({ contender, p10, median, p90, ratio }) =>
    [
      `  ${contender.padEnd(width)}`,
      `${median.toFixed(1)} ns`.padStart(14),
      `(${p10.toFixed(1)} .. ${p90.toFixed(1)})`.padStart(24),
      contender === subject.baseline ? '  baseline' : `${ratio.toFixed(2)}x`.padStart(10),
    ].join(''),
  );
  return [subject.name, ...lines].join('\n');
}

/** A case as rows for programs. */
export function rows(
  suite: string,
  subject: Case,
  measurements: readonly Measurement[],
): readonly Row[] {
  return measurements.map(({ contender, median, ratio }) => ({
    suite,
    case: subject.name,
    contender,
    median,
    unit: 'ns',
    baseline: subject.baseline,
    ratio,
  }));
}
