import type { WindowTotals } from '../window/call-window';
import type { BreakerThresholds } from './breaker-settings';

/** The rules that open a breaker. */
export type TripRule =
  'consecutive-failures' | 'failure-threshold' | 'failure-rate' | 'slow-call-rate';

/**
 * Which rule the results so far meet; `undefined` when they meet none.
 *
 * @param totals what the window holds, the latest result included
 * @param failuresInARow up to the latest result
 * @param isFailure whether the latest result is one
 */
export type TripRules = (
  thresholds: BreakerThresholds,
  totals: WindowTotals,
  failuresInARow: number,
  isFailure: boolean,
) => TripRule | undefined;

/** What opens a breaker unless it is told otherwise: whichever rule is met first, looked at after every result. */
export const tripRules: TripRules = (thresholds, totals, failuresInARow, isFailure) => {
  const { total, failed, slow } = totals;
  if (isFailure && failuresInARow >= thresholds.consecutiveFailures) return 'consecutive-failures';
  if (isFailure && failed >= thresholds.failureThreshold) return 'failure-threshold';
  // Divided, not multiplied out: 7 of 100 must meet a rate of 0.07, but 0.07 * 100 is greater than 7.
  if (failed / total >= thresholds.failureRate && total >= thresholds.minimumCalls) {
    return 'failure-rate';
  }
  if (slow / total >= thresholds.slowCallRate && total >= thresholds.slowCallMinimum) {
    return 'slow-call-rate';
  }
  return undefined;
};
