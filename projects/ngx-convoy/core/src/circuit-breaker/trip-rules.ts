import type { WindowTotals } from '../window/call-window';
import type { BreakerSettings } from './breaker-settings';
import type { TrialLedger, Verdict } from './trial-ledger';

/** Why these results open the breaker, in words; `undefined` when they do not. */
export function tripReason(
  settings: BreakerSettings,
  totals: WindowTotals,
  run: number,
  failed: boolean,
): string | undefined {
  if (failed) {
    if (run >= settings.consecutiveFailures)
      return `${run} ${run === 1 ? 'failure' : 'failures in a row'}`;
    if (totals.failed >= settings.failureThreshold) {
      return `${totals.failed} of ${totals.total} calls failed`;
    }
  }
  if (totals.total < settings.minimumCalls) return undefined;
  if ((failed || settings.onAny) && exceeds(totals.failed / totals.total, settings)) {
    return `${totals.failed} of ${totals.total} calls failed`;
  }
  if (totals.slow / totals.total >= settings.slowCallRate) {
    return `${totals.slow} of ${totals.total} calls were slow`;
  }
  return undefined;
}

/** What the trials so far say about the service. */
export function trialVerdict(settings: BreakerSettings, trials: TrialLedger): Verdict {
  const { trials: rules } = settings;
  if (!rules.afterAll) {
    if (trials.failed > rules.tolerated) return 'failing';
    return trials.succeeded >= rules.required ? 'recovered' : 'undecided';
  }
  if (trials.done < rules.permitted) return 'undecided';
  const failing =
    settings.failureRate === Infinity
      ? trials.succeeded < rules.required
      : exceeds(trials.failed / trials.done, settings);
  return failing || trials.slow / trials.done >= settings.slowCallRate ? 'failing' : 'recovered';
}

/** Divided, not multiplied out: 7 of 100 must meet a rate of 0.07, but 0.07 * 100 is greater than 7. */
function exceeds(share: number, { failureRate, strict }: BreakerSettings): boolean {
  return strict ? share > failureRate : share >= failureRate;
}
