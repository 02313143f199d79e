import { CALL_KINDS, KIND, type ServiceSeries, type TierName } from 'ngx-convoy/core';
import type { WatchedMetric } from './anomaly';

/** Calls without which a share or a quantile of ten seconds says nothing. */
const MINIMUM = 5;

/** The ten seconds that have just ended. NaN for what nothing can be said of. */
export function measure(series: ServiceSeries): Readonly<Record<WatchedMetric, number>> {
  return rowOf(series, 'tenSeconds', 0);
}

/** Hours that are over, oldest first. */
export function hoursOf(series: ServiceSeries): {
  readonly starts: Float64Array;
  readonly values: Readonly<Record<WatchedMetric, Float64Array>>;
} {
  const { rows, start, length } = series.tiers.hour;
  const column = (): Float64Array => new Float64Array(rows - 1).fill(NaN);
  const starts = column();
  const values = { p95: column(), errorRate: column(), throughput: column() };
  for (let back = rows - 1; back > 0; back--) {
    const at = rows - 1 - back;
    starts[at] = start - back * length;
    const { p95, errorRate, throughput } = rowOf(series, 'hour', back);
    values.p95[at] = p95;
    values.errorRate[at] = errorRate;
    values.throughput[at] = throughput;
  }
  return { starts, values };
}

function rowOf(
  series: ServiceSeries,
  tierName: TierName,
  back: number,
): Readonly<Record<WatchedMetric, number>> {
  const tier = series.tiers[tierName];
  const row = tier.rowAt(back);
  if (!tier.spread.isSeen(row)) return { p95: NaN, errorRate: NaN, throughput: NaN };
  const count = (kind: number): number => tier.counts[kind]?.read(row) ?? 0;
  const timed = tier.timedAt(row);
  const calls = CALL_KINDS.reduce((sum, _, kind) => sum + count(kind), 0) - count(KIND.fallback);
  const wanted = timed + count(KIND.rejected);
  const failed = wanted - count(KIND.success) - count(KIND.client);
  return {
    p95: timed < MINIMUM ? NaN : tier.spread.read(row).p95,
    errorRate: wanted < MINIMUM ? NaN : failed / wanted,
    throughput: (calls * 1_000) / tier.length,
  };
}
