import type { AlertSeverity } from '../alert/alert-severity';
import type { BurnWindow, Slo, SloCount } from './slo';

/** How fast the budget is spent in one pair of windows. */
export interface Burn {
  readonly window: BurnWindow;
  /** Burn rates. */
  readonly long: number;
  readonly short: number;
  /** How far both are beyond what is allowed: 1 is just allowed, more is too fast. 0 with too few calls to tell. */
  readonly excess: number;
}

/**
 * Both windows have to burn: the long one says that it is worth an alert, the short one that it still goes on. So the alert is
 * over soon after the trouble is.
 *
 * @param count calls in the last so many milliseconds
 */
export function burnIn(slo: Slo, window: BurnWindow, count: (windowMs: number) => SloCount): Burn {
  const inLong = count(window.long);
  const inShort = count(window.short);
  const [long, short] = [slo.burnRate(inLong), slo.burnRate(inShort)];
  const isTold = inLong.valid >= slo.minimumCalls && inShort.bad >= slo.minimumBad;
  return { window, long, short, excess: isTold ? Math.min(long, short) / window.factor : 0 };
}

/** The worst of the pairs of one severity; an SLO has some of `critical` and of `warning`. */
export function worstBurn(
  slo: Slo,
  severity: AlertSeverity,
  count: (windowMs: number) => SloCount,
): Burn | undefined {
  return slo.windows
    .filter((window) => window.severity === severity)
    .map((window) => burnIn(slo, window, count))
    .reduce<Burn | undefined>(
      (worst, burn) => (worst === undefined || burn.excess > worst.excess ? burn : worst),
      undefined,
    );
}
