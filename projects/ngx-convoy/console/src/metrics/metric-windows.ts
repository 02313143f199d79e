import type { TierName } from 'ngx-convoy/core';

/** A stretch of time that numbers can be shown for. */
export interface MetricWindow {
  /** As it stands in the URL. */
  readonly key: string;
  readonly name: string;
  /** Milliseconds. */
  readonly length: number;
  /** Rows that are drawn and exported: fine enough for a line, coarse enough for a glance. */
  readonly tier: TierName;
}

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

const FIRST: MetricWindow = {
  ...{ key: '5m', name: '5 minutes', length: 5 * MINUTE, tier: 'tenSeconds' },
};

export const WINDOWS: readonly MetricWindow[] = [
  FIRST,
  { key: '1h', name: '1 hour', length: HOUR, tier: 'tenSeconds' },
  { key: '6h', name: '6 hours', length: 6 * HOUR, tier: 'minute' },
  { key: '24h', name: '24 hours', length: DAY, tier: 'minute' },
  { key: '30d', name: '30 days', length: 30 * DAY, tier: 'hour' },
  { key: '1y', name: '1 year', length: 365 * DAY, tier: 'day' },
];

/** The window of that key; the first for what is none. */
export function windowOf(key: string | undefined): MetricWindow {
  return WINDOWS.find((each) => each.key === key) ?? FIRST;
}
