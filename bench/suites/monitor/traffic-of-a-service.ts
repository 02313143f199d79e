import { KIND, ServiceSeries } from 'ngx-convoy/core';
import { seeded } from '../../harness/seeded.ts';

/** Midnight of 1 January 2026, UTC. */
export const MIDNIGHT = 1_767_225_600_000;

const random = seeded(7);

/** 65,536 durations as services have them: most about 55 ms, some a second, drawn once. */
const durations: Float64Array = Float64Array.from({ length: 65_536 }, () => {
  const bell = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.min(120_000, Math.max(0.5, Math.exp(4 + 0.8 * bell)));
});

export function durationOf(call: number): number {
  return durations[call & 0xff_ff] ?? 1;
}

/** What becomes of the calls of a service that is well but for some of them. */
const well: readonly number[] = Array.from({ length: 100 }, (_, index) => {
  if (index === 0) return KIND.server;
  return index < 3 ? KIND.client : KIND.success;
});

/** Every kind of call there is, and a bulkhead in use: the most that there is to remember. */
const everything: readonly number[] = Array.from({ length: 100 }, (_, index) =>
  index < 32 ? index & 7 : KIND.success,
);

/** Days of full traffic: as long as minutes reach back. They make columns of hours and days as wide as they will ever be. */
const DENSE = 2;

/**
 * A series that has seen traffic day and night, so that all of its tiers are full: for two days in full, before that thinned to
 * a thousandth, which fills the same rows in a thousandth of the time.
 */
export function fullSeries(
  days: number,
  every: number,
  kind: 'well' | 'everything',
): ServiceSeries {
  const kinds = kind === 'well' ? well : everything;
  const series = new ServiceSeries();
  const end = MIDNIGHT + days * DAY;
  const dense = Math.max(MIDNIGHT, end - DENSE * DAY);
  let call = 0;
  for (let now = MIDNIGHT; now < end; now += now < dense ? every * 1_000 : every) {
    call += 1;
    series.record(kinds[call % kinds.length] ?? KIND.success, durationOf(call), now);
    if (kind === 'everything') series.saturate(call % 4, (call % 7) / 6);
  }
  return series;
}

const DAY = 86_400_000;
