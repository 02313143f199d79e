import { CALL_KINDS, type CallKind } from './call-kind';
import type { ServiceSeries } from './service-series';
import type { TierName } from './tiers';

/** What rows can be read by: how many calls of each kind, how long they took, how full it was. */
export const ROW_COLUMNS = /* @__PURE__ */ (() =>
  [...CALL_KINDS, 'sum', 'min', 'p50', 'p95', 'p99', 'max', 'queue', 'saturation'] as const)();

/** One of {@link ROW_COLUMNS}. */
export type RowColumn = (typeof ROW_COLUMNS)[number];

/** Rows of one tier, oldest first, a column at a time. */
export interface SeriesRows {
  readonly tier: TierName;
  /** Milliseconds of one row. */
  readonly length: number;
  /** Epoch milliseconds at which each row begins. */
  readonly starts: Float64Array;
  /**
   * Counts and milliseconds; the queue in calls, the saturation as a share. NaN is *no data*: in every column where nobody was
   * there to see, in those of durations where nothing was timed, and of rows of a second in p50, p95 and p99.
   */
  readonly columns: Readonly<Record<RowColumn, Float64Array>>;
}

/**
 * The rows of the last so many milliseconds, for charts, exports and whoever computes on them. Allocates; what is wanted now and
 * then only.
 *
 * @param tier default that of {@link ServiceSeries.totals}
 * @param windowMs milliseconds, > 0; what the tier no longer has is left out
 * @param now epoch milliseconds
 */
export function readRows(
  series: ServiceSeries,
  tier: TierName,
  windowMs: number,
  now: number,
): SeriesRows {
  series.look(now);
  const source = series.tiers[tier];
  const count = source.rowsOf(windowMs);
  const column = (): Float64Array => new Float64Array(count).fill(NaN);
  const starts = column();
  const columns = Object.fromEntries(ROW_COLUMNS.map((name) => [name, column()])) as Record<
    RowColumn,
    Float64Array
  >;
  for (let at = 0; at < count; at++) {
    const back = count - 1 - at;
    const row = source.rowAt(back);
    starts[at] = source.start - back * source.length;
    if (!source.spread.isSeen(row)) continue;
    CALL_KINDS.forEach((kind: CallKind, number) => {
      columns[kind][at] = source.counts[number]?.read(row) ?? NaN;
    });
    columns.sum[at] = source.sum.read(row);
    const { min, p50, p95, p99, max } = series.spreadAt(source, back);
    columns.min[at] = min;
    columns.p50[at] = p50;
    columns.p95[at] = p95;
    columns.p99[at] = p99;
    columns.max[at] = max;
    columns.queue[at] = source.queue.read(row);
    columns.saturation[at] = source.use.read(row) / 100;
  }
  return { tier, length: source.length, starts, columns };
}
