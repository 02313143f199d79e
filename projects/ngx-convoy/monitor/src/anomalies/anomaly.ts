import type { Finding, Usual } from 'ngx-convoy/core';

/** The numbers that are watched for anomalies. */
export type WatchedMetric = 'p95' | 'errorRate' | 'throughput';

/** A number of a service that is not what it usually is. A hint for whoever looks, never a reason to wake somebody. */
export interface Anomaly {
  readonly service: string;
  readonly metric: WatchedMetric;
  /** `outlier`: far from what was usual of late. `drift`: on its way there. `season`: not what is usual at this hour of the week. */
  readonly kind: Finding['kind'];
  /** Epoch milliseconds at which it was found. */
  readonly since: number;
  /** Milliseconds, a share 0..1, or calls a second. */
  readonly value: number;
  readonly usual: Usual;
  /** Such as `p95 412 ms against 180 ± 25 ms usual`. */
  readonly explanation: string;
}

/** A finding in words. */
export function explain(metric: WatchedMetric, { kind, value, usual }: Finding): string {
  const { name, unit, of } = WORDS[metric];
  const now = `${of(value)}${unit}`;
  const before = `${of(usual.value)} ± ${of(usual.spread)}${unit}`;
  if (kind === 'drift') return `${name} has drifted to ${now} from ${of(usual.value)}${unit}`;
  const when = kind === 'season' ? ' at this hour of the week' : '';
  return `${name} ${now} against ${before} usual${when}`;
}

const WORDS: Readonly<
  Record<WatchedMetric, { name: string; unit: string; of: (value: number) => string }>
> = {
  p95: { name: 'p95', unit: ' ms', of: (ms) => String(Math.round(ms)) },
  errorRate: { name: 'Error rate', unit: ' %', of: (share) => (share * 100).toFixed(1) },
  throughput: { name: 'Throughput', unit: '/s', of: (calls) => calls.toFixed(1) },
};
