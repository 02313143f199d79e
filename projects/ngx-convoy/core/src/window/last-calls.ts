import { CountWindow } from './count-window';

/**
 * The last so many calls, however long ago they were, as the `monitoringWindow` of a circuit breaker. For traffic that is
 * steady, or so rare that a time window would be empty most of the time.
 *
 * @param calls 1..1,000,000
 * @usageNotes
 * ```ts
 * new CircuitBreaker({ monitoringWindow: lastCalls(100) }, clock, random);
 * ```
 * @throws ConfigurationError when the breaker is made
 */
export function lastCalls(calls: number): () => CountWindow {
  return () => new CountWindow(calls);
}
