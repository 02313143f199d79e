import type { BeginRampUp } from '../circuit-breaker/ramp-up';
import { requireNumber } from '../options';
import { AdaptiveThrottle } from './adaptive-throttle';

/** How gently calls come back after a circuit breaker has closed. */
export interface RampUpOptions {
  /** The share of calls that is held back at first, 0 < share <= 0.9. Default 0.5. */
  readonly share?: number | undefined;
  /** Calls that are let through for each one that the service takes on, >= 1: the lower, the slower. Default 2. */
  readonly k?: number | undefined;
  /** Milliseconds, > 0, after which the ramp is over at the latest. Default 30,000. */
  readonly duration?: number | undefined;
}

/**
 * Holds back a share of the calls after a circuit breaker has closed, and less with each one that goes well: a service
 * that has just recovered does not get all its callers back at once. For `rampUp` of a circuit breaker.
 *
 * It ends when the share has gone down to 0, or with its duration; then it costs nothing any more.
 *
 * @usageNotes
 * ```ts
 * new CircuitBreaker({ rampUp: rampUp({ share: 0.7 }) }, clock, random);
 * ```
 * @throws ConfigurationError when an option is out of its range
 * @see Google SRE book, ch. 21; Envoy, slow start
 */
export function rampUp(options: RampUpOptions = {}): BeginRampUp {
  const { share = 0.5, k, duration = 30_000 } = options;
  requireNumber('share', share, { exclusiveMin: 0, max: 0.9 });
  requireNumber('duration', duration, { exclusiveMin: 0 });
  requireNumber('k', k ?? 2, { min: 1 });
  return (accepts, now) => {
    const throttle = new AdaptiveThrottle({ k, window: duration });
    throttle.seed(accepts, now, share);
    return throttle;
  };
}
