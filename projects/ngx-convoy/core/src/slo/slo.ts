import { inWords } from '../dev-mode';
import { ConfigurationError } from '../errors';
import { requireName, requireNumber } from '../options';
import type { AlertSeverity } from '../alert/alert-severity';

/**
 * What counts as good.
 *
 * - `success`: calls that the service answered well
 * - `availability`: those, and those that something else answered in its place: how its users are
 * - `{ latency }`: calls that were answered within so many milliseconds, > 0
 */
export type SloIndicator = 'success' | 'availability' | { readonly latency: number };

/** What is promised about a service. */
export interface SloOptions {
  /** No blanks, no slashes; one of a name. */
  readonly name: string;
  readonly service: string;
  /** Share of the calls that are to be good, 0 < `objective` < 1, such as 0.99. */
  readonly objective: number;
  /** Default `'success'`. */
  readonly indicator?: SloIndicator | undefined;
  /** Milliseconds for which the promise holds, >= 1 hour. Default a day. */
  readonly period?: number | undefined;
  /** With fewer calls nothing is concluded: one failure of three is no burning budget. */
  readonly lowTraffic?:
    | {
        /** Calls in the long window, whole, >= 1. Default 20. */
        readonly calls?: number | undefined;
        /** Bad ones in the short window, whole, >= 1. Default 3. */
        readonly bad?: number | undefined;
      }
    | undefined;
}

/** What was counted in some stretch of time; fields as `MetricHistory.totals` has them. */
export interface SloTotals {
  readonly successes: number;
  readonly failures: number;
  readonly rejected: number;
  readonly fallbacks: number;
  /** Share of successes and failures that took at most so many milliseconds, 0..1; `undefined` without any. */
  shareWithin(ms: number): number | undefined;
}

/** Two stretches of time in which the budget is spent too fast. */
export interface BurnWindow {
  readonly severity: AlertSeverity;
  /** Milliseconds. */
  readonly long: number;
  /** Milliseconds; a twelfth of `long`: how soon the alert is over. */
  readonly short: number;
  /** So many times faster than the budget allows. */
  readonly factor: number;
}

/** Calls, and how many of them were bad. */
export interface SloCount {
  readonly valid: number;
  readonly bad: number;
}

const HOUR = 3_600_000;
const DAY = 86_400_000;

/**
 * An objective with its error budget.
 *
 * @usageNotes
 * ```ts
 * const slo = new Slo({ name: 'orders-good', service: 'orders', objective: 0.99 });
 * const burn = worstBurn(slo, 'critical', (ms) => slo.count(history.totals('orders', ms, now)));
 * if (burn !== undefined && burn.excess > 1) call();
 * ```
 * @see Google SRE Workbook, ch. 5: multi-window, multi-burn-rate alerts
 */
export class Slo {
  readonly name: string;
  readonly service: string;
  readonly objective: number;
  readonly indicator: SloIndicator;
  readonly period: number;
  readonly minimumCalls: number;
  readonly minimumBad: number;
  readonly windows: readonly BurnWindow[];

  /** @throws ConfigurationError naming the option and the allowed range */
  constructor(options: SloOptions, path = `slos['${options.name}']`) {
    const at = (option: string): string => `${path}.${option}`;
    this.name = requireName(at('name'), options.name);
    this.service = requireName(at('service'), options.service);
    this.objective = requireNumber(at('objective'), options.objective, { exclusiveMin: 0 });
    if (this.objective >= 1) {
      throw new ConfigurationError(
        at('objective'),
        this.objective,
        inWords(() => 'less than 1: who promises everything has no budget to spend'),
      );
    }
    this.indicator = options.indicator ?? 'success';
    if (typeof this.indicator === 'object') {
      requireNumber(at('indicator.latency'), this.indicator.latency, { exclusiveMin: 0 });
    }
    this.period = requireNumber(at('period'), options.period ?? DAY, { min: HOUR });
    const { calls = 20, bad = 3 } = options.lowTraffic ?? {};
    this.minimumCalls = requireNumber(at('lowTraffic.calls'), calls, { min: 1, integer: true });
    this.minimumBad = requireNumber(at('lowTraffic.bad'), bad, { min: 1, integer: true });
    this.windows = burnWindows(this.period);
  }

  /** How many calls count, and how many of those were bad. */
  count(totals: SloTotals): SloCount {
    const { successes, failures, rejected, fallbacks } = totals;
    const valid = successes + failures + rejected;
    if (this.indicator === 'success') return { valid, bad: failures + rejected };
    if (this.indicator === 'availability') {
      return { valid, bad: Math.max(0, failures + rejected - fallbacks) };
    }
    // A call that was never answered was not answered in time either.
    const share = totals.shareWithin(this.indicator.latency) ?? 0;
    const inTime = share * (successes + failures);
    return { valid, bad: Math.max(failures + rejected, valid - inTime) };
  }

  /** How many times faster than allowed the budget is spent: 1 spends it exactly within the period. 0 without calls. */
  burnRate({ valid, bad }: SloCount): number {
    return valid === 0 ? 0 : bad / valid / (1 - this.objective);
  }
}

/**
 * Windows for a period, the quickest first. For 30 days: 1 h and 5 min at 14.4 (2 % of the budget), 6 h and 30 min at 6 (5 %),
 * a day and 2 h at 3 (10 %), three days and 6 h at 1 (10 %). Other periods stretch the windows and keep the factors.
 *
 * @param period milliseconds
 */
export function burnWindows(period: number): readonly BurnWindow[] {
  const scale = period / (30 * DAY);
  return PATTERN.map(({ severity, long, factor }) => ({
    severity,
    long: long * scale,
    short: (long * scale) / 12,
    factor,
  }));
}

const PATTERN = [
  { severity: 'critical', long: HOUR, factor: 14.4 },
  { severity: 'critical', long: 6 * HOUR, factor: 6 },
  { severity: 'warning', long: DAY, factor: 3 },
  { severity: 'warning', long: 3 * DAY, factor: 1 },
] as const satisfies readonly Omit<BurnWindow, 'short'>[];
