import { type TripRules, tripRules } from './trip-rules';

/**
 * The rules of a breaker that looks at its failure rate after a failure only: a success never opens it by completing the
 * minimum of calls. For `rules` of a circuit breaker.
 *
 * @see Polly, AdvancedCircuitBreaker
 */
export const ratesOnFailure: TripRules = (thresholds, totals, failuresInARow, isFailure) =>
  tripRules(
    isFailure ? thresholds : { ...thresholds, failureRate: Infinity },
    totals,
    failuresInARow,
    isFailure,
  );
