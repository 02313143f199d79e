import type { Slo, SloCount } from './slo';

/** What is left of what may go wrong. */
export interface ErrorBudget {
  /** Share of good calls in the period, 0..1; 1 without calls. */
  readonly attained: number;
  /** Share of the budget that is left: 1 is untouched, 0 spent, below 0 overspent. */
  readonly left: number;
  /** How many times faster than allowed it is being spent now. */
  readonly burnRate: number;
  /** Milliseconds until nothing is left, if it goes on so; `undefined` when it never is, 0 when nothing is. */
  readonly exhaustedIn: number | undefined;
}

/**
 * What is left of an objective's error budget, and how long it lasts.
 *
 * @param inPeriod calls of the whole period
 * @param lately calls from which one reads how fast it goes, such as those of the first long window
 */
export function errorBudget(slo: Slo, inPeriod: SloCount, lately: SloCount): ErrorBudget {
  const left = 1 - slo.burnRate(inPeriod);
  const burnRate = slo.burnRate(lately);
  return {
    attained: inPeriod.valid === 0 ? 1 : 1 - inPeriod.bad / inPeriod.valid,
    left,
    burnRate,
    exhaustedIn: left <= 0 ? 0 : burnRate > 0 ? (left * slo.period) / burnRate : undefined,
  };
}
