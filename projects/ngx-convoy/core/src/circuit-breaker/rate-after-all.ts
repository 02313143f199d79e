import type { TrialVerdict } from './trial-ledger';

/**
 * Decides when all permitted trials are through, by the breaker's own `failureRate` and `slowCallRate`; without a
 * `failureRate`, by the `required` good ones. For `trials.verdict` of a circuit breaker.
 *
 * @usageNotes
 * ```ts
 * new CircuitBreaker({ trials: { permitted: 10, verdict: rateAfterAll } }, clock, random);
 * ```
 * @see resilience4j, HALF_OPEN with permittedNumberOfCallsInHalfOpenState
 */
export const rateAfterAll: TrialVerdict = ({ succeeded, failed, slow }, rules) => {
  const done = succeeded + failed;
  if (done < rules.permitted) return undefined;
  const isFailing =
    rules.failureRate === Infinity
      ? succeeded < rules.required
      : failed / done >= rules.failureRate;
  return isFailing || slow / done >= rules.slowCallRate ? 'still-failing' : 'recovered';
};
